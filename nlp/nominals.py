"""How a nominalised act ("rescission", "a possible delay") is told."""

from __future__ import annotations

import re
from typing import Final

from nlp.denials import NO_DECISION, NO_MEANT, NO_NOUN, NO_PAPER, NOT_MEANT, RIGHT_NEGATED
from nlp.governors import (
    ACT_OF,
    ANNOUNCED,
    ISSUED_NOTICE,
    MEANS,
    NP_OF,
    PLANNED,
    PLANS_FOR,
    PROPOSED_NOUN,
    SPECULATED,
    URGED,
    made,
)
from nlp.telling import Telling, denied, first, refused
from nlp.unreal import UNREAL

REACH: Final = 180
#: What stands to the right of an act and says how far it has come.
RIGHT: Final = (
    (
        made(
            NP_OF + r"(?:will|would (?:be|come|follow|take|appear|begin|start|run|last|stay)|is to"
            r"|are to|is planned|remains? planned|to come|to follow|to be"
            r"|comes? later|nears?|looms?|approach(?:es)?|draws? near|is (?:near|close|imminent"
            r"|coming|due))\b"
        ),
        "planned",
    ),
    (
        made(
            NP_OF
            + r"(?:(?:is|was|are|were|remains?)\s(?:\w+ly\s)?(?:expected|anticipated|predicted)\b"
            r"|(?:is|was|are|were|remains?)\s(?:now\s|still\s|also\s|being\s"
            r"|\w+ly\s)?(?:under (?:consideration"
            r"|discussion|study)|on the (?:table|cards|agenda)|likely|possible|in (?:the works"
            r"|prospect)|an option|considered|discussed|weighed|mulled|debated)\b"
            r"|(?:may|might|could)\s(?:still\s|yet\s|also\s|now\s)?(?:be\s|come|follow|happen"
            r"|never|bring))"
        ),
        "speculated",
    ),
    (
        made(
            NP_OF + r"(?:(?:was|were|is|has been|have been|had been)\s+(?:only\s+)?)?(?:announced"
            r"|initiated"
            r"|promised)\b"
        ),
        "announced",
    ),
    (made(NP_OF + r"(?:took|takes|went|came)\s+(?:legal\s)?(?:into\s)?(?:effect|force)\b"), "done"),
    (
        made(
            NP_OF
            + r"(?:is|was|were|are|has been|have been|became)\s+(?:now\s|already\s)?(?:complete"
            r"|completed|done|final|finali[sz]ed|effective|published|issued|in force"
            r"|formali[sz]ed)\b"
        ),
        "done",
    ),
)
#: "no decision on prolonging the pause": not the pause is undecided.
_DOING: Final = re.compile(r"\b\w+ing\s(?:the|an?|its|this|that)?\s?$", re.I)


def tell_nominal(sentence: str, start: int, end: int) -> Telling | None:
    """How a noun ("rescission", "suspension") is told; None where it is only a topic."""
    left = sentence[max(0, start - REACH) : start]
    right = sentence[end : end + REACH]
    if UNREAL.search(left):
        return None
    if refused(left) or ((m := NO_DECISION.search(left)) and not _DOING.search(m[0])):
        return Telling("done", "negated", "refused")
    none = NO_NOUN.search(left)
    if denied(left, right) or NOT_MEANT.match(right) or (none and NO_MEANT.match(right)):
        return Telling("denied", "affirmed", "denial")
    if NO_PAPER.search(left):
        return Telling("done", "negated", "no notice of")
    if words := first(URGED[2:], left):
        return Telling("urged", "affirmed", words)
    if none:
        return Telling("done", "negated", "no")
    if ISSUED_NOTICE.search(left):
        return Telling("done", "affirmed", "notice")
    if re.match(r"\s(?:announced|promised|initiated)\b", right):
        return Telling("announced", "affirmed", "announced")
    if RIGHT_NEGATED.search(right):
        return Telling("done", "negated", "has not")
    if planned := first((PLANNED[4], PLANNED[1], PLANS_FOR, MEANS), left):
        return Telling("planned", "affirmed", planned)
    if words := first(ANNOUNCED[1:], left):
        return Telling("announced", "affirmed", words)
    if PROPOSED_NOUN.search(left):
        return Telling("proposed", "affirmed", "proposed")
    if words := first(SPECULATED[1:], left):
        return Telling("speculated", "affirmed", words)
    for pattern, modality in RIGHT:
        if pattern.search(right):
            return Telling(modality, "affirmed", "after the noun")
    if ACT_OF.search(left):
        return Telling("done", "affirmed", "act")
    return None
