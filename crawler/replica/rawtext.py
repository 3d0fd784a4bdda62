"""Full texts as the Register serves them: GPO's hard-wrapped text, text stripped of its XML, and
the text of a filing.

The files hold paragraphs; what a wrapper does to them (doubled quotes, `Sec.`, page marks, raised
figures) is done here.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from crawler.replica.documents import RegisterDocument

_WIDTH: Final = 71
_RULE: Final = "-" * 71
_SECTIONS: Final = {
    "Rule": "Rules and Regulations",
    "Proposed Rule": "Proposed Rules",
    "Notice": "Notices",
    "Presidential Document": "Presidential Documents",
}
_HEADED: Final = re.compile(
    r"^(AGENCY|ACTION|SUMMARY|DATES|ADDRESSES|FOR FURTHER INFORMATION CONTACT"
    r"|SUPPLEMENTARY INFORMATION):"
)
_INSTRUCTION: Final = re.compile(r"^\d+\. .*\b(?:amended|read|revised|added|removed|follows)\b")
_QUOTED: Final = re.compile(r'(^|[\s(\[-])"', re.MULTILINE)
_POWER: Final = re.compile(r"\b10\^(\d{1,3})\b")
_EMAIL: Final = re.compile(r"\b[\w.]+@[\w.]+\w\b")
#: Pages of a document that get a mark in the miniature's short texts.
_MOST_MARKS: Final = 3


def raw_text(document: RegisterDocument) -> tuple[str, str]:
    """(text, content type) of a published document, in its shape."""
    if document.shape == "gpo":
        return _gpo(document), "text/html; charset=utf-8"
    return stripped(document.text), "text/plain; charset=utf-8"


def stripped(text: str) -> str:
    """The text as it comes out of its XML: one run of words, a raised figure fallen down."""
    text = _curled(re.sub(r"^- ", "• ", text, flags=re.MULTILINE))
    return " ".join(_POWER.sub(r"10\1", text).split()) + "\n"


def filing_text(document: RegisterDocument) -> str:
    """The text of a filing, before the printing office has set it."""
    day = document.publication_date
    filed = document.filed_at
    if filed is None:
        raise ValueError(f"{document.number}: never filed")
    at = filed.astimezone(ZoneInfo("America/New_York"))
    clock = f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"
    head = (
        "This document is scheduled to be published in the\n"
        f"Federal Register on {day:%m/%d/%Y} and available online at\n"
        f"https://federalregister.gov/d/{document.number}, and on https://govinfo.gov"
    )
    body, _, _ = document.text.partition("\n[FR Doc. ")
    parts = [_curled(part) for part in body.strip().split("\n\n")]
    stamp = (
        f"[FR Doc. {document.number} Filed: {at.month}/{at.day}/{at.year} {clock}; "
        f"Publication Date: {day.month}/{day.day}/{day.year}]"
    )
    set_ = [part if "\n" in part else textwrap.fill(part, 78) for part in parts]
    return "\n\n".join([head, *set_, stamp]) + "\n"


def _gpo(document: RegisterDocument) -> str:
    day, first, last = (
        document.publication_date,
        document.fields["start_page"],
        document.fields["end_page"],
    )
    volume = document.fields["volume"]
    printed = f"{day:%A, %B} {day.day}, {day.year}"
    pages = f"[Page {first}]" if first == last else f"[Pages {first}-{last}]"
    head = (
        f"[Federal Register Volume {volume}, Number {document.issue} ({printed})]\n"
        f"[{_SECTIONS[document.fields['type']]}]\n{pages}\n"
        "From the Federal Register Online via the Government Publishing Office "
        '[<a href="http://www.gpo.gov">www.gpo.gov</a>]\n'
        f"[FR Doc No: {document.number}]\n\n\n{'=' * 71}\n{_RULE}\n\n"
    )
    title = f"Federal Register, Volume {volume} Issue {document.issue} ({printed})"
    body = "\n\n".join(_gpo_parts(document))
    return (
        f"<html>\n<head>\n<title>{title}</title>\n</head>\n<body><pre>\n{head}{body}\n\n\n"
        "</pre></body>\n</html>\n"
    )


def _gpo_parts(document: RegisterDocument) -> Iterator[str]:
    parts = document.text.split("\n\n")
    marks = _marks(document, parts)
    in_front = True
    for number, part in enumerate(parts):
        if part.startswith("AGENCY:"):
            in_front = False
        yield from _gpo_part(part, in_front, marks.get(number))
        if part.startswith("ACTION:"):
            yield _RULE


def _gpo_part(part: str, in_front: bool, mark: int | None) -> Iterator[str]:
    written = _typed(part)
    if part.startswith("- ") or "\n- " in part:
        rows = [_bullet(row) if row.startswith("- ") else row for row in written.split("\n")]
        yield "\n".join(_wrapped(row) if not row.startswith("    ") else row for row in rows)
    elif in_front or "\n" in part:
        yield "\n".join(_wrapped(row) for row in written.split("\n"))
    elif _INSTRUCTION.match(part):
        yield "0\n" + _wrapped(written)
    elif _HEADED.match(part) or _is_heading(part):
        yield _wrapped(written)
    else:
        text = _wrapped(written, "    ")
        yield _across(text, mark) if mark else text


def _is_heading(part: str) -> bool:
    return part.startswith(("PART ", "§", "Subpart ", "* * *", "[", "BILLING")) or (
        len(part) <= 90 and part[-1] not in ".;:,?\"'"
    )


def _marks(document: RegisterDocument, parts: list[str]) -> dict[int, int]:
    """Which paragraphs a page ends in, and the page that begins there."""
    first, last = document.fields["start_page"], document.fields["end_page"]
    plain = [
        n
        for n, part in enumerate(parts)
        if len(part) > 320 and "\n" not in part and not _HEADED.match(part) and part[0].isalpha()
    ]
    count = min(_MOST_MARKS, last - first, len(plain))
    chosen = [plain[(i + 1) * len(plain) // (count + 1)] for i in range(count)] if count else []
    return {n: first + i + 1 for i, n in enumerate(dict.fromkeys(chosen))}


def _across(text: str, page: int) -> str:
    """A paragraph that the end of a page cuts in two."""
    rows = text.split("\n")
    middle = len(rows) // 2
    return "\n".join([*rows[:middle], "", f"[[Page {page}]]", "", *rows[middle:]])


def _bullet(row: str) -> str:
    words = row.removeprefix("- ")
    return _wrapped(words, "    <bullet> ")


def _wrapped(text: str, opening: str = "") -> str:
    room = len(opening.replace("<bullet>", "*"))
    lines = textwrap.wrap(
        text, _WIDTH, initial_indent=" " * room, break_long_words=False, break_on_hyphens=False
    )
    return opening + "\n".join(lines)[room:]


def _typed(text: str) -> str:
    """The printing office's typewriter: doubled quotes, `Sec.`, `--`, marks for raised figures."""
    text = escape(text, quote=False)
    text = _QUOTED.sub(r"\1``", text).replace('"', "''")
    text = text.replace("§§ ", "Sec. Sec.  ").replace("§ ", "Sec.  ").replace("—", "--")
    text = text.replace("≥", "&lt;gr-thn-eq&gt;").replace("≤", "&lt;ls-thn-eq&gt;")
    text = _EMAIL.sub(_hidden, text)
    return _POWER.sub(r"10<SUP>\1</SUP>", text)


def _hidden(_: re.Match[str]) -> str:
    return "[email&#160;protected]"


def _curled(text: str) -> str:
    return _QUOTED.sub("\\1\u201c", text).replace('"', "\u201d")
