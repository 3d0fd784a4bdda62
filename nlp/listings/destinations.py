"""Destinations as the lists of BIS print them: names, inverted names, numbers beside them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp.rules import EntityRules, load

_COUNTRIES: Final = Path(__file__).parents[1] / "entities" / "country.toml"
#: Names that stand on the lists as destinations and that the gazetteer does not have.
_MORE: Final = {
    "Georgia": "Georgia",
    "Crimea Region of Ukraine": "Crimea Region of Ukraine",
    "Crimea region of Ukraine": "Crimea Region of Ukraine",
    "Crimea (occupied)": "Crimea Region of Ukraine",
    "T[uuml]rkiye": "Turkey",
    "Peoples Republic of China": "China",
    "Burma": "Burma",
}
_INVERTED: Final = (
    r"(?:,\s(?:the\s)?(?:[A-Z][\w'’]{1,16}\s){0,3}"
    r"(?:Republic|REPUBLIC|Kingdom|KINGDOM|State|STATE|Federation|FEDERATION)"
    r"\s(?:of|OF)(?:\s(?:the|THE))?(?!\s[A-Z]))"
)
_TAIL: Final = re.compile(
    rf"{_INVERTED}?(?:\s\((?P<inverted>(?:[A-Z][\w'’]{{1,16}}\s){{0,4}}(?:of|OF))\))?"
    r"(?:\s\((?P<short>[A-Za-z][^()\d\n]{0,38})\))?"
    r"(?:,?\s\((?P<number>\d{1,4})\))?"
)
_GENERIC: Final = re.compile(r"[A-Z][a-z'’-]{2,20}(?:\s(?:of\s)?[A-Z][a-z'’-]{2,20}){0,3}")
#: Capitalised words that begin a sentence or name an office, never a destination.
_NEVER: Final = re.compile(
    r"(?:The|These|This|Those|In|Some|All|Specifically|Export|Bureau|Department|Entity|Unverified"
    r"|Military|Validated|EAR|BIS|End|Federal|Executive|Also|One|Two|Three|Additionally)\b"
)
_THE: Final = re.compile(r"(?:the|both|THE)\s")
_BETWEEN: Final = re.compile(
    r"\s?[,;]\s(?:and\s|or\s)?|\s(?:and|or|as\swell\sas)\s|(?<=\))\s(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Destination:
    """One destination in a list of them. `printed` is as the text has it, `name` the usual short
    name; `number` is what stands in brackets beside it."""

    printed: str
    name: str
    number: int | None
    start: int
    end: int


@functools.cache
def _names() -> dict[str, str]:
    rules = load(_COUNTRIES, EntityRules)
    found = {phrase: entry.phrases[0] for entry in rules.entries for phrase in entry.phrases}
    return {**found, **_MORE}


@functools.cache
def _folded() -> dict[str, str]:
    return {_fold(k): v for k, v in _names().items()}


def _fold(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = {w for name in _names() for w in (name, name.upper())}
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![A-Za-z]|['’]s\b|-[A-Za-z])")


def destination(printed: str) -> str:
    """The usual short name of a destination: "CHINA, PEOPLE'S REPUBLIC OF" is "China"; one that
    is not known stays as printed."""
    return _known(printed) or " ".join(printed.split())


def _known(printed: str) -> str | None:
    words = " ".join(printed.split()).strip(" .,;:")
    bare = re.sub(r"\s?\([^()]{0,60}\)", "", words)
    bare = re.sub(r"^(?:the|THE)\s", "", bare)
    for form in (words, f"{words}.", bare, f"{bare}.", bare.partition(",")[0]):
        if found := _folded().get(_fold(form)):
            return found
    return None


def heading(words: str) -> str | None:
    """The words of a line or cell that is a destination and nothing else, or None."""
    words = words.strip(" \t:*")
    if not 3 <= len(words) <= 70 or not words[0].isupper() or "\n" in words:
        return None
    m = _pattern().match(words)
    if m is None:
        return None
    tail = _TAIL.match(words, m.end())
    whole = tail is not None and words[tail.end() :] in ("", ".")
    return words if whole and (tail is None or tail["number"] is None) else None


def read_destinations(text: str, start: int, end: int, strict: bool = False) -> list[Destination]:
    """The destinations listed from `start` on, none where none stands there.

    `strict` takes known names only; else an unknown capitalised name counts as one too.
    """
    found: list[Destination] = []
    at = start
    for _ in range(250):
        item = _one(text, at, end, strict)
        if item is None:
            break
        found.append(item)
        gap = _BETWEEN.match(text, item.end, end)
        if gap is None:
            break
        at = gap.end()
    return found


def _one(text: str, start: int, end: int, strict: bool) -> Destination | None:
    if the := _THE.match(text, start, end):
        start = the.end()
    m = _pattern().match(text, start, end)
    if m is None and not strict and not _NEVER.match(text, start):
        m = _GENERIC.match(text, start, end)
    if m is None:
        return None
    tail = _TAIL.match(text, m.end(), end)
    stop = tail.end() if tail else m.end()
    number = int(tail["number"]) if tail and tail["number"] else None
    printed = text[start:stop]
    printed = re.sub(r",?\s\(\d{1,4}\)$", "", printed)
    return Destination(printed, destination(printed), number, start, stop)


def headings_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of destinations printed in capitals, as the lists head their groups."""
    for m in _pattern().finditer(text, start, end):
        if m[0].isupper() and len(m[0]) > 3 and not text[m.start() - 1 : m.start()].isalnum():
            tail = _TAIL.match(text, m.end(), end)
            stop = m.end()
            if tail and text[m.end() : tail.end()].isupper():
                stop = tail.end()
            yield m.start(), stop
