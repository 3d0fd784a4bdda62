"""The text that an instruction prints: where it ends, and which words belong to which place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.amendments.places import Place, orders
from nlp.amendments.words import SECTION, flat

#: Printed text of one change is kept whole up to this many characters.
LONGEST_TEXT: Final = 20_000
_STARS: Final = re.compile(r"(?:\*\s?){3,7}")
#: What ends printed text when it stands alone at its end: headings of the next instruction.
_NEXT_HEADING: Final = re.compile(
    r"(?:PART|Part)\s\d{1,5}[a-z]?\s{0,2}(?:--|[—–\[])|(?:SUBCHAPTER|CHAPTER|TITLE|Subchapter)\s"
    r"|Subpart\s[A-Z]{1,3}\s{0,2}(?:--|[—–])|(?:Supplement|Appendix)\s[^.]{1,90}\[(?:A|R|C)"
    rf"|(?:§§?|Sec\.|Secs?\.)\s{{0,3}}[^\n]{{1,120}}\[(?:[A-Z][a-z]+)[^\]]{{0,60}}\]\s*$|0$|■$"
    rf"|{SECTION}\s{{1,3}}\[[A-Z][a-z]"
)
_CLOSE: Final = re.compile(
    r"^[ \t]{0,8}(?:\[FR Doc|BILLING CODE|Billing Code|Dated:|DATED:|Issued (?:in|on|at)\b"
    r"|Signed (?:in|on|at)\b|By the Commission\b|By order of\b|By Order of\b"
    r"|Approved (?:by|on):|Federal Communications Commission\.|(?:Dated|Issued) th(?:is|e)\b"
    r"|Note: The following appendi|Editorial Note)",
    re.MULTILINE,
)
_HEADING: Final = re.compile(
    rf"(?:(?:§§?|Secs?\.)\s{{0,4}})?(?P<section>{SECTION})(?=\s{{1,3}}[A-Z\[“]|\s*$|\s\[)"
    r"|(?P<supp>Supplement\s[Nn]o\.?\s\d{1,2}\sto\s[Pp]art\s\d{1,4})"
    r"|(?P<app>Appendix\s[A-Z]{1,3}\sto\s(?:Subpart\s[A-Z]{1,3}\s(?:of|to)\s)?[Pp]art\s\d{1,5})"
)
_LEADS_IN: Final = re.compile(
    r"(?:The|These) [a-z, ]{4,90} (?:reads?|(?:is|are) set forth) (?:as follows|below)[:.]"
)
_MARKS: Final = re.compile(
    r"(?:\(\s?[A-Za-z0-9]{1,5}\)\s?){1,6}|\d{1,3}\.\s|[a-zA-Z](?:\.\s|\s(?=\*))"
)
#: A paragraph whose first part runs in after its heading: "(b) Filing—(1) By hand."
_RUN_IN: Final = re.compile(r"\([A-Za-z0-9]{1,5}\).{1,140}?(?:—|--|\.)\s?(\((?:1|i|A)\))\s")
_MARK: Final = re.compile(r"\(\s?([A-Za-z0-9]{1,5})\)")
_ECCN: Final = re.compile(r"\d[A-E]\d{3}\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of printed text on one line, and the place it is marked as."""

    text: str
    section: str | None
    marks: tuple[str, ...]
    eccn: str | None = None
    heading: bool = False


def close(text: str, start: int, end: int) -> int:
    """Where printed text ends: before the document's signature and filing stamp."""
    m = _CLOSE.search(text, start, end)
    stop = m.start() if m else end
    return _unsigned(text, start, stop)


def _unsigned(text: str, start: int, stop: int) -> int:
    """Before a name and an office that stand alone above the stamp."""
    tail = text[max(start, stop - 600) : stop].rstrip()
    block = tail.rpartition("\n\n")[2]
    lines = [row.strip() for row in block.split("\n") if row.strip()]
    if lines and len(block) < 400 and re.fullmatch(r"[A-Z][^\d()]{3,60},", lines[0]):
        return max(start, stop - 600) + len(tail) - len(block)
    return stop


def paragraphs(text: str, start: int, end: int) -> list[str]:
    """The paragraphs of `text[start:end]`, each on one line, headings of what follows left out."""
    blocks = re.split(
        r"(?<!\]\])\n[ \t]*\n(?!\s{0,6}\[\[Page)|\n {4,}(?=\S)|\n(?=\* \* \*|"
        r"(?:Sec\. |§) ?\S{1,30} {2}[A-Z\[]|\d{1,5}\.\d\S{0,30}\s\s?\[[A-Z])",
        text[start:end],
    )
    found = []
    for block in blocks:
        block = re.sub(r"(?<=\w)-\n[ \t]*(?=[a-z])", "-", block)
        found.append(" ".join(flat(block).split()))
    found = [f for f in found if f and not re.fullmatch(r"[.;:,\s]+|0|■", f)]
    found = [f for f in found if not _LEADS_IN.fullmatch(f)]
    while found and _NEXT_HEADING.match(found[-1]):
        found.pop()
    return found


def lines(text: str, start: int, end: int, wanted: Sequence[Place]) -> list[Line]:
    """The paragraphs with the places that their headings and designators give them."""
    out: list[Line] = []
    section: str | None = None
    stack: tuple[str, ...] = ()
    eccn: str | None = None
    units = {p.unit for p in wanted}
    goals = {p.paragraphs for p in wanted if p.paragraphs}
    parts = paragraphs(text, start, end)
    ahead = [_first(row) for row in parts]
    for n, row in enumerate(parts):
        m = _HEADING.match(row)
        if m and (row[0] in "§S" or m["app"] or m["section"] in units):
            section = _unit(m)
            stack, eccn = (), None
            out.append(Line(row, section, (), None, heading=True))
            continue
        if m := _ECCN.match(row):
            eccn, stack = m[0], ()
        m = _MARKS.match(row)
        if m and m[0].lstrip().startswith("("):
            marks = tuple(f"({w})" for w in _MARK.findall(m[0]))
            for k, mark in enumerate(marks):
                after = marks[k + 1] if k + 1 < len(marks) else None
                after = after or next((a for a in ahead[n + 1 : n + 40] if a), None)
                stack = _deeper(stack, mark, goals, after)
            if inline := _RUN_IN.match(row):
                stack = (*stack, inline[1])
        elif m:
            bare = m[0].strip().rstrip(".")
            if (bare,) in goals or any(g[0] == bare for g in goals):
                stack = (bare,)
        out.append(Line(row, section, stack, eccn))
    return out


def _unit(m: re.Match[str]) -> str:
    if m["section"]:
        return m["section"].replace("–", "-").replace(" ", "").rstrip(".-")
    if m["supp"]:
        words = re.findall(r"\d+", m["supp"])
        return f"{words[1]} supp. {words[0]}"
    words = m["app"].split()
    return f"{words[-1]} appendix {words[1]}"


def _first(row: str) -> str | None:
    m = _MARK.match(row)
    return f"({m[1]})" if m else None


def _deeper(
    stack: tuple[str, ...], mark: str, goals: set[tuple[str, ...]], after: str | None
) -> tuple[str, ...]:
    """The chain of a paragraph from the chain before it, its own mark and the mark after it."""
    options: list[tuple[str, ...]] = []
    new = orders(mark)
    for level in range(len(stack) - 1, -1, -1):
        old = orders(stack[level])
        if any(k in old and new[k] == old[k] + 1 for k in new):
            options.append((*stack[:level], mark))
    if options and not ("roman" in new and "lower" in new):
        return options[0]
    if any(v == 1 for v in new.values()) and not (
        stack
        and set(orders(stack[-1])) & set(new) - {"lower", "upper"}
        and 1 in orders(stack[-1]).values()
        and stack[-1] == mark
    ):
        options.append((*stack, mark))
    for level in range(len(stack) - 1, -1, -1):
        old = orders(stack[level])
        if any(k in old and new[k] > old[k] for k in new):
            options.append((*stack[:level], mark))
    options += [(*stack, mark), (mark,)]
    if "roman" in new and "lower" in new:
        goes_on = orders(after) if after else {}
        letters = goes_on.get("lower") == new["lower"] + 1
        numerals = goes_on.get("roman") == new["roman"] + 1 or "upper" in goes_on
        if numerals != letters:
            options.sort(key=lambda o: (len(o) == 3) != numerals)
        elif exact := next((o for o in options if o in goals), None):
            return exact
    for option in options:
        if any(goal[: len(option)] == option or option[: len(goal)] == goal for goal in goals):
            return option
    return options[0]


def text_of(place: Place, rows: Sequence[Line], alone: bool) -> str | None:
    """The words printed for a place; None where the marks do not tell which they are.

    `alone` says that the instruction prints for no other place."""
    unit = place.unit if place.section else f"{place.part} {place.unit}" if place.unit else None
    sections = {r.section for r in rows if r.section}
    here = [r for r in rows if r.section == unit] if unit in sections else list(rows)
    if unit is not None and sections and unit not in sections and not (alone and not place.section):
        here = [r for r in rows if r.section is None]
    if not here:
        return None
    found = _inside(place, here)
    if found is None and alone:
        found = [r for r in here if not r.heading] or here
    return _joined(found) if found else None


def _inside(place: Place, rows: Sequence[Line]) -> Sequence[Line] | None:
    inner = place.inner[-1] if place.inner else ""
    if inner == "heading":
        if place.paragraphs:
            return None
        return [r for r in rows if r.heading][:1] or None
    if inner.startswith("ECCN "):
        code = inner[5:10]
        return [r for r in rows if r.eccn == code] or None
    if inner.startswith(("definition", "entry")):
        name = inner.partition('"')[2].rstrip('"').strip("“” ").casefold()
        if not name:
            return None
        return _named(name, [r for r in rows if not r.heading])
    if inner.endswith("sentence") or inner.startswith(("table", "note")):
        return None
    chain = place.paragraphs
    if chain:
        found = [r for r in rows if r.marks[: len(chain)] == chain]
        if inner == "introductory text":
            found = [r for r in found if r.marks == chain or _run(r, chain)]
        return found or None
    if inner == "introductory text":
        found = []
        for r in rows:
            if r.marks:
                break
            if not r.heading:
                found.append(r)
        return found or None
    if inner:
        return None
    return [r for r in rows if r.heading or r.text] or None


def _run(row: Line, chain: tuple[str, ...]) -> bool:
    return row.text.startswith(chain[-1]) and len(row.marks) == len(chain)


def _named(name: str, rows: Sequence[Line]) -> Sequence[Line] | None:
    """The paragraph that begins with a name, with what is marked below it."""
    for n, row in enumerate(rows):
        lead = row.text.lstrip('“"( ').casefold()
        if lead.startswith(name):
            found = [row]
            for after in rows[n + 1 :]:
                if not _MARKS.match(after.text) or _STARS.match(after.text):
                    break
                found.append(after)
            return found
    return None


def _joined(rows: Sequence[Line]) -> str | None:
    kept = [_STARS.sub("", r.text).strip() for r in rows]
    kept = [k for k in kept if k and not _MARKS.fullmatch(k + " ")]
    return "\n".join(kept)[:LONGEST_TEXT].strip() or None
