"""The derived tables, made from the claims: instruments, events, status, promises and more.

Nothing here is written by hand and nothing is kept back: dropping these tables and making them
again from the same claims gives the same rows. A day's new documents cost in proportion to the
day: only the subjects that they bear on are resolved again.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from store import ledger, status
from store.derived import derive, name_companies
from store.index import THESE, as_json, chunks, column, known_of, subject_of
from store.instruments import describe
from store.keeping import WASHINGTON, day_in_washington
from store.meanings import settle
from store.model import Claim, Event, Instrument, Interval, Said
from store.promises import deadlines, promises
from store.standings import intervals_of, restate, turning
from store.writing import Held, remove, write

_CLAIMS = """
SELECT c.id, w.document, d.publisher, d.kind, d.authority_rank, coalesce(d.published, w.published),
  w.seen, d.url, c.type, c.modality, c.polarity, c.quote, c.start, c."end", c.instrument,
  c.instrument_id, c.instrument_ref, c.actor, c.speaker, c.date, c.date_precision, c.date_basis,
  c.date_text, c.old_date, c.role, c.rule, c.details, c.resolved
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document
"""
_SEARCHED = """
SELECT group_concat(source, ', '), min(through), max(run) FROM
  (SELECT source, max(finished) AS through, max(id) AS run FROM run
  WHERE source IN ('federal_register', 'public_inspection') AND error IS NULL
    AND verdict IN ('ok', 'quiet') GROUP BY source ORDER BY source)
"""
#: All that is made from claims and can be made again; `resolution` is written last.
DERIVED = (
    *("instrument", "alias", "event", "event_claim", "status", "promise", "deadline"),
    *("contradiction", "threshold", "tier", "listing", "company_event", "outspoken"),
    *("known_number", "known_name", "looked_up", "told", "resolution"),
)
_CLAIM_FIELDS = (
    *("type", "modality", "polarity", "quote", "start", "end", "instrument", "instrument_id"),
    *("instrument_ref", "actor", "speaker", "date", "date_precision", "date_basis"),
    *("date_text", "old_date", "role", "rule"),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a resolution made: counts, the ids of events not held before, and its seconds."""

    claims: int
    events: int
    instruments: int
    promises: int
    new_events: tuple[str, ...]
    seconds: float


def resolve(db: Database, now: datetime, *, whole: bool = False) -> Resolved:
    """Bring every derived table up to date with the claims, in one transaction.

    Only what is affected by what came or changed since the last resolution is derived again;
    `whole` drops everything that is derived and makes it again, with the same result.
    """
    began = time.perf_counter()
    today = now.astimezone(WASHINGTON).date()
    with db.atomic():
        row = db.execute("SELECT day FROM resolution").fetchone()
        last = date.fromisoformat(row[0]) if row else today
        before = _begin_again(db) if whole or not row else set()
        affected = settle(db)
        made: set[str] = set()
        for some in chunks(sorted(affected.subjects)):
            earlier = intervals_of(db, some)
            before |= remove(db, some)
            described, held = _hold(db, some, affected.since, earlier)
            write(db, described, held)
            events = sorted(e.id for e in held.events)
            name_companies(db, events)
            made.update(events)
        derive(db, affected.documents | affected.subjects)
        restate(db, affected.subjects | turning(db, last, today), today)
        _note(db, today)
        claims, events_, instruments, promises_ = (
            int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("claim", "event", "instrument", "promise")
        )
    fresh = tuple(sorted(made - before))
    took = time.perf_counter() - began
    return Resolved(claims, events_, instruments, promises_, fresh, took)


def _begin_again(db: Database) -> set[str]:
    """Drop all that is derived, and mark all that it is derived from; the events that were."""
    before = set(column(db, "SELECT id FROM event"))
    for table in DERIVED:
        db.execute(f"DELETE FROM {table}")
    db.execute("UPDATE claim SET resolved = NULL WHERE resolved IS NOT NULL")
    db.execute("INSERT OR IGNORE INTO touched_document SELECT id FROM document")
    db.execute("INSERT OR IGNORE INTO touched_wording SELECT rowid FROM wording")
    return before


def _note(db: Database, today: date) -> None:
    """What came is resolved now; and through which day the Register was searched by then."""
    searched = db.execute(_SEARCHED).fetchone()
    through = day_in_washington(searched[1]).isoformat() if searched[1] else None
    db.execute("DELETE FROM touched_document")
    db.execute("DELETE FROM touched_wording")
    db.execute(
        "INSERT OR REPLACE INTO resolution VALUES (1, ?, ?, ?, ?)",
        (today.isoformat(), searched[0], through, searched[2]),
    )


def _hold(
    db: Database,
    subjects: Sequence[str],
    since: Mapping[str, str],
    earlier: Mapping[str, Sequence[Interval]],
) -> tuple[list[Instrument], Held]:
    """The instruments among these subjects, and what is held of all of them.

    What was known of an instrument on days before `since` is among its `earlier` intervals.
    """
    told: dict[str, list[Said]] = defaultdict(list)
    for subject, said in _said(db, subjects):
        told[subject].append(said)
    described = {i.id: i for i in _described(db, told)}
    names = {i: d.name for i, d in described.items()}
    held = Held([], [], [], [], [])
    for subject in sorted(told):
        instrument = subject if subject in described else None
        meant = {s.id: instrument for s in told[subject]}
        events, contradictions = ledger.resolve(told[subject], meant, names)
        held.events += events
        held.contradictions += contradictions
        if instrument:
            held.promises += promises(events)
            held.deadlines += deadlines(events)
            day = date.fromisoformat(since.get(subject, "9999-12-31"))
            held.intervals += history(
                instrument, told[subject], events, since=day, earlier=earlier.get(subject, ())
            )
    return list(described.values()), held


def _said(db: Database, subjects: Sequence[str]) -> Iterator[tuple[str, Said]]:
    """The claims of these subjects, in the order of their ids."""
    rules = as_json(s for s in subjects if not s.startswith("open:"))
    wanted = frozenset(s for s in subjects if s.startswith("open:"))
    rows = db.execute(_CLAIMS + f"WHERE c.resolved IN {THESE}", (rules,)).fetchall()
    if wanted:
        rows += db.execute(
            _CLAIMS + "WHERE c.resolved IS NULL AND c.wording IN"
            f" (SELECT wording FROM told WHERE subject IN {THESE})",
            (as_json(wanted),),
        ).fetchall()
    for r in sorted(rows):
        subject = subject_of(r[27], r[17], r[1], r[8])
        if r[27] is None and subject not in wanted:
            continue
        claim = Claim(**dict(zip(_CLAIM_FIELDS, r[8:26], strict=True)), details=json.loads(r[26]))
        yield (
            subject,
            Said(
                id=r[0],
                document=r[1],
                publisher=r[2],
                kind=r[3],
                authority_rank=r[4],
                asserted=date.fromisoformat(r[5]) if r[5] else None,
                known=day_in_washington(r[6]),
                url=r[7],
                claim=claim,
            ),
        )


def _described(db: Database, told: Mapping[str, Sequence[Said]]) -> Iterator[Instrument]:
    """The rows of the instruments that something is told of."""
    ids = sorted(i for i in told if not i.startswith("open:"))
    documents = known_of(db, ids)
    printed: dict[str, dict[str, int]] = defaultdict(dict)
    for instrument, alias, times in db.execute(
        "SELECT instrument, alias, sum(times) FROM known_name"
        f" WHERE instrument IN {THESE} GROUP BY instrument, alias",
        (as_json(ids),),
    ).fetchall():
        printed[instrument][alias] = times
    for i in ids:
        named = Counter(s.claim.instrument for s in told[i] if s.claim.instrument)
        yield describe(i, documents.get(i), printed[i], named)


def history(
    instrument: str,
    told: Sequence[Said],
    events: Sequence[Event],
    *,
    since: date = date.min,
    earlier: Sequence[Interval] = (),
) -> list[Interval]:
    """The intervals of one instrument in both times: what each day knew, later days merged.

    For each day on which something became known the ledger is resolved from what was known by
    then, so a late discovery never changes what an earlier day knew. `events` are those of all
    that is known. Where claims differ only from the day `since` on, `earlier` holds what was told
    of the days before.
    """
    days = sorted({s.known for s in told})
    meant = dict.fromkeys((s.id for s in told), instrument)
    standing, closed = _as_known_before(since, earlier)
    for day in (d for d in days if d >= since):
        by_then = events
        if day != days[-1]:
            by_then, _ = ledger.resolve([s for s in told if s.known <= day], meant, {})
        now = {
            _key(i): i
            for i in status.intervals(instrument, by_then, promises(by_then), known_from=day)
        }
        for key in [k for k in standing if k not in now]:
            closed.append(replace(standing.pop(key), known_to=day))
        for key, interval in now.items():
            standing.setdefault(key, interval)
    return sorted(
        [*closed, *standing.values()],
        key=lambda i: (i.axis, i.known_from or date.min, i.valid_from or date.min, i.state),
    )


def _key(i: Interval) -> tuple[Any, ...]:
    return i.axis, i.state, i.valid_from, i.valid_to


def _as_known_before(
    since: date, earlier: Sequence[Interval]
) -> tuple[dict[tuple[Any, ...], Interval], list[Interval]]:
    """The intervals that stood at the end of the day before, and those that did no more."""
    begun = [i for i in earlier if i.known_from and i.known_from < since]
    closed = [i for i in begun if i.known_to and i.known_to < since]
    stood = (replace(i, known_to=None) for i in begun if not i.known_to or i.known_to >= since)
    return {_key(i): i for i in stood}, closed
