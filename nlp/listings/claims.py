"""Claims of a listing document: one for each thing it does, with its parties and stated counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from nlp.listings.counts import Stated
from nlp.listings.destinations import destination
from nlp.listings.entry import key
from nlp.listings.lists import VALIDATED
from nlp.sentences import sentences
from store.model import Claim, Party

#: Longer quotes are cut, more parties are counted and not named.
QUOTE: Final = 600
PARTIES: Final = 400
_TYPES: Final = {
    "addition": "listing_addition",
    "change": "listing_change",
    "removal": "listing_removal",
}
_STATUS: Final = {"addition": "end_user_status_granted", "removal": "end_user_status_revoked"}
_ACTIONS: Final = ("addition", "change", "removal")


def claim_type(name: str, action: str) -> str:
    """The type of claim that an action on a list makes."""
    return _STATUS.get(action, _TYPES[action]) if name == VALIDATED else _TYPES[action]


def listing_claims(
    parties: Sequence[Party],
    stated: Sequence[Stated],
    text: str,
    *,
    instrument: str | None,
    instrument_id: str | None,
    actor: str | None,
    effective: date | None,
    proposed: bool = False,
) -> tuple[Claim, ...]:
    """One claim for each type that the text's parties and statements make, quoting the sentence
    that states it, else the instruction that names the first party.

    `details` has `list`, `parties` [{name, country}] (at most `PARTIES`; `list` beside one that is
    on another list), `stated` {entities, entries, countries, list} and, of further lists, `also`.
    """
    made: list[Claim] = []
    kinds = [claim_type(s.list, s.action) for s in stated]
    kinds += [claim_type(p.list, p.action) for p in parties]
    for kind in dict.fromkeys(kinds):
        said = [s for s in stated if claim_type(s.list, s.action) == kind]
        named = [p for p in parties if claim_type(p.list, p.action) == kind]
        start, end = (said[0].start, said[0].end) if said else _around(text, named[0])
        end = min(end, start + QUOTE)
        made.append(
            Claim(
                type=kind,
                modality="proposed" if proposed else "done",
                polarity="affirmed",
                quote=text[start:end],
                start=start,
                end=end,
                instrument=instrument,
                instrument_id=instrument_id,
                actor=actor,
                date=effective.isoformat() if effective else None,
                date_precision="day" if effective else "unknown",
                date_basis="stated" if effective else None,
                rule="listings",
                details=_details(said, named),
            )
        )
    return tuple(made)


def _details(said: Sequence[Stated], named: Sequence[Party]) -> dict[str, Any]:
    main = said[0].list if said else named[0].list
    out: dict[str, Any] = {"list": main}
    if named:
        out["parties"] = [
            {"name": p.name, "country": p.country} | ({"list": p.list} if p.list != main else {})
            for p in named[:PARTIES]
        ]
    if said:
        out["stated"] = _sum([s for s in said if s.list == main])
        others = dict.fromkeys(s.list for s in said if s.list != main)
        if others:
            out["also"] = [_sum([s for s in said if s.list == other]) for other in others]
    return out


def _sum(said: Sequence[Stated]) -> dict[str, Any]:
    """Several statements of one kind as one: numbers add up where each states its own."""
    countries: dict[str, int | None] = {}
    for s in said:
        for name, number in s.countries.items():
            have = countries.get(name, 0)
            countries[name] = None if number is None or have is None else have + number
    return {
        "list": said[0].list,
        "entities": _total([s.entities for s in said]),
        "entries": _total([s.entries for s in said]),
        "countries": countries,
    }


def _total(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return sum(n for n in known if n is not None) if None not in known else None


def _around(text: str, party: Party) -> tuple[int, int]:
    """The sentence, or line, that names a party."""
    a = text.rfind("\n", 0, party.start) + 1
    a = max(a, party.start - 400)
    b = text.find("\n", party.end)
    b = min(len(text) if b < 0 else b, party.end + 400)
    for s, e in sentences(text[a:b]):
        if a + s <= party.start < a + e:
            return a + s, min(a + e, a + s + QUOTE)
    return party.start, min(party.end, party.start + QUOTE)


def check(parties: Sequence[Party], stated: Sequence[Stated]) -> tuple[str, ...]:
    """Where the entries that a text has and the numbers that its abstract states differ.

    "Entity List, addition: 12 entities stated, 11 found". Entities are told apart by their names,
    so that one listed under two destinations counts once.
    """
    notes: list[str] = []
    for name in dict.fromkeys(s.list for s in stated):
        for action in _ACTIONS:
            said = [s for s in stated if (s.list, s.action) == (name, action)]
            found = [p for p in parties if (p.list, p.action) == (name, action)]
            if said:
                notes += _differences(f"{name}, {action}", said, found)
    return tuple(notes)


def _differences(where: str, said: Sequence[Stated], found: Sequence[Party]) -> list[str]:
    notes = []
    names = len({_entity(p) for p in found})
    for word, stated, have in (
        ("entities", _total(s.entities for s in said), names),
        ("entries", _total(s.entries for s in said), len(found)),
    ):
        if stated is not None and stated != have:
            notes.append(f"{where}: {stated} {word} stated, {have} found")
    countries = _sum(said)["countries"]
    for country, number in countries.items():
        have = sum(1 for p in found if p.country and destination(p.country) == country)
        if number is not None and number != have and found:
            notes.append(f"{where}, {country}: {number} stated, {have} found")
    return notes


def _entity(party: Party) -> str:
    return re.sub(r"\s+", " ", key(party.name))
