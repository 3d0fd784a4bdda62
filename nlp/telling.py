"""How one trigger is told, and what denies or refuses it whatever its form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.denials import DENYING, FALSE, REFUSED, TALK_OF, WAVED_OFF


@dataclass(frozen=True, slots=True)
class Telling:
    """Modality and polarity of one trigger; `words` names the governing words that decided."""

    modality: str
    polarity: str = "affirmed"
    words: str = ""


def first(patterns: tuple[re.Pattern[str], ...], left: str) -> str | None:
    """The words of the first pattern that is found, at most 60 characters of them."""
    for p in patterns:
        if m := p.search(left):
            return m.group(0).strip()[-60:] or "-"
    return None


def denied(left: str, right: str) -> bool:
    """Whether an actor denies what the trigger between `left` and `right` tells."""
    return bool(
        FALSE.search(right)
        or any(p.search(left) for p in DENYING)
        or (TALK_OF.search(left) and WAVED_OFF.match(right))
    )


def refused(left: str) -> bool:
    """Whether an agency was asked for the act, or had it in hand, and did not do it."""
    return any(p.search(left) for p in REFUSED)


def past(sentence: str, start: int) -> bool:
    """Whether the trigger stands in the past perfect, the tense of recaps."""
    return bool(re.search(r"\bhad\s+(?:\w+\s+){0,3}$", sentence[max(0, start - 40) : start]))
