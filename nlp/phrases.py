"""What a claim is about where its text names no rule: the list, the licence, "new rules", as told.

Such a phrase is no name that another text could share, so it never comes with an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from nlp.party_lists import list_of
from nlp.swift import swift
from store.model import Claim, Text

_ADJ: Final = (
    r"(?:(?:new|annual|annually|yearly|blanket|general|special|individual|open-ended|temporary|validated"
    r"|indefinite|[\w]+-year|one-off|export|site|fresh|further|separate|required|licen[cs]ing"
    r"|weekend|policy|industry|formal|revised|updated|interim|final|proposed|draft|worldwide|global"
    r"|sweeping|tougher|tighter|stricter|chip|AI|semiconductor|foreign|direct|product|technology"
    r"|due-diligence|planned|forthcoming|executive|presidential|emergency|broad|wide|wider|broader"
    r"|tariff|\d+(?:\.\d+)?(?:%|[- ]percent)|joint|defen[cs]e|spending|is-informed)\s)"
)
_LICENCE: Final = (
    rf"{_ADJ}{{0,3}}(?:licen[cs]es?|permits?|approvals?|authori[sz]ations?|waivers?|clearances?"
    r"|permissions?|exemptions?|carve-outs?)\b"
)
_VALIDATED: Final = r"validated[- ]end[- ]users?\b|VEUs?\b"
_WAIVER: Final = rf"{_ADJ}{{0,3}}(?:waivers?|permissions?|authori[sz]ations?|exemptions?)\b"
_REQUIREMENT: Final = (
    rf"{_ADJ}{{0,3}}licen[cs](?:e|ing) requirements?\b|{_ADJ}{{0,3}}letters?\b"
    rf"|{_ADJ}{{1,4}}(?:rules?|requirements?|regulations?|curbs|controls|restrictions|limits|ban)\b"
    r"|\b(?:controls|curbs|restrictions|limits|ban)\son\s(?:the\s)?[\w-]+(?:\s(?!(?:of|to|for|in|by|and)\b)[a-z]+)?"
    r"|\blicen[cs]es?\b"
)
_RULE: Final = (
    rf"{_ADJ}{{1,4}}(?:rules?|IFR|framework|regulations?|package|controls|curbs|restrictions|limits"
    r"|measures?|requirements?|moratorium|ban|notice)\b"
)
_GUIDANCE: Final = (
    rf"{_ADJ}{{0,3}}(?:policy statement|guidance|guidelines|FAQs?|frequently asked questions|alert"
    r"|advisory|advisories|notice|fact sheet|letters?)\b"
)
_DRAFT: Final = (
    r"\b(?:draft|proposed|planned|forthcoming)\s(?:[\w-]+\s){0,2}?(?:rule|regulation|framework)s?\b"
    r"|\b(?:the )?draft\b|\bproposals?\b"
)
_ORDER: Final = rf"\bproclamation\b|{_ADJ}{{0,2}}(?:order|memorandum|directive)\b"
_TARIFF: Final = (
    rf"\bSection\s(?:122|201|232|301)\b|{_ADJ}{{0,3}}(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)"
    r"|surcharges?)\b(?:\son\s[a-z]+)?"
)
_BILL: Final = rf"{_ADJ}{{0,3}}(?:bill|legislation|resolution|amendment|act)\b"
_NOTICE: Final = rf"{_ADJ}{{1,3}}(?:rules?|IFR|order|proclamation)\b|\bnotice\b"
_OF_TYPE: Final = {
    "license_grant": (_LICENCE,),
    "license_policy": (_REQUIREMENT, _LICENCE),
    "license_requirement": (_REQUIREMENT,),
    "scope_change": (rf"{_ADJ}{{0,3}}licen[cs](?:e|ing) requirements?\b", _RULE),
    "license_requirement_lifted": (_REQUIREMENT, _LICENCE),
    "end_user_status_granted": (_VALIDATED, _WAIVER),
    "end_user_status_revoked": (_VALIDATED, _WAIVER),
    "guidance": (_GUIDANCE,),
    "correction": (_GUIDANCE, _RULE),
    "executive_order": (_ORDER,),
    "tariff": (_TARIFF,),
    "court_ruling": (_TARIFF, _RULE),
    "legislation": (_BILL,),
    "proposal": (_DRAFT, _RULE),
    "withdrawal": (_DRAFT, _GUIDANCE),
    "review": (_DRAFT, _RULE, rf"{_ADJ}{{0,2}}(?:inquiry|investigation|report)\b"),
    "publication": (_NOTICE,),
    "filing": (_NOTICE,),
    "expiry": (
        rf"(?:{_LICENCE}|{_VALIDATED})(?=[^.;]{{0,110}}?\b(?:expir|laps|run|ran|end|until|through))",
        _RULE,
    ),
    "enforcement_action": (
        r"(?:civil )?penalt(?:y|ies)\b|settlement(?: agreement)?\b|charging letter|denial order"
        r"|fines?\b|indictment|plea|inquir(?:y|ies)|investigations?\b",
    ),
    "oversight_finding": (r"determination\b|finding\b|audit\b|ruling\b|decision\b",),
}
_PATTERNS: Final = {
    type: tuple(re.compile(rf"(?<![\w-]){words}", re.I) for words in each)
    for type, each in _OF_TYPE.items()
}
_ANY: Final = tuple(swift(rf"(?<![\w-]){words}", re.I) for words in (_RULE, _GUIDANCE, _TARIFF))
_SECTION: Final = re.compile(r"\bSection\s(?:122|201|232|301)\b", re.I)
_PRODUCT: Final = re.compile(
    r"\b(?:[HABL]\d{2,3}[A-Z]?|GB\d{3}|MI\d{3}X?|Blackwell|Hopper|Rubin|RTX\s\w+)\b"
)
_FAR: Final = 500
_ON_LIST: Final = re.compile(r"\b(?:Entity|Unverified|Covered|Military End-User) List\b")
_OF_A_LIST: Final = frozenset(
    {"adoption", "entry_into_force", "publication", "filing", "expiry", "compliance"}
)
_PUTS: Final = re.compile(
    r"[^.;]{0,40}?\b(?:add|put|plac|nam|remov|tak|strik|struck)[a-z]*\s[^.;]{0,110}?"
    r"(?P<list>(?:Entity|Unverified|Covered) List)\b"
)
#: A rule told of by what it does to a list of parties.
_A_LISTING: Final = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother)\s(?:\w+\s){0,3}(?:rule|notice)\b[^.;]{0,60}?\b(?:add|put|plac|remov)"
    r"[a-z]*\s[^.;]{0,110}?\b(?:Entity|Unverified|Covered) List\b"
)
#: What comments, replies and nominations are for, and what a date is of.
_FOR: Final = re.compile(
    r"\b(?:(?:comments?|replies|responses|submissions|views|nominations|applications|feedback)\s"
    r"(?:on|to|for|about|regarding|in)|(?:date|deadline|window)\s(?:for|of))\s"
    r"(?:the\s|its\s|their\s)?(?P<n>(?:[\w’'-]+\s){0,7}?[\w’'-]+)"
    r"(?=\s(?:are|is|fall|falls|may|must|can|could|will|should|close|closes|closed|run|runs|need"
    r"|by|until|through|due|from|to)\b|\s?[,.;(])",
    re.I,
)
_ANY_RULE: Final = re.compile(
    r"\b(?:rules?|it|them|that|this|these|proposals?|measures?|regulations?|notices?|IFRs?|both"
    r"|frameworks?|changes|text|draft|compliance|comments?|documents?)$",
    re.I,
)
_GIVEN: Final = re.compile(
    r"\b(?:grant|issu|approv|award|clear|allow|author)(?:e[ds]|s|ed|ing|i[sz]ed|i[sz]es)?\b|\bg[ai]ve",
    re.I,
)
_INQUIRY: Final = re.compile(r"\b(?:inquiry|investigation|probe)\b", re.I)
_LISTINGS: Final = re.compile(r"\b(?:listings?|designations?|black-?list)\b", re.I)
_INSTEAD: Final = re.compile(
    r"\b(?:replac\w+|instead of|in place of|stands? in for)\s[^,;]{0,30}$", re.I
)
_LICENSED: Final = re.compile(rf"(?<![\w-])(?:{_LICENCE})", re.I)

#: Another rule than the one spoken of.
_OTHER: Final = re.compile(
    r"\b(?:(?:[Aa]n?|[Tt]he|[Ii]ts?|[Tt]hat|[Tt]heir)\s(?:new\s)?)"
    r"(?P<n>(?:(?:(?:companion|parallel|sister|twin|accompanying|separate|third|fourth|wider|broader"
    r"|narrower|related)\s|(?<=[Aa]\s)second\s)(?:[a-z-]+\s){0,2}?"
    r"(?:rule|document|measure|regulation|IFR|bill|proposal|letter|list)"
    r"|amendment)\b"
    r"(?:\s(?:on|for|covering)\s[a-z-]+)?)"
    r"|\b(?P<m>[Aa]nother\s(?:[a-z-]+\s){0,2}?(?:rule|document|measure|regulation|IFR|bill|letter)\b)"
)


def instead(
    sentence: str, verb: tuple[int, int], type: str, strong: bool
) -> tuple[int, int] | None:
    """Where a sentence tells of something else than the rule spoken of: a letter, another rule.

    `strong` says whether it names the rule that was found.
    """
    if type == "license_requirement" and (span := letter(sentence, verb[0])):
        return span
    if strong or type.startswith("listing"):
        return None
    if type == "review" and (m := _INQUIRY.search(sentence)):
        return m.span()
    span = other(sentence, verb)
    if not span and type in ("comment_deadline", "delay"):
        span = subject_of(sentence)
    return span


def open_by(sentence: str, verb: tuple[int, int], type: str, kind: str) -> bool:
    """Whether a sentence that names no rule is on a licence or a listing of its own."""
    return (type == "expiry" and licensed(sentence, verb[0])) or (
        kind in ("rule", "regulation", "listing") and listing(sentence)
    )


def other(sentence: str, verb: tuple[int, int]) -> tuple[int, int] | None:
    """Where a sentence speaks of another rule than the text's, as the subject of its verb."""
    for m in _OTHER.finditer(sentence):
        a, b = m.span("n") if m["n"] else m.span("m")
        between = sentence[min(b, verb[0]) : max(b, verb[0])]
        if (b <= verb[0] and len(between) < 90) or verb[1] <= a < verb[1] + 30:
            return a, b
    return None


_LETTER: Final = re.compile(r"\b(?:is-informed )?letters?\b", re.I)


def letter(sentence: str, verb: int) -> tuple[int, int] | None:
    """Where a sentence tells the letter that asks for a licence, before its verb."""
    found = [m.span() for m in _LETTER.finditer(sentence, max(0, verb - 110), max(verb, 0))]
    if not found or re.search(r"[.;]", sentence[found[-1][1] : verb]):
        return None
    return found[-1]


def listing(sentence: str) -> bool:
    """Whether a sentence tells of a rule by the list that it adds to or takes from."""
    return bool(_A_LISTING.search(sentence))


def subject_of(sentence: str) -> tuple[int, int] | None:
    """What comments are asked on, or a date is of, where that is no rule."""
    m = _FOR.search(sentence)
    return None if m is None or _ANY_RULE.search(m["n"]) else m.span("n")


def licensed(sentence: str, verb: int) -> bool:
    """Whether what ends is a licence, told before its verb."""
    return bool(_LICENSED.search(sentence[max(0, verb - 140) : max(0, verb)]))


def as_told(claims: Iterable[Claim], text: Text) -> list[Claim]:
    """The claims, those about no named rule with the phrase by which the text tells it."""
    return [
        replace(c, instrument=phrase)
        if c.instrument is None and not c.instrument_ref and (phrase := _phrase(c, text.text))
        else c
        for c in claims
    ]


def _phrase(c: Claim, body: str) -> str | None:
    if c.type.startswith("listing"):
        return list_of(c.quote) or list_of(body[max(0, c.start - _FAR) : c.end + 200])
    if c.type in ("license_grant", "license_policy") and (thing := _PRODUCT.search(c.quote)):
        return _sold(c, thing[0])
    if section := _SECTION.search(c.quote):
        return section[0]
    near = (c.quote, body[max(0, c.start - _FAR) : c.start], body[c.end : c.end + _FAR])
    for find in _PATTERNS.get(c.type, _ANY):
        hits = list(find.finditer(near[0]))
        if hits:
            m = _ending(near[0], hits) if c.type == "expiry" else _given(c, hits)
            return _listing(near[0], m) or _clean(m[0])
    if c.type in _OF_A_LIST and (found := _ON_LIST.search(c.quote)):
        return found[0]
    if c.type in _OF_A_LIST and _LISTINGS.search(c.quote) and (before := list_of(near[1])):
        return before
    for find in _PATTERNS.get(c.type, _ANY):
        if earlier := list(find.finditer(near[1])):
            return _listing(near[1], earlier[-1]) or _clean(earlier[-1][0])
        if after := find.search(near[2]):
            return _clean(after[0])
    return list_of(near[1]) if c.type in _OF_A_LIST else None


def _given(c: Claim, hits: list[re.Match[str]]) -> re.Match[str]:
    """Of several phrases the first; of licences the one that is nearest to being given."""
    given = [m.start() for m in _GIVEN.finditer(c.quote)] if c.type == "license_grant" else []
    if not given:
        return hits[0]
    return min(hits, key=lambda m: min(abs(m.start() - at) for at in given))


def _ending(words: str, hits: list[re.Match[str]]) -> re.Match[str]:
    """Of the licences before "expires" the one that does, not the one that it stands in for."""
    for m in hits:
        if re.match(
            r"(?:\s\w+)?,?\s(?:which|that)\s(?:\w+\s)?(?:laps|expir|ran|end)", words[m.end() :]
        ):
            return m
    kept = [m for m in hits if not _INSTEAD.search(words[max(0, m.start() - 40) : m.start()])]
    return (kept or hits)[-1]


def _sold(c: Claim, thing: str) -> str:
    """The licences for a chip, or its exports, where these are what is allowed."""
    if m := _PATTERNS["license_grant"][0].search(c.quote):
        return f"{_clean(m[0])} for the {thing}"
    return f"exports of the {thing}" if re.search(r"\d\d\d", thing) else f"{thing} exports"


def _listing(words: str, m: re.Match[str]) -> str | None:
    """The list on which "a final rule that adds 36 parties" puts them."""
    if not re.search(r"\b(?:rules?|notice|IFR)$", m[0]):
        return None
    does = _PUTS.match(words, m.end())
    return does["list"] if does else None


def _clean(phrase: str) -> str:
    return re.sub(r"\s+", " ", phrase).strip()
