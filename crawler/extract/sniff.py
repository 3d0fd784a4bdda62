"""What a file holds, told by its bytes: which extractor takes it, or why none does."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crawler.extract.address import bis_slug, commerce_path, office
from crawler.extract.fulltext import decoded
from crawler.extract.records import by_line, parsed

_MARKUP = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<!?([A-Za-z][\w:-]*)", re.DOTALL)
_REGISTER = {"FEDREG", "RULE", "PRORULE", "NOTICE", "PRESDOCU", "RULES", "PRORULES", "NOTICES"}
_FEEDS = {"rss", "feed", "rdf:RDF", "urlset", "sitemapindex"}
_FULL_TEXT = re.compile(r"\[Federal Register Volume|\[FR Doc(?: No|\.)")
_LABELS = {"is_delay", "new_dates", "actual_susp", "affected_citations"}


@dataclass(frozen=True, slots=True)
class Format:
    """`extractor` takes the file; without one `reason` says why it is no document. `wrong` tells
    a file that is broken from one that merely holds something else."""

    extractor: str | None
    source: str = "file"
    reason: str = ""
    wrong: bool = False


def sniff(raw: bytes, name: str, url: str | None = None) -> Format:
    """The format of a file's bytes; `name` decides only between Markdown and plain text."""
    head = raw[:65536].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return Format(None, reason="is empty", wrong=True)
    if head.startswith(b"WARC/"):
        return Format("warc")
    if _binary(head) and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Format(
            None, reason=f"is binary{_magic(head)}; give text, HTML, JSON or XML", wrong=True
        )
    if head[:1] in (b"{", b"["):
        return _json(raw, head)
    if (m := _MARKUP.match(head)) and not name.lower().endswith((".md", ".markdown")):
        return _markup(raw, m[1].decode("ascii"), url)
    text = decoded(head)
    if name.lower().endswith((".csv", ".tsv")):
        return _table(text)
    if _FULL_TEXT.search(text):
        return Format("fr_text", "federal_register")
    if name.lower().endswith((".md", ".markdown")) or re.match(r"(---|\+\+\+)[ \t]*\n", text):
        return Format("markdown", _source(url))
    return Format("plain", _source(url))


def page_extractor(url: str | None) -> tuple[str, str]:
    """(extractor, source) for an HTML page at this address."""
    known = office(url)
    if url and known and known.source == "bis_press" and bis_slug(url):
        return "bis_release", known.source
    if url and known and known.source == "commerce_news" and commerce_path(url):
        return "commerce_article", known.source
    return "article", _source(url)


def _source(url: str | None) -> str:
    known = office(url)
    return known.source if known else "file"


def _binary(head: bytes) -> bool:
    if b"\x00" in head or head.startswith(b"%PDF"):
        return True
    try:
        # A letter may be cut at the end of the head.
        codecs.getincrementaldecoder("utf-8")().decode(head, final=False)
        odd = sum(c < 32 and c not in b"\t\n\f\r" for c in head)
    except UnicodeDecodeError:
        odd = sum((c < 32 and c not in b"\t\n\f\r") or 127 <= c < 145 for c in head)
    return odd > len(head) // 50


def _magic(head: bytes) -> str:
    for mark, told in (
        (b"%PDF", " (PDF)"),
        (b"PK\x03\x04", " (ZIP)"),
        (b"SQLite format", " (SQLite)"),
    ):
        if head.startswith(mark):
            return told
    return ""


def _markup(raw: bytes, tag: str, url: str | None) -> Format:
    if tag in _REGISTER:
        return Format("fr_xml", "federal_register")
    if tag in _FEEDS:
        return Format(None, reason="is a feed or site map; `[[sources.news.feeds]]` follows feeds")
    if _FULL_TEXT.search(decoded(raw[:65536])) and re.search(rb"<pre[\s>]", raw[:65536], re.I):
        return Format("fr_text", "federal_register")
    if tag.lower() in ("html", "doctype", "head", "body", "div", "article", "p", "meta", "main"):
        extractor, source = page_extractor(url)
        return Format(extractor, source)
    return Format(None, reason=f"is XML of an unknown kind, <{tag}>")


def _json(raw: bytes, head: bytes) -> Format:
    rows = [row for row in raw[:1_000_000].split(b"\n", 5)[:5] if row.strip()]
    value: Any = None
    if by_line(rows) or len(raw.split(b"\n", 2)) == 1 or not raw.split(b"\n", 1)[1].strip():
        for row in rows:
            try:
                value = parsed(row.removeprefix(b"\xef\xbb\xbf")) if len(rows) > 1 else parsed(raw)
            except ValueError:
                continue
            if isinstance(value, Mapping | list):
                break
    else:
        try:
            value = parsed(raw)
        except ValueError:
            value = None
    if value is None:
        # The extractor names the line where it is broken.
        return Format("fr_search" if b'"document_number"' in head else "lines", "file")
    return _shape(value)


def _shape(value: Any) -> Format:
    record = value
    if isinstance(value, Mapping) and ("results" in value or "count" in value):
        record = value.get("results") or []
        if not record:
            return Format("fr_search", "federal_register")
    if isinstance(record, list):
        record = next((r for r in record if isinstance(r, Mapping)), None)
    if not isinstance(record, Mapping):
        return Format(None, reason="is JSON without any document")
    if "filing_type" in record or "filed_at" in record:
        return Format("pi_search", "public_inspection")
    if "document_number" in record:
        if _LABELS & set(record) and not {"title", "html_url", "publication_date"} & set(record):
            return Format(None, reason="holds labels about documents, no documents")
        return Format("fr_search", "federal_register")
    if "text" in record:
        return Format("lines")
    return Format(None, reason="is JSON without a `document_number` or a `text`")


def _table(text: str) -> Format:
    columns = next(csv.reader(text.split("\n", 1)[:1]), [])
    if "document_number" in columns and {"filing_type", "pi_url"} & set(columns):
        return Format("pi_search", "public_inspection")
    return Format(None, reason="is a table without columns that name documents")
