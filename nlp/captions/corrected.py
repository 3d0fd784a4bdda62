"""Dates that a correction of a printed document puts right: "'X' should read 'Y'"."""

from __future__ import annotations

import re
from typing import Final

from nlp.captions.dated import Dated
from nlp.captions.printed import Day, printed_days

_READ: Final = re.compile(
    r"[\"“”'‘’`]{1,2},?\s(?:should (?:read|be|have read)|is corrected to read|is corrected to be"
    r"|must read|to read)\b[:,]?\s[\"“”'‘’`]{1,2}"
)
_KINDS: Final = (
    ("comment_deadline", re.compile(r"\bcomment|\bsubmi|\bnominat", re.I)),
    ("compliance", re.compile(r"\bcomplian", re.I)),
    ("expiry", re.compile(r"\bexpir", re.I)),
    ("entry_into_force", re.compile(r"\beffective|\bapplicab", re.I)),
)


def read_corrections(text: str, title: str | None = None) -> list[Dated]:
    """Dates put right in a correction's text, with the misprinted date as `old`, offsets into it.

    The kind is told by the words around, else by `title` (of the document corrected); a date of
    which neither tells what it is a date of is left out.
    """
    found = []
    for m in _READ.finditer(text):
        begin = max(0, m.start() - 80)
        wrong = _near(text, begin, m.start(), last=True)
        right = _near(text, m.end(), min(len(text), m.end() + 80), last=False)
        if not wrong or not right:
            continue
        low = max(0, m.start() - 400)
        begin = max(low, text.rfind("\n\n", low, m.start()) + 1)
        near = text[begin : right.end]
        kind = _kind(near) or _kind(title or "")
        if kind:
            words = text[right.start : right.end]
            begin += len(near) - len(near.lstrip())
            found.append(
                Dated(
                    kind,
                    right.day,
                    right.start,
                    right.end,
                    old=wrong.day,
                    words=words,
                    sentence=(begin, right.end),
                )
            )
    return found


def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def _near(text: str, begin: int, end: int, last: bool) -> Day | None:
    inside = [d for d in printed_days(text[begin:end]) if d.known]
    if not inside:
        return None
    d = inside[-1 if last else 0]
    return Day(d.day, d.start + begin, d.end + begin, d.odd, d.basis)
