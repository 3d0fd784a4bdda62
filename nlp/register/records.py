"""Claims from the publisher's fields and stamps: filing, publication, dates the caption lacks."""

from __future__ import annotations

import re
from typing import Final

from nlp.captions import caption_sentences, days
from nlp.register.links import references
from nlp.register.sheet import QUOTED_RULE, Sheet

_INSPECTION: Final = re.compile(
    r"\b(?:posted|filed|placed|put|released|displayed|made\s(?:it\s)?available|available"
    r"|went)\b[^.;]{0,40}?\b(?:for|on)\s(?:public\s)(?:inspection|display)\b",
    re.I,
)
_NAMED: Final = re.compile(r"[\"“](?P<title>[A-Z][^\"”\n]{11,240})[\"”]")


def filing_claims(sheet: Sheet) -> None:
    """When the document, or one that its summary names, was filed for public inspection."""
    part, day = sheet.header.fields.get("filed_at"), sheet.field_day("filed_at")
    if sheet.corrects() or "correction_of" in sheet.header.fields:
        part = day = None
    if part and day:
        sheet.add(
            "filing", "done", sheet.line(part), day=day, date_basis="stated",
            date_text=part.text, rule="filed_at",
        )  # fmt: skip
    elif sheet.header.filed and not sheet.corrects():
        day, part = sheet.header.filed
        sheet.add(
            "filing", "done", (part.start, part.end), day=day, date_basis="stated",
            date_text=part.text, rule="filing stamp",
        )  # fmt: skip
    _told_filing(sheet)


def _told_filing(sheet: Sheet) -> None:
    if not sheet.summary or "public" not in sheet.summary.text:
        return
    for a, b in caption_sentences(sheet.summary.text):
        sentence = sheet.summary.text[a:b]
        told = _INSPECTION.search(sentence)
        found = list(days(sentence)) if told else []
        if len(found) != 1:
            continue
        named = QUOTED_RULE.search(sentence) or _NAMED.search(sentence)
        refs = [r for r in references(sentence) if r not in sheet.own]
        own = not named and re.search(r"\b[Tt]his (?:\w+\s){0,3}(?:rule|document|notice)", sentence)
        if not (refs or named or own):
            continue
        sheet.add(
            "filing", "done", sheet.summary.span(a, b), about="self" if own else "other",
            ref=refs[0] if refs else None, name=named["title"].strip(" ,.;") if named else None,
            day=found[0].day, date_basis="stated",
            date_text=sentence[found[0].start : found[0].end], rule="filing told",
        )  # fmt: skip


def publication_claims(sheet: Sheet) -> None:
    """When the document was or will be published, and that it proposes.

    A correction (`C1-...`) revises the document whose number it bears: its own day of publication
    is no second one of that document's.
    """
    header = sheet.header
    if sheet.corrects() or "correction_of" in header.fields:
        return
    part, day = header.fields.get("publication_date"), sheet.field_day("publication_date")
    if part and day:
        modality = "scheduled" if header.inspection else "done"
        sheet.add(
            "publication", modality, sheet.line(part), day=day, date_basis="stated",
            date_text=part.text, rule="publication_date",
        )  # fmt: skip
    elif header.announced:
        day, part = header.announced
        sheet.add(
            "publication", "scheduled", (part.start, part.end), day=day, date_basis="stated",
            date_text=part.text, rule="to be published",
        )  # fmt: skip
    if sheet.kind == "proposed_rule" and not header.inspection and not sheet.about_other():
        action = header.action
        span = (action.start, action.end) if action else (sheet.line(part) if part else None)
        if span:
            sheet.add(
                "proposal", "done", span, day=sheet.published, rule="proposed rule",
                date_basis="stated" if part else "inferred",
            )  # fmt: skip


def field_claims(sheet: Sheet) -> None:
    """Dates of the publisher's own fields, where the caption gave none.

    What a correction has there is its own day of publication, not a date of the corrected rule.
    """
    if sheet.corrects() or "correction_of" in sheet.header.fields:
        return
    have = {c.type for c in sheet.claims}
    moving = {"delay", "suspension"} & {*sheet.types, *have}
    for name, kind in (
        ("effective_on", "entry_into_force"),
        ("comments_close_on", "comment_deadline"),
    ):
        part, day = sheet.header.fields.get(name), sheet.field_day(name)
        if not part or not day or kind in have or (kind == "entry_into_force" and moving):
            continue
        if kind == "entry_into_force" and (
            (sheet.header.dates and sheet.kind == "notice") or "comment_deadline" in sheet.types
        ):
            continue
        sheet.add(
            kind, sheet.when(day), sheet.line(part), day=day, date_basis="stated",
            date_text=part.text, rule=name,
        )  # fmt: skip
