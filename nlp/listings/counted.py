"""The words of counting in an abstract: numbers, what they count, verbs of listing."""

from __future__ import annotations

import re
from typing import Final

from nlp.numbers import whole

_ONES: Final = (
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven"
    r"|[Tt]welve|[Tt]hirteen|[Ff]ourteen|[Ff]ifteen|[Ss]ixteen|[Ss]eventeen|[Ee]ighteen|[Nn]ineteen"
    r"|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety|hundred)"
)
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})?|(?:[Aa]\s(?=hundred))?{_ONES}(?:(?:-|\sand\s|\s){_ONES}){{0,5}})"
)
NOUN: Final = (
    r"(?:entit(?:y|ies)|entr(?:y|ies)|persons?|part(?:y|ies)|compan(?:y|ies)|individuals?"
    r"|organizations?|end[-\s]users?|alias(?:es)?|address(?:es)?|affiliates?|subsidiar(?:y|ies)"
    r"|location|locations)"
)
_STOP: Final = r"(?!(?:of|under|to|from|on|in|by|for|and|or|with|are|is|be|that|which|the)\b)"
TOKEN: Final = re.compile(
    rf"(?P<count>\b(?:(?P<n>{NUMBER})(?:\s\(\d{{1,4}}\))?|(?P<article>[Aa]n?|[Aa]nother|[Tt]his(?=\s(?:one\s)?{NOUN}\b)))"
    rf"(?P<mod>(?:\s{_STOP}[`‘'“]?[\w.-]{{1,24}}){{0,4}}?)\s(?P<noun>{NOUN})\b)"
    rf"|(?P<part>\b(?P<pn>{NUMBER})(?P<each>\seach)?"
    r"(?=\s(?:(?:of\swhich|persons?|removals?|additions?|revisions?|modifications?|corrections?)\s)?"
    r"(?:(?:is|are|being|will\sbe)\s)?(?:listed\s|located\s|added\s)?(?:on\sthe\sEntity\sList\s)?"
    r"under\b))"
    r"|(?P<verb>\b(?:(?P<add>add(?:s|ed|ing)?|plac(?:es|ed|ing))"
    r"|(?P<remove>remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|rescind(?:s|ing)|revok(?:es|ing))"
    r"|(?P<change>revis(?:e|es|ed|ing)|modif(?:y|ies|ied|ying)|correct(?:s|ed|ing)?"
    r"|amend(?:s|ed|ing)?|updat(?:e|es|ed|ing)|clarif(?:y|ies|ied|ying)|chang(?:e|es|ed|ing)))\b)"
    r"|(?P<noun_of>\b(?:(?P<n_add>[Aa]dditions?)|(?P<n_remove>[Rr]emovals?)"
    r"|(?P<n_change>[Rr]evisions?|[Mm]odifications?|[Cc]orrections?|[Cc]larifications?"
    r"|[Aa]mendments?|[Cc]hanges))\b)"
    rf"|(?P<bare>\b{NOUN}\b)"
    r"|(?P<under>\b(?:under|in|for)\s(?P<of_each>each\sof\s)?(?:(?:the|an?|their|its|all)\s)?"
    rf"(?:(?:following|respective|same)\s)?(?:{NUMBER}\s)?(?:following\s)?"
    r"(?:destinations?|countries|country)\b(?:\son\sthe\sEntity\sList)?(?:\sof)?:?\s?"
    r"|\bunder\s(?=(?:the\s)?[A-Z]))"
)
IS_PART: Final = re.compile(
    r"(?:\b(?:[Tt]hese|[Tt]hose|[Tt]he|[Aa]ll|[Ss]uch|[Bb]oth)\s(?:of\sthe\s)?)$"
)
MAKES: Final = re.compile(r"\bmak(?:es?|ing)\s(?:\w+\s){0,2}$")
MOVES: Final = re.compile(
    rf"\b(?P<verb>(?:transfer|mov)(?:s|es|e|ring|ing)?)\s(?P<n>{NUMBER})"
    rf"(?:\s{_STOP}[\w.-]{{1,24}}){{0,4}}?\s(?P<noun>{NOUN})\sfrom\s(?:the\s)?"
)
THEM: Final = re.compile(r"\s(?:them|these\s(?:entities|persons|entries))\b")
PASSIVE: Final = re.compile(r"\b(?:is|are|be|being|been|was|were)\s(?:also\s|hereby\s)?$")
ACTED_ON: Final = re.compile(
    r"(?:\s[\w,-]{1,20}){0,3}?\s(?:is|are|was|were|(?:is|are)\sbeing|will\sbe)\s(?:also\s|hereby\s)?"
    r"(?:added|removed|revised|modified|corrected)\b"
)
#: What may stand between a verb of listing and the number of what it lists.
GAP: Final = re.compile(
    r"(?:\W|\b(?:from|to|on|in|of|at|the|an?|its|certain|additional|approximately|about|under|for|by"
    r"|total|existing|current|entry|entries|names?|address(?:es)?|alias(?:es)?|license"
    r"|requirements?|review|polic(?:y|ies)|spellings?|listings?|information|persons?|entities"
    r"|apply|all|items|subject|EAR|Export|Administration|Regulations|or|and|also|List"
    r"|typographical|errors?|[a-z]{3,14}ly)\b){0,40}"
)
BARE_GAP: Final = re.compile(
    r"(?:\s(?:certain|additional|new|existing|several|various|multiple|more))?\s"
)
MENDED: Final = re.compile(r"alias|address|location")
ACTIONS: Final = (
    ("add", "addition"),
    ("remove", "removal"),
    ("change", "change"),
    ("n_add", "addition"),
    ("n_remove", "removal"),
    ("n_change", "change"),
)


def value(words: str) -> int:
    """The number that a match of `NUMBER` writes."""
    return whole(words) or 0
