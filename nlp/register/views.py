"""A stretch of a text as it is meant to be read, with the way back to the text as it stands.

GPO's text comes hard-wrapped, with page marks inside sentences, doubled single quotes, entities
and typesetting tags; its XML with elements. A view drops these and keeps every offset.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = {"bullet": "•", "sec": "§", "para": "¶", "ls-thn-eq": "≤", "gr-thn-eq": "≥"}
_ODD: Final = re.compile(
    r"\s{0,9}\[\[Page [A-Z]{0,2}\d{1,7}\]\]\s{0,9}"
    r"|<(?P<sign>bullet|sec|para|ls-thn-eq|gr-thn-eq)>"
    r"|(?P<block></(?:P|FP|HD|p|li|AGENCY|SUBAGY|CFR|RIN|DEPDOC|SUBJECT)>\s{0,200})"
    r"|</?[A-Za-z][^<>]{0,300}>"
    r"|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});"
    r"|``|''"
    r"|\[(?P<accent>[A-Za-z](?:acute|grave|uml|circ|tilde|cedil|slash|ring))\]"
    r"|(?P<line>[ \t]{0,9}\n(?P<indent>[ \t]{0,40})(?=[^\s]))"
)
_ANY: Final = re.compile(r"\[\[Page|[<&]|``|''|\n|\[[A-Za-z](?:acute|grave|uml|circ|tilde|cedil)")


@dataclass(frozen=True, slots=True)
class View:
    """`text` as read; `at(i)` is the offset of its i-th character in the text it was made from."""

    text: str
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]
    end: int

    def at(self, i: int) -> int:
        """The offset in the original of the character at `i`; `len(text)` gives the end."""
        if i >= len(self.text):
            return self.end
        return i + self._shifts[bisect_right(self._starts, i) - 1]

    def span(self, a: int, b: int) -> tuple[int, int]:
        """The original's span of `text[a:b]`, marks and tags inside it included."""
        return self.at(a), (self.at(b - 1) + 1 if b > a else self.at(a))


def trimmed(body: str, a: int, b: int) -> tuple[int, int]:
    """The span without the blanks at its ends; an empty one stands at its end."""
    while a < b and body[a].isspace():
        a += 1
    while b > a and body[b - 1].isspace():
        b -= 1
    return a, b


def view(body: str, start: int, end: int, *, wrapped: bool = False) -> View:
    """The view of `body[start:end]`; `wrapped` text has line ends that mean nothing."""
    raw = body[start:end]
    if not _ANY.search(raw):
        return View(raw, (0,), (start,), end)
    out: list[str] = []
    starts, shifts = [], []
    length = last = 0

    def keep(words: str, at: int) -> None:
        nonlocal length
        if words:
            starts.append(length)
            shifts.append(at - length)
            out.append(words)
            length += len(words)

    for m in _ODD.finditer(raw):
        keep(raw[last : m.start()], start + last)
        keep(_meant(m, wrapped), start + m.start())
        last = m.end()
    keep(raw[last:], start + last)
    if not starts:
        return View("", (0,), (start,), start)
    return View("".join(out), tuple(starts), tuple(shifts), end)


def _meant(m: re.Match[str], wrapped: bool) -> str:
    found = m[0]
    if m["sign"]:
        return _SIGNS[m["sign"]]
    if m["accent"]:
        return html.unescape(f"&{m['accent']};")[:1]
    if m["block"]:
        return "\n"
    if m["line"]:
        return " " if wrapped and len(m["indent"]) < 4 else "\n"
    if found == "``":
        return "“"
    if found == "''":
        return "”"
    if found.startswith("&"):
        return html.unescape(found)[:1]
    return " " if "[[Page" in found else ""
