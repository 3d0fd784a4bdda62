"""What a Federal Register document itself says: typed claims from its header, with evidence.

ACTION says what the document does, DATES says when, and the citations printed beside say to which
rule. Claims about the document itself carry `fr:NUMBER`; claims about another rule carry the
citation, number or RIN printed in that sentence as `instrument_ref`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.register.acts import action_claims
from nlp.register.bites import caption_claims, told_claims
from nlp.register.corrections import correction_claims
from nlp.register.header import Header, as_mapping, read_header
from nlp.register.links import find_links, references
from nlp.register.purposes import purpose_claims
from nlp.register.records import field_claims, filing_claims, publication_claims
from nlp.register.sheet import Sheet
from nlp.register.short_names import defined_names, preamble_end
from nlp.register.views import view
from store.model import Claim, Link, Text

__all__ = ["Header", "Register", "header_claims", "read_header", "references"]


@dataclass(frozen=True, slots=True)
class Register:
    """A Federal Register text as read: its header, its claims, its short names, its problems.

    `instrument` and `instrument_id` are the document's own title and id; `kind` what it is (rule,
    proposed_rule, notice), as the caller, the record or the text says; `types` what ACTION says is
    done; `links` what is done to other documents; `told` the header as `Reading.header` has it.
    """

    header: Header
    instrument: str | None
    instrument_id: str | None
    claims: tuple[Claim, ...]
    names: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    types: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    kind: str | None = None


def header_claims(text: Text) -> Register | None:
    """Everything the header of a Federal Register text claims, or None where it has none."""
    header = read_header(text)
    if header is None or not (header.has_parts or header.fields or header.cut):
        return None
    sheet = Sheet(text, header)
    if header.cut:
        sheet.notes.append("text cut off after its header")
    filing_claims(sheet)
    publication_claims(sheet)
    caption_claims(sheet)
    told_claims(sheet)
    field_claims(sheet)
    correction_claims(sheet)
    action_claims(sheet)
    stage = purpose_claims(sheet)
    told = as_mapping(header, sheet.body, sheet.parts)
    return Register(
        header,
        sheet.title,
        sheet.id,
        tuple(_unique(sheet.claims)),
        tuple(dict.fromkeys(_names(sheet))),
        tuple(dict.fromkeys(sheet.notes)),
        sheet.types,
        find_links(text, header, sheet.parts, sheet.own),
        told if told.get("stage") or not stage else {**told, "stage": stage},
        sheet.kind,
    )


def _names(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Short names that summary and preamble define, for this document or for another's number."""
    own = (sheet.title, sheet.id, sheet.own)
    if sheet.summary:
        yield from defined_names(sheet.summary, *own)
    if body := sheet.header.body:
        end = preamble_end(sheet.body, body.start, body.end)
        shown = view(sheet.body, body.start, end, wrapped=sheet.header.wrapped)
        yield from defined_names(shown, *own)


def _unique(claims: list[Claim]) -> Iterator[Claim]:
    seen = set()
    for c in claims:
        key = (c.type, c.modality, c.date, c.instrument_id, c.instrument_ref, str(c.details))
        if key not in seen:
            seen.add(key)
            yield c
