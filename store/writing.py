"""Writing the derived tables: the rows of some subjects go, those that the ledger made come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from store.index import THESE, as_json, column
from store.instruments import plain
from store.keeping import dumps
from store.model import Contradiction, Deadline, Event, Instrument, Interval, Promise


@dataclass(slots=True)
class Held:
    """What the ledger holds, to be written table by table."""

    events: list[Event]
    contradictions: list[Contradiction]
    intervals: list[Interval]
    promises: list[Promise]
    deadlines: list[Deadline]


def write(db: Database, instruments: Iterable[Instrument], held: Held) -> None:
    """Add the rows of these instruments and what is held of them; headlines are to come."""
    rows, aliases = [], []
    for d in instruments:
        rows.append(
            (d.id, d.name, d.kind, d.fr_citation, d.fr_document_number, d.rin, d.docket, None)
        )
        aliases += [(alias, d.id, plain(alias)) for alias in d.aliases]
    _insert(db, "instrument", rows, 8)
    _insert(db, "alias", aliases, 3)
    _write_events(db, held.events)
    _write_rest(db, held)


def remove(db: Database, subjects: Iterable[str]) -> set[str]:
    """Take away what is held of these subjects; gives the ids of the events that were."""
    rules = [s for s in subjects if not s.startswith("open:")]
    events = set(column(db, f"SELECT id FROM event WHERE instrument IN {THESE}", rules))
    for subject in subjects:
        if subject.startswith("open:"):
            events |= _open_events(db, subject)
    gone, these = (as_json(sorted(events)),), (as_json(rules),)
    for table in ("event_claim", "company_event", "contradiction"):
        db.execute(f"DELETE FROM {table} WHERE event IN {THESE}", gone)
    db.execute(f"DELETE FROM event WHERE id IN {THESE}", gone)
    db.execute(f"DELETE FROM instrument WHERE id IN {THESE}", these)
    for table in ("alias", "status", "promise", "deadline"):
        db.execute(f"DELETE FROM {table} WHERE instrument IN {THESE}", these)
    return events


def _open_events(db: Database, subject: str) -> set[str]:
    """The events of one actor and type that are told of no known rule: `open:BIS/guidance.done...`.

    An id goes on after the type with modality and day, in which there is no slash.
    """
    stem = subject + "."
    rows = db.execute(
        "SELECT id FROM event WHERE id >= ? AND id < ? AND instrument IS NULL",
        (stem, subject + "/"),
    ).fetchall()
    return {row[0] for row in rows if "/" not in row[0][len(stem) :]}


def _write_events(db: Database, events: Iterable[Event]) -> None:
    rows, parts = [], []
    for e in events:
        rows.append(
            (
                e.id,
                e.type,
                e.modality,
                e.polarity,
                e.stage,
                e.instrument,
                e.date,
                e.date_precision,
                e.old_date,
                _iso(e.asserted),
                e.actor,
                e.authority_rank,
                e.headline,
                e.first_known.isoformat(),
                dumps(list(e.publishers)),
                dumps(e.details),
                e.claims[0][0],
            )
        )
        parts += [(e.id, claim, part) for claim, part in e.claims]
    _insert(db, "event", rows, 17)
    _insert(db, "event_claim", parts, 3)


def _write_rest(db: Database, held: Held) -> None:
    _insert(
        db,
        "status",
        [
            (
                i.instrument,
                i.axis,
                i.state,
                _iso(i.valid_from),
                _iso(i.valid_to),
                _iso(i.known_from),
                _iso(i.known_to),
                i.basis_claim,
            )
            for i in held.intervals
        ],
        8,
    )
    _insert(
        db,
        "promise",
        [
            (
                p.id,
                p.instrument,
                p.type,
                p.modality,
                p.announced_on.isoformat(),
                p.due,
                p.state,
                p.fulfilled_by,
                _iso(p.fulfilled_on),
                p.event,
            )
            for p in held.promises
        ],
        10,
    )
    _insert(
        db,
        "deadline",
        [
            (d.id, d.instrument, d.kind, d.date, d.precision, d.state, d.sequence, d.event)
            for d in held.deadlines
        ],
        8,
    )
    _insert(
        db,
        "contradiction",
        [
            (
                c.id,
                c.instrument,
                c.field,
                c.left_claim,
                c.left_value,
                c.right_claim,
                c.right_value,
                c.resolved_to,
                c.event,
            )
            for c in held.contradictions
        ],
        9,
    )


def _insert(db: Database, table: str, rows: Sequence[tuple[Any, ...]], width: int) -> None:
    marks = ",".join("?" * width)
    db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
