"""The shape of one date of a caption."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of a caption: `kind` is a claim type, `start` and `end` the offsets of its words.

    `day` is None for a delay or stay without a stated date, for one that hangs on an event still
    to come (basis `contingent`), and for words that name no one day. `old` is the date moved from.
    `sentence` is the span of the sentence it was read in. `details` may hold
    `provision` the part of the rule that the date is limited to, in the caption's words;
    `what` whose date it is, where not the main one of its kind (`compliance`, `reply comments`,
    `hearing requests`, `nominations`, `applications`, `applicability` ...);
    `on` the day from which a delay is in effect; `last_day` of a suspension; `until` whether a
    suspension's end is the day of return; `whole` that an expiry ends the whole rule;
    `weekend` the name of the day where a counted day falls on a weekend;
    `month` as YYYY-MM where only a month is printed;
    `odd` what is misprinted or cannot be right as printed.
    """

    kind: str
    day: date | None
    start: int
    end: int
    basis: str = "stated"
    old: date | None = None
    words: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    sentence: tuple[int, int] = (0, 0)
