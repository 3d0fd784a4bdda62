"""Federal Register API records: a document, and a text composed in the Register's own grammar.

    TITLE / AGENCY: ... / ACTION: ... / SUMMARY: ... / DATES: ... / a block of field lines

so that every field of the record has offsets that evidence can point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.extract.fulltext import full_text
from crawler.extract.numbers import (
    cfr,
    citation,
    corrected,
    dockets,
    document_number,
    iso_date,
    number_in_url,
    register_id,
    rins,
    strings,
)
from crawler.extract.prose import clean, field, line
from crawler.extract.records import Flaw, values
from crawler.page import Unexpected
from store.model import Capture, Document, Draft

KINDS: Mapping[str, str] = {
    "Rule": "rule",
    "Proposed Rule": "proposed_rule",
    "Notice": "notice",
    "Presidential Document": "presidential_document",
}
PUBLISHER = "Federal Register"
RANK = 2
#: Longer ones are no actions but misplaced passages (one footnote of 900 characters, 2024-01).
ACTION_MOST = 200

_PROPOSED = re.compile(r"\bpropos(?:ed rule|al)|\bNPRM\b|\bnotice of proposed", re.IGNORECASE)
_RULE = re.compile(
    r"^(?:direct |interim |temporary |final |stay of |partial )*(?:final |interim |temporary )rule|"
    r"^(?:rule|stay of final rule|correcting amendments?)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"^notice\b", re.IGNORECASE)


def fr_search(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """Drafts of the records in a search envelope, a list, JSON lines or one record alone."""
    for record in records(capture, raw):
        if isinstance(record, Flaw):
            yield record
        else:
            yield from drafts_of(record, capture)


def records(capture: Capture, raw: bytes) -> Iterator[Any]:
    """The records of an answer: objects, or a Flaw where one cannot be read.

    Raises Unexpected for an answer that is neither records nor an empty search.
    """
    for number, value in values(raw):
        if isinstance(value, dict) and isinstance(value.get("results"), list):
            yield from value["results"]
        elif isinstance(value, list):
            yield from value
        elif isinstance(value, dict) and "results" not in value and value.get("count") == 0:
            continue
        elif isinstance(value, dict) and _is_error(value):
            told = value.get("message") or value.get("errors") or value.get("status")
            looked_for = f"records, found the error {line(str(told))[:200]!r}"
            raise Unexpected(capture.source, capture.url, looked_for)
        elif isinstance(value, dict | Flaw):
            yield value
        else:
            yield Flaw(f"line {number}: a record is an object, not {type(value).__name__}")


def _is_error(value: Mapping[str, Any]) -> bool:
    return "document_number" not in value and ("errors" in value or "status" in value)


def drafts_of(record: Any, capture: Capture) -> Iterator[Draft | Flaw]:
    """The drafts of one record: its composed text, and its full text where it carries one."""
    document = document_of(record, capture)
    if isinstance(document, Flaw):
        yield document
        return
    number = document.stated["document_number"]
    body = record.get("text")
    if isinstance(body, str) and body.strip():
        found = full_text(body, document)
        yield found if isinstance(found, Flaw) else Draft(found[0], found[1], "text", number)
    if not isinstance(body, str) or any(record.get(k) for k in ("abstract", "action", "dates")):
        yield Draft(document, compose(document, record), "record", number)


def document_of(record: Any, capture: Capture) -> Document | Flaw:
    """The document that a record describes, its fields in normal form."""
    if not isinstance(record, Mapping):
        return Flaw("a record is an object", str(record)[:200])
    addressed, day = _addressed(record)
    number = document_number(record.get("document_number")) or addressed
    title = text_of(record, "title") or text_of(record, "toc_doc")
    if number is None:
        return Flaw("a record without a document number", title or str(dict(record))[:200])
    published = iso_date(record.get("publication_date")) or day
    stated = stated_of(record, number)
    identifiers = {
        "fr_doc": (number,),
        "fr": tuple(filter(None, [stated.get("citation")])),
        "rin": rins(stated.get("regulation_id_numbers")),
        "docket": dockets(stated.get("docket_ids")),
        "cfr": tuple(stated.get("cfr_references", ())),
        "correction_of": tuple(filter(None, [stated.get("correction_of")])),
    }
    hints = capture.hints
    return Document(
        id=register_id(number, published),
        source=capture.source,
        kind=KINDS.get(stated.get("type", "")) or hints.get("kind") or _kind(record),
        authority_rank=int(hints.get("authority_rank") or RANK),
        publisher=hints.get("publisher") or PUBLISHER,
        url=text_of(record, "html_url") or text_of(record, "url"),
        title=title,
        published=published,
        identifiers={kind: found for kind, found in identifiers.items() if found},
        stated=stated,
    )


def _addressed(record: Mapping[str, Any]) -> tuple[str | None, Any]:
    for key in ("html_url", "url", "raw_text_url", "json_url"):
        number, day = number_in_url(record.get(key))
        if number:
            return number, day
    return None, None


def _kind(record: Mapping[str, Any]) -> str | None:
    if record.get("type"):
        return None
    action = text_of(record, "action") or ""
    # Two published sets of final rules give no type: their columns tell them.
    if "regulation_id_number" in record or "president_id" in record or _RULE.search(action):
        return "rule"
    if _PROPOSED.search(action):
        return "proposed_rule"
    return "notice" if _NOTICE.search(action) else None


def stated_of(record: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The publisher's own fields as JSON values; absent and volatile ones are left out."""
    stated: dict[str, Any] = {"document_number": number}
    for key in ("action", "dates", "type", "subtype", "executive_order_number"):
        if isinstance(value := record.get(key), str) and value.strip():
            stated[key] = clean(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            stated[key] = value
    for key in ("publication_date", "effective_on", "comments_close_on", "signing_date"):
        if day := iso_date(record.get(key)):
            stated[key] = day.isoformat()
    stated["citation"] = citation(record.get("citation")) or _placed(record)
    names = record.get("regulation_id_numbers") or record.get("regulation_id_number")
    stated["regulation_id_numbers"] = list(rins(names))
    stated["docket_ids"] = list(dockets(record.get("docket_ids") or record.get("docket_number")))
    stated["cfr_references"] = list(cfr(record.get("cfr_references")))
    stated["agency_names"] = agencies(record)
    stated["correction_of"] = corrected(number, record.get("correction_of"))
    stated["significant"] = _flag(record.get("significant"))
    if len(line(stated.get("action", ""))) > ACTION_MOST:
        stated["flags"] = ["action too long"]
    return {k: v for k, v in stated.items() if v is not None and v != []}


def _placed(record: Mapping[str, Any]) -> str | None:
    volume, page = record.get("volume"), record.get("start_page")
    if isinstance(volume, int) and isinstance(page, int) and volume > 0 and page > 0:
        return f"{volume} FR {page}"
    return None


def _flag(value: Any) -> bool | None:
    known = {"0": False, "1": True, "false": False, "true": True}
    return known.get(str(value).strip().lower())


def agencies(record: Mapping[str, Any]) -> list[str]:
    """Names of the agencies; offices that the Register does not list have only a raw name."""
    found = record.get("agencies")
    names: list[str] = []
    for agency in found if isinstance(found, list) else []:
        if isinstance(agency, Mapping):
            names += strings(agency.get("name") or agency.get("raw_name"))
    if not names:
        names = strings(record.get("agency_names"))
        if isinstance(record.get("agency_names"), str):
            names = strings(re.split(r",\s+(?!and\b)", names[0])) if names else []
    if not names:
        names = strings(record.get("department")) + strings(record.get("agency"))
    return list(dict.fromkeys(names))


def text_of(record: Mapping[str, Any], key: str) -> str | None:
    """A field that is a text, on one line; None where it is empty or something else."""
    value = record.get(key)
    return (line(value) or None) if isinstance(value, str) else None


def compose(document: Document, record: Mapping[str, Any]) -> str:
    """The text of a record in the Register's header grammar; absent parts are left out."""
    stated = document.stated
    action = line(stated.get("action", ""))
    abstract = record.get("abstract")
    parts = [
        field(document.title or ""),
        _headed("AGENCY", "; ".join(stated.get("agency_names", ()))),
        _headed("ACTION", action if len(action) <= ACTION_MOST else ""),
        _headed("SUMMARY", field(abstract) if isinstance(abstract, str) else ""),
        _headed("DATES", field(str(stated.get("dates", "")))),
        field_lines(
            (
                ("type", stated.get("type")),
                ("publication_date", stated.get("publication_date")),
                ("effective_on", stated.get("effective_on")),
                ("comments_close_on", stated.get("comments_close_on")),
                ("signing_date", stated.get("signing_date")),
                ("citation", stated.get("citation")),
                ("document_number", stated["document_number"]),
                ("regulation_id_numbers", stated.get("regulation_id_numbers")),
                ("docket_ids", stated.get("docket_ids")),
                ("cfr_references", stated.get("cfr_references")),
                ("correction_of", stated.get("correction_of")),
            )
        ),
    ]
    return "\n\n".join(filter(None, parts))


def _headed(name: str, text: str) -> str:
    if not text:
        return ""
    return f"{name}:\n{text}" if text.startswith("- ") else f"{name}: {text}"


def field_lines(fields: tuple[tuple[str, Any], ...]) -> str:
    """`name: value` lines; lists are joined by `; `, absent values left out."""
    lines = []
    for name, value in fields:
        shown = "; ".join(map(str, value)) if isinstance(value, list) else value
        if shown:
            lines.append(f"{name}: {line(str(shown))}")
    return "\n".join(lines)
