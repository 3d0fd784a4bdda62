"""Records of the Federal Register's API: the fields that the server has for each document.

What moves by itself on the real server moves here too: page views, the `?epoch` of a filing's PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from crawler.replica.documents import WASHINGTON, RegisterDocument

#: slug: (printed name, name, id, parent's id)
AGENCIES: Final[dict[str, tuple[str, str, int, int | None]]] = {
    "commerce-department": ("DEPARTMENT OF COMMERCE", "Commerce Department", 54, None),
    "industry-and-security-bureau": (
        "Bureau of Industry and Security",
        "Industry and Security Bureau",
        241,
        54,
    ),
    "international-trade-administration": (
        "International Trade Administration",
        "International Trade Administration",
        261,
        54,
    ),
    "national-oceanic-and-atmospheric-administration": (
        "National Oceanic and Atmospheric Administration",
        "National Oceanic and Atmospheric Administration",
        361,
        54,
    ),
}
PUBLISHED_FIELDS: Final = (
    "abstract", "action", "agencies", "agency_names", "body_html_url", "cfr_references", "citation",
    "comment_url", "comments_close_on", "correction_of", "corrections", "dates",
    "disposition_notes", "docket_id", "docket_ids", "dockets", "document_number", "effective_on",
    "end_page", "excerpts", "executive_order_notes", "executive_order_number", "explanation",
    "full_text_xml_url", "html_url", "images", "images_metadata", "json_url", "mods_url",
    "not_received_for_publication", "page_length", "page_views", "pdf_url",
    "presidential_document_number", "president", "proclamation_number",
    "public_inspection_pdf_url", "publication_date", "raw_text_url", "regulation_id_number_info",
    "regulation_id_numbers", "regulations_dot_gov_info", "regulations_dot_gov_url", "significant",
    "signing_date", "start_page", "subtype", "title", "toc_doc", "toc_subject", "topics", "type",
    "volume",
)  # fmt: skip
#: What a search gives where no fields are named: neither action nor dates.
DEFAULT_FIELDS: Final = (
    "title", "type", "abstract", "document_number", "html_url", "pdf_url",
    "public_inspection_pdf_url", "publication_date", "agencies", "excerpts",
)  # fmt: skip
FILING_FIELDS: Final = (
    "agencies", "agency_letters", "agency_names", "docket_numbers", "document_number",
    "editorial_note", "excerpts", "filed_at", "filing_type", "html_url", "json_url",
    "last_public_inspection_issue", "num_pages", "page_views", "pdf_file_size", "pdf_updated_at",
    "pdf_url", "publication_date", "raw_text_url", "subject_1", "subject_2", "subject_3", "title",
    "toc_doc", "toc_subject", "type",
)  # fmt: skip
_NOT_IN_ONE: Final = ("excerpts", "agency_names", "docket_id", "president")
_SITE: Final = "https://www.federalregister.gov"
_CORRECTS: Final = re.compile(r"^[CR]\d-(.+)$")


@dataclass(frozen=True)
class Records:
    """Records as they read at the end of `day`, with addresses under `base`."""

    documents: Sequence[RegisterDocument]
    day: date
    base: str

    def published(self, document: RegisterDocument) -> dict[str, Any]:
        """Every field of a published document."""
        if saved := document.steering.get("record"):
            return {**dict.fromkeys(PUBLISHED_FIELDS), **saved}
        given = {k: _plain(v) for k, v in document.fields_at(self.day).items()}
        day, number = document.publication_date, document.number
        path = f"{day:%Y/%m/%d}/{number}"
        slug = slug_of(given["title"])
        site = self.base if document.made else _SITE
        issue = f"FR-{day:%Y-%m-%d}"
        agencies = [self.agency(told) for told in given.get("agencies", [])]
        abstract = given.get("abstract")
        dockets = given.get("docket_ids", [])
        pages = given["end_page"] - given["start_page"] + 1
        record: dict[str, Any] = dict.fromkeys(PUBLISHED_FIELDS)
        record |= {
            "agencies": agencies,
            "agency_names": [a.get("name") or a["raw_name"] for a in agencies],
            "body_html_url": f"{_SITE}/documents/full_text/html/{path}.html",
            "cfr_references": [_cfr(told) for told in given.pop("cfr_references", [])],
            "citation": f"{given['volume']} FR {given['start_page']}",
            "corrections": self._corrections(document),
            "correction_of": self._correction_of(number),
            "docket_id": dockets[0] if dockets else None,
            "docket_ids": dockets,
            "dockets": [],
            "excerpts": abstract and abstract[:200] + "...",
            "html_url": f"{site}/documents/{path}/{slug}",
            "images": {},
            "images_metadata": {},
            "json_url": f"{self.base}/api/v1/documents/{number}?publication_date={day}",
            "mods_url": f"https://www.govinfo.gov/metadata/granule/{issue}/{number}/mods.xml",
            "page_length": pages,
            "page_views": self._views(document, day),
            "pdf_url": f"https://www.govinfo.gov/content/pkg/{issue}/pdf/{number}.pdf",
            "public_inspection_pdf_url": self._inspection_pdf(document),
            "raw_text_url": f"{self.base}/documents/full_text/text/{path}.txt",
            "regulation_id_number_info": dict.fromkeys(given.get("regulation_id_numbers", [])),
            "regulation_id_numbers": [],
            "regulations_dot_gov_info": {"checked_regulationsdotgov_at": f"{day}T13:00:00Z"},
            "topics": [],
        }
        del given["agencies"]
        return record | given

    def one(self, document: RegisterDocument) -> dict[str, Any]:
        """A document asked for alone: a few fields fewer."""
        whole = self.published(document)
        return {name: value for name, value in whole.items() if name not in _NOT_IN_ONE}

    def filing(self, document: RegisterDocument) -> dict[str, Any]:
        """Every field of a filing on public inspection; it names only the most special agency."""
        filed, day = document.filed_at, document.publication_date
        if filed is None:
            raise ValueError(f"{document.number}: never filed")
        given = document.fields
        number, steering = document.number, document.steering
        withdrawn = document.withdrawn_on is not None and document.withdrawn_on <= self.day
        agencies = [self.agency(told) for told in given.get("agencies", [])][-1:]
        title = steering.get("pi_title", f"{given['title']} ")  # titles end in a space here
        groups = re.findall(r"\d{1,3}", number.replace("-", ""))
        record: dict[str, Any] = dict.fromkeys(FILING_FIELDS)
        return record | {
            "agencies": agencies,
            "agency_letters": [],
            "agency_names": [a.get("name") or a["raw_name"] for a in agencies],
            "docket_numbers": [_plain(d) for d in given.get("docket_ids", [])],
            "document_number": number,
            "editorial_note": steering.get("editorial_note") if withdrawn else None,
            "filed_at": filed.astimezone(WASHINGTON).isoformat(timespec="milliseconds"),
            "filing_type": steering.get("filing_type", "regular"),
            "html_url": f"{self.base if document.made else _SITE}/public-inspection/{number}/"
            f"{slug_of(given['title'])}",
            "json_url": f"{self.base}/api/v1/public-inspection-documents/{number}.json",
            "last_public_inspection_issue": str(max(filed.date(), min(self.day, day))),
            "num_pages": steering.get(
                "num_pages", 3 * (given["end_page"] - given["start_page"] + 1)
            ),
            "page_views": self._views(document, filed.date()),
            "pdf_url": self._inspection_pdf(document),
            "publication_date": None if withdrawn else str(day),
            "raw_text_url": f"{self.base}/public-inspection/raw_text/{'/'.join(groups)}.txt",
            "title": title,
            "toc_doc": given.get("toc_doc"),
            "toc_subject": given.get("toc_subject"),
            "type": given["type"],
        }

    def agency(self, told: str) -> dict[str, Any]:
        """An agency by its slug, as records name it; any other office has a raw name only."""
        if told not in AGENCIES:
            return {"raw_name": told}  # an office that the Register cannot match
        raw, name, number, parent = AGENCIES[told]
        return {
            "raw_name": raw,
            "name": name,
            "id": number,
            "url": f"{_SITE}/agencies/{told}",
            "json_url": f"{self.base}/api/v1/agencies/{number}",
            "parent_id": parent,
            "slug": told,
        }

    def _corrections(self, document: RegisterDocument) -> list[str]:
        return [
            f"{self.base}/api/v1/documents/{other.number}"
            for other in self.documents
            if other.published_by(self.day) and _corrected_by(other.number) == document.number
        ]

    def _correction_of(self, number: str) -> str | None:
        corrected = _corrected_by(number)
        return f"{self.base}/api/v1/documents/{corrected}" if corrected else None

    def _inspection_pdf(self, document: RegisterDocument) -> str | None:
        if document.made or document.filed_at is None:
            return None
        epoch = int(datetime.combine(document.filed_at.date(), time(8), WASHINGTON).timestamp())
        return f"https://public-inspection.federalregister.gov/{document.number}.pdf?{epoch}"

    def _views(self, document: RegisterDocument, since: date) -> dict[str, Any]:
        days = max(0, (self.day - since).days)
        count = sum(document.number.encode()) + 17 * days
        return {"count": count, "last_updated": f"{self.day} 20:15:06 -0500"}


def slug_of(title: str) -> str:
    """The last part of a document's address: at most 100 letters, whole words."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
    return words if len(words) <= 100 else words[:100].rpartition("-")[0]


def _corrected_by(number: str) -> str | None:
    found = _CORRECTS.match(number)
    return found[1] if found else None


def _cfr(told: str) -> dict[str, Any]:
    title, _, part = told.partition(" CFR ")
    return {
        "title": int(title),
        "part": int(part) if part.isdigit() else part,
        "chapter": None,
        "citation_url": None,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
