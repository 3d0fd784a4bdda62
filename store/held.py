"""The derived tables, made whole from the claims: instruments, events, status, promises and more.

Nothing here is written by hand and nothing is kept back: dropping these tables and making them
again from the same claims gives the same rows.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from store import ledger, status
from store.instruments import Instruments, Known
from store.keeping import WASHINGTON, day_in_washington
from store.model import Claim, Interval, Said
from store.promises import deadlines, promises
from store.writing import Held, write

_CLAIMS = """
SELECT c.id, w.document, d.publisher, d.kind, d.authority_rank, coalesce(d.published, w.published),
  w.seen, d.url, c.type, c.modality, c.polarity, c.quote, c.start, c."end", c.instrument,
  c.instrument_id, c.instrument_ref, c.actor, c.speaker, c.date, c.date_precision, c.date_basis,
  c.date_text, c.old_date, c.role, c.rule, c.details
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document
ORDER BY c.id
"""
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


def resolve(db: Database, now: datetime) -> Resolved:
    """Make every derived table again from the claims, in one transaction."""
    began = time.perf_counter()
    said = list(_said(db))
    index = Instruments(_known(db), _names(db))
    meant = {s.id: index.of_claim(s.claim) for s in said}
    called: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for s in said:
        if (home := meant[s.id]) and s.claim.instrument:
            called[home][s.claim.instrument] += 1
    described = {i: index.describe(i, called.get(i, {})) for i in set(meant.values()) if i}
    names = {i: d.name for i, d in described.items()}
    held = _hold(said, meant, names)
    today = now.astimezone(WASHINGTON).date()
    before = write(db, described.values(), held, meant, today)
    fresh = tuple(sorted(e.id for e in held.events if e.id not in before))
    return Resolved(
        len(said),
        len(held.events),
        len(described),
        len(held.promises),
        fresh,
        time.perf_counter() - began,
    )


def _said(db: Database) -> Iterable[Said]:
    for r in db.execute(_CLAIMS).fetchall():
        yield Said(
            id=r[0],
            document=r[1],
            publisher=r[2],
            kind=r[3],
            authority_rank=r[4],
            asserted=date.fromisoformat(r[5]) if r[5] else None,
            known=day_in_washington(r[6]),
            url=r[7],
            claim=Claim(
                **dict(zip(_CLAIM_FIELDS, r[8:26], strict=True)), details=json.loads(r[26])
            ),
        )


def _known(db: Database) -> Iterable[Known]:
    numbers: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document, kind, value in db.execute(
        "SELECT document, kind, value FROM identifier"
        " WHERE kind IN ('fr_doc', 'fr', 'rin', 'docket', 'correction_of')"
    ).fetchall():
        numbers[document][kind].append(value)
    rows = db.execute(
        "SELECT id, title, kind FROM document WHERE id LIKE 'fr:%' OR id LIKE 'pi:%' ORDER BY id"
    ).fetchall()
    for document, title, kind in rows:
        n = numbers.get(document, {})
        first = {key: values[0] for key, values in n.items()}
        yield Known(
            document,
            title,
            kind,
            first.get("fr_doc"),
            first.get("fr"),
            tuple(n.get("rin", ())),
            first.get("docket"),
            first.get("correction_of"),
        )


def _names(db: Database) -> list[tuple[str, str]]:
    rows = db.execute(
        "SELECT alias, target FROM defined_name"
        " UNION ALL SELECT instrument, instrument_id FROM claim"
        "  WHERE instrument IS NOT NULL AND instrument_id IS NOT NULL"
        " UNION ALL SELECT json_extract(value, '$.name'), json_extract(value, '$.id') FROM mention"
        "  WHERE label = 'INSTRUMENT' AND json_extract(value, '$.id') IS NOT NULL"
    ).fetchall()
    return [(alias, target) for alias, target in rows if alias and target]


def _hold(said: Sequence[Said], meant: Mapping[str, str | None], names: Mapping[str, str]) -> Held:
    groups: dict[str | None, list[Said]] = defaultdict(list)
    for s in said:
        groups[meant[s.id]].append(s)
    held = Held([], [], [], [], [])
    for instrument in sorted(groups, key=lambda i: i or ""):
        told = groups[instrument]
        events, contradictions = ledger.resolve(told, meant, names)
        held.events += events
        held.contradictions += contradictions
        if instrument:
            held.promises += promises(events)
            held.deadlines += deadlines(events)
            held.intervals += history(instrument, told, meant, names)
    held.contradictions = ledger.agreed(held.contradictions, held.events)
    return held


def history(
    instrument: str,
    told: Sequence[Said],
    meant: Mapping[str, str | None],
    names: Mapping[str, str],
) -> list[Interval]:
    """The intervals of one instrument in both times: what each day knew, later days merged.

    For each day on which something became known the ledger is resolved from what was known by
    then, so a late discovery never changes what an earlier day knew.
    """
    days = sorted({s.known for s in told})
    standing: dict[tuple[Any, ...], Interval] = {}
    closed: list[Interval] = []
    for day in days:
        events, _ = ledger.resolve([s for s in told if s.known <= day], meant, names)
        now = {
            (i.axis, i.state, i.valid_from, i.valid_to): i
            for i in status.intervals(instrument, events, promises(events), known_from=day)
        }
        for key in [k for k in standing if k not in now]:
            closed.append(_closed(standing.pop(key), day))
        for key, interval in now.items():
            standing.setdefault(key, interval)
    return sorted(
        [*closed, *standing.values()],
        key=lambda i: (i.axis, i.known_from or date.min, i.valid_from or date.min, i.state),
    )


def _closed(i: Interval, day: date) -> Interval:
    return Interval(
        i.instrument, i.axis, i.state, i.valid_from, i.valid_to, i.known_from, day, i.basis_event
    )
