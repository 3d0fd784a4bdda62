"""Official numbers in normal form: document numbers, citations, RINs, dockets, CFR parts, dates."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.extract.prose import line

WASHINGTON = ZoneInfo("America/New_York")
#: Until here the Register used document numbers more than once.
NUMBERS_UNIQUE_FROM = date(2016, 1, 1)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_RIN = re.compile(r"\b(\d{4}-[A-Z]{2}\d{2})\b")
_PRINTED = re.compile(
    r"\b(" + "|".join(_MONTHS) + r")\.?\s+(\d{1,2})\s*[,.]?\s+(\d{4})\b", re.IGNORECASE
)
_DOCKET = re.compile(
    r"^(?:docket|doc\.?)\s*(?:nos?\b\.?|numbers?\b|ids?\b|#)?\s*(?:no\b\.?)?\s*:?\s*(?=\S)",
    re.IGNORECASE,
)


def dashed(text: str) -> str:
    """The text on one line with plain hyphens for every dash."""
    return line(text).translate(_DASHES)


def document_number(value: Any) -> str | None:
    """`2025-00636` from `2025–00636 `; None where it is no document number."""
    if not isinstance(value, str | int):
        return None
    number = dashed(str(value)).replace(" ", "").upper()
    return (
        number if re.fullmatch(r"[A-Z0-9]+(?:-[A-Z0-9]+)*", number) and len(number) < 30 else None
    )


def number_in_url(value: Any) -> tuple[str | None, date | None]:
    """Document number and publication date from one of the Register's addresses."""
    if not isinstance(value, str):
        return None, None
    try:
        path = urlsplit(value).path
    except ValueError:
        return None, None
    if m := re.search(r"/(\d{4})/(\d{2})/(\d{2})/([A-Za-z0-9–-]+?)(?:\.\w+)?(?:/|$)", path):
        return document_number(m[4]), iso_date(f"{m[1]}-{m[2]}-{m[3]}")
    if m := re.search(
        r"/(?:documents|d|public[-_]inspection(?:[-_]documents)?)/([A-Z\d–-]+?)(?:\.json)?(?:/|$)",
        path,
    ):
        return document_number(m[1]), None
    return None, None


def citation(value: Any) -> str | None:
    """`89 FR 126` from `89 FR 126 ` or `89 Fed. Reg. 126`."""
    if not isinstance(value, str):
        return None
    m = re.match(r"(\d{1,3})\s*(?:FR|F\.R\.|Fed\.?\s*Reg\.?)\s*(\d[\d,]*)\b", line(value), re.I)
    return f"{m[1]} FR {m[2].replace(',', '')}" if m else None


def rins(value: Any) -> tuple[str, ...]:
    """Every RIN in a text or a list of texts: `0694-AJ90`."""
    return tuple(dict.fromkeys(r for v in strings(value) for r in _RIN.findall(dashed(v).upper())))


def docket(value: str) -> str:
    """A docket as printed, without brackets and the words `Docket No.`."""
    return _DOCKET.sub("", dashed(value).strip("[] ")).strip()


def dockets(value: Any) -> tuple[str, ...]:
    """Dockets of a list or of a text that separates them by semicolons."""
    parts = (p for v in strings(value) for p in v.split(";"))
    return tuple(dict.fromkeys(filter(None, map(docket, parts))))


def cfr(value: Any) -> tuple[str, ...]:
    """`15 CFR 734` from records `{"title": 15, "part": 734}` or from printed references."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            title, part = item.get("title"), item.get("part")
            if isinstance(title, int | str) and isinstance(part, int | str) and str(part).strip():
                found.append(f"{dashed(str(title))} CFR {dashed(str(part))}")
        elif isinstance(item, str):
            for m in re.finditer(
                r"(\d+)\s+CFR\s+(?:parts?|chapter)?\s*([^;\]]+)", line(item), re.I
            ):
                parts = re.findall(r"\d+[a-z]?(?:-\d+)?", dashed(m[2]))
                found += [f"{m[1]} CFR {part}" for part in parts]
    return tuple(dict.fromkeys(found))


def corrected(number: str, correction_of: Any = None) -> str | None:
    """The number of the document that this one corrects: by address, or by its own `C1-` form."""
    if isinstance(correction_of, str) and correction_of.strip():
        named, _ = number_in_url(correction_of)
        if named := named or document_number(correction_of.rsplit("/", 1)[-1].split("?")[0]):
            return named
    m = re.fullmatch(r"[CR]\d-(.+)", number)
    return m[1] if m else None


def register_id(number: str, published: date | None, channel: str = "fr") -> str:
    """`fr:2025-00636`; with the day for numbers of the time when they were used again."""
    if channel == "fr" and published and published < NUMBERS_UNIQUE_FROM:
        return f"fr:{number}@{published.isoformat()}"
    return f"{channel}:{number}"


def iso_date(value: Any) -> date | None:
    """The day of an ISO date or moment as written; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def printed_date(text: str) -> date | None:
    """The first date printed as `May 15, 2025` (or `January 13. 2025`) in a text."""
    for m in _PRINTED.finditer(text):
        try:
            return date(int(m[3]), _MONTHS[m[1].lower()], int(m[2]))
        except ValueError:
            continue
    return None


def short_date(text: str) -> date | None:
    """The day of a filing stamp: `4-14-16` or `1-13-2025`."""
    m = re.search(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})\b", dashed(text))
    if not m:
        return None
    year = int(m[3]) if len(m[3]) == 4 else (2000 if int(m[3]) < 70 else 1900) + int(m[3])
    try:
        return date(year, int(m[1]), int(m[2]))
    except ValueError:
        return None


def in_washington(moment: datetime) -> date:
    """The day in Washington; a moment without a zone is taken as Washington's own."""
    return moment.astimezone(WASHINGTON).date() if moment.tzinfo else moment.date()


def strings(value: Any) -> list[str]:
    """The texts of a field that is a text, a list of texts or nothing."""
    items = value if isinstance(value, list | tuple) else [value]
    return [line(v) for v in items if isinstance(v, str) and v.strip(" .")]
