"""The parties of a listing document: of its amendatory part, else preamble, else abstract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.listings.destinations import destination
from nlp.listings.entry import CITATION, key, read_entity
from nlp.listings.instructions import Amendment, Named, amendments
from nlp.listings.prose import abstract_names, preamble_entries
from nlp.listings.tables import Row
from store.model import Party

#: No text without one of these lists anybody; others are not looked into.
_SIGNS: Final = (
    *("Entity List", "Unverified List", "UVL", "MEU List", "alidated End", "alidated end", "VEU"),
    *("to part 744", "to Part 744", "to part 748", "to Part 748"),
)
#: A rule has been seen to list some 400 parties; what is beyond is no list.
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Listings:
    """The parties of a text, in order, and what could not be read for certain."""

    parties: tuple[Party, ...]
    notes: tuple[str, ...] = ()


def parties(text: str, title: str | None = None) -> tuple[Party, ...]:
    """Every party that a text puts on, changes on, or takes off a list of BIS, in order."""
    return read_listings(text, title).parties


def read_listings(text: str, title: str | None = None) -> Listings:
    """The parties of a text with the problems met. The amendatory part says what the law is; where
    it is missing, the lists of the preamble are read, and where these are too, the abstract."""
    if not any(words in text for words in _SIGNS):
        return Listings(())
    witnesses = tuple(preamble_entries(text))
    notes: list[str] = []
    found: list[Party] = []
    for amendment in amendments(text):
        found += _of(amendment, [w.name for w in witnesses], notes)
    if not found:
        found = list(witnesses) or list(abstract_names(text, title))
    if len(found) > MOST:
        notes.append(f"listings: {len(found)} entries, the first {MOST} are kept")
    return Listings(tuple(found[:MOST]), tuple(notes))


def _of(amendment: Amendment, known: list[str], notes: list[str]) -> Iterator[Party]:
    spoken: dict[tuple[str, str | None], Named] = {}
    for n in amendment.named:
        called = key(read_entity(n.name).name)
        spoken[called, destination(n.country) if n.country else None] = n
    names = [*known, *(n.name for n in amendment.named)]
    printed: set[tuple[str, str | None]] = set()
    for row in amendment.rows:
        entity = read_entity(row.entity, names)
        called, place = key(entity.name), destination(row.country) if row.country else None
        order = spoken.get((called, place)) or spoken.get((called, None))
        action = order.action if order else _action(amendment, row)
        if action is None:
            notes.append(f"{amendment.list}: added or revised? {entity.name[:80]!r}")
            continue
        printed |= {(called, place), (called, None)}
        yield Party(
            name=entity.name,
            action=action,
            start=row.start,
            end=row.end,
            list=amendment.list,
            country=row.country or (order.country if order else None),
            aliases=entity.aliases,
            addresses=entity.addresses or ((row.destination,) if row.destination else ()),
            license_requirement=row.requirement,
            license_policy=row.policy,
            citation=row.citation,
        )
    if amendment.unread:
        notes.append(f"{amendment.list}: a table that could not be read")
    missing: list[str] = []
    for at, n in spoken.items():
        if at in printed:
            continue
        if amendment.rows and n.action != "removal":
            missing.append(n.name)
        yield _alone(amendment.list, n)
    if missing:
        notes.append(f"{amendment.list}: named and not in the table: {'; '.join(missing)[:200]}")


def _alone(listed: str, n: Named) -> Party:
    entity = read_entity(n.name)
    return Party(
        name=entity.name, action=n.action, start=n.start, end=n.end, list=listed,
        country=n.country, aliases=entity.aliases, addresses=entity.addresses,
    )  # fmt: skip


def _action(amendment: Amendment, row: Row) -> str | None:
    """What is done to an entry that no instruction names: what is ordered for its destination. An
    entry that keeps the citations of earlier rules was there before."""
    ordered = amendment.actions.get(destination(row.country)) if row.country else None
    ordered = (ordered or frozenset().union(*amendment.actions.values())) - {"removal"}
    if len(ordered) == 1:
        return next(iter(ordered))
    if not ordered or not row.citation:
        return None
    return "change" if len(CITATION.findall(row.citation)) > 1 else "addition"
