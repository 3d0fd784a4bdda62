"""Event rules: one TOML file per claim type, read into checked shapes.

A pattern's `find` is a regular expression over one sentence, case ignored; `@NAME@` stands for a
word class of `CLASSES`. Its group `v` is the word whose surroundings tell modality (else the whole
match), its group `o` the thing it happens to. `object` asks for a word of a class near the trigger.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from nlp.rules import EVENTS, load_all

CLASSES: Final[Mapping[str, str]] = {
    "RULE": (
        r"(?:(?:interim |temporary |direct )*(?:final |proposed )?(?:rules?|regulations?"
        r"|rulemaking)|IFRs?|framework"
        r"|AIDR|polic(?:y|ies)|orders?|restrictions?|limits|curbs|controls|caps|measures?"
        r"|standards?|executive actions?"
        r"|memorand(?:um|a)|proclamations?|E\.?O\.? \d+|requirements?|regime|system|guidelines)"
    ),
    "LEGAL": r"(?:(?:interim |temporary |direct )*(?:final )?(?:rules?|regulations?)|IFRs?"
    r"|framework|AIDR|rulemaking)",
    "DRAFT": r"(?:draft(?: \w+){0,3}|proposals?|proposed (?:[\w()]+ ){0,3}(?:rules?|regulations?"
    r"|rulemaking)|bill|nomination)",
    "LIST": r"(?:entity list|unverified list|military end[- ]user list|MEU list"
    r"|denied persons list|SDN list|trade blacklist|export blacklist|blacklist)",
    "ENTITIES": r"(?:entit(?:y|ies)|compan(?:y|ies)|firms?|part(?:y|ies)|subsidiar(?:y|ies)"
    r"|affiliates?|names?|units?|addresses|persons?|organi[sz]ations?|institut\w+"
    r"|universit\w+)",
    "LICENCE": r"licen[cs](?:e|es|ing)",
    "CHIP": r"(?:chips?|semiconductors?|GPUs?|processors?|H20s?|H200s?|H100s?|Blackwell|MI30\d\w?"
    r"|AI accelerators?|accelerators?|advanced computing|software|EDA|tools?|equipment"
    r"|items|wafers?|memory)",
    "GUIDANCE": r"(?:guidance(?: documents?)?|FAQs?|frequently asked questions|advisor(?:y|ies)"
    r"|best practices|industry alerts?|is-informed letters?|policy statement)",
    "BILL": r"(?:bill|legislation|resolution|amendment|measure|NDAA|H\.R\. ?\d+|S\. ?\d+"
    r"|(?-i:(?:[A-Z][\w-]*\s){1,6}Act))",
    "COURT": r"(?:court|judges?|justices?|circuit|tribunal)",
    "N": r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?"
    r"|forty(?:-\w+)?|fifty(?:-\w+)?|dozens of|several|certain|more|additional|new|these"
    r"|those|multiple)",
    "PCT": r"\d+(?:\.\d+)?\s?(?:%|percent|per cent)",
    "MONTH": r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?"
    r"|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?"
    r"|Dec(?:ember|\.)?)",
}
Form = Literal["verb", "noun", "state"]


@dataclass(frozen=True, slots=True)
class EventExample:
    """A text and the claims of the file's type that it must give: tables of claim fields."""

    text: str
    claims: tuple[Mapping[str, Any], ...] = ()
    published: date | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class EventPattern:
    """How one wording of an event is found.

    `form` says how it is told: a verb by the words to its left, a noun by those on both sides, a
    state by `modality` and `polarity` as given. `modality` overrides what the words say. `refuse`
    is a pattern that must not match around the trigger (120 characters before it, 80 after).
    """

    name: str
    find: str
    form: Form = "verb"
    object: str = ""
    modality: str = ""
    polarity: str = ""
    refuse: str = ""
    needs: str = ""
    date: Literal["", "act", "bite", "none"] = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventRules:
    """One claim type: what it means, how it is found, what only looks like it, and examples.

    `gate` lists lower-case pieces of words of which one must stand in a sentence for the type to
    be looked for. `legal` marks what needs an act of law ("is rescinding" is then an announcement).
    `elsewhere` is a pattern over the whole text by which the type is not looked for in it at all.
    `keeps` marks types whose telling is not softened by a source named in the same sentence.
    """

    type: str
    meaning: str
    gate: tuple[str, ...]
    patterns: tuple[EventPattern, ...]
    examples: tuple[EventExample, ...]
    refuse: str = ""
    elsewhere: str = ""
    date: Literal["act", "bite", "none"] = "act"
    legal: bool = False
    keeps: bool = False


def expand(pattern: str) -> str:
    """The pattern with its word classes written out."""
    return re.sub(r"@([A-Z]+)@", lambda m: CLASSES[m[1]], pattern)


@functools.cache
def load_events() -> tuple[EventRules, ...]:
    """The event rules, by file name. Raises nlp.rules.RuleError on a file that does not fit."""
    return load_all(EVENTS, EventRules)
