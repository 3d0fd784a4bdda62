"""Parts of a place without a number: headings, sentences, notes, tables, entries, definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from nlp.amendments.units import OF, Units
from nlp.amendments.words import Word

#: What stands after these tells where, not what.
_BESIDE: Final = frozenset({"under", "after", "before", "following", "preceding", "between", "at"})
_TOWARD: Final = frozenset({"word", "heading", "term", "entry", "definition", "newly"})
_ORDINAL: Final = re.compile(
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|penultimate"
    r"|next to last",
    re.IGNORECASE,
)
LOST: Final = frozenset({"a", "an", "the", "this", "its", "their", "new", "entire", "all"})


class Parts(Units):
    """Reads what stands inside units and paragraphs."""

    def _quality(self, names: list[str], tokens: Sequence[Word], n: int) -> int:
        """A part that qualifies the place before it ("(a) introductory text") or after ("of")."""
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        before = tokens[n - 1] if n else None
        if after and after.kind == "prep" and after.text.lower() in OF and _leads(tokens, n + 2):
            self.waiting = names
        elif before and before.kind in ("chain", "section", "word") and self._placed(before):
            last = self.places.pop()
            self.places += [replace(last, inner=(*last.inner, name)) for name in names]
        else:
            self._unclaimed()
            self.places += [replace(self.here, inner=(*self.here.inner, name)) for name in names]
        return n + 1

    def _placed(self, before: Word) -> bool:
        if not self.places:
            return False
        return before.kind != "word" or not (self.lost and self.lost[-1] is before)

    def _intro(self, tokens: Sequence[Word], n: int) -> int:
        return self._quality(["introductory text"], tokens, n)

    def _heading(self, tokens: Sequence[Word], n: int) -> int:
        if self._beside(tokens, n):
            return n + 1
        named = n + 1 < len(tokens) and tokens[n + 1].kind == "quote"
        k = n + 2 if named else n + 1
        if k < len(tokens) and tokens[k].text.lower() in ("preceding", "before", "above"):
            if k == n + 2:
                self.quotes.append(tokens[n + 1])
            self.waiting = ["preceding heading"]
            return k + 1
        if named and tokens[n].text.lower().startswith(("undesignated", "center")):
            name = tokens[n + 1].text.strip('“”" ')
            self._quality([f'heading "{name}"'], tokens, n)
            return n + 2
        return self._quality(["heading"], tokens, n)

    def _sentence(self, tokens: Sequence[Word], n: int) -> int:
        names = [f"{m.lower()} sentence" for m in _ORDINAL.findall(tokens[n].text)]
        return self._quality(names, tokens, n)

    def _beside(self, tokens: Sequence[Word], n: int) -> bool:
        """Whether it is named to tell where: "after the entry", "under the heading"."""
        k = n - 1
        while k >= 0 and n - k < 6 and tokens[k].kind in _TOWARD:
            k -= 1
        word = tokens[k] if k >= 0 else None
        return word is not None and word.kind == "prep" and word.text.lower() in _BESIDE

    def _note(self, tokens: Sequence[Word], n: int) -> int:
        name = f"note {tokens[n].name}".strip()
        return self._quality([name], tokens, n)

    def _table(self, tokens: Sequence[Word], n: int) -> int:
        return self._quality([f"table {tokens[n].name}"], tokens, n)

    def _anytable(self, tokens: Sequence[Word], n: int) -> int:
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        if after and after.kind == "prep" and _leads(tokens, n + 2):
            if self.places and self._locates_back(tokens, n):
                self.waiting = []
                return n + 1
            self.waiting = ["table"]
        elif not self.places and not self._locates_back(tokens, n):
            self.places.append(replace(self.here, inner=(*self.here.inner, "table")))
        return n + 1

    def _locates_back(self, tokens: Sequence[Word], n: int) -> bool:
        return any(t.kind == "prep" for t in tokens[max(0, n - 2) : n])

    def _definition(self, tokens: Sequence[Word], n: int) -> int:
        return self._listed("definition", tokens, n)

    def _entry(self, tokens: Sequence[Word], n: int) -> int:
        return self._listed("entry", tokens, n)

    def _listed(self, what: str, tokens: Sequence[Word], n: int) -> int:
        """The quoted names after "definitions of" or "entries for"."""
        if self._beside(tokens, n):
            beside = n + 1 < len(tokens) and tokens[n + 1].kind == "quote"
            return n + 2 if beside else n + 1
        k, found = n + 1, 0
        while k < len(tokens) and tokens[k].kind in (
            "quote",
            "comma",
            "and",
            "stop",
            "term",
            "prep",
        ):
            if tokens[k].kind == "stop" and not _quote_at(tokens, k + 1):
                break
            if tokens[k].kind == "prep" and found:
                break
            if tokens[k].kind == "quote":
                name = tokens[k].text.strip('“”" ').rstrip(",;").strip()
                self._held(f'{what} "{name}"')
                found += 1
            k += 1
        if found:
            return k
        lead = [t for t in tokens[n + 1 : n + 9] if t.kind != "comma"]
        name = ""
        for t in lead:
            if t.kind != "word" or (name and t.text.lower() in OF):
                break
            if t.text.lower() not in LOST and t.text.lower() not in ("term", "terms"):
                name = f"{name} {t.text}".strip()
        closed = name.rstrip(".")
        self._held(f'{what} "{closed}"' if closed else what)
        return n + 1 + (len(name.split()) if name else 0)

    def _held(self, inner: str) -> None:
        self.waiting = []
        last = self.places[-1] if self.places else None
        outer = self.here
        if last and last.inner == ("table",) and last.unit == self.here.unit:
            self.places.pop()
            outer = last
        elif last and last.inner[:1] and last.inner[0].startswith(("country group", "ECCN")):
            outer = last
            self.places.pop()
        self.places.append(replace(outer, inner=(*outer.inner, inner)))

    def _unclaimed(self) -> None:
        """A part whose place did not come stands in the place at hand."""
        self.places += [replace(self.here, inner=(*self.here.inner, w)) for w in self.waiting]
        self.waiting = []


def _quote_at(tokens: Sequence[Word], n: int) -> bool:
    """Whether a quotation comes here, "and" passed over."""
    while n < len(tokens) and tokens[n].kind == "and":
        n += 1
    return n < len(tokens) and tokens[n].kind == "quote"


def _leads(tokens: Sequence[Word], n: int) -> bool:
    """Whether a place is named here, articles passed over."""
    for t in tokens[n : n + 4]:
        if t.kind in ("word", "newly", "para", "order"):
            if t.kind == "para":
                return True
            continue
        return t.kind in (
            "chain", "section", "partlist", "subpart", "appendix", "supplement", "eccn",
        )  # fmt: skip
    return False
