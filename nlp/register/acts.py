"""Claims from ACTION: what the document does to another one, where DATES has not said it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from nlp.register.action import ActionPart
from nlp.register.bites import told_delay
from nlp.register.sheet import Sheet

#: Told by DATES or by the kind of the document, never by ACTION alone.
_TOLD_ELSEWHERE: Final = ("proposal", "entry_into_force", "compliance", "comment_deadline")


def action_claims(sheet: Sheet) -> None:
    """What ACTION, or the number of a correction, says that nothing has said already."""
    have = {c.type for c in sheet.claims}
    for part in sheet.parts:
        for kind in part.types:
            if kind not in have and kind not in _TOLD_ELSEWHERE:
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
    proposing = sheet.kind == "proposed_rule" and kind not in ("withdrawal", "correction")
    modality = part.modality if part.modality != "done" else "proposed" if proposing else "done"
    ref, name = sheet.target("")
    if kind == "correction" and sheet.corrects():
        ref, name = sheet.corrects(), None
    day, basis = _day(sheet, kind, modality), "stated"
    old: date | None = None
    span, near = (part.start, part.end), part.start
    details: dict[str, Any] = {}
    if kind in ("delay", "suspension_end") and (told := told_delay(sheet)):
        d, sentence, near = told
        day, old, basis = d.day, d.old, d.basis
        span, details = (sentence.start, sentence.end), dict(d.details)
    sheet.add(
        kind, modality, span, near=near, about="other", ref=ref, name=name, day=day,
        date_basis=basis if day or old or details else None, details=details, rule="ACTION",
        old_date=old.isoformat() if old else None,
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
