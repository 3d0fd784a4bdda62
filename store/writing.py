"""Writing the derived tables: rows from what the ledger made, and what SQL derives from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from store.headline import status_on
from store.keeping import day_in_washington, dumps
from store.model import Contradiction, Deadline, Event, Instrument, Interval, Promise
from store.promises import open_on

DERIVED = (
    *("instrument", "alias", "event", "event_claim", "status", "promise", "deadline"),
    *("contradiction", "threshold", "tier", "listing", "company_event", "silence"),
)
#: Parties as the newest wordings print them; a listing bites on its document's effective day. What
#: was on public inspection counts until the Register's own copy is read.
_LISTED_AS_PRINTED = """
INSERT INTO listing SELECT DISTINCT w.document, p.name, p.action, p.country,
  coalesce(
    (SELECT min(c.date) FROM claim c WHERE c.wording = p.wording
      AND c.type IN ('listing_' || p.action, 'end_user_status_revoked', 'end_user_status_granted')
      AND c.modality != 'proposed'),
    (SELECT min(c.date) FROM claim c WHERE c.wording = p.wording
      AND c.type = 'entry_into_force' AND json_extract(c.details, '$.provision') IS NULL)),
  d.url, p.list, p.aliases, p.addresses, p.license_requirement, p.license_policy, p.citation
FROM party p JOIN wording w ON w.rowid = p.wording JOIN document d ON d.id = w.document
WHERE w.number = (SELECT max(n.number) FROM wording n WHERE n.document = w.document
    AND n.form = w.form)
  AND w.form = (SELECT n.form FROM party q JOIN wording n ON n.rowid = q.wording
    WHERE n.document = w.document GROUP BY n.form ORDER BY count(*) DESC, n.form LIMIT 1)
  AND NOT (w.document LIKE 'pi:%' AND EXISTS (SELECT 1 FROM party q JOIN wording n
    ON n.rowid = q.wording WHERE n.document = 'fr:' || substr(w.document, 4)))
ORDER BY w.document, p.start
"""
_LISTED_IN_PROSE = """
INSERT INTO listing SELECT DISTINCT w.document,
  CASE p.type WHEN 'object' THEN json_extract(p.value, '$.name') ELSE p.value END,
  replace(c.type, 'listing_', ''),
  json_extract(CASE p.type WHEN 'object' THEN p.value ELSE '{}' END, '$.country'),
  c.date, d.url, json_extract(c.details, '$.list'), '[]', '[]', NULL, NULL, NULL
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document,
  json_each(c.details, '$.parties') p
WHERE c.type LIKE 'listing_%'
  AND NOT EXISTS (SELECT 1 FROM listing l WHERE l.document = w.document
    OR l.document = 'fr:' || substr(w.document, 4))
"""
#: A country stands in a tier or country group from the day that puts it there to the day that
#: takes it out.
_TIERS = """
INSERT INTO tier SELECT i.id, country.value, json_extract(c.details, '$.group'), min(c.date),
  (SELECT min(x.date) FROM claim x JOIN json_each(x.details, '$.countries') gone
    WHERE x.type = 'country_treatment' AND x.modality = 'done' AND gone.value = country.value
      AND json_extract(x.details, '$.group') = json_extract(c.details, '$.group')
      AND json_extract(x.details, '$.operation') = 'remove' AND x.date > c.date),
  c.quote, d.url
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document
  JOIN instrument i ON i.id = d.id, json_each(c.details, '$.countries') country
WHERE c.type = 'country_treatment' AND c.modality IN ('done', 'scheduled')
  AND d.authority_rank <= 3 AND json_extract(c.details, '$.group') IS NOT NULL
  AND json_extract(c.details, '$.operation') != 'remove'
GROUP BY i.id, country.value, json_extract(c.details, '$.group')
ORDER BY i.id, 3, 2
"""


@dataclass(slots=True)
class Held:
    """What the ledger holds, to be written table by table."""

    events: list[Event]
    contradictions: list[Contradiction]
    intervals: list[Interval]
    promises: list[Promise]
    deadlines: list[Deadline]


def write(
    db: Database,
    instruments: Iterable[Instrument],
    held: Held,
    meant: Mapping[str, str | None],
    today: date,
) -> set[str]:
    """Replace every derived table, in one transaction; gives the ids of the events before."""
    with db.atomic():
        before = {row[0] for row in db.execute("SELECT id FROM event").fetchall()}
        for table in DERIVED:
            db.execute(f"DELETE FROM {table}")
        _write_instruments(db, instruments, held, today)
        _write_events(db, held.events)
        _write_rest(db, held, today)
        _write_meant(db, meant)
        _derive_in_sql(db)
        _note_silence(db)
    return before


def _write_instruments(
    db: Database, described: Iterable[Instrument], held: Held, today: date
) -> None:
    intervals: dict[str, list[Interval]] = defaultdict(list)
    for i in held.intervals:
        if i.known_to is None:
            intervals[i.instrument].append(i)
    open_promises: dict[str, list[Promise]] = defaultdict(list)
    for p in held.promises:
        open_promises[p.instrument].append(p)
    aliases: list[tuple[str, str]] = []
    rows = []
    for d in sorted(described, key=lambda d: d.id):
        now = status_on(d.id, d.name, intervals[d.id], open_promises[d.id], today, today)
        rows.append(
            (
                d.id,
                d.name,
                d.kind,
                d.fr_citation,
                d.fr_document_number,
                d.rin,
                d.docket,
                now.headline,
            )
        )
        aliases += [(alias, d.id) for alias in d.aliases]
    _insert(db, "instrument", rows, 8)
    _insert(db, "alias", aliases, 2)


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


def _write_rest(db: Database, held: Held, today: date) -> None:
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
                i.basis_event,
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
                p.state if p.state != "open" else open_on(p, today),
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
            )
            for c in held.contradictions
        ],
        8,
    )


def _write_meant(db: Database, meant: Mapping[str, str | None]) -> None:
    before = dict(db.execute("SELECT id, resolved FROM claim").fetchall())
    moved = [(home, claim) for claim, home in meant.items() if before.get(claim) != home]
    db.conn.executemany("UPDATE claim SET resolved = ? WHERE id = ?", moved)


def _insert(db: Database, table: str, rows: Sequence[tuple[Any, ...]], width: int) -> None:
    marks = ",".join("?" * width)
    db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _derive_in_sql(db: Database) -> None:
    """Thresholds from the rules' own texts, parties of listings, companies beside each event."""
    db.execute(
        "INSERT INTO threshold SELECT i.id, json_extract(m.value, '$.name'), m.comparator,"
        " m.number, m.unit, NULL, (SELECT min(s.valid_from) FROM status s"
        "   WHERE s.instrument = i.id AND s.axis = 'force' AND s.known_to IS NULL"
        "   AND s.state IN ('in_force', 'partially_in_force')), NULL, min(m.quote), d.url"
        " FROM mention m JOIN wording w ON w.rowid = m.wording JOIN document d ON d.id = w.document"
        " JOIN instrument i ON i.id = d.id"
        " WHERE m.label = 'THRESHOLD' AND d.authority_rank <= 3 AND d.kind IN"
        "   ('rule', 'proposed_rule') AND m.number IS NOT NULL AND m.comparator IS NOT NULL"
        " GROUP BY i.id, m.comparator, m.number, m.unit ORDER BY i.id, m.number"
    )
    db.execute(_LISTED_AS_PRINTED)
    db.execute(_LISTED_IN_PROSE)
    db.execute(_TIERS)
    db.execute(
        "INSERT OR IGNORE INTO company_event SELECT m.entity, json_extract(m.value, '$.ticker'),"
        " ec.event, c.quote FROM event_claim ec JOIN claim c ON c.id = ec.claim"
        " JOIN mention m ON m.wording = c.wording AND m.label = 'COMPANY'"
        ' AND m.start >= c.start AND m."end" <= c."end" WHERE m.entity IS NOT NULL'
        " ORDER BY ec.event, m.entity, c.id"
    )


def _note_silence(db: Database) -> None:
    """For each open promise: where the act was looked for, through which day, and not found."""
    searched = db.execute(
        "SELECT group_concat(source, ', '), min(through), max(run) FROM"
        " (SELECT source, max(finished) AS through, max(id) AS run FROM run"
        "  WHERE source IN ('federal_register', 'public_inspection') AND error IS NULL"
        "  AND verdict IN ('ok', 'quiet') GROUP BY source ORDER BY source)"
    ).fetchone()
    if not searched or not searched[1]:
        return
    for instrument, kind in db.execute(
        "SELECT i.name, p.type FROM promise p JOIN instrument i ON i.id = p.instrument"
        " WHERE p.state = 'open' ORDER BY i.id, p.type"
    ).fetchall():
        db.execute(
            "INSERT INTO silence VALUES (?, ?, ?, 0, ?)",
            (
                f"a Federal Register document making the {kind} of {instrument} law",
                searched[0],
                day_in_washington(searched[1]).isoformat(),
                searched[2],
            ),
        )
