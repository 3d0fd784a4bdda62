"""The header of a Federal Register text in its several shapes, with offsets of every part.

Shapes: a record composed from the API (TITLE / AGENCY: / ACTION: / SUMMARY: / DATES: / field
lines), a full text (docket lines, title, AGENCY: ... SUPPLEMENTARY INFORMATION:), and the record
of a public inspection filing (field lines with `filed_at:`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from store.model import Text

FR_KINDS: Final = frozenset({"rule", "proposed_rule", "notice", "presidential_document"})
_HEADING: Final = re.compile(
    r"^[ \t]{0,4}(AGENC(?:Y|IES)|ACTIONS?|SUMMARY|DATES?|EFFECTIVE DATES?|ADDRESS(?:ES)?"
    r"|FOR FURTHER INFORMATION(?: CONTACT)?|SUPPLEMENTARY INFORMATION|COMMENT DATES?)[ \t]*:[ \t]*",
    re.M,
)
FIELDS: Final = (
    *("type", "publication_date", "effective_on", "comments_close_on", "signing_date", "citation"),
    *("document_number", "regulation_id_numbers", "docket_ids", "cfr_references"),
    *("correction_of", "filed_at", "filing_type", "editorial_note", "significant"),
)
_FIELD: Final = re.compile(rf"^({'|'.join(FIELDS)}):[ \t]*(\S[^\n]*)$", re.M)
_RULE_LINE: Final = re.compile(r"^[ \t]*[-=_]{8,}[ \t]*$", re.M)
_FILED: Final = re.compile(
    r"\[FR Doc\.?\s(?P<number>[\w–-]{4,16})\s{1,3}Filed\s{1,3}"
    r"(?P<m>\d{1,2})[-–/](?P<d>\d{1,2})[-–/](?P<y>\d{2,4})[;,]?[^\]\n]{0,30}\]"
)
_NUMBER: Final = re.compile(r"\[FR Doc\.? No[.:]?:?\s{0,3}(?P<number>[\w–-]{4,16})\]")
_ISSUE: Final = re.compile(r"\[?Federal Register(?:,| Volume) [^\n\]]{0,80}\]?")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a Federal Register text says of itself; parts it lacks are None.

    `cut` is true for a text that has a SUMMARY or DATES heading but ends before the body although
    it is no composed record. `number` is the document number in normal form (en dashes mended).
    """

    title: Part | None
    agency: Part | None = None
    action: Part | None = None
    summary: Part | None = None
    dates: Part | None = None
    body: Part | None = None
    fields: Mapping[str, Part] = field(default_factory=dict)
    number: str | None = None
    filed: tuple[date, Part] | None = None
    cut: bool = False

    @property
    def inspection(self) -> bool:
        """Whether this is the record of a filing for public inspection."""
        return "filed_at" in self.fields


def read_header(text: Text) -> Header | None:
    """The header of a Federal Register text, or None where the text is none."""
    body = text.text
    headings = list(_HEADING.finditer(body))[:24]
    fields = {
        m[1]: Part(m[2].rstrip(), m.start(2), m.start(2) + len(m[2].rstrip()))
        for m in _FIELD.finditer(body)
    }
    if len(fields) < 2:
        fields = {}
    official = text.kind in FR_KINDS
    if not (fields or (headings and (official or len(headings) >= 2)) or official):
        return None
    if not fields and not headings:
        return None
    parts: dict[str, Part] = {}
    limit = min((p.start - len(k) - 2 for k, p in fields.items()), default=len(body))
    end_of_header = len(body)
    for n, m in enumerate(headings):
        name = m[1]
        end = headings[n + 1].start() if n + 1 < len(headings) else len(body)
        if m.end() <= limit < end:
            end = limit
        if rule := _RULE_LINE.search(body, m.end(), end):
            end = rule.start()
        if name.startswith("SUPPLEMENTARY"):
            parts.setdefault("body", Part(body[m.end() :], m.end(), len(body)))
            end_of_header = m.start()
            break
        raw = body[m.end() : end]
        a = m.end() + len(raw) - len(raw.lstrip())
        b = m.end() + len(raw.rstrip())
        key = name.rstrip("S").replace("AGENCIE", "AGENCY")
        key = "DATE" if key in ("EFFECTIVE DATE", "COMMENT DATE") else key
        if b > a:
            parts.setdefault(key, Part(body[a:b], a, b))
    filed = _filed(body)
    return Header(
        title=_title(text, headings[0].start() if headings else limit),
        agency=parts.get("AGENCY"),
        action=parts.get("ACTION"),
        summary=parts.get("SUMMARY"),
        dates=parts.get("DATE"),
        body=parts.get("body"),
        fields=fields,
        number=_number(text, fields, body),
        filed=filed,
        cut=bool(
            not fields and "body" not in parts and len(body) > end_of_header - 1 and _is_full(body)
        ),
    )


def _is_full(body: str) -> bool:
    """Whether the text began as a full text of the Register rather than a composed record."""
    return bool(
        re.search(
            r"FOR FURTHER INFORMATION|^\[Docket No|^RIN \d{4}-|Federal Register Volume",
            body[:4000],
            re.M,
        )
    )


def _title(text: Text, before: int) -> Part | None:
    lead = text.text[:before]
    if text.title:
        at = lead.find(text.title)
        if at >= 0:
            return Part(text.title, at, at + len(text.title))
    blocks = list(re.finditer(r"\S(?:[^\n]|\n(?!\s*\n)){0,1500}", lead))
    blocks = [b for b in blocks if not re.match(r"[-=\[]|RIN |\d+ CFR", b[0])]
    if not blocks:
        return None
    block = blocks[-1] if _is_full(text.text) or len(blocks) > 2 else blocks[0]
    words = block[0].strip()
    return Part(words, block.start(), block.start() + len(words))


def _number(text: Text, fields: Mapping[str, Part], body: str) -> str | None:
    number = text.stated.get("document_number") if text.stated else None
    if not number and (stated := fields.get("document_number")):
        number = stated.text
    if not number:
        m = _NUMBER.search(body, 0, 3000) or _FILED.search(body)
        number = m["number"] if m else None
    return str(number).replace("–", "-").strip() if number else None


def _filed(body: str) -> tuple[date, Part] | None:
    found = None
    for m in _FILED.finditer(body):
        found = m
    if not found:
        return None
    year = int(found["y"])
    year += 0 if year > 99 else 1900 if year >= 90 else 2000
    try:
        day = date(year, int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return day, Part(found[0], found.start(), found.end())
