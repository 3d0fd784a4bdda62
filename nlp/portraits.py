"""Rules that a text means without naming them: who made them, on what, how.

A portrait names a rule of the gazetteer, the claim types it can answer for (none: any), and traits
that must all stand in the text. It is asked only where no rule is named.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Portrait:
    """A rule by its traits. `types` are the claim types it answers for; empty for any."""

    name: str
    traits: tuple[re.Pattern[str], ...]
    types: frozenset[str] = frozenset()


def _p(name: str, traits: Iterable[str], types: str = "") -> Portrait:
    made = tuple(re.compile(t, re.I) for t in traits)
    return Portrait(name, made, frozenset(types.split()))


_RULE: Final = r"\b(?:rules?|IFR|curbs|limits|controls|restrictions|framework|measures?)\b"
#: Asked of one sentence.
_SENTENCE: Final = (
    _p(
        "GP10 guidance",
        [r"\bAscend\b|\bGeneral Prohibition 10\b|\bGP10\b"],
        "guidance correction",
    ),
    _p(
        "H200 rule",
        [r"\bH200", _RULE, r"licen[cs]e review|case-by-case|presumption|favou?rable|applications"],
        "adoption publication filing license_policy entry_into_force",
    ),
    _p(
        "Section 232 semiconductor proclamation",
        [r"proclamation|section 232", r"semiconductor|chips?\b"],
        "executive_order tariff",
    ),
    _p(
        "H20 licence requirement",
        [r"\bH20\b", r"licen[cs]e|curbs|restrictions|ban\b|limits|blocked|barred"],
        "license_requirement",
    ),
    _p(
        "Revocation of Validated End-User Authorizations in the People's Republic of China",
        [
            r"validated end[- ]user|\bVEU\b",
            r"samsung|hynix|dalian|xi.an|\bthree (?:firms|companies)",
        ],
        "end_user_status_revoked",
    ),
    _p(
        "Additions and Modifications to the Entity List; Removals From the Validated End-User"
        " (VEU) Program",
        [r"\b140 (?:entities|firms|companies|names|parties)"],
        "listing_addition listing_change end_user_status_revoked adoption",
    ),
)
#: Asked of a whole text that names no rule.
_TEXT: Final = (
    _p(
        "AI Diffusion Rule",
        [
            r"\b(?:AI|artificial intelligence|chips?)\b",
            r"\bbiden\b|\b(?:previous|last|former) administration|\bpredecessor|january 15\b",
            r"\btier|\bcap(?:s|ped)\b|\b1[25]0 countries|\bmost countries|\bdiffusion\b"
            r"|sorted the world",
            rf"\b(?:chips?|AI)\b[^.]{{0,60}}{_RULE}|{_RULE}[^.]{{0,60}}\bchips?\b",
        ],
    ),
    _p(
        "Affiliates Rule",
        [
            r"\b(?:rule|measure)\b",
            r"\bsubsidiar|\baffiliate",
            r"\bblack-?list|\bEntity List|\blisted (?:chinese )?(?:firms|companies|parties"
            r"|entities)",
            r"\b50(?: ?%| percent| per cent)|\bhalf\b|\bown(?:ed|s|ership)\b|\bpause|\bsuspen",
        ],
    ),
    _p(
        "Implementation of Additional Due Diligence Measures for Advanced Compu"
        "ting Integrated Circuits; Amendments and Clarifications; and Extension of Comment Period",
        [
            r"\bfoundr|\bfabricators?\b|\bOSAT\b",
            r"\brule\b|\bIFR\b",
            r"\bdue diligence|\bmisstat|\bfront-end|\bpackag",
            r"\b16(?:/14)?[- ](?:nm|nanomet)|\b30 billion|\bapproved (?:OSAT|IC|design)"
            r"|\bauthori[sz]ed (?:IC|design)|\bpresum|\bJanuary (?:1[3-9]|31)\b|\b31st\b",
            r"^(?!(?s:.*)\b(?:H200|case[- ]by[- ]case)\b)",
        ],
    ),
)


def of_sentence(sentence: str, kind: str) -> str | None:
    """The rule that a sentence describes, for a claim of that type."""
    return next(
        (
            p.name
            for p in _SENTENCE
            if kind in p.types and all(t.search(sentence) for t in p.traits)
        ),
        None,
    )


#: What a noun's class can be claimed of, for asking a portrait.
_TYPE_OF: Final = {
    "guidance": ("guidance",),
    "order": ("executive_order",),
    "tariff": ("tariff",),
    "rule": ("adoption", "license_requirement"),
}


def of_phrase(phrase: str, kind: str) -> str | None:
    """The rule that a phrase of a class (rule, order, tariff, guidance) describes."""
    found = (of_sentence(phrase, type) for type in _TYPE_OF.get(kind, ()))
    return next((name for name in found if name), None)


def of_text(body: str) -> tuple[str, int] | None:
    """The rule that a whole text describes, and where its first trait stands."""
    for p in _TEXT:
        first = p.traits[0].search(body)
        if first and all(t.search(body) for t in p.traits[1:]):
            return p.name, first.start()
    return None


@functools.cache
def _aliases() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    from nlp.rules import load_entities

    names: dict[str, tuple[str, str]] = {}
    for rules in load_entities():
        if rules.label != "INSTRUMENT":
            continue
        for entry in rules.entries:
            if found := entry.value.get("id"):
                for phrase in (*entry.phrases, *entry.folded):
                    names[phrase.casefold()] = (entry.name, str(found))
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), names


def inside(phrase: str) -> tuple[str, str] | None:
    """Name and id of a rule of the gazetteer that stands inside a longer phrase."""
    pattern, names = _aliases()
    m = pattern.search(phrase.casefold())
    return names[m[0]] if m else None


@functools.cache
def known(name: str) -> str | None:
    """The id that the gazetteer has for a name, or None."""
    from nlp.rules import load_entities

    for rules in load_entities():
        if rules.label != "INSTRUMENT":
            continue
        for entry in rules.entries:
            if name == entry.name:
                found = entry.value.get("id")
                return str(found) if found else None
    return None
