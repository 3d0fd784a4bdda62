"""The lists of parties that BIS keeps, by the names and supplements under which texts know them."""

from __future__ import annotations

import re
from typing import Final

ENTITY: Final = "Entity List"
UNVERIFIED: Final = "UVL"
MILITARY: Final = "MEU List"
VALIDATED: Final = "VEU List"
FORCED_LABOR: Final = "UFLPA Entity List"

#: What a text calls a list; the name of the group is the list's.
NAMES: Final = re.compile(
    r"(?P<forced>\b(?:UFLPA|Uyghur\sForced\sLabor\sPrevention\sAct)\s(?:\(UFLPA\)\s)?Entity\sList\b"
    r"|\blists?\sof\sthe\sUFLPA\b)"
    r"|(?P<entity>\bEntity\sList\b)"
    r"|(?P<unverified>\bUnverified\sList\b(?:\s\([“\"]?UVL[”\"]?\))?|\bUVL\b)"
    r"|(?P<military>\bMilitary[\s-]End[\s-][Uu]sers?[’']?\s(?:\(MEU\)\s)?List\b"
    r"|[`‘']military\send\suser[’']\s\(MEU\)\sList\b|\bMEU\sList\b)"
    r"|(?P<validated>\b[Vv]alidated\s[Ee]nd[\s-][Uu]sers?\b(?:\s\(VEUs?\))?(?:\s[Aa]uthorizations?)?"
    r"(?:\s[Ll]ist)?|\bVEUs?\b(?:\s[Aa]uthorizations?)?(?:\s[Ll]ist)?)"
)
_OF_GROUP: Final = {
    "forced": FORCED_LABOR,
    "entity": ENTITY,
    "unverified": UNVERIFIED,
    "military": MILITARY,
    "validated": VALIDATED,
}
#: Where the lists stand in the CFR: (number of the supplement, part).
_SUPPLEMENTS: Final = {
    ("4", "744"): ENTITY,
    ("6", "744"): UNVERIFIED,
    ("7", "744"): MILITARY,
    ("7", "748"): VALIDATED,
}
SUPPLEMENT: Final = re.compile(
    r"\b[Ss]upplement\s[Nn]o\.?\s(?P<number>\d{1,2})\sto\s[Pp]art\s(?P<part>7\d\d)\b"
)


def named(match: re.Match[str]) -> str:
    """The list that a match of `NAMES` means."""
    return _OF_GROUP[match.lastgroup or "entity"]


def supplement(match: re.Match[str]) -> str | None:
    """The list that a match of `SUPPLEMENT` holds, or None for another supplement."""
    return _SUPPLEMENTS.get((match["number"], match["part"]))
