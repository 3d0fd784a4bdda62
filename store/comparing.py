"""The derived ledger at one moment, to be held beside another: what was gained, lost, changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

#: Of an event, what is compared under its id.
FIELDS: Final = (
    *("headline", "type", "modality", "polarity", "instrument", "date", "old_date", "stage"),
    *("first_known", "claims"),
)
#: What is made from events and texts, compared row by row.
ROWS: Final = {
    "state": "SELECT instrument, axis, state, valid_from, valid_to, known_from, known_to"
    " FROM status_interval",
    "promise": "SELECT instrument, type, announced_on, due, state, fulfilled_on FROM promise_list",
    "deadline": "SELECT instrument, kind, date, state, sequence FROM deadline_list",
    "contradiction": "SELECT instrument, field, left_value, right_value, resolved_to"
    " FROM contradiction_list",
    "threshold": "SELECT instrument, name, comparator, number, unit, valid_from, valid_to"
    " FROM threshold_list",
    "tier": "SELECT instrument, country, tier, valid_from, valid_to FROM tier_list",
    "listing": "SELECT document, party, action, country, date, list FROM listing_list",
    "company": "SELECT company, ticker, event FROM company_event_list",
    "link": "SELECT * FROM link_list",
    "change of the text": "SELECT * FROM textual_change_list",
}
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Events by id with their `FIELDS`; the rows of each kind with how often they stand there."""

    events: Mapping[str, Row]
    rows: Mapping[str, Counter[Row]]

    def digest(self) -> str:
        """The SHA-256 of all of it, whatever the order in which it stands."""
        found = hashlib.sha256(repr(sorted(self.events.items(), key=repr)).encode())
        for kind, rows in sorted(self.rows.items()):
            found.update(repr((kind, sorted(rows.items(), key=repr))).encode())
        return found.hexdigest()


def snapshot(db: Database) -> Snapshot:
    """The ledger as it stands."""
    events = db.execute(f"SELECT event, {', '.join(FIELDS)} FROM event_list").fetchall()
    return Snapshot(
        {row[0]: tuple(row[1:]) for row in events},
        {kind: Counter(map(tuple, db.execute(sql).fetchall())) for kind, sql in ROWS.items()},
    )


def differences(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str]]:
    """What differs, as (kind, line): `+` gained, `-` lost, `~` changed."""
    for event in sorted(before.events.keys() | after.events.keys()):
        old, new = before.events.get(event), after.events.get(event)
        if old != new:
            mark = "-" if new is None else "+" if old is None else "~"
            yield "event", f"{mark} {event}: {(new or old or ('',))[0]}{_changed(old, new)}"
    for kind in ROWS:
        lost, gained = before.rows[kind] - after.rows[kind], after.rows[kind] - before.rows[kind]
        told = [(row, mark) for rows, mark in ((lost, "-"), (gained, "+")) for row in rows]
        for row, mark in sorted(told, key=repr):
            yield kind, f"{mark} {kind}: {' · '.join(str(v) for v in row if v is not None)}"


def _changed(old: Row | None, new: Row | None) -> str:
    """` (claims 2 -> 3)`, where an event was there before and is there still."""
    if old is None or new is None:
        return ""
    pairs = zip(FIELDS, old, new, strict=True)
    return f" ({', '.join(f'{name} {was} -> {now}' for name, was, now in pairs if was != now)})"
