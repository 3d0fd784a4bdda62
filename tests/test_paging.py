"""A search of the Register brings every document once, however the server pages: three accounts of
its paging, over real HTTP, on saved records and on a made set that forces slices to split."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.config import Config, parse
from crawler.replica import Replica
from crawler.replica.api import recorded
from crawler.replica.conditions import PAGING, Paging
from crawler.run import Crawler, crawl
from store.database import Store
from store.model import Tally
from tests.conftest import Ran, ruletrail

SAVED = Path(__file__).parents[1].parent / "shared" / "data" / "fr_api" / "documents.json.gz"
SOURCE = "federal_register"
#: A Monday, and the Sunday five weeks on. Of the third week nothing was published.
FIRST, LAST = date(2024, 1, 1), date(2024, 2, 4)
GAP = range(14, 21)
#: The day of many documents, and how many; the other days have `FEW`.
FULL, MANY, FEW = date(2024, 1, 24), 130, 9
NOW = datetime(2024, 2, 5, 17, tzinfo=UTC)


def made() -> list[dict[str, Any]]:
    """Records of the working days of five weeks but one."""
    found = []
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        if day.weekday() > 4 or n in GAP:
            continue
        for m in range(MANY if day == FULL else FEW):
            number = f"2024-{n:02}{m:03}"
            text = f"https://www.federalregister.gov/documents/full_text/text/{day:%Y/%m/%d}"
            found.append(
                {
                    "document_number": number,
                    "publication_date": day.isoformat(),
                    "title": f"Document {number}",
                    "type": "Notice",
                    "agencies": [{"slug": "made-agency"}],
                    "raw_text_url": f"{text}/{number}.txt",
                }
            )
    return found


MADE = made()


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica() as there:
        there.day = date(2026, 11, 20)
        there.documents = tuple(map(recorded, MADE))
        yield there


@pytest.fixture
def config(replica: Replica, tmp_path: Path) -> Config:
    return configured(replica, tmp_path)


def configured(replica: Replica, folder: Path, delay: float = 0.0) -> Config:
    """A configuration whose agency filter is empty, and the same as a file."""
    base = f"{replica.url}/register"
    (folder / "ruletrail.toml").write_text(
        f'[crawl]\ndelay = {delay}\n[sources.{SOURCE}]\nbase = "{base}"\nagencies = []\n'
    )
    table = {"crawl": {"delay": delay}, "sources": {SOURCE: {"base": base, "agencies": []}}}
    return replace(parse(table), database=folder / "ruletrail.db")


def numbers(database: Path) -> list[str]:
    """The numbers of all records in all answers kept: one that was kept twice is here twice."""
    with Store(database, must_exist=True) as store:
        archive = Archive(store.archive_path)
        kept = store.db.execute("SELECT sha256 FROM capture WHERE extractor = 'fr_search'")
        answers = [json.loads(archive.get(row[0])) for row in kept.fetchall()]
    return sorted(r["document_number"] for answer in answers for r in answer["results"])


def taken_out(database: Path) -> list[str]:
    """The numbers of the documents in the store."""
    with Store(database, must_exist=True) as store:
        rows = store.db.execute(
            "SELECT i.value FROM document d LEFT JOIN identifier i"
            " ON i.document = d.id AND i.kind = 'fr_doc'"
        ).fetchall()
    return sorted(row[0] for row in rows)


def of(records: list[dict[str, Any]]) -> list[str]:
    return sorted(record["document_number"] for record in records)


def backfill(config: Config) -> Tally:
    (tally,) = crawl(config, [SOURCE], NOW, FIRST, LAST)
    return tally


def searches(replica: Replica) -> str:
    return "\n".join(line for line in replica.asked if "/api/v1/documents" in line)


# The saved records


@pytest.mark.skipif(not SAVED.exists(), reason="the shared records are not beside this checkout")
@pytest.mark.parametrize("account", PAGING)
def test_a_month_of_all_agencies_comes_whole_and_once(
    account: str, replica: Replica, tmp_path: Path
) -> None:
    saved = json.loads(gzip.decompress(SAVED.read_bytes()))["results"]
    assert len(saved) == 496
    replica.documents = tuple(map(recorded, saved))
    replica.paging = PAGING[account]
    configured(replica, tmp_path)
    month = ("--since", "2024-01-01", "--until", "2024-01-31")
    ran = ruletrail("crawl", SOURCE, *month, cwd=tmp_path)
    assert (ran.code, ran.err) == (0, ""), ran
    assert numbers(tmp_path / "ruletrail.db") == of(saved)
    assert taken_out(tmp_path / "ruletrail.db") == of(saved)
    assert "conditions%5Bagencies" not in searches(replica)


# A made set


SMALL: dict[str, tuple[Paging, str]] = {
    # account: (what the server does, a question that it takes to have everything)
    "one page": (PAGING["first_page"], r"gte%5D=2024-01-22&.*lte%5D=2024-01-28&.*&page=1&"),
    "small pages": (replace(PAGING["first_page"], largest=30, reach=200), r"per_page=20&page=7&"),
    "page 1 past 200": (
        replace(PAGING["first_page"], largest=100, reach=200, too_large="largest"),
        r"lte%5D=2024-01-24&.*per_page=100&page=2&",
    ),
    "a cursor past 60": (
        replace(PAGING["cursor"], largest=30, reach=60),
        r"page=7&.*search_after_cursor=",
    ),
    "a count of 60 at most": (
        replace(PAGING["cursor"], largest=60, reach=60, too_large="largest"),
        r"gte%5D=2024-01-24&.*lte%5D=2024-01-24&.*search_after_cursor=",
    ),
    "100 a page and 400": (PAGING["refused"], r"lte%5D=2024-01-24&.*per_page=100&page=2&"),
    "100 a page, else 20": (
        replace(PAGING["refused"], too_large="twenty"),
        r"lte%5D=2024-01-24&.*per_page=100&page=2&",
    ),
    "100 a page, else 400": (
        replace(PAGING["refused"], too_large="refused"),
        r"lte%5D=2024-01-24&.*per_page=100&page=2&",
    ),
}


@pytest.mark.parametrize("account", SMALL)
def test_a_made_set_comes_whole_and_once(account: str, replica: Replica, config: Config) -> None:
    replica.paging, needed = SMALL[account]
    tally = backfill(config)
    assert (tally.verdict, tally.error, tally.failed) == ("ok", None, 0)
    assert not tally.problems
    assert numbers(config.database) == of(MADE)
    assert re.search(needed, searches(replica)), searches(replica)


def test_a_second_time_nothing_is_new(replica: Replica, config: Config) -> None:
    replica.paging, _ = SMALL["a cursor past 60"]
    assert [backfill(config).verdict for _ in range(2)] == ["ok", "quiet"]
    assert numbers(config.database) == of(MADE)


@pytest.mark.parametrize(
    ("paging", "verdict", "told"),
    [
        pytest.param(
            replace(PAGING["first_page"], largest=100, reach=100),
            "shape_changed",
            f"{MANY} documents of {FULL}, of which 100 came",
            id="page 1 again",
        ),
        pytest.param(
            replace(PAGING["refused"], reach=100), "blind", "answered 400", id="a refusal"
        ),
    ],
)
def test_a_day_past_every_bound_is_said_and_the_others_are_had(
    paging: Paging, verdict: str, told: str, replica: Replica, config: Config
) -> None:
    replica.paging = paging
    tally = backfill(config)
    assert (tally.verdict, tally.failed) == (verdict, 1)
    assert told in (tally.error or "")
    had = numbers(config.database)
    assert len(had) == len(set(had)) == len(MADE) - MANY + 100


# A 404: no matches, or no API


def test_a_404_to_days_without_documents_is_none(replica: Replica, config: Config) -> None:
    replica.paging = PAGING["refused"]
    week = (FIRST + timedelta(days=GAP[0]), FIRST + timedelta(days=GAP[-1]))
    (tally,) = crawl(config, [SOURCE], NOW, *week)
    assert (tally.verdict, tally.failed, tally.new) == ("quiet", 0, 0)
    assert "conditions" not in searches(replica).splitlines()[-1]


@pytest.mark.parametrize("fault", ["gone", "empty"])
def test_a_404_to_everything_is_blind(fault: str, replica: Replica, config: Config) -> None:
    """With `empty`, this server finds nothing on any day: a 404 too."""
    replica.paging, replica.fault = PAGING["refused"], ("register", fault)
    tally = backfill(config)
    assert (tally.verdict, tally.new) == ("blind", 0)
    assert "answered 404" in (tally.error or "")


def test_a_404_to_days_that_had_documents_is_blind(replica: Replica, config: Config) -> None:
    replica.paging = PAGING["first_page"]
    assert backfill(config).verdict == "ok"
    replica.paging = PAGING["refused"]
    replica.documents = tuple(map(recorded, MADE[: 4 * FEW]))
    tally = backfill(config)
    assert tally.verdict == "blind"
    assert "answered 404" in (tally.error or "")


# Whose documents


@pytest.mark.parametrize(
    ("agencies", "asked"),
    [
        (None, ["industry-and-security-bureau", "commerce-department"]),
        (["census-bureau"], ["census-bureau"]),
        ([], []),
    ],
)
def test_an_agency_filter_that_is_empty_asks_for_all(
    agencies: list[str] | None, asked: list[str], replica: Replica, tmp_path: Path
) -> None:
    """Left out, it is the source's own."""
    where: dict[str, Any] = {"base": f"{replica.url}/register"}
    where |= {} if agencies is None else {"agencies": agencies}
    table = {"crawl": {"delay": 0.0}, "sources": {SOURCE: where}}
    config = replace(parse(table), database=tmp_path / "ruletrail.db")
    crawl(config, [SOURCE], NOW, FIRST, FIRST)
    assert re.findall(r"agencies%5D%5B%5D=([\w-]+)", searches(replica)) == asked


# Kills


def children(process: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "crawl", SOURCE, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the child in /proc")
@pytest.mark.parametrize("killed", ["the command", "the crawling process"])
@pytest.mark.parametrize("account", ["small pages", "a cursor past 60", "100 a page and 400"])
def test_a_kill_in_the_middle_and_another_start_bring_the_rest(
    account: str, killed: str, replica: Replica, tmp_path: Path
) -> None:
    replica.paging, _ = SMALL[account]
    config = configured(replica, tmp_path, delay=0.1)
    period = ("--since", FIRST.isoformat(), "--until", LAST.isoformat())
    ran = begin(tmp_path, *period)
    until(lambda: pages(config.database) >= 2)
    (child,) = children(ran.pid)
    os.kill(ran.pid if killed == "the command" else child, signal.SIGKILL)
    _, told = ran.communicate(timeout=30)
    until(lambda: not Path(f"/proc/{child}").exists())
    assert 0 < len(numbers(config.database)) < len(MADE), "the kill came in the middle"
    if killed == "the crawling process":
        assert ran.returncode == 1
        assert "the crawling process ended (exit code -9)" in " ".join(told.split())

    configured(replica, tmp_path)
    again: Ran = ruletrail("crawl", SOURCE, *period, cwd=tmp_path)
    assert (again.code, again.err) == (0, ""), again
    assert numbers(config.database) == of(MADE)
    assert taken_out(config.database) == of(MADE)


def test_a_first_pass_that_was_killed_is_looked_back_for_again(
    replica: Replica, tmp_path: Path
) -> None:
    """An ordinary pass, without dates: the first looks back two months, later ones ten days."""
    config = configured(replica, tmp_path, delay=0.5)
    with Crawler(config) as crawler, ThreadPoolExecutor(1) as pool:
        passing = pool.submit(crawler.crawl, [SOURCE], NOW)
        until(lambda: pages(config.database) > 0)
        assert crawler._child is not None
        crawler._child._process.kill()
        assert passing.result()[0].verdict == "blind"
    assert not set(of(MADE[: 10 * FEW])) <= set(numbers(config.database)), "the first two weeks"
    crawl(configured(replica, tmp_path), [SOURCE], NOW + timedelta(hours=1))
    assert numbers(config.database) == of(MADE)


def test_a_pass_looks_back_to_the_last_one_that_went_well(replica: Replica, config: Config) -> None:
    replica.day = date(2024, 1, 5)
    with Crawler(config) as crawler:
        (tally,) = crawler.crawl([SOURCE], NOW - timedelta(days=31))
        assert (tally.verdict, len(numbers(config.database))) == ("ok", 5 * FEW)
        replica.day, replica.fault = date(2024, 2, 5), ("register", "error")
        for days in (24, 17, 10):
            assert crawler.crawl([SOURCE], NOW - timedelta(days=days))[0].verdict == "blind"
        replica.fault = None
        (tally,) = crawler.crawl([SOURCE], NOW)
    assert tally.verdict == "ok"
    assert numbers(config.database) == of(MADE)


def pages(database: Path) -> int:
    """How many answers are kept so far, while another process writes."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as there:
            rows = there.execute("SELECT count(*) FROM capture WHERE extractor = 'fr_search'")
            return int(rows.fetchone()[0])
    except sqlite3.OperationalError:  # not yet made
        return 0
