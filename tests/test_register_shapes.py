"""Headers of Federal Register documents in every shape: recorded ones, real ones, hostile ones."""

from __future__ import annotations

import gzip
import html
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract
from nlp.register import header_claims
from nlp.register.header import read_header
from nlp.register.views import view
from store.model import Capture, Text

HEADERS = Path(__file__).parent / "recordings" / "headers"
DATA = Path(__file__).parents[1].parent / "shared" / "data"
SHARED = pytest.mark.skipif(not DATA.exists(), reason="the shared records are not here")


def found_in(path: Path, told: dict[str, Any]) -> dict[str, Any]:
    day = told["published"]
    text = path.read_text("utf-8")
    read = header_claims(
        Text("x", text, published=date.fromisoformat(day) if day else None, kind=told["kind"])
    )
    assert read is not None
    for c in read.claims:
        assert text[c.start : c.end] == c.quote
    return {
        "published": day,
        "kind": told["kind"],
        "header": dict(read.told),
        "notes": list(read.notes),
        "links": [
            [link.relation, link.ref, link.date.isoformat() if link.date else None]
            for link in read.links
        ],
        "claims": [
            [c.type, c.modality, c.date, c.instrument_id or c.instrument_ref] for c in read.claims
        ],
        "names": [list(pair) for pair in read.names],
    }


@pytest.mark.parametrize(
    "path", [p for p in sorted(HEADERS.iterdir()) if p.suffix != ".json"], ids=lambda p: p.name
)
def test_recorded_header(path: Path) -> None:
    told = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
    assert found_in(path, told) == told


def test_two_captions_are_both_read() -> None:
    text = (
        '<RULE><PREAMB><SUBJECT>A Rule</SUBJECT><AGY><HD SOURCE="HED">AGENCY:</HD><P>BIS.</P>'
        '</AGY><EFFDATE><HD SOURCE="HED">DATES:</HD><P>Effective <E T="03">May 2,</E> 2025.</P>'
        '</EFFDATE><DATES><HD SOURCE="HED">DATES:</HD><P>Comments are due June 2, 2025.</P>'
        "</DATES></PREAMB><SUPLINF><P>More.</P></SUPLINF></RULE>"
    )
    read = header_claims(Text("x", text, published=date(2025, 4, 1)))
    assert read is not None
    assert [(c.type, c.date) for c in read.claims] == [
        ("entry_into_force", "2025-05-02"),
        ("comment_deadline", "2025-06-02"),
    ]
    assert read.claims[0].quote == 'Effective <E T="03">May 2,</E> 2025.'


def test_labelled_headings_say_what_their_dates_are() -> None:
    text = (
        "A Rule\n\nAGENCY: BIS.\n\nSUMMARY: Words.\n\nEFFECTIVE DATE: May 2, 2025.\n\n"
        "COMMENT DATE: June 2, 2025.\n\nSUPPLEMENTARY INFORMATION: More."
    )
    read = header_claims(Text("x", text, published=date(2025, 4, 1), kind="rule"))
    assert read is not None
    assert [(c.type, c.date) for c in read.claims] == [
        ("entry_into_force", "2025-05-02"),
        ("comment_deadline", "2025-06-02"),
    ]


def test_view_keeps_the_way_back() -> None:
    text = "the ``AI\nRule'' of January [[Page 12]] 2, &amp; more <E T=\"03\">now</E>"
    seen = view(text, 0, len(text), wrapped=True)
    assert seen.text == "the “AI Rule” of January 2, & more now"
    a = seen.text.index("AI")
    assert text[slice(*seen.span(a, a + 7))] == "AI\nRule"
    assert text[slice(*seen.span(len(seen.text) - 3, len(seen.text)))] == "now"


PIECES = st.lists(
    st.sampled_from(
        [
            *("ACTION: ", "SUMMARY:", "\n", "\n\n", "AGENCY: BIS.", "DATES: May 2, 2025", "``"),
            *("''", "&amp;", "[[Page 12]]", '<E T="03">', "</E>", "<PREAMB>", "<SUM>", "</SUM>"),
            *("[FR Doc. 2025-1234 ", "Filed 5-1-25; 8:45 am]", "(90 FR 4544)", '(the "X Rule")'),
            *(" is delayed until ", "word ", "[Federal Register Volume 90,", "RIN 0694-AJ90"),
            *("15 CFR Part 744", "publication_date: x"),
        ]
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_any_text_gives_right_offsets(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = header_claims(Text("x", text, published=date(2025, 4, 1), kind="rule"))
    if read is None:
        return
    h = read.header
    for part in (h.title, h.agency, h.action, h.summary, h.body, *h.captions):
        assert part is None or text[part.start : part.end] == part.text
    for c in read.claims:
        assert text[c.start : c.end] == c.quote
    for link in read.links:
        assert 0 <= link.start < link.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(PIECES, st.booleans())
def test_any_view_points_back(pieces: list[str], wrapped: bool) -> None:
    text = "".join(pieces)
    seen = view(text, 0, len(text), wrapped=wrapped)
    at = [seen.at(i) for i in range(len(seen.text))]
    assert at == sorted(at)
    for i, letter in enumerate(seen.text):
        if letter.isalnum():
            assert text[at[i]] == letter


HOSTILE = [
    *("SUMMARY: ", "ACTION: Final rule; ", "<SUBJECT>", "[FR Doc. 2025-1234 Filed ", "(the “"),
    *(
        "(90 FR ",
        "AGENCY:\n",
        '<HD SOURCE="HED">',
        "``",
        "Docket No. [",
        "15 CFR Parts 1, ",
        " is ",
    ),
    *("“X should read ", "publication_date: ", "[[Page 1", "-" * 19 + " ", "&#1", "PREAMBLE "),
    *("(or the ", "a ", "May 2, 2025 ", "<"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    head = "C1\n\nAGENCY: BIS.\n\nACTION: Correction.\n\nSUMMARY: In 90 FR 4544 we correct. "

    def seconds(size: int) -> float:
        text = head + piece * (size // len(piece))
        start = time.perf_counter()
        header_claims(Text("x", text, published=date(2025, 4, 1), kind="rule"))
        return time.perf_counter() - start

    seconds(1000)
    assert seconds(200_000) < 2.0


def documents() -> Iterator[dict[str, Any]]:
    with gzip.open(DATA / "fr_full_text" / "documents.jsonl.gz", "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def collapsed(raw: str) -> str:
    m = re.search(r"<pre>(.*)", raw, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"</?[A-Za-z!][^<>]*>", "", m[1] if m else raw)).split())


def bare(words: str | None) -> str:
    return re.sub(r"[\W_]+", " ", html.unescape(words or "").casefold()).strip()


@SHARED
@pytest.mark.parametrize("shape", ["raw", "extracted", "collapsed"])
def test_headers_of_real_full_texts(shape: str) -> None:
    raw = gzip.decompress((DATA / "fr_full_text" / "documents.jsonl.gz").read_bytes())
    capture = Capture("0" * 64, "file:///x", "test", "fr_search", datetime(2026, 11, 1, tzinfo=UTC))
    drafts = {d.part: d.text for d in extract(capture, raw)} if shape == "extracted" else {}
    tally: Counter[str] = Counter()
    for row in documents():
        whole = "</pre>" in row["text"]
        body = {"raw": row["text"], "collapsed": collapsed(row["text"])}.get(shape) or drafts[
            row["document_number"]
        ]
        h = read_header(Text("x", body, published=date.fromisoformat(row["publication_date"])))
        assert h is not None
        assert h.cut is not whole, row["document_number"]
        assert h.number == row["document_number"]
        if not whole:
            continue
        tally["whole"] += 1
        assert h.title and h.agency and h.action and h.summary and h.captions and h.filed
        tally["title"] += bare(h.words(body, h.title)) == bare(row["title"])
        tally["action"] += bare(h.words(body, h.action)) == bare(row["action_line"])
        caption = bare(" ".join(filter(None, (h.words(body, c) for c in h.captions))))
        tally["dates"] += caption.startswith(bare(row["dates_par"]))
    assert tally["whole"] == 337
    assert min(tally["title"], tally["dates"]) >= 330
    assert tally["action"] == 337


@SHARED
def test_headers_of_a_real_issue_in_xml() -> None:
    with gzip.open(DATA / "fr_xml" / "FR-2016-04-15.xml.gz", "rt", encoding="utf-8") as file:
        issue = file.read()
    tally: Counter[str] = Counter()
    for m in re.finditer(r"<(RULE|PRORULE|NOTICE)>.*?</\1>", issue, re.DOTALL):
        h = read_header(Text("x", m[0]))
        assert h is not None
        assert h.number and h.filed and h.title and not h.cut
        for tag, part in (("ACT", h.action), ("SUM", h.summary), ("AGY", h.agency)):
            inner = re.search(rf"<{tag}>.*?</HD>(.*?)</{tag}>", m[0], re.DOTALL)
            assert bool(inner) == bool(part)
            if inner:
                tally[tag] += 1
                plain = re.sub(r"<[^<>]*>", "", inner[1])
                assert bare(h.words(m[0], part)) == bare(plain)
        captions = len(re.findall("<(?:DATES|EFFDATE)>", m[0]))
        assert len(h.captions) == captions
        assert all(f"RIN {rin}" in m[0] for rin in h.rin)
        assert bool(h.rin) == ("<RIN>" in m[0])
    assert tally == {"ACT": 115, "SUM": 118, "AGY": 114}
