"""What the store answers: status on a day, timelines, search, and the evidence behind a finding."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from store.connection import AskError, StoreError
from store.headline import status_on
from store.keeping import moment
from store.model import Interval, Promise, Status
from store.wording import type_words

_INTERVALS = """
SELECT s.instrument, s.axis, s.state, s.valid_from, s.valid_to, s.known_from, s.known_to,
  e.id, e.date
FROM status s LEFT JOIN event_claim ec ON ec.claim = s.basis_claim
  LEFT JOIN event e ON e.id = ec.event
WHERE s.known_from <= :known AND (s.known_to IS NULL OR s.known_to > :known)
"""
_BADGES = """
SELECT e.type, e.modality, e.date, count(DISTINCT d.publisher) AS tellers
FROM event e JOIN event_claim ec ON ec.event = e.id AND ec.part != 'contradicting'
  JOIN claim c ON c.id = ec.claim JOIN wording w ON w.rowid = c.wording
  JOIN document d ON d.id = w.document
WHERE e.instrument = :i AND e.stage = 'report' AND e.polarity = 'affirmed'
  AND e.modality IN ('announced', 'planned', 'reported')
  AND e.type IN ('rescission', 'suspension', 'delay', 'replacement', 'reimposition', 'withdrawal')
  AND e.asserted <= :as_of AND date(w.seen, '-5 hours') <= :known
  AND NOT EXISTS (SELECT 1 FROM event o WHERE o.instrument = e.instrument AND o.type = e.type
    AND o.stage IN ('law', 'statement') AND o.polarity = 'affirmed' AND o.asserted <= :as_of
    AND o.first_known <= :known)
GROUP BY e.id HAVING tellers > 1 ORDER BY e.asserted, e.id
"""
_EARLY = """
SELECT f.date, p.date FROM event f JOIN event p ON p.instrument = f.instrument
WHERE f.instrument = :i AND f.type = 'entry_into_force' AND f.stage = 'law'
  AND p.type = 'filing' AND p.stage = 'law' AND f.date < p.date
  AND f.first_known <= :known AND p.first_known <= :known LIMIT 1
"""
_EVIDENCE = """
SELECT ec.part, c.id AS claim, c.modality, c.polarity, c.date, c.date_basis, c.date_text, c.quote,
  c.start, c."end", c.rule, c.reader, c.actor, c.speaker, w.id AS wording, w.seen AS known_at,
  d.id AS document, d.publisher, d.authority_rank, d.published, d.title, d.url,
  k.sha256, k.url AS fetched_from, k.first_seen AS fetched_at, w.extractor, w.part AS capture_part
FROM event_claim ec JOIN claim c ON c.id = ec.claim JOIN wording w ON w.rowid = c.wording
  JOIN document d ON d.id = w.document JOIN capture k ON k.id = w.capture
WHERE ec.event = ? ORDER BY ec.part != 'lead', d.authority_rank, d.published, c.id
"""


def ask(
    connection: Any,
    sql: str,
    params: Mapping[str, Any],
    seconds: float,
    limit: int | None,
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Columns and rows of one statement on a read-only connection; AskError says why not."""
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > until), 10_000)
    try:
        cursor = connection.execute(sql, dict(params))
        if cursor.description is None:
            raise AskError("this is no question: give a SELECT")
        rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit)
    except (sqlite3.Error, sqlite3.Warning) as error:
        words = str(error)
        if "not authorized" in words or "readonly" in words:
            raise AskError("a question only reads: writing and ATTACH are refused") from error
        if "interrupted" in words:
            raise AskError(f"no answer within {seconds:g} seconds; ask for less") from error
        raise AskError(f"SQL: {words}") from error
    return [c[0] for c in cursor.description], [tuple(r) for r in rows]


def status(db: Database, instrument: str, as_of: date, known_at: date) -> Status:
    """Status of one instrument; StoreError when there is none of this id."""
    row = db.execute("SELECT name FROM instrument WHERE id = ?", (instrument,)).fetchone()
    if not row:
        raise StoreError(f"{instrument}: no such instrument; `ruletrail status` lists them")
    rows = db.execute(
        _INTERVALS + " AND s.instrument = :instrument",
        {"known": known_at.isoformat(), "instrument": instrument},
    ).fetchall()
    found = _status(instrument, row[0], rows, as_of, known_at)
    if not rows:
        return replace(found, flags=(f"nothing was known of it on {known_at}",))
    return replace(found, flags=flags(db, instrument, as_of, known_at))


def flags(db: Database, instrument: str, as_of: date, known_at: date) -> tuple[str, ...]:
    """What a headline does not carry: plans told by the press alone, odd orders of dates.

    Press alone is a badge, and only from two independent publishers; it goes when the actor
    itself has spoken or the law has.
    """
    days = {"i": instrument, "as_of": as_of.isoformat(), "known": known_at.isoformat()}
    badges = db.execute(_BADGES, days).fetchall()
    found = [f"{type_words(t)} {m}, {d or 'undated'}: {n} publishers" for t, m, d, n in badges]
    early = db.execute(_EARLY, days).fetchone()
    held = db.execute(
        "SELECT 1 FROM event WHERE instrument = :i AND stage = 'law' AND first_known <= :known",
        days,
    ).fetchone()
    if not held:
        found.append("no document of the law is held on it: what the law says of it is not known")
    if early:
        found.append(f"effective {early[0]}, before its filing of {early[1]}")
    return tuple(found)


def statuses(db: Database, as_of: date, known_at: date) -> list[Status]:
    """Status of every instrument of which something was known, by name."""
    rows: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in db.execute(_INTERVALS, {"known": known_at.isoformat()}).fetchall():
        rows[row[0]].append(row)
    names = dict(db.execute("SELECT id, name FROM instrument").fetchall())
    found = [_status(i, names[i], rows[i], as_of, known_at) for i in rows]
    return sorted(found, key=lambda s: (s.instrument.casefold(), s.instrument_id))


def _status(
    instrument: str, name: str, rows: Sequence[Sequence[Any]], as_of: date, known_at: date
) -> Status:
    found = [
        Interval(r[0], r[1], r[2], _day(r[3]), _day(r[4]), _day(r[5]), _day(r[6]), r[7])
        for r in rows
    ]
    promises = [_promise(i, r[8]) for i, r in zip(found, rows, strict=True) if i.axis == "promise"]
    promises.sort(key=lambda p: (p.announced_on, p.type))
    return status_on(instrument, name, found, promises, as_of, known_at)


def _promise(i: Interval, due: str | None) -> Promise:
    kind, modality = i.state.rsplit(" ", 1)
    start = i.valid_from or date.min
    return Promise(
        id=f"{i.instrument}/{kind}.promise.{start}",
        instrument=i.instrument,
        type=kind,
        modality=modality,
        announced_on=start,
        due=due if due and due > start.isoformat() else None,
        state="kept" if i.valid_to else "open",
        fulfilled_by=None,
        fulfilled_on=i.valid_to,
        event=i.basis_event or "",
    )


def timeline(db: Database, instrument: str) -> list[dict[str, Any]]:
    """Events by the day they bite or were said, each with `claims` (evidence, strongest first)
    and `objections`."""
    events = _rows(
        db,
        "SELECT id AS event, type, modality, polarity, stage, date, old_date, asserted, actor,"
        " authority_rank, headline, first_known FROM event WHERE instrument = ?"
        " ORDER BY coalesce(date, asserted, first_known), authority_rank, id",
        (instrument,),
    )
    for event in events:
        event["claims"] = _rows(db, _EVIDENCE, (event["event"],))
        subjects = [event["event"], *(c["claim"] for c in event["claims"])]
        event["objections"] = _objections(db, subjects)
    return events


def search(
    db: Database, text: str, since: date | None, kind: str | None, limit: int
) -> list[dict[str, Any]]:
    """One row a document, best wording first; StoreError on words that cannot be searched."""
    if not any(char.isalnum() for char in text):
        raise StoreError("search: give at least one word")
    rows = _rows(
        db,
        "SELECT d.id AS document, d.title, d.url, d.published, d.kind,"
        " snippet(wording_search, 1, '[', ']', ' … ', 24) AS snippet"
        " FROM wording_search JOIN wording w ON w.rowid = wording_search.rowid"
        " JOIN document d ON d.id = w.document"
        " WHERE wording_search MATCH :q AND (:since IS NULL OR d.published >= :since)"
        " AND (:kind IS NULL OR d.kind = :kind) ORDER BY wording_search.rank LIMIT :most",
        {
            "q": db.quote_fts(text),
            "since": since.isoformat() if since else None,
            "kind": kind,
            # A document has a few wordings at most; the best one of each is shown.
            "most": 8 * limit,
        },
    )
    best = {row["document"]: row for row in reversed(rows)}
    return [row for row in rows if best[row["document"]] is row][:limit]


def explain(db: Database, subject: str) -> dict[str, Any]:
    """An event with its claims, or a document with its wordings, mentions and claims."""
    event = _rows(db, "SELECT * FROM event_list WHERE event = ?", (subject,))
    if event:
        claims = _rows(db, _EVIDENCE, (subject,))
        subjects = [subject, *(c["claim"] for c in claims)]
        disputes = [
            "left_claim",
            "left_value",
            "right_claim",
            "right_value",
        ]
        against = _rows(
            db,
            f"SELECT field, {', '.join(disputes)}, resolved_to FROM contradiction_list"
            " WHERE event = ? ORDER BY contradiction",
            (subject,),
        )
        return {
            "event": event[0],
            "claims": claims,
            "contradictions": against,
            "objections": _objections(db, subjects),
        }
    document = _rows(db, "SELECT * FROM document_list WHERE document = ?", (subject,))
    if not document:
        raise StoreError(f"{subject}: no event and no document of this id")
    wordings = _rows(
        db,
        "SELECT w.id AS wording, w.form, w.number, w.seen, w.last_seen, w.read_by, w.relevance,"
        " w.extractor, k.sha256, k.url AS fetched_from, k.first_seen AS fetched_at FROM wording w"
        " JOIN capture k ON k.id = w.capture WHERE w.document = ? ORDER BY w.form, w.number",
        (subject,),
    )
    claims = _rows(
        db, "SELECT * FROM claim_list WHERE document = ? ORDER BY wording, start", (subject,)
    )
    return {
        "document": document[0],
        "wordings": wordings,
        "changes": _rows(db, "SELECT * FROM change_list WHERE document = ?", (subject,)),
        "claims": claims,
        "mentions": _rows(
            db, "SELECT * FROM mention_list WHERE document = ? ORDER BY wording, start", (subject,)
        ),
        "objections": _objections(db, [subject, *(c["claim"] for c in claims)]),
    }


def _objections(db: Database, subjects: Sequence[str]) -> list[dict[str, Any]]:
    return _rows(
        db,
        "SELECT * FROM objection_list WHERE subject IN (SELECT value FROM json_each(?))",
        (json.dumps(list(subjects)),),
    )


def dispute(db: Database, subject: str, because: str, by: str, now: datetime) -> int:
    """The id of the new objection; StoreError when there is no such claim or event."""
    known = db.execute(
        "SELECT 1 FROM event WHERE id = :s UNION SELECT 1 FROM claim WHERE id = :s",
        {"s": subject},
    ).fetchone()
    if not known:
        raise StoreError(f"{subject}: no claim and no event of this id")
    if not because.strip():
        raise StoreError("dispute: say why (--because)")
    row = db.execute(
        "INSERT INTO objection (subject, because, by, at) VALUES (?,?,?,?) RETURNING id",
        (subject, because.strip(), by, moment(now)),
    ).fetchone()
    return int(row[0])


def _rows(db: Database, sql: str, params: Any) -> list[dict[str, Any]]:
    cursor = db.execute(sql, params)
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
