"""Amendatory instructions for a list: what is added, revised and removed, and under which country.

"2. Supplement no. 4 to part 744 is amended: a. Under CHINA, PEOPLE'S REPUBLIC OF, by adding, in
alphabetical order, entries for "X" and "Y"; and b. By removing, under IRELAND, the entry for "Z"."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from nlp.listings.destinations import destination, heading, read_destinations
from nlp.listings.lists import SUPPLEMENT, supplement
from nlp.listings.tables import HEAD, Row, read_table

_AMENDED: Final = re.compile(
    r"\s(?:of\sthe\sEAR\s|to\sread\s|\(the\sEntity\sList\)\s){0,2}(?:is|are)\s(?:further\s)?"
    r"(?:amended|revised|corrected)\b|(?=\s?[:,]?\s(?:by|as\sfollows))"
)
_BEFORE: Final = re.compile(r"\b(?:[Aa]mend|[Rr]evise|[Cc]orrect|[Ii]n)\s$")
_NEXT: Final = re.compile(r"(?:^|\n)\d{1,2}\.\s[A-Z]|\[FR\sDoc|\bBILLING\sCODE|\bPART\s\d{3}\b")
_TOKEN: Final = re.compile(
    r"(?P<verb>\b(?:[Aa]dd|[Rr]evis|[Rr]emov|[Cc]orrect|[Mm]odify|[Aa]mend|[Dd]elet)(?:ing|e|s)?\b)"
    r"|(?P<under>\b[Uu]nder\s(?:the\s(?:destinations?|country|heading|entry)\s(?:of|for)?\s?)?[\"“]?)"
    r"|(?P<quoted>“(?P<a>[^“”\n]{2,400})”|\"(?P<b>[^\"\n]{2,400})\")"
    r"|(?P<plain>\bentr(?:y|ies)\sfor\s(?:the\s(?:entity|person)\s)?(?P<c>[A-Z][^;“”\"\n]{2,160}?)"
    r"(?=,?\sunder\b|;|\.(?:\s|$)|\n))"
)
_ACTIONS: Final = {
    "add": "addition",
    "rev": "change",
    "cor": "change",
    "mod": "change",
    "ame": "change",
    "rem": "removal",
    "del": "removal",
}
#: Between a verb and words in quotes: these are words of an entry, not its name.
_WORDS: Final = re.compile(
    r"\bin\s(?:its|their)\splace\b|\b(?:phrase|words?|text|column|sentence|designation|reference"
    r"|footnote|heading|citation|address(?:es)?|alias(?:es)?)\b"
)
_STOPS: Final = re.compile(r"[;:.\n]")
_ENTRY_FOR: Final = re.compile(r"\bentr(?:y|ies)\sfor\s(?:the\s(?:entity|person)\s)?\Z")
#: Instructions before the table are no longer than this.
_INSTRUCTIONS: Final = 80_000


@dataclass(frozen=True, slots=True)
class Named:
    """A party that an instruction names."""

    name: str
    action: str
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Amendment:
    """One supplement amended: its list, the parties its instructions name, and its table.

    `actions` are the actions ordered for each destination by its usual name; None is the key of
    those ordered without one. `unread` is true where a table stands and none of it could be read.
    """

    list: str
    start: int
    end: int
    named: tuple[Named, ...]
    rows: tuple[Row, ...]
    actions: dict[str | None, frozenset[str]]
    unread: bool = False


def amendments(text: str) -> Iterator[Amendment]:
    """Every amendment of a list in the amendatory part of a text, in order."""
    found = list(_supplements(text))
    for n, (start, name, after) in enumerate(found):
        following = found[n + 1][0] if n + 1 < len(found) else len(text)
        stop = _stop(text, after, following)
        head = HEAD.search(text, after, stop)
        end = min(head.start() if head else stop, after + _INSTRUCTIONS)
        named, actions = _orders(text, after, end)
        rows = read_table(text, head, stop) if head else ()
        if named or rows or actions:
            yield Amendment(name, start, stop, named, rows, actions, bool(head and not rows))


def _supplements(text: str) -> Iterator[tuple[int, str, int]]:
    for m in SUPPLEMENT.finditer(text):
        name = supplement(m)
        if name is None:
            continue
        amended = _AMENDED.match(text, m.end())
        before = _BEFORE.search(text, max(0, m.start() - 12), m.start())
        if amended or before:
            yield m.start(), name, amended.end() if amended else m.end()


def _stop(text: str, after: int, following: int) -> int:
    """Where the amendment of a supplement ends: the next instruction or the end of the rule."""
    m = _NEXT.search(text, after, following)
    return m.start() if m else following


def _orders(
    text: str, start: int, end: int
) -> tuple[tuple[Named, ...], dict[str | None, frozenset[str]]]:
    named: list[Named] = []
    actions: dict[str | None, set[str]] = {}
    tokens = list(_TOKEN.finditer(text, start, end))
    action: str | None = None
    lead: str | None = None  # a destination under which the next verbs act
    country: str | None = None
    verb_end = read = start
    apart = worded = False  # since the verb: a stop or semicolon; words that are no names
    for n, m in enumerate(tokens):
        gap = text[read : m.start()]
        apart, worded = apart or bool(_STOPS.search(gap)), worded or bool(_WORDS.search(gap))
        read = m.end()
        if m["verb"]:
            apart = worded = False
            action = _ACTIONS[m["verb"][:3].lower()]
            verb_end, country = m.end(), lead
            actions.setdefault(None if lead is None else destination(lead), set()).add(action)
        elif m["under"]:
            listed = read_destinations(text, m.end(), end, strict=True)
            if not listed:
                continue
            words = listed[0].printed
            following = tokens[n + 1] if n + 1 < len(tokens) else None
            next_verb = following is not None and following["verb"] is not None
            next_name = following is not None and following["quoted"] is not None
            # "By adding under IRAN": in the clause of its verb it is that verb's own.
            if m[0][0] == "U" or (next_verb and (apart or action is None)):
                lead = country = words
                continue
            if not next_name:
                # "By removing "Z" under IRELAND": the names before it stand under it.
                for k in range(len(named) - 1, -1, -1):
                    p = named[k]
                    if p.start < verb_end or p.country != lead:
                        break
                    named[k] = replace(p, country=words)
            country = words
            if action:
                actions.setdefault(destination(words), set()).add(action)
        elif action:
            name = m["a"] or m["b"] or m["c"]
            if not re.search(r"[A-Z]", name):
                continue
            done = action
            if worded:
                # "... removing "A" and adding "B" in its place in the entry for "X"": X is changed.
                if not _ENTRY_FOR.search(text[max(verb_end, m.start() - 40) : m.start()]):
                    continue
                done = "change"
            if m["c"] and heading(name):
                country = name.strip(" ,;.")
                continue
            a = m.start("a") if m["a"] else m.start("b") if m["b"] else m.start("c")
            named.append(Named(name.strip(" ,;"), done, country, a, a + len(name)))
    return tuple(named), {k: frozenset(v) for k, v in actions.items()}
