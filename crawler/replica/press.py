"""The pages of agencies and press, as files say them: Markdown under TOML front matter.

A page is there from the day on which it appears; its edits hold from their own days on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt

WASHINGTON: Final = ZoneInfo("America/New_York")
FOLDERS: Final = ("bis", "commerce", "news")
#: "1. " at the start of a paragraph is a printed number and no list, which would hide it.
_NUMBERED: Final = re.compile(r"^(\d{1,2})\. ", re.MULTILINE)
_POWER: Final = re.compile(r"\b10\^(\d{1,3})\b")
_FENCE: Final = "+++\n"
_KEYS: Final = {"title", "slug", "published", "appears", "outlet", "author", "edits", "shape"}
#: Paragraphs, bullets, links; everything else that is a sign in Markdown is a plain letter here.
_MARKDOWN: Final = MarkdownIt("zero", {"html": False}).enable(["list", "link", "entity"])


@dataclass(frozen=True)
class Edit:
    """From the day `on`, the page says `new` where it said `old`."""

    on: date
    old: str
    new: str


@dataclass(frozen=True)
class Outlet:
    """A publisher with a feed (`rss` or `atom`) and article pages."""

    name: str
    publisher: str
    kind: str
    authority_rank: int
    format: str


@dataclass(frozen=True)
class Page:
    """One page. `name` is its file (`bis/2025-05-13-...`); `published` has an offset."""

    name: str
    title: str
    slug: str
    published: datetime
    appears: date
    body: str
    outlet: str | None = None
    author: str | None = None
    shape: str = "single"
    edits: tuple[Edit, ...] = ()

    @property
    def folder(self) -> str:
        """`bis`, `commerce` or `news`."""
        return self.name.partition("/")[0]

    @property
    def path(self) -> str:
        """Its place on its publisher's site."""
        local = self.published.astimezone(WASHINGTON)
        if self.folder == "bis":
            return f"/press-release/{self.slug}"
        if self.folder == "commerce":
            return f"/news/press-releases/{local:%Y/%m}/{self.slug}"
        return f"/{self.published:%Y/%m/%d}/{self.slug}"

    def at(self, day: date) -> Page:
        """The page as it reads at the end of `day`."""
        body, title = self.body, self.title
        for edit in self.made_by(day):
            title = title.replace(edit.old, edit.new)
            body = body.replace(edit.old, edit.new)
        return Page(**{**vars(self), "title": title, "body": body})

    def made_by(self, day: date) -> tuple[Edit, ...]:
        """The edits made by the end of `day`, oldest first."""
        return tuple(edit for edit in self.edits if edit.on <= day)

    def days(self) -> set[date]:
        """The days on which it appears and is edited."""
        return {self.appears, *(edit.on for edit in self.edits)}


def read_pages() -> tuple[Page, ...]:
    """Every page file of the package, oldest first. Raises ValueError for one that is not whole."""
    root = files("crawler.replica") / "pages"
    found = [
        _page(folder, file)
        for folder in FOLDERS
        for file in (root / folder).iterdir()
        if file.name.endswith(".md")
    ]
    return tuple(sorted(found, key=lambda page: (page.published, page.slug)))


def read_outlets() -> tuple[Outlet, ...]:
    """The outlets in the order of their file."""
    file = files("crawler.replica") / "pages" / "outlets.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(Outlet(**outlet) for outlet in table["outlet"])


def _page(folder: str, file: Traversable) -> Page:
    name = f"{folder}/{file.name.removesuffix('.md')}"
    opening, fence, rest = file.read_text(encoding="utf-8").partition(_FENCE)
    front, closing, body = rest.partition(_FENCE)
    if opening or not fence or not closing:
        raise ValueError(f"{name}: no front matter between +++ lines")
    table = tomllib.loads(front)
    if unknown := set(table) - _KEYS:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")
    return _built(name, table, body.strip())


def _built(name: str, table: Mapping[str, Any], body: str) -> Page:
    published = table["published"]
    if not isinstance(published, datetime) or published.tzinfo is None:
        raise ValueError(f"{name}: published is a moment with its offset")
    page = Page(
        name=name,
        title=table["title"],
        slug=table["slug"],
        published=published,
        appears=table.get("appears") or published.astimezone(WASHINGTON).date(),
        body=body,
        outlet=table.get("outlet"),
        author=table.get("author"),
        shape=table.get("shape", "single"),
        edits=tuple(sorted((Edit(**e) for e in table.get("edits", ())), key=lambda e: e.on)),
    )
    said = page.title + "\n" + body
    for edit in page.edits:
        if edit.old not in said:
            raise ValueError(f"{name}: nothing to edit: {edit.old!r}")
        said = said.replace(edit.old, edit.new)
    return page


def words_of(markdown: str) -> str:
    """The first paragraph as plain words, as feeds and `description` fields carry it."""
    first = markdown.partition("\n\n")[0]
    tokens = _MARKDOWN.parseInline(" ".join(first.split()))[0].children or []
    return "".join(token.content for token in tokens)


def html_of(markdown: str) -> str:
    """The body as HTML paragraphs and lists, everything escaped; `10^26` gets a raised 26."""
    rendered: str = _MARKDOWN.render(_NUMBERED.sub(r"\1&#46; ", markdown))
    return raised(rendered)


def raised(html: str) -> str:
    """`10^26` written as publishers do, with a raised exponent."""
    return _POWER.sub(r"10<sup>\1</sup>", html)
