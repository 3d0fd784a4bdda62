"""Days in a caption that belong to another document, or to what has been."""

from __future__ import annotations

import re
from typing import Final

from nlp.captions.printed import Day

_CITATION: Final = r"\d{2,3}\s(?:FR|Fed\. ?Reg\.|F\.R\.)\s[\d,-]+"
# Each ends just before the day.
_CITING: Final = re.compile(
    r"(?:\b(?:published|publication|issued|appeared|appearing|printed|filed|signed|dated|amended"
    r"|revised|corrected|adopted|approved|promulgated|announced|released|executed|instituted)\b"
    r"(?:\s(?:in|on|at|by|and|as|the|a|an|of|to|its|this|that|which|was|were|first|originally"
    r"|previously|Federal|Register|FR|issue|issues|document|notice|final|interim|proposed|rule|rules"
    r"|order|action|NPRM|ANPRM|IFR|correction)|,"
    rf"|,?\s?[\[(]?{_CITATION}[\])]?|\s\[?\(?FR Doc\.? [\w-]+[\])]?){{0,14}}[\s,(\[]*"
    rf"|\b{_CITATION}\s?[;,(]?\s?(?:on\s|of\s|published\s(?:on\s)?)?"
    r"|\b(?:instead of|rather than|and not)\s"
    r"|\bwith (?:an?|the|its) (?:\w+ )?(?:effective|compliance) date of\s"
    r"|\b(?:Executive Order|E\.O\.|Proclamation|Public Law|Memorandum|Order|Act|Agreement|judgment)"
    r"[\w .-]{0,16}\s(?:of|dated)\s)$",
    re.I,
)
_CITED_AFTER: Final = re.compile(
    rf"^,?\s?(?:[\[(]\s?(?:see\s|at\s)?{_CITATION}|(?:at\s|,\s){_CITATION}"
    r"|\s?Federal Register\b|,?\s(?:in|at) (?:the Federal Register|volume)"
    r"|,?\s(?:final|interim|proposed|direct|temporary)\s(?:final\s)?(?:rule|order|regulation)"
    r"|\s(?:memorandum|notice|rule|IFR|NPRM|document|order|action|decision|finding"
    r"|determination|announcement|letter|report)\b)",
    re.I,
)
_LED: Final = re.compile(
    r"\b(?:until|till|through|thru|effective|by|before|later than|to|beginning)\s(?:[a-z]+\s)?$",
    re.I,
)
#: What has been, told of a period for comments or of a date now moved.
PAST: Final = re.compile(
    r"\b(?:closed|ended|expired|opened|began|commenced|started)\b"
    r"|\b(?:was|were|is|are|had been|originally|initially|previously)\s(?:\w+\s)?"
    r"(?:due|scheduled|set|extended|delayed|to (?:close|end|expire|begin|open|start))\b(?!\sfor\b)"
    r"|\b(?:scheduled|set|due) to (?:close|end|expire|begin|take effect|become effective|go into)\b"
    r"|\b(?:begins?|starts?|opens?|commences?)\b"
)


def cited(sentence: str, d: Day) -> bool:
    """Whether a day is the date of a document cited, and not one that this caption sets."""
    before = sentence[max(0, d.start - 190) : d.start]
    if _CITED_AFTER.match(sentence[d.end : d.end + 40]):
        return not re.search(r"\b(?:until|to|through|effective|by|before)\s$", before)
    return bool(_CITING.search(before)) and not _LED.search(before[-25:])
