"""What a Federal Register document itself says: typed claims from its header, with evidence.

ACTION says what the document does, DATES says when, and the citations printed beside say to which
rule. Claims about the document itself carry `fr:NUMBER`; claims about another rule carry the
citation, number or RIN printed in that sentence as `instrument_ref`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from nlp.action import ActionPart, read_action
from nlp.captions import read_caption
from nlp.header import Header, Part, read_header
from nlp.links import bare_title, defined_names, references
from nlp.moved import Dated
from nlp.printed import caption_sentences
from store.model import Claim, Text

__all__ = ["Header", "Register", "header_claims", "read_header", "references"]

QUOTE: Final = 600
_SUSPENDS: Final = re.compile(
    r"\b(?:this|BIS|the (?:Bureau|Department|agency)|Bureau)\b[^.;]{0,90}\b(?:suspend(?:s|ing)"
    r"|stay(?:s|ing))\b",
    re.I,
)
_QUOTED_RULE: Final = re.compile(
    r"\b(?:rules?|regulations?|IFR)\b,?\s(?:(?:entitled|titled"
    r"|called),?\s)?[\"“]+(?P<title>[A-Z][^\"”\n]{11,240})[\"”]"
)


@dataclass(frozen=True, slots=True)
class Register:
    """A Federal Register text as read: its header, its claims, its short names, its problems."""

    header: Header
    instrument: str | None
    instrument_id: str | None
    claims: tuple[Claim, ...]
    names: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    types: tuple[str, ...] = ()


def header_claims(text: Text) -> Register | None:
    """Everything the header of a Federal Register text claims, or None where it is no such text."""
    header = read_header(text)
    if header is None:
        return None
    return _Builder(text, header).read()


class _Builder:
    def __init__(self, text: Text, header: Header) -> None:
        self.text, self.header = text, header
        self.body = text.text
        self.published = text.published or self._field_day("publication_date")
        self.title = header.title.text if header.title else None
        self.id = self._id()
        self.kind = self._kind()
        self.claims: list[Claim] = []
        self.notes: list[str] = []
        self.parts: list[ActionPart] = []
        self.types: tuple[str, ...] = ()
        self.own = set(self._own_references())

    def read(self) -> Register:
        h = self.header
        if h.action:
            self.parts, notes = read_action(h.action.text, h.action.start)
            self.notes += notes
        if h.cut:
            self.notes.append("text cut off after its header")
        self.types = tuple(dict.fromkeys(t for p in self.parts for t in p.types))
        self._filing()
        self._publication()
        self._caption()
        self._fields()
        self._actions()
        return Register(
            h,
            self.title,
            self.id,
            tuple(_unique(self.claims)),
            tuple(self._names()),
            tuple(self.notes),
            self.types,
        )

    # who and when

    def _id(self) -> str | None:
        number = self.header.number
        if not number:
            return None
        day = self.text.published or self._field_day("publication_date")
        return f"fr:{number}@{day}" if day and day < date(2016, 1, 1) else f"fr:{number}"

    def _kind(self) -> str | None:
        kinds = {"Rule": "rule", "Proposed Rule": "proposed_rule", "Notice": "notice"}
        stated = self.header.fields.get("type")
        return self.text.kind or (kinds.get(stated.text) if stated else None)

    def _field_day(self, name: str) -> date | None:
        part = self.header.fields.get(name)
        try:
            return date.fromisoformat(part.text[:10]) if part else None
        except ValueError:
            return None

    def _own_references(self) -> Iterator[str]:
        if self.header.number:
            yield self.header.number
        for name in ("citation", "regulation_id_numbers"):
            if part := self.header.fields.get(name):
                for value in part.text.split(";"):
                    yield value.strip() if name == "citation" else f"RIN {value.strip()}"

    def _line(self, part: Part) -> tuple[int, int]:
        return self.body.rfind("\n", 0, part.start) + 1, part.end

    def add(
        self, type: str, modality: str, span: tuple[int, int], *, about: str = "self", **more: Any
    ) -> None:
        """A claim with its quote cut to the length that a quote may have."""
        a, b = _cut(self.body, span, more.pop("near", span[0]))
        ref = more.pop("ref", None)
        name = more.pop("name", None)
        about_self = about == "self"
        day: date | None = more.pop("day", None)
        claim = Claim(
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
            date=day.isoformat() if day else None,
            date_precision="day" if day else "unknown",
            **more,
        )
        self.claims.append(claim)

    def _actor(self) -> str | None:
        agency = self.header.agency
        if not agency:
            return None
        first = re.split(r"[;,(]|\bDepartment of Commerce\b$", agency.text)[0].strip(" .")
        if "Industry and Security" in agency.text:
            return "BIS"
        return first or None

    def _when(self, day: date | None) -> str:
        if day is None:
            return "scheduled"
        return "done" if self.published and day <= self.published else "scheduled"

    # what the header says

    def _filing(self) -> None:
        if (part := self.header.fields.get("filed_at")) and (day := self._field_day("filed_at")):
            self.add(
                "filing", "done", self._line(part), day=day, date_basis="stated",
                date_text=part.text, rule="filed_at",
            )  # fmt: skip
        elif self.header.filed:
            day, part = self.header.filed
            self.add(
                "filing", "done", (part.start, part.end), day=day, date_basis="stated",
                date_text=part.text, rule="filing stamp",
            )  # fmt: skip

    def _publication(self) -> None:
        part = self.header.fields.get("publication_date")
        day = self._field_day("publication_date")
        if part and day:
            modality = "scheduled" if self.header.inspection else "done"
            self.add(
                "publication", modality, self._line(part), day=day, date_basis="stated",
                date_text=part.text, rule="publication_date",
            )  # fmt: skip
        if self.kind == "proposed_rule" and not self.header.inspection and not self._about_other():
            span = self._action_span() or (self._line(part) if part else None)
            if span:
                self.add(
                    "proposal", "done", span, day=self.published, rule="proposed rule",
                    date_basis="stated" if part else "inferred",
                )  # fmt: skip

    def _stamp(self) -> Part | None:
        return self.header.filed[1] if self.header.filed else None

    def _action_span(self) -> tuple[int, int] | None:
        action = self.header.action
        return (action.start, action.end) if action else None

    def _about_other(self) -> bool:
        """Whether the document only acts on another one (a delay, a correction, a withdrawal)."""
        if "correction_of" in self.header.fields or re.match(r"^[CR]\d-", self.header.number or ""):
            return True
        return any(p.target == "other" and p.types for p in self.parts)

    def _caption(self) -> None:
        dates = self.header.dates
        if not dates:
            return
        found = read_caption(dates.text, self.published, self.kind)
        if self.types == ("comment_deadline",) and not any(
            d.kind == "comment_deadline" for d in found
        ):
            self.notes.append("DATES: no deadline found under an extension of the comment period")
        suspending = self._suspends()
        for d in found:
            self._dated(dates, d, suspending, found)

    def _dated(self, dates: Part, d: Dated, suspending: bool, found: list[Dated]) -> None:
        span = (dates.start + d.sentence[0], dates.start + d.sentence[1])
        at = dates.start + d.start
        sentence = self.body[span[0] : span[1]]
        details = dict(d.details)
        if "odd" in details:
            self.notes.append(f"DATES: {details.pop('odd')} in {d.words!r}")
        kind, about = d.kind, "self"
        ref, name = None, None
        if kind in ("delay", "suspension", "suspension_end"):
            about = "other"
            ref, name = self._target(sentence)
        elif kind in ("expiry", "comment_deadline", "entry_into_force", "compliance"):
            about, ref, name = self._subject(kind, sentence)
        if suspending and kind == "expiry" and details.get("whole"):
            kind, about = "suspension_end", "other"
            ref, name = self._target("")
            details = {"until": _until(sentence)}
        if (
            suspending
            and kind == "entry_into_force"
            and about == "self"
            and not any(x.kind == "suspension" for x in found)
            and not details.get("provision")
        ):
            target, called = self._target("")
            last = next((x for x in found if x.kind == "expiry" and x.details.get("whole")), None)
            extra: dict[str, Any] = {"last_day": last.day.isoformat()} if last and last.day else {}
            self.add(
                "suspension", "done", span, near=at, about="other", ref=target, name=called,
                day=d.day, date_basis=d.basis, date_text=d.words, details=extra, rule="DATES",
            )  # fmt: skip
        if (
            suspending
            and kind == "entry_into_force"
            and details.get("provision")
            and any(
                x.kind in ("expiry", "suspension_end") and x.day and d.day and x.day < d.day
                for x in found
            )
        ):
            kind, about = "reimposition", "other"
            ref, name = self._target("")
        modality = self._when(d.day)
        if kind in ("delay", "suspension"):
            modality = "done"
        self.add(
            kind, modality, span, near=at, about=about, ref=ref, name=name, day=d.day,
            date_basis=d.basis, date_text=d.words, rule="DATES", details=details,
            old_date=d.old.isoformat() if d.old else None,
        )  # fmt: skip

    def _suspends(self) -> bool:
        """Whether this document suspends or stays an earlier rule, as its header tells."""
        if "suspension" in self.types:
            return True
        if any(p.types == ("delay",) for p in self.parts) or self.kind == "proposed_rule":
            return False
        if re.search(
            r"\b(?:suspension|stay|suspending) of\b|; (?:suspension|stay)\b", self.title or "", re.I
        ):
            return self._target("") != (None, bare_title(self.title))
        summary = self.header.summary
        if not summary:
            return False
        for a, b in caption_sentences(summary.text)[:3]:
            sentence = summary.text[a:b]
            if _SUSPENDS.search(sentence) and (
                references(sentence) or _QUOTED_RULE.search(sentence)
            ):
                return True
        return False

    def _target(self, sentence: str) -> tuple[str | None, str | None]:
        """The other rule meant: its number, here or in the next best place, or its title."""
        summary = self.header.summary.text if self.header.summary else ""
        dates = self.header.dates.text if self.header.dates else ""
        for source in (sentence, dates, summary):
            found = [r for r in references(source) if r not in self.own]
            if found:
                return found[0], None
        if quoted := _QUOTED_RULE.search(summary):
            return None, quoted["title"].strip(" ,.;")
        return None, bare_title(self.title)

    def _subject(self, kind: str, sentence: str) -> tuple[str, str | None, str | None]:
        """Whether a date is this document's own or another's (an extension, a reopening)."""
        found = [r for r in references(sentence) if r not in self.own]
        other = {
            "comment_deadline": r"comment period (?:for|of|on|to)|extend|reopen",
            "expiry": r"expiration date of|extended",
            "entry_into_force": r"\b(?:amendments?|revisions?|rule|regulations?"
            r"|additions?)\b[^.;]{0,120}\bpublished\b",
            "compliance": r"\b(?:rule|regulations?)\b[^.;]{0,120}\bpublished\b",
        }[kind]
        if found and re.search(other, sentence, re.I):
            return "other", found[0], None
        if kind == "comment_deadline" and "comment_deadline" in self.types:
            ref, name = self._target(sentence)
            if ref:
                return "other", ref, name
        return "self", None, None

    def _fields(self) -> None:
        """Dates of the publisher's own fields, where the caption gave none."""
        moving = {"delay", "suspension"} & {*self.types, *(c.type for c in self.claims)}
        have = {c.type for c in self.claims}
        for name, kind in (
            ("effective_on", "entry_into_force"),
            ("comments_close_on", "comment_deadline"),
        ):
            part, day = self.header.fields.get(name), self._field_day(name)
            if not part or not day or kind in have or (kind == "entry_into_force" and moving):
                continue
            if self.header.dates and kind == "entry_into_force" and self.kind == "notice":
                continue
            if kind == "entry_into_force" and "comment_deadline" in self.types:
                continue
            self.add(
                kind, self._when(day), self._line(part), day=day, date_basis="stated",
                date_text=part.text, rule=name,
            )  # fmt: skip

    def _actions(self) -> None:
        """What ACTION says that the caption has not said already."""
        have = {c.type for c in self.claims}
        for part in self.parts:
            for kind in part.types:
                if kind in have or kind in ("proposal", "entry_into_force", "comment_deadline"):
                    continue
                self._action(part, kind)
        number = re.match(r"^[CR]\d-(?P<of>.+)$", self.header.number or "")
        if number and "correction_of" not in self.header.fields and "correction" not in have:
            printed = self.header.fields.get("document_number") or self._stamp()
            if printed:
                self.add(
                    "correction", "done", self._line(printed), about="other", ref=number["of"],
                    day=self.published, date_basis="inferred", rule="number of a correction",
                )  # fmt: skip
        if (of := self.header.fields.get("correction_of")) and "correction" not in have:
            self.add(
                "correction", "done", self._line(of), about="other", ref=of.text,
                day=self.published, date_basis="stated", rule="correction_of",
            )  # fmt: skip

    def _action(self, part: ActionPart, kind: str) -> None:
        if kind == "guidance":
            self.add(
                kind,
                "done",
                (part.start, part.end),
                day=self.published,
                rule="ACTION",
                date_basis="inferred",
            )
            return
        proposing = self.kind == "proposed_rule" and kind not in ("withdrawal", "correction")
        ref, name = self._target("")
        day = self.published if kind in ("correction", "withdrawal") else None
        own = next(
            (c for c in self.claims if c.type == "entry_into_force" and c.instrument_id == self.id),
            None,
        )
        if kind in ("rescission", "withdrawal", "suspension", "reimposition") and own and own.date:
            day = date.fromisoformat(own.date)
        old = None
        basis = "stated" if day else None
        span, near = (part.start, part.end), part.start
        summary = self.header.summary
        details: dict[str, Any] = {}
        if kind in ("delay", "suspension_end") and summary:
            told = next(
                (
                    d
                    for d in read_caption(summary.text, self.published, self.kind)
                    if d.kind == "delay"
                ),
                None,
            )
            if told:
                day, old, basis = told.day, told.old, told.basis
                span = (summary.start + told.sentence[0], summary.start + told.sentence[1])
                near = summary.start + told.start
                details = dict(told.details)
        self.add(
            kind, "proposed" if proposing else "done", span, near=near, about="other", ref=ref,
            name=name, day=day, date_basis=basis, details=details, rule="ACTION",
            old_date=old.isoformat() if old else None,
        )  # fmt: skip

    def _names(self) -> Iterator[tuple[str, str]]:
        """Short names that the document defines for itself or for a number printed beside them."""
        prose = self.header.summary
        spans = [prose] if prose else []
        if self.header.body:
            spans.append(Part(self.header.body.text[:6000], 0, 0))
        for part in spans:
            yield from defined_names(part.text, self.title, self.id)


def _until(sentence: str) -> bool:
    return not re.search(r"\b(?:through|thru|though|to and including)\b", sentence, re.I)


def _cut(body: str, span: tuple[int, int], near: int) -> tuple[int, int]:
    a, b = span
    while a < b and body[a].isspace():
        a += 1
    while b > a and body[b - 1].isspace():
        b -= 1
    if b - a > QUOTE:
        a = max(a, min(near - 300, b - QUOTE))
        b = a + QUOTE
    return a, b


def _unique(claims: list[Claim]) -> Iterator[Claim]:
    seen = set()
    for c in claims:
        key = (c.type, c.modality, c.date, c.instrument_id, c.instrument_ref, str(c.details))
        if key not in seen:
            seen.add(key)
            yield c
