"""Triggers: the places in a sentence where an event is told, found by the event rules."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp import frames
from nlp.frames.nouns import noun_acts
from nlp.happenings import CLASSES, EventPattern, Form, expand, load_events
from nlp.openings import Compiled, each, opened
from nlp.swift import swift


@dataclass(frozen=True, slots=True)
class Trigger:
    """A place in a sentence where an event is told: offsets into the sentence."""

    by: Compiled
    start: int
    end: int
    verb: tuple[int, int]
    object: tuple[int, int] | None

    @property
    def type(self) -> str:
        """The claim type."""
        return self.by.rules.type


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
    r"(?:\b(?:it|they|this|both|neither|none|all)|(?<!\w\s)(?:which"
    r"|that))\s+(?:\w+\s+){0,4}(?:was|were|is|are|be|been|has|have|had"
    r"|will|would)\b[^.;,]{0,30}$",
    re.I,
)


#: "does away with the test and puts in its place a measure": the measure is another verb's.
_ANOTHER_ACT: Final = re.compile(
    r"\b(?:and|but|then)\s(?:\w+ly\s)?(?:put|set|replac|introduc|add|impos|adopt|bring|creat"
    r"|substitut|install|issu|publish|propos)\w*\b",
    re.I,
)
#: A clause between commas tells of its noun: "the rule, which was to bite in May, will be".
_INSERTED: Final = re.compile(
    r",\s(?:which|who|whose|published|issued|adopted|announced|released|due|originally|first|known"
    r"|set|signed|dubbed)\b[^,;]{1,90},(?=\s)",
    re.I,
)
#: An object stands right behind a verb: what stands before it is its subject.
_TAKES: Final = re.compile(
    r"\s(?:the|an?|its|their|his|her|our|this|that|those|these|all|some|any|every|most|both|no)\s"
    r"(?!(?:day|week|month|year|time|morning|afternoon)\b)",
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
    left = _INSERTED.sub(lambda m: " " * len(m[0]), sentence[left_begin:start])
    whole = left
    for stop in _BREAK.finditer(left):
        left_begin = max(0, start - 150) + stop.end()
        left = whole[stop.end() :]
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
    pronouns = name == "RULE" or (
        name == "DRAFT" and bool(_class("DRAFT").search(sentence, 0, start))
    )
    if not passive and pronoun and pronouns:
        return end + pronoun.start() + 1, end + pronoun.end()
    if passive:
        if behind:
            return behind
        if as_one := re.match(rf"\s+as\s(?:an?\s)?{CLASSES[name]}\b", right, re.I):
            return end + as_one.start() + 1, end + as_one.end()
        left_pronoun = _PRONOUN_LEFT.search(left)
        return (start, start) if left_pronoun and pronouns else None
    if ahead and (ahead[0] - end) <= 110 and not _ANOTHER_ACT.search(right[: ahead[0] - end]):
        return ahead
    if (
        sentence[start:end].casefold().endswith(("ed", "d", "n", "ion", "al"))
        and behind
        and start - behind[1] < 60
        and not _TAKES.match(right)
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
    laws: Sequence[tuple[int, int]] = (),
    closed: frozenset[str] = frozenset(),
    home: bool = False,
) -> list[Trigger]:
    """Every event told in a sentence, at most one for a type at one place.

    `instruments` are the spans of rules and orders named in it, `laws` those of rules alone;
    `home` is true in a text in which an agency of the United States has a part.
    """
    out: list[Trigger] = []
    taken: dict[str, list[tuple[int, int]]] = {}
    mask = opened(sentence)
    if not mask and not frames.stirs(sentence, laws):
        return out
    for c in each(mask):
        if c.rules.type in closed:
            continue
        told = taken.setdefault(c.rules.type, [])
        for m in c.find.finditer(sentence):
            if c.needs and not (home and c.at_home) and not c.needs.search(sentence):
                break
            if found := _found(sentence, c, m, told, instruments):
                told.append(found.verb)
                out.append(found)
    out += _framed(sentence, laws, closed, out)
    out += _left_undone(sentence, out)
    return sorted(_ruled(out), key=lambda t: (t.verb, t.type))


@functools.cache
def _by_frame(type: str, name: str, polarity: str = "", form: Form = "verb") -> Compiled:
    own = next(r for r in load_events() if r.type == type)
    refuse = re.compile(expand(own.refuse), re.I) if own.refuse else None
    return Compiled(
        own, EventPattern(name, "", form, polarity=polarity), re.compile(""), refuse, None
    )


def _found(
    sentence: str,
    c: Compiled,
    m: re.Match[str],
    taken: Sequence[tuple[int, int]],
    instruments: Sequence[tuple[int, int]],
) -> Trigger | None:
    """The trigger of a match, where nothing refuses it and what it happens to is there."""
    groups = c.find.groupindex
    verb = m.span("v") if "v" in groups and m["v"] else m.span()
    if any(a < verb[1] and verb[0] < b for a, b in taken):
        return None
    if c.refuse and c.refuse.search(sentence[max(0, m.start() - 120) : m.end() + 80]):
        return None
    thing = m.span("o") if "o" in groups and m["o"] else None
    if c.pattern.object and thing is None:
        thing = object_near(sentence, verb, c.pattern.object, instruments)
        if thing is None:
            return None
    return Trigger(c, m.start(), m.end(), verb, thing)


def of_type(t: Trigger, type: str) -> Trigger:
    """The trigger as one of another type: what "it" is makes "withdrew it" a withdrawal."""
    return replace(t, by=_by_frame(type, f"{t.by.pattern.name} of a draft"))


def _framed(
    sentence: str,
    instruments: Sequence[tuple[int, int]],
    closed: frozenset[str],
    told: Sequence[Trigger],
) -> list[Trigger]:
    """The acts that no event rule has words for, by the sense of their verbs."""
    out = []
    nominal = list(noun_acts(sentence, instruments))
    for act in (*nominal, *frames.acts(sentence, instruments)):
        a, b = act.verb
        type = act.frame.type
        if type in closed or any(
            (t.verb[0] < b and a < t.verb[1]) or (t.type == type and t.object == act.object)
            for t in told
        ):
            continue
        form: Form = "noun" if act in nominal else "verb"
        name = f"{act.frame.verb} {act.frame.object.lower()}"
        by = _by_frame(type, name, act.frame.polarity, form)
        if by.refuse and by.refuse.search(sentence[max(0, a - 120) : b + 80]):
            continue
        out.append(Trigger(by, a, b, act.verb, act.object))
    return out


#: "It promised to rescind the rule but has not done so": the act before is the one not done.
_DO_SO: Final = swift(
    r"\b(?:has|have|had|did|does|is|are)(?:\s(?:not|never|yet|still|so far)|n[o'’]t)+"
    r"(?:\syet|\sso far|\sto)*\s(?P<v>done|do|doing)\s(?:so|that|it)\b",
    re.I,
)


def _left_undone(sentence: str, told: Sequence[Trigger]) -> list[Trigger]:
    m = _DO_SO.search(sentence)
    before = [t for t in told if t.verb[1] <= m.start()] if m else []
    if not m or not before:
        return []
    last = max(before, key=lambda t: t.verb)
    undone = _by_frame(last.type, "not done")
    return [replace(last, by=undone, start=m.start(), end=m.end(), verb=m.span("v"))]


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
    "replacement": {"country_treatment", "threshold_change", "license_policy"},
    "publication": {"proposal", "guidance", "correction", "oversight_finding"},
    "license_requirement": {"license_requirement_lifted"},
    "license_grant": {"license_policy"},
    "entry_into_force": {"tariff"},
    "scope_change": {
        "license_requirement",
        "license_requirement_lifted",
        "listing_change",
        "listing_addition",
        "country_treatment",
    },
    "listing_addition": {"listing_change"},
    "listing_removal": {"listing_change"},
    "suspension": {"non_enforcement", "suspension_end", "court_ruling"},
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
