"""Words and addresses from strangers, made fit for a mail, a calendar and a feed.

A title can hold anything: markup, line ends that would forge a header, marks that turn the
direction of a line around, or ten thousand characters. Escaping is the templates' work; this
takes away what escaping does not.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import urlsplit

#: Joiners that letters of living scripts and emoji need; every other format character goes.
_JOINERS: Final = "\u200c\u200d"
_GONE: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
ADDRESS: Final = 2000


def line(text: object, most: int = 200) -> str:
    """The text on one line, at most `most` characters: no controls, no marks of direction.

    What is cut ends in an ellipsis, at the end of a word where there is one near.
    """
    raw = str(text)[: 8 * most + 64]
    spaced = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in raw)
    kept = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _GONE)
    words = " ".join("".join(kept).split())
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 2 // 3 else cut).rstrip(" ,;:") + "…"


def address(url: str | None) -> str | None:
    """The address where it is one of the web, with no blank or control in it; else None."""
    if not url or len(url) > ADDRESS or any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    safe = parts.scheme in ("http", "https") and parts.hostname and not set('<>"') & set(url)
    return url if safe else None
