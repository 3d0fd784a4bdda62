"""Calendar days as the Federal Register prints them, misprints included.

A misprint that reads only one way is read and flagged in `Day.odd`; one that reads several ways,
or names a day that no calendar has, gives no day.
"""

from __future__ import annotations

import bisect
import calendar
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final

from nlp.dates_calendar import MONTHS, WEEKDAYS, day, full_year

_FULL: Final = tuple(name for name in MONTHS if name == calendar.month_name[MONTHS[name]].lower())
_NAME: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR: Final = r"(?:19|20)\d\d"
# The year may follow after a page mark that was blanked out, so its gap is wide.
_DAY: Final = re.compile(
    r"\b(?P<month>[A-Za-z]{3,10})(?P<dot>[.,]?)\s{0,20}(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    rf"(?P<mark>\s?[.,]{{0,2}})\s{{0,24}}(?P<year>{_YEAR}\d?|(?:19|20)\s\d\d)(?!\d|[/-]\d)"
    rf"|\b(?P<d2>[0-3]?\d)\s(?P<m2>(?i:{_NAME}))\.?,?\s(?P<y2>{_YEAR})\b"
    rf"|(?<![\w-])(?P<iso>{_YEAR}-[01]\d-[0-3]\d)(?![\w-])"
    rf"|(?<![\w/.-])(?P<m>[01]?\d)(?P<bar>[/-])(?P<d>[0-3]?\d)(?P=bar)(?P<y>{_YEAR}|\d\d)(?![\w/-])"
)
# "June 2 and 3, 2016", "May 9-11, 2016"
_SERIES: Final = re.compile(
    rf"\b(?P<month>(?i:{_NAME}))\.?\s{{1,20}}(?P<first>[0-3]?\d)"
    r"(?P<more>(?:(?:\s?[-–]\s?|,?\s(?:and|or|through|thru|to|until)\s|,\s)[0-3]?\d){1,9})"
    rf",?\s{{1,20}}(?P<year>{_YEAR})\b"
)
_BARE: Final = re.compile(
    rf"\b(?P<month>(?i:{_NAME}))\.?\s{{1,20}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    rf"(?![\d/:%])(?!\s{{0,2}}[.,]{{0,2}}\s{{0,24}}(?:{_YEAR}|20\s\d\d))(?P<after>[^\n]{{0,24}})"
)
_MONTH_ALONE: Final = re.compile(rf"\b(?P<month>(?:{_NAME.title()}))\s(?:of\s)?(?P<year>{_YEAR})\b")
_STOP: Final = re.compile(r"(?<![ap]\.m)[.;]\s", re.I)
_ENDS: Final = re.compile(
    r"^\s?(?:[,.;)]|$|(?:at|from|through|until|to|and|or|unless|for|if|,)\b|[-–])"
)
_YEARLY: Final = re.compile(
    r"\bof (?:a given|each|every|the (?:succeeding|following|next|same|year))\b"
)
#: An airworthiness directive, a docket or an amendment has a number like a day.
_NUMBERED: Final = re.compile(r"(?:\bADs?|\bNos?\.?|\bDocket|\bAmdt\.?|\bAmendment)\s$")


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day printed in a text, with offsets and what was odd about its spelling.

    `known` is false where no day can be had: a month alone, or a day that no calendar has (then
    `odd` says so); `day` is then only the place in the order. `basis` is stated or inferred.
    """

    day: date
    start: int
    end: int
    odd: str | None = None
    basis: str = "stated"
    known: bool = True


@functools.lru_cache(maxsize=2048)
def month(word: str) -> tuple[int, str | None] | None:
    """The number of a month's name, also abbreviated or misspelt (then with a flag)."""
    short = word.casefold()
    if short in MONTHS:
        return MONTHS[short], None
    if len(word) < 4 or not word[0].isupper() or short[0] not in "jfmasond":
        return None
    near = get_close_matches(short, _FULL, 1, 0.8)
    return (MONTHS[near[0]], f"month printed as {word!r}") if near else None


def _year(printed: str) -> tuple[int, str | None] | None:
    """A printed year, also with a doubled digit ("20025") or a space in it ("20 25")."""
    if len(printed) == 4:
        return int(printed), None
    if printed[2].isspace():
        return int(printed[:2] + printed[3:]), f"year printed as {printed!r}"
    shorter = {printed[:i] + printed[i + 1 :] for i in range(1, 5) if printed[i] == printed[i - 1]}
    return (int(shorter.pop()), f"year printed as {printed!r}") if len(shorter) == 1 else None


def days(text: str, published: date | None = None) -> Iterator[Day]:
    """Calendar days in order. A day without a year has that of the next day in its series; one on
    its own is read against the day of publication, as inferred, or not at all."""
    return (d for d in printed_days(text, published) if d.known)


def printed_days(text: str, published: date | None = None) -> list[Day]:
    """As `days`, with the months alone and the impossible days among them."""
    found = [d for m in _DAY.finditer(text) if (d := _one(text, m))]
    found += _series(text)
    found.sort(key=lambda d: d.start)
    dated, starts = tuple(found), [d.start for d in found]
    taken = {i for d in found for i in range(d.start, d.end)}
    for m in _BARE.finditer(text):
        if m.start() in taken:
            continue
        at = bisect.bisect_left(starts, m.start("after"))
        after = dated[at] if at < len(dated) else None
        if bare := _bare(text, m, after, published):
            found.append(bare)
    taken |= {i for d in found for i in range(d.start, d.end)}
    for m in _MONTH_ALONE.finditer(text):
        if m.start() not in taken and m.end() - 1 not in taken:
            first = date(int(m["year"]), MONTHS[m["month"].casefold()], 1)
            found.append(Day(first, m.start(), m.end(), known=False))
    return [_weekday(text, d) for d in sorted(found, key=lambda d: d.start)]


def _one(text: str, m: re.Match[str]) -> Day | None:
    odd: str | None = None
    if m["month"]:
        named, year = month(m["month"]), _year(m["year"])
        if not named or not year:
            return None
        y, mo, d = year[0], named[0], int(m["day"])
        mark = m["mark"].strip()
        gap = text[m.end("mark") : m.start("year")]
        odd = (
            named[1]
            or year[1]
            or ("full stop for a comma" if mark == "." else None)
            or ("comma after the month" if m["dot"] == "," else None)
            or ("space missing" if m.end("dot") == m.start("day") else None)
            or ("comma missing" if not mark else None)
            or ("space missing" if not gap else None)
            or ("comma doubled" if len(mark) > 1 else None)
        )
        if year[1] and " " in m["year"] and not mark:
            return None
    elif m["iso"]:
        if _NUMBERED.search(text[max(0, m.start() - 12) : m.start()]):
            return None
        y, mo, d = (int(part) for part in m["iso"].split("-"))
    elif m["d2"]:
        y, mo, d = int(m["y2"]), MONTHS[m["m2"].casefold()], int(m["d2"])
    else:
        y, mo, d = full_year(m["y"]), int(m["m"]), int(m["d"])
        if m["bar"] == "-" and len(m["y"]) == 2:
            return None
    if when := day(y, mo, d):
        return Day(when, m.start(), m.end(), odd)
    if m["month"] and d > 0:
        last = date(y, mo, calendar.monthrange(y, mo)[1])
        return Day(
            last, m.start(), m.end(), f"{calendar.month_name[mo]} has no day {d}", known=False
        )
    return None


def _series(text: str) -> Iterator[Day]:
    for m in _SERIES.finditer(text):
        spans = [m.span("first")]
        spans += [
            (m.start("more") + n.start(), m.start("more") + n.end())
            for n in re.finditer(r"\d+", m["more"])
        ]
        for i, (a, b) in enumerate(spans):
            when = day(int(m["year"]), MONTHS[m["month"].casefold()], int(text[a:b]))
            if when:
                yield Day(when, a if i else m.start(), m.end() if i == len(spans) - 1 else b)


def _bare(text: str, m: re.Match[str], after: Day | None, published: date | None) -> Day | None:
    number, name = int(m["day"]), MONTHS[m["month"].casefold()]
    if not number or not _ENDS.match(m["after"]) or _YEARLY.search(m["after"]):
        return None
    if m["month"].islower():
        return None
    end = m.start("after")
    if after and after.start - end <= 90 and not _STOP.search(text, end, after.start):
        if not re.match(
            r"^,?\s?(?:[-–]|,|\b(?:and|or|through|thru|to|until|at|from)\b)", text[end : end + 10]
        ):
            return None
        later = (name, number) > (after.day.month, after.day.day)
        when = day(after.day.year - later, name, number)
        basis = "inferred" if later else "stated"
        return Day(when, m.start(), end, basis=basis) if when else None
    if published is None:
        return None
    near = (day(published.year + n, name, number) for n in (-1, 0, 1))
    fit = [w for w in near if w and -60 <= (w - published).days <= 300]
    return Day(fit[0], m.start(), end, "no year printed", "inferred") if len(fit) == 1 else None


_BEFORE: Final = re.compile(
    rf"\b(?P<name>{'|'.join(n for n in WEEKDAYS if len(n) > 5)}),?\s$", re.I
)


def _weekday(text: str, d: Day) -> Day:
    """The day, flagged where the weekday printed before it is not its own."""
    m = _BEFORE.search(text[max(0, d.start - 14) : d.start])
    if not m or not d.known or d.odd or WEEKDAYS[m["name"].casefold()] == d.day.weekday():
        return d
    name = calendar.day_name[d.day.weekday()]
    return replace(d, odd=f"printed as a {m['name']}, but that day is a {name}")
