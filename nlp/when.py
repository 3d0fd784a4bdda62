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
MOVED: Final = frozenset(
    {
        *("delay", "compliance", "entry_into_force", "comment_deadline", "expiry"),
        "suspension_end",
    }
)
REACH: Final = 190
_LEAD: Final = re.compile(
    r"^\W*(?:(?:On|In|By|Since|As of|Effective|Until|Back in)\s)?(?:(?:late|early|a|an|its|the"
    r"|mid|that)[\s-])*$"
    r"|^\W*(?:In|By|With|Under)\s(?:an?\s|its\s|the\s)?(?:\w+\s){0,3}?(?:decision|opinion|ruling|letter"
    r"|notice|statement|rule|order|report|memorandum)\b[^,;]{0,50},?\s(?:dated|issued|published"
    r"|released|posted|signed|of)(?:\son)?\s$",
    re.I,
)
#: "WASHINGTON, June 4 - The bureau ...": the day of the report.
_DATELINE: Final = re.compile(r"^\W*[A-Z][A-Za-z.]+(?:,?\s[A-Z][A-Za-z.]+){0,3},?\s\(?$")
_DASH: Final = re.compile(r"(?:,?\s(?:19|20)\d\d)?\)?\s?[-–—]")
#: The day in a rule's name: "its September 6, 2024 interim final rule".
_NAME_BEFORE: Final = re.compile(r"(?:\b(?:the|its|their|an?|this|that|his|our)|['’]s)\s$", re.I)
_WITHIN: Final = (
    r"issued|sent|appeared|published|posted|proposed|announced|released|signed|introduced|adopted"
    r"|unveiled|imposed|submitted|filed|dated|finalized|came out|went|took effect|brought|told"
    r"|promised|pledged|planned"
)
#: A clause on a thing: "the draft that it sent", "a statement posted by the bureau".
_RELATIVE: Final = re.compile(
    r"(?<!\bsaid)(?<!\bsays)(?<!announced)(?<!\btold)(?<!confirmed)(?<!\bfound)(?<!concluded)"
    r"(?<!\bruled)(?<!\bheld)(?<!\bnoted)(?<!\badded)(?<!\bso)(?<!denied)(?<!believes)"
    rf"\s(?:that|which|who)\s(?:[\w’'-]+\s){{0,5}}?(?:{_WITHIN})\b"
    r"|\w\s(?:posted|issued|published|sent|released|signed|introduced|dated|proposed|submitted)\s"
    r"(?:by\s|on\s|in\s|to\s)",
    re.I,
)
#: "in 30 days, on November 17": the second of the two is the day.
_THAT_IS: Final = re.compile(r",?\s(?:on|or|i\.e\.,?|that is,?)\s$|\s\($", re.I)
#: "postpones the July 1 compliance date": not the new one.
_OLD_DATE: Final = re.compile(r"\s(?:\w+\s){0,2}(?:date|deadline)\b", re.I)
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
_UNTIL: Final = re.compile(r"\b(?:until|till|through|to|by)\s$", re.I)
_TO_A_DAY: Final = frozenset(
    {"comment_deadline", "compliance", "expiry", "suspension_end", "delay"}
)
_MAKING: Final = frozenset({"proposal", "adoption", "publication"})
#: "its proposed rule": what is spoken of and no act of now.
_ADJECTIVE: Final = re.compile(r"\b(?:the|its|their|that|this)\s$", re.I)
#: "from March 1 to September 1": the first of the two is the old day of what is moved.
_FROM_TO: Final = re.compile(r"(?:,?\s(?:19|20)\d\d)?,?\s(?:to|until|through)\b", re.I)
#: "in yesterday's Federal Register"
_REGISTER: Final = re.compile(r"['’]s\s(?:Federal\s)?Register\b")
_AT_ONCE: Final = re.compile(r"\s(?:immediately|at once|upon|on publication|on filing)\b", re.I)
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
        if not d.value.get("iso") or (
            _DATELINE.match(sentence[:a]) and _DASH.match(sentence[b : b + 12])
        ):
            continue
        owner = sentence[b : b + 2] in ("'s", "’s")
        leads = bool(_LEAD.match(sentence[:a])) and not owner
        after = _NAME_AFTER.match(sentence[b : b + 40])
        if after and not leads and _NAME_BEFORE.search(sentence[:a]):
            continue
        if any(
            d is not other
            and 0 <= other.start - offset - b < 12
            and _THAT_IS.fullmatch(sentence[b : other.start - offset])
            and other.value.get("basis") == "stated"
            and d.value.get("basis") != "stated"
            for other in near
        ):
            continue
        if _PART_OF_NAME.search(sentence[:a]):
            # "the final rule of January 14, 2025": the day on which the rule itself was made
            pairs += [
                (0, n, d)
                for n, t in enumerate(told)
                if t.type in ("adoption", "proposal", "executive_order") and 0 <= a - t.verb[1] < 6
            ]
            continue
        if _ANNIVERSARY.match(sentence[b : b + 40]):
            continue
        if d.value.get("precision") == "year" and not re.search(
            r"\b(?:in|since|of|during|throughout|until|by)\s$", sentence[:a], re.I
        ):
            continue
        fine = 80 if after and not leads else 0
        lead = d if leads else lead
        costs = [
            (_cost(sentence, t, a, b) + fine, n)
            for n, t in enumerate(told)
            if "none" not in (t.by.pattern.date, t.by.rules.date)
            and not (t.type in FORWARD and _AT_ONCE.match(sentence[t.verb[1] :]))
            and not (t.type in MOVED and _from_to(sentence, a, b, t.type))
            and not (owner and t.verb[0] - b > (24 if t.type == "publication" else 12))
            and not (_OLD_DATE.match(sentence[b : b + 30]) and t.type in ("delay", "suspension"))
        ]
        pairs += [(cost, n, d) for cost, n in costs if cost < REACH]
    out = _nearest_first(pairs, told)
    _share(sentence, offset, told, lead, out)
    return out


def _from_to(sentence: str, a: int, b: int, type: str) -> bool:
    """Whether a date is the old one of "from March 1 to September 1".

    "Effective from March 1 through September 1" is no move: it takes effect on the first.
    """
    found = _FROM_TO.match(sentence[b : b + 24])
    if found is None or (type == "entry_into_force" and not found[0].endswith("to")):
        return False
    return sentence[:a].lower().endswith("from ")


def _nearest_first(
    pairs: list[tuple[int, int, Mention]], told: Sequence[Trigger]
) -> dict[int, Mention]:
    """Each date to its nearest trigger that has none yet; what stands as near shares it."""
    out: dict[int, Mention] = {}
    used: dict[int, int] = {}
    for cost, n, d in sorted(pairs, key=lambda p: (p[0], p[1], p[2].start)):
        if n in out:
            continue
        alike = any(o is d and told[m].type == told[n].type for m, o in out.items())
        if d.start not in used or alike or cost <= used[d.start] + 12:
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
    clause = sentence[max(0, t.verb[0] - 60) : t.verb[1]]
    if any(m.end() >= len(clause) - 4 for m in _RELATIVE.finditer(clause)):
        return True
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
        if t.type in _TO_A_DAY and _UNTIL.search(gap):
            return max(0, cost - 60)
        if t.type in _MAKING and _ADJECTIVE.search(sentence[:begin]):
            cost += 60
        if t.object and end <= t.object[0] and t.object[1] <= a:
            cost -= min(cost, (t.object[1] - t.object[0]) // 2)
    elif b <= begin:
        gap = sentence[b:begin]
        cost = len(gap) + (0 if len(gap) < 2 else 50 if forward else 30)
        if _LEAD.match(sentence[:a]):
            cost = min(len(gap), 60) + (50 if forward else 0)
            gap = ""
    else:
        return 0
    if t.type == "publication" and _REGISTER.match(sentence[b : b + 20]):
        return 0
    if a >= end and _RELATIVE.search(gap):
        cost += REACH
    return cost + 28 * len(_CLAUSE.findall(gap))
