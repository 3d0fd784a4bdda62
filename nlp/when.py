"""Which of the dates near a trigger is the date of what it tells.

A date belongs to the trigger that it stands nearest to, counted in characters with a fine for each
clause between; a date at the head of a sentence belongs to every act in it that has none of its
own; "of January 2025" after a rule's name is part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp.triggers import Trigger
from store.model import Mention

FORWARD: Final = frozenset(
    {"entry_into_force", "compliance", "expiry", "suspension_end", "comment_deadline"}
)
#: What a rule does: it bites on the rule's effective date where the text states one.
SUBSTANCE: Final = frozenset(
    {
        *("threshold_change", "scope_change", "country_treatment", "license_requirement"),
        *("license_requirement_lifted", "license_policy", "listing_addition", "listing_change"),
        *("listing_removal", "tariff", "end_user_status_granted", "end_user_status_revoked"),
    }
)
REACH: Final = 190
_LEAD: Final = re.compile(
    r"^\W*(?:(?:On|In|By|Since|As of|Effective|Until|Back in)\s)?(?:(?:late|early|a|an|its|the"
    r"|mid|that)[\s-])*$",
    re.I,
)
_NAME_AFTER: Final = re.compile(
    r"^\s(?:(?:interim|final|press|export|chip|AI|BIS|Commerce)\s){0,3}(?:rules?|release"
    r"|announcement|framework|IFR"
    r"|guidance|order|deal|truce|agreement|U\.S|fact sheet|letter|curbs|measures?|regulations?"
    r"|controls|restrictions)\b",
    re.I,
)
_PART_OF_NAME: Final = re.compile(
    r"\b(?:rules?|framework|IFR|order|regulations?|Act|controls|curbs|measures?"
    r"|\d{4,6})\sof\s(?:late\s|early\s)?$",
    re.I,
)
#: "Tomorrow it will be a month since ...": a day counted from the act is not the day of the act.
_ANNIVERSARY: Final = re.compile(r"\s(?:it )?(?:will be|is|was|marks|will mark)\s\S+\s\w+\ssince\b")
_FROM: Final = re.compile(r"\b(?:from|starting|beginning|effective|as of)\s(?:on\s)?$", re.I)
_CLAUSE: Final = re.compile(r"[;:]|,\s|\b(?:but|while|although|though|after which|which|with)\b")
_CARRIED: Final = re.compile(
    r"^\W*(?:It|They|He|She|The (?:release|announcement|statement|agency|department|bureau"
    r"|notice))\b"
)
_NOW: Final = re.compile(
    r"\b(?:as of (?:this writing|today|now|publication|press time|the date of this)"
    r"|at the time of writing|to date|so far)\b",
    re.I,
)


def assign(
    sentence: str, offset: int, told: Sequence[Trigger], near: Sequence[Mention]
) -> dict[int, Mention]:
    """For each trigger (by its index in `told`) the date that belongs to it, where there is one."""
    pairs: list[tuple[int, int, Mention]] = []
    lead: Mention | None = None
    for d in near:
        a, b = d.start - offset, d.end - offset
        leads = bool(_LEAD.match(sentence[:a]))
        if _PART_OF_NAME.search(sentence[:a]) or _ANNIVERSARY.match(sentence[b : b + 40]):
            continue
        if d.value.get("precision") == "year" and not re.search(
            r"\b(?:in|since|of|during|throughout|until|by)\s$", sentence[:a], re.I
        ):
            continue
        fine = 80 if _NAME_AFTER.match(sentence[b : b + 40]) and not leads else 0
        lead = d if leads else lead
        costs = [
            (_cost(sentence, t, a, b) + fine, n)
            for n, t in enumerate(told)
            if "none" not in (t.by.pattern.date, t.by.rules.date)
        ]
        pairs += [(cost, n, d) for cost, n in costs if cost < REACH]
    out = _nearest_first(pairs)
    _share(sentence, offset, told, lead, out)
    return out


def _nearest_first(pairs: list[tuple[int, int, Mention]]) -> dict[int, Mention]:
    """Each date to its nearest trigger that has none yet; what stands as near shares it."""
    out: dict[int, Mention] = {}
    used: dict[int, int] = {}
    for cost, n, d in sorted(pairs, key=lambda p: (p[0], p[1], p[2].start)):
        if n in out:
            continue
        if d.start not in used or cost <= used[d.start] + 12:
            out[n] = d
            used.setdefault(d.start, cost)
    return out


def carried(sentence: str, previous: Mention | None) -> Mention | None:
    """The head date of the sentence before, where this one goes on with its subject."""
    return previous if previous and _CARRIED.match(sentence) else None


def lead_date(sentence: str, offset: int, near: Sequence[Mention]) -> Mention | None:
    """The date at the head of a sentence."""
    return next((d for d in near if _LEAD.match(sentence[: d.start - offset])), None)


def says_now(sentence: str) -> bool:
    """Whether the sentence tells of the moment of writing."""
    return bool(_NOW.search(sentence))


def _share(
    sentence: str,
    offset: int,
    told: Sequence[Trigger],
    lead: Mention | None,
    out: dict[int, Mention],
) -> None:
    """Dates for acts that have none of their own, from the head of the sentence or its one act."""
    acts = [n for n, t in enumerate(told) if t.type not in FORWARD and not _aside(sentence, t)]
    for n in acts:
        if n in out:
            continue
        t = told[n]
        if lead and t.verb[0] > lead.end - offset:
            between = sentence[lead.end - offset : t.verb[0]]
            if ";" not in between:
                out[n] = lead
                continue
        dated = [m for m in acts if m in out and told[m].by.rules.date != "none"]
        if len({out[m].start for m in dated}) == 1:
            m = dated[0]
            a, b = sorted((told[m].verb, t.verb))
            if ";" not in sentence[a[1] : b[0]] and b[0] - a[1] < 160:
                out[n] = out[m]


def _aside(sentence: str, t: Trigger) -> bool:
    """ ", issued in January," stands aside of what the sentence tells."""
    before = sentence[max(0, t.verb[0] - 16) : t.verb[0]]
    return bool(re.search(r",\s(?:\w+ly\s|first\s)?$", before)) or bool(
        re.search(r"\b(?:rule|framework|measure|order)\s$", before)
    )


def _cost(sentence: str, t: Trigger, a: int, b: int) -> int:
    """How far a date stands from a trigger; what stands between clauses is farther."""
    forward = t.type in FORWARD
    begin, end = t.verb
    if a >= end:
        gap = sentence[end:a]
        cost = len(gap)
        if t.type in ("suspension", "delay", "reimposition") and _FROM.search(gap):
            return max(0, cost - 90)
        if t.object and end <= t.object[0] and t.object[1] <= a:
            cost -= min(cost, (t.object[1] - t.object[0]) // 2)
    elif b <= begin:
        gap = sentence[b:begin]
        cost = len(gap) + (50 if forward else 30)
        if _LEAD.match(sentence[:a]):
            cost = min(len(gap), 60) + (50 if forward else 0)
            gap = ""
    else:
        return 0
    return cost + 28 * len(_CLAUSE.findall(gap))
