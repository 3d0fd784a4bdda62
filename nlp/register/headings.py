"""Where the parts of a Federal Register header stand in a text: printed, on one line, or XML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NAMES: Final = (
    r"AGENC(?:Y|IES)|ACTIONS?|SUMMARY|DATES?|EFFECTIVE DATES?(?: AND APPLICABILITY)?"
    r"|(?:COMMENT|COMPLIANCE|APPLICABILITY|EXPIRATION) DATES?|COMMENTS DUE|ADDRESS(?:ES)?"
    r"|FOR FURTHER INFORMATION(?:,? CONTACT)?|SUPPLEMENTARY INFORMATION"
)
#: Any other heading in capitals ends the part before it.
_OTHER: Final = r"[A-Z][A-Z ,/&-]{3,45}"
_PRINTED: Final = re.compile(
    rf"^[ \t]{{0,4}}(?:<[A-Za-z][^<>\n]{{0,40}}>[ \t]?){{0,3}}(?P<name>{_NAMES}|{_OTHER})[ \t]?:"
    r"(?:</[A-Za-z]{1,6}>){0,3}\s{0,4}",
    re.M,
)
_TITLED: Final = re.compile(
    r"^[ \t]{0,4}(?P<name>Agency|Action|Summary|Dates?|Supplementary Information):[ \t]{0,4}", re.M
)
_INLINE: Final = re.compile(rf"(?:^|(?<=\s))(?P<name>{_NAMES}):\s")
_ELEMENTS: Final = {
    "AGY": "AGENCY",
    "ACT": "ACTION",
    "SUM": "SUMMARY",
    "DATES": "DATES",
    "EFFDATE": "DATES",
    "ADD": "ADDRESSES",
    "FURINF": "FOR FURTHER INFORMATION",
    "SUPLINF": "SUPPLEMENTARY INFORMATION",
}
_ELEMENT: Final = re.compile(rf"<(?P<tag>{'|'.join(_ELEMENTS)})>")
_HED: Final = re.compile(
    r"\s{0,200}(?:<PRTPAGE [^<>]{0,30}/>\s{0,200})?<HD [^<>]{0,40}>"
    r"(?:[^<>]|<(?!/HD)[^<>]{0,30}>){0,80}</HD>\s{0,200}"
)
_BODY_ENDS: Final = re.compile(r"</(?:RULE|PRORULE|NOTICE|PRESDOCU)>")
#: No header has more headings, and a whole text is not searched for more.
MOST: Final = 24
_FAR: Final = 200_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the stretch it heads: `body[start:end]`, the heading itself from `at`."""

    name: str
    at: int
    start: int
    end: int


def is_xml(body: str) -> bool:
    """Whether a text is GPO's XML itself."""
    return body.lstrip()[:1] == "<" and "<PREAMB>" in body[:50_000]


def headings(body: str, *, official: bool) -> list[Heading]:
    """The headings in order, the last one SUPPLEMENTARY INFORMATION where the text has it."""
    if is_xml(body):
        return _elements(body)
    found = list(_first(_PRINTED, body))
    if len(found) < 2 and ("SUMMARY: " in body[:_FAR] or "ACTION: " in body[:_FAR]):
        inline = list(_first(_INLINE, body))
        found = inline if len(inline) > max(1, len(found)) else found
    if not found and official:
        found = list(_first(_TITLED, body))
    out = []
    for n, m in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(body)
        out.append(Heading(_plain(m["name"]), m.start("name"), m.end(), end))
    return out


def _first(pattern: re.Pattern[str], body: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for m in pattern.finditer(body, 0, _FAR):
        found.append(m)
        if len(found) == MOST or m["name"].upper().startswith("SUPPLEMENTARY"):
            break
    return found


def _plain(name: str) -> str:
    name = name.upper()
    if name.startswith("AGENC"):
        return "AGENCY"
    if re.fullmatch(r"(?:EFFECTIVE|COMMENT|COMPLIANCE|APPLICAB|EXPIR).*", name):
        return "LABELLED DATES"
    if name.startswith("DATE"):
        return "DATES"
    return name.removesuffix("S") if name.startswith("ACTION") else name


def _elements(body: str) -> list[Heading]:
    out = []
    for m in _ELEMENT.finditer(body):
        tag = m["tag"]
        end = body.find(f"</{tag}>", m.end())
        if tag == "SUPLINF" or end < 0:
            stop = _BODY_ENDS.search(body, m.end())
            end = stop.start() if stop else len(body)
        head = _HED.match(body, m.end())
        out.append(Heading(_ELEMENTS[tag], m.start(), head.end() if head else m.end(), end))
        if tag == "SUPLINF" or len(out) == MOST:
            break
    stop = _BODY_ENDS.search(body)
    return [h for h in out if not stop or h.at < stop.start()]
