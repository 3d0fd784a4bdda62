"""Where a pattern can begin: cheap marks are found first, the pattern is tried only beside them.

`Seeker(regex, marks, lead, first)` finds what `regex.finditer` finds, given that every match holds
a mark that starts at most `lead` characters into it, and begins where `first` matches. Marks
without special characters are sought as plain text, ten times as fast as an expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

#: What makes a mark an expression.
_SPECIAL: Final = re.compile(r"[\\.^$*+?{}\[\]|()]")


class Folded(NamedTuple):
    """A mark in lower case that may stand in any."""

    word: str


Mark = str | re.Pattern[str] | Folded


class Landmarks:
    """A text, and where its marks stand; each is looked up once, however many patterns want it."""

    __slots__ = ("_all", "_each", "_held", "lower", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = lowered(text)
        self._held: dict[str, bool] = {}
        self._all: dict[tuple[Mark, ...], Sequence[int]] = {}
        self._each: dict[Mark, list[int]] = {}

    def holds_any(self, words: Iterable[str]) -> bool:
        """Whether one of some lower-case words stands anywhere in the text, in any case."""
        held = self._held
        for word in words:
            there = held.get(word)
            if there is None:
                there = held[word] = word in self.lower
            if there:
                return True
        return False

    def places(self, marks: tuple[Mark, ...]) -> Sequence[int]:
        """Where any of the marks starts, ascending."""
        known = self._all.get(marks)
        if known is None:
            standing = [at for mark in marks if (at := self._places(mark))]
            known = standing[0] if len(standing) == 1 else sorted(set().union(*standing))
            self._all[marks] = known
        return known

    def _places(self, mark: Mark) -> list[int]:
        """Where a mark starts, ascending; looked up once for every tuple that has it."""
        known = self._each.get(mark)
        if known is None:
            known = self._each[mark] = self._found(mark)
        return known

    def _found(self, mark: Mark) -> list[int]:
        if isinstance(mark, re.Pattern):
            return [hit.start() for hit in mark.finditer(self.text)]
        find, word = self.text.find, mark
        if isinstance(word, Folded):
            find, word = self.lower.find, word.word
        found: list[int] = []
        at = find(word)
        while at >= 0:
            found.append(at)
            at = find(word, at + 1)
        return found


class Seeker:
    """A regular expression and the marks beside which alone it can match."""

    __slots__ = ("first", "lead", "marks", "regex")

    def __init__(
        self, regex: re.Pattern[str], marks: Iterable[Mark], lead: int = 0, first: str = ""
    ) -> None:
        self.regex = regex
        self.marks = tuple(_mark(mark) for mark in marks)
        self.lead = lead
        #: One character wide, with what may stand around it.
        self.first = re.compile(first) if first else None

    def matches(self, landmarks: Landmarks) -> Iterator[re.Match[str]]:
        """What the expression finds in the text, as `finditer` would."""
        text = landmarks.text
        if not self.marks:
            yield from self.regex.finditer(text)
            return
        match, done = self.regex.match, 0
        for at in self._starts(text, landmarks.places(self.marks)):
            if at >= done and (found := match(text, at)):
                yield found
                done = found.end()

    def _starts(self, text: str, places: Sequence[int]) -> Iterable[int]:
        """Where a match may begin, ascending."""
        if not self.lead:
            return places
        return self._led(text, places)

    def _led(self, text: str, places: Sequence[int]) -> Iterator[int]:
        lead, first, tried = self.lead, self.first, 0
        for place in places:
            low = place - lead
            low = tried if low < tried else low
            if first is None:
                yield from range(low, place + 1)
            else:
                for hit in first.finditer(text, low, place + 1):
                    yield hit.start()
            tried = place + 1


def plain(mark: str) -> bool:
    """Whether a mark is a text, and no expression."""
    return not _SPECIAL.search(mark)


def _mark(mark: Mark) -> Mark:
    return re.compile(mark) if isinstance(mark, str) and not plain(mark) else mark


def lowered(text: str) -> str:
    """A text in lower case, as long as before: a letter that two would stand for stays."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
