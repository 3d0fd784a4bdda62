"""One sentence of an abstract, read word by word: verb, number, list, destinations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.listings.counted import (
    ACTED_ON,
    ACTIONS,
    BARE_GAP,
    GAP,
    IS_PART,
    MAKES,
    MENDED,
    MOVES,
    PASSIVE,
    THEM,
    TOKEN,
    value,
)
from nlp.listings.destinations import Destination, read_destinations
from nlp.listings.lists import NAMES, named
from nlp.listings.told import Clause, Told, Verb


class Sentence:
    """One sentence, read token by token: verb, number, list, destinations."""

    def __init__(self, told: Told, text: str, start: int, end: int) -> None:
        self.told, self.text, self.start, self.end = told, text, start, end
        self.clause: Clause | None = None
        self.verb: Verb | None = None
        self.refers: str | None = None  # the action that "these entities" went through
        self.reference = False
        self.waiting: list[str] = []  # lists named before what is counted
        self.part: int | None = None
        self.each = False
        self.subject: re.Match[str] | None = None

    def read(self) -> None:
        """Puts what the sentence states into what has been told so far."""
        self._moved()
        at = self.start
        for kind, m in self._tokens():
            if m.start() < at:
                continue
            if kind == "list":
                self._list(named(m))
            elif kind == "count":
                self._count(m)
            elif kind == "part":
                self.part, self.each = value(m["pn"]), m["each"] is not None
            elif kind in ("verb", "noun_of"):
                self._verb(m)
            elif kind == "bare":
                self._bare(m)
            else:
                at = self._under(m)
        if self.clause and self.clause.list is None:
            self.clause.list = self.told.list_before()

    def _tokens(self) -> Iterator[tuple[str, re.Match[str]]]:
        found = [("list", m) for m in NAMES.finditer(self.text, self.start, self.end)]
        for m in TOKEN.finditer(self.text, self.start, self.end):
            kind = next(
                k for k in ("count", "part", "verb", "noun_of", "bare", "under") if m[k] is not None
            )
            found.append((kind, m))
        inside = [m.span() for k, m in found if k == "list"]
        return iter(
            sorted(
                (
                    (k, m)
                    for k, m in found
                    if k in ("list", "under") or not any(a <= m.start() < b for a, b in inside)
                ),
                key=lambda pair: (pair[1].start(), pair[0] == "list"),
            )
        )

    def _moved(self) -> None:
        """Parties that go from one list to another: a removal and an addition."""
        for m in MOVES.finditer(self.text, self.start, self.end):
            lists = list(NAMES.finditer(self.text, m.end(), min(m.end() + 140, self.end)))[:2]
            if len(lists) < 2:
                continue
            for action, name in zip(("removal", "addition"), lists, strict=True):
                told = Clause(action, self.start, self.end, named(name), verb=m["verb"])
                self._fill(told, m)
                self.told.clauses.append(told)
                self.told.lists.append(named(name))

    def _list(self, name: str) -> None:
        self.told.lists.append(name)
        if self.clause and self.clause.list is None and self.verb is None:
            self.clause.list = name
        else:
            self.waiting.append(name)

    def _open(self, action: str) -> Clause:
        name = self.waiting[-1] if self.waiting and self.verb else None
        if self.clause and self.clause.list is None:
            self.clause.list = self.told.list_before()
        self.clause = Clause(action, self.start, self.end, name)
        self.clause.verb = self.verb.word if self.verb else ""
        self.waiting = []
        self.told.clauses.append(self.clause)
        return self.clause

    def _verb(self, m: re.Match[str]) -> None:
        action = next(a for k, a in ACTIONS if m[k])
        before = self.text[max(self.start, m.start() - 24) : m.start()]
        is_noun = m["noun_of"] is not None
        if not is_noun and m[0].endswith("ed"):
            if self.subject is not None:
                self._passive(action)
            elif self.reference:
                self.refers = self.refers or action
            if PASSIVE.search(before) or self.reference:
                self.subject = None
                return
            return
        if is_noun and self.clause and self.clause.action == action:
            return
        if is_noun and not self.told.title and not MAKES.search(before):
            return
        if is_noun and self.told.title and self._onto_a_list(m.end()):
            self._open(action)
            self.verb = None
            return
        if self.clause and not is_noun and THEM.match(self.text, m.end(), self.end):
            also = self.clause
            self.verb = Verb(action, m[0], m.end(), False)
            twin = self._open(action)
            twin.entities, twin.entries, twin.countries = (
                also.entities,
                also.entries,
                also.countries,
            )
            self.verb = None
            return
        self.waiting = []
        by = self.clause and self.clause.action == "change" and re.search(r"\bby\s$", before)
        self.verb = Verb("change" if by else action, m[0], m.end(), is_noun)
        self.subject = None

    def _onto_a_list(self, at: int) -> bool:
        """Whether a title's noun is at once followed by the list, with nothing counted."""
        rest = self.text[at : min(at + 30, self.end)]
        m = re.match(r"\s(?:to|from|on)\s(?:the\s)?", rest)
        return bool(m and NAMES.match(self.text, at + m.end()))

    def _passive(self, action: str) -> None:
        m = self.subject
        self.subject = None
        if m is None:
            return
        if self.told.last(action):
            self.reference, self.refers = True, action
            return
        self.verb = None
        self._fill(self._open(action), m)

    def _count(self, m: re.Match[str]) -> None:
        before = self.text[max(self.start, m.start() - 24) : m.start()]
        again = (m["article"] or "").lower() == "this" or (m["n"] and IS_PART.search(before))
        if again and not self._follows(m):
            self.reference = True
            return
        if self.verb and self._follows(m):
            action = self.verb.action
            nested = self.clause is not None and self.clause.action == action == "change"
            if nested and self._inside(self.verb.end):
                self.verb = None
                self._more(m)
                return
            mends = MENDED.match(m["noun"]) is not None
            clause = self._open("change" if mends else action)
            self.verb = None
            if not mends:
                self._fill(clause, m)
            return
        if self.verb:
            return
        if self.clause and self._beside(m, before):
            also = self.clause
            self._fill(self._open(also.action), m)
            self.clause.verb = also.verb
        elif self.clause:
            self._more(m)
        elif ACTED_ON.match(self.text, m.end(), self.end):
            self.subject = m

    def _follows(self, m: re.Match[str]) -> bool:
        """Whether a count is what the verb before it acts on."""
        if self.verb is None:
            return False
        at = self.verb.end
        if m.start() - at > 160:
            return False
        gap = NAMES.sub(" ", self.text[at : m.start()])
        if re.search(r"\b(?:these|those)\s$", gap):
            return False
        for u in re.finditer(r"\bunder\s(?:the\s)?destinations?\sof\s", gap):
            listed = read_destinations(gap, u.end(), len(gap))
            if listed:
                gap = gap[: u.start()] + " " + gap[listed[-1].end :]
                break
        return GAP.fullmatch(gap) is not None

    def _inside(self, at: int) -> bool:
        """Whether the verb that ends at `at` only says how an entry is changed ("by removing")."""
        before = self.text[max(self.start, at - 24) : at]
        return re.search(r"\bby\s\w+$", before) is not None

    def _beside(self, m: re.Match[str], before: str) -> bool:
        """Whether one verb acts on a second number too ("... and one entity to the MEU List")."""
        to = re.match(r"\s(?:to|from|on)\s(?:the\s)?(?=\S)", self.text[m.end() : self.end])
        return bool(
            to
            and re.search(r"(?:,|\band)\s$", before)
            and NAMES.match(self.text, m.end() + to.end())
        )

    def _fill(self, clause: Clause, m: re.Match[str]) -> None:
        count = value(m["n"]) if m["n"] else 1
        if m["noun"].startswith("entr"):
            clause.entries = count
        else:
            clause.entities = count

    def _more(self, m: re.Match[str]) -> None:
        """A further number in a statement: its entries, its entities, or a part of them."""
        clause = self.clause
        if clause is None or MENDED.match(m["noun"]):
            return
        count = value(m["n"]) if m["n"] else 1
        entries = m["noun"].startswith("entr")
        before = self.text[max(self.start, m.start() - 30) : m.start()]
        whole = re.search(
            r"(?:\b(?:under|in|as|with|for|from|of|with|to)\s|\()(?:an?\s|a\stotal\sof\s)?$", before
        )
        if entries and clause.entries is None and clause.entities is not None and whole:
            clause.entries = count
        elif not entries and clause.entities is None and (whole or clause.entries is None):
            clause.entities = count
        else:
            self.part = count

    def _bare(self, m: re.Match[str]) -> None:
        """What a verb acts on without a number: "adds addresses", "by adding certain entities"."""
        if self.verb is None:
            return
        action, at = self.verb.action, self.verb.end
        if self.verb.noun and not self.told.title:
            return
        if self.told.title and re.match(r"\sof\s", self.text[at : at + 4]):
            at += 3
        gap = self.text[at : m.start()]
        if not (
            BARE_GAP.fullmatch(gap) or (self.told.title and re.fullmatch(r"(?:\s\w+){0,2}\s", gap))
        ):
            return
        if (
            action == "change"
            and self.clause
            and self.clause.action == "change"
            and self._inside(at)
        ):
            self.verb = None
            return
        self._open("change" if MENDED.match(m[0]) else action)
        self.verb = None

    def _under(self, m: re.Match[str]) -> int:
        said = re.search(r"destination|countr", m[0]) is not None
        if not said and not m[0].startswith("under"):
            return m.start()
        listed = read_destinations(self.text, m.end(), self.end, strict=not said)
        if not listed:
            return m.start()
        part, self.part = self.part, None
        each = self.each or m["of_each"] is not None or len(listed) == 1
        self.each = False
        target = self.clause
        if target is None and (self.reference or self.verb is None):
            target = self.told.last(self.refers)
        if target is not None:
            _place(target, listed, part if each else None)
        return listed[-1].end


def _place(clause: Clause, listed: list[Destination], part: int | None) -> None:
    for item in listed:
        count = part if item.number is None else item.number
        have = clause.countries.get(item.name)
        clause.countries[item.name] = count if have is None else have
