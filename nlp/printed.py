"""Calendar days as the Federal Register prints them, misprints included, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SHORT: Final = {m[:3].casefold(): n for n, m in enumerate(MONTHS, 1)} | {"sept": 9}
_DAY: Final = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,9})(?P<dot>\.?)\s{1,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"(?P<mark>\s?[.,]?)\s{0,3}(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)\b"
    r"|\b(?P<m>[01]?\d)/(?P<d>[0-3]?\d)/(?P<y>(?:19|20)\d\d)\b"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day printed in a text, with offsets and what was odd about its spelling."""

    day: date
    start: int
    end: int
    odd: str | None = None


def month(word: str) -> tuple[int, str | None] | None:
    """The number of a month's name, also abbreviated or misspelt (then with a flag)."""
    short = word.casefold()
    if short in _SHORT:
        return _SHORT[short], None
    for n, name in enumerate(MONTHS, 1):
        if short == name.casefold():
            return n, None
    near = get_close_matches(word.capitalize(), MONTHS, 1, 0.8)
    return (MONTHS.index(near[0]) + 1, f"month printed as {word!r}") if near else None


def days(text: str) -> Iterator[Day]:
    """Calendar days with a printed year, in order."""
    for m in _DAY.finditer(text):
        odd = None
        try:
            if m["iso"]:
                when = date.fromisoformat(m["iso"])
            elif m["y"]:
                when = date(int(m["y"]), int(m["m"]), int(m["d"]))
            else:
                named = month(m["month"])
                if not named:
                    continue
                odd = named[1]
                when = date(int(m["year"]), named[0], int(m["day"]))
                if m["mark"].strip() == ".":
                    odd = "full stop for a comma"
        except ValueError:
            continue
        yield Day(when, m.start(), m.end(), odd)


_STOP: Final = re.compile(r"[.;](?=\s+[A-Z<\"“(•]|\s*$)|\n\s*\n|\n(?=\s*[-•<])|<bullet>|•")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:No|Nos|Sec|Secs|Supp|Doc|Docs|Fed|Reg|et seq|[ap]\.m|U\.S|A\.l\.t|e\.g|i\.e|Mr|Ms"
    r"|Dr|St"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Pub|Inc|Co|Corp|cf|vs?))$|\b[A-Z]$"
)


def caption_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences and bullets of a caption."""
    spans, begin = [], 0
    for m in _STOP.finditer(text):
        if text[m.start()] == "." and _ABBREVIATION.search(text[max(0, m.start() - 8) : m.start()]):
            continue
        end = m.end() if text[m.start()] in ".;" else m.start()
        if text[begin:end].strip():
            spans.append((begin, end))
        begin = m.end()
    if text[begin:].strip():
        spans.append((begin, len(text)))
    return spans


_PREPOSITION: Final = re.compile(
    r"\b(?P<p>until|till|through|though|thru|to|from|form|by|before|after|as of|on|since"
    r"|beginning|starting|later than|between|and|effective|date of)\s{1,3}"
    r"(?:(?:and including|the|close of business|midnight|noon|until|at|on|or before|of"
    r"|\d{1,4}(?::\d\d)?|[ap]\.?m\.?|hours|hrs|UTC|eastern|pacific|central|mountain|alaska"
    r"|standard|daylight|local|time|[ECMPA][SD]?T|E\.[SD]\.T\.|A\.l\.t\."
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)?[\s,():]{1,4}){0,12}$",
    re.I,
)


def preposition(sentence: str, at: int) -> str:
    """The preposition that leads to a place in a sentence, hours and weekdays passed over."""
    lead = sentence[max(0, at - 90) : at] + " "
    m = _PREPOSITION.search(lead)
    word = m["p"].casefold() if m else ""
    return "from" if word == "form" else word
