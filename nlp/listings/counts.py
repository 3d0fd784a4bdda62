"""What an abstract says of the size of a change to a list: so many entities, entries, destinations.

"adding 24 entities under 26 entries to the Entity List ... under the destinations of Latvia (1),
..." is one statement; what a later sentence tells of "these entities" belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from nlp.listings.lists import NAMES, named
from nlp.listings.statements import Sentence
from nlp.listings.told import Clause, Told
from nlp.sentences import sentences

_NONE: Final[Mapping[str, int | None]] = MappingProxyType({})
#: No abstract is longer; a whole document is read from SUMMARY to the next heading.
_LONGEST: Final = 8_000

_SUMMARY: Final = re.compile(r"\bSUMMARY:\s")
_HEADING: Final = re.compile(
    r"\b(?:DATES|EFFECTIVE DATE|ADDRESSES|FOR FURTHER INFORMATION(?: CONTACT)?"
    r"|SUPPLEMENTARY INFORMATION):"
)
#: Sentences that tell of an earlier document.
_EARLIER: Final = re.compile(
    r"(?:That|Those|The\searlier|The\sprevious)\s(?:[\w-]+\s){0,3}rules?\b"
    r"|On\s[A-Z][a-z]{2,8}\s\d{1,2},\s\d{4}\b(?!.{0,300}\b[Ii]n\sthis\s(?:final\s)?rule)"
    r"|.{0,80}?\b(?:published|issued|released)\s(?:a|an|the)\s(?:[\w-]+\s){0,3}rule\b",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of a text on one list: `action` is `addition`, `change` or `removal`.

    `entities` and `entries` are the numbers stated, None where the text states none; `countries`
    maps destinations, by their usual short names, to the number stated for each or None. `start`
    and `end` are the offsets of the sentence.
    """

    list: str
    action: str
    start: int
    end: int
    entities: int | None = None
    entries: int | None = None
    countries: Mapping[str, int | None] = field(default_factory=lambda: _NONE)


def abstract_span(text: str) -> tuple[int, int]:
    """Where the abstract stands: the SUMMARY of a whole text, else the text's beginning."""
    summary = _SUMMARY.search(text)
    start = summary.end() if summary else 0
    end = min(len(text), start + _LONGEST)
    heading = _HEADING.search(text, start, end) if summary else None
    return start, heading.start() if heading else end


def stated_counts(text: str, title: str | None = None) -> tuple[Stated, ...]:
    """Every statement of an abstract, or of the SUMMARY of a whole text, in order.

    An abstract that does not name the list means the one that the document's `title` names.

    A title that is given alone says what is done even without a number ("Additions to the Entity
    List"); prose needs a number, a name or an alias that is changed.
    """
    start, end = abstract_span(text)
    meant = NAMES.search(title or "") or NAMES.search(text, 0, start)
    if meant is None and not NAMES.search(text, start, end):
        return ()
    body = text[start:end]
    told = Told(title=len(body.strip()) < 400 and ". " not in body.strip())
    for a, b in sentences(body):
        if not _EARLIER.match(text, start + a, start + b):
            Sentence(told, text, start + a, start + b).read()
    return _statements(told, named(meant) if meant else "")


def _statements(told: Told, meant: str) -> tuple[Stated, ...]:
    default = told.lists[0] if told.lists else meant
    whole: list[Clause] = []
    for c in told.clauses:
        c.list = c.list or default
        again = next((o for o in whole if _same(o, c)), None)
        if again:
            again.countries = again.countries or c.countries
        elif c.entities or c.entries or c.countries or told.title:
            whole.append(c)
    return tuple(
        Stated(
            c.list or default, c.action, c.start, c.end, c.entities, c.entries,
            MappingProxyType(c.countries),
        )
        for c in whole
    )  # fmt: skip


def _same(one: Clause, other: Clause) -> bool:
    """Whether a later sentence only says again what an earlier one said."""
    return (
        (one.list, one.action, one.verb[:5]) == (other.list, other.action, other.verb[:5])
        and one.start != other.start
        and (one.entities, one.entries) == (other.entities, other.entries)
        and (not one.countries or not other.countries or one.countries == other.countries)
        and bool(one.entities or one.entries)
    )
