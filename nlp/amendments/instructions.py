"""Where the amendatory instructions of a document stand, and the printed text after each.

The instructions are in the words of the Register: numbered ("2."; in tax rules "Par. 2."), with
lists below them (a., i., A., 1.). What makes a numbered paragraph an instruction is its grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.amendments.grammar import LONGEST, Operation, parse, whole
from nlp.amendments.places import Place, orders
from nlp.amendments.starts import (
    CUE,
    EMBEDDED,
    FOLLOWS,
    INLINE,
    NAMES_PART,
    NUMBERED,
    PARAGRAPH_END,
    STRONG,
    TRAILER,
    UNNUMBERED,
)
from nlp.amendments.titles import Headings

#: A first item that was not read is looked for in this many characters.
_LONGEST_ITEM: Final = 800
#: What may stand between an instruction and the first or next item of its list.
_BETWEEN: Final = re.compile(
    r"(?:\s|[■;,.]|and\b|by\b|--|—|\[\[Page [A-Z]?\d{1,6}\]\]|0\s"
    r"|\(?(?:Par\.\s)?[A-Za-z0-9]{1,4}[.)])*+\Z"
)
_FIRST_ITEM: Final = re.compile(r"[\s■0]{0,12}a\.\s")


@dataclass(slots=True)
class Instruction:
    """One instruction: `text[start:end]`, its number ("2.b.i"), what it does, and where the text
    that it prints begins and ends."""

    number: str | None
    start: int
    end: int
    level: int
    operations: list[Operation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    printed: tuple[int, int] = (0, 0)
    #: An instruction of the list above it whose text is printed at its end.
    shared: bool = False
    #: Where its number, or the mark before it, stands.
    opens: int = 0


@dataclass(slots=True)
class _Open:
    """An enumeration that goes on: the last mark and the places of its item."""

    mark: str
    form: str
    places: list[Place]


@dataclass(slots=True)
class Region:
    """The part of a text that amends: its instructions in order, and those not read."""

    start: int
    end: int
    instructions: list[Instruction] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)


def read_region(text: str, start: int, end: int, headings: Headings) -> Region:
    """The instructions of `text[start:end]`."""
    return _Scanner(text, start, end, headings).run()


class _Scanner:
    def __init__(self, text: str, start: int, end: int, headings: Headings) -> None:
        self.text, self.headings = text, headings
        self.region = Region(start, end)
        self.stack: list[_Open] = []
        self.main: Instruction | None = None

    def run(self) -> Region:
        region = self.region
        at = region.start
        for start, mark, begin in self._candidates():
            if start < at:
                continue
            known = len(region.instructions)
            if done := self._take(mark, begin):
                at = done
                for one in region.instructions[known:]:
                    one.opens = max(one.opens, start) if one.start == begin else one.start
        found = region.instructions
        for n, one in enumerate(found):
            one.printed = (one.end, found[n + 1].opens if n + 1 < len(found) else region.end)
        return region

    def _candidates(self) -> Iterator[tuple[int, str | None, int]]:
        """Places where an instruction may begin, in order: start of line, number, first word."""
        span = (self.region.start, self.region.end)
        numbered = [(m.start(), m["n"], m.end()) for m in NUMBERED.finditer(self.text, *span)]
        numbered += [(m.start(), m["n"], m.end()) for m in EMBEDDED.finditer(self.text, *span)]
        starts = {begin for _, _, begin in numbered}
        plain = [
            (m.start(), None, m.end())
            for m in UNNUMBERED.finditer(self.text, *span)
            if m.end() not in starts
        ]
        return iter(sorted([*numbered, *plain], key=lambda c: c[2]))

    def _take(self, mark: str | None, begin: int) -> int | None:
        """Reads what begins here; where it ends, or None where it is no instruction."""
        end = self._end(begin)
        if not CUE.search(self.text, begin, end) and not self._only_leads(begin, end):
            return None
        word, form = _form(mark)
        if form == "number" or mark is None:
            if self._continues(word, form):
                done = self._item(word, form, begin, end)
                if done:
                    return done
            return self._main(word if mark else None, begin, end)
        return self._item(word, form, begin, end)

    def _only_leads(self, begin: int, end: int) -> bool:
        return self.text[begin:end].rstrip()[-1:] in (":", "—", "-") and end - begin < 200

    def _end(self, begin: int) -> int:
        limit = min(begin + LONGEST, self.region.end)
        m = PARAGRAPH_END.search(self.text, begin, limit)
        end = m.start() if m else limit
        for pattern in (NUMBERED, EMBEDDED):
            if (after := pattern.search(self.text, begin, end)) and after.start() > begin:
                end = after.start()
        for m in FOLLOWS.finditer(self.text, begin, end):
            tail = self.text[m.end() : end]
            inline = INLINE.match(self.text, m.end(), end)
            if tail.strip() and not inline:
                return m.end()
        return len(self.text[:end].rstrip()) if end - begin < 1 else _trimmed(self.text, begin, end)

    def _main(self, number: str | None, begin: int, end: int) -> int | None:
        base = [self.headings.place(begin)]
        parts = _split(self.text, begin, end)
        head = parse(self.text[begin : parts[0][2]], begin, base, base[0].title)
        known = [p for p in (*(o.place for o in head.operations), *head.places) if p.known]
        named = any(p.unit or p.inner or p.paragraphs for p in known) or len(parts) > 1
        strong = STRONG.match(self.text, begin) is not None
        units = any(p.unit for p in known) or (
            bool(known) and NAMES_PART.search(self.text, begin, end)
        )
        acts = head.verbs or self._only_leads(begin, end)
        if not units or not acts or not (strong or self._in_order(number)):
            if strong and head.verbs:
                self.region.unread.append((begin, end))
            return None
        if not named and head.operations and all(o.bare for o in head.operations):
            head.operations = []
        one = Instruction(number, begin, parts[0][2], 0, head.operations, head.places)
        self._keep(one)
        self.main = one
        self.stack = [_Open(number or "", "number", head.places)]
        return self._inline_items(parts[1:], end)

    def _in_order(self, number: str | None) -> bool:
        """Whether a number may go on from the last instruction's: rules number their text too."""
        if self.main is None or self.main.number is None or not number:
            return True
        last = int(self.main.number)
        return int(number) == 1 or last < int(number) <= last + 3

    def _inline_items(self, parts: Sequence[tuple[str, int, int]], end: int) -> int:
        for mark, a, z in parts:
            word, form = _form(mark)
            self._item(word, form, a, z, strict=False)
        return self._trailer(end)

    def _trailer(self, end: int) -> int:
        m = TRAILER.match(self.text, end, self.region.end)
        if m and self.region.instructions:
            last = self.region.instructions[-1]
            for one in reversed(self.region.instructions):
                done = one.shared or one.level == 0
                one.shared = True
                if done:
                    break
            last.end = max(last.end, end)
            return m.end()
        return end

    def _continues(self, word: str, form: str) -> bool:
        """Whether a number goes on a list below the instruction, not the instructions."""
        return any(o.form == form and _next(o.mark, word) for o in self.stack[1:])

    def _item(
        self, word: str, form: str, begin: int, end: int, *, strict: bool = True
    ) -> int | None:
        if self.main is None:
            return None
        level = self._level(word, form)
        if level is None:
            return None
        last = self.region.instructions[-1]
        gap = self.text[last.end : min(begin, last.end + _LONGEST_ITEM)]
        apart = _BETWEEN.match(gap) is None
        prints = any(o.follows and not o.bare for o in last.operations)
        if level == len(self.stack) and prints and form.startswith("("):
            return None  # what stands after "to read as follows:" is printed text
        marks = [*(o.mark for o in self.stack), word]
        parts = _split(self.text, begin, end, marks)
        places = self.stack[level - 1].places if level else [self.headings.place(begin)]
        head = parse(self.text[begin : parts[0][2]], begin, places, places[0].title)
        if not head.verbs and not self._only_leads(begin, parts[0][2]):
            return None
        # the list's first item was not read: the second shows that there is a list
        skipped = word in ("b", "c") and level == len(self.stack) and _FIRST_ITEM.match(gap)
        if skipped and len(gap) < _LONGEST_ITEM:
            apart = False
            lost = gap.rstrip().removesuffix(f"{word}.").rstrip("\n 0■")
            self.region.unread.append((last.end + gap.index("a."), last.end + len(lost)))
        if apart and strict and (form.startswith("(") or level == len(self.stack)):
            return None
        if (
            apart
            and strict
            and not (head.operations and _imperative(self.text[begin : begin + 60]))
        ):
            return None
        if not any(p.known for p in (*head.places, *(o.place for o in head.operations))):
            return None
        number = ".".join([*(o.mark for o in self.stack[:level] if o.mark), word])
        one = Instruction(number, begin, parts[0][2], level, head.operations, head.places)
        del self.stack[level:]
        self.stack.append(_Open(word, form, head.places))
        self._keep(one)
        return self._inline_items(parts[1:], end) if strict else end

    def _level(self, word: str, form: str) -> int | None:
        """The depth at which an item stands: the next of an open list, or the first of a new."""
        for level in range(len(self.stack) - 1, 0, -1):
            if self.stack[level].form == form and _next(self.stack[level].mark, word):
                return level
        if word in ("a", "i", "1", "A") and all(o.form != form for o in self.stack[1:]):
            return len(self.stack)
        if word == "i":
            return len(self.stack)
        for level in range(len(self.stack) - 1, 0, -1):
            if self.stack[level].form == form and _next(self.stack[level].mark, word, 3):
                return level
        return 1 if form == "lower" and word in ("b", "c") and len(self.stack) == 1 else None

    def _keep(self, one: Instruction) -> None:
        found = self.region.instructions
        if found and one.level > found[-1].level:
            # what an item spells out, the instruction above it only announced
            found[-1].operations = [o for o in found[-1].operations if not o.bare]
        one.operations = whole(one.operations, one.start, one.end)
        found.append(one)


def _form(mark: str | None) -> tuple[str, str]:
    """A number or letter as printed, bare, and how it was printed."""
    if mark is None:
        return "", "none"
    word = re.sub(r"^Par(?:agraph|\.)?\s", "", mark)
    bare = word.strip("().")
    kind = "digit" if bare.isdigit() else "lower" if bare.islower() else "upper"
    if word.startswith("("):
        return bare, f"({kind})"
    return bare, "number" if kind == "digit" else kind


def _next(before: str, after: str, most: int = 1) -> bool:
    old, new = orders(f"({before})"), orders(f"({after})")
    return any(kind in new and 0 < new[kind] - old[kind] <= most for kind in old)


def _trimmed(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip())


def _split(
    text: str, begin: int, end: int, marks: Sequence[str] = ()
) -> list[tuple[str, int, int]]:
    """An instruction and the items of its list that stand on the same lines: mark, start, end.

    `marks` are the last marks of the lists that are open there."""
    cuts: list[tuple[str, int, int]] = []
    wanted = list(marks)
    for m in INLINE.finditer(text, begin, end):
        word, _ = _form(m["n"])
        first = word in ("a", "i", "1", "A")
        if not first and not any(_next(w, word) for w in wanted[-6:]):
            continue
        if not CUE.search(text, m.end(), min(end, m.end() + 400)):
            continue
        wanted.append(word)
        cuts.append((m["n"], m.start(), m.end()))
    spans = [("", begin, _trimmed(text, begin, cuts[0][1] if cuts else end))]
    for n, (mark, _, after) in enumerate(cuts):
        stop = cuts[n + 1][1] if n + 1 < len(cuts) else end
        spans.append((mark, after, _trimmed(text, after, stop)))
    return spans


_IMPERATIVE: Final = re.compile(
    r"(?:(?:In|Under|By|From)\s[^.]{1,60}|(?i:add|insert|revis|remov|delet|redesignat|designat"
    r"|reserv|amend|republish|replac|transfer))"
)


def _imperative(words: str) -> bool:
    return _IMPERATIVE.match(words.lstrip()) is not None
