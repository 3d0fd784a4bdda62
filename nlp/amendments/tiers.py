"""Which country stands in which group under a rule, from the lists that the rule itself prints.

Lists are those of supplements to part 740 of title 15: a paragraph of destinations ("(a)
Destinations eligible:" with a country on each line) and the tables of the Country Groups
("Country | [A:1] ... | [A:2] ..." with an X where a country stands in a column).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.model import Text, TextualChange

_LISTING: Final = re.compile(r"15 CFR 740 supp\. (\d{1,2})\b")
_ENTRY: Final = re.compile(
    r'15 CFR 740 supp\. 1 country group ([A-E](?::\d)?) entry "([^"]{2,80})"'
)
_MARKED: Final = re.compile(r"\(([a-z])\)\s")
_GROUP: Final = re.compile(r"\[?\b([A-E]:\d)\]?")
_END: Final = re.compile(
    r"^[ \t]{0,8}(?:PART\s\d|(?:Part|Subpart)\s\w{1,5}\s?(?:--|—)|\d{1,3}\.\s(?:The\sauth"
    r"|Section|Amend|Add|Revise|Supplement)|\[FR Doc)",
    re.MULTILINE,
)
#: A printed list is looked for within this many characters after its instruction.
_REACH: Final = 40_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A country in a group: `country` is its alpha-2 code, `tier` the group's normal form ("A:5",
    "740 supp. 5(a)"), `operation` `add` or `remove`; `text[start:end]` is the row or words that
    say so, `at` the start of the instruction that does it."""

    country: str
    tier: str
    operation: str
    start: int
    end: int
    at: int


def tiers(changes: Sequence[TextualChange], text: str) -> tuple[Standing, ...]:
    """Every country that a rule puts in a group or takes out of one, in order; none guessed."""
    found: list[Standing] = []
    for change in changes:
        path = change.cfr_path or ""
        if entry := _ENTRY.match(path):
            if change.operation in ("add", "remove") and (code := country(entry[2])):
                found.append(
                    Standing(
                        code, entry[1], change.operation, change.start, change.end, change.start
                    )
                )
        elif (listed := _LISTING.match(path)) and change.operation in ("add", "revise"):
            found += _printed(text, change, listed[1])
    return tuple(dict.fromkeys(found))


def country(name: str) -> str | None:
    """The code of a country whose name is all that is given, or None."""
    from nlp.pipeline import mentions

    name = " ".join(name.split())
    for m in mentions(Text("name", name)):
        whole = len(m.quote) >= len(name.rstrip(".,;"))
        if m.label == "COUNTRY" and whole and m.value.get("alpha2"):
            return str(m.value["alpha2"])
    return None


def _printed(text: str, change: TextualChange, supplement: str) -> Iterator[Standing]:
    """The countries of the list printed after an instruction."""
    stop = min(len(text), change.end + _REACH)
    head = re.compile(rf"Supplement\s[Nn]o\.?\s{supplement}\sto\s[Pp]art\s740").search(
        text, change.end, min(stop, change.end + 2_000)
    )
    if head is None:
        return
    if end := _END.search(text, head.end(), stop):
        stop = end.start()
    tier, columns = "", []
    for start, finish in _rows(text, head.end(), stop):
        row = text[start:finish]
        cells = [c.strip() for c in row.split("|")]
        groups = [_GROUP.search(c) for c in cells]
        if len(cells) > 1 and sum(g is not None for g in groups) > 1:
            columns = [g[1] if g else "" for g in groups]
        elif len(cells) > 1 and columns:
            yield from _marked(cells, columns, change, start, finish)
        elif m := _MARKED.match(row):
            tier, columns = f"740 supp. {supplement}({m[1]})", []
        elif tier and len(row) < 60 and (code := country(row)):
            yield Standing(code, tier, "add", start, finish, change.start)


def _marked(
    cells: Sequence[str], columns: Sequence[str], change: TextualChange, start: int, finish: int
) -> Iterator[Standing]:
    code = country(cells[0]) if cells[0] else None
    if code is None:
        return
    for cell, group in zip(cells[1:], columns[1:], strict=False):
        if group and cell.upper().rstrip(".0123456789 ") == "X":
            yield Standing(code, group, "add", start, finish, change.start)


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a span, blanks around them left out."""
    at = start
    for line in text[start:end].split("\n"):
        bare = line.strip()
        if bare:
            begin = at + line.index(bare[0])
            yield begin, begin + len(bare)
        at += len(line) + 1
