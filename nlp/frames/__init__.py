"""Acts told by a verb and what it is done to, whatever the verb: "tore up the rule".

The event rules know the wordings of the law and of its press; here stand verbs by their sense
(`verbs.toml`) and the claim type that each sense makes of an object (`frames.toml`). One pass over
the words of a sentence finds the verbs, a few look-ups what they govern.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.frames.inflect import forms
from nlp.frames.objects import PRONOUN, governed
from nlp.happenings import CLASSES, expand
from nlp.rules import HERE, load
from nlp.swift import swift

_Words = re.Pattern[str] | None
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z-]*")
#: "the release", "a press release", "of repeal": a noun that looks like a verb.
_NOUN: Final = re.compile(
    r"\b(?:the|an?|its|their|this|that|these|those|no|any|each|every|press|of|in|for|from|with|on"
    r"|by)\s\Z",
    re.I,
)
_PAST: Final = re.compile(r"(?:ed|ing|wn|en|ught|ook)\Z", re.I)
#: A named rule that is none yet.
_DRAFTED: Final = re.compile(r"\b(?:proposed|proposals?|drafts?)\b", re.I)
#: What stands between a verb and its particle: "put the whole rule on ice".
_SLOT: Final = r"(?P<slot>(?:\s[\w’'“”\"$%.&/-]+,?){1,9}?)?\s"


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb class done to an object class is a claim of a type.

    `subject` asks for the object as the verb's subject ("the rule bites"); `pronoun` lets "it" and
    "them" stand for it. `refuse` is a pattern that must not match around the verb (120 characters
    before it, 80 after), `needs` one that must match in the sentence. `polarity` is
    what the verb itself says: to keep a rule is not to end it.
    """

    verb: str
    object: str
    type: str
    subject: bool = False
    pronoun: bool = False
    refuse: str = ""
    needs: str = ""
    polarity: str = ""


@dataclass(frozen=True, slots=True)
class FrameRules:
    """The file of frames: object classes beside those of the event rules, and the frames."""

    meaning: str
    objects: Mapping[str, str]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class VerbRules:
    """The file of verbs: for each class its verbs, parted by blanks or lines."""

    meaning: str
    source: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb and what it is done to, as offsets into the sentence, and the frame that says so."""

    frame: Frame
    verb: tuple[int, int]
    object: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Verb:
    classes: tuple[str, ...]
    rest: re.Pattern[str] | None


@functools.cache
def rules() -> FrameRules:
    """The frames. Raises nlp.rules.RuleError on a file that does not fit."""
    return load(HERE / "frames" / "frames.toml", FrameRules)


@functools.cache
def objects() -> Mapping[str, re.Pattern[str]]:
    """A pattern for each class of things that an act is done to."""
    every = {**CLASSES, **rules().objects}
    used = {f.object for f in rules().frames}
    return {name: swift(rf"\b{every[name]}\b", re.I) for name in sorted(used)}


@functools.cache
def _verbs() -> Mapping[str, tuple[_Verb, ...]]:
    """For the first word of each verb, in every form, what must follow it and its classes."""
    classes: dict[tuple[str, str], set[str]] = {}
    for name, words in load(HERE / "frames" / "verbs.toml", VerbRules).words.items():
        for phrase in words.split(","):
            verb, slot, particle = " ".join(phrase.split()).partition("..")
            first, _, fixed = verb.partition(" ")
            rest = f"{_SLOT}{particle}\\b" if slot else rf"\s{fixed}\b" if fixed else ""
            for form in forms(first):
                classes.setdefault((form, rest), set()).add(name)
    out: dict[str, list[_Verb]] = {}
    for (form, rest), names in sorted(classes.items(), key=lambda c: -len(c[0][1])):
        compiled = re.compile(rest, re.I) if rest else None
        out.setdefault(form, []).append(_Verb(tuple(sorted(names)), compiled))
    return {form: tuple(verbs) for form, verbs in out.items()}


@functools.cache
def _frames() -> Mapping[str, tuple[tuple[Frame, _Words, _Words], ...]]:
    out: dict[str, list[tuple[Frame, _Words, _Words]]] = {}
    for f in rules().frames:
        refuse, needs = (re.compile(expand(x), re.I) if x else None for x in (f.refuse, f.needs))
        out.setdefault(f.verb, []).append((f, refuse, needs))
    return {verb: tuple(frames) for verb, frames in out.items()}


def stirs(sentence: str, instruments: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence has a verb and a thing of which an act could be told."""
    return bool(instruments or _things().search(sentence)) and any(
        m[0].casefold() in _verbs() for m in _WORD.finditer(sentence)
    )


@functools.cache
def _things() -> re.Pattern[str]:
    return re.compile("|".join(p.pattern for p in (*objects().values(), PRONOUN)), re.I)


def acts(sentence: str, instruments: Sequence[tuple[int, int]]) -> Iterator[Act]:
    """The acts of a sentence: each verb with the nearest thing that makes it a claim.

    `instruments` are the spans of rules named in the sentence.
    """
    verbs = _verbs()

    @functools.cache
    def said(object: str) -> bool:
        return objects()[object].search(sentence) is not None

    for m in _WORD.finditer(sentence):
        for verb in verbs.get(m[0].casefold(), ()):
            end, slot = m.end(), None
            if _NOUN.search(sentence, max(0, m.start() - 12), m.start()) and not _PAST.search(m[0]):
                continue
            if verb.rest:
                more = verb.rest.match(sentence, end)
                if more is None:
                    continue
                slot = (
                    more.span("slot") if "slot" in verb.rest.groupindex and more["slot"] else None
                )
                end = more.end()
            if act := _act(sentence, (m.start(), end), verb.classes, slot, instruments, said):
                yield act
                break


def _act(
    sentence: str,
    verb: tuple[int, int],
    classes: Sequence[str],
    slot: tuple[int, int] | None,
    instruments: Sequence[tuple[int, int]],
    said: Callable[[str], bool],
) -> Act | None:
    best: tuple[tuple[int, int], Act] | None = None
    around = sentence[max(0, verb[0] - 120) : verb[1] + 80]
    pronouns = PRONOUN.search(sentence, verb[0])
    for name in classes:
        for frame, refuse, needs in _frames().get(name, ()):
            named = [
                (a, b)
                for a, b in instruments
                if frame.object == ("DRAFT" if _DRAFTED.search(sentence, a, b) else "LEGAL")
            ]
            things = objects()[frame.object]
            if not (named or (frame.pronoun and pronouns) or said(frame.object)):
                continue
            if (refuse and refuse.search(around)) or (needs and not needs.search(sentence)):
                continue
            found = governed(sentence, verb, slot, things, named, frame.subject, frame.pronoun)
            if found is None:
                continue
            key = (found.far, found.span[0] - found.span[1])
            if best is None or key < best[0]:
                best = key, Act(frame, verb, found.span)
    return best[1] if best else None
