"""Acts told by a noun and what it is of: "a delay of the rule", "the tariff increase"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nlp.frames import Act, Frame, VerbRules, objects, rules
from nlp.rules import HERE, load
from nlp.swift import swift

#: What stands between the noun and its thing, or between the thing and the noun.
_OF: Final = re.compile(
    r"s?\s(?:of|to|in|for|on)\s(?:(?!(?:is|are|was|were|has|have|had|will|would|may|that|which|who"
    r"|to|and|or|by|for|of|in|at|from|with|until|no|not)\s)[\w’'“”\"$%./-]+\s){0,6}?\Z",
    re.I,
)
_BEFORE: Final = re.compile(
    r"(?:['’]s)?\s(?:(?:further|temporary|brief|long|short|partial|full|possible|planned|latest"
    r"|new|second|one-year|\w+-month|recent|proposed|formal)\s){0,2}\Z",
    re.I,
)
AHEAD: Final = 90


@functools.cache
def _nouns() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    classes: dict[str, list[str]] = {}
    for name, words in load(HERE / "frames" / "nouns.toml", VerbRules).words.items():
        for noun in words.split(","):
            classes.setdefault(noun.strip(), []).append(name)
    each = "|".join(sorted(classes, key=len, reverse=True))
    pattern = swift(rf"(?<!to )\b(?P<noun>{each})s?\b", re.I)
    return pattern, {noun: tuple(names) for noun, names in classes.items()}


@functools.cache
def _frames() -> Mapping[str, tuple[tuple[Frame, re.Pattern[str] | None], ...]]:
    out: dict[str, list[tuple[Frame, re.Pattern[str] | None]]] = {}
    for f in rules().frames:
        refuse = re.compile(f.refuse, re.I) if f.refuse else None
        out.setdefault(f.verb, []).append((f, refuse))
    return {verb: tuple(frames) for verb, frames in out.items()}


def noun_acts(sentence: str, instruments: Sequence[tuple[int, int]]) -> Iterator[Act]:
    """The acts of a sentence that are told by nouns, with what each is of."""
    pattern, classes = _nouns()
    for m in pattern.finditer(sentence):
        around = sentence[max(0, m.start() - 120) : m.end() + 80]
        best: tuple[int, Act] | None = None
        for name in classes[m["noun"].casefold()]:
            for frame, refuse in _frames().get(name, ()):
                if frame.subject or (refuse and refuse.search(around)):
                    continue
                named = instruments if frame.object == "LEGAL" else ()
                thing = _thing(sentence, m.span("noun"), objects()[frame.object], named)
                if thing and (best is None or thing[0] < best[0]):
                    best = thing[0], Act(frame, m.span("noun"), thing[1])
        if best:
            yield best[1]


def _thing(
    sentence: str,
    noun: tuple[int, int],
    things: re.Pattern[str],
    named: Sequence[tuple[int, int]],
) -> tuple[int, tuple[int, int]] | None:
    """How far off the thing is that the noun is of, and where."""
    start, end = noun
    begin = max(0, start - AHEAD)
    spans = [m.span() for m in things.finditer(sentence, begin, min(len(sentence), end + AHEAD))]
    for a, b in sorted([*spans, *(n for n in named if begin <= n[0] < end + AHEAD)]):
        if b <= start and _BEFORE.fullmatch(sentence, b, start):
            return start - b, (a, b)
        if a >= end and _OF.fullmatch(sentence, end, a):
            return a - end, (a, b)
    return None
