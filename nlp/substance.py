"""What a Federal Register text lists and amends, taken together: parties, changes, their claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from nlp.amendments import Subject, read_amendments
from nlp.amendments import substance as amended
from nlp.listings import check, listing_claims, read_listings, stated_counts
from nlp.register import Register
from store.model import MODALITY_CLASS, Claim, Party, Text, TextualChange

#: A quote is no longer.
QUOTE: Final = 600
#: Unread instructions noted of one text; more of the same add nothing for a reader.
MOST_NOTES: Final = 10


@dataclass(frozen=True, slots=True)
class Substance:
    """Claims, notes, textual changes and parties of one text."""

    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[TextualChange, ...] = ()
    parties: tuple[Party, ...] = ()

    def over(self, prose: Iterable[Claim]) -> Iterator[Claim]:
        """The claims of the prose that lists and amendments do not make better: theirs have the
        numbers and the names."""
        own = {c.instrument_id for c in self.claims}
        made = {(c.type, MODALITY_CLASS[c.modality]) for c in self.claims}
        for c in prose:
            theirs = c.instrument_id is None or c.instrument_id in own
            if not (theirs and (c.type, MODALITY_CLASS[c.modality]) in made):
                yield c


def substance(text: Text, register: Register) -> Substance:
    """What the text puts on lists, takes off them, and changes in the CFR."""
    body, header = text.text, register.header
    effective = next(
        (c.date for c in register.claims if c.type == "entry_into_force" and _whole(c)), None
    )
    actor = next((c.actor for c in register.claims if c.actor), None)
    whole = header.body is not None and not header.cut
    listed = read_listings(body, register.instrument)
    stated = stated_counts(body, register.instrument)
    claims = listing_claims(
        listed.parties, stated, body, instrument=register.instrument,
        instrument_id=register.instrument_id, actor=actor,
        effective=date.fromisoformat(effective) if effective else None,
        proposed=register.kind == "proposed_rule",
    )  # fmt: skip
    notes = list(listed.notes)
    if whole and listed.parties:
        notes += check(listed.parties, stated)
    found = read_amendments(body, *_place(register))
    subject = Subject(register.kind, effective, register.instrument, register.instrument_id, actor)
    claims += amended(found.changes, body, subject)
    for a, z in found.unread[:MOST_NOTES]:
        notes.append(f"amendatory instruction not read: {' '.join(body[a:z].split())[:160]!r}")
    return Substance(
        tuple(_short(c) for c in claims), tuple(notes), found.changes, listed.parties
    )  # fmt: skip


def _whole(claim: Claim) -> bool:
    """Whether an effective date is one of the rule itself and not of a part of it."""
    own = claim.instrument_ref is None and not claim.details.get("provision")
    return own and claim.date is not None and len(claim.date) == 10


def _place(register: Register) -> tuple[int | None, str | None]:
    """Title and part of the CFR, where the header names one of each."""
    places = {p.split(" CFR ")[0]: p.split(" CFR ")[-1] for p in register.header.cfr}
    if len(register.header.cfr) != 1 or not places:
        return (int(next(iter(places))), None) if len(places) == 1 else (None, None)
    ((title, part),) = places.items()
    return int(title), part


def _short(claim: Claim) -> Claim:
    if len(claim.quote) <= QUOTE:
        return claim
    return replace(claim, quote=claim.quote[:QUOTE], end=claim.start + QUOTE)
