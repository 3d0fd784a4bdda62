"""DATES captions to typed dates: recorded ones, ones built from a grammar, and hostile ones."""

import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nlp.captions import (
    Dated,
    caption_sentences,
    days,
    preposition,
    read_caption,
    read_corrections,
    read_moves,
)
from nlp.captions.printed import month, printed_days
from nlp.captions.relative import counted
from nlp.numbers import whole

RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parent / "recordings" / "captions.jsonl")
    .read_text(encoding="utf8")
    .splitlines()
]
WEDNESDAY = date(2021, 3, 17)


def told(d: Dated) -> dict[str, Any]:
    """What a recording may state of a date."""
    return {
        **d.details,
        "kind": d.kind,
        "day": d.day.isoformat() if d.day else None,
        "old": d.old.isoformat() if d.old else None,
    }


@pytest.mark.parametrize("row", RECORDED, ids=lambda r: r.get("document") or r["caption"][:50])
def test_recorded_caption(row: dict[str, Any]) -> None:
    """Kinds and days are those recorded and no others; of the details, those recorded."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    found = read_caption(row["caption"], published, row["kind"])
    got = [told(d) for d in found]
    assert [(g["kind"], g["day"]) for g in got] == [(w["kind"], w["day"]) for w in row["dates"]]
    for have, want in zip(got, row["dates"], strict=True):
        assert have | want == have
    for d in found:
        assert 0 <= d.sentence[0] <= d.start < d.end <= d.sentence[1] <= len(row["caption"])


# A small grammar of captions: every sentence tells its dates' kinds, in order.

KINDS = {"E": "entry_into_force", "D": "comment_deadline", "X": "expiry", "K": "compliance"}
SENTENCES = [
    ("This rule is effective {E}.", "rule"),
    ("Effective {E}.", "rule"),
    ("Effective date: This rule is effective on {E}.", "rule"),
    ("This interim final rule takes effect at 12:01 a.m. EST on {E}.", "rule"),
    ("This rule is effective from {E} through {X}.", "rule"),
    ("Effective {E}, until {X}.", "rule"),
    ("Effective 1200 hrs, Alaska local time (A.l.t.), {E}, through 2400 hrs, A.l.t., {X}.", "rule"),
    ("Compliance date: Compliance with this rule is required by {K}.", "rule"),
    ("Regulated entities need not comply until {K}.", "rule"),
    ("Comments must be received on or before {D}.", "proposed_rule"),
    ("Written comments are due no later than 5 p.m. eastern time on {D}.", "proposed_rule"),
    ("Submit comments by {D}.", "notice"),
    ("We must receive your comments by {D}.", "proposed_rule"),
    ("Comment date: {D}.", "notice"),
    ("Comments are due {D}; reply comments are due {D}.", "proposed_rule"),
    ("Nominations must be postmarked by {D}.", "notice"),
    ("The comment period closes on {D}.", "proposed_rule"),
    ("The meeting will be held on {-}, from 9 a.m. to 5 p.m.", "notice"),
    ("The final rule published on {-} (85 FR 14428) remains unchanged.", "rule"),
    ("The Director of the Federal Register approved the incorporation as of {-}.", "rule"),
]
DAYS = st.dates(date(2021, 4, 1), date(2024, 12, 31))


def _plain(d: date) -> str:
    return f"{d:%B} {d.day}, {d.year}"


SPELLINGS = [
    _plain,
    lambda d: f"{d:%A}, {_plain(d)}",
    lambda d: f"{d:%B} {d.day}. {d.year}",
    lambda d: f"{d:%B} {d.day} {d.year}",
    lambda d: f"{d:%B}{d.day}, {d.year}",
    lambda d: f"{d:%B}  {d.day},\n{d.year}",
    lambda d: f"{d:%b}. {d.day}, {d.year}" if d.month != 5 else _plain(d),
    lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    lambda d: d.isoformat(),
]


@st.composite
def captions(draw: st.DrawFn) -> tuple[str, list[tuple[str, date]]]:
    """A caption, and the dates that were put in, no two of one kind alike."""
    text, put = "", []
    for shape, _ in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)):
        words = shape
        for mark in [shape[i + 1] for i in range(len(shape)) if shape[i] == "{"]:
            day = draw(DAYS)
            words = words.replace("{" + mark + "}", draw(st.sampled_from(SPELLINGS))(day), 1)
            if mark != "-":
                put.append((KINDS[mark], day))
        text += ("" if not text else draw(st.sampled_from([" ", "\n\n", " <bullet> "]))) + words
    assume(len(set(put)) == len(put))
    return text, put


@settings(max_examples=300, deadline=None)
@given(captions())
def test_what_was_put_in_comes_out(made: tuple[str, list[tuple[str, date]]]) -> None:
    caption, put = made
    found = read_caption(caption, WEDNESDAY, "rule")
    assert [(d.kind, d.day) for d in found] == put
    for d in found:
        assert d.words == caption[d.start : d.end]
        assert [x.day for x in days(caption[d.start : d.end])] == [d.day]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["is", "is hereby", "is further"]),
    st.sampled_from(["delayed", "postponed"]),
    st.sampled_from(["until {}", "to {}", "from {old} to {}", "for 60 days, from {old}, to {}"]),
    DAYS,
    st.integers(1, 400),
)
def test_a_delay_keeps_both_dates(finite: str, verb: str, tail: str, old: date, later: int) -> None:
    new = old + timedelta(days=later)
    caption = (
        f"The effective date of the final rule published at 86 FR 451, January 6, 2021, {finite}"
        f" {verb} {tail.format(_plain(new), old=_plain(old))}."
    )
    (found,) = read_caption(caption, WEDNESDAY, "rule")
    assert (found.kind, found.day) == ("delay", new)
    assert found.old == (old if "{old}" in tail else None)
    assert caption[found.start : found.end] == _plain(new)


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("effective ", "is delayed ", "until ", "through ", "from ", "comments ", "by ", "; "),
            *(". ", ", ", "and ", "published ", "85 FR 14428", "March 3, 2021", "June 31, 2021"),
            *(
                "March 3",
                "30 days after publication ",
                "May 2, 3 and 4, 2022",
                "stayed ",
                "except ",
            ),
            *(
                "extends ",
                "the ",
                "<bullet>",
                "\n\n",
                "[[Page 12]]",
                "[INSERT DATE ",
                "(",
                "12/1/21 ",
            ),
        ]
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(FRAGMENTS | st.lists(st.text(max_size=40), max_size=4), st.none() | DAYS)
def test_any_text_is_read_and_offsets_are_its_own(parts: list[str], published: date | None) -> None:
    text = "".join(parts)
    blank = text.replace("[[Page 12]]", " " * 11)
    for d in (*read_caption(text, published, "rule"), *read_moves(text, published)):
        assert 0 <= d.sentence[0] <= d.start <= d.end <= d.sentence[1] <= len(text)
        assert d.words is None or d.words == blank[d.start : d.end]
        assert d.kind not in ("meeting", "other")
    assert all(text[d.start : d.end].strip() for d in printed_days(text, published))
    spans = caption_sentences(text)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("printed", "want", "odd"),
    [
        ("January 13. 2025", "2025-01-13", "full stop for a comma"),
        ("January 1 2024", "2024-01-01", "comma missing"),
        ("March15, 2021", "2021-03-15", "space missing"),
        ("March 15,2021", "2021-03-15", "space missing"),
        ("Febuary 3, 2021", "2021-02-03", "month printed as 'Febuary'"),
        ("Setpember 3, 2021", "2021-09-03", "month printed as 'Setpember'"),
        ("March 3, 20025", "2025-03-03", "year printed as '20025'"),
        ("March 3, 20 25", "2025-03-03", "year printed as '20 25'"),
        ("Monday, March 3, 2023", "2023-03-03", "printed as a Monday, but that day is a Friday"),
    ],
)
def test_a_misprint_that_reads_one_way_is_read_and_flagged(
    printed: str, want: str, odd: str
) -> None:
    (found,) = days(f"The rule is effective {printed}.")
    assert (found.day.isoformat(), found.odd) == (want, odd)


@pytest.mark.parametrize(
    "text", ["February 30, 2021", "Foo 3, 2021", "March 3, 202", "AD 2024-05-05", "Part 12, 2001"]
)
def test_what_is_no_day_gives_none(text: str) -> None:
    assert list(days(text)) == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("June 2 and 3, 2016", ["2016-06-02", "2016-06-03"]),
        ("May 9-11, 2016", ["2016-05-09", "2016-05-11"]),
        ("January 8, 15 and 22, 2024", ["2024-01-08", "2024-01-15", "2024-01-22"]),
        ("June 15 through June 18, 2016", ["2016-06-15", "2016-06-18"]),
        ("December 20 through January 5, 2011", ["2010-12-20", "2011-01-05"]),
        ("3 March 2021", ["2021-03-03"]),
        ("2/4/92", ["1992-02-04"]),
    ],
)
def test_a_series_shares_its_year(text: str, want: list[str]) -> None:
    assert [d.day.isoformat() for d in days(text)] == want


def test_a_day_without_a_year_is_inferred_or_left() -> None:
    (found,) = days("Comments are due by April 2.", WEDNESDAY)
    assert (found.day, found.basis, found.odd) == (date(2021, 4, 2), "inferred", "no year printed")
    assert list(days("Comments are due by April 2.")) == []
    assert list(days("by March 15th of a given year", WEDNESDAY)) == []


def test_months_are_named_once() -> None:
    assert month("Sept") == (9, None)
    assert month("Decemeber") == (12, "month printed as 'Decemeber'")
    assert month("Members") is None


@pytest.mark.parametrize(
    ("words", "n"),
    [("30", 30), ("thirty", 30), ("forty-five", 45), ("one hundred and eighty", 180), ("a", None)],
)
def test_numbers_in_words(words: str, n: int | None) -> None:
    assert whole(words) == n


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("within thirty (30) days of publication of this notice", "2021-04-16"),
        ("one hundred eighty days after the date of publication", "2021-09-13"),
        ("six months after publication in the Federal Register", "2021-09-17"),
        (
            "by [INSERT DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER]",
            "2021-05-16",
        ),
        ("is effective upon its publication in the Federal Register", "2021-03-17"),
    ],
)
def test_counted_days(words: str, want: str) -> None:
    (found,) = counted(words, WEDNESDAY)
    assert found.day == date.fromisoformat(want)
    assert [c.day for c in counted(words, None)] == [None]


@pytest.mark.parametrize(
    "words",
    [
        "30 days after publication of a document announcing approval",
        "30 days after publication in the Federal Register of a notice of approval",
        "decide between 30 and 60 days after publication of this document",
        "on or before the 30-day date",
    ],
)
def test_days_that_hang_on_another_document_are_not_counted(words: str) -> None:
    assert list(counted(words, WEDNESDAY)) == []


def test_prepositions_pass_over_hours_and_weekdays() -> None:
    lead = "until 11:59 p.m. eastern time on Monday, "
    assert preposition(lead, len(lead)) == "until"
    assert preposition("on or before ", 13) == "before"
    assert preposition("form ", 5) == "from"
    assert preposition("to and including ", 17) == "to"


def test_a_title_with_a_semicolon_is_one_sentence() -> None:
    text = "The effective date of Animal Welfare; Marine Mammals is delayed to May 3, 2021. More."
    assert [text[a:b].strip() for a, b in caption_sentences(text)] == [text[:-6], "More."]
    two = "Comments are due May 3, 2021; Replies are due June 3, 2021."
    assert len(caption_sentences(two)) == 2


def test_moves_told_in_a_summary() -> None:
    text = (
        "The agency is extending by about eight months the date until which companies are"
        " authorized. The new date is December 31, 2026. It also extends the deadline for comments"
        " on the rule of December 2, 2024, to March 14, 2025. In 2023 the agency had delayed the"
        " compliance date to June 1, 2024."
    )
    found = read_moves(text, WEDNESDAY)
    assert [(d.kind, str(d.day)) for d in found] == [
        ("delay", "2026-12-31"),
        ("comment_deadline", "2025-03-14"),
    ]
    assert all(text[d.start : d.end] == d.words for d in found)


@pytest.mark.parametrize(
    "text",
    [
        "This rule establishes, amends, suspends, or removes procedures at certain airports.",
        "Carriers must report tarmac delays to the Department by May 1, 2021.",
        "The fishery reopens on October 1, 2021.",
        "The comment period may be extended until May 1, 2021.",
        "We are delaying the effective date of the rule we published on January 15, 2021.",
    ],
)
def test_a_summary_that_moves_no_date(text: str) -> None:
    assert read_moves(text, WEDNESDAY) == []


def test_corrections_put_a_date_right() -> None:
    text = (
        "In proposed rule document 2025-99003, make the following correction:\n\nOn page 99011, in"
        ' the DATES section, "September 22, 2025" should read "September 2, 2025".'
    )
    (found,) = read_corrections(text, "A Rule; Extension of Comment Period")
    assert (found.kind, found.day, found.old) == (
        "comment_deadline",
        date(2025, 9, 2),
        date(2025, 9, 22),
    )
    assert text[found.start : found.end] == "September 2, 2025"
    assert read_corrections(text) == []


def test_a_heading_tells_what_a_bare_day_is() -> None:
    assert read_caption("June 2, 2021.", WEDNESDAY, "notice") == []
    for heading, kind in (
        ("EFFECTIVE DATE", "entry_into_force"),
        ("COMMENT DATES", "comment_deadline"),
    ):
        (found,) = read_caption("June 2, 2021.", WEDNESDAY, "notice", heading=heading)
        assert (found.kind, found.day) == (kind, date(2021, 6, 2))


def test_an_extension_after_a_deadline_of_the_same_day_stays() -> None:
    found = read_caption(
        "Comments must be received by May 3, 2021. The comment period for the rule published at"
        " 86 FR 100 is extended from April 1, 2021, to May 3, 2021.",
        WEDNESDAY,
        "rule",
    )
    assert [(d.day, d.old) for d in found] == [
        (date(2021, 5, 3), None),
        (date(2021, 5, 3), date(2021, 4, 1)),
    ]


HOSTILE = [
    *("effective January 1, 2024 ", "until until ", "published at 66 FR 4674, ", "May 5 and "),
    *("; A", "x; A", ". A", "(a) ", "is delayed until ", "except for § 3, ", "one hundred and "),
    *("30 days after ", "[[Page ", "[INSERT DATE ", "request for a public hearing ", "a.m. "),
    *("May 5 and January 1, 2024 ", "1/2/", " ", "\n", "A", "“May 5, 2020” should read “"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    """Eight times the text takes no more than some sixteen times the time, and captions are cut."""

    def spent(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        began = time.process_time()
        caption_sentences(text)
        list(days(text))
        read_moves(text, WEDNESDAY)
        read_corrections(text, "comment")
        return time.process_time() - began

    small = min(spent(5_000) for _ in range(3))
    large = min(spent(40_000) for _ in range(3))
    assert large < 16 * small + 0.05
    began = time.process_time()
    read_caption((unit * 200_000)[:1_000_000], WEDNESDAY, "rule")
    assert time.process_time() - began < 1


def test_blanks_before_a_word_do_not_multiply():
    """A hundred blanks after a preposition could be shared out in millions of ways."""
    began = time.process_time()
    for _ in range(200):
        assert preposition("effective on" + " " * 84 + "x, ", 99) == ""
    assert time.process_time() - began < 1
