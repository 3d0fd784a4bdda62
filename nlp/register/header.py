"""The header of a Federal Register text in its several shapes, with offsets of every part.

Shapes: GPO's text (in its wrapper, extracted, or collapsed to one line), GPO's XML, the text on
public inspection, a record composed from the API (TITLE / AGENCY: / ACTION: / SUMMARY: / DATES: /
field lines), and the record of a filing for public inspection (field lines with `filed_at:`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from nlp.register import front
from nlp.register.action import ActionPart, stage_of
from nlp.register.headings import Heading, headings, is_xml
from nlp.register.views import View, trimmed, view
from store.model import Text

FR_KINDS: Final = frozenset({"rule", "proposed_rule", "notice", "presidential_document"})
FIELDS: Final = (
    *("type", "publication_date", "effective_on", "comments_close_on", "signing_date", "citation"),
    *("document_number", "regulation_id_numbers", "docket_ids", "cfr_references"),
    *("correction_of", "filed_at", "filing_type", "editorial_note", "significant"),
)
KNOWN: Final = frozenset(
    {"AGENCY", "ACTION", "SUMMARY", "DATES", "LABELLED DATES", "SUPPLEMENTARY INFORMATION"}
)
_FIELD: Final = re.compile(rf"^({'|'.join(FIELDS)}):[ \t]*(\S[^\n]*)$", re.M)
_RULE_LINE: Final = re.compile(
    r"^[ \t]{0,40}[-=_]{8,200}[ \t]{0,40}$|(?<!\S)[-=_]{20,200}(?!\S)", re.M
)
_ISSUE: Final = re.compile(r"\[Federal Register Volume \d|\[FR Doc\.? No[.:]")
_PRINTED: Final = re.compile(
    r"FOR FURTHER INFORMATION|\[Docket No|^RIN \d{4}-|^\d{1,2} CFR Parts? \d", re.M
)
_ENDED: Final = re.compile(
    r"\[FR Doc\.?\s{1,3}[\w–-]{4,16}\s{1,3}Filed|BILLING CODE|<BILCOD>", re.I
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: `text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a Federal Register text says of itself; parts it lacks are None.

    `number` is the document number, `rin`, `docket`, `cfr` the identifiers, in normal form.
    `dates` is the first DATES caption, `captions` are all of them (EFFDATE beside DATES). `filed`
    is the day of the stamp, `announced` the day of publication told by a text on inspection.
    `wrapped` texts have line ends that mean nothing. `cut` is true for a text of the Register
    that ends before its body.
    """

    title: Part | None
    agency: Part | None = None
    action: Part | None = None
    summary: Part | None = None
    dates: Part | None = None
    captions: tuple[Part, ...] = ()
    body: Part | None = None
    fields: Mapping[str, Part] = field(default_factory=dict)
    number: str | None = None
    rin: tuple[str, ...] = ()
    docket: tuple[str, ...] = ()
    cfr: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    filed: tuple[date, Part] | None = None
    announced: tuple[date, Part] | None = None
    wrapped: bool = False
    cut: bool = False

    @property
    def inspection(self) -> bool:
        """Whether this is the record of a filing for public inspection, or the text filed."""
        return "filed_at" in self.fields or self.announced is not None

    @property
    def has_parts(self) -> bool:
        """Whether any of AGENCY, ACTION, SUMMARY and DATES is there."""
        return any((self.agency, self.action, self.summary, self.dates))

    def view(self, body: str, part: Part) -> View:
        """A part as it is meant to be read, with the way back to the text's own offsets."""
        return view(body, part.start, part.end, wrapped=self.wrapped)

    def words(self, body: str, part: Part | None) -> str | None:
        """A part's words on one line."""
        return " ".join(self.view(body, part).text.split()) if part else None


def read_header(text: Text) -> Header | None:
    """The header of a Federal Register text, or None where the text is none."""
    body = text.text
    official = text.kind in FR_KINDS
    found = headings(body, official=official)
    known = {h.name for h in found if h.name in KNOWN}
    fields = _fields(body)
    printed = bool(_ISSUE.search(body, 0, 3000))
    xml = is_xml(body)
    stamp, announced = front.filed_at(body), front.to_be_published(body)
    bare = fields or printed or xml or announced or (stamp and official)
    if not (bare or (known and (official or len(known) > 1))):
        return None
    full = printed or xml or bool(stamp or announced) or bool(_PRINTED.search(body, 0, 8000))
    limit = min((p.start - len(k) - 2 for k, p in fields.items()), default=len(body))
    first = next((h.at for h in found if h.name in KNOWN), None)
    before = min(limit, front.FRONT) if first is None else first
    parts, captions = _parts(body, found, limit)
    wrapped = not fields and not xml and _is_wrapped(body)
    lead = view(body, max(0, before - front.FRONT), before).text
    placed = first is not None or bool(fields) or xml
    span = front.title_span(
        body, before, text.title, xml=xml, full=full and not fields, placed=placed
    )
    ended = bool(stamp or _ENDED.search(body, max(0, len(body) - 4000)))
    main = parts.get("SUPPLEMENTARY INFORMATION")
    return Header(
        title=_part(body, *span) if span else None,
        agency=parts.get("AGENCY"),
        action=parts.get("ACTION"),
        summary=parts.get("SUMMARY"),
        dates=captions[0] if captions else None,
        captions=tuple(captions),
        body=main,
        fields=fields,
        number=_number(text, fields, body),
        rin=_listed(fields, "regulation_id_numbers") or front.rins(lead),
        docket=_listed(fields, "docket_ids") or front.dockets(lead),
        cfr=_listed(fields, "cfr_references") or front.cfr(lead),
        subjects=front.subjects(body, main.start if main else before),
        filed=(stamp[0], _part(body, *stamp[1:])) if stamp else None,
        announced=(announced[0], _part(body, *announced[1:])) if announced else None,
        wrapped=wrapped,
        cut=full and not fields and main is None and not ended,
    )


def as_mapping(header: Header, body: str, parts: Sequence[ActionPart] = ()) -> dict[str, Any]:
    """What a text says of itself, as `Reading.header` has it; absent fields are left out."""
    filed = header.fields.get("filed_at")
    told = {
        "number": header.number,
        "title": header.words(body, header.title),
        "agency": header.words(body, header.agency),
        "action": header.words(body, header.action),
        "stage": stage_of(list(parts)),
        "rin": list(header.rin),
        "docket": list(header.docket),
        "cfr": list(header.cfr),
        "subjects": list(header.subjects),
        "filed_at": filed.text if filed else header.filed[0].isoformat() if header.filed else None,
        "cut": header.cut or None,
    }
    return {key: value for key, value in told.items() if value}


def _parts(body: str, found: list[Heading], limit: int) -> tuple[dict[str, Part], list[Part]]:
    parts: dict[str, Part] = {}
    captions: list[Part] = []
    for h in found:
        if h.name.startswith("SUPPLEMENTARY"):
            parts.setdefault(h.name, Part(body[h.start : h.end], h.start, h.end))
            continue
        end = limit if h.start <= limit < h.end else h.end
        if rule := _RULE_LINE.search(body, h.start, end):
            end = rule.start()
        # "COMMENT DATE:" tells what its date is, so the caption holds the heading's own words.
        part = _part(body, h.at if h.name == "LABELLED DATES" else h.start, end)
        if part.end <= part.start:
            continue
        if h.name.endswith("DATES"):
            captions.append(part)
        else:
            parts.setdefault(h.name, part)
    return parts, captions


def _part(body: str, a: int, b: int) -> Part:
    a, b = trimmed(body, a, b)
    return Part(body[a:b], a, b)


def _fields(body: str) -> dict[str, Part]:
    found = {
        m[1]: Part(m[2].rstrip(), m.start(2), m.start(2) + len(m[2].rstrip()))
        for m in _FIELD.finditer(body)
    }
    return found if len(found) > 1 else {}


def _listed(fields: Mapping[str, Part], name: str) -> tuple[str, ...]:
    part = fields.get(name)
    return tuple(v.strip() for v in part.text.split(";") if v.strip()) if part else ()


def _is_wrapped(body: str) -> bool:
    """Whether lines were broken at a margin: most of them, and none much longer."""
    lines = [len(line) for line in body[:6000].split("\n")[:-1] if line.strip()]
    return len(lines) > 8 and sum(n > 90 for n in lines) < 0.05 * len(lines)


def _number(text: Text, fields: Mapping[str, Part], body: str) -> str | None:
    number = text.stated.get("document_number") if text.stated else None
    if not number and (stated := fields.get("document_number")):
        number = stated.text
    return str(number).replace("–", "-").strip() if number else front.number_of(body)
