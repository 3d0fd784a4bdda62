"""The lists of parties that a text speaks of: the Entity List, the Unverified List and others."""

from __future__ import annotations

import re
from typing import Final

#: Lists of parties by the words for them. A blacklist for exports is the Entity List.
_LISTS: Final = (
    (
        "Entity List",
        r"\bEntity List\b|(?:export|trade|Commerce(?: Department)?(?:['’]s)?|U\.?S\.?"
        r"|American|Washington['’]s|restricted)(?:\s(?:export|trade))?"
        r"\s(?:black-?list|entity list)",
    ),
    ("Unverified List", r"\bUnverified List\b|\bUVL\b"),
    ("Military End-User List", r"\bMilitary End[- ]User List\b|\bMEU List\b"),
    ("Covered List", r"\bCovered List\b"),
    (
        "Section 1260H list",
        r"\b1260H\b|\bChinese [Mm]ilitary [Cc]ompan(?:y|ies)\b|\b(?:Pentagon"
        r"|Defense Department|DOD)"
        r"(?:['’]s)?\s(?:\w+\s){0,3}(?:list|roll|roster|black-?list)\b",
    ),
    ("SDN List", r"\bSDN List\b|\bSpecially Designated Nationals\b"),
    ("Entity List", r"\bblack-?list(?:s|ed|ing)?\b"),
)
_LIST: Final = tuple((name, re.compile(words, re.I)) for name, words in _LISTS)


def list_of(words: str) -> str | None:
    """The list of parties that stands first in some words."""
    hits = [(m.start(), name) for name, find in _LIST if (m := find.search(words))]
    return min(hits, key=lambda h: h[0])[1] if hits else None
