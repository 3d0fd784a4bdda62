"""The pages of the replica's press: each parses, is whole and is dated within the calendar."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store.model import KINDS

PAGES = Path(__file__).parents[1] / "crawler" / "replica" / "pages"
FIRST, LAST = date(2025, 1, 10), date(2026, 11, 20)
WASHINGTON = ZoneInfo("America/New_York")
FOLDERS = ("bis", "commerce", "news")
KEYS = {"title", "slug", "published", "appears", "outlet", "author", "edits", "shape"}
SHAPES = {"single", "graph", "list", "reportage", "entities", "no_jsonld"}
SUBJECT = re.compile(
    r"export control|export license|Bureau of Industry|Entity List|semiconductor|AI chip"
    r"|artificial intelligence|tariff|Section 232",
    re.IGNORECASE,
)
MONTHS = "|".join(calendar.month_name[1:])
WEEKDAYS = "|".join(calendar.day_name)
DAYS = re.compile(rf"\b({WEEKDAYS}),? ({MONTHS}) (\d{{1,2}})(?:, (\d{{4}}))?\b")


@dataclass(frozen=True)
class Page:
    path: Path
    front: Mapping[str, Any]
    body: str

    @property
    def folder(self) -> str:
        return self.path.parent.name

    @property
    def appears(self) -> date:
        """The day in Washington on which the page is there to be found."""
        published: datetime = self.front["published"]
        said: date | None = self.front.get("appears")
        return said or published.astimezone(WASHINGTON).date()


def read(path: Path) -> Page:
    opening, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    assert opening == ""
    return Page(path, tomllib.loads(front), body.strip())


FILES = sorted(PAGES.rglob("*.md"))
ALL = [read(path) for path in FILES]
OUTLETS = {
    outlet["name"]: outlet
    for outlet in tomllib.loads((PAGES / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
}
each_page = pytest.mark.parametrize("page", ALL, ids=lambda page: f"{page.folder}/{page.path.stem}")


def test_there_are_enough_pages_and_enough_that_have_nothing_to_do_with_it() -> None:
    unrelated = [p for p in ALL if not SUBJECT.search(f"{p.front['title']}\n{p.body}")]
    assert len(ALL) >= 45
    assert len(unrelated) >= 10


def test_every_file_lies_in_a_folder_that_is_served() -> None:
    others = [p for p in PAGES.rglob("*") if p.is_file() and p not in FILES]
    assert others == [PAGES / "outlets.toml"]
    assert {page.path.relative_to(PAGES).parent.as_posix() for page in ALL} == set(FOLDERS)


def test_every_outlet_is_whole_and_has_pages() -> None:
    assert len(OUTLETS) == len({outlet["publisher"] for outlet in OUTLETS.values()})
    for outlet in OUTLETS.values():
        assert set(outlet) == {"name", "publisher", "kind", "authority_rank", "format"}
        assert re.fullmatch(r"[a-z]+", outlet["name"])
        assert outlet["name"] not in {"register", "bis", "commerce"}
        assert outlet["kind"] in KINDS
        assert 5 <= outlet["authority_rank"] <= 9
        assert outlet["format"] in {"rss", "atom"}
    assert {page.front["outlet"] for page in ALL if page.folder == "news"} == set(OUTLETS)


def test_slugs_are_unique() -> None:
    slugs = [page.front["slug"] for page in ALL]
    assert len(slugs) == len(set(slugs))


def test_every_shape_is_used() -> None:
    assert {page.front["shape"] for page in ALL if page.folder == "news"} == SHAPES


@each_page
def test_a_page_says_what_it_is(page: Page) -> None:
    front = page.front
    assert set(front) <= KEYS
    assert front["title"].strip() == front["title"] != ""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", front["slug"])
    if page.folder == "news":
        assert front["outlet"] in OUTLETS
        assert front["shape"] in SHAPES
    else:
        assert "outlet" not in front
        assert "shape" not in front
        assert "author" not in front


@each_page
def test_a_page_is_dated_within_the_calendar(page: Page) -> None:
    published = page.front["published"]
    assert isinstance(published, datetime)
    assert published.tzinfo is not None
    assert FIRST <= published.astimezone(WASHINGTON).date() <= page.appears <= LAST
    assert page.path.stem.startswith(published.astimezone(WASHINGTON).date().isoformat())


@each_page
def test_a_body_is_plain_markdown_of_a_few_paragraphs(page: Page) -> None:
    words = len(re.sub(r"\]\([^)]*\)", "]", page.body).split())
    assert 120 <= words <= 350
    assert page.body.count("\n\n") >= 3
    for line in page.body.splitlines():
        assert line == line.rstrip()
        assert not re.match(r"#|\*|>|\d+\) |\|", line)


@each_page
def test_an_edit_finds_its_words_once_and_comes_after_the_page(page: Page) -> None:
    body, last = page.body, page.appears
    for edit in page.front.get("edits", []):
        assert set(edit) == {"on", "old", "new"}
        assert page.body.count(edit["old"]) == 1
        assert body.count(edit["old"]) == 1
        assert page.appears < edit["on"] <= LAST
        assert last <= edit["on"]
        body, last = body.replace(edit["old"], edit["new"]), edit["on"]
        assert edit["new"] in body


@each_page
def test_a_weekday_beside_a_date_is_the_right_one(page: Page) -> None:
    for weekday, month, day, year in DAYS.findall(page.body):
        when = date(
            int(year or page.front["published"].year),
            list(calendar.month_name).index(month),
            int(day),
        )
        assert calendar.day_name[when.weekday()] == weekday, f"{weekday}, {when}"


def test_the_weekdays_are_there_to_be_checked() -> None:
    assert sum(len(DAYS.findall(page.body)) for page in ALL) >= 5
