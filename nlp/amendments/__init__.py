"""Amendatory instructions of the Federal Register as textual changes, and what they change.

`textual_changes(text)` gives one `TextualChange` for each operation on each place; ranges and
lists are counted out. `unread_instructions(text)` gives what names an amendment and was not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.amendments.instructions import Instruction, Region, read_region
from nlp.amendments.printed import close, lines, text_of
from nlp.amendments.substance import Subject, substance
from nlp.amendments.tiers import Standing, tiers
from nlp.amendments.titles import Headings
from store.model import TextualChange

__all__ = [
    "Amendments",
    "Standing",
    "Subject",
    "read_amendments",
    "substance",
    "textual_changes",
    "tiers",
    "unread_instructions",
]

#: How many characters of an instruction that was not read a note shows.
SAMPLE: Final = 200
#: A text without any of these amends nothing.
_CUES: Final = ("mend", "PART ", "authority citation", "Add ", "Revise ", "Remove ", "orrect")
#: What only the amending part of a document has: a part's heading, a numbered instruction.
_OPENING: Final = re.compile(
    r"^[ \t■]{0,12}(?:PART|Part)\s{1,3}\d{1,5}[a-z]?\s{0,3}(?:--|[—–-])"
    r"|^[ \t■]{0,12}(?:Par(?:agraph|\.)?\s)?\d{1,3}\.\s{1,4}"
    r"(?:The\s(?:general\s)?authority\scitation|(?:Amend|Revise|Add|Remove)\s(?:§|Sec\.\s|section\s\d)|Section\s\d[\w.()-]{2,20}\sis\s)"
    r"|^0[ \t]*\n[ \t]{0,8}(?:Par(?:agraph|\.)?\s)?(?:\d{1,3}|[a-z])\.\s"
    r"|^[ \t]{0,8}(?:§|Sec\.)\s{0,3}[^\n]{1,60}\[(?:Amended|Corrected|Removed)\b",
    re.MULTILINE,
)
#: Words that announce it where nothing of the above is printed.
_ANNOUNCED: Final = re.compile(
    r"\b(?:amend(?:ed|s|ing)?|amendments?\sto)\b[^.:]{0,300}?\b(?:as\sfollows|as\sset\sforth)"
    r"|\b(?:following\scorrect(?:ions?|ing\samendments?)|corrected\s(?:as\sfollows|to\sread|by))\b"
    r"|\b(?:is|are)\samended\sby\b"
)
#: Text printed for very many places at once is not attributed.
_MOST_LOOKS: Final = 2_000_000
_STAMP: Final = re.compile(r"^[ \t]{0,8}\[FR Doc", re.MULTILINE)
_BODY: Final = re.compile(r"^[ \t]{0,4}SUPPLEMENTARY INFORMATION[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Amendments:
    """The changes of a text, in order, and the spans of instructions that were not read."""

    changes: tuple[TextualChange, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()


def textual_changes(
    text: str, title: int | None = None, part: str | None = None
) -> tuple[TextualChange, ...]:
    """Every operation of the amendatory instructions of a text of any shape, in order.

    `title` and `part` say where the text amends where it does not say so itself; a place whose
    title is told by neither is written without it (`CFR 734.9(h)`), one without a part is None.
    `new_text` is the text printed after "to read as follows:", attributed to its place by
    headings and designators (None where they do not tell), paragraphs on lines of their own,
    asterisks left out, kept to 20,000 characters.
    """
    return read_amendments(text, title, part).changes


def unread_instructions(
    text: str, title: int | None = None, part: str | None = None
) -> tuple[str, ...]:
    """Samples of instructions that name an amendment and that the grammar did not read."""
    return tuple(
        " ".join(text[a:z].split())[:SAMPLE] for a, z in read_amendments(text, title, part).unread
    )


def read_amendments(text: str, title: int | None = None, part: str | None = None) -> Amendments:
    """Changes and unread instructions of a text, read once."""
    if not any(cue in text for cue in _CUES):
        return Amendments()
    span = _region(text)
    if span is None:
        return Amendments()
    headings = Headings(text, *span, title, part)
    region = read_region(text, *span, headings)
    return Amendments(tuple(_changes(text, region)), tuple(region.unread))


def _region(text: str) -> tuple[int, int] | None:
    """The part of a text that amends: from its first heading or instruction to its stamp."""
    body = _BODY.search(text)
    begin = body.end() if body else 0
    opening = _OPENING.search(text, begin) or _ANNOUNCED.search(text, begin)
    if opening is None:
        return None
    start = text.rfind("\n", 0, opening.start() + 1) + 1
    stamp = _STAMP.search(text, opening.end())
    return start, stamp.start() if stamp else len(text)


def _changes(text: str, region: Region) -> Iterator[TextualChange]:
    found = region.instructions
    for one in found:
        one.printed = (one.printed[0], close(text, *one.printed))
    n = 0
    while n < len(found):
        group = [found[n]]
        n += 1
        while n < len(found) and found[n].level:
            group.append(found[n])
            n += 1
        yield from _grouped(text, group)


def _grouped(text: str, group: list[Instruction]) -> Iterator[TextualChange]:
    """The changes of an instruction with its list: text printed after the list is for all."""
    a, z = group[-1].printed
    shared = [
        o
        for one in group
        for o in one.operations
        if (o.follows or one.shared) and o.new is None and o.verb in ("add", "revise", "replace")
    ]
    mates = {id(o) for o in shared}
    rows = None
    for one in group:
        own = [o for o in one.operations if o.follows]
        mine = None
        if own and one is not group[-1]:
            b, y = one.printed
            if len(text[b:y].strip()) > 20:
                mine = lines(text, b, y, [o.place for o in own])
        for o in one.operations:
            new = o.new
            if mine is not None and o.follows and new is None:
                new = text_of(o.place, mine, len(own) == 1)
            elif id(o) in mates:
                if rows is None:
                    rows = lines(text, a, z, [s.place for s in shared])
                    rows = rows if len(rows) * len(shared) < _MOST_LOOKS else []
                new = text_of(o.place, rows, len(shared) == 1)
            elif o.verb == "republish" and o.follows and one is group[-1]:
                new = text_of(o.place, lines(text, a, z, [o.place]), True)
            yield TextualChange(
                o.verb,
                o.place.path,
                o.start,
                o.end,
                instruction=one.number,
                old_text=o.old,
                new_text=new,
                new_path=o.to.path if o.to else None,
            )
