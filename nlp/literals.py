"""Pieces of words without which a regular expression cannot match: what makes searching cheap.

Read from the expression itself, so that nothing is lost: of each alternative at least one piece
stands in every match, whatever its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

# The parser of the standard library, which `re` itself compiles from (3.11 to 3.14).
from re import _parser  # type: ignore[attr-defined]  # isort: skip

#: More pieces than this are no saving.
MOST: Final = 400
#: A piece shorter than this stands in too many words.
LEAST: Final = 3
_ONCE: Final = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def pieces(pattern: str) -> frozenset[str] | None:
    """Lower-case pieces of words of which one stands in every match; None where none is sure."""
    found = _sequence(list(_parser.parse(pattern, re.I)))
    return frozenset(found) if found and len(found) <= MOST else None


def _sequence(items: list[Any]) -> set[str] | None:
    """The best of what each item of a sequence needs: the set whose shortest piece is longest."""
    options: list[set[str]] = []
    run = ""
    for op, value in [*items, ("END", None)]:
        if str(op) == "LITERAL" and _plain(chr(value)):
            run += chr(value).lower()
            continue
        if len(run) >= LEAST:
            options.append({run})
        run = ""
        if inner := _needed(str(op), value):
            options.append(inner)
    return max(options, key=lambda o: (min(map(len, o)), -len(o)), default=None)


def _plain(char: str) -> bool:
    """Whether a character is a letter or digit that has one lower-case form."""
    return char.isascii() and char.isalnum()


def _needed(op: str, value: Any) -> set[str] | None:
    if op == "SUBPATTERN":
        return _sequence(list(value[-1]))
    if op == "ATOMIC_GROUP":
        return _sequence(list(value))
    if op in _ONCE and value[0] >= 1:
        return _sequence(list(value[2]))
    if op == "BRANCH":
        return _each(_sequence(list(branch)) for branch in value[1])
    return None


def _each(branches: Iterable[set[str] | None]) -> set[str] | None:
    out: set[str] = set()
    for needed in branches:
        if not needed:
            return None
        out |= needed
    return out
