"""Which of overlapping mentions stay: the longest of a label, and no country inside a company."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from typing import Final

from nlp.rules import load_entities
from store.model import Mention

#: Labels whose mention swallows a DATE that lies in it; dates have no file of their own.
_DATE_INSIDE: Final = ("CITATION", "ECCN", "MONEY")


def settled(by_label: Mapping[str, Sequence[Mention]]) -> tuple[Mention, ...]:
    """The mentions that stay, by place. Those without a value only kept others out."""
    inside = {rules.label: rules.inside for rules in load_entities()} | {"DATE": _DATE_INSIDE}
    longest = {label: _longest(found) for label, found in by_label.items()}
    real = {label: [m for m in found if m.value] for label, found in longest.items()}
    kept = [
        mention
        for label, found in real.items()
        for mention in found
        if not any(_covered(mention, real.get(other, ())) for other in inside.get(label, ()))
        and not (_is_year(mention) and _covered(mention, real.get("INSTRUMENT", ())))
    ]
    return tuple(sorted(kept, key=lambda m: (m.start, m.end, m.label)))


def _is_year(mention: Mention) -> bool:
    """A bare year in an instrument's name tells no time; a month in it does."""
    return mention.label == "DATE" and mention.value.get("precision") == "year"


def _longest(found: Sequence[Mention]) -> list[Mention]:
    """The longest of overlapping mentions, by place; of equal ones the first made."""
    kept: list[Mention] = []
    starts: list[int] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        at = bisect.bisect_right(starts, mention.start)
        free_before = at == 0 or kept[at - 1].end <= mention.start
        free_after = at == len(kept) or kept[at].start >= mention.end
        if free_before and free_after:
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return kept


def _covered(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether one of `others`, by place and free of overlaps, is at least as long and overlaps."""
    at = bisect.bisect_right(others, mention.start, key=lambda m: m.start)
    return any(
        other.start < mention.end
        and mention.start < other.end
        and other.end - other.start >= mention.end - mention.start
        for other in others[max(0, at - 1) : at + 1]
    )
