"""Claims from title and summary where a record has no ACTION line: acts on another document."""

from __future__ import annotations

from typing import Final

from nlp.purpose import purpose
from nlp.register.sheet import Sheet

#: The acts that ACTION would have told; an extension is told with its date elsewhere or not at all.
_ACTS: Final = ("correction", "delay", "withdrawal", "rescission")
#: Stages of this document, where no act on another one was found beside them.
_STAGES: Final = ("interim_final", "direct_final", "temporary")


def purpose_claims(sheet: Sheet) -> str | None:
    """Claims for the acts that title or summary tell for sure; gives the stage, where one is told.

    Nothing where there is an ACTION line: it has spoken.
    """
    header = sheet.header
    if header.action or sheet.kind not in ("rule", "proposed_rule", None):
        return None
    title = header.view(sheet.body, header.title) if header.title else None
    texts = {"title": title, "abstract": sheet.summary}
    summary = sheet.summary.text if sheet.summary else None
    found = purpose(title.text if title else sheet.title, summary)
    acts = [p for p in found if p.label not in _STAGES]
    have = {c.type for c in sheet.claims}
    for p in acts:
        shown = texts[p.where]
        if p.label not in _ACTS or not p.sure or shown is None or p.label in have:
            continue
        ref, name = sheet.acted_on(p.label)
        day = sheet.published if p.label in ("correction", "withdrawal") else None
        sheet.add(
            p.label, sheet.modality(p.label), shown.span(p.start, p.end),
            about="other", ref=ref, name=name, day=day, date_basis="inferred" if day else None,
            rule=f"purpose: {p.rule}",
        )  # fmt: skip
    stage = next((p.label for p in found if p.label in _STAGES), None)
    return stage if not acts else None
