"""Days that a caption counts: "30 days after publication", "upon publication", and the like."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.dates_calendar import shifted
from nlp.numbers import ONES, TENS, whole

_WORD: Final = "|".join((*TENS, *ONES, "hundred", "and", "a"))
_COUNT: Final = rf"(?:\d{{1,3}}|(?:(?:{_WORD})[\s-]){{0,4}}(?:{_WORD}))"
#: This very document; "after publication of a notice announcing approval" is another, yet to come.
_OF_THIS: Final = (
    r"(?:\s(?:of|for)\s(?:this|the|these)\s(?:(?:final|interim|proposed|direct|temporary|correcting)\s"
    r"){0,3}(?:rule|rules|rulemaking|notice|document|order|action|regulations?|amendments?"
    r"|finding|determination|correction|announcement|publication|request|NPRM)\b)?"
    r"(?:,?\sin\s(?:the\s)?(?:Federal Register|FR))?"
)
_NOT_YET: Final = (
    r"(?!\s(?:of|by|in the Federal Register (?:of|by))\s(?:a|an|another|the|EPA|its|OMB)\b)"
)
_AFTER: Final = re.compile(
    rf"(?:\bwithin\s)?\b(?P<n>{_COUNT})(?:\s?\((?P<digits>\d{{1,3}})\))?[\s-]"
    r"(?:(?P<business>business|working|federal)\s|calendar\s|full\s)?(?P<unit>day|month|year)s?'?\s"
    r"(?:after|from|of|following|upon|subsequent to|beyond)\s"
    rf"(?:(?:the\s)?(?:date|day)\s(?:of|that)\s)?(?:(?:its|this|the)\s)?"
    rf"(?:(?P<publication>publication\b(?:\sdate\b)?{_NOT_YET}{_OF_THIS}{_NOT_YET})"
    r"|(?P<effective>effective date\b(?:\sof\sthis\s(?:final\s)?"
    r"(?:rule|regulation|order|action))?))",
    re.I,
)
_UPON: Final = re.compile(
    r"\b(?:effective|applicable|takes? effect|in effect|in force|valid)\b[^.;]{0,60}?\b(?P<words>"
    r"(?:immediately\s)?(?:upon|on|as of|at|with)\s(?:the\s)?(?:(?:date|day|time) of\s)?(?:its\s)?"
    r"publication\b(?:\sdate\b)?(?:\s(?:of|in)\b[^.;,]{0,40})?)",
    re.I,
)
# Copies for public inspection print what the Office of the Federal Register is to fill in.
_INSERT: Final = re.compile(
    r"[\[(]\s?insert\s(?:the\s)?(?:date\s(?:that is\s)?)?(?:of\s)?(?:date\s)?"
    rf"(?:(?P<n>{_COUNT})\s(?P<unit>day|month|year)s?\s(?:after|from|following)\s)?(?:the\s)?"
    r"(?:date\s)?(?:of\s)?publication[^\])\n]{0,60}[\])]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted day: the span of its words, its day where the count can be made, and its basis."""

    start: int
    end: int
    day: date | None
    basis: str
    weekend: str | None = None
    from_effective: tuple[int, str] | None = None


def counted(sentence: str, published: date | None) -> Iterator[Counted]:
    """The counted days of a sentence, in order."""
    if "ublication" in sentence or "UBLICATION" in sentence or "effective date" in sentence:
        found = [*_inserted(sentence, published), *_upon(sentence, published)]
        taken = [(c.start, c.end) for c in found]
        found += [
            c
            for c in _after(sentence, published)
            if not any(a < c.end and c.start < b for a, b in taken)
        ]
        yield from sorted(found, key=lambda c: c.start)


def added(start: date | None, n: int, unit: str) -> date | None:
    """A day so many days, months or years on."""
    if start is None:
        return None
    if unit == "day":
        return shifted(start, days=n)
    return shifted(start, months=n * (12 if unit == "year" else 1))


def _weekend(day: date | None) -> str | None:
    return calendar.day_name[day.weekday()] if day and day.weekday() > 4 else None


def _after(sentence: str, published: date | None) -> Iterator[Counted]:
    for m in _AFTER.finditer(sentence):
        n = int(m["digits"]) if m["digits"] else whole(m["n"])
        if n is None or re.search(r"\bbetween\s\d+\sand\s$", sentence[: m.start()]):
            continue
        unit = m["unit"].casefold()
        if m["business"]:
            yield Counted(*m.span(), None, "contingent")
        elif m["effective"]:
            yield Counted(*m.span(), None, "contingent", from_effective=(n, unit))
        else:
            day = added(published, n, unit)
            yield Counted(*m.span(), day, "computed", _weekend(day))


def _upon(sentence: str, published: date | None) -> Iterator[Counted]:
    for m in _UPON.finditer(sentence):
        words = m["words"]
        if re.search(r"\bpublication\b.{0,30}\bof (?:a|an|another)\b|announcing", words, re.I):
            continue
        if re.search(r"\b(?:days?|months?|years?)\s?$", sentence[: m.start("words")], re.I):
            continue
        yield Counted(*m.span("words"), published, "upon_publication")


def _inserted(sentence: str, published: date | None) -> Iterator[Counted]:
    for m in _INSERT.finditer(sentence):
        if not m["n"]:
            yield Counted(*m.span(), published, "upon_publication")
        elif n := whole(m["n"]):
            day = added(published, n, m["unit"].casefold())
            yield Counted(*m.span(), day, "computed", _weekend(day))
