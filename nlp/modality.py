"""How a change is told: done, announced, planned, scheduled ... affirmed or negated.

The words that govern a trigger stand to its left ("plans to", "announced a", "has not been") or,
for a noun, also to its right ("the rescission has not been published"). They are read from the
surface, by patterns anchored at the trigger, so a sentence costs time in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nlp.governors import (
    ACT_OF,
    AFTER_PREPOSITION,
    AIM,
    ANNOUNCED,
    AS_NOUN,
    AS_SUBJECT,
    ATTRIBUTE,
    BEFORE_NOT,
    CONDITION,
    DENYING,
    FAILED,
    FALSE,
    GOVERNORS,
    IDLE,
    NEEDED,
    NEGATED,
    NO_NOUN,
    NO_OBJECT,
    NOT_INSIDE,
    OF_RULE,
    PAPER,
    PLAN_OF,
    PLANNED,
    PLANS_FOR,
    PROGRESSIVE,
    PROPOSAL,
    PROPOSED_NOUN,
    PROPOSING,
    REPORTED,
    RIGHT,
    RIGHT_NEGATED,
    SAID,
    SHARED_MODAL,
    SPECULATED,
    TO_INFINITIVE,
    UNREAL,
    URGED,
    WOULD,
)

REACH: Final = 180


@dataclass(frozen=True, slots=True)
class Telling:
    """Modality and polarity of one trigger; `words` names the governing words that decided."""

    modality: str
    polarity: str = "affirmed"
    words: str = ""


#: "The text that replaces this rule will be shorter": what it replaces, it does not yet.
WHICH: Final = re.compile(r"\b(?:that|which)\s+$", re.I)
STILL_TO_COME: Final = re.compile(r"[^.;,]{0,60}\b(?:will|would|is to|are to)\b", re.I)


def _first(patterns: tuple[re.Pattern[str], ...], left: str) -> str | None:
    for p in patterns:
        if m := p.search(left):
            return m.group(0).strip()[-60:] or "-"
    return None


def _nearest(left: str) -> tuple[str, re.Match[str]] | None:
    """The governor that stands nearest to the trigger, with the modality it gives."""
    best: tuple[str, re.Match[str]] | None = None
    for patterns, modality in GOVERNORS:
        for p in patterns:
            m = p.search(left)
            if m and (best is None or m.start() > best[1].start()):
                best = (modality, m)
    return best


def reported(segment: str) -> bool:
    """Whether a stretch of text rests on unnamed sources, reports or another outlet."""
    return bool(REPORTED.search(segment))


def tell_verb(sentence: str, start: int, end: int, legal: bool) -> Telling | None:
    """How a verb is told, or None where it tells of nothing (unreal, purpose, bare infinitive).

    `legal` is true for acts that need an act of law: "is rescinding" is then `announced`.
    """
    left = sentence[max(0, start - REACH) : start]
    verb = sentence[start:end].casefold()
    head = verb.split()[0] if verb.split() else verb
    right = sentence[end : end + REACH]
    if _tells_nothing(sentence, left, head, start):
        return None
    polarity = "negated" if NEGATED.search(left) or NO_OBJECT.match(right) else "affirmed"
    if UNREAL.search(left) or IDLE.search(left):
        return None
    if DENYING.search(left) or FALSE.search(right):
        return Telling("denied", "affirmed", "denial")
    if found := _nearest(left):
        modality, m = found
        words = m.group(0).strip()[-60:]
        if BEFORE_NOT.search(left[: m.start()]) or NOT_INSIDE.match(m.group(0)):
            polarity = "negated"
        if modality == "planned" and words.casefold().startswith("propos"):
            modality = "proposed"
        if modality == "planned" and words.casefold().startswith(("will", "shall")):
            lead = left[max(left.rfind(". "), left.rfind("; ")) + 1 : m.start()]
            if re.search(r"\bannounc\w+[^.;]{0,60}$", lead, re.I):
                modality = "announced"
        return Telling(modality, polarity, words)
    if WOULD.search(left):
        if not SAID.search(left):
            return None
        lead = left[left.rfind(". ") + 1 :]
        told = "announced" if re.search(r"\bannounc", lead, re.I) else "planned"
        return Telling(told, polarity, "would")
    if not head.endswith(("s", "ed")) and PROPOSING.search(left):
        return Telling("proposed", polarity, "proposes")
    if head.endswith("ing"):
        return _proposed(left, _gerund(left, polarity, legal))
    if not head.endswith(("s", "ed", "en", "wn", "ade", "ook", "ut", "eld")) and (
        shared := SHARED_MODAL.search(left)
    ):
        return _shared(shared["modal"].casefold(), polarity)
    if TO_INFINITIVE.search(left):
        return _infinitive(left, polarity)
    if legal and (words_ := _first(ANNOUNCED[1:], left)):
        return Telling("announced", polarity, words_)
    if head.endswith("s") and WHICH.search(left) and STILL_TO_COME.match(right):
        return Telling("planned", polarity, "that ... will")
    return _proposed(left, Telling("done", polarity, "told as done"))


def _tells_nothing(sentence: str, left: str, head: str, start: int) -> bool:
    """Whether the word only names a rule, stands in a condition, or belongs to a quoted title."""
    if head.endswith(("ed", "en", "wn")) and (ATTRIBUTE.search(left) or CONDITION.search(left)):
        return True
    right = sentence[start + len(head) : start + REACH]
    if head.endswith("ing") and not left.strip() and AS_SUBJECT.search(right):
        return True
    if not head.endswith(("s", "ed", "ing")) and NEEDED.search(left):
        return True
    if head == "repeal" and AS_NOUN.search(left):
        return True
    if head.endswith("ing") and AIM.search(left):
        return True
    quotes = max(left.rfind("“"), left.rfind('"'))
    closed = left.rfind("”") > quotes or (left.count('"') % 2 == 0 and left.rfind("“") < 0)
    return sentence[start].isupper() and start > 0 and quotes >= 0 and not closed


def _shared(modal: str, polarity: str) -> Telling | None:
    """The telling of a verb that takes its modal from the verb before it."""
    told = {
        "will": "planned",
        "shall": "planned",
        "may": "speculated",
        "might": "speculated",
        "could": "speculated",
        "should": "urged",
        "would": "speculated",
    }.get(modal)
    return Telling(told, polarity, modal) if told else None


def _proposed(left: str, told: Telling | None) -> Telling | None:
    """What a proposal does is proposed, however it is told."""
    if told and told.modality in ("done", "announced") and PROPOSAL.search(left):
        return Telling("proposed", told.polarity, "proposal")
    return told


def _infinitive(left: str, polarity: str) -> Telling | None:
    """ "to rescind" with no word of will before it: the purpose of an act, or what failed."""
    if OF_RULE.search(left):
        return Telling("done", polarity, "purpose")
    if FAILED.search(left):
        return Telling("done", "negated", "failed to")
    if re.search(r"\byet\s+to\s+\S*\s*$", left):
        return Telling("done", "negated", "yet to")
    if re.match(r"^\W*to\b", left):
        return Telling("planned", polarity, "to")
    return None


def _gerund(left: str, polarity: str, legal: bool) -> Telling | None:
    if _first(SPECULATED[1:], left):
        return Telling("speculated", polarity, "considering")
    if PROGRESSIVE.search(left):
        return Telling("announced" if legal else "done", polarity, "progressive")
    if AFTER_PREPOSITION.search(left):
        if re.search(r"\b(?:without|short of)\s+\S*\s*$", left, re.I):
            return Telling("done", "negated", "without")
        if m := PLAN_OF.search(left):
            told = "announced" if m[0].casefold().startswith(("ann", "dec", "pro")) else "planned"
            return Telling(told, polarity, "of")
        return None
    if legal and (_first(ANNOUNCED, left) or PAPER.search(left)):
        return Telling("announced", polarity, "gerund")
    return Telling("done", polarity, "gerund")


def tell_noun(sentence: str, start: int, end: int) -> Telling | None:
    """How a noun ("rescission", "suspension") is told; None where it is only a topic."""
    left = sentence[max(0, start - REACH) : start]
    right = sentence[end : end + REACH]
    if DENYING.search(left) or FALSE.search(right):
        return Telling("denied", "affirmed", "denial")
    if words := _first(URGED[2:], left):
        return Telling("urged", "affirmed", words)
    if NO_NOUN.search(left):
        return Telling("done", "negated", "no")
    if re.match(r"\s(?:announced|promised|initiated)\b", right):
        return Telling("announced", "affirmed", "announced")
    if planned := _first((PLANNED[4], PLANNED[1], PLANS_FOR), left):
        return Telling("planned", "affirmed", planned)
    if words := _first(ANNOUNCED[1:], left):
        return Telling("announced", "affirmed", words)
    if PROPOSED_NOUN.search(left):
        return Telling("proposed", "affirmed", "proposed")
    if words := _first(SPECULATED[1:], left):
        return Telling("speculated", "affirmed", words)
    if RIGHT_NEGATED.search(right):
        return Telling("done", "negated", "has not")
    for pattern, modality in RIGHT:
        if pattern.search(right):
            return Telling(modality, "affirmed", "after the noun")
    if ACT_OF.search(left):
        return Telling("done", "affirmed", "act")
    return None


def past(sentence: str, start: int) -> bool:
    """Whether the trigger stands in the past perfect, the tense of recaps."""
    return bool(re.search(r"\bhad\s+(?:\w+\s+){0,3}$", sentence[max(0, start - 40) : start]))
