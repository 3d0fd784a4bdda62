"""Date expressions against the day of publication."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import find_dates, resolve

SHARED = Path(__file__).parents[1].parent / "shared"
PUBLISHED = date(2025, 5, 8)  # a Thursday


def found(text: str, published: date | None = PUBLISHED, own: bool = False) -> list[Any]:
    return [(m.quote, m.value["iso"]) for m in find_dates(text, published, own)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("January 13, 2025", "2025-01-13"),
        ("January 13. 2025", "2025-01-13"),
        ("January 1 2024", "2024-01-01"),
        ("Jan 13,2025", "2025-01-13"),
        ("Dec. 2, 2024", "2024-12-02"),
        ("Dec31 , 1994", "1994-12-31"),
        ("JANUARY 13, 2025", "2025-01-13"),
        ("Wednesday, July 27, 2022", "2022-07-27"),
        ("Tue May 20, 2025", "2025-05-20"),
        ("13 May 2025", "2025-05-13"),
        ("05-Aug-2016", "2016-08-05"),
        ("the fourth of July, 1995", "1995-07-04"),
        ("2025-05-13", "2025-05-13"),
        ("2025/01/13", "2025-01-13"),
        ("1/13/2025", "2025-01-13"),
        ("05.28.26", "2026-05-28"),
        ("Filed 1-13-25; 8:45 am", "2025-01-13"),
        ("May 2025", "2025-05"),
        ("late May 2025", "2025-05"),
        ("in 2027", "2027"),
        ("early 2026", "2026"),
        ("the first quarter of 2026", "2026-Q1"),
        ("Q3 2025", "2025-Q3"),
        ("January 15, 20\x32\x35published at 90 FR 4544", "2025-01-15"),
    ],
)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_a_printed_date_is_stated(text: str, iso: str, published: date | None) -> None:
    value = resolve(text, published)
    assert value is not None and (value["iso"], value["basis"]) == (iso, "stated")


@pytest.mark.parametrize(
    ("text", "iso", "basis"),
    [
        ("It was confirmed on May 7.", "2025-05-07", "stated"),
        ("set to take effect on May 15", "2025-05-15", "stated"),
        ("It was issued on September 10.", "2024-09-10", "stated"),
        ("Comments are due by September 10.", "2025-09-10", "stated"),
        ("said on Wednesday", "2025-05-07", "computed"),
        ("said on Thursday", "2025-05-08", "computed"),
        ("last Friday", "2025-05-02", "computed"),
        ("next Tuesday", "2025-05-13", "computed"),
        ("The pause ends on Monday.", "2025-05-12", "computed"),
        ("It will be published on Tuesday.", "2025-05-13", "computed"),
        ("The rule was effective on Tuesday.", "2025-05-06", "computed"),
        ("yesterday", "2025-05-07", "computed"),
        ("today", "2025-05-08", "computed"),
        ("tomorrow", "2025-05-09", "computed"),
        ("announced on the 23rd.", "2025-04-23", "computed"),
        ("It will start on the 23rd.", "2025-05-23", "computed"),
        ("in 120 days", "2025-09-05", "computed"),
        ("within 90 days", "2025-08-06", "computed"),
        ("two days ago", "2025-05-06", "computed"),
        ("two weeks ago", "2025-04-24", "computed"),
        ("last month", "2025-04", "computed"),
        ("this year", "2025", "computed"),
        ("the end of the month", "2025-05", "computed"),
        ("In August the rule will bite.", "2025-08", "computed"),
        ("It was set up in August.", "2024-08", "computed"),
        ("last May", "2024-05", "computed"),
        ("May of last year", "2024-05", "computed"),
    ],
)
def test_the_year_and_the_day_come_from_publication(text: str, iso: str, basis: str) -> None:
    value = resolve(text, PUBLISHED)
    assert value is not None and (value["iso"], value["basis"]) == (iso, basis)


@pytest.mark.parametrize(
    "text",
    [
        "on May 7",
        "on Thursday",
        "yesterday",
        "in 120 days",
        "in August",
        "on the 23rd.",
        "this year",
    ],
)
def test_without_publication_no_year_is_invented(text: str) -> None:
    value = resolve(text, None)
    assert value is not None and value["iso"] is None


def test_days_that_share_a_year() -> None:
    assert found("May 7 and 15, 2025", None) == [
        ("May 7", "2025-05-07"),
        ("15, 2025", "2025-05-15"),
    ]
    assert found("from December 1 to January 5, 2026", None) == [
        ("December 1", "2025-12-01"),
        ("January 5, 2026", "2026-01-05"),
    ]
    assert found("November 10, 2025, through November 9, 2026") == [
        ("November 10, 2025", "2025-11-10"),
        ("November 9, 2026", "2026-11-09"),
    ]
    text = "It is effective December 31, 2025. Items received before December 31 are free."
    assert [iso for _, iso in found(text)] == ["2025-12-31", "2025-12-31"]


def test_days_told_from_other_days() -> None:
    assert found("two days before May 15") == [
        ("two days before", "2025-05-13"),
        ("May 15", "2025-05-15"),
    ]
    assert found("On May 13, 2025 it spoke; two days later it acted.")[1] == (
        "two days later",
        "2025-05-15",
    )
    assert found("60 days after January 15, 2025")[0] == ("60 days after", "2025-03-16")
    assert found("on Wednesday (May 28)") == [("Wednesday", "2025-05-28"), ("May 28", "2025-05-28")]


def test_a_term_from_publication_counts_only_in_the_thing_published() -> None:
    text = "Comments close within 30 days of publication."
    own, other = find_dates(text, PUBLISHED, own=True)[0], find_dates(text, PUBLISHED)[0]
    assert own.value["iso"] == "2025-06-07"
    assert other.value["iso"] is None
    assert (other.value["from"], other.value["days"]) == ("publication", 30)


def test_a_fiscal_year_is_flagged() -> None:
    assert resolve("fiscal year 2026") == {
        "iso": "2026",
        "precision": "year",
        "basis": "stated",
        "fiscal": True,
    }


@pytest.mark.parametrize(
    "text",
    [
        "the Impoundment Control Act of 1974",
        "the 2026 National Defense Authorization Act",
        "FR Doc. 2025-00636 and RIN 0694-AJ90",
        "This may be right, and they march on.",
        "about 2025 chips and $2,025",
        "March 10,000 chips",
        "Tel: +86 138-2010-2015",
        "open Monday through Friday",
        "a 90-day extension for one year",
        "H.R. 2024",
    ],
)
def test_no_date(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=300), st.none() | st.dates())
def test_any_text_gives_dates_in_order_with_right_quotes(text: str, published: date | None) -> None:
    at = 0
    for mention in find_dates(text, published):
        assert text[mention.start : mention.end] == mention.quote
        assert at <= mention.start < mention.end
        at = mention.end


@given(
    st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)),
    st.sampled_from(
        ["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%b. %d, %Y", "%m/%d/%Y", "%A, %B %d, %Y"]
    ),
)
def test_a_full_date_reads_back(day: date, form: str) -> None:
    text = day.strftime(form).replace("May.", "May")
    value = resolve(f"The rule was signed on {text}.", None)
    assert value == {"iso": day.isoformat(), "precision": "day", "basis": "stated"}


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 6))
def test_a_weekday_lies_in_the_week_before(published: date, number: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[number]
    value = resolve(f"It said on {name}.", published)
    assert value is not None
    found_day = date.fromisoformat(value["iso"])
    assert found_day.weekday() == number and 0 <= (published - found_day).days < 7


#: Readings of a public test suite that we do not share: intervals "since" a year, feasts, days
#: that no calendar has, and orders of day, month and year that nobody prints.
ACCEPTED = {
    "The event happened in two years since 2011.",
    "The event happened in two weeks since the year 2011.",
    "I'll go back on black friday 2010",
    "I'll go back on earth day 2010",
    "I'll go back on easter 2018",
    "I'll go back on saint patrick 2020",
    "feb 30 2019",
    "2/29/2019",
    "I'll go back September-2020-23.",
    "I'll go back 2020/23/Sep.",
    "i'll go back 23-2020-September",
    "On 2016 10 16, the conference started.",
}


@pytest.mark.skipif(not SHARED.exists(), reason="the public test suites are not beside the project")
def test_full_dates_of_a_public_suite() -> None:
    lines = (SHARED / "data" / "suites" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [c for c in map(json.loads, lines) if c["suite"].endswith("date+year")]
    assert len(cases) > 30
    for case in cases:
        isos = {
            m.value["iso"] for m in find_dates(case["text"], date.fromisoformat(case["ref"][:10]))
        }
        missed = {e["value"] for e in case["expect"]} - isos
        assert bool(missed) == (case["text"] in ACCEPTED), (case["text"], isos)


def test_a_year_that_other_words_tell_is_not_taken_from_the_calendar() -> None:
    [found] = find_dates("It expired on November 28 of that year.", date(2026, 11, 12))
    assert (found.quote, found.value["iso"]) == ("November 28", None)
