"""Regular expressions that look at a character before they try: equal in every match, but sooner.

`re` tries an expression that begins with a choice or a word's edge at every character. `swift`
reads from the expression itself which characters a match can begin with and asks that first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

# The parser of the standard library, which `re` itself compiles from (3.11 to 3.14).
from re import _parser  # type: ignore[attr-defined]  # isort: skip

#: Takes no character: what stands behind it begins the match.
_NO_WIDTH: Final = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS: Final = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_CATEGORY: Final = {"CATEGORY_DIGIT": r"\d", "CATEGORY_SPACE": r"\s"}
#: What `re.I` takes for a letter beside its two cases (CPython's `_EXTRA_CASES` and lower case).
_ODD: Final = {"i": "İı", "s": "ſ", "k": "\u212a"}

#: What a match can begin with, as members of a set `[...]`; None where anything can.
_Members = frozenset[str] | None


def swift(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The expression compiled, with the same matches and groups as `re.compile` gives."""
    parsed = _parser.parse(pattern, flags)
    members, empty = _sequence(list(parsed), bool(parsed.state.flags & re.I))
    if not members or empty:
        return re.compile(pattern, flags)
    return re.compile(rf"(?=(?-i:[{''.join(sorted(members))}]))(?:{pattern})", flags)


def _sequence(items: Iterable[Any], fold: bool) -> tuple[_Members, bool]:
    """What a sequence can begin with, and whether it can match nothing at all."""
    out: frozenset[str] = frozenset()
    for op, value in items:
        if str(op) in _NO_WIDTH:
            continue
        members, empty = _item(str(op), value, fold)
        if members is None:
            return None, False
        out |= members
        if not empty:
            return out, False
    return out, True


def _item(op: str, value: Any, fold: bool) -> tuple[_Members, bool]:
    if op == "LITERAL":
        return _char(value, fold), False
    if op == "IN":
        return _union(_member(str(kind), what, fold) for kind, what in value), False
    if op == "SUBPATTERN":
        _, added, removed, inner = value
        return _sequence(list(inner), (fold or bool(added & re.I)) and not removed & re.I)
    if op == "ATOMIC_GROUP":
        return _sequence(list(value), fold)
    if op in _REPEATS:
        members, empty = _sequence(list(value[2]), fold)
        return members, empty or value[0] == 0
    if op == "BRANCH":
        branches = [_sequence(list(branch), fold) for branch in value[1]]
        return _union(members for members, _ in branches), any(empty for _, empty in branches)
    return None, False


def _member(kind: str, what: Any, fold: bool) -> _Members:
    if kind == "LITERAL":
        return _char(what, fold)
    if kind == "RANGE" and what[1] < 128:
        return _union(_char(code, fold) for code in range(what[0], what[1] + 1))
    if kind == "CATEGORY" and str(what) in _CATEGORY:
        return frozenset({_CATEGORY[str(what)]})
    return None


def _char(code: int, fold: bool) -> _Members:
    char = chr(code)
    if not fold:
        return frozenset({re.escape(char)})
    if not char.isascii():
        return None
    every = {char.lower(), char.upper(), *_ODD.get(char.lower(), "")}
    return frozenset(map(re.escape, every))


def _union(each: Iterable[_Members]) -> _Members:
    out: frozenset[str] = frozenset()
    for members in each:
        if members is None:
            return None
        out |= members
    return out
