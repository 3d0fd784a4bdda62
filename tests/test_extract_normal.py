"""Whatever comes in, extraction never crashes, and its texts are in normal form."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extract import EXTRACTORS, extract
from crawler.extract.address import bis_slug, commerce_path, document_id, office, standing
from crawler.extract.files import unmarked
from crawler.extract.numbers import (
    cfr,
    citation,
    corrected,
    docket,
    document_number,
    number_in_url,
    printed_date,
    register_id,
    rins,
    short_date,
)
from crawler.extract.prose import clean, field, line, normal, paragraphs, unwrapped
from crawler.extract.published import day_of
from crawler.page import Unexpected
from store.model import Capture

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
MARKS = (
    '<html><head><script type="application/ld+json">{"@type":"NewsArticle","datePublished":',
    "<body><main><h1>T</h1><p>", "</p><ul><li>", "<table><tr><td>", "<pre>", "</pre>", "&#",
    '<script id="__NEXT_DATA__" type="application/json">{"props":', "</script>", "<bullet>",
    "[Federal Register Volume 90, Number 93 (Thursday, May 15, 2025)]", "[FR Doc. 2025-1 Filed ",
    "AGENCY: ", "DATES:\n", "[[Page 1]]", "\n\n", "\n    ", "-" * 70, "\\1\\", "```",
    "---\ntitle: x\n---\n",
    '{"document_number": "2025-1", "title": ', '"results": [', "null", "NaN", "}]}",
    "\ud800", "\x00",
    "<RULE><PREAMB><SUBJECT>", "</SUBJECT></PREAMB><FRDOC>[FR Doc. 2025-1", "</FRDOC></RULE>",
)  # fmt: skip
PIECES = st.lists(st.sampled_from(MARKS) | st.text(max_size=12), max_size=14)
BYTES = st.binary(max_size=200) | PIECES.map(lambda p: "".join(p).encode(errors="surrogatepass"))
# Lone surrogates too: JSON can carry them, SQLite cannot.
WORDS = st.text(st.characters(exclude_categories=()), max_size=8) | st.just("2025-\ud800")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = (
    "document_number", "title", "type", "action", "dates", "abstract", "agencies", "agency_names",
    "docket_ids", "cfr_references", "regulation_id_numbers", "publication_date", "effective_on",
    "citation", "correction_of", "html_url", "filed_at", "editorial_note", "text", "id", "kind",
    "url", "published", "stated", "significant", "results", "count", "status",
)  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=10)


def capture(extractor: str, **hints: object) -> Capture:
    return Capture(
        sha256="0" * 64,
        url="https://www.bis.gov/press-release/slug",
        source="test",
        extractor=extractor,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        hints=hints,
    )


def drafts_or_nothing(extractor: str, raw: bytes) -> None:
    try:
        found = extract(capture(extractor), raw)
    except Unexpected:
        return
    for draft in found:
        assert draft.text == normal(draft.text)
        assert draft.document.id and draft.document.publisher
        kept = {**asdict(draft), "text": draft.text}
        json.dumps(kept, allow_nan=False, ensure_ascii=False, default=str).encode()


@pytest.mark.parametrize("extractor", sorted(EXTRACTORS))
def test_arbitrary_bytes_give_drafts_or_unexpected(extractor: str) -> None:
    few = settings(QUICK, max_examples=25) if extractor == "article" else QUICK

    @few
    @given(raw=BYTES)
    def check(raw: bytes) -> None:
        drafts_or_nothing(extractor, raw)

    check()


@QUICK
@given(records=st.lists(RECORDS, min_size=1, max_size=4))
def test_records_of_any_shape_give_drafts_or_unexpected(records: list[object]) -> None:
    whole = json.dumps({"count": len(records), "results": records}).encode()
    rows = "\n".join(json.dumps(r) for r in records).encode()
    for extractor in ("fr_search", "pi_search", "lines"):
        drafts_or_nothing(extractor, whole)
        drafts_or_nothing(extractor, rows)


@settings(QUICK, max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab •*-–\n\r\t\u00a0\u2028\u200b`'1.") | st.characters()))
def test_normal_form_is_idempotent(text: str) -> None:
    for form in (clean, line, normal):
        once = form(text)
        assert form(once) == once
    once = paragraphs(unwrapped(text))
    assert normal(once) == once


def test_the_same_bytes_give_the_same_text() -> None:
    raw = b"<html><body><main><h1>Title</h1><p>First words.</p><p>Second.</p></main></body></html>"
    first, second = (extract(capture("bis_release"), raw)[0] for _ in range(2))
    assert first == second


def test_numbers_in_normal_form() -> None:
    assert document_number(" 2025–00636 ") == "2025-00636"
    assert document_number("c1-2023-27742") == "C1-2023-27742"
    assert document_number("no number") is None or document_number("") is None
    assert citation("89 FR 126 ") == citation("89 Fed. Reg. 126") == "89 FR 126"
    assert citation("15 CFR 734") is None
    assert rins(["RIN 0694–AJ90", ".", None, "1290-AA43; 1615-AC63"]) == (
        "0694-AJ90",
        "1290-AA43",
        "1615-AC63",
    )
    assert docket("[Docket No. 250107-0007]") == "250107-0007"
    assert docket("DOCKET #: RBS-23-BUSINESS-0024") == "RBS-23-BUSINESS-0024"
    assert docket("Docket Nos. EL24-36-000") == "EL24-36-000"
    assert docket("Docket ID ED-2015-OESE-0130") == "ED-2015-OESE-0130"
    assert docket("RTID 0648-XD357") == "RTID 0648-XD357"
    assert cfr("15 CFR Parts 732, 734, and 774") == ("15 CFR 732", "15 CFR 734", "15 CFR 774")
    assert cfr([{"title": 15, "part": None}, {"title": 15, "part": "730-774"}]) == (
        "15 CFR 730-774",
    )
    assert corrected("C1-2023-27742") == corrected("R1-2023-27742") == "2023-27742"
    assert corrected("2023-13196") is None


def test_numbers_that_were_used_again_carry_their_day() -> None:
    assert register_id("01-2411", date(2001, 1, 26)) == "fr:01-2411@2001-01-26"
    assert register_id("2025-00636", date(2025, 1, 15)) == "fr:2025-00636"
    assert register_id("2017-00871", date(2017, 1, 19), "pi") == "pi:2017-00871"


def test_dates_as_publishers_write_them() -> None:
    assert printed_date("effective January 13. 2025.") == date(2025, 1, 13)
    assert printed_date("Effective January 1 2024.") == date(2024, 1, 1)
    assert printed_date("February 30, 2024, then Sept. 3, 2024") == date(2024, 9, 3)
    assert short_date("4–14–16; 8:45 am") == date(2016, 4, 14)
    # A midnight stands for its day; any other moment is a day in Washington.
    assert day_of("2024-01-15T00:00:00Z") == date(2024, 1, 15)
    assert day_of("2025-05-14T01:20:00+00:00") == date(2025, 5, 13)
    assert day_of("2025-12-31T08:10:00+09:00") == date(2025, 12, 30)
    assert day_of("2025-05-13T00:00:00-04:00") == date(2025, 5, 13)
    assert day_of("2023-04-28T19:32:00+0000") == date(2023, 4, 28)
    assert day_of("Mon Sep 02 01:11:35 EDT 2024") == date(2024, 9, 2)
    assert day_of("Tue, 13 May 2025 21:00:00 GMT") == date(2025, 5, 13)
    assert day_of("unknown") is None and day_of("") is None and day_of(None) is None


def test_addresses_tell_who_speaks() -> None:
    assert document_id("https://media.bis.gov/press-release/slug?x=1") == "bis:slug"
    assert (
        document_id("https://www.commerce.gov/news/press-releases/2025/05/s/")
        == "commerce:2025/05/s"
    )
    assert (
        document_id("https://a.example/2025/05/13/s/amp/?utm_source=x", "wire")
        == "news:wire/2025/05/13/s"
    )
    assert document_id("https://www.federalregister.gov/d/2025-00636") == "fr:2025-00636"
    assert (
        document_id("https://www.federalregister.gov/public-inspection/2025-00636/x")
        == "pi:2025-00636"
    )
    assert number_in_url("https://www.federalregister.gov/documents/2001/01/26/01-2411/slug") == (
        "01-2411",
        date(2001, 1, 26),
    )
    assert bis_slug("http://127.0.0.1:1/bis/press-release/slug") == "slug"
    assert commerce_path("http://127.0.0.1:1/commerce/news/press-releases/2025/05/s") == "2025/05/s"
    for false in (
        "https://evilbis.gov/x",
        "https://bis.gov.example/x",
        "ftp://bis.gov/x",
        "bis.gov",
        "",
    ):
        assert office(false) is None
    assert office("https://user@www.bis.gov:443/x") is not None


def test_what_a_file_claims_makes_it_no_authority() -> None:
    assert standing({}, None) == (None, 9, None)
    assert standing({"kind": "release"}, None)[1] == 5
    assert standing({"kind": "law_firm"}, "https://firm.example/x")[1] == 8
    assert standing({"kind": "news"}, "https://www.bis.gov/press-release/x") == (
        "news",
        5,
        "Bureau of Industry and Security",
    )
    assert standing({}, "https://www.whitehouse.gov/fact-sheets/x")[:2] == ("release", 6)


def test_marks_are_taken_off() -> None:
    assert field("<bullet> Effective date: x. <bullet> Compliance date: y.") == (
        "- Effective date: x.\n- Compliance date: y."
    )
    assert field("<RM>Effective April 30, 2001.") == "Effective April 30, 2001."
    assert field("``chips'' with &gt; 10<SUP>26</SUP> operations, m<SUP>2</SUP>") == (
        "“chips” with > 10^26 operations, m2"
    )
    assert unmarked('**a [b](https://x.example/a_(1) "t") c** *d* e_f_g 2 * 3 * 4') == (
        "a b c d e_f_g 2 * 3 * 4"
    )
    assert unwrapped(
        "One line that was broken where the printer had to break it,\nright here."
    ) == ["One line that was broken where the printer had to break it, right here."]
    assert normal("* * * * *\n• one\n– two") == "* * * * *\n- one\n- two"


def test_halves_of_letters_do_not_reach_the_database() -> None:
    row = '{"id": "a\\ud800", "text": "b\\ud800", "url": "https://x.example/\\udfff", "title":'
    row += (
        ' "\\ud800", "stated": {"action": "\\ud800"}, "source": "\\ud800", "publisher": "\\ud800"}'
    )
    kept = json.dumps(asdict(extract(capture("lines"), row.encode())[0]), ensure_ascii=False)
    assert "\ufffd" in kept and kept.encode()
