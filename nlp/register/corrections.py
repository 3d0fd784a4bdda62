"""Corrections as printed: "on page N, line 5, 'X' should read 'Y'", old words and new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from nlp.captions import days, read_corrections
from nlp.register.links import references
from nlp.register.sheet import Sheet
from nlp.register.views import View, view

_SHOULD_READ: Final = re.compile(
    r"[“\"](?P<old>[^“”\"]{1,400})[”\"],?\s(?:should\s(?:have\s)?(?:read|be(?:en)?)"
    r"|is\scorrected\sto\sread|was\sintended\sto\sread)(?:\sas)?[,:]?\s[“\"](?P<new>[^“”\"]{1,400})[”\"]"
)
_REPLACED: Final = re.compile(
    r"\b(?:remov(?:e|ing)|replac(?:e|ing)|delet(?:e|ing))\s(?:the\s\w+\s)?[“\"](?P<old>[^“”\"]{1,400})[”\"]"
    r",?\s(?:and\s)?(?:add(?:ing)?|insert(?:ing)?|with)\s(?:in\sits\splace,?\s)?(?:the\s\w+\s)?"
    r"[“\"](?P<new>[^“”\"]{1,400})[”\"]"
)
_BEGINS: Final = re.compile(r"(?:^|[.;:]\s|\n)[^.;\n]{0,300}$")
_UNDER_DATES: Final = re.compile(r"\b(?:DATES?|[Ee]ffective [Dd]ate|EFFECTIVE DATE)\b")
#: A correction is short; what stands farther is the corrected text itself.
_FAR: Final = 60_000


@dataclass(frozen=True, slots=True)
class Corrected:
    """Words that a correction replaces, with the sentence that says where they stand."""

    old: str
    new: str
    start: int
    end: int
    where: str


def corrected(text: str) -> Iterator[Corrected]:
    """Old and new words of every printed correction, in order."""
    if "should" not in text and "correct" not in text and "emov" not in text and "epla" not in text:
        return
    for pattern in (_SHOULD_READ, _REPLACED):
        for m in pattern.finditer(text):
            lead = text[max(0, m.start() - 400) : m.start()]
            begins = _BEGINS.search(lead)
            where = lead[begins.start() :].lstrip(" .;:\n") if begins else lead
            start = m.start() - len(where)
            yield Corrected(m["old"], m["new"], start, m.end(), where)


def correction_claims(sheet: Sheet) -> None:
    """The corrections that the text prints, and the date that one of them puts right."""
    if "correction" not in sheet.types and not sheet.corrects():
        return
    header = sheet.header
    start = header.summary.start if header.summary else header.title.end if header.title else 0
    end = min(len(sheet.body), start + _FAR)
    shown = view(sheet.body, start, end, wrapped=header.wrapped)
    ref, name = sheet.acted_on("correction")
    told = list(corrected(shown.text))
    for c in told:
        span = shown.span(c.start, c.end)
        details: dict[str, Any] = {"old_text": c.old, "new_text": c.new}
        sheet.add(
            "correction", "done", span, about="other", ref=ref, name=name, day=sheet.published,
            date_basis="inferred", details=details, rule="corrected text",
        )  # fmt: skip
    _dates(sheet, shown, told, ref, name)


def _dates(
    sheet: Sheet, shown: View, told: list[Corrected], ref: str | None, name: str | None
) -> None:
    """The corrected dates of the DATES caption; a date whose kind is not told is a note."""
    kinds = {d.start: d for d in read_corrections(shown.text, sheet.title)}
    for c in told:
        found = list(days(c.new))
        if not _UNDER_DATES.search(c.where) or len(found) != 1 or references(c.new):
            continue
        d = next((d for at, d in kinds.items() if c.start <= at < c.end), None)
        if d is None or d.day != found[0].day:
            sheet.notes.append(f"DATES corrected, kind of date unknown: {c.new!r}")
            continue
        sheet.add(
            d.kind, sheet.when(d.day), shown.span(c.start, c.end), about="other", ref=ref,
            name=name, day=d.day, date_basis="stated", date_text=d.words, rule="corrected date",
            old_date=d.old.isoformat() if d.old else None, details={"corrects": True},
        )  # fmt: skip
