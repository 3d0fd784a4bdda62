"""The Federal Register's API v1 in miniature: search, single documents, public inspection, texts.

Its oddities are kept: an empty search has no `results`, paging has bounds (of three kinds, see
`crawler.replica.conditions.PAGING`), an unknown condition or field is a 400, an unknown value is
none, brackets escaped twice are no conditions at all, and the human pages send programs to another
host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode

from crawler.replica.answer import Answer, data, moved, no_such_page, plain, record_not_found
from crawler.replica.conditions import (
    PAGING,
    Asked,
    Conditions,
    Paging,
    Refused,
    behind,
    conditions_of,
    cursor_after,
    described,
    sieve,
)
from crawler.replica.documents import RegisterDocument
from crawler.replica.rawtext import filing_text, raw_text
from crawler.replica.records import (
    AGENCIES,
    DEFAULT_FIELDS,
    FILING_FIELDS,
    PUBLISHED_FIELDS,
    Records,
)

UNBLOCK: Final = "https://unblock.federalregister.gov/"


@dataclass(frozen=True)
class RegisterSite:
    """The Register as it stands at the end of `day`, at `base` (an address without a slash)."""

    documents: Sequence[RegisterDocument]
    day: date
    base: str
    reshaped: bool = False
    empty: bool = False
    paging: Paging = PAGING["first_page"]

    def answer(self, path: str, query: str) -> Answer:
        """The answer for a path under `base`."""
        asked = parse_qsl(query, keep_blank_values=True)
        place = path.removeprefix("/api/v1/") if path.startswith("/api/v1/") else None
        try:
            if place is None:
                return self._text(path)
            name = place.removesuffix(".json")
            if name == "documents":
                return self._search(asked)
            if name.startswith("documents/"):
                return self._named(unquote(name.removeprefix("documents/")), asked)
            if name == "public-inspection-documents/current":
                return self._inspection(asked, self.day)
            if name == "public-inspection-documents":
                return self._inspection(asked, self._available_on(asked))
            if name.startswith("public-inspection-documents/"):
                return self._filing(unquote(name.partition("/")[2]), asked)
            if name.startswith("agencies/"):
                return self._agency(name.partition("/")[2])
        except Refused as refused:
            return data(refused.body, 400)
        return record_not_found()

    @property
    def _records(self) -> Records:
        return Records(self.documents, self.day, self.base)

    @property
    def _published(self) -> list[RegisterDocument]:
        return [d for d in self.documents if d.published_by(self.day)]

    # Search

    def _search(self, asked: Asked) -> Answer:
        conditions = conditions_of(asked)
        found = [] if self.empty else self._sifted(conditions)
        told = dict(asked)
        newest = told.get("order", "relevance") != "oldest"
        found.sort(key=lambda r: (r["publication_date"], r["document_number"]), reverse=newest)
        paging = self.paging
        size = paging.size(told)
        page = paging.page(told, size)
        cursor = told.get("search_after_cursor") if paging.cursor else None
        fields = _fields(asked, PUBLISHED_FIELDS) or DEFAULT_FIELDS
        if not found and paging.none_is_404:
            return record_not_found()
        envelope: dict[str, Any] = {
            "count": min(len(found), paging.reach) if paging.count_capped else len(found),
            "description": described(conditions),
        }
        rest = behind(cursor, found) if cursor else found[(page - 1) * size :]
        if found:
            envelope["total_pages"] = min(50, -(-envelope["count"] // size))
            if len(rest) > size and (paging.cursor or page < envelope["total_pages"]):
                after = cursor_after(rest[size - 1]) if paging.cursor else None
                envelope["next_page_url"] = self._next(asked, page + 1, after)
            name = "items" if self.reshaped else "results"
            envelope[name] = [{f: record[f] for f in fields} for record in rest[:size]]
        return data(envelope)

    def _sifted(self, conditions: Conditions) -> list[dict[str, Any]]:
        found = [self._records.published(d) for d in self._published]
        for name, told in conditions.items():
            keep = sieve(name, told)
            found = [record for record in found if keep(record)]
        return found

    def _next(self, asked: Asked, page: int, cursor: str | None) -> str:
        rest = [(k, v) for k, v in asked if k not in ("page", "format", "search_after_cursor")]
        more = [("search_after_cursor", cursor)] if cursor else []
        query = urlencode(sorted([*rest, *more, ("format", "json"), ("page", str(page))]))
        return f"{self.base}/api/v1/documents?{query}"

    # Single documents and texts

    def _named(self, names: str, asked: Asked) -> Answer:
        fields = _fields(asked, PUBLISHED_FIELDS)
        wanted = [self._one(name.strip()) for name in names.split(",")]
        there = [d for d in wanted if isinstance(d, RegisterDocument)]
        records = [_only(self._records.one(d), fields) for d in there]
        if len(wanted) == 1:
            return data(records[0]) if records else record_not_found()
        missing = [name for name in wanted if isinstance(name, str)]
        envelope: dict[str, Any] = {"count": len(records), "results": records}
        return data(envelope | ({"errors": {"not_found": missing}} if missing else {}))

    def _one(self, name: str) -> RegisterDocument | str:
        """A document by number or by citation (`90 FR 4544`)."""
        cited = re.fullmatch(r"(\d+)[\s+-]*FR[\s+-]*(\d+)", name)
        for document in self._published:
            place = (str(document.fields["volume"]), str(document.fields["start_page"]))
            if document.number == name or (cited and place == cited.groups()):
                return document
        return name

    def _agency(self, name: str) -> Answer:
        for slug in AGENCIES:
            agency = self._records.agency(slug)
            if name in (slug, str(agency["id"])):
                return data(agency)
        return record_not_found()

    def _text(self, path: str) -> Answer:
        for document in self._published:
            day = f"{document.publication_date:%Y/%m/%d}"
            if path == f"/documents/full_text/text/{day}/{document.number}.txt":
                return plain(*raw_text(document))
        for document in self._inspectable(self.day) + self._published:
            if document.filed_at and path == self._path_of(document):
                return plain(filing_text(document))
        if path.startswith(("/documents/", "/public-inspection/", "/d/", "/citation/")):
            return moved(UNBLOCK)
        return no_such_page()

    def _path_of(self, document: RegisterDocument) -> str:
        address: str = self._records.filing(document)["raw_text_url"]
        return address.removeprefix(self.base)

    # Public inspection

    def _inspectable(self, day: date) -> list[RegisterDocument]:
        return [d for d in self.documents if day <= self.day and d.inspectable_on(day)]

    def _inspection(self, asked: Asked, day: date) -> Answer:
        fields = _fields(asked, FILING_FIELDS) or FILING_FIELDS
        filings = [] if self.empty else self._inspectable(day)
        records = [_only(self._records.filing(d), fields) for d in filings]
        special = [d for d in filings if d.steering.get("filing_type") == "special"]
        at = max((d.filed_at for d in special if d.filed_at), default=None)
        return data(
            {
                "count": len(records),
                "items" if self.reshaped else "results": records,
                "special_filings_updated_at": at.isoformat() if at else None,
                "regular_filings_updated_at": f"{day}T08:45:00-05:00",
            }
        )

    def _available_on(self, asked: Asked) -> date:
        told = [v for k, v in asked if k == "conditions[available_on]"]
        try:
            return date.fromisoformat(told[0])
        except (IndexError, ValueError):
            raise Refused({"errors": {"available_on": "is not a valid date"}}) from None

    def _filing(self, number: str, asked: Asked) -> Answer:
        fields = _fields(asked, FILING_FIELDS)
        for document in self.documents:
            seen = document.appears_pi is not None and document.appears_pi <= self.day
            if seen and document.number == number:
                return data(_only(self._records.filing(document), fields))
        return record_not_found()


def recorded(record: Mapping[str, Any]) -> RegisterDocument:
    """A document of which a real record was saved: searches give that record as it is.

    No full text was saved with it; its title and abstract stand for one.
    """
    published = date.fromisoformat(record["publication_date"])
    return RegisterDocument(
        number=record["document_number"],
        fields=record,
        text="\n\n".join(record[f] for f in ("title", "abstract") if record.get(f)),
        publication_date=published,
        appears=published,
        filed_at=None,
        appears_pi=None,
        withdrawn_on=None,
        shape="stripped",
        issue=1,
        made=False,
        steering={"record": record},
    )


def _fields(asked: Asked, known: Sequence[str]) -> list[str]:
    named = [v for k, v in asked if k == "fields[]"]
    for name in named:
        if name not in known:
            raise Refused({"status": 400, "message": f"field '{name}' not valid"})
    return named


def _only(record: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {f: record.get(f) for f in fields} if fields else record
