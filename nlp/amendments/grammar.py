"""What one amendatory instruction does: its words to operations on places of the Code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Final

from nlp.amendments.clauses import Clause, clauses, joined, operation_of, swaps
from nlp.amendments.places import Place
from nlp.amendments.targets import objects
from nlp.amendments.words import Word, flat, words

#: An instruction of more characters than this is read up to here.
LONGEST: Final = 6_000
_SIGNS: Final = {"period": ".", "comma": ",", "semicolon": ";", "colon": ":"}
#: Operations whose text is printed where the instruction says "to read as follows".
_PRINTS: Final = frozenset({"add", "revise", "replace", "republish", "correct"})
_HOW: Final = frozenset({"order", "each", "effective"})


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on one place; `follows` says that its text is printed after the instruction.

    `bare` is an amendment of which only a list or the printed text can say what it does."""

    verb: str
    place: Place
    start: int
    end: int
    old: str | None = None
    new: str | None = None
    to: Place | None = None
    follows: bool = False
    bare: bool = False


@dataclass(slots=True)
class Parsed:
    """The operations of an instruction and the places that its list goes on from."""

    operations: list[Operation] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    verbs: int = 0


def parse(text: str, at: int, base: Sequence[Place], title: int | None) -> Parsed:
    """The operations of an instruction that stands at `at`, read inside the places `base`."""
    line = flat(text[:LONGEST])
    tokens = [w for w in words(line, at) if w.kind not in _HOW]
    reader = _Reader(text, at, list(base) or [Place(title)], title)
    return reader.read(tokens)


class _Reader:
    def __init__(self, text: str, at: int, places: list[Place], title: int | None) -> None:
        self.text, self.at, self.title = text, at, title
        self.places = places
        self.local: list[Place] | None = None
        self.out = Parsed(places=places)

    def read(self, tokens: list[Word]) -> Parsed:
        found = list(clauses(tokens))
        if not found:
            named = objects(tokens, self.places, self.title)
            if named.places:
                self.out.places = named.places
            return self.out
        merged: Clause | None = None
        for n, clause in enumerate(found):
            self.out.verbs += 1
            if merged is not None:
                clause = joined(merged, clause)
                merged = None
            elif swaps(clause, found[n + 1 : n + 2]):
                merged = clause
                continue
            self._clause(clause, last=n + 1 == len(found))
        if any(o.follows for o in self.out.operations):
            self.out.operations = [
                replace(o, follows=o.verb in _PRINTS and o.new is None) for o in self.out.operations
            ]
        return self.out

    def _clause(self, clause: Clause, last: bool) -> None:
        if clause.before and not clause.passive:
            locative = objects(clause.before, self.places, self.title, narrow=True)
            if locative.places:
                self.local = locative.places
                if not any(w.kind == "verb" for w in clause.before) and not self.out.operations:
                    self.out.places = locative.places
        base = self.local or self.places
        subject = clause.before if clause.passive else clause.after
        if "amend" in clause.verbs:
            found = objects(subject, base, self.title, narrow=True)
            reads = any(w.kind == "read" for w in clause.after)
            inside = objects(clause.after, found.places, self.title, narrow=True)
            here = inside.places if clause.passive and inside.places else found.places
            self.places = self.out.places = here or base
            self.local = None
            if last and (reads or not clause.passive):
                self._bare(clause, reads)
            return
        self._operate(clause, base, subject)

    def _bare(self, clause: Clause, reads: bool) -> None:
        for place in self.places:
            self.out.operations.append(
                Operation("revise", place, clause.start, clause.end, follows=reads, bare=True)
            )

    def _operate(self, clause: Clause, base: list[Place], subject: Sequence[Word]) -> None:
        follows = any(w.kind in ("read", "following") for w in clause.after)
        verb, verbs = clause.verbs[0], clause.verbs
        if verb in ("replace", "swap"):
            self._replace(clause, base, follows)
            return
        if verb == "redesignate":
            moved = self._redesignate(clause, base)
            if clause.passive:
                self._goes_on(moved)
            verbs = clause.verbs[1:]
            if not verbs:
                return
        extra = () if not clause.passive else clause.after
        inside = clause.passive and bool(subject) and subject[0].kind == "prep"
        found = objects(subject, base, self.title, verb=verb, narrow=inside)
        places = found.places or base
        if clause.passive and extra:
            where = [w for w in extra if w.kind not in ("read", "following")]
            at = objects(where, places, self.title)
            if at.places and verb == "add" and found.quoted_only:
                places = at.places
        quotes = found.quotes
        for verb in verbs:
            for place in places:
                if not quotes:
                    self._add(verb, place, clause, follows=follows)
                for quote in quotes:
                    words = self._said(quote)
                    old = words if verb == "remove" else None
                    new = words if verb in ("add", "correct") else None
                    self._add(verb, place, clause, old=old, new=new, follows=False)
        if clause.passive:
            self._goes_on(places)
        if clause.leads and found.places:
            self.local = places

    def _goes_on(self, places: list[Place]) -> None:
        """What a passive clause is about, the next one is about too: "and paragraph (b) is ..."."""
        if not self.out.places[0].known:
            self.out.places = places
        units = {(p.part, p.unit): p for p in places if p.section}
        if len(units) == 1:
            only = next(iter(units.values()))
            self.places = [Place(only.title, only.part, only.unit)]

    def _redesignate(self, clause: Clause, base: list[Place]) -> list[Place]:
        whole = (*clause.before, *clause.after) if clause.passive else clause.after
        goals = [n for n, w in enumerate(whole) if w.kind == "as"]
        goals = goals or [n for n, w in enumerate(whole) if w.text.lower() == "to"][:1]
        cuts = [*goals, len(whole)]
        old = objects(whole[: cuts[0]], base, self.title, verb="redesignate").places or base
        moved = list(old)
        for begin, end in pairwise(cuts):
            # between two "as" stand the new places of the first and the old ones of the second
            named = objects(whole[begin + 1 : end], old[-1:], self.title, bare=True).places
            new, rest = named[: len(old)], named[len(old) :]
            paired = len(new) == len(old) and (end < len(whole) or not rest)
            for n, place in enumerate(old):
                self._add("redesignate", place, clause, to=new[n] if paired else None)
            old = rest
            moved += old
        if len(cuts) == 1:
            for place in old:
                self._add("redesignate", place, clause)
        return moved

    def _replace(self, clause: Clause, base: list[Place], follows: bool) -> None:
        cut = next(
            (
                n
                for n, w in enumerate(clause.after)
                if w.kind in ("verb", "with") and operation_of(w) in ("add", "swap", "with")
            ),
            len(clause.after),
        )
        gone, come = clause.after[:cut], clause.after[cut + 1 :]
        if clause.passive:
            gone = (*clause.before, *gone)
        left = objects(gone, base, self.title, verb=None if _sign(gone) else "remove")
        right = objects(come, base, self.title, verb="add")
        places = left.places or (right.places if right.quotes else []) or base
        olds: list[str | None] = [self._said(q) for q in left.quotes]
        news: list[str | None] = [self._said(q) for q in right.quotes]
        if not olds and (sign := _sign(gone)):
            olds = [sign]
        if not news and (sign := _sign(come)):
            news = [sign]
        if len(news) == 1:
            news *= max(1, len(olds))
        if olds and len(news) not in (0, len(olds)):
            news = [None] * len(olds)
        one = len(places) > 1 and len(places) == len(olds) == len(news)
        for n, place in enumerate(places):
            for k, (old, new) in enumerate(zip_longest(olds or [None], news or [None])):
                if one and len(set(olds)) > 1 and k != n:
                    continue
                self._add("replace", place, clause, old=old, new=new, follows=follows and not new)

    def _add(
        self,
        verb: str,
        place: Place,
        clause: Clause,
        *,
        old: str | None = None,
        new: str | None = None,
        to: Place | None = None,
        follows: bool = False,
    ) -> None:
        self.out.operations.append(
            Operation(verb, place, clause.start, clause.end, old, new, to, follows)
        )

    def _said(self, quote: Word) -> str:
        raw = self.text[quote.start - self.at : quote.end - self.at]
        raw = re.sub(r"(?<=\w)-\n\s*", "-", raw)
        words = " ".join(flat(raw).split())
        return words.strip('“”" ').removesuffix(",").strip()


def _sign(tokens: Sequence[Word]) -> str | None:
    for w in tokens:
        if w.kind == "term" and w.text.casefold() in _SIGNS:
            return _SIGNS[w.text.casefold()]
    return None


def whole(operations: Sequence[Operation], start: int, end: int) -> list[Operation]:
    """The same operations; those of one clause have all the instruction's words."""
    if len({(o.start, o.end) for o in operations}) == 1:
        return [replace(o, start=start, end=end) for o in operations]
    return list(operations)
