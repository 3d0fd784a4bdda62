"""What is told twice is one claim, and substance takes the date on which its rule bites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from nlp import when
from store.model import LAW_TYPES, MODALITY_CLASS, Claim, Mention


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what is needed to merge and rank it."""

    claim: Claim
    where: int
    named: bool


def substance_dates(claims: list[Claim]) -> list[Claim]:
    """Substance takes the effective date of its rule, where the text states one."""
    forces: dict[str | None, dict[str | None, Claim]] = {}
    for c in claims:
        if c.type == "entry_into_force" and c.date and c.polarity == "affirmed":
            forces.setdefault(c.instrument, {}).setdefault(c.date, c)
            forces.setdefault(_ANY, {}).setdefault(c.date, c)
    return [_with_force(c, forces) for c in claims]


_ANY: Final = "any rule"


def _with_force(c: Claim, forces: dict[str | None, dict[str | None, Claim]]) -> Claim:
    if c.type == "correction" and c.role == "main" and c.date is None:
        known = forces.get(c.instrument, {})
    elif c.type in when.SUBSTANCE and (c.modality, c.polarity, c.role) == (
        "done",
        "affirmed",
        "main",
    ):
        known = forces.get(_ANY if c.instrument is None else c.instrument) or forces.get(None, {})
    else:
        return c
    beside = [f for f in known.values() if f.start < c.end and c.start < f.end]
    if len(known) != 1 and len(beside) != 1:
        return c
    force = beside[0] if len(beside) == 1 else next(iter(known.values()))
    return replace(
        c,
        date=force.date,
        date_precision=force.date_precision,
        date_basis=force.date_basis,
        date_text=force.date_text,
    )


#: Where a text tells its news: the first claim must stand in its lead, the others not far behind.
_LEAD: Final = 500
_NEWS: Final = 1100
_FRESH: Final = timedelta(days=7)
_TOLD: Final = frozenset({"done", "announced"})


def lead_dates(
    claims: list[Claim], dates: Sequence[Mention], published: date | None
) -> list[Claim]:
    """The day that a lead gives for its news is the day of the acts told with it ("Separately").

    Only acts of one text's news share it: told as done or announced, dated by nothing else.
    """
    first = next((c for c in claims if c.start < _LEAD and _news(c) and c.date), None)
    day = first.date if first else None
    words, begin = (first.date_text, first.start) if first else (None, 0)
    if day is None or len(day) != 10:
        day, words = _day(dates)
        if any(c.type in when.FORWARD and (c.date, c.date_text) == (day, words) for c in claims):
            return claims
    if day is None or (
        published and not timedelta() <= published - date.fromisoformat(day) <= _FRESH
    ):
        return claims
    return [
        replace(c, date=day, date_precision="day", date_basis="inferred", date_text=words)
        if c.date is None and _news(c) and 0 <= c.start - begin < _NEWS
        else c
        for c in claims
    ]


def _day(dates: Sequence[Mention]) -> tuple[str | None, str | None]:
    """The first day told in a text's lead, and its words."""
    for m in dates:
        iso = m.value.get("iso")
        if m.start < _LEAD // 2 and m.value.get("precision") == "day" and iso:
            return str(iso), m.quote
    return None, None


#: "It had applied for six weeks before it was put on hold": no news of the lead's day.
_RECALLS: Final = re.compile(
    r"\bhad\b|\bbefore (?:it|they|the)\b|\bonce\b|\bearlier\b"
    r"|\blast (?:year|month|week|spring|fall)\b",
    re.I,
)


def _news(c: Claim) -> bool:
    if _RECALLS.search(c.quote):
        return False
    at_once = c.type == "entry_into_force" and re.search(r"immediate|at once", c.quote)
    return (c.role, c.polarity) == ("main", "affirmed") and bool(
        at_once or (c.modality in _TOLD and c.type not in when.FORWARD)
    )


def settle(found: Sequence[Found]) -> list[Claim]:
    """One claim for each type, instrument, modality class and polarity, in order of place."""
    out: dict[tuple[Any, ...], Found] = {}
    for f in found:
        c = f.claim
        key = (c.type, MODALITY_CLASS[c.modality], c.polarity, c.instrument)
        twin = out.get(key)
        if twin is None:
            out[key] = f
            continue
        if (
            c.type in ("guidance", "legislation", "executive_order", "listing_addition")
            and c.date
            and twin.claim.date
            and c.date != twin.claim.date
        ):
            out[(*key, c.date)] = f
            continue
        out[key] = _merge(twin, f)
    kept = _open_twins(_papers(list(out.values())))
    return [f.claim for f in sorted(kept, key=lambda f: (f.claim.start, f.where))]


def _merge(first: Found, other: Found) -> Found:
    a, b = first.claim, other.claim
    better = b if b.date and not a.date else a
    role = "main" if "main" in (a.role, b.role) else "background"
    return replace(
        first, claim=replace(better, role=role, actor=better.actor or a.actor or b.actor)
    )


def _papers(found: list[Found]) -> list[Found]:
    """Without the notice that was never published, where the act it would make is told undone."""
    undone = {
        f.claim.quote
        for f in found
        if f.claim.polarity == "negated" and f.claim.type in LAW_TYPES - _ISSUES
    }
    return [
        f
        for f in found
        if not (
            f.claim.polarity == "negated" and f.claim.type in _ISSUES and f.claim.quote in undone
        )
    ]


_ISSUES: Final = frozenset({"publication", "filing", "adoption"})


def _open_twins(found: list[Found]) -> list[Found]:
    """A claim with no instrument is the same as one with an instrument, told less exactly."""
    kept = []
    for f in found:
        c = f.claim
        if c.instrument is None and any(
            g is not f
            and g.claim.type == c.type
            and MODALITY_CLASS[g.claim.modality] == MODALITY_CLASS[c.modality]
            and g.claim.polarity == c.polarity
            and (g.claim.date == c.date or not c.date)
            for g in found
        ):
            continue
        kept.append(f)
    return kept
