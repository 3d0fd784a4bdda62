"""A date found in a text, its value, and which way from the day of publication it lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from nlp.dates_calendar import Side
from nlp.swift import swift

#: Cues of time to come and time past. A modal takes the verb after it along, so that "will be
#: published on Tuesday" is to come and "published on Tuesday" is past; the nearest cue decides.
_CUE: Final = swift(
    r"\b(?:(?P<future>(?:will|shall|would|(?-i:may)|might|could|can|must|should)(?:n['’]t| not)?"
    r"(?: (?:be|have|also|then|not|formally|only))*(?: \w+)?"
    r"|(?:is|are|was|were) (?:not )?(?:to|due|(?:set|slated|planned|expected|scheduled) (?:to|for))"
    r"(?: (?:be|take|go|come|have|to|for))*(?: \w+)?"
    r"|(?:has|have) (?:only |just )?until|set (?:to|for)|slated|due|deadline"
    r"|plan(?:s|ned)? (?:to|for)"
    r"|(?:expected|scheduled) (?:to|for|in|on|by)"
    r"|hopes?|expires?|ends?|begins?|starts?|appears?|applies|closes?|opens?|takes? effect"
    r"|comes? into|goes? into|upcoming|next|no later than|not later than"
    r"|runs? (?:to|through|until)"
    r"|(?:remains?|stays?|lasts?|continues?)(?: \w+){0,3}"
    r"(?= (?:until|till|through)\b))"
    r"|(?P<past>(?:did|does|had|has|have)(?: not|n['’]t)?(?: been)?(?: \w+)?|said|saying|told|took"
    r"|met"
    r"|wrote|came|went|brought|began|rose|fell|gave|held|since|ago|earlier|last|previous"
    r"|(?:was|were|became) \w+|\w{2,}ed)"
    r"|(?P<weak>by|until|till|through|effective|from))\b",
    re.IGNORECASE,
)
#: "January's rule", "the January chip rule": a date by which a thing is called has been.
_NAMES: Final = re.compile(r"(?:\b(?:the|its|their|that|this)|['’]s|^)\s?$", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?:['’]s)?\s(?:[a-z]\w*\s){0,3}(?:rules?|guidance|letters?|release|controls|curbs|measures?"
    r"|announcement|order|package|framework)\b"
)
_CLAUSE: Final = re.compile(r"[.;:\n]\s|\n")
_REACH: Final = 70


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a date stands, its value and rule; `open` is the month and day that want a year."""

    start: int
    end: int
    value: Mapping[str, Any]
    rule: str
    open: tuple[int, int] | None = None


def side(text: str, start: int, end: int) -> Side:
    """Whether the clause around a date speaks of what was or of what is to come: the nearest cue
    before it, else the first one after it, else a "by" or "until" before it."""
    before = _CLAUSE.split(text[max(0, start - _REACH) : start])[-1]
    if _NAMES.search(before) and _NAMED.match(text[end : end + 30]):
        return "past"
    weak = False
    found: Side | None = None
    for cue in _CUE.finditer(before):
        if cue["weak"]:
            weak = True
        else:
            found = "past" if cue["past"] else "future"
    if found:
        return found
    for cue in _CUE.finditer(_CLAUSE.split(text[end : end + _REACH])[0]):
        if not cue["weak"]:
            return "past" if cue["past"] else "future"
    return "future" if weak else "either"


def valued(
    iso: str | None,
    precision: str,
    basis: str = "stated",
    more: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """A DATE's value, with what `more` it has."""
    return {"iso": iso, "precision": precision, "basis": basis, **more}
