"""What stands before AGENCY and after the body: title, RIN, docket, CFR parts, number, stamp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nlp.register.views import View, trimmed, view

#: What stands before AGENCY is shorter; a text without one is not searched farther.
FRONT: Final = 6000
_RIN: Final = re.compile(r"\b\d{4}[-–][A-Z]{2}\d{2,3}\b")
_DOCKET: Final = re.compile(
    r"\[(?P<docket>(?![Ff]ederal Register|FR Doc|\[?Pages? )[^\[\]]{4,400})\]"
)
_NO_DOCKET: Final = re.compile(
    r"(?:rules and regulations|proposed rules|notices|presidential documents|email.protected"
    r"|www\.|t\.d\. )",
    re.I,
)
_DOCKET_WORD: Final = re.compile(
    r"^(?:agency )?docket(?:s| file)?(?: (?:nos?\.?|numbers?|ids?(?: nos?\.?)?|#))?[:.]?\s*", re.I
)
_CFR: Final = re.compile(
    r"\b(?P<title>\d{1,2})\sCFR\s(?:Parts?|Chapters?|Ch\.)?\s?(?P<parts>[\dIVXL][^\n\[\]<(;:]{0,160})",
    re.I,
)
_PART: Final = re.compile(r"\b\d{1,4}[a-z]?(?:[-–]\d{1,3})?\b")
_STAMP: Final = re.compile(
    r"\[FR Doc\.?\s{1,3}(?P<number>[\w–-]{4,16})\s{1,3}Filed:?\s{1,3}"
    r"(?P<m>\d{1,2})[-–/](?P<d>\d{1,2})[-–/](?P<y>\d{2,4})[;,]?[^\]\n]{0,60}\]",
    re.I,
)
_NUMBER: Final = re.compile(r"\[FR Doc\.? No[.:]?:?\s{0,3}(?P<number>[\w–-]{4,16})\]")
_AVAILABLE: Final = re.compile(r"federalregister\.gov/d/(?P<number>[\w–-]{4,16}?)(?=[,.\s]|$)")
_TO_BE_PUBLISHED: Final = re.compile(
    r"scheduled to be published in the\s{1,8}Federal Register\s{1,8}on\s{1,8}"
    r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"
)
_SKIPPED: Final = re.compile(
    r"[-=_\[(]|RINs? |Z?RIN:? |\d+ CFR|BILLING CODE|This document is sch", re.I
)
_ANCHOR: Final = re.compile(
    r"(?<!acute)(?<!grave)(?<!tilde)(?<!uml)\]|\b\d{3,4}[-–][A-Z]{2}\d{2,3}\b"
    r"|\b\d{1,2} CFR (?:Parts?|Chapter) [\dIVXL]{1,9}"
    r"(?:(?:, and|,| and) \d{1,4}){0,40}"
)
_SUBJECTS: Final = re.compile(r"\bList of Subjects\b(?: (?:in|for) [^\n<]{0,120})?")


def rins(front: str) -> tuple[str, ...]:
    """RINs printed before AGENCY, in normal form: `0694-AJ90`."""
    return tuple(dict.fromkeys(r.replace("–", "-") for r in _RIN.findall(front)))


def dockets(front: str) -> tuple[str, ...]:
    """Dockets printed in brackets before AGENCY, without the words `Docket No.`."""
    found = []
    for m in _DOCKET.finditer(front):
        words = " ".join(m["docket"].split())
        if _NO_DOCKET.match(words) or not re.search(r"\d", words):
            continue
        found += [_DOCKET_WORD.sub("", part.strip()).strip() for part in words.split(";")]
    return tuple(dict.fromkeys(filter(None, (d.replace("–", "-") for d in found))))


def cfr(front: str) -> tuple[str, ...]:
    """The parts of the CFR concerned, in normal form: `15 CFR 734`."""
    found: list[str] = []
    for m in _CFR.finditer(front):
        words = re.split(r"\bRIN\b|\bDocket\b|\s[A-Z][a-z]{3,}(?<!Part)(?<!Parts)\b", m["parts"])[0]
        found += [f"{m['title']} CFR {p.replace('–', '-')}" for p in _PART.findall(words)]
    return tuple(dict.fromkeys(found))


def number_of(body: str) -> str | None:
    """The document's own number as the text prints it, in normal form."""
    found = _NUMBER.search(body, 0, 5000) or _last(_STAMP, body) or _AVAILABLE.search(body, 0, 3000)
    return found["number"].replace("–", "-") if found else None


def filed_at(body: str) -> tuple[date, int, int] | None:
    """The day of the filing stamp at the end, and the stamp's span."""
    found = _last(_STAMP, body)
    day = _day(found) if found else None
    return (day, found.start(), found.end()) if found and day else None


def to_be_published(body: str) -> tuple[date, int, int] | None:
    """The day on which a text on public inspection says that it will be published."""
    found = _TO_BE_PUBLISHED.search(body, 0, 3000)
    day = _day(found) if found else None
    return (day, found.start(), found.end()) if found and day else None


def _last(pattern: re.Pattern[str], body: str) -> re.Match[str] | None:
    found = None
    at = body.find("[FR Doc")
    while at >= 0:
        found = pattern.match(body, at) or found
        at = body.find("[FR Doc", at + 1)
    return found


def _day(m: re.Match[str]) -> date | None:
    year = int(m["y"])
    year += 0 if year > 99 else 1900 if year >= 90 else 2000
    try:
        return date(year, int(m["m"]), int(m["d"]))
    except ValueError:
        return None


def title_span(
    body: str, before: int, known: str | None, *, xml: bool, full: bool, placed: bool
) -> tuple[int, int] | None:
    """Where the title stands: as named by the caller, by its element, or, `placed` before a
    heading or in a record, by its place."""
    if xml:
        start = body.find("<SUBJECT>") + len("<SUBJECT>")
        end = body.find("</SUBJECT>", start)
        return trimmed(body, start, end) if len("<SUBJECT>") <= start < end else None
    low = max(0, before - FRONT)
    if known and (found := _named(body, low, before, known)):
        return found
    if not placed:
        return None
    lead = body[low:before]
    if full and lead.count("\n") < 4:
        anchors = list(_ANCHOR.finditer(lead))
        if not anchors:
            return None
        return trimmed(body, low + anchors[-1].end(), before)
    blocks = list(_blocks(body, low, before))
    blocks = [s for s in blocks if s[1] > s[0] and not _SKIPPED.match(body[s[0] : s[1]])]
    if not blocks:
        return None
    return blocks[-1] if full or len(blocks) > 2 else blocks[0]


def _blocks(body: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The spans of what blank lines part."""
    start: int | None = None
    at = low
    for row in body[low:high].splitlines(keepends=True):
        if row.strip() and start is None:
            start = at
        if not row.strip() and start is not None:
            yield trimmed(body, start, at)
            start = None
        at += len(row)
    if start is not None:
        yield trimmed(body, start, high)


def _named(body: str, low: int, high: int, known: str) -> tuple[int, int] | None:
    at = body.find(known, low, high)
    if at >= 0:
        return at, at + len(known)
    words = known.split()[:60]
    m = re.compile(r"\s{1,9}".join(map(re.escape, words)), re.I).search(body, low, high)
    return m.span() if m else None


def subjects(body: str, start: int) -> tuple[str, ...]:
    """The terms under "List of Subjects", in order."""
    at = body.find("List of Subjects", start)
    if at < 0:
        return ()
    m = _SUBJECTS.match(body, at)
    shown: View = view(body, m.end() if m else at, min(len(body), at + 3000), wrapped=True)
    words = re.split(r"\n\s*\n|\.\s|\n(?=[A-Z]{2})|\n {4}", shown.text.lstrip(" \n:."))[0]
    terms = [" ".join(t.split()).strip(" .") for t in words.split(",")]
    return tuple(dict.fromkeys(t for t in terms if 2 < len(t) < 80))[:60]
