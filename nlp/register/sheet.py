"""The sheet on which the claims of one Federal Register text are gathered, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from nlp.register.action import ActionPart, read_action
from nlp.register.header import Header, Part
from nlp.register.links import bare_title, references
from nlp.register.views import trimmed
from store.model import Claim, Text

#: A quote is no longer; the words that matter are kept.
QUOTE: Final = 600
QUOTED_RULE: Final = re.compile(
    r"\b(?:rules?|regulations?|IFR)\b[,:]?\s(?:(?:entitled|titled"
    r"|called),?\s|of [A-Z][a-z]{2,8} \d{1,2}, \d{4},\s)?"
    r"[\"“]+(?P<title>[A-Z][^\"”\n]{11,240})[\"”]"
)
_SECTION: Final = re.compile(r"^\[(Rules and Regulations|Proposed Rules|Notices)\]", re.M)
_ELEMENT: Final = re.compile(r"<(RULE|PRORULE|NOTICE)>")
_KINDS: Final = {
    "Rule": "rule",
    "Proposed Rule": "proposed_rule",
    "Notice": "notice",
    "Rules and Regulations": "rule",
    "Proposed Rules": "proposed_rule",
    "Notices": "notice",
    "RULE": "rule",
    "PRORULE": "proposed_rule",
    "NOTICE": "notice",
}


class Sheet:
    """One text, what its header says, and the claims and notes gathered from it so far."""

    def __init__(self, text: Text, header: Header) -> None:
        self.text, self.header = text, header
        self.body = text.text
        announced = header.announced[0] if header.announced else None
        self.published = text.published or self.field_day("publication_date") or announced
        self.title = header.words(self.body, header.title) or text.title
        self.id = self._id()
        self.claims: list[Claim] = []
        self.notes: list[str] = []
        self.parts: list[ActionPart] = []
        if header.action:
            shown = header.view(self.body, header.action)
            parts, notes = read_action(shown.text)
            for p in parts:
                a, b = shown.span(p.start, p.end)
                self.parts.append(replace(p, start=a, end=b))
            self.notes += notes
        self.kind = self._kind()
        done = (t for p in self.parts if p.modality == "done" for t in p.types)
        self.types: tuple[str, ...] = tuple(dict.fromkeys(done))
        self.own = set(self._own_references())
        self.summary = header.view(self.body, header.summary) if header.summary else None

    def _id(self) -> str | None:
        number = self.header.number
        if not number:
            return None
        day = self.text.published or self.field_day("publication_date")
        return f"fr:{number}@{day}" if day and day < date(2016, 1, 1) else f"fr:{number}"

    def _kind(self) -> str | None:
        stated = self.header.fields.get("type")
        if self.text.kind or stated:
            return self.text.kind or _KINDS.get(stated.text if stated else "")
        m = _SECTION.search(self.body, 0, 3000) or _ELEMENT.search(self.body, 0, 3000)
        return _KINDS[m[1]] if m else next((p.form for p in self.parts if p.form), None)

    def field_day(self, name: str) -> date | None:
        """The day in a field of the publisher's record."""
        part = self.header.fields.get(name)
        try:
            return date.fromisoformat(part.text[:10]) if part else None
        except ValueError:
            return None

    def _own_references(self) -> Iterator[str]:
        if self.header.number:
            yield self.header.number
        if part := self.header.fields.get("citation"):
            yield from (value.strip() for value in part.text.split(";"))
        volume = re.search(r"\[Federal Register Volume (\d{1,3}),", self.body[:3000])
        page = re.search(r"\[Pages? (\d{1,6})", self.body[:3000])
        if volume and page:
            yield f"{volume[1]} FR {page[1]}"
        yield from (f"RIN {rin}" for rin in self.header.rin)

    def line(self, part: Part) -> tuple[int, int]:
        """The span of a part with the beginning of its line."""
        return self.body.rfind("\n", 0, part.start) + 1, part.end

    def add(
        self, type: str, modality: str, span: tuple[int, int], *, about: str = "self", **more: Any
    ) -> None:
        """A claim about this document or another, its quote cut to the length a quote may have.

        `day` is its date, `month` ("2023-01") one of which only the month is printed.
        """
        a, b = _cut(self.body, span, more.pop("near", span[0]))
        ref = more.pop("ref", None)
        name = more.pop("name", None)
        about_self = about == "self"
        day: date | None = more.pop("day", None)
        month: str | None = more.pop("month", None)
        self.claims.append(
            Claim(
                type=type,
                modality=modality,
                polarity="affirmed",
                quote=self.body[a:b],
                start=a,
                end=b,
                instrument=self.title if about_self else name,
                instrument_id=self.id if about_self else None,
                instrument_ref=None if about_self else ref,
                actor=self._actor(),
                date=day.isoformat() if day else month,
                date_precision="day" if day else "month" if month else "unknown",
                **more,
            )
        )

    def _actor(self) -> str | None:
        agency = self.header.words(self.body, self.header.agency)
        if not agency:
            return None
        if "Industry and Security" in agency:
            return "BIS"
        first = re.split(r"[;,(]|\bDepartment of Commerce\b$", agency)[0].strip(" .")
        return first or None

    def when(self, day: date | None) -> str:
        """`done` for a day that had come when the document was published, or, still on public
        inspection, filed; else `scheduled`."""
        told = self.published
        if self.header.announced and self.header.filed and not self.text.published:
            told = self.header.filed[0]
        return "done" if day and told and day <= told else "scheduled"

    def about_other(self) -> bool:
        """Whether the document only acts on another one (a delay, a correction, a withdrawal)."""
        if "correction_of" in self.header.fields or self.corrects():
            return True
        return any(p.target == "other" and p.types and p.modality == "done" for p in self.parts)

    def corrects(self) -> str | None:
        """The number that a document numbered `C1-...` corrects."""
        m = re.match(r"^[CR]\d-(?P<of>.+)$", self.header.number or "")
        return m["of"] if m else None

    def acted_on(self, kind: str) -> tuple[str | None, str | None]:
        """The document that an act is done to: the one whose number a correction bears, else the
        one named in the next best place."""
        of = self.corrects() if kind == "correction" else None
        return (of, None) if of else self.target("")

    def modality(self, kind: str) -> str:
        """How an act of this document is told: a proposed rule only withdraws and corrects."""
        proposing = self.kind == "proposed_rule" and kind not in ("withdrawal", "correction")
        return "proposed" if proposing else "done"

    def target(self, sentence: str) -> tuple[str | None, str | None]:
        """The other document meant: its number, here or in the next best place, or its title."""
        summary = self.summary.text if self.summary else ""
        captions = (self.header.view(self.body, c).text for c in self.header.captions)
        for source in (sentence, *captions, summary):
            found = [r for r in references(source) if r not in self.own]
            if found:
                return found[0], None
        if quoted := QUOTED_RULE.search(summary):
            return None, quoted["title"].strip(" ,.;")
        return None, bare_title(self.title)


def _cut(body: str, span: tuple[int, int], near: int) -> tuple[int, int]:
    a, b = trimmed(body, *span)
    if b - a > QUOTE:
        a = max(a, min(near - 300, b - QUOTE))
        b = a + QUOTE
    return a, b
