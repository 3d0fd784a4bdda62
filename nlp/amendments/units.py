"""Whole units that an instruction names: sections, parts, subparts, appendices, supplements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nlp.amendments.places import Place, section, spread
from nlp.amendments.words import Word

#: Prepositions that lead from a part to the place that it is in.
OF: Final = frozenset({"of", "to", "in", "for", "under", "from", "at"})
_LISTS: Final = frozenset({"comma", "and", "through", "stop"})


class Units:
    """Reads the units of a run of words; what is inside them is read by the class built on it."""

    def __init__(self, base: Place, title: int | None, verb: str | None, bare: bool) -> None:
        self.base, self.title, self.verb, self.bare = base, title, verb, bare
        self.here = base
        self.places: list[Place] = []
        self.quotes: list[Word] = []
        self.waiting: list[str] = []
        self.chain: tuple[str, ...] = base.paragraphs if bare else ()
        self.kind = ""
        self.through = False
        self.lost: list[Word] = []
        self.aside = False

    def _unit(self, place: Place) -> None:
        if self.waiting:
            for inner in self.waiting:
                self._put(replace(place, inner=(inner,)))
            self.waiting = []
        elif self.places and self.places[-1].inner and self._joins():
            last = self.places.pop()
            self._put(replace(place, inner=last.inner))
        else:
            self._put(place)
        self.here, self.chain, self.kind = place, place.paragraphs, "unit"

    def _joins(self) -> bool:
        return False

    def _put(self, place: Place) -> None:
        if self.through and self.places:
            first = self.places.pop()
            self.places += list(spread(first, place))
        else:
            self.places.append(place)
        self.through = False

    def _section(self, tokens: Sequence[Word], n: int) -> int:
        text = re.sub(r"(?i)^(?:sections?|§§?|secs?\.)\s*(?:secs?\.\s*)?", "", tokens[n].text)
        title = self.title
        if cited := re.match(r"(\d{1,2})\s?CFR\s", text):
            title, text = int(cited[1]), text[cited.end() :]
        if text == tokens[n].text:
            if n >= 2 and tokens[n - 1].text.upper() == "CFR" and tokens[n - 2].text.isdigit():
                title = int(tokens[n - 2].text)
            elif n == 1 and tokens[0].text == "In":
                pass
            elif not any(p.section for p in self.places) or tokens[n - 1].kind not in _LISTS:
                self.lost.append(tokens[n])
                return n + 1
        place = section(text, title)
        outer = self.base
        if outer.unit == "authority":
            self.lost.append(tokens[n])
            return n + 1
        if outer.unit and outer.unit.startswith(("supp", "appendix")):
            # a heading inside it, as in official interpretations: "Under Section 1.2, revise 2(a)"
            if outer.part != place.part:
                self.lost.append(tokens[n])
            elif not (n and tokens[n - 1].kind == "prep"):
                self._put(replace(outer, inner=(f"section {place.unit}",)))
            return n + 1
        if self._locates(tokens, n) and self.places and not self.waiting:
            self._move(place)
            return n + 1
        self._unit(place)
        return n + 1

    def _locates(self, tokens: Sequence[Word], n: int) -> bool:
        return n > 0 and tokens[n - 1].kind == "prep" and tokens[n - 1].text.lower() in OF

    def _move(self, place: Place) -> None:
        """Places named before "of § 1.2" are inside it."""
        for at, old in enumerate(self.places):
            if old.unit in (None, self.base.unit) or not old.part:
                chain = old.paragraphs or place.paragraphs
                self.places[at] = replace(place, paragraphs=chain, inner=old.inner)
        self.here, self.chain = place, place.paragraphs

    def _partlist(self, tokens: Sequence[Word], n: int) -> int:
        title, first = self.title, n
        if n >= 2 and tokens[n - 1].text.upper() == "CFR" and tokens[n - 2].text.isdigit():
            title, first = int(tokens[n - 2].text), n - 2
            self.lost = [w for w in self.lost if w not in tokens[first:n]]
        numbers, after = _part_numbers(tokens, n)
        place = Place(title, numbers[0])
        named = [p for p in self.places if p.unit and not p.section]
        if self._locates(tokens, first) and named:
            self.places = [replace(p, title=title, part=k) for k in numbers for p in self.places]
            self.here = self.places[-1]
        elif self.places and not self.waiting and self._locates(tokens, first):
            self.here = replace(self.here, part=numbers[0], title=title)
        else:
            self._unit(place)
            self.places += [Place(title, k) for k in numbers[1:]]
        return after

    def _named(self, name: str, tokens: Sequence[Word], n: int) -> int:
        self._unit(Place(self.base.title or self.title, self.base.part, name))
        return n + 1

    def _supplement(self, tokens: Sequence[Word], n: int) -> int:
        return self._named(f"supp. {tokens[n].name}", tokens, n)

    def _appendix(self, tokens: Sequence[Word], n: int) -> int:
        return self._named(f"appendix {tokens[n].name}".strip(), tokens, n)

    def _subpart(self, tokens: Sequence[Word], n: int) -> int:
        named = [p for p in self.places if p.unit and not p.section]
        if self._locates(tokens, n) and self.places and not self.waiting:
            if named:
                self.places = [
                    replace(p, unit=f"{p.unit}, subpart {tokens[n].name}") for p in named
                ]
            return n + 1
        return self._named(f"subpart {tokens[n].name}", tokens, n)

    def _authority(self, tokens: Sequence[Word], n: int) -> int:
        self._put(Place(self.base.title or self.title, self.base.part, "authority"))
        return n + 1


def _part_numbers(tokens: Sequence[Word], n: int) -> tuple[list[str], int]:
    """The numbers of "parts 2, 7, and 11", and where the list ends."""
    numbers = [re.sub(r"\D*", "", tokens[n].text, count=1)]
    after = n + 1
    while after < len(tokens) and tokens[after].kind in ("comma", "and", "word"):
        text = tokens[after].text.rstrip(".")
        if tokens[after].kind == "word":
            if not re.fullmatch(r"\d{1,5}[a-z]?", text):
                break
            numbers.append(text)
        after += 1
    while after > n + 1 and tokens[after - 1].kind != "word":
        after -= 1
    return numbers, after
