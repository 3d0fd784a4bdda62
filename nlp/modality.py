"""How a change is told: done, announced, planned, scheduled ... affirmed or negated.

The words that govern a trigger stand to its left ("plans to", "announced a", "has not been") or,
for a noun, also to its right ("the rescission has not been published"). They are read from the
surface, by patterns anchored at the trigger, so a sentence costs time in proportion to its length.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.carriers import carrier, paper
from nlp.clauses import (
    AUXILIARY,
    BASES,
    DID_NOT,
    DOT,
    FINITE,
    IN_TIME,
    NOUNS,
    PAST,
    PERFECT,
    QUESTION,
    STILL_TO_COME,
    UNDER_WHICH,
    WHICH,
    bared,
    clause,
)
from nlp.denials import (
    BEFORE_NOT,
    DISMISSING,
    DOUBTED,
    FALSE,
    NEGATED,
    NO_DECISION,
    NO_OBJECT,
    NONE_OF,
    NOT_INSIDE,
    SPOKEN,
    UNHEEDED,
)
from nlp.governors import (
    ANNOUNCED,
    AS_NOUN,
    BY_DEFAULT,
    DRAFT_WOULD,
    GOVERNORS,
    GUESS,
    GUESSER,
    LOOSE_MODAL,
    PLAN_THOUGHT_OF,
    PROPOSING,
    PURPOSE,
    SAID,
    SAID_AFTER,
    SHARED_MODAL,
    WANTED,
    WOULD,
)
from nlp.nominals import tell_nominal
from nlp.nonfinite import BEING, TO_INFINITIVE, by_modal, gerund, infinitive, proposed
from nlp.sources import reported as reported
from nlp.telling import Telling as Telling
from nlp.telling import denied, first, refused
from nlp.unreal import (
    ABOUT_TO,
    AIM,
    AS_SUBJECT,
    ATTRIBUTE,
    BUT_THEN,
    CALLED,
    CONDITION,
    DROPPED,
    EDITS,
    FROM_A_BILL,
    HABIT,
    IDLE,
    NEEDED,
    UNREAL,
)

REACH: Final = 180


#: "would be moved under the proposal".
_UNDER_A_DRAFT: Final = re.compile(
    r"^[^.;]{0,90}?\bunder (?:the|this|that|a|an|its) (?:[\w-]+ ){0,2}?(?:proposals?|draft"
    r"|proposed rule|bill"
    r"|legislation|plan)\b",
    re.I,
)
_DONE_TO: Final = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?\Z", re.I)
_DONE: Final = Telling("done", "affirmed", "told as done")
#: What announces or drafts an act does not yet do it.
_TALKS: Final = (
    "announc",
    "draft",
    "prepar",
    "writ",
    "wrote",
    "circulat",
    "declar",
    "offer",
    "propos",
    "float",
    "see",
    "saw",
)


def _nearest(left: str) -> tuple[str, re.Match[str]] | None:
    """The governor that stands nearest to the trigger, with the modality it gives."""
    best: tuple[str, re.Match[str]] | None = None
    for patterns, modality in GOVERNORS:
        for p in patterns:
            m = p.search(left)
            if m and (best is None or m.start() > best[1].start()):
                best = (modality, m)
    return best


def tell_verb(sentence: str, start: int, end: int, legal: bool) -> Telling | None:
    """How a verb is told, or None where it tells of nothing (unreal, purpose, bare infinitive).

    `legal` is true for acts that need an act of law: "is rescinding" is then `announced`.
    """
    raw = sentence[max(0, start - REACH) : start]
    verb = sentence[start:end].casefold()
    head = verb.split()[0] if verb.split() else verb
    if head in BASES:
        head = head[:-1] + "e"  # no participle: read as a base form
    right = DOT.sub("", sentence[end : end + REACH])
    if head in NOUNS and AS_NOUN.search(raw):
        return tell_noun(sentence, start, end)
    if _tells_nothing(sentence, raw, head, start):
        return None
    made = paper(sentence, start)
    carried = tell_verb(sentence, *made, False) if made else None
    if carried and (carried.polarity == "negated" or carried.modality not in ("done", "announced")):
        return carried
    left = bared(raw)
    bare = bool(PAST.search(head)) and not AUXILIARY.search(left)
    if bare:
        left = clause(left)
    if UNREAL.search(left) or IDLE.search(left):
        return None
    if ABOUT_TO.search(left) and BUT_THEN.match(right):
        return None
    if legal and ((EDITS.search(left) and not _DONE_TO.search(left)) or FROM_A_BILL.match(right)):
        return None
    if (
        refused(left)
        or NO_DECISION.search(left)
        or (NONE_OF.search(left) and UNHEEDED.match(right))
    ):
        return Telling("done", "negated", "refused")
    if denied(left, right):
        if FALSE.search(right) and not SPOKEN.search(sentence):
            return Telling("done", "negated", "false")
        return Telling("denied", "affirmed", "denial")
    told = _finite(left, legal) if bare else _governed(left, head, right, legal)
    if told and told.modality not in ("done", "denied") and DID_NOT.match(right):
        return Telling("done", "negated", "but did not")
    if told == _DONE and head.endswith("s") and BY_DEFAULT.search(left):
        return Telling("scheduled", "affirmed", "by default")
    if (
        told
        and told.modality in ("done", "planned")
        and told.polarity == "negated"
        and DISMISSING.search(sentence)
    ):
        return Telling("denied", "affirmed", "dismissed")
    return told


def tell_noun(sentence: str, start: int, end: int) -> Telling | None:
    """How a noun ("rescission") is told: by itself, or by the verb that carries it."""
    told = tell_nominal(sentence, start, end)
    made = carrier(sentence, start)
    carried = tell_verb(sentence, *made, False) if made else None
    if (
        made is None
        or carried is None
        or (
            told
            and told.modality in ("denied", "urged", "proposed")
            and carried.polarity == "affirmed"
        )
    ):
        return told
    if carried.polarity == "negated" or carried.modality != "done":
        return carried
    if sentence[slice(*made)].casefold().startswith(_TALKS):
        return told
    return told or Telling("done", carried.polarity, "carried out")


def _finite(left: str, legal: bool) -> Telling | None:
    """How a verb in the past is told that stands alone, or a participle after its noun."""
    polarity = "negated" if NEGATED.search(left) else "affirmed"
    if WANTED.search(left):
        return Telling("urged", polarity, "want")
    if legal and not PERFECT.search(left) and (words := first(ANNOUNCED[1:], left)):
        return Telling("announced", polarity, words)
    return proposed(left, Telling("done", polarity, "told as done"))


def _governed(left: str, head: str, right: str, legal: bool) -> Telling | None:
    """How a verb is told that has a governor, or is in the present."""
    polarity = "negated" if NEGATED.search(left) or NO_OBJECT.match(right) else "affirmed"
    if not FINITE.search(left) and (found := _nearest(left)):
        return _by_governor(left, *found, polarity)
    if head in ("put", "cut", "set", "hit", "shut") and WANTED.search(left):
        return Telling("urged", polarity, "want")
    if legal and polarity == "affirmed" and BEING.search(left):
        return Telling("announced", polarity, "being")
    if WOULD.search(left):
        if DRAFT_WOULD.search(left) or _UNDER_A_DRAFT.search(right):
            return Telling("proposed", polarity, "would")
        if not SAID.search(left):
            if after := SAID_AFTER.match(right):
                guess = GUESSER.search(after[0])
                return Telling("speculated" if guess else "planned", polarity, "would, said")
            return None
        lead = left[left.rfind(". ") + 1 :]
        told = "announced" if re.search(r"\bannounc", lead, re.I) else "planned"
        return Telling(told, polarity, "would")
    if not head.endswith(("s", "ed")) and PROPOSING.search(left):
        return Telling("proposed", polarity, "proposes")
    if head.endswith("ing"):
        return proposed(left, gerund(left, right, polarity, legal))
    if not head.endswith(("s", "ed", "en", "wn", "ade", "ook", "ut", "eld")) and (
        shared := SHARED_MODAL.search(left)
    ):
        modal = shared["modal"].casefold()
        said = modal == "would" and SAID.search(left)
        return by_modal("will" if said else modal, polarity)
    if not head.endswith(("s", "ed", "en", "wn")) and (loose := LOOSE_MODAL.search(left)):
        negated = "negated" if loose["no"] else polarity
        modal = loose["modal"].casefold()
        return by_modal(modal, negated) or (
            Telling("done", negated, modal) if negated == "negated" else None
        )
    if TO_INFINITIVE.search(left):
        return infinitive(left, polarity, legal)
    if legal and not PERFECT.search(left) and (words_ := first(ANNOUNCED[1:], left)):
        return Telling("announced", polarity, words_)
    if head.endswith("s") and WHICH.search(left) and STILL_TO_COME.match(right):
        return Telling("planned", polarity, "that ... will")
    if head.endswith("s") and (soon := IN_TIME.match(right)):
        return Telling("planned" if legal else "scheduled", polarity, soon[0].strip()[-60:])
    return proposed(left, Telling("done", polarity, "told as done"))


def _by_governor(left: str, modality: str, m: re.Match[str], polarity: str) -> Telling | None:
    """The telling that a governor gives, with what governs it in turn."""
    words = m.group(0).strip()[-60:]
    low = words.casefold()
    before = left[: m.start()]
    if BEFORE_NOT.search(before) or NOT_INSIDE.search(m.group(0)):
        polarity = "negated"
    if low.startswith("voted"):
        modality = "done"
    if modality == "scheduled" and PURPOSE.search(before):
        return Telling("done", polarity, "purpose")
    if modality == "planned" and low.startswith("propos"):
        modality = "proposed"
    if modality in ("planned", "speculated") and DOUBTED.search(left):
        return Telling("speculated", "negated", "doubted")
    if modality == "planned":
        if DROPPED.search(before):
            return None
        if PLAN_THOUGHT_OF.search(before) or GUESS.search(before):
            modality = "speculated"
    if modality == "planned" and low.startswith(("will", "shall")):
        if UNDER_WHICH.search(before):
            return Telling("done", polarity, "under which")
        lead = left[max(left.rfind(". "), left.rfind("; ")) + 1 : m.start()]
        if re.search(r"\bannounc\w+[^.;]{0,60}$", lead, re.I):
            modality = "announced"
    return Telling(modality, polarity, words)


#: Where a clause begins: "warn that easing the curbs could ...".
_OPENS: Final = re.compile(r"(?:\A\s*|\bthat\s)\Z")


def _tells_nothing(sentence: str, left: str, head: str, start: int) -> bool:
    """Whether the word only names a rule, stands in a condition, or belongs to a quoted title."""
    if head.endswith(("ed", "en", "wn")) and any(
        p.search(left) for p in (ATTRIBUTE, CONDITION, CALLED)
    ):
        return True
    right = sentence[start + len(head) : start + REACH]
    if QUESTION.match(right):
        return True
    if not head.endswith(("ed", "ing", "wn", "en")) and HABIT.match(right):
        return True
    if head.endswith("ing") and _OPENS.search(left) and AS_SUBJECT.search(right):
        return True
    if not head.endswith(("s", "ed", "ing")) and NEEDED.search(left):
        return True
    if head.endswith("ing") and AIM.search(left):
        return True
    quotes = max(left.rfind("“"), left.rfind('"'))
    closed = left.rfind("”") > quotes or (left.count('"') % 2 == 0 and left.rfind("“") < 0)
    return sentence[start].isupper() and start > 0 and quotes >= 0 and not closed
