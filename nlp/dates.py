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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from nlp import dates_grammar as grammar
from nlp.dates_calendar import (
    MONTHS,
    WEEKDAYS,
    Side,
    day,
    full_year,
    month_near,
    nearest,
    shifted,
)
from nlp.dates_relative import relative
from store.model import Mention

_FUTURE: Final = re.compile(
    r"\b(?:will|shall|by|until|till|through|set to|due|deadline|effective|expires?|expiring|upcoming|scheduled"
    r"|no later than|not later than|ends?|begins?|takes? effect|comes? into|plans? to|expected|next)\b[^.;\n]*$",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|did|since|said|issued|announced|published|released|signed|told|came|went|took|met|last"
    r"|confirmed|wrote|reported|brought|began|posted|rose|fell|ago|earlier)\b[^.;\n]*$",
    re.IGNORECASE,
)
#: What stands before a number of four digits that is no year.
_NO_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:Act|Law|Code|Resolution|Order|Orders|Proclamation|Section|Sec\.|part|No\.|Nos\.|number|page|pages|Doc\.|Bill"
    r"|Room|Suite|Box|Reg\.|FR|CFR|Stat\.|Directive|Model|version|H\.R\.|S\.|about|nearly|almost"
    r"|approximately|some|least|than|over|only|ISO|RTX|GTX|EO|E\.O\.|Agenda|Vision)|Act,|Act of|Law of"
    r"|Code of|Reform of|Amendments of|\bECRA of|\bIEEPA of|\bAECA of)\s$"
)
_NO_YEAR_AFTER: Final = re.compile(
    r"\s(?:(?:H\d+|AI|GPU|chip|NVIDIA|Nvidia|advanced|computing|additional|more|other|metric|square|people|companies|firms|entities"
    r"|employees|workers|operations|nodes|processors|units|items|pages|words|feet|miles|meters|km|TPP|GB|TB|nm|dollars"
    r"|Model|National Defense|NDAA|Act|Edition|U\.S\.C|FR|CFR|Fed\.|Pennsylvania|Constitution|[A-Z]\w+ (?:Avenue|Street|St\.|Ave\.|Act|Road))\w*\b)"
)
_YEAR_LEAD: Final = re.compile(
    r"\b(?:in|since|by|until|till|from|to|through|throughout|during|of|for|before|after|around|and|or|between|than|late|early|as of|year)\s$",
    re.IGNORECASE,
)
_TITLE_AFTER: Final = re.compile(r"\s(?:[A-Z][a-z]+\s){0,4}[A-Z][a-z]+\b")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?\n]\s*)$")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    value: Mapping[str, Any]
    rule: str
    open: tuple[int, int] | None = None  # month and day of a date that still wants its year


def find_dates(text: str, published: date | None = None, own: bool = False) -> list[Mention]:
    """Every date expression of a text, in order, not overlapping: label DATE, value as above.

    `own` says that the text is itself the thing published, so that "30 days after publication"
    counts from `published`.
    """
    taken = _Taken()
    for hit in _absolute(text, published):
        taken.add(hit)
    hits = _years_shared(text, sorted(taken.hits, key=lambda h: h.start), published)
    taken = _Taken(hits)
    for hit in _partial(text, published, taken):
        taken.add(hit)
    anchors = [(h.start, h.end, h.value) for h in sorted(taken.hits, key=lambda h: h.start)]
    for start, end, value, rule in relative(text, published, anchors, own):
        taken.add(_Hit(start, end, value, rule))
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

    def __init__(self, hits: list[_Hit] | None = None) -> None:
        self.hits: list[_Hit] = []
        self._cells: dict[int, list[_Hit]] = {}
        for hit in hits or []:
            self.add(hit)

    def free(self, start: int, end: int) -> bool:
        return not any(
            h.start < end and start < h.end
            for cell in range(start >> 6, (end >> 6) + 1)
            for h in self._cells.get(cell, ())
        )

    def add(self, hit: _Hit) -> None:
        if hit.start < hit.end and self.free(hit.start, hit.end):
            self.hits.append(hit)
            for cell in range(hit.start >> 6, (hit.end >> 6) + 1):
                self._cells.setdefault(cell, []).append(hit)


def side(text: str, at: int) -> Side:
    """Whether the words before a date speak of what was or of what is to come."""
    before = text[max(0, at - 60) : at]
    if _FUTURE.search(before):
        return "future"
    return "past" if _PAST.search(before) else "either"


def _value(iso: str | None, precision: str, basis: str = "stated", **more: Any) -> dict[str, Any]:
    return {"iso": iso, "precision": precision, "basis": basis, **more}


def _of(found: date) -> dict[str, Any]:
    return _value(found.isoformat(), "day")


def _number(match: re.Match[str]) -> int:
    """The day's number of a match of MONTH with DAY or an ordinal in words."""
    groups = match.groupdict()
    if groups.get("day"):
        return int(groups["day"])
    return grammar.ORDINALS[groups["ordinal"].lower().replace(" ", "-")]


def _absolute(text: str, published: date | None) -> Iterator[_Hit]:
    """Dates with day and month printed, the surest first."""
    for match in grammar.YEAR_MONTH_DAY.finditer(text):
        month = int(match["number"]) if match["number"] else MONTHS[match["month"].lower()]
        found = day(int(match["year"]), month, int(match["day"]))
        if found:
            yield _Hit(match.start(), match.end(), _of(found), "year-month-day")
    for name, pattern in (
        ("month-day-year", grammar.MONTH_DAY_YEAR),
        ("day-month-year", grammar.DAY_MONTH_YEAR),
    ):
        for match in pattern.finditer(text):
            month = MONTHS[match["month"].lower()]
            found = day(int(match["year"]), month, _number(match))
            if found:
                yield _Hit(match.start(), match.end(), _of(found), name)
    for match in grammar.NUMERIC.finditer(text):
        a, b, year = (
            next(g for g in match.group(k, k + "2", k + "3", k + "4") if g)
            for k in ("a", "b", "year")
        )
        month, number = (int(a), int(b)) if int(a) <= 12 else (int(b), int(a))
        found = day(full_year(year), month, number)
        if found:
            yield _Hit(match.start(), match.end(), _of(found), "numeric")
    for name, pattern in (("month-day", grammar.MONTH_DAY), ("day-month", grammar.DAY_MONTH)):
        for match in pattern.finditer(text):
            month, number = MONTHS[match["month"].lower()], int(match["day"])
            if day(2024, month, number) is None or (
                name == "day-month" and match["month"].islower()
            ):
                continue
            yield from _days(text, match, month, number, published, name)


def _days(
    text: str, match: re.Match[str], month: int, number: int, published: date | None, name: str
) -> Iterator[_Hit]:
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
                yield _Hit(start, end, _of(found), f"{name}-list")
            continue
        if day(2024, month, of) is None:
            continue
        guess = nearest(month, of, published, side(text, match.start())) if published else None
        iso = guess.isoformat() if guess else None
        yield _Hit(start, end, _value(iso, "day"), name, open=(month, of))


def _years_shared(text: str, hits: list[_Hit], published: date | None) -> list[_Hit]:
    """A yearless day takes the year printed with the next one in "May 7 and May 15, 2025"."""
    out: list[_Hit] = list(hits)
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
            out[at] = _Hit(here.start, here.end, _of(found), here.rule)
    return out


def _partial(text: str, published: date | None, taken: _Taken) -> Iterator[_Hit]:
    """Months, quarters, halves and years."""
    for match in grammar.MONTH_YEAR.finditer(text):
        iso = f"{match['year']}-{MONTHS[match['month'].lower()]:02d}"
        yield _Hit(match.start(), match.end(), _value(iso, "month", **_approx(match)), "month-year")
    for match in grammar.FISCAL.finditer(text):
        iso = match["year"] or str(full_year(match["short"]))
        yield _Hit(match.start(), match.end(), _value(iso, "year", fiscal=True), "fiscal-year")
    yield from _quarters(text, published)
    for match in grammar.MONTH_ALONE.finditer(text):
        if match["month"] in ("May", "March", "August") and not (
            match["part"]
            or match["rel"]
            or grammar.BEFORE_MONTH.search(text, max(0, match.start() - 10), match.start())
        ):
            continue
        if match["month"] == "May" and re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]):
            continue  # "Theresa May", "of May Department Stores"
        iso_month = None
        if published:
            way: Side = (
                "future"
                if (match["rel"] or "").lower().startswith(("next", "coming"))
                else side(text, match.start())
            )
            if (match["rel"] or "").lower().startswith("last"):
                way = "past"
            year, number = month_near(MONTHS[match["month"].lower()], published, way)
            iso_month = f"{year:04d}-{number:02d}"
        end = match.start("own") if match["own"] else match.end()
        yield _Hit(
            match.start(), end, _value(iso_month, "month", "computed", **_approx(match)), "month"
        )
    for match in grammar.YEAR.finditer(text):
        if taken.free(match.start(), match.end()) and _tells_time(text, match):
            yield _Hit(
                match.start(), match.end(), _value(match["year"], "year", **_approx(match)), "year"
            )


def _approx(match: re.Match[str]) -> dict[str, Any]:
    return {"approx": True} if match["part"] else {}


def _quarters(text: str, published: date | None) -> Iterator[_Hit]:
    numbers = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    for match in grammar.QUARTER.finditer(text):
        nth, what = match["nth"].lower(), (match["what"] or "").lower()
        half = "half" in what or nth[0] == "h"
        if not what and not nth[0] in "qh" and not nth.endswith("q"):
            continue
        if half and not match["year"]:
            continue  # "the second half" may be of anything
        digits = re.search(r"\d", nth)
        number = int(digits[0]) if digits else numbers[nth]
        fiscal = {"fiscal": True} if match["fiscal"] or match["fiscal2"] or "fiscal" in what else {}
        if match["year"] is None:
            if not what and nth[0] != "q" and not nth.endswith("q"):
                continue
            iso = None
            if published and not fiscal:
                year, month = month_near(number * 3 - 1, published, side(text, match.start()))
                iso = f"{year:04d}-Q{(month - 1) // 3 + 1}"
            yield _Hit(
                match.start(), match.end(), _value(iso, "quarter", "computed", **fiscal), "quarter"
            )
        elif half:
            value = _value(str(full_year(match["year"])), "year", approx=True, **fiscal)
            yield _Hit(match.start(), match.end(), value, "half-year")
        elif number <= 4:
            iso = f"{full_year(match['year'])}-Q{number}"
            yield _Hit(match.start(), match.end(), _value(iso, "quarter", **fiscal), "quarter")


def _tells_time(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year that tells time: no part of a title, an amount, a number."""
    before, after = (
        text[max(0, match.start() - 24) : match.start()],
        text[match.end() : match.end() + 48],
    )
    if match["part"]:
        return True
    if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(after):
        return False
    if _YEAR_LEAD.search(before):
        return True
    if _TITLE_AFTER.match(after):
        return bool(re.search(r"['’]s\s$", before))
    # "the 2023 order", "2023 measures", "(2025)", "2025:", "2027 and 2028"
    return bool(re.match(r"\s[a-z]|[\s]*[),;:.]|\s*$|['’]s\b|\s[(–—-]", after))
