"""The words of an amendatory instruction: verbs, places, quotations and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: The first letters of each verb, and the operation that it stands for.
VERBS: Final = {
    "add": "add",
    "insert": "add",
    "revis": "revise",
    "remov": "remove",
    "delet": "remove",
    "withdraw": "remove",
    "redesignat": "redesignate",
    "designat": "redesignate",
    "renumber": "redesignate",
    "reletter": "redesignate",
    "reserv": "reserve",
    "transfer": "transfer",
    "mov": "transfer",
    "suspend": "suspend",
    "stay": "suspend",
    "lift": "lift",
    "reinstat": "lift",
    "correct": "correct",
    "republish": "republish",
    "continue": "republish",
    "chang": "redesignate",
    "replac": "swap",
    "substitut": "swap",
    "amend": "amend",
}
SECTION: Final = (
    r"\d{1,5}[a-z]?\.[A-Z]{0,2}\d[0-9A-Za-z]*(?:\([a-z]{1,2}\)(?=[-–]\d))?"
    r"(?:[-–]\s?[0-9A-Z][0-9A-Za-z]*)*"
)
_MARKS: Final = r"\([A-Za-z0-9]{1,5}(?:-\d{1,3})?\)"
_CHAIN: Final = rf"{_MARKS}(?:\s?{_MARKS}){{0,7}}"
_LED: Final = rf"(?:(?<![\w.])(?-i:[A-Z]|\d{{1,2}}))?{_CHAIN}"
_ORDINAL: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final"
    r"|penultimate|next to last)"
)
_NAME: Final = r"(?-i:[A-Z]{1,3}(?:[-–]?\d{1,3})?|[IVX]{1,5}|\d{1,3}[A-Z]?)(?!\w|[.-]\w)"
_TOKEN: Final = re.compile(
    r"(?P<quote>“[^“”]{1,4000}”|\"[^\"]{1,4000}\")"
    r"|(?P<effective>[Ee]ffective\s(?:on\s|from\s)?[A-Z][a-z]+\s\d{1,2},\s\d{4}"
    r"(?:,?\s(?:through|until|to)\s[A-Z][a-z]+\s\d{1,2},\s\d{4})?,?)"
    r"|(?P<authority>\bauthority\scitations?\b)"
    rf"|(?P<supplement>\b[Ss]upp(?:lement|\.)\s(?:[Nn]o\.?\s)?(?P<supp>{_NAME}))"
    rf"|(?P<appendix>\b[Aa]ppendi(?:x|ces)\s(?:(?P<app>{_NAME})|(?=to\s)))"
    rf"|(?P<subpart>\b[Ss]ubparts?\s(?P<sub>{SECTION}|{_NAME}))"
    r"|(?P<partlist>\b(?:[Pp]arts?|PARTS?)\s(?P<part>\d{1,5}[a-z]?)(?![.\d]\d))"
    r"|(?P<eccn>\bE(?:CCNs?|xport\sControl\sClassification\sNumbers?(?:\s\(ECCNs?\))?)\s"
    r"|\b[0-9][A-E]\d{3}(?:\.[a-z0-9]{1,3}){0,5}\b)"
    r"|(?P<group>\b[Cc]ountry\s[Gg]roups?\s(?P<gname>[A-E](?::\d)?)|\b[Cc]olumn\s(?P<gcol>[A-E]:\d))"
    r"|(?P<category>\b[Cc]ategory\s(?P<cat>\d)\b)"
    rf"|(?P<section>(?:(?:\b[Ss]ections?\s|§§?\s?|\b[Ss]ecs?\.\s{{0,3}}(?:[Ss]ecs?\.\s{{0,3}})?)"
    rf"(?:\d{{1,2}}\sCFR\s)?)?(?:(?<=CFR\s)|(?<![\w.$(-])){SECTION}(?:\s?{_CHAIN})?)"
    rf"|(?P<table>\b[Tt]able\s(?P<tab>(?-i:[A-Z]?[-–]?\d{{1,3}}|[IVX]{{1,4}}[a-z]?|[A-Z]))\b)"
    rf"|(?P<note>\b[Nn]otes?\s(?P<num>\d{{1,2}}|[A-Z]\b)?(?=\s?\d?\s?(?:to|in|of|at|and|by|[.;,:]|$))"
    r"|\b[Nn]otes?\s(?P<num2>\d{1,2})\b)"
    r"|(?P<para>\b(?:[Ss]ub)?[Pp]aragraphs?\s)"
    rf"|(?P<chain>{_LED})"
    r"|(?P<intro>\bintroductory\s(?:text|paragraphs?)\b)"
    rf"|(?P<sentence>\b{_ORDINAL}(?:(?:,\s|\sand\s|,\sand\s|\sthrough\s){_ORDINAL}){{0,6}}"
    r"\ssentences?\b)"
    r"|(?P<heading>\b(?:undesignated\s|center\s|centered\s|section\s|subject\s|paragraph\s|subpart\s"
    r"|part\s|appendix\s|table\s){0,3}headings?\b|\btitle(?=\sof\s(?:the\s)?(?:sub|sec|part\b|app|supp|§)))"
    r"|(?P<definition>\bdefinitions?\b(?:\s(?:of|for))?(?:\sthe)?(?:\s(?:terms?|words?))?)"
    r"|(?P<entry>\b(?:entry|entries)\b(?:\s(?:of|for|to|entitled|titled))?)"
    r"|(?P<anytable>\b[Tt]ables?\b)"
    r"|(?P<order>,?\s?\bin\s(?:(?:proper|the appropriate|appropriate)\s)?"
    r"(?:alphabetic(?:al)?(?:ly)?|numeric(?:al)?|alphanumeric(?:al)?|chronological)"
    r"\s(?:order|sequence),?)"
    r"|(?P<inplace>,?\s?\bin\s(?:its|their|the|it's)\s(?:respective\s)?places?\b"
    r"|,?\s?\bin\slieu\sthereof\b,?)"
    r"|(?P<each>,?\s?\b(?:each|every)\s(?:place|time|where)\b[^,;.]{0,40}?\b(?:appears?|occurs?)\b"
    r"|,?\s?\bwhe(?:re|n)ever\s(?:it|they|they|the\sterm)\s(?:appears?|occurs?)\b"
    r"|\bin\s(?:two|three|four|both|all)\splaces\b)"
    r"|(?P<read>\b(?:to\s|and\s)?reads?(?:\sin\spart)?,?\s(?:as\sfollows|as\sset\sforth\sbelow)"
    r"|\bas\s(?:follows|set\sforth\sbelow|shown\sbelow)\b|\bto\sread\sas\s(?:they|it)\sdid\b)"
    r"|(?P<newly>\bnewly\s(?:re)?designated\b|\bnew\b)"
    r"|(?P<through>\bthrough\b|[–]|(?<=[)\d])-(?=[(\d]))"
    r"|(?P<as>\bas\b)"
    r"|(?P<consisting>\bconsisting\sof\b|\bincluding\b|\bcontaining\b)"
    r"|(?P<aux>\b(?:is|are|was|were)(?:\s(?:hereby|further|also|proposed\sto\sbe))?\b"
    r"|\b(?:proposed\sto\s)?be(?:ing)?\b)"
    r"|(?P<verb>\b(?:add|insert)(?:s|ed|ing)?\b|\b(?:revis|remov|delet|redesignat|designat|replac"
    r"|reserv|substitut|reinstat|mov)(?:e|es|ed|ing)\b|\b(?:renumber|reletter|transfer|suspend|lift"
    r"|correct|amend|stay|withdraw)(?:s|r?ed|r?ing)?\b|\brepublish(?:es|ed|ing)?\b"
    r"|\bcontinues?\sto\sread\b|\bchang(?:e|ed|es|ing)\sthe\sdesignations?\b)"
    r"|(?P<with>\bwith\b)"
    r"|(?P<following>\bthe\sfollowing\b)"
    r"|(?P<term>\b(?:words?|phrases?|terms?|citations?|references?|language|text|figures?|numbers?"
    r"|abbreviations?|dates?|amounts?|periods?|commas?|semicolons?|colons?)\b)"
    r"|(?P<prep>\b(?:in|of|to|from|under|for|at|after|before|between|following|preceding)\b)"
    r"|(?P<by>\bby\b)"
    r"|(?P<and>\b(?:and|or)\b)"
    r"|(?P<comma>,)|(?P<stop>[;:.](?=\s|$)|--|—)"
    r"|(?P<word>[^\s“\"”,;:]+)",
    re.IGNORECASE,
)
_CASED: Final = {"eccn": re.compile(r"[0-9][A-E]\d{3}|E"), "partlist": re.compile(r"[Pp]art|PART")}
_PAGE: Final = re.compile(r"\[\[Page [A-Z]?\d{1,6}\]\]")


@dataclass(frozen=True, slots=True)
class Word:
    """One token: its kind, its words, and where they stand in the text it was taken from."""

    kind: str
    text: str
    start: int
    end: int
    name: str = ""


def flat(text: str) -> str:
    """The same text, character for character, on one line: page marks are blanks and the
    Register's doubled single quotes are quotation marks beside a blank."""
    if "[[" in text:
        text = _PAGE.sub(lambda m: " " * len(m[0]), text)
    text = text.replace("``", "“ ").replace("''", " ”")
    return text.translate(_BLANKS)


_BLANKS: Final = {ord(c): " " for c in "\n\r\t\u00a0\u2009\u202f\u3000"} | {ord("”"): "”"}


def words(line: str, at: int = 0) -> Iterator[Word]:
    """The tokens of a flat instruction, offsets counted from `at`."""
    squeezed, back = _squeezed(line)
    for m in _TOKEN.finditer(squeezed):
        kind = m.lastgroup or "word"
        name = next((m[g] for g in _INNER.get(kind, ()) if m[g]), "")
        text = m[0]
        if kind in _CASED and not _CASED[kind].match(text):
            kind = "word"
        a, z = back[m.start()], back[m.end() - 1] + 1
        yield Word(kind, text, a + at, z + at, name)


_INNER: Final[dict[str, tuple[str, ...]]] = {
    "supplement": ("supp",),
    "appendix": ("app",),
    "subpart": ("sub",),
    "partlist": ("part",),
    "group": ("gname", "gcol"),
    "category": ("cat",),
    "table": ("tab",),
    "note": ("num", "num2"),
}


def _squeezed(line: str) -> tuple[str, list[int]]:
    """The line with single blanks, and where each kept character stood."""
    kept: list[int] = []
    blank = False
    for at, char in enumerate(line):
        if char == " ":
            if blank:
                continue
            blank = True
        else:
            blank = False
        kept.append(at)
    return "".join(line[at] for at in kept), kept


def operation(verb: str) -> str:
    """The operation that a verb's form stands for; `amend` and `swap` are resolved by grammar."""
    low = verb.casefold()
    return next(op for stem, op in VERBS.items() if low.startswith(stem))
