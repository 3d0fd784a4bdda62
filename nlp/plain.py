"""A text made fit to read, with a way back to where each character stood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: spaCy refuses a text of more than 1,000,000 characters; longer ones are read in pieces.
PIECE: Final = 400_000
#: Zero-width characters, and what turns the direction of writing: nobody sees them.
_ZERO_WIDTH: Final = (
    "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u200e\u200f\u061c"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_HIDDEN: Final = re.compile(f"[{_ZERO_WIDTH}]")
_ODD: Final = re.compile(f"[{_ZERO_WIDTH}\ud800-\udfff]|[^\\S \\n]")
#: No word of a text is as long; names of files are.
_LONG: Final = re.compile(r"[\w-]{81,}")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A long text cut at blank lines or blanks, each piece with where it starts."""
    start = 0
    while len(text) - start > PIECE:
        cut = text.rfind("\n\n", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else text.rfind(" ", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else start + PIECE
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def level(text: str) -> str:
    """A text of the same length with odd blanks as blanks and lone surrogates replaced."""
    return _ODD.sub(_stand_in, text)


def cleaned(text: str) -> tuple[str, list[int] | None]:
    """A levelled text without zero-width characters, and where each kept character stood (None:
    where it stands)."""
    plain = level(text)
    if not _HIDDEN.search(plain):
        return plain, None
    back = [at for at, char in enumerate(plain) if char not in _ZERO_WIDTH]
    return "".join(plain[at] for at in back), back


def blotted(text: str) -> str:
    """A text of the same length without words longer than any: hashes, paths, what a fault ran
    together. What looks for words from each of their characters on takes time by their square."""
    return _LONG.sub(lambda m: "·" * len(m[0]), text)


def _stand_in(match: re.Match[str]) -> str:
    char = match[0]
    if char in _ZERO_WIDTH:
        return char
    return "\ufffd" if "\ud800" <= char <= "\udfff" else " "
