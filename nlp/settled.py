"""What is told twice is one claim, and substance takes the date on which its rule bites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from nlp import when
from store.model import MODALITY_CLASS, Claim


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with what is needed to merge and rank it."""

    claim: Claim
    where: int
    named: bool


def substance_dates(claims: list[Claim]) -> list[Claim]:
    """Substance takes the effective date of its rule, where the text states one."""
    forces = {
        c.date
        for c in claims
        if c.type == "entry_into_force" and c.date and c.polarity == "affirmed"
    }
    if len(forces) != 1:
        return claims
    force = next(c for c in claims if c.type == "entry_into_force" and c.date)
    return [
        replace(
            c,
            date=force.date,
            date_precision=force.date_precision,
            date_basis=force.date_basis,
            date_text=force.date_text,
        )
        if c.type in when.SUBSTANCE
        and c.modality == "done"
        and c.instrument in (None, force.instrument)
        and c.polarity == "affirmed"
        else c
        for c in claims
    ]


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
    kept = _open_twins(list(out.values()))
    return [f.claim for f in sorted(kept, key=lambda f: (f.claim.start, f.where))]


def _merge(first: Found, other: Found) -> Found:
    a, b = first.claim, other.claim
    better = b if b.date and not a.date else a
    role = "main" if "main" in (a.role, b.role) else "background"
    return replace(
        first, claim=replace(better, role=role, actor=better.actor or a.actor or b.actor)
    )


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
