"""The Register's documents, as files say them: an API record in TOML and a full text beside it.

Facts are the real ones; the sentences of the full texts are this project's. What was made for the
miniature says so (`made_for_the_miniature`) and has a number from 99001 on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

WASHINGTON: Final = ZoneInfo("America/New_York")
TYPES: Final = ("Rule", "Proposed Rule", "Notice", "Presidential Document")
#: Keys that steer the miniature; every other key of a file is a field of the API's record.
_STEERING: Final = {
    "appears", "appears_pi", "filed_at", "filing_type", "pi_title", "withdrawn_on",
    "editorial_note", "num_pages", "shape", "issue", "made_for_the_miniature", "changes",
}  # fmt: skip
_FIELDS: Final = {
    "document_number", "type", "subtype", "title", "abstract", "action", "dates", "effective_on",
    "comments_close_on", "signing_date", "publication_date", "volume", "start_page", "end_page",
    "citation", "agencies", "docket_ids", "regulation_id_numbers", "cfr_references", "significant",
    "topics", "toc_doc", "toc_subject",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """From the day `on`, the record says `value` in `field`."""

    on: date
    field: str
    value: Any


@dataclass(frozen=True)
class RegisterDocument:
    """One document: the fields of its record, its text, and when it is to be seen.

    `appears` is None for a filing that was taken back (`withdrawn_on`), `filed_at` for a document
    whose filing the miniature does not show. `shape` of the raw text is `gpo` or `stripped`;
    `issue` the number of the day's issue.
    """

    number: str
    fields: Mapping[str, Any]
    text: str
    publication_date: date
    appears: date | None
    filed_at: datetime | None
    appears_pi: date | None
    withdrawn_on: date | None
    shape: str
    issue: int
    made: bool
    steering: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def published_by(self, day: date) -> bool:
        """Whether the search finds it at the end of `day`."""
        return self.appears is not None and self.appears <= day

    def inspectable_on(self, day: date) -> bool:
        """Whether it is on public inspection that day: filed, and not published before."""
        return self.appears_pi is not None and self.appears_pi <= day <= self.publication_date

    def fields_at(self, day: date) -> dict[str, Any]:
        """The record's own fields as they read at the end of `day`."""
        made = {c.field: c.value for c in self.changes if c.on <= day}
        return {**self.fields, **made}

    def days(self) -> set[date]:
        """The days on which it is filed, published and changed."""
        days = {self.appears, self.appears_pi, self.withdrawn_on, *(c.on for c in self.changes)}
        return {day for day in days if day is not None}


def read_documents() -> tuple[RegisterDocument, ...]:
    """Every document of the package by number. Raises ValueError for a file that is not whole."""
    root = files("crawler.replica") / "register"
    names = sorted(f.name for f in root.iterdir())
    tables = [n for n in names if n.endswith(".toml")]
    texts = {n for n in names if n.endswith(".txt")}
    if lonely := texts.symmetric_difference(t.replace(".toml", ".txt") for t in tables):
        raise ValueError(f"register: a record without a text, or the reverse: {sorted(lonely)}")
    return tuple(
        _document(
            name.removesuffix(".toml"),
            tomllib.loads((root / name).read_text(encoding="utf-8")),
            (root / name.replace(".toml", ".txt")).read_text(encoding="utf-8").strip(),
        )
        for name in tables
    )


def _document(number: str, table: dict[str, Any], text: str) -> RegisterDocument:
    if unknown := set(table) - _STEERING - _FIELDS:
        raise ValueError(f"register/{number}: unknown keys {sorted(unknown)}")
    if table.get("document_number") != number or table.get("type") not in TYPES:
        raise ValueError(f"register/{number}: its number is its name, its type one of {TYPES}")
    if table.get("shape") not in ("gpo", "stripped"):
        raise ValueError(f"register/{number}: shape is gpo or stripped")
    filed: datetime | None = table.get("filed_at")
    if filed is not None and filed.tzinfo is None:
        raise ValueError(f"register/{number}: filed_at is a moment with its offset")
    own_day = filed.astimezone(WASHINGTON).date() if filed else None
    published: date = table["publication_date"]
    withdrawn: date | None = table.get("withdrawn_on")
    changes = tuple(sorted((Change(**c) for c in table.get("changes", ())), key=lambda c: c.on))
    return RegisterDocument(
        number=number,
        fields={k: v for k, v in table.items() if k in _FIELDS},
        text=text,
        publication_date=published,
        appears=None if withdrawn else table.get("appears", published),
        filed_at=filed,
        appears_pi=table.get("appears_pi", own_day),
        withdrawn_on=withdrawn,
        shape=table["shape"],
        issue=table["issue"],
        made=bool(table.get("made_for_the_miniature")),
        steering={k: v for k, v in table.items() if k in _STEERING},
        changes=changes,
    )
