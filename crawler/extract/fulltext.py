"""Full texts of the Register: GPO's text in its HTML wrapper, or text stripped of its XML.

What comes out are paragraphs separated by blank lines. The header's parts (AGENCY, ACTION,
SUMMARY, DATES) are one paragraph each, with a line for each of their own paragraphs and bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from crawler.extract.columns import in_rows
from crawler.extract.numbers import (
    dashed,
    dockets,
    document_number,
    number_in_url,
    printed_date,
    rins,
    short_date,
)
from crawler.extract.prose import clean, line, normal, paragraphs, quoted, untagged, unwrapped
from crawler.extract.records import Flaw
from crawler.page import Unexpected
from store.model import Capture, Document, Draft

HEADINGS = ("AGENCY", "ACTION", "SUMMARY", "DATES")
_SECTIONS = (
    "AGENCY", "AGENCIES", "ACTION", "SUMMARY", "DATES", "DATE", "EFFECTIVE DATE", "EFFECTIVE DATES",
    "ADDRESSES", "ADDRESS", "FOR FURTHER INFORMATION CONTACT", "FOR FURTHER INFORMATION",
    "SUPPLEMENTARY INFORMATION", "COMMENTS", "COMMENT DATE",
)  # fmt: skip
_SECTION = re.compile(r"^(" + "|".join(_SECTIONS) + r"):[ \t]*", re.MULTILINE)
_AT_SECTION = re.compile(r"\n(?=(?:" + "|".join(_SECTIONS) + r"):(?: |$))", re.MULTILINE)
_INLINE = re.compile(
    r"(?<=\S)[ \t]+(?=(?:" + "|".join(_SECTIONS) + r"): |\[FR Doc\. |BILLING CODE |"
    r"Billing Code |List of Subjects in |PART \d+(?:—|--)|Authority: |"
    r"\d{1,3}\. (?:Section|Part|Supplement|The authority citation|Amend|Revise|Add|Remove|"
    r"Effective|In (?:§|[Ss]upplement|[Ss]ection)) )"
)
_INLINE_BULLET = re.compile(r"[ \t]+(?=•[ \t])")
#: What the converter makes of the mark before an amendatory instruction.
_BALLOT = re.compile(r"^0[ \t]*\n(?=[ \t]*(?:\d{1,3}|[a-z]{1,2})\. )", re.MULTILINE)
_LANDMARK = re.compile(
    r"\[Federal Register|\[FR Doc|^(?:AGENCY|ACTION|SUMMARY):|BILLING CODE|\[Billing Code"
    r"|scheduled to be published in the\s+Federal Register|^By the President",
    re.MULTILINE | re.IGNORECASE,
)
_PAGE_MARK = re.compile(r"\s*\[\[Page [A-Z]*\d+\]\][ \t]*(\n*)")
_RULED = re.compile(r"^[ \t]*(?:-{20,}|={20,}|_{20,}|\*{20,})[ \t]*$", re.MULTILINE)
_ONLINE = re.compile(r"^From the Federal Register Online via .*$\n?", re.MULTILINE)
_MARK = re.compile(r"\s?\\\d{1,4}[A-Za-z]?\\(?=\W|\w|$)")
_NOTE = re.compile(r"\n-{60,}\n\n(    \\\d.*?\n)-{60,}\n+", re.DOTALL)
_FILED = re.compile(r"\[FR Doc\.?\s+([^\s\];]+)\s+(?:Filed|filed):?\s+([^;\]]+)")
_DOC_NO = re.compile(r"\[FR Doc No:?\s+([^\s\]]+)")
_ISSUE = re.compile(r"\[Federal Register Volume (\d+), (?:Number|Issue) \d+ \(([^)]*)\)\]")
_PAGES = re.compile(r"\[Pages? ([A-Z]?\d+)(?:-[A-Z]?\d+)?\]")
_DOCKETS = re.compile(r"\[(Docket[^\]]*)\]", re.IGNORECASE)
_PART = re.compile(
    r"^\[(Rules and Regulations|Proposed Rules|Notices|Presidential Documents)\]$", re.MULTILINE
)
_KINDS = {
    "Rules and Regulations": "rule",
    "Proposed Rules": "proposed_rule",
    "Notices": "notice",
    "Presidential Documents": "presidential_document",
}


def fr_text(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The draft of one raw text; `hints["record"]` is its API record where the source had one.

    A text that stops after the header is a draft with `cut_off` true in `stated`.
    """
    from crawler.extract.register import document_of

    body = decoded(raw)
    record: dict[str, Any] = dict(capture.hints.get("record") or {})
    record["document_number"] = _number(body, record) or number_in_url(capture.url)[0]
    record["publication_date"] = _published(body, record) or _day_in(capture)
    record.setdefault("html_url", capture.hints.get("url") or capture.url)
    document = document_of(record, capture)
    if isinstance(document, Flaw):
        raise Unexpected(capture.source, capture.url, "a document number in the text or its record")
    found = full_text(body, document)
    if isinstance(found, Flaw):
        raise Unexpected(capture.source, capture.url, found.message)
    yield Draft(found[0], found[1], "text", document.stated["document_number"])


def full_text(body: str, document: Document) -> tuple[Document, str] | Flaw:
    """The document, completed by what its text says of itself, and its text in paragraphs."""
    text = read(body)
    if not _LANDMARK.search(text) and not document.title:
        return Flaw("a heading, a stamp or a billing code of the Register", text[:200] or None)
    wrapped = re.match(r"\s*<(?:!doctype|html)", body, re.IGNORECASE)
    if not text or (wrapped and not _LANDMARK.search(text)):
        return Flaw("the Register's text, found another page", text[:200] or None)
    header: dict[str, Any] = {}
    for key, value in (("citation", _citation(text)), ("filed", _filed(text))):
        if value:
            header[key] = value
    if cut_off(body, text):
        header["cut_off"] = True
    part = _PART.search(text)
    identifiers = dict(document.identifiers)
    if "fr" not in identifiers and header.get("citation"):
        identifiers["fr"] = (header["citation"],)
    if "rin" not in identifiers and (found := rins(_head(text))):
        identifiers["rin"] = found
    if "docket" not in identifiers and (printed := _DOCKETS.findall(_head(text))):
        identifiers["docket"] = dockets(printed)
    completed = replace(
        document,
        title=document.title or title_of(text),
        kind=document.kind or (_KINDS[part[1]] if part else None),
        published=document.published or _issued(text),
        identifiers=identifiers,
        stated={**header, **document.stated},
    )
    return completed, text


def read(body: str) -> str:
    """The paragraphs of a raw text of either shape."""
    text = clean(body)
    if m := re.search(r"<pre[^>]*>(.*?)(?:</pre>|\Z)", text, re.DOTALL | re.IGNORECASE):
        text = m[1]
    elif re.match(r"\s*<(?:!doctype|html)\b", text, re.IGNORECASE):
        for name in ("head", "script", "style"):
            text = _without(text, name)
    text = clean(untagged(text))
    text = in_rows(_ONLINE.sub("", text))
    text = _PAGE_MARK.sub(_across, text)
    text = _after_notes(text)
    text = _BALLOT.sub("", _RULED.sub("\n", text))
    text = quoted(_MARK.sub("", text))
    if not re.search(r"\n[ \t]*\n", text.strip()):
        text = _INLINE_BULLET.sub("\n\n", _INLINE.sub("\n\n", text))
        return paragraphs(_gathered(text.split("\n\n")))
    return paragraphs(_gathered(unwrapped(text)))


def _without(text: str, name: str) -> str:
    """The text without the elements of this name."""
    end = f"</{name}>"
    first, *rest = re.split(rf"<{name}\b", text, flags=re.IGNORECASE)
    return first + "".join(part.partition(end)[2] if end in part else part for part in rest)


def _across(m: re.Match[str]) -> str:
    return " " if not m[1] else "\n" if _goes_on(m.string, m.start(), m.end()) else "\n\n"


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether what starts at `start` belongs to the paragraph that was left at `end`."""
    first = text[start : start + 200].split("\n")
    if not first[0].strip() or first[0].startswith("    "):
        return False
    alone = len(first) > 1 and not first[1].strip()
    return not (alone and text[end - 1 : end] in ".:;!?\"')]")


def _after_notes(text: str) -> str:
    # Footnotes stand where the page ended, often inside a sentence: a paragraph that goes on
    # after them (not set in) is put together again, and the notes follow it.
    done: list[str] = []
    notes = ""
    last = 0
    for m in _NOTE.finditer(text):
        done.append(_with_notes(text[last : m.start()], notes))
        going_on = _goes_on(text, m.start(), m.end())
        notes = m[1].rstrip() if going_on else ""
        done.append("\n" if going_on else f"\n\n{m[1]}\n\n")
        last = m.end()
    return "".join([*done, _with_notes(text[last:], notes)])


def _with_notes(text: str, notes: str) -> str:
    if not notes:
        return text
    end = re.search(r"\n\n|\n(?= {4})|\Z", text)
    place = end.start() if end else len(text)
    return f"{text[:place]}\n\n{notes}\n\n{text[place:]}"


def _gathered(parts: list[str]) -> Iterator[str]:
    """Header parts as one paragraph each; everything else as it is."""
    held: list[str] = []
    rows = (row for part in parts for row in re.split(_AT_SECTION, normal(part)))
    for part in filter(None, map(str.strip, rows)):
        m = _SECTION.match(part)
        if m or part.startswith(("[FR Doc", "BILLING CODE")) or (held and len(held) > 40):
            if held:
                yield _headed(held)
                held = []
            if m and m[1] in HEADINGS:
                held = [part]
                continue
        if held:
            held.append(part)
        else:
            yield part
    if held:
        yield _headed(held)


def _headed(rows: list[str]) -> str:
    first, *rest = rows
    # "DATES:" alone on its line takes its first paragraph up, unless that is a bullet.
    if first.endswith(":") and rest and not rest[0].startswith("- "):
        first, rest = f"{first} {rest[0]}", rest[1:]
    return "\n".join([first, *rest])


def cut_off(body: str, text: str) -> bool:
    """Whether a text stops before its end: an open wrapper, or a header and nothing more."""
    opened = re.search(r"<pre\b", body, re.IGNORECASE) and not re.search(r"</pre>", body, re.I)
    if opened and not _FILED.search(text):
        return True
    rest = re.sub(r"^\[[^\]]*\]$", "", text, flags=re.MULTILINE).strip()
    return len(rest) < 40


def decoded(raw: bytes) -> str:
    """The bytes as text: UTF-8, else the printing office's Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def title_of(text: str) -> str | None:
    """The paragraph before AGENCY, which is the title."""
    before = re.split(r"^AGENC(?:Y|IES):", text, maxsplit=1, flags=re.MULTILINE)
    if len(before) < 2:
        return None
    rows = [line(p) for p in before[0].split("\n\n") if p.strip()]
    good = [r for r in rows if not r.startswith("[") and not re.match(r"\d+ CFR|RIN ", r)]
    return good[-1][:500] if good else None


def _head(text: str) -> str:
    return re.split(r"^AGENC(?:Y|IES):", text, maxsplit=1, flags=re.MULTILINE)[0][:2000]


def _number(body: str, record: dict[str, Any]) -> str | None:
    found = _FILED.search(body) or _DOC_NO.search(body)
    return document_number(record.get("document_number")) or (
        document_number(found[1]) if found else None
    )


def _published(body: str, record: dict[str, Any]) -> str | None:
    day = record.get("publication_date")
    if isinstance(day, str) and day:
        return day
    found = _issued(body)
    return found.isoformat() if found else None


def _day_in(capture: Capture) -> str | None:
    day = number_in_url(capture.url)[1]
    return day.isoformat() if day else capture.hints.get("published")


def _issued(text: str) -> date | None:
    m = _ISSUE.search(text)
    return printed_date(m[2]) if m else None


def _citation(text: str) -> str | None:
    issue, pages = _ISSUE.search(text), _PAGES.search(text)
    return f"{issue[1]} FR {pages[1]}" if issue and pages else None


def _filed(text: str) -> str | None:
    m = _FILED.search(dashed(text[-4000:]))
    day = short_date(m[2]) if m else None
    return day.isoformat() if day else None
