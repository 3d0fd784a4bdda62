"""Claims from ACTION: what the document does to another one, where DATES has not said it."""

from __future__ import annotations

from datetime import date
from typing import Final

from nlp.register.action import ActionPart
from nlp.register.sheet import Sheet

#: Told by DATES or by the kind of the document, never by ACTION alone.
_TOLD_ELSEWHERE: Final = ("proposal", "entry_into_force", "compliance", "comment_deadline")
#: What is put off does not end: 86 FR 13630 is "delay ...; withdrawal; correction" of one rule.
_ENDS: Final = ("rescission", "withdrawal")


def action_claims(sheet: Sheet) -> None:
    """What ACTION, or the number of a correction, says that nothing has said already."""
    have = {c.type for c in sheet.claims}
    for part in sheet.parts:
        for kind in part.types:
            if kind in have or kind in _TOLD_ELSEWHERE:
                continue
            if kind in _ENDS and "delay" in sheet.types:
                sheet.notes.append(f"{part.text!r} beside a delay: what ends is not told")
                continue
            _action(sheet, part, kind)
    if "correction" in {c.type for c in sheet.claims}:
        return
    of = sheet.header.fields.get("correction_of")
    printed = sheet.header.fields.get("document_number") or (
        sheet.header.filed[1] if sheet.header.filed else None
    )
    if of:
        sheet.add(
            "correction", "done", sheet.line(of), about="other", ref=of.text,
            day=sheet.published, date_basis="stated", rule="correction_of",
        )  # fmt: skip
    elif sheet.corrects() and printed:
        sheet.add(
            "correction", "done", sheet.line(printed), about="other", ref=sheet.corrects(),
            day=sheet.published, date_basis="inferred", rule="number of a correction",
        )  # fmt: skip


def _action(sheet: Sheet, part: ActionPart, kind: str) -> None:
    if kind == "guidance":
        sheet.add(
            kind, "done", (part.start, part.end), day=sheet.published, rule="ACTION",
            date_basis="inferred",
        )  # fmt: skip
        return
    modality = part.modality if part.modality != "done" else sheet.modality(kind)
    ref, name = sheet.acted_on(kind)
    day = _day(sheet, kind, modality)
    sheet.add(
        kind, modality, (part.start, part.end), about="other", ref=ref, name=name, day=day,
        date_basis="stated" if day else None, rule="ACTION",
    )  # fmt: skip


def _day(sheet: Sheet, kind: str, modality: str) -> date | None:
    """The day of an act that ACTION alone tells: the rule's own effective date, or publication."""
    if modality != "done":
        return None
    own = next(
        (c for c in sheet.claims if c.type == "entry_into_force" and c.instrument_id == sheet.id),
        None,
    )
    if kind in ("rescission", "withdrawal", "suspension", "reimposition") and own and own.date:
        return date.fromisoformat(own.date)
    return sheet.published if kind in ("correction", "withdrawal") else None
