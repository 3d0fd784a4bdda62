"""Pieces of words without which a regular expression cannot match: what makes searching cheap.

Read from the expression itself, so that nothing is lost: of each alternative at least one piece
stands in every match, whatever its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from typing import Any, Final

# The parser of the standard library, which `re` itself compiles from (3.11 to 3.14).
from re import _parser  # type: ignore[attr-defined]  # isort: skip

#: More pieces than this are no saving.
MOST: Final = 400
#: A piece shorter than this stands in too many words.
LEAST: Final = 3
_ONCE: Final = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def pieces(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of lower-case pieces of words, the most telling first: a match has one of each set.

    Empty where nothing is sure.
    """
    sets = _sequence(list(_parser.parse(pattern, re.I)))
    return tuple(frozenset(s) for s in sorted(sets, key=_telling, reverse=True) if len(s) <= MOST)


def _telling(needed: Set[str]) -> tuple[int, int]:
    """The longer its shortest piece and the fewer its pieces, the more a set tells."""
    return min(map(len, needed)), -len(needed)


def _sequence(items: list[Any]) -> list[set[str]]:
    """What each item of a sequence needs."""
    out: list[set[str]] = []
    run = ""
    for op, value in [*items, ("END", None)]:
        if str(op) == "LITERAL" and _plain(chr(value)):
            run += chr(value).lower()
            continue
        if len(run) >= LEAST:
            out.append({run})
        run = ""
        out += _needed(str(op), value)
    return out


def _plain(char: str) -> bool:
    """Whether a character is a letter or digit that has one lower-case form."""
    return char.isascii() and char.isalnum()


def _needed(op: str, value: Any) -> list[set[str]]:
    if op == "SUBPATTERN":
        return _sequence(list(value[-1]))
    if op == "ATOMIC_GROUP":
        return _sequence(list(value))
    if op in _ONCE and value[0] >= 1:
        return _sequence(list(value[2]))
    if op == "BRANCH":
        return _each(_sequence(list(branch)) for branch in value[1])
    return []


def _each(branches: Iterable[list[set[str]]]) -> list[set[str]]:
    """One set for a choice: the most telling of each branch, where each has one."""
    out: set[str] = set()
    for sets in branches:
        if not sets:
            return []
        out |= max(sets, key=_telling)
    return [out]
