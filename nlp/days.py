"""Which day a date is that its words leave open: a weekday to come, a day without a year.

What can be told from the date alone is told with the mention; here it is read with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from nlp.modality import Telling
from nlp.triggers import Trigger
from nlp.when import FORWARD
from store.model import Mention

_WEEKDAY: Final = re.compile(r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", re.I)
_SAME_DAY: Final = re.compile(
    r"\b(?:the|that)\s(?:very\s)?same\s(?:date|day)\b|\b(?:that|which)\s(?:day|date)\b"
    r"|\bthe\s(?:day|date)\son\swhich\b|\b(?:until|by)\sthen\b",
    re.I,
)
_WILL: Final = re.compile(
    r"\b(?:will|shall|plans? to|intends? to|expects? to|is to|are to)\s", re.I
)
#: "expires on December 31", said in March, is of a day to come.
#: "From Monday it springs back": a return told in the present is to come.
_RETURNS: Final = re.compile(
    r"(?:snap|spring|bounce|kick|switch)s?(?:es)? back|comes? (?:back|off)|returns?$|again"
    r"|takes? effect again|resumes?$|revives?$",
    re.I,
)
_YET_TO: Final = re.compile(r"\b(?:has|have|had|is|are|was|were) (?:yet|still) to\s*\Z", re.I)
#: A verb of the past, however its day reads.
_OVER: Final = re.compile(r"(?:ed|ran out)$", re.I)
_PRESENT: Final = re.compile(
    r"(?:expires?|lapses?|ends?|takes?|becomes?|comes?|enters?|kicks?|bites?|appl(?:y|ies)|starts?"
    r"|begins?|returns?|goes|go)\b",
    re.I,
)
#: "companies have until July 15", "is pushed out to August 3"
_OPEN: Final = re.compile(
    r"\b(?:have|has|need not|(?:do|does|will) not|(?:do|does)n['’]t|must|is|are)\b[^.;]{0,80}"
    r"\b(?:until|till|by|through|to)\s$"
)
#: "let the licence expire on Friday": told of the past.
_LET: Final = re.compile(r"\b(?:let|allowed|saw)\s[^,;]*$", re.I)
_BEFORE: Final = re.compile(r"\b(?:before|by|until)\s(?:the end of\s)?[A-Z][a-z]{2,8}$")
#: A clause on something else opens: "the rule that was issued on January 13".
_CLAUSE_ON: Final = re.compile(r"\b(?:that|which|who|since|after|of)\s(?:[\w’'-]+\s){0,4}$", re.I)
#: How far apart two dates of one course of events stand ("proposed on D, with comments due on E").
_COURSE: Final = 70


def to_come(
    sentence: str, t: Trigger, telling: Telling, day: Mention | None, published: date | None
) -> str | None:
    """The weekday to come, where a weekday is told of as future ("ends on Monday")."""
    if day is None or published is None or not _WEEKDAY.match(day.quote):
        return None
    if t.type not in FORWARD and t.type not in ("publication", "reimposition"):
        return None
    verb = sentence[slice(*t.verb)].casefold().split()[0]
    if telling.modality not in ("scheduled", "planned") and not (
        _PRESENT.match(verb) or re.search(r"[^aius]s$", verb)
    ):
        return None
    iso = day.value.get("iso")
    if not isinstance(iso, str) or len(iso) != 10:
        return None
    found = date.fromisoformat(iso)
    if _LET.search(sentence[: t.verb[0]]):
        return None
    if published - timedelta(days=7) <= found < published and "last " + day.quote not in sentence:
        return (found + timedelta(days=7)).isoformat()
    return None


def in_time(modality: str, t: Trigger, sentence: str, iso: Any, published: date | None) -> str:
    """A day to come is scheduled, whatever the tense; a day of force that has come is done."""
    returns = t.type == "reimposition" and _RETURNS.match(sentence[slice(*t.verb)])
    if t.type not in ("entry_into_force", "expiry") and not returns:
        return modality
    if t.by.pattern.polarity == "negated" or _YET_TO.search(sentence[: t.verb[0]]):
        return modality
    day = date.fromisoformat(iso) if isinstance(iso, str) and len(iso) == 10 else None
    if t.type == "expiry" and _OVER.search(sentence[slice(*t.verb)]) and modality == "done":
        return modality
    present = _PRESENT.match(sentence[slice(*t.verb)])
    if modality == "done" and present and not (day and published and day <= published):
        return "scheduled"
    if modality == "done" and day and published and day > published:
        return "scheduled"
    if (
        modality == "scheduled"
        and t.by.pattern.form == "state"
        and day
        and published
        and day <= published
        and t.type == "entry_into_force"
    ):
        return "done"
    return modality


def same_day(sentence: str, earlier: Sequence[Mention]) -> Mention | None:
    """The day that "the same day" points back to, the last of those told `earlier`."""
    if not _SAME_DAY.search(sentence):
        return None
    days = (d for d in reversed(earlier) if d.value.get("precision") == "day")
    return next(days, None)


def ahead(
    day: Mention,
    sentence: str,
    offset: int,
    published: date | None,
    verb: str = "",
    done: bool = True,
) -> str | None:
    """A day without a year by which something *will* be done: the next such day.

    "The department will publish a proposed rule by December 1", said in July: of this year.
    """
    iso = day.value.get("iso")
    if published is None or not isinstance(iso, str) or len(iso) not in (7, 10):
        return None
    lead = sentence[max(0, day.start - offset - 12) : day.end - offset]
    if len(iso) == 7:
        soon = not done and _BEFORE.search(lead) and iso < published.isoformat()[:7]
        return f"{int(iso[:4]) + 1}{iso[4:]}" if soon else None
    if not re.fullmatch(r"[A-Z][a-z]{2,8}\.?\s\d{1,2}", day.quote):
        return None
    before = sentence[max(0, day.start - offset - 110) : day.start - offset]
    long_gone = (published - date.fromisoformat(iso)).days > 45
    present = long_gone and (_PRESENT.match(verb) or _OPEN.search(before))
    if not (present or _WILL.search(before)) or _CLAUSE_ON.search(before):
        return None
    found = iso
    while found < published.isoformat():
        found = f"{int(found[:4]) + 1}{found[4:]}"
    return found if found != iso and not found.endswith("02-29") else None


def in_course(day: Mention, near: Sequence[Mention]) -> str | None:
    """The date of a day without a year that follows one with its year: the first one after it.

    "The rule was proposed on September 26, 2024, with comments due on October 28": of 2024.
    """
    iso = day.value.get("iso")
    if re.search(r"\b(?:19|20)\d\d\b", day.quote) or not isinstance(iso, str) or len(iso) != 10:
        return None
    if not re.search(r"[A-Z][a-z]{2,}\.?\s\d", day.quote):
        return None
    for d in near:
        known = d.value.get("iso")
        if not (0 < day.start - d.end < _COURSE and isinstance(known, str) and len(known) == 10):
            continue
        if not re.search(r"\b(?:19|20)\d\d\b", d.quote):
            continue
        year = int(known[:4]) + (iso[5:] < known[5:])
        found = f"{year}{iso[4:]}"
        if found < iso and iso[5:] != "02-29":
            return found
    return None
