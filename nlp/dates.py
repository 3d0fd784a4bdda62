"""Date expressions to ISO dates with precision and basis, against the day of publication.

A mention's value is `{iso, precision, basis}`, with `approx` (true) for "early", "mid", "late",
"about"; `fiscal` (true) where the year is a fiscal one; and, for a term that runs from another
act's day, `from` ("publication") with `days` or `months`. `basis` is `stated` when day and month
(or month and year, or the year) are printed, even where the year comes from the day of
publication; `computed` for weekdays, intervals and months without a year. `iso` is None while the
year cannot be known: no publication date, no invented year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from nlp import dates_grammar as grammar
from nlp.dates_calendar import (
    MONTHS,
    day,
    full_year,
    nearest,
)
from nlp.dates_hit import Hit, side, valued
from nlp.dates_partial import partial
from nlp.dates_relative import relative
from nlp.landmarks import Landmarks
from store.model import Mention


def find_dates(
    text: str | Landmarks, published: date | None = None, own: bool = False
) -> list[Mention]:
    """Every date expression of a text, in order, not overlapping: label DATE, value as above.

    `own` says that the text is itself the thing published, so that "30 days after publication"
    counts from `published`.
    """
    taken = _Taken()
    landmarks = text if isinstance(text, Landmarks) else Landmarks(text)
    text = landmarks.text
    for hit in _absolute(landmarks, published):
        taken.add(hit)
    hits = _years_shared(text, sorted(taken.hits, key=lambda h: h.start))
    taken = _Taken(hits)
    for hit in partial(landmarks, published, taken.free):
        taken.add(hit)
    anchors = [(h.start, h.end, h.value) for h in sorted(taken.hits, key=lambda h: h.start)]
    for start, end, value, rule in relative(landmarks, published, anchors, own):
        taken.add(Hit(start, end, value, rule))
    return [
        Mention("DATE", text[h.start : h.end], h.start, h.end, dict(h.value), f"date/{h.rule}")
        for h in sorted(taken.hits, key=lambda h: h.start)
    ]


def resolve(
    expression: str, published: date | None = None, own: bool = False
) -> dict[str, Any] | None:
    """The value of the one date that an expression names, or None where it names none."""
    found = find_dates(expression, published, own)
    return dict(found[0].value) if found else None


class _Taken:
    """Hits that do not overlap: what came first stays."""

    def __init__(self, hits: list[Hit] | None = None) -> None:
        self.hits: list[Hit] = []
        self._cells: dict[int, list[Hit]] = {}
        for hit in hits or []:
            self.add(hit)

    def free(self, start: int, end: int) -> bool:
        return not any(
            h.start < end and start < h.end
            for cell in range(start >> 6, (end >> 6) + 1)
            for h in self._cells.get(cell, ())
        )

    def add(self, hit: Hit) -> None:
        if hit.start < hit.end and self.free(hit.start, hit.end):
            self.hits.append(hit)
            for cell in range(hit.start >> 6, (hit.end >> 6) + 1):
                self._cells.setdefault(cell, []).append(hit)


def _of(found: date) -> dict[str, Any]:
    return valued(found.isoformat(), "day")


def _number(match: re.Match[str]) -> int:
    """The day's number of a match of MONTH with DAY or an ordinal in words."""
    groups = match.groupdict()
    if groups.get("day"):
        return int(groups["day"])
    return grammar.ORDINALS[groups["ordinal"].lower().replace(" ", "-")]


#: "November 28 of that year": which year that is, the words around it tell and no calendar.
THAT_YEAR: Final = re.compile(r"\s(?:of|in)\s(?:that|the same)\syear\b")


def _absolute(landmarks: Landmarks, published: date | None) -> Iterator[Hit]:
    """Dates with day and month printed, the surest first."""
    text = landmarks.text
    for match in grammar.YEAR_MONTH_DAY.matches(landmarks):
        month = int(match["number"]) if match["number"] else MONTHS[match["month"].lower()]
        found = day(int(match["year"]), month, int(match["day"]))
        if found:
            yield Hit(match.start(), match.end(), _of(found), "year-month-day")
    for name, pattern in (
        ("month-day-year", grammar.MONTH_DAY_YEAR),
        ("day-month-year", grammar.DAY_MONTH_YEAR),
    ):
        for match in pattern.matches(landmarks):
            month = MONTHS[match["month"].lower()]
            found = day(int(match["year"]), month, _number(match))
            if found:
                yield Hit(match.start(), match.end(), _of(found), name)
    for match in grammar.DAYS_MONTH.matches(landmarks):
        yield from _two_days(text, match, published)
    for match in grammar.YEAR_MONTH_DAY_SIGNS.finditer(text) if "年" in text else ():
        found = day(int(match["year"]), int(match["month"]), int(match["day"] or 1))
        if found:
            value = _of(found) if match["day"] else valued(found.isoformat()[:7], "month")
            yield Hit(match.start(), match.end(), value, "year-month-day")
    for match in grammar.NUMERIC.matches(landmarks):
        a, b, year = (
            next(g for g in match.group(k, k + "2", k + "3", k + "4") if g)
            for k in ("a", "b", "year")
        )
        month, number = (int(a), int(b)) if int(a) <= 12 else (int(b), int(a))
        found = day(full_year(year), month, number)
        if found:
            yield Hit(match.start(), match.end(), _of(found), "numeric")
    for name, pattern in (("month-day", grammar.MONTH_DAY), ("day-month", grammar.DAY_MONTH)):
        for match in pattern.matches(landmarks):
            month, number = MONTHS[match["month"].lower()], int(match["day"])
            if day(2024, month, number) is None or (
                name == "day-month" and match["month"].islower()
            ):
                continue
            told = None if THAT_YEAR.match(text, match.end()) else published
            yield from _days(text, match, month, number, told, name)


def _two_days(text: str, match: re.Match[str], published: date | None) -> Iterator[Hit]:
    """Both days of "10-11 May": they share month and year."""
    month, last = MONTHS[match["month"].lower()], int(match["day"])
    first = int(match["first"])
    if not 0 < first < last or day(2024, month, last) is None or match["month"].islower():
        return
    if match["year"]:
        guess = day(int(match["year"]), month, last)
    else:
        way = side(text, match.start(), match.end())
        guess = nearest(month, last, published, way) if published else None
    for start, end, of in (
        (match.start("first"), match.end("first"), first),
        (match.start("rest"), match.end("rest"), last),
    ):
        found = guess and day(guess.year, month, of)
        iso = found.isoformat() if found else None
        open_ = None if match["year"] else (month, of)
        yield Hit(start, end, valued(iso, "day"), "days-month", open=open_)


def _days(
    text: str, match: re.Match[str], month: int, number: int, published: date | None, name: str
) -> Iterator[Hit]:
    """A yearless day, and the second day that may hang on it: "May 7 and 15, 2025"."""
    tail = grammar.NEXT_DAY.match(text, match.end()) if name == "month-day" else None
    year = int(tail["year"]) if tail and tail["year"] else None
    for start, end, of in (
        (match.start(), match.end(), number),
        *([(tail.start("second"), tail.end("second"), int(tail["day"]))] if tail else []),
    ):
        if year is not None:
            found = day(year, month, of)
            if found:
                yield Hit(start, end, _of(found), f"{name}-list")
            continue
        if day(2024, month, of) is None:
            continue
        way = side(text, match.start(), match.end())
        guess = nearest(month, of, published, way) if published else None
        iso = guess.isoformat() if guess else None
        yield Hit(start, end, valued(iso, "day"), name, open=(month, of))


def _years_shared(text: str, hits: list[Hit]) -> list[Hit]:
    """A yearless day takes the year printed with the next one in "May 7 and May 15, 2025", else
    the year with which the same day stands elsewhere in the text, where that is only one."""
    out: list[Hit] = list(hits)
    for at in range(len(hits) - 2, -1, -1):
        here, following = out[at], out[at + 1]
        if here.open is None or following.open is not None or following.start - here.end > 24:
            continue
        iso = following.value["iso"]
        if iso is None or not grammar.SHARED_YEAR.fullmatch(text, here.end, following.start):
            continue
        after = date.fromisoformat(iso)
        year = after.year if here.open <= (after.month, after.day) else after.year - 1
        found = day(year, *here.open)
        if found:
            out[at] = Hit(here.start, here.end, _of(found), here.rule)
    printed: dict[tuple[int, int], set[date]] = {}
    for hit in out:
        if hit.open is None:
            full = date.fromisoformat(hit.value["iso"])
            printed.setdefault((full.month, full.day), set()).add(full)
    for at, hit in enumerate(out):
        same = printed.get(hit.open, set()) if hit.open else set()
        if len(same) == 1:
            out[at] = Hit(hit.start, hit.end, _of(next(iter(same))), f"{hit.rule}-again")
    return out
