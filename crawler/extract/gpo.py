"""GPO's XML of the Register: one document, or the whole issue of a day.

A document's text has the grammar of the printed one: the agency lines, then AGENCY, ACTION,
SUMMARY, DATES each as one paragraph (EFFDATE is headed DATES too), then everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from crawler.extract.numbers import (
    cfr,
    corrected,
    dashed,
    dockets,
    document_number,
    iso_date,
    printed_date,
    register_id,
    rins,
    short_date,
)
from crawler.extract.prose import line, normal, paragraphs, power, quoted
from crawler.extract.records import Flaw
from crawler.extract.register import PUBLISHER, RANK
from crawler.page import Unexpected
from store.model import Capture, Document, Draft

KINDS = {
    "RULE": "rule",
    "PRORULE": "proposed_rule",
    "NOTICE": "notice",
    "PRESDOCU": "presidential_document",
}
TYPES = {
    "RULE": "Rule",
    "PRORULE": "Proposed Rule",
    "NOTICE": "Notice",
    "PRESDOCU": "Presidential Document",
}
#: Parts of the header that are one paragraph each, whatever paragraphs they hold.
_HEADED = {"AGY", "ACT", "SUM", "DATES", "EFFDATE"}
_SECTION = ("SECTNO", "SUBJECT")
_DROPPED = {"PRTPAGE", "GPH", "MATH", "FTREF", "CNTNTS"}
_BLOCKS = {
    "P", "FP", "HD", "AGENCY", "SUBAGY", "CFR", "DEPDOC", "RIN", "SUBJECT", "AMDPAR", "AUTH",
    "SECTNO", "LI", "NAME", "TITLE", "DATED", "TTITLE", "TDESC", "FRDOC", "BILCOD", "STARS",
    "SECHD", "SECAUTH", "PSIG", "PLACE", "DATE", "FILED", "PROC", "PRES", "DETERM", "EXECORD",
    "TNOTE", "PREAMHD", "OLDDATE", "EAR", "MEMO",
}  # fmt: skip


def fr_xml(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """Drafts of every rule, proposal, notice and presidential document in the XML."""
    root = _tree(capture, raw)
    page: str | None = None
    day = printed_date(root.findtext("DATE") or "")
    volume = root.findtext("VOL")
    found = False
    # A document starts on the page that was last marked, unless it opens with a mark of its own.
    for element in root.iter(*KINDS, "PRTPAGE"):
        if element.tag == "PRTPAGE":
            page = element.get("P") or page
            continue
        found = True
        start = _opening_page(element) or page
        cited = f"{volume.strip()} FR {start}" if volume and start and start.isdigit() else None
        yield _draft(element, capture, day, cited)
    if not found:
        raise Unexpected(capture.source, capture.url, "a RULE, PRORULE, NOTICE or PRESDOCU")


def _tree(capture: Capture, raw: bytes) -> Any:
    # No entities, no network, no DTD: the files have none, and others must not bring theirs.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        told = line(str(error))[:150]
        raise Unexpected(capture.source, capture.url, f"well-formed XML ({told})") from None


def _opening_page(element: Any) -> str | None:
    for inner in element.iter():
        if inner.tag == "PRTPAGE":
            page = inner.get("P")
            return page if isinstance(page, str) else None
        if inner.tag not in KINDS and (inner.tag != "PREAMB") and (inner.text or "").strip():
            return None
    return None


def _draft(element: Any, capture: Capture, day: date | None, cited: str | None) -> Draft | Flaw:
    stamp = dashed(_words(element.find(".//FRDOC")))
    m = re.search(r"FR Doc\.?\s*([A-Za-z0-9-]+)", stamp)
    number = document_number(m[1]) if m else None
    title = _words(element.find(".//SUBJECT")) or _words(element.find(".//HD"))
    if number is None:
        return Flaw(f"a {element.tag} without a document number (FRDOC)", title[:200] or None)
    published = day or iso_date(capture.hints.get("published"))
    filed = short_date(stamp.partition("Filed")[2])
    stated: dict[str, Any] = {
        "document_number": number,
        "type": TYPES[element.tag],
        "publication_date": published.isoformat() if published else None,
        "citation": cited,
        "action": _section(element, "ACT"),
        "dates": _section(element, "DATES", "EFFDATE"),
        "agency_names": list(filter(None, [_section(element, "AGY")])),
        "regulation_id_numbers": list(rins(_all(element, "RIN"))),
        "docket_ids": list(dockets([_bare(d) for d in _all(element, "DEPDOC")])),
        "cfr_references": list(cfr(_all(element, "CFR"))),
        "correction_of": corrected(number),
        "filed": filed.isoformat() if filed else None,
    }
    identifiers = {
        "fr_doc": (number,),
        "fr": tuple(filter(None, [cited])),
        "rin": tuple(stated["regulation_id_numbers"]),
        "docket": tuple(stated["docket_ids"]),
        "cfr": tuple(stated["cfr_references"]),
        "correction_of": tuple(filter(None, [stated["correction_of"]])),
    }
    hints = capture.hints
    document = Document(
        id=register_id(number, published),
        source=capture.source,
        kind=KINDS[element.tag],
        authority_rank=int(hints.get("authority_rank") or RANK),
        publisher=hints.get("publisher") or PUBLISHER,
        url=hints.get("url"),
        title=title or None,
        published=published,
        identifiers={kind: found for kind, found in identifiers.items() if found},
        stated={k: v for k, v in stated.items() if v is not None and v != []},
    )
    return Draft(document, paragraphs(_parts(element)), "text", number)


def _bare(docket: str) -> str:
    return docket.strip("[] ")


def _all(element: Any, tag: str) -> list[str]:
    return list(filter(None, (_words(e) for e in element.iter(tag))))


def _section(element: Any, *tags: str) -> str | None:
    """The words of a header part without its heading."""
    rows = [
        normal(_words(p))
        for part in element.iter(*tags)
        for p in part.iter("P", "FP")
    ]  # fmt: skip
    return "\n".join(filter(None, rows)) or None


def _words(element: Any) -> str:
    """The words of an element on one line: no footnote marks, powers of ten written `10^26`."""
    if element is None:
        return ""
    # A dropped footnote mark leaves its space behind: "(2017 Rule )".
    return re.sub(r" (?=[),;])", "", line(quoted("".join(_inline(element, [])))))


def _inline(element: Any, said: list[str]) -> list[str]:
    if element.text:
        said.append(element.text)
    for child in element:
        tag = child.tag
        raised = tag == "SU" or (tag == "E" and child.get("T") == "51")
        if raised:
            mark = "".join(child.itertext()).strip()
            exponent = power("".join(said[-3:]), mark)
            # A raised number before FTREF is a footnote's mark; the note's own leads its text.
            if exponent:
                said.append(exponent)
            elif tag == "E":
                said.append(mark)
        elif tag == "LI":
            said.append(" ")
            _inline(child, said)
        elif isinstance(tag, str) and tag not in _DROPPED:
            _inline(child, said)
        if child.tail:
            said.append(child.tail)
    return said


def _parts(element: Any) -> Iterator[str]:
    """The paragraphs of a document in order."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            continue
        if tag in _HEADED:
            yield _headed(child)
        elif tag == "SECTION":
            yield " ".join(filter(None, (_words(child.find(t)) for t in _SECTION)))
            yield from _parts(child)
        elif tag in _SECTION and element.tag == "SECTION":
            pass
        elif tag in ("SIG", "FTNT"):
            yield _grouped(child)
        elif tag == "FRDOC":
            yield _words(child)
        elif tag == "GPOTABLE":
            yield "\n".join(_rows(child))
        elif tag == "STARS":
            yield "* * * * *"
        elif tag in _BLOCKS and not any(c.tag in _BLOCKS | {"GPOTABLE"} for c in child):
            yield _words(child)
        else:
            if (child.text or "").strip():
                yield line(child.text)
            yield from _parts(child)
        if (child.tail or "").strip():
            yield line(child.tail)


def _headed(part: Any) -> str:
    heading = " ".join(_words(h) for h in part.iter("HD"))
    rows = [normal(_words(p)) for p in part.iter("P", "FP")]
    rows = [r for r in rows if r]
    if rows and not rows[0].startswith("- "):
        heading = f"{heading} {rows.pop(0)}"
    return "\n".join([heading.strip(), *rows])


def _grouped(part: Any) -> str:
    glue = "\n" if part.tag == "SIG" else " "
    return glue.join(filter(None, (_words(c) for c in part if isinstance(c.tag, str))))


def _rows(table: Any) -> Iterator[str]:
    for tag in ("TTITLE", "TDESC"):
        if words := _words(table.find(tag)):
            yield words
    heads = [_words(h) for h in table.iter("CHED")]
    if any(heads):
        yield " | ".join(filter(None, heads))
    for row in table.iter("ROW"):
        yield " | ".join(_words(cell) for cell in row.iter("ENT"))
    for note in table.iter("TNOTE"):
        yield _words(note)
