"""Triggers: the places in a sentence where an event is told, found by the event rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.happenings import CLASSES, EventPattern, EventRules, expand, load_events


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern ready to search with."""

    rules: EventRules
    pattern: EventPattern
    find: re.Pattern[str]
    refuse: re.Pattern[str] | None
    needs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place in a sentence where an event is told: offsets into the sentence."""

    by: Compiled
    start: int
    end: int
    verb: tuple[int, int]
    object: tuple[int, int] | None
    match: re.Match[str]

    @property
    def type(self) -> str:
        """The claim type."""
        return self.by.rules.type


@functools.cache
def compiled() -> tuple[tuple[tuple[str, ...], tuple[Compiled, ...]], ...]:
    """For each type its gate and its patterns."""
    out = []
    for rules in load_events():
        general = rules.refuse
        made = []
        for p in rules.patterns:
            refuse = "|".join(x for x in (general, p.refuse) if x)
            made.append(
                Compiled(
                    rules,
                    p,
                    re.compile(expand(p.find), re.I),
                    re.compile(expand(refuse), re.I) if refuse else None,
                    re.compile(expand(p.needs), re.I) if p.needs else None,
                )
            )
        out.append((rules.gate, tuple(made)))
    return tuple(out)


@functools.cache
def gate() -> re.Pattern[str]:
    """Matches where any event could stand: made of the rules' own words, so nothing is lost."""
    words = sorted({w for rules in load_events() for w in rules.gate}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)), re.I)


@functools.cache
def _class(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{CLASSES[name]}\b", re.I)


_BREAK: Final = re.compile(
    r"[;:]|,\s(?:which|who|while|but|after|although|though|whereas|when|where|because)\b"
    r"|\s[-–—]\s|—"
)
_PASSIVE: Final = re.compile(
    r"\b(?:be|been|being|is|was|were|are|get|got)\s+(?:(?!to\b)[\w-]+\s+){0,2}$", re.I
)
_PRONOUN_RIGHT: Final = re.compile(
    r"^\s+(?:it|them|both|that|this|these|the (?:rule|measure|framework)s?)\b", re.I
)
_PRONOUN_LEFT: Final = re.compile(
    r"\b(?:it|they|this|which|that|both)\s+(?:\w+\s+){0,4}(?:was|were|is|are|be|been|has|have|had"
    r"|will|would)\b[^.;,]{0,30}$",
    re.I,
)


def object_near(
    sentence: str, at: tuple[int, int], name: str, instruments: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The nearest word of a class, or a named instrument, on the side where the object stands."""
    start, end = at
    right = sentence[end : end + 130]
    if stop := _BREAK.search(right):
        right = right[: stop.start()]
    left_begin = max(0, start - 150)
    left = sentence[left_begin:start]
    for stop in _BREAK.finditer(left):
        left_begin, left = (
            max(0, start - 150) + stop.end(),
            sentence[max(0, start - 150) + stop.end() : start],
        )
    word = sentence[start:end].split()[0].casefold() if sentence[start:end].split() else ""
    passive = word.endswith(("ed", "wn", "en", "ne", "t")) and bool(_PASSIVE.search(left[-40:]))
    if name not in ("RULE", "LEGAL"):
        instruments = ()
    named = [i for i in instruments if end <= i[0] < end + len(right)]
    found_right = _class(name).search(right)
    ahead = min(
        [*named, *([(end + found_right.start(), end + found_right.end())] if found_right else [])],
        default=None,
    )
    behind_named = [i for i in instruments if left_begin <= i[0] and i[1] <= start]
    behind_words = [
        (left_begin + m.start(), left_begin + m.end()) for m in _class(name).finditer(left)
    ]
    behind = max([*behind_named, *behind_words], default=None)
    pronoun = _PRONOUN_RIGHT.match(right)
    pronouns = name == "RULE"
    if not passive and pronoun and pronouns:
        return end + pronoun.start() + 1, end + pronoun.end()
    if passive:
        if behind:
            return behind
        if as_one := re.match(rf"\s+as\s(?:an?\s)?{CLASSES[name]}\b", right, re.I):
            return end + as_one.start() + 1, end + as_one.end()
        left_pronoun = _PRONOUN_LEFT.search(left)
        return (start, start) if left_pronoun and pronouns else None
    if ahead and (ahead[0] - end) <= 110:
        return ahead
    if (
        sentence[start:end].casefold().endswith(("ed", "d", "n", "ion", "al"))
        and behind
        and start - behind[1] < 60
    ):
        return behind
    return None


def shut(text: str) -> frozenset[str]:
    """The types that a text as a whole rules out: a story on a budget's rescissions has none."""
    return frozenset(
        r.type for r in load_events() if r.elsewhere and re.search(r.elsewhere, text, re.I)
    )


def triggers(
    sentence: str,
    instruments: Sequence[tuple[int, int]],
    closed: frozenset[str] = frozenset(),
) -> list[Trigger]:
    """Every event told in a sentence, at most one for a type at one place."""
    low = sentence.casefold()
    out: list[Trigger] = []
    for words, patterns in compiled():
        if patterns[0].rules.type in closed or not any(w in low for w in words):
            continue
        taken: list[tuple[int, int]] = []
        for c in patterns:
            if c.needs and not c.needs.search(sentence):
                continue
            for m in c.find.finditer(sentence):
                groups = c.find.groupindex
                verb = m.span("v") if "v" in groups and m["v"] else m.span()
                if any(a < verb[1] and verb[0] < b for a, b in taken):
                    continue
                around = sentence[max(0, m.start() - 120) : m.end() + 80]
                if c.refuse and c.refuse.search(around):
                    continue
                thing = m.span("o") if "o" in groups and m["o"] else None
                if c.pattern.object and thing is None:
                    thing = object_near(sentence, verb, c.pattern.object, instruments)
                    if thing is None:
                        continue
                taken.append(verb)
                out.append(Trigger(c, m.start(), m.end(), verb, thing, m))
    return sorted(_ruled(out), key=lambda t: (t.verb, t.type))


#: Of two types told by the same word, the first is the more exact: it drives out the second.
_OVER: Final = {
    "adoption": {
        "executive_order",
        "publication",
        "guidance",
        "replacement",
        "proposal",
        "listing_addition",
        "legislation",
        "license_grant",
        "enforcement_action",
    },
    "rescission": {
        "withdrawal",
        "reimposition",
        "end_user_status_revoked",
        "country_treatment",
        "license_requirement_lifted",
    },
    "replacement": {"country_treatment", "threshold_change"},
    "publication": {"proposal", "guidance"},
    "scope_change": {"listing_change", "listing_addition", "country_treatment"},
    "listing_addition": {"listing_change"},
    "listing_removal": {"listing_change"},
    "suspension": {"non_enforcement", "suspension_end"},
    "review": {"withdrawal"},
    "correction": {"listing_change"},
}


def _ruled(found: list[Trigger]) -> list[Trigger]:
    return [
        t
        for t in found
        if not any(
            o.type in _OVER.get(t.type, ()) and o.verb[0] < t.verb[1] and t.verb[0] < o.verb[1]
            for o in found
        )
    ]
