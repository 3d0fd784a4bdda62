"""The places that a run of an instruction's words names: lists, ranges, "the heading of" ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from nlp.amendments.parts import LOST, Parts
from nlp.amendments.places import LONGEST_RANGE, Place, designators, following, orders, within
from nlp.amendments.units import OF
from nlp.amendments.words import Word

#: One instruction names at most this many places; a longer list is cut.
MOST: Final = 600
_EMPTY: Final = frozenset({"section", "sections", "part", "table", "subpart", "supplement"})
#: Operations for which an object that is not understood is named in its own words.
_NAMED: Final = frozenset({"remove", "reserve", "redesignate", "revise", "suspend", "transfer"})


@dataclass(slots=True)
class Found:
    """Places named, and words quoted that are no name of a place."""

    places: list[Place] = field(default_factory=list)
    quotes: list[Word] = field(default_factory=list)
    quoted_only: bool = False


def objects(
    tokens: Sequence[Word],
    base: Sequence[Place],
    title: int | None,
    verb: str | None = None,
    bare: bool = False,
    narrow: bool = False,
) -> Found:
    """The places that the words name, each inside each of `base`.

    `bare` is for the goal of "redesignate ... as ...": designators are read as a list that goes
    on from the old ones; `narrow` for a context, where "In § 1.2, in paragraph (a)" is one
    place."""
    total = Found()
    for outer in base or (Place(title),):
        lister = _Lister(outer, title, verb, bare)
        found = lister.run(tokens)
        places = _narrowed(found.places) if narrow else found.places
        total.places = list(dict.fromkeys([*total.places, *places]))[:MOST]
        total.quotes = found.quotes
        total.quoted_only = found.quoted_only
    return total


def _narrowed(places: Sequence[Place]) -> list[Place]:
    """The places without those that a later one is inside of."""
    if len(places) > LONGEST_RANGE:
        return list(places)
    return [p for n, p in enumerate(places) if not any(_holds(p, q) for q in places[n + 1 :])]


def _holds(outer: Place, inner: Place) -> bool:
    """Whether the second place is part of the first."""
    if outer == inner or (outer.inner and outer.inner != inner.inner[: len(outer.inner)]):
        return False
    if outer.unit is None:
        return outer.part == inner.part
    marks = outer.paragraphs
    return (outer.part, outer.unit) == (inner.part, inner.unit) and inner.paragraphs[
        : len(marks)
    ] == marks


class _Lister(Parts):
    def run(self, tokens: Sequence[Word]) -> Found:
        n = 0
        while n < len(tokens):
            n = self._step(tokens, n)
        self._unclaimed()
        places = self.places
        moved = self.here != self.base
        if not places and moved:
            places = [self.here]
        if not places and not self.quotes and self._nameable(tokens):
            name = self._name(tokens)
            places = [replace(self.base, inner=(*self.base.inner, f'"{name}"'))] if name else []
        return Found(places, self.quotes, bool(self.quotes) and not self.places)

    def _step(self, tokens: Sequence[Word], n: int) -> int:
        word = tokens[n]
        kind = word.kind
        step = getattr(self, f"_{kind}", None)
        if kind in ("read", "following"):
            return len(tokens) if kind == "read" else n + 1
        if kind == "consisting":
            return len(tokens)
        if kind == "through":
            self.through = True
            return n + 1
        if step is not None:
            after: int = step(tokens, n)
            return after
        if kind == "word":
            self.lost.append(word)
        return n + 1

    def _para(self, tokens: Sequence[Word], n: int) -> int:
        self.kind = "para"
        if n + 1 < len(tokens) and tokens[n + 1].kind == "word":
            mark = tokens[n + 1].text.rstrip(".")
            if re.fullmatch(r"[A-Z]?\d{0,3}(?:\.\w{1,4}){0,4}(?:\(\w{1,5}\)){0,5}", mark) and mark:
                after = tokens[n + 2] if n + 2 < len(tokens) else None
                if after and after.kind == "chain" and after.start == tokens[n + 1].end:
                    self._designator(designators(mark) + designators(after.text), tokens, n)
                    return n + 3
                self._designator(designators(mark) or (mark,), tokens, n)
                return n + 2
        return n + 1

    def _chain(self, tokens: Sequence[Word], n: int) -> int:
        before = tokens[n - 1] if n else None
        marks = designators(tokens[n].text)
        if before and before.kind == "word" and before.end == tokens[n].start:
            lead = before.text
            if self.lost and self.lost[-1] is before:
                self.lost.pop()
            if re.fullmatch(r"[A-Z]|\d{1,3}", lead):
                marks = (lead, *marks)
        elif len(tokens[n].text) > 5 and marks and len(marks[0]) > 5:
            return n + 1
        self._designator(marks, tokens, n)
        return n + 1

    def _designator(self, marks: tuple[str, ...], tokens: Sequence[Word], n: int) -> None:
        listed = bool(self.chain) and (self.bare or self.kind == "listed")
        chain = following(self.chain, marks) if listed else within(self.here.paragraphs, marks)
        if self.bare and not self.places and len(marks) == 1 and self.chain:
            chain = following(self.chain, marks)
            if chain == marks and len(self.chain) > 1:
                chain = _same_level(self.chain, marks)
        if marks and marks[0].startswith(".") and self.here.inner[:1] != ():
            name = self.here.inner[0] + "".join(marks)
            self._put(replace(self.here, inner=(name, *self.here.inner[1:])))
            return
        before = next((t for t in reversed(tokens[:n]) if t.kind not in ("para", "newly")), None)
        place = replace(self.here, paragraphs=chain, inner=())
        if self.waiting:
            for inner in self.waiting:
                self._put(replace(place, inner=(inner,)))
            self.waiting = []
        elif before and before.kind == "prep" and before.text.lower() in OF and self.places:
            if _holds(self.places[-1], place) and not self.places[-1].inner:
                self.places.pop()
            self._inside(place)
        elif self.quotes and before and before.kind == "prep" and not self.places:
            self._put(place)
        else:
            self._put(place)
        self.chain, self.kind = chain, "listed"

    def _inside(self, place: Place) -> None:
        """An entry or note named before "in paragraph (b)" stands in it."""
        held = [p for p in self.places if p.inner and p.paragraphs != place.paragraphs]
        if held and held[-1].paragraphs == self.base.paragraphs:
            self.places = [
                replace(p, paragraphs=place.paragraphs) if p in held else p for p in self.places
            ]
        else:
            self._put(place)

    def _eccn(self, tokens: Sequence[Word], n: int) -> int:
        if not tokens[n].text[0].isdigit():
            self.aside = self._beside(tokens, n)
            return n + 1
        on = n and tokens[n - 1].kind in ("and", "comma", "eccn")
        self.aside = self._beside(tokens, n) or (self.aside and bool(on))
        if on and tokens[n - 1].kind == "comma" and not tokens[n - 1].text.startswith("E"):
            self.aside = False
        if not self.aside:
            code, dot, rest = tokens[n].text.partition(".")
            name = f"ECCN {code}{dot}{rest}"
            self.here = replace(self.here, inner=())
            if self.waiting:
                self.places += [replace(self.here, inner=(name, w)) for w in self.waiting]
                self.waiting = []
            elif self.places and self._locates_list(tokens, n) and self.places[-1].inner:
                self.places = [replace(p, inner=(name, *p.inner)) for p in self.places]
            else:
                outer = self.places[-1] if self.places else None
                if outer and outer.unit and outer.unit.startswith("supp") and not outer.inner:
                    self.places.pop()
                    self.here = outer
                self._put(replace(self.here, inner=(name,)))
        return n + 1

    def _locates_list(self, tokens: Sequence[Word], n: int) -> bool:
        return any(
            t.kind == "prep" for t in tokens[max(0, n - 2) : n] if t.kind in ("prep", "eccn")
        )

    def _group(self, tokens: Sequence[Word], n: int) -> int:
        name = f"country group {tokens[n].name}"
        if self.places and self._locates_list(tokens, n):
            held = [p for p in self.places if p.inner and p.inner[0].startswith("entry")]
            narrower = [p for p in self.places if p.inner and p.inner[0].startswith(name)]
            if held:
                self.places = [
                    replace(p, inner=(name, *p.inner)) if p in held else p for p in self.places
                ]
                return n + 1
            if narrower:
                return n + 1
        elif (
            self.places
            and self.places[-1].inner[:1]
            and "country group" in str(self.places[-1].inner[0])
        ):
            self._put(replace(self.here, inner=(name,)))
            return n + 1
        self._put(replace(self.here, inner=(name,)))
        return n + 1

    def _quote(self, tokens: Sequence[Word], n: int) -> int:
        on = n > 1 and tokens[n - 1].kind == "and" and tokens[n - 2].kind == "quote"
        self.aside = self._beside(tokens, n) or (on and self.aside)
        if not self.aside:
            self.quotes.append(tokens[n])
        return n + 1

    def _nameable(self, tokens: Sequence[Word]) -> bool:
        """An object in its own words: always where a whole unit must not be meant, and for what is
        added where it has a proper name."""
        if self.verb in _NAMED:
            return True
        proper = bool(self.lost) and self.lost[0].text[0].isupper()
        return self.verb == "add" and proper and all(t.kind != "following" for t in tokens)

    def _name(self, tokens: Sequence[Word]) -> str:
        """An object that is no place, in its own words."""
        if not self.lost:
            return ""
        said = [w.text for w in tokens if w.kind not in ("read", "following", "comma", "stop")]
        said = [w for w in said if w.lower() not in LOST and w.lower() not in _EMPTY]
        return " ".join(said)[:120].rstrip(".")


def _same_level(old: tuple[str, ...], marks: tuple[str, ...]) -> tuple[str, ...]:
    """The new designator beside the old one, where neither is written out."""
    for level in range(len(old) - 1, -1, -1):
        if set(orders(old[level])) & set(orders(marks[0])):
            return (*old[:level], *marks)
    return marks
