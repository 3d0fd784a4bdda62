"""Hostile texts for a regular expression, made from its parse tree: what it nearly matches, often.

For each expression: its shortest and its fullest text again and again; the beginning of it cut off
before each of its parts; the inside of each repeat, endless, after what must come before it; and
repeats of blanks, digits, brackets and quotes for any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

#: Pieces that are tried on every expression: (what stands first, what is repeated).
COMMON: Final = (
    *(("", " "), ("", "\n"), ("", " \n"), ("", "1"), ("", "1,"), ("", "1 "), ("", "a"), ("", "a ")),
    *(("", "A "), ("", "A"), ("", "("), ("", "(a)"), ("", "["), ("", '"'), ("", "“"), ("", "“A ")),
    *(("", "."), ("", "-"), ("", "- "), ("", "A. "), ("", "§ "), ("", "1.1"), ("", "A-1")),
)
_LIMIT: Final = 20
_CATEGORY: Final = {
    c.CATEGORY_DIGIT: "7",
    c.CATEGORY_NOT_DIGIT: "a",
    c.CATEGORY_SPACE: " ",
    c.CATEGORY_NOT_SPACE: "a",
    c.CATEGORY_WORD: "a",
    c.CATEGORY_NOT_WORD: " ",
}


def pieces(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What stands first and what is repeated after it, for each hostile text; no two alike."""
    tree = list(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    out: dict[tuple[str, str], None] = {}
    for full in (True, False):
        whole = _text(tree, full)
        out[("", whole)] = out[("", whole + " ")] = None
        for at in range(1, len(tree)):
            part = _text(tree[:at], full)
            out[("", part)] = out[("", part + " ")] = None
    for before, inside in _repeats(tree, ""):
        out[(before, inside)] = None
        out[("", before + inside * 12)] = None
    made = [(first, again) for first, again in out if again]
    return made[:_LIMIT]


def grown(first: str, again: str, size: int) -> str:
    """A hostile text of so many characters, ending on what nothing expects."""
    return (first + again * (size // len(again) + 1))[: size - 1] + "\x00"


def _text(tree: Sequence[Any], full: bool) -> str:
    return "".join(_item(op, av, full) for op, av in tree)


def _item(op: Any, av: Any, full: bool) -> str:
    if op is c.LITERAL:
        return chr(av)
    if op is c.NOT_LITERAL:
        return "a" if av != ord("a") else "b"
    if op is c.ANY:
        return "a"
    if op is c.IN:
        return _one_of(av)
    if op is c.BRANCH:
        branches = [_text(branch, full) for branch in av[1]]
        return max(branches, key=len) if full else min(branches, key=len)
    if op is c.SUBPATTERN:
        return _text(av[3], full)
    if op is c.ATOMIC_GROUP:
        return _text(av, full)
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        low, high, inside = av
        times = max(low, min(high, low + 2, 3)) if full else low
        return _text(inside, full) * min(int(times), 64)
    if op is c.ASSERT and av[0] > 0:
        return ""  # what is looked at stands in what follows, or ends the match
    return ""


def _one_of(choices: Sequence[Any]) -> str:
    if choices and choices[0][0] is c.NEGATE:
        refused = re.compile("[" + "".join(map(_class, choices[1:])) + "]")
        return next((char for char in "a 1(A.,\"'\n" if not refused.match(char)), "~")
    op, av = choices[0]
    if op is c.RANGE:
        return chr(av[0])
    return _CATEGORY.get(av, "a") if op is c.CATEGORY else chr(av)


def _class(choice: tuple[Any, Any]) -> str:
    op, av = choice
    if op is c.LITERAL:
        return re.escape(chr(av))
    if op is c.RANGE:
        return f"{re.escape(chr(av[0]))}-{re.escape(chr(av[1]))}"
    names = {
        c.CATEGORY_DIGIT: r"\d",
        c.CATEGORY_NOT_DIGIT: r"\D",
        c.CATEGORY_SPACE: r"\s",
        c.CATEGORY_NOT_SPACE: r"\S",
        c.CATEGORY_WORD: r"\w",
        c.CATEGORY_NOT_WORD: r"\W",
    }
    return names.get(av, "")


def _repeats(tree: Sequence[Any], before: str) -> Iterator[tuple[str, str]]:
    """What must stand before each repeat that may go on, and its inside."""
    for op, av in tree:
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            _, high, inside = av
            if high > 6:
                yield before, _text(inside, full=True)
            yield from _repeats(list(inside), before)
        elif op is c.SUBPATTERN:
            yield from _repeats(list(av[3]), before)
        elif op is c.ATOMIC_GROUP:
            yield from _repeats(list(av), before)
        elif op is c.BRANCH:
            for branch in av[1]:
                yield from _repeats(list(branch), before)
        elif op in (c.ASSERT, c.ASSERT_NOT) and av[0] > 0:
            yield from _repeats(list(av[1]), before)
        before += _item(op, av, full=False)
