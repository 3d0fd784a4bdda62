"""The event rules ready to search with, and which of them a sentence opens at all."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from nlp.happenings import EventPattern, EventRules, expand, load_events
from nlp.literals import LEAST, pieces
from nlp.swift import swift

#: What a longer word opens is not kept: no word of English is.
LONGEST: Final = 40
#: So many sets of pieces are asked of a pattern: a verb's, an object's and one more.
SETS: Final = 3


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
                    swift(expand(p.find), re.I),
                    swift(expand(refuse), re.I) if refuse else None,
                    re.compile(expand(p.needs), re.I) if p.needs else None,
                    bool(_HOME.search(p.needs)),
                )
            )
        out.append((rules.gate, tuple(made)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Gates:
    """What opens types and patterns, as masks over `every()`; a type is the mask of its patterns.

    A word's piece opens types, then patterns by each set of pieces that they need, then phrases
    worth looking for: a mask over `phrases`, which open types. `free` is open whatever is said.
    """

    words: Mapping[str, tuple[int, ...]]
    phrases: tuple[tuple[str, int], ...]
    free: tuple[int, ...]


@functools.cache
def _gates() -> _Gates:
    words: dict[str, list[int]] = {}
    phrases: dict[str, int] = {}
    free = [0] * (SETS + 2)

    def opens(word: str, slot: int, mask: int) -> None:
        words.setdefault(word, [0] * (SETS + 2))[slot] |= mask

    at = 0
    for gate, made in compiled():
        for w in gate:
            whole = ((1 << len(made)) - 1) << at
            if len(w) < LEAST or " " in w:
                phrases[w] = phrases.get(w, 0) | whole
            else:
                opens(w, 0, whole)
        for c in made:
            needed = pieces(c.find.pattern)[:SETS]
            for slot in range(1, 1 + SETS):
                for w in needed[slot - 1] if slot <= len(needed) else ():
                    opens(w, slot, 1 << at)
                free[slot] |= 0 if slot <= len(needed) else 1 << at
            at += 1
    for number, phrase in enumerate(phrases):
        longest = max(re.findall(r"[a-z0-9]+", phrase), key=len, default="")
        if len(longest) >= LEAST:
            opens(longest, -1, 1 << number)
        else:
            free[-1] |= 1 << number
    return _Gates({w: tuple(m) for w, m in words.items()}, tuple(phrases.items()), tuple(free))


@functools.lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> tuple[int, ...]:
    return _look_up(word)


def _look_up(word: str) -> tuple[int, ...]:
    """What a word opens, the types and patterns of which it holds a piece; empty for most words."""
    out: tuple[int, ...] = ()
    by_start = _starts()
    for at in range(len(word)):
        for piece, opens in by_start.get(word[at : at + LEAST], ()):
            if word.startswith(piece, at):
                out = tuple(map(operator.or_, out, opens)) if out else opens
    return out


@functools.cache
def _starts() -> Mapping[str, tuple[tuple[str, tuple[int, ...]], ...]]:
    """The pieces with what they open, by their first letters."""
    out: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for piece, opens in sorted(_gates().words.items()):
        out.setdefault(piece[:LEAST], []).append((piece, opens))
    return {start: tuple(found) for start, found in out.items()}


def opened(sentence: str) -> int:
    """The patterns that could tell something in a sentence, as a mask over `every()`.

    Made of the rules' own words, so nothing is lost.
    """
    low = sentence.casefold()
    gates = _gates()
    types, first, second, third, phrases = gates.free
    for word in set(low.split()):
        if opens := _of_word(word) if len(word) <= LONGEST else _look_up(word):
            types |= opens[0]
            first |= opens[1]
            second |= opens[2]
            third |= opens[3]
            phrases |= opens[4]
    for phrase, mask in (gates.phrases[number] for number in _numbers(phrases)):
        if phrase in low:
            types |= mask
    return types & first & second & third


def _numbers(mask: int) -> Iterator[int]:
    """The numbers of a mask's bits, ascending."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def each(mask: int) -> Iterator[Compiled]:
    """The patterns of a mask, by type and in the order of their files."""
    patterns = every()
    return (patterns[number] for number in _numbers(mask))


@functools.cache
def every() -> tuple[Compiled, ...]:
    """Every pattern, by type and in the order of its file."""
    return tuple(c for _, made in compiled() for c in made)
