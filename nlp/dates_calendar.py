"""Arithmetic of days: which year, which weekday, how many months on. Pure, no text."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, Literal

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
#: Which way a yearless date most likely lies from the day of publication, by the words around it.
Side = Literal["past", "future", "either"]
#: Days on the unlikely side count this much: "September 10", read on 20 December, is the past one.
_UNLIKELY: Final = 3.0
_EITHER_AHEAD: Final = 1.3


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has no such day (30 February, year 0)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shifted(start: date, days: int = 0, months: int = 0) -> date | None:
    """`start` moved by months, then days, held to the month's last day; None past year 9999."""
    total = start.year * 12 + start.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(start.day, last)) + timedelta(days=days)
    except OverflowError:
        return None


def _cost(found: date, published: date, side: Side) -> float:
    distance = (found - published).days
    if distance >= 0:
        return distance * {"past": _UNLIKELY, "future": 1.0, "either": _EITHER_AHEAD}[side]
    return -distance * (_UNLIKELY if side == "future" else 1.0)


def nearest(month: int, number: int, published: date, side: Side = "either") -> date | None:
    """The most sensible day of that month and number around `published`; None for 31 June."""
    years = (
        range(published.year - 4, published.year + 5)
        if (month, number) == (2, 29)
        else range(published.year - 1, published.year + 2)
    )
    found = [d for year in years if (d := day(year, month, number)) is not None]
    return min(found, key=lambda d: _cost(d, published, side), default=None)


def month_near(
    month: int, published: date, side: Literal["last", "next"] | Side = "either"
) -> tuple[int, int]:
    """Year and month of the most sensible such month; the running month counts as near.

    "last May" is the latest that lies two months back or more, "next May" the first ahead.
    """
    back = (published.month - month) % 12
    if side == "last":
        back += 12 if back < 2 else 0
        first = shifted(published.replace(day=1), months=-back)
        return (first.year, first.month) if first else (published.year, month)
    if side == "next":
        first = shifted(published.replace(day=1), months=12 - back)
        return (first.year, first.month) if first else (published.year, month)
    if back == 0:
        return published.year, month
    ahead = 12 - back
    # A month alone is mostly one gone by: "in May" of a page of January is the last one.
    past = back <= {"past": 10, "future": 0, "either": 8}[side] or (side == "future" and back < 2)
    first = shifted(published.replace(day=1), months=-back if past else ahead)
    return (first.year, first.month) if first else (published.year, month)


def weekday_near(weekday: int, published: date, side: Side = "past") -> date | None:
    """The weekday on or last before `published`; for `future` the next one after it."""
    if side == "future":
        return shifted(published, days=(weekday - published.weekday() - 1) % 7 + 1)
    return shifted(published, days=-((published.weekday() - weekday) % 7))


def day_near(number: int, published: date, side: Side = "past") -> date | None:
    """The last such day of a month on or before `published`; for `future` the next after it."""
    steps = range(0, -3, -1) if side != "future" else range(3)
    for step in steps:
        first = shifted(published.replace(day=1), months=step)
        found = day(first.year, first.month, number) if first else None
        if found and (found > published if side == "future" else found <= published):
            return found
    return None


def quarter(of: date) -> str:
    """`2025-Q2`."""
    return f"{of.year:04d}-Q{(of.month - 1) // 3 + 1}"


def full_year(digits: str) -> int:
    """A printed year as a number: two digits are of 1970 to 2069."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return 2000 + number if number < 70 else 1900 + number
