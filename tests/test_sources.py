"""Sources without a network: what they declare, and what they make of recorded listings."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import TextResponse

from crawler.archive import Archive
from crawler.config import Config, SourceConfig, source_names
from crawler.count import Count
from crawler.guard import Guard
from crawler.kinds import Listing
from crawler.kinds.feeds import entries_of
from crawler.kinds.register import FederalRegisterApi, records_in
from crawler.page import Page
from crawler.source import Job, Source, canonical, sources
from store.database import Store
from store.model import KINDS, Capture

RECORDINGS = Path(__file__).parent / "recordings"
NOW = datetime(2025, 5, 14, 12, tzinfo=UTC)


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    with Store(tmp_path / "ruletrail.db") as store:
        yield Job(SourceConfig("any"), store, Archive(store.archive_path), Guard(), NOW, run=1)


def made(name: str, job: Job) -> Source:
    return sources()[name](job=replace(job, config=Config().sources[name]))


def test_a_file_is_a_source_and_its_name() -> None:
    assert tuple(sources()) == source_names()
    assert {"federal_register", "public_inspection", "bis_press", "commerce_news", "news"} <= set(
        sources()
    )


@pytest.mark.parametrize("name", source_names())
def test_what_every_source_declares(name: str) -> None:
    source = sources()[name]
    assert source.name == name
    assert source.publisher
    assert source.kind is None or source.kind in KINDS
    assert 1 <= source.authority_rank <= 9
    assert source.quiet_after.days >= 1
    assert len(source.at.split()) == 5
    assert not any(letter.isdigit() for letter in source.at.split()[4])
    told = sys.modules[source.__module__].__doc__ or ""
    assert any(line.startswith("20") for line in told.splitlines()), "a dated history"


def test_names_are_found_without_scrapy() -> None:
    code = "import sys; from crawler.config import source_names; source_names(); import crawler.run"
    code += "; assert not {'scrapy', 'twisted', 'bs4'} & set(sys.modules), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*/listing_*.html")), ids=lambda p: p.stem)
def test_recorded_listings(path: Path, job: Job) -> None:
    source = made(path.parent.name, job)
    assert isinstance(source, Listing)
    page = Page(path.read_bytes(), source.name, source.address + source.listing)
    found = [
        [link.url.removeprefix(source.address), link.title, str(link.published or "") or None]
        for link in source.links(page)
    ]
    assert found == json.loads(path.with_suffix(".json").read_text())


def test_a_page_is_asked_for_until_it_is_a_month_old(job: Job) -> None:
    ages = {"young": 30, "old": 31}
    for name, days in ages.items():
        at = NOW.replace(month=4, day=14) if name == "young" else NOW.replace(month=4, day=13)
        assert (NOW - at).days == days
        job.store.keep(Capture("0" * 64, f"https://www.bis.gov/{name}", "bis_press", "x", at))
    source = made("bis_press", job)
    assert source.due("https://www.bis.gov/unknown")
    assert source.due("https://www.bis.gov/young")
    assert not source.due("https://www.bis.gov/old")


def test_weeks_are_asked_for_by_the_same_address_every_day(job: Job) -> None:
    job.store.keep(Capture("0" * 64, "https://known", "federal_register", "x", NOW))

    def weeks(day: int) -> list[tuple[date, date]]:
        there = replace(job, now=NOW.replace(day=day), config=Config().sources["federal_register"])
        source = sources()["federal_register"](job=there)
        parts = [r.meta["given"]["part"] for r in source.roots()]
        return [(part.first, part.last) for part in parts]

    assert (
        weeks(14)
        == weeks(13)
        == [
            (date(2025, 4, 28), date(2025, 5, 4)),
            (date(2025, 5, 5), date(2025, 5, 11)),
            (date(2025, 5, 12), date(2025, 5, 18)),
        ]
    )
    assert weeks(17)[-1] == (date(2025, 5, 19), date(2025, 5, 25))  # Saturday: Monday's issue


def test_windows_of_the_register(job: Job) -> None:
    config = Config().sources["federal_register"]

    def window(job: Job) -> tuple[date, date]:
        source = sources()["federal_register"](job=job)
        parts = [r.meta["given"]["part"] for r in source.roots()]
        return parts[0].first, parts[-1].last

    first = replace(job, config=config)
    assert window(first) == (date(2025, 3, 10), date(2025, 5, 18))
    job.store.keep(Capture("0" * 64, "https://known", "federal_register", "x", NOW))
    wider = replace(job, config=replace(config, look_back_days=20))
    assert window(wider)[0] == date(2025, 4, 21)
    told = replace(first, since=date(2024, 2, 1), until=date(2024, 2, 29))
    assert window(told) == (date(2024, 2, 1), date(2024, 2, 29))
    asked = [r.url for r in sources()["federal_register"](job=told).roots()]
    assert len(asked) == 5
    assert "fields%5B%5D=dates" in asked[0]
    assert "%5Bgte%5D=2024-02-01" in asked[0]
    assert asked[0].endswith(f"&_={int(NOW.timestamp())}")


def test_volatile_fields_are_never_asked_for() -> None:
    volatile = {"page_views", "excerpts", "public_inspection_pdf_url", "regulations_dot_gov_info",
                "dockets", "images", "pdf_url_epoch", "last_public_inspection_issue"}  # fmt: skip
    for name in ("federal_register", "public_inspection"):
        fields = sources()[name].fields  # type: ignore[attr-defined]
        assert not volatile & set(fields)
        assert len(set(fields)) == len(fields)


RECORD = {"document_number": "2025-00636", "title": 'A "rule" \u2013 [1]', "agencies": [{"x": {}}]}


@given(
    st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none(), min_size=1)),
    st.sampled_from([None, 1]),
    st.booleans(),
)
def test_records_are_the_very_bytes_of_the_answer(
    records: list[dict[str, object]], indent: int | None, ascii_: bool
) -> None:
    body = json.dumps(
        {"count": 1, "results": [*records, RECORD], "at": None}, indent=indent, ensure_ascii=ascii_
    ).encode("utf-8", "surrogatepass")
    try:
        body.decode()
    except UnicodeDecodeError:
        return
    found = list(records_in(body))
    assert [record for record, _ in found] == [*records, RECORD]
    at = 0
    for record, raw in found:
        assert json.loads(raw) == record
        at = body.index(raw, at) + len(raw)


def test_an_envelope_without_results_has_no_records() -> None:
    assert list(records_in(b'{"count": 0}')) == []
    assert list(records_in(b'{"count": 0, "results": [ ]}')) == []


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><title> Chip
 rule &amp;amp; more</title><link>https://X.org/a?utm_source=rss&amp;id=7#top</link>
<pubDate>Tue, 13 May 2025 10:00:00 EST</pubDate><description>d</description></item>
<item><title>no date</title><guid isPermaLink="true">https://x.org/b</guid></item>
<item><title>elsewhere</title><link>javascript:alert(1)</link></item>
<item><title>nowhere</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>U</title>
<link href="/u"/><updated>2025-05-13T10:00:00Z</updated><id>1</id></entry></feed>"""


def test_entries_of_feeds() -> None:
    found = entries_of(RSS, "https://x.org/feed")
    assert found is not None
    assert [(e.url, e.title) for e in found] == [
        ("https://x.org/a?id=7", "Chip rule & more"),
        ("https://x.org/b", "no date"),
    ]
    assert found[0].published == datetime(2025, 5, 13, 15, tzinfo=UTC)
    assert found[1].published is None
    atom = entries_of(ATOM, "https://x.org/feed")
    assert atom is not None
    assert [e.url for e in atom] == ["https://x.org/u"]
    assert entries_of(b'<rss version="2.0"><channel><title>T</title></channel></rss>', "u") == []


@pytest.mark.parametrize("body", [b"", b"<html><body>Moved</body></html>", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert entries_of(body, "https://x.org/feed") is None


@given(st.binary(max_size=300))
def test_no_bytes_break_the_feed_reader(body: bytes) -> None:
    entries_of(b'<?xml version="1.0"?><rss version="2.0">' + body, "https://x.org/feed")


def test_canonical_addresses() -> None:
    assert canonical("HTTPS://X.Org/A?utm_source=a&b=1&fbclid=2#c") == "https://x.org/A?b=1"
    assert canonical("../b", "https://x.org/a/c") == "https://x.org/b"
    assert canonical("https://x.org") == "https://x.org/"


def test_an_envelope_of_another_shape_is_unexpected(job: Job) -> None:
    from crawler.page import Unexpected

    source = made("federal_register", job)
    assert isinstance(source, FederalRegisterApi)
    bodies = (
        b"<html>",
        b"[]",
        b'{"results": []}',
        b'{"count": 2}',
        b'{"count": 2, "items": []}',
        b'{"count": 1, "results": {}}',
        b'{"count": 1, "results": [{"title": "x"}]}',
    )
    for body in bodies:
        with pytest.raises(Unexpected):
            source.answer(TextResponse("https://x", body=body))
    assert source.answer(TextResponse("https://x", body=b'{"count": 0}')) == {"count": 0}


def verdict(roots: str, pages: str = "", new: int = 0, any_root: bool = False) -> str:
    words = {"o": "ok", "b": "blocked", "s": "shape_changed", "n": "blind"}
    count = Count(asked=len(roots) + len(pages), new=new)
    for letter in roots:
        count.met(True, words[letter])
    for letter in pages:
        count.met(False, words[letter])
    return count.tally("x", NOW, 1, None, any_root).verdict


def test_verdicts() -> None:
    assert verdict("o", "o", new=1) == "ok"
    assert verdict("o", "o") == "quiet"
    assert verdict("oo") == "quiet"
    assert verdict("ob") == "blocked"
    assert verdict("sn") == "shape_changed"
    assert verdict("ob", "o", any_root=True) == "quiet"
    assert verdict("bb", any_root=True) == "blocked"
    assert verdict("o", "on", new=1) == "ok"
    assert verdict("o", "bb") == "blocked"
    assert verdict("") == "blind"


def test_a_tally_adds_up() -> None:
    count = Count(asked=3, new=1)
    count.met(True, "ok")
    count.met(False, "blind")
    count.note("https://x: answered 500", "<h1>", "error")
    tally = count.tally("bis_press", NOW, 2, None, any_root=False)
    assert (tally.failed, tally.new, tally.started) == (1, 1, NOW)
    assert (tally.finished - tally.started).total_seconds() == 2
    assert tally.verdict == "blind"
    assert tally.error == "1 of 3 questions were never answered"
    assert count.tally("x", NOW, 2, "ended after 5 s", False).error == "ended after 5 s"
