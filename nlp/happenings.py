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

from nlp.rules import EVENTS, HERE, load, load_all


@dataclass(frozen=True, slots=True)
class Classes:
    """The file of word classes: for each name a regular expression."""

    meaning: str
    classes: Mapping[str, str]


#: Word classes by name, from `classes.toml`.
CLASSES: Final[Mapping[str, str]] = load(HERE / "classes.toml", Classes).classes
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


#: A full stop inside a sentence belongs to a number, an initial or an abbreviation.
_WITHIN: Final = (
    r"(?:[^.;]|\.(?=[\w,])|(?<=\.\w)\.|(?<=\bS)\.(?= \d)"
    r"|(?<=\b(?:Inc|Ltd|Sen|Rep|Sdn|Bhd|Pte|LLC|Pty))\.|(?<=\bCorp)\.|(?<=\bU\.S)\."
    r"|(?<=\b(?:Co|No|Mr|Dr))\.)"
)


def expand(pattern: str) -> str:
    """The pattern with its word classes written out; `[^.;]` passes over an inner full stop."""
    named = re.sub(r"@([A-Z]+)@", lambda m: CLASSES[m[1]], pattern)
    return named.replace("[^.;]{", _WITHIN + "{")


@functools.cache
def load_events() -> tuple[EventRules, ...]:
    """The event rules, by file name. Raises nlp.rules.RuleError on a file that does not fit."""
    return load_all(EVENTS, EventRules)
