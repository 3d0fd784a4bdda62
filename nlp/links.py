"""Links between Federal Register documents: citations, numbers, RINs, and defined short names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_REFERENCE: Final = re.compile(
    r"\b(?P<fr>\d{2,3}) (?:FR|Fed\.? ?Reg\.?|F\.R\.) (?P<page>\d[\d,]{0,7}\d)\b"
    r"|\bFR Doc(?:ument)?s?\.?(?: No)?[.:]?\s(?P<number>(?:[CRE]\d-)?(?:\d{2,4}|E\d"
    r"|Z\d)[-–]\d{3,6})"
    r"|\bdocument (?:number )?(?P<plain>20\d\d-\d{5})\b"
    r"|\bRIN:? (?P<rin>\d{4}-[A-Z]{2}\d{2})\b"
)


def references(text: str) -> list[str]:
    """Citations, document numbers and RINs printed in a text, in normal form and in order."""
    out = []
    for m in _REFERENCE.finditer(text):
        if m["fr"]:
            out.append(f"{m['fr']} FR {m['page'].replace(',', '')}")
        elif m["rin"]:
            out.append(f"RIN {m['rin']}")
        else:
            out.append((m["number"] or m["plain"]).replace("–", "-"))
    return list(dict.fromkeys(out))


_DEFINED: Final = re.compile(
    r"\((?:(?:hereinafter|hereafter|referred to as|the|or|collectively)[,\s]{1,3}){0,3}"
    r"[\"“”']{1,2}(?P<quoted>[A-Z][^\"“”()\n]{2,60}?)[,.]?[\"“”']{1,2}\)"
    r"|\((?P<bare>(?:[A-Z][\w/&-]*\s){1,5}(?:Rule|IFR|Framework))\)"
)


def defined_names(text: str, title: str | None, own: str | None) -> Iterator[tuple[str, str]]:
    """(alias, id or number) pairs: `the rule at 90 FR 4544 ("AI Diffusion Rule")`."""
    for m in _DEFINED.finditer(text):
        alias = (m["quoted"] or m["bare"]).strip()
        if not re.search(r"\b(?:Rule|IFR|Framework|Order|Regulation|Act)\b", alias):
            continue
        near = text[max(0, m.start() - 260) : m.start()]
        near = near[max(near.rfind("; ") + 1, near.rfind(". ") + 1, 0) :]
        after = text[m.end() : m.end() + 60]
        found = references(near) or references(after.split(".")[0])
        if found:
            yield alias, found[-1]
        elif own and re.search(r"\bthis (?:\w+\s){0,3}(?:rule|action|document)\b", near, re.I):
            yield alias, own


def bare_title(title: str | None) -> str | None:
    """A title without the words that say what this document does to the rule it names."""
    if not title:
        return None
    bare = re.sub(
        r"[;:,]?\s*(?:(?:Further|Partial)\s)?(?:Delay|Postponement|Stay|Suspension|Withdrawal"
        r"|Correction"
        r"|Extension|Reopening)s?\b[^;]{0,80}$",
        "",
        title,
        flags=re.I,
    ).strip()
    return bare or title
