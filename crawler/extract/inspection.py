"""Public inspection: what was filed and may be read before the Register publishes it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from crawler.extract.fulltext import decoded, full_text
from crawler.extract.numbers import dockets as normal_dockets
from crawler.extract.numbers import (
    document_number,
    in_washington,
    iso_date,
    number_in_url,
    register_id,
    rins,
    short_date,
)
from crawler.extract.prose import clean, field, line, untagged
from crawler.extract.records import Flaw
from crawler.extract.register import KINDS, agencies, field_lines, records, text_of
from crawler.page import Unexpected
from store.model import Capture, Document, Draft

PUBLISHER = "Federal Register, public inspection"
RANK = 3


def pi_search(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """Drafts of the filings in an envelope, a list, one record, JSON lines or a CSV table."""
    head = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = records(capture, raw) if head[:1] in (b"{", b"[") else _table(raw)
    for record in found:
        document = record if isinstance(record, Flaw) else document_of(record, capture)
        if isinstance(document, Flaw):
            yield document
            continue
        number = document.stated["document_number"]
        yield Draft(document, compose(document), "record", number)


def pi_text(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The draft of one filing's raw text; its record comes with `hints["record"]`."""
    record: dict[str, Any] = dict(capture.hints.get("record") or {})
    document = document_of(record, capture)
    if isinstance(document, Flaw):
        raise Unexpected(capture.source, capture.url, "the record of this filing in the hints")
    found = full_text(decoded(raw), document)
    if isinstance(found, Flaw):
        raise Unexpected(capture.source, capture.url, found.message)
    yield Draft(found[0], found[1], "text", document.stated["document_number"])


def _table(raw: bytes) -> Iterator[dict[str, Any] | Flaw]:
    rows = csv.DictReader(clean(decoded(raw)).split("\n"))
    if b"document_number" not in raw.partition(b"\n")[0]:
        yield Flaw("neither JSON nor a table with a column document_number")
        return
    for row in _rows(rows):
        if isinstance(row, Flaw):
            yield row
            return
        record: dict[str, Any] = {k: v for k, v in row.items() if isinstance(k, str) and v}
        if day := iso_date(record.get("date")) or short_date(str(record.get("date", ""))):
            record["filed_on"] = day.isoformat()
        yield record


def _rows(rows: csv.DictReader[str]) -> Iterator[dict[str, Any] | Flaw]:
    try:
        yield from rows
    except csv.Error as error:
        yield Flaw(f"line {rows.line_num}: broken table: {error}")


def document_of(record: Any, capture: Capture) -> Document | Flaw:
    """The filing that a record describes; its day is the day of filing, in Washington."""
    if not isinstance(record, Mapping):
        return Flaw("a record is an object", str(record)[:200])
    addressed = number_in_url(record.get("html_url"))[0] or number_in_url(record.get("json_url"))[0]
    number = document_number(record.get("document_number")) or addressed
    title = text_of(record, "title") or _title(record)
    if number is None:
        return Flaw("a filing without a document number", title or str(dict(record))[:200])
    filed = _moment(record.get("filed_at"))
    published = in_washington(filed) if filed else iso_date(record.get("filed_on"))
    note = record.get("editorial_note")
    stated: dict[str, Any] = {
        "document_number": number,
        "type": text_of(record, "type"),
        "filed_at": filed.isoformat(timespec="seconds") if filed else None,
        "filed_on": published.isoformat() if published and not filed else None,
        "filing_type": text_of(record, "filing_type"),
        "publication_date": day.isoformat() if (day := _publication(record)) else None,
        "docket_ids": list(normal_dockets(record.get("docket_numbers"))),
        "agency_names": agencies(record),
        "editorial_note": line(untagged(note)) if isinstance(note, str) and note.strip() else None,
    }
    identifiers = {
        "fr_doc": (number,),
        "docket": tuple(stated["docket_ids"]),
        "rin": rins(record.get("regulation_id_numbers")),
    }
    hints = capture.hints
    return Document(
        id=register_id(number, None, "pi"),
        source=capture.source,
        kind=KINDS.get(stated["type"] or "") or hints.get("kind"),
        authority_rank=int(hints.get("authority_rank") or RANK),
        publisher=hints.get("publisher") or PUBLISHER,
        url=text_of(record, "html_url") or text_of(record, "pdf_url") or text_of(record, "pi_url"),
        title=title,
        published=published,
        identifiers={kind: found for kind, found in identifiers.items() if found},
        stated={k: v for k, v in stated.items() if v is not None and v != []},
    )


def _title(record: Mapping[str, Any]) -> str | None:
    parts = [text_of(record, k) for k in ("toc_subject", "subject_1", "toc_doc")]
    return "; ".join(filter(None, parts)).replace(":; ", ": ") or None


def _publication(record: Mapping[str, Any]) -> Any:
    return iso_date(record.get("publication_date"))


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return None


def compose(document: Document) -> str:
    """The text of a filing: title, agencies, field lines."""
    stated = document.stated
    names = "; ".join(stated.get("agency_names", ()))
    parts = [
        field(document.title or ""),
        f"AGENCY: {names}" if names else "",
        field_lines(
            tuple(
                (name, stated.get(name))
                for name in (
                    "type",
                    "filed_at",
                    "filed_on",
                    "filing_type",
                    "publication_date",
                    "document_number",
                    "docket_ids",
                    "editorial_note",
                )
            )
        ),
    ]
    return "\n\n".join(filter(None, parts))
