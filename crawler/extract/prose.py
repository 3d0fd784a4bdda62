"""Text in its normal form: what quotes and offsets of the ledger count on.

The functions are pure and idempotent, so that the same bytes give the same text for ever.
Paragraphs are separated by one blank line, spaces are single, bullets are lines that start "- ".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"^(?:[•·●▪◦‣∙⁃]\s*|[*–—]\s+(?![*–—]))(?=\S)")
_UNFINISHED = re.compile(
    r"\b(?:an?|and|at|by|for|from|in|of|on|or|that|the|to|under|which|with)$", re.IGNORECASE
)
_STARTS = re.compile(r"[•-] |\[FR Doc|BILLING CODE|[A-Z][A-Z ]{3,}:(?: |$)")
_QUOTES = re.compile(r"``|''")
_ALIKE = str.maketrans("‘’‚‛′`“”„‟″–—‑−", "'" * 6 + '"' * 5 + "-" * 4)

#: The printing office's names for signs that its plain text cannot hold.
_SIGNS = {
    "ls-thn-eq": "≤",
    "gr-thn-eq": "≥",
    "ls-thn": "<",
    "gr-thn": ">",
    "not-eq": "≠",
    "plus-minus": "±",
    "deg": "°",
    "sec": "§",
    "para": "¶",
    "cent": "¢",
    "pound": "£",
    "yen": "¥",
    "euro": "€",
    "mu": "μ",
    "greek-m": "μ",
    "divide": "÷",
    "infinity": "∞",
    "radical": "√",
    "approx": "≈",
    "cir": "°",
}
_SIGN = re.compile(r"<(bullet|" + "|".join(map(re.escape, _SIGNS)) + r")>", re.IGNORECASE)
#: `<bullet<ls-thn-eq>` is what the converter makes of a nested bullet (seen 2025-05).
_BROKEN_BULLET = re.compile(r"<bullet<[a-z-]+>", re.IGNORECASE)
_POWER = re.compile(r"(?<![\d.,])10\s?<sup>\s*([+-−]?\d{1,3})\s*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.*?-->", re.DOTALL)


def clean(text: str) -> str:
    """The same text without control and invisible characters; line ends are `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))


def line(text: str) -> str:
    """The text as one line with single spaces."""
    return " ".join(clean(text).split())


def alike(text: str) -> str:
    """The text to compare with another: one line, small letters, quotes and dashes of one shape."""
    return line(text).translate(_ALIKE).casefold()


def normal(text: str) -> str:
    """The text with single spaces, single blank lines and bullets written "- "."""
    lines = [_BULLET.sub("- ", " ".join(row.split())) for row in clean(text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def paragraphs(parts: Iterable[str]) -> str:
    """One text of these paragraphs; empty ones are left out."""
    return "\n\n".join(filter(None, map(normal, parts)))


def quoted(text: str) -> str:
    """The Register's doubled single quotes as the double quotes that they stand for."""
    return _QUOTES.sub(lambda m: "“" if m[0] == "``" else "”", text)


def power(before: str, raised: str) -> str | None:
    """`^26` where `10` with a raised `26` is a power of ten and no footnote mark, else None."""
    raised = raised.strip().replace("−", "-")
    if re.search(r"(?<![\d.,])10\s?$", before) and re.fullmatch(r"[+-]?\d{1,3}", raised):
        return "^" + raised
    return None


def untagged(text: str) -> str:
    """Plain text of a passage with typesetting tags: signs for names, `10^26` for a raised 26."""
    text = _BROKEN_BULLET.sub("• ", text)
    text = _SIGN.sub(lambda m: _SIGNS.get(m[1].lower(), "• "), text)
    text = _POWER.sub(lambda m: "10^" + m[1].replace("−", "-"), text)
    return html.unescape(_TAG.sub("", text))


def field(text: str) -> str:
    """One line of a publisher's field: tags and doubled quotes resolved, bullets on lines of
    their own after the first line."""
    parts = [line(p) for p in quoted(untagged(text)).split("•")]
    if len(parts) == 1:
        return parts[0]
    return "\n".join([parts[0], *(f"- {p}" for p in parts[1:] if p)]).strip("\n")


def unwrapped(text: str, width: int | None = None) -> list[str]:
    """The paragraphs of hard-wrapped text.

    A line is carried on where its successor's first word would not have fitted on it, or where
    the next line starts with a small letter; other line ends inside a block were meant and stay.
    A line set in by four or more spaces starts a paragraph. `width` is a little less than the
    printer's (71 in the Register), so that a line is rather joined than broken.
    """
    if width is None:
        longest = max((len(row.strip()) for row in text.split("\n")), default=0)
        width = max(30, min(64, longest * 9 // 10))
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", clean(text)):
        rows = [r for r in block.split("\n") if r.strip()]
        current = ""
        before = ""
        for number, row in enumerate(rows):
            words = " ".join(row.split())
            if number == 0 or row.startswith("    ") or "•" in row[:8]:
                if current:
                    found.append(current)
                current = words
            elif _carries_on(before, words, width):
                hyphen = re.search(r"\w-$|--$", current[-2:])
                current += words if hyphen else " " + words
            else:
                current += "\n" + words
            before = words
        if current:
            found.append(current)
    return found


def _carries_on(before: str, after: str, width: int) -> bool:
    first = after.split(" ", 1)[0]
    if _STARTS.match(after) or (before[-1] == "]" and after[0] == "["):
        return False
    if after[:1].islower() or _UNFINISHED.search(before):
        return True
    return len(before) + 1 + len(first) > width
