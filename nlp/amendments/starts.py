"""How an amendatory instruction begins and ends in print, as patterns over any shape of text."""

from __future__ import annotations

import re
from typing import Final

_LEAD: Final = (
    r"(?:(?i:add|insert|revis|remov|delet|redesignat|designat|renumber|reletter|reserv|transfer|mov"
    r"|suspend|stay|lift|correct|republish|replac|substitut|amend|reinstat|withdraw|newly|changing\sthe\sdesig)|[Ii]n\s"
    r"|[Uu]nder\s|[Bb]y\b|[Ff]rom\s|[Aa]t\s|[Ff]or\s|On\s|The\s|[Ss]ections?\s|§|Sec\.|[Pp]arts?\s"
    r"|[Ss]upp|[Aa]ppendi|[Ss]ubpart|Effective|[Pp]aragraph|[Tt]able|[Nn]ote|[Ff]urther|Immediately"
    r"|Title|Chapter|Following|After|Before|Throughout|[Ii]tem|[Ee]ntr|[Dd]efinition|[Hh]eading"
    r"|Form|Schedule|Annex|An?\s|New\s|ECCN|Export\sControl|Upon\s|Within\s|[“\"`])"
)
#: A line that may be an instruction: number or letter, then a word that one begins with.
NUMBERED: Final = re.compile(
    r"^[ \t■]{0,10}(?:0[ \t]{0,3}\n?[ \t]{0,8})?(?P<n>(?:Par(?:agraph|\.)?\s)?\d{1,3}\."
    r"|[a-z]{1,2}\.|[ivxl]{1,6}\.|[A-Z]\.|\(\w{1,4}\))[ \t]{1,4}\n?[ \t]{0,8}(?=" + _LEAD + r")",
    re.MULTILINE,
)
UNNUMBERED: Final = re.compile(
    r"^[ \t■]{0,10}(?=(?:Sections?|§§?|Sec\.|Supplement|Appendix|Subpart|Part|The authority)\s"
    r"[^\n]{1,200}?\b(?:is|are)\s(?:amended|revised|added|removed|redesignated|corrected|stayed)\b"
    r"|(?:Amend|Add|Revise|Remove|Redesignate)\s(?:and\s[a-z]+\s)?(?:§|Sec\.|[Ss]ection\s\d"
    r"|[Ss]upplement\s|[Aa]ppendix\s|[Ss]ubpart\s|[Pp]art\s\d))",
    re.MULTILINE,
)
#: An instruction that runs on after the text before it: its line's end was lost.
EMBEDDED: Final = re.compile(
    r"(?<=[.:;)”\"*]) (?P<n>\d{1,3}\.)\s{1,3}"
    r"(?=(?:(?:Amend|Revise|Add|Remove|Redesignate|In|Section)\s"
    r"(?:(?:and\s[a-z]{3,12}|newly\s[a-z]{3,14}|reserved)\s)?(?:§|Sec\.\s{1,3}(?:Sec\.\s{1,3})?\d"
    r"|section\s\d|\d+\.\d)|The\sauthority\scitation))"
)
INLINE: Final = re.compile(
    r"(?:(?<=[:;,.—])|(?<=--)|(?<=\band)|(?<=\bor)|(?<=\bby))\s{1,12}(?:0\s{1,3})?"
    r"(?P<n>[a-z]{1,2}\.|[ivxl]{1,6}\.|[A-Z]\.|\d{1,2}\.|\((?:\d{1,2}|[a-z]{1,2}|[ivxl]{1,5})\))"
    r"\s{1,4}(?=" + _LEAD + r")"
)
PARAGRAPH_END: Final = re.compile(
    r"(?<!\]\])\n[ \t]*\n(?!\s{0,6}\[\[Page)|\n {4,}(?=\S)|\n0[ \t]*\n"
    r"|\n(?=\* \* \*|■|PART \d|Sec\. {2}\S{1,30} {2}[A-Z\[]|§ \S{1,30} {2}[A-Z\[])|\Z"
)
FOLLOWS: Final = re.compile(
    r"\b(?:as\s{1,8}follows|(?:as\s{1,8})?set\s{1,8}forth\s{1,8}below|following)\s?:"
)
#: "The revisions and additions read as follows:"
TRAILER: Final = re.compile(
    r"(?:[ \t\n]|\[\[Page [A-Z]?\d{1,6}\]\]){0,16}(?:0[ \t]*\n)?[ \t]{0,8}"
    r"(?:The|These)\s{1,8}(?:[a-z]{1,14}[\s,]{1,8}){0,8}"
    r"(?:(?:revision|addition|amendment|republication|redesignation|correction|text)s?"
    r"(?:[\s,]{1,8}(?:and\s{1,8})?)?){1,4}\s{0,8}(?:are|is|to)?\s{0,8}"
    r"(?:reads?|set\s{1,8}forth|as)\s{1,8}(?:as\s{1,8}follows|below|follows)[:.]?"
)
CUE: Final = re.compile(
    r"\b(?:[Aa]mend(?:ed|s|ing)?|[Rr]evis(?:ed?|ing)|[Aa]dd(?:ed|ing)?|[Rr]emov(?:ed?|ing)"
    r"|(?:[Rr]ed|[Dd])esignati?(?:ed?|ng|on)|[Rr]eserv(?:ed?|ing)|[Rr]eplac(?:ed?|ing)|[Rr]epublish"
    r"|[Tt]ransfer|[Ss]uspend|[Ll]ift|[Ss]tay"
    r"|[Cc]orrect(?:ed|ing)?|[Ii]nsert|[Dd]elet|[Ww]ithdraw|[Rr]einstat|continues?\s+to\s+read)"
)
#: The first words of an instruction that nothing else begins with.
STRONG: Final = re.compile(
    r"(?:(?:Amend|Add|Revise|Remove|Redesignate|Reserve|Correct|Suspend|Stay)\s{1,4}(?:[a-z]{3,13}\s){0,3}"
    r"(?:§|Sec\.|[Ss]ection|[Ss]upplement|[Aa]ppendix|[Ss]ubpart|[Pp]arts?\s\d)"
    r"|(?:The\s(?:general\s)?authority\scitation)"
    r"|(?:Amend|Add|Revise|Remove|Redesignate)\s{1,4}(?:and\s[a-z]{3,12}\s)?§"
    r"|(?:Sections?|§§?|Supplement|Appendix|Subpart|Part|In\s(?:§|Sec\.|[a-z]{4,10}\s))[^.]{1,160}"
    r"\b(?:amend|revis|remov|add|redesignat|reserv|stay|suspend|correct))"
)
NAMES_PART: Final = re.compile(r"\b[Pp]arts?\s{1,4}\d|\bCFR\b|\bundesignated\s(?:center\s)?heading")
