"""The printed table of a list: rows of cells, or the run of words that a text without tags has.

Extracted XML and fixed columns give a line a row, cells parted by " | ". Where tags were dropped
and blanks collapsed, an entry ends at its Federal Register citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.listings.destinations import heading, headings_in
from nlp.listings.entry import CITATION, read_terms

_PARTY: Final = (
    r"(?:Entity|Entities|Listed\spersons?(?:\sand\saddress(?:es)?)?|Validated\s[Ee]nd-[Uu]sers?)"
)
HEAD: Final = re.compile(
    rf"\bCountry\s?(?P<bar>\|\s?)?{_PARTY}\b(?:\s?\|?\s?(?:License\s[Rr]equirement|License\s[Rr]eview\s"
    r"[Pp]olicy|Federal\sRegister\s[Cc]itation(?:\sand\sdate\sof\spublication)?|Eligible\sitems"
    r"(?:\s\(by\sECCN\))?|Eligible\sdestinations?|Federal\sRegister|[Cc]itation))*"
)
_WHOLE: Final = re.compile(r"(?:[Cc]itation|publication)\W*$")
_STARS: Final = re.compile(r"(?:\*\s*){3,}")
_END: Final = re.compile(
    r"\[FR\sDoc|BILLING\sCODE|\bDated:\s|\bPART\s7\d\d\b|\n\d{1,2}\.\s[A-Z]|\b\d{1,2}\.\s(?:Supplement\s[Nn]o"
    r"|Section|The\sauthority)|\b[Ss]upplement\s[Nn]o\.?\s\d{1,2}\sto\s[Pp]art\s7\d\d\s(?:of\sthe\sEAR\s)?is\b"
)
#: An entry in a run of words is no longer than this.
_ENTRY: Final = 12_000


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the table prints it: the destination it stands under and its cells."""

    country: str | None
    entity: str
    requirement: str | None
    policy: str | None
    citation: str | None
    destination: str | None
    start: int
    end: int


def read_table(text: str, head: re.Match[str], limit: int) -> tuple[Row, ...]:
    """The entries under a table's head (a match of `HEAD`), up to `limit`.

    None are read where the columns of a table have run into each other.
    """
    if head["bar"]:
        return tuple(_lines(text, head, limit))
    rows = tuple(_run(text, head.end(), limit))
    mixed = not _WHOLE.search(head[0]) or any("\n" in r.entity or ".." in r.entity for r in rows)
    return () if mixed else rows


def _lines(text: str, head: re.Match[str], limit: int) -> Iterator[Row]:
    columns = [_kind(cell) for cell in head[0].split("|")]
    country: str | None = None
    at = head.end()
    while at < limit:
        stop = text.find("\n", at, limit)
        stop = limit if stop < 0 else stop
        line = text[at:stop]
        words = line.strip()
        start, at = at, stop + 1
        if not words or (_STARS.match(words) and "|" not in words):
            continue
        if "|" not in words:
            if (found := heading(words)) is None:
                return
            country = found
            continue
        cells = _cells(line, start)
        if (first := heading(cells[0][0])) and columns[0] == "country":
            country = first
        row = _row(dict(zip(columns, cells, strict=False)), country)
        if row is not None:
            yield row


def _kind(head: str) -> str:
    words = head.strip().casefold()
    kinds = ("country", "requirement", "policy", "citation", "register", "items", "destination")
    found = next((kind for kind in kinds if kind in words), "entity")
    return "citation" if found == "register" else found


def _cells(line: str, start: int) -> list[tuple[str, int, int]]:
    out = []
    at = 0
    for part in line.split("|"):
        words = part.strip()
        a = start + at + (len(part) - len(part.lstrip()))
        out.append((words, a, a + len(words)))
        at += len(part) + 1
    return out


def _row(cells: dict[str, tuple[str, int, int]], country: str | None) -> Row | None:
    words, start, end = cells.get("entity", ("", 0, 0))
    if not re.search(r"\w", words) or words.casefold().startswith("[reserved"):
        return None

    def said(kind: str) -> str | None:
        return cells[kind][0] or None if kind in cells else None

    end = max([end, *(c[2] for c in cells.values() if c[0])])
    return Row(
        country, words, said("requirement"), said("policy"), said("citation"), said("destination"),
        start, end,
    )  # fmt: skip


def _run(text: str, start: int, limit: int) -> Iterator[Row]:
    end = _END.search(text, start, limit)
    limit = end.start() if end else limit
    country: str | None = None
    at = start
    group: list[re.Match[str]] = []
    cites = list(CITATION.finditer(text, start, limit))
    for n, cite in enumerate(cites):
        group.append(cite)
        after = cites[n + 1] if n + 1 < len(cites) else None
        if after and not text[cite.end() : after.start()].strip(" .;,\n"):
            continue
        begin, country = _opening(text, at, group[0].start(), country)
        if 0 < group[0].start() - begin <= _ENTRY:
            terms = read_terms(text[begin : cite.end()])
            words = text[begin : begin + terms.start]
            if re.search(r"\w", words):
                yield Row(
                    country, words.strip(), terms.requirement, terms.policy,
                    terms.citation, None, begin, cite.end(),
                )  # fmt: skip
        at, group = cite.end(), []


def _opening(text: str, start: int, end: int, country: str | None) -> tuple[int, str | None]:
    """Where an entry's name begins, and the destination whose heading stands before it."""
    at = start
    while at < end:
        if text[at].isspace():
            at += 1
        elif stars := _STARS.match(text, at, end):
            at = stars.end()
        else:
            top = next(headings_in(text, at, min(at + 80, end)), None)
            if top is None or top[0] != at or not _heads(text, top[1]):
                break
            country, at = text[top[0] : top[1]], top[1]
    return at, country


def _heads(text: str, end: int) -> bool:
    """Whether capitals that name a country head a group: no name in capitals goes on."""
    following = re.match(r"\s*(\*|[A-Z][\w'’.&-]*)", text[end : end + 40])
    if following is None or text[end : end + 1].isalnum():
        return following is None
    word = following[1].strip(".")
    return word == "*" or not (word.isupper() and len(word) > 3)
