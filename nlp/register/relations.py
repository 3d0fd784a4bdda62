"""The verbs by which one Federal Register document acts on another, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ADVERB: Final = (
    r"(?:(?:hereby|also|further|now|again|being|partially|temporarily|indefinitely|therefore"
    r"|formally|administratively|only|issuing this \w+ to)\s){0,3}"
)
#: relation, what the document does ("delays", "is delaying"), what is done ("is delayed"), and
#: the noun of a title or an ACTION line ("delay of").
_VERBS: Final = (
    ("reinstates", r"reinstat(?:es|ing|e)|lift(?:s|ing)?|end(?:s|ing) the (?:stay|suspension)",
     r"reinstated|lifted",
     r"reinstatement"
     r"|(?:lifting|removal|termination) of (?:the |administrative ){0,2}(?:stay|suspension)"),
    ("delays", r"delay(?:s|ing)?|postpon(?:es|ing|e)|defer(?:s|ring)?",
     r"delayed|postponed|deferred", r"delay|postponement|deferral"),
    ("suspends", r"suspend(?:s|ing)?|stay(?:s|ing)", r"suspended|stayed", r"suspension|stay"),
    ("corrects", r"correct(?:s|ing)?", r"corrected", r"correction|correcting amendment"),
    ("withdraws", r"withdraw(?:s|ing)?", r"withdrawn", r"withdrawal"),
    ("rescinds", r"rescind(?:s|ing)?|revok(?:es|ing|e)|repeal(?:s|ing)?|nullif(?:ies|ying)",
     r"rescinded|revoked|repealed|vacated", r"rescission|revocation|repeal"),
    ("reopens", r"reopen(?:s|ing)?|re-open(?:s|ing)?", r"reopened|re-opened", r"reopening"),
    ("extends", r"extend(?:s|ing)?", r"extended", r"extension"),
    ("replaces", r"replac(?:es|ing)|supersed(?:es|ing)", r"replaced|superseded", r"replacement"),
    ("finalizes", r"finaliz(?:es|ing|e)|adopt(?:s|ing)?(?: as final)?|affirm(?:s|ing)",
     r"adopted as (?:a )?final|finalized", r"adoption|finalization"),
    ("confirms", r"confirm(?:s|ing)?", r"confirmed", r"confirmation"),
    ("amends", r"amend(?:s|ing)|revis(?:es|ing)|modif(?:ies|ying)|supplement(?:s|ing)",
     r"amended|revised", r"amendment"),
)  # fmt: skip
ACTIVE: Final = "|".join(
    rf"(?P<a_{r}>\b(?:(?:is|are|am)\s{_ADVERB}|to\s|hereby\s|by\s|(?<=\s))(?:{a})\b)"
    for r, a, _, _ in _VERBS
)
_ACTIVE: Final = re.compile(ACTIVE, re.I)
_PASSIVE: Final = re.compile(
    "|".join(rf"(?P<p_{r}>\b(?:is|are|be)\s{_ADVERB}(?:{p})\b)" for r, _, p, _ in _VERBS),
    re.I,
)
_NOUN: Final = re.compile(
    "|".join(rf"(?P<n_{r}>\b(?:{n})s?\s(?:of|to|in)\b)" for r, _, _, n in _VERBS), re.I
)
_NOT: Final = re.compile(
    r"\b(?:not|never|neither|nor|would|could|may|might|propos\w+|whether to|intend\w*"
    r"|plan\w*|consider\w*|previously|had|was|were)\s(?:\w+\s){0,3}$",
    re.I,
)
#: What the verb takes must be a document or what one holds.
THING: Final = re.compile(
    r"\b(?:rules?|rulemaking|orders?|notices?|documents?|determinations?|guidance|regulations?"
    r"|amendments?|period|dates?|deadline|proposals?|[AS]?NPRM|IFR|policy|statement"
    r"|publication|corrections?|action|request|FR Doc|preamble|effectiveness)\b",
    re.I,
)
#: An adopted or amended thing counts only where it is itself a document that was published.
_PUBLISHED: Final = re.compile(
    r"\b(?:interim|proposed|direct|temporary|prior|previous|final|emergency)\s(?:\w+\s){0,2}"
    r"(?:rules?|rulemaking|orders?|regulations?|determination|specifications?)\b|\bNPRM\b|\bIFR\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of a sentence: the relation it makes, how it is told, and its span there."""

    relation: str
    voice: str
    start: int
    end: int


def acts(sentence: str) -> list[Act]:
    """What a sentence says that is done to a document: here, now, not elsewhere or earlier."""
    return sorted(_acts(sentence), key=lambda a: a.start)


def _acts(sentence: str) -> Iterator[Act]:
    for voice, pattern in (("active", _ACTIVE), ("passive", _PASSIVE), ("noun", _NOUN)):
        for m in pattern.finditer(sentence):
            if _NOT.search(sentence[max(0, m.start() - 40) : m.start()]):
                continue
            if _in_quotes(sentence, m.start()):
                continue
            yield Act(str(m.lastgroup)[2:], voice, m.start(), m.end())


def _in_quotes(sentence: str, at: int) -> bool:
    """Whether a place stands inside a quoted title."""
    opened = sentence.rfind("“", 0, at)
    return opened > sentence.rfind("”", 0, at) and "”" in sentence[at:]


def governing(sentence: str, found: list[Act], start: int, end: int) -> Act | None:
    """The act whose object is the document named at `start`, or None where it is only cited."""
    left = [a for a in found if a.end <= start and start - a.end < 420]
    right = [a for a in found if a.start >= end and a.voice == "passive" and a.start - end < 260]
    for act in (*(a for a in reversed(left) if a.voice == "active"), *right[:1]):
        if _takes(sentence, act, start):
            return act
    for act in reversed(left):
        if act.voice == "noun" and _takes(sentence, act, start):
            return act
    return None


def _takes(sentence: str, act: Act, start: int) -> bool:
    between = sentence[act.end : start] if act.end <= start else sentence[:start]
    if act.end <= start and re.search(r";|\.\s[A-Z]", between):
        return False
    if act.relation in ("amends", "finalizes", "replaces", "confirms"):
        return bool(_PUBLISHED.search(between))
    return bool(THING.search(between)) or len(between) < 25
