"""The event rules ready to search with, and which of them a sentence opens at all."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nlp.happenings import EventPattern, EventRules, expand, load_events
from nlp.literals import LEAST, pieces

#: What a longer word opens is not kept: no word of English is.
LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to search with."""

    rules: EventRules
    pattern: EventPattern
    find: re.Pattern[str]
    refuse: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    at_home: bool = False


#: What is needed is only that an agency or office of the United States has a part in it.
_HOME: Final = re.compile(r"@USGOV@|BIS\|.*[Bb]\]ureau")


@functools.cache
def compiled() -> tuple[tuple[tuple[str, ...], tuple[Compiled, ...]], ...]:
    """For each type its gate and its patterns."""
    out = []
    for rules in load_events():
        general = rules.refuse
        made = []
        for p in rules.patterns:
            refuse = "|".join(x for x in (general, p.refuse) if x)
            made.append(
                Compiled(
                    rules,
                    p,
                    re.compile(expand(p.find), re.I),
                    re.compile(expand(refuse), re.I) if refuse else None,
                    re.compile(expand(p.needs), re.I) if p.needs else None,
                    bool(_HOME.search(p.needs)),
                )
            )
        out.append((rules.gate, tuple(made)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Gates:
    """What opens types and patterns, as masks over `every()`.

    A type is the mask of its patterns. `types` and `patterns` go from a piece of a word, `phrases`
    from what has no piece of its own; `always` are the patterns of which nothing can be told.
    """

    types: Mapping[str, int]
    phrases: tuple[tuple[str, int], ...]
    patterns: Mapping[str, int]
    always: int


@functools.cache
def _gates() -> _Gates:
    types: dict[str, int] = {}
    patterns: dict[str, int] = {}
    always = 0
    at = 0
    for words, made in compiled():
        whole = ((1 << len(made)) - 1) << at
        for w in words:
            types[w] = types.get(w, 0) | whole
        for c in made:
            needed = pieces(c.find.pattern)
            for w in needed or ():
                patterns[w] = patterns.get(w, 0) | 1 << at
            always |= 0 if needed else 1 << at
            at += 1
    phrases = tuple((w, m) for w, m in types.items() if len(w) < LEAST or re.search(r"\s", w))
    return _Gates(types, phrases, patterns, always)


@functools.lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> tuple[int, int]:
    return _look_up(word)


def _look_up(word: str) -> tuple[int, int]:
    """The types and the patterns that a word opens: those of which it holds a piece."""
    types = patterns = 0
    by_start = _starts()
    for at in range(len(word)):
        for piece, t, p in by_start.get(word[at : at + LEAST], ()):
            if word.startswith(piece, at):
                types |= t
                patterns |= p
    return types, patterns


@functools.cache
def _starts() -> Mapping[str, tuple[tuple[str, int, int], ...]]:
    """The pieces with what they open, by their first letters."""
    gates = _gates()
    out: dict[str, list[tuple[str, int, int]]] = {}
    for piece in sorted({*gates.types, *gates.patterns}):
        opens = (piece, gates.types.get(piece, 0), gates.patterns.get(piece, 0))
        out.setdefault(piece[:LEAST], []).append(opens)
    return {start: tuple(found) for start, found in out.items()}


def opened(sentence: str) -> int:
    """The patterns that could tell something in a sentence, as a mask over `every()`.

    Made of the rules' own words, so nothing is lost.
    """
    low = sentence.casefold()
    gates = _gates()
    types, patterns = 0, gates.always
    for word in set(low.split()):
        t, p = _of_word(word) if len(word) <= LONGEST else _look_up(word)
        types |= t
        patterns |= p
    for phrase, mask in gates.phrases:
        if phrase in low:
            types |= mask
    return types & patterns


def each(mask: int) -> Iterator[Compiled]:
    """The patterns of a mask, by type and in the order of their files."""
    while mask:
        lowest = mask & -mask
        yield every()[lowest.bit_length() - 1]
        mask ^= lowest


@functools.cache
def every() -> tuple[Compiled, ...]:
    """Every pattern, by type and in the order of its file."""
    return tuple(c for _, made in compiled() for c in made)
