"""What comes in from reading: mentions, claims and defined names, one wording at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from store.index import THESE, as_json, chunks
from store.keeping import dumps, moment
from store.model import Claim, Link, Mention, Party, Reading, Text, TextualChange

BATCH = 200
#: Tables that hold what a reader found in a wording.
READ = ("mention", "claim", "defined_name", "link", "textual_change", "party")
_TEXTS = f"""
SELECT w.id, t.text, w.title, coalesce(w.published, d.published), coalesce(w.kind, d.kind), w.url,
  w.stated
FROM wording w JOIN wording_text t ON t.wording = w.rowid JOIN document d ON d.id = w.document
WHERE w.rowid IN {THESE} ORDER BY w.rowid
"""
#: By ranges of the index: what was read long ago costs nothing.
_UNREAD = """
SELECT rowid FROM wording WHERE read_by IS NULL
UNION ALL SELECT rowid FROM wording WHERE read_by < :reader
UNION ALL SELECT rowid FROM wording WHERE read_by > :reader
"""
_ALL = "SELECT rowid FROM wording"


def unread(db: Database, reader: str, *, again: bool) -> Iterator[Text]:
    """Wordings not yet read by this reader, in the order they came; texts are loaded a batch at a
    time."""
    rows = db.execute(_ALL if again else _UNREAD, {"reader": reader}).fetchall()
    for some in chunks(sorted(row[0] for row in rows)):
        for r in db.execute(_TEXTS, (as_json(some),)).fetchall():
            yield Text(
                id=r[0],
                text=r[1],
                title=r[2],
                published=date.fromisoformat(r[3]) if r[3] else None,
                kind=r[4],
                url=r[5],
                stated=json.loads(r[6]),
            )


def count_unread(db: Database, reader: str, *, again: bool) -> int:
    """How many wordings `unread` would give."""
    sql = f"SELECT count(*) FROM ({_ALL if again else _UNREAD})"
    return int(db.execute(sql, {"reader": reader}).fetchone()[0])


def record_readings(db: Database, readings: Iterable[Reading], now: datetime) -> int:
    """Keep readings, a batch a transaction; a wording read again loses what was found before."""
    count, batch = 0, []
    for reading in readings:
        batch.append(reading)
        if len(batch) == BATCH:
            _record(db, batch, now)
            count, batch = count + len(batch), []
    if batch:
        _record(db, batch, now)
    return count + len(batch)


def _record(db: Database, readings: list[Reading], now: datetime) -> None:
    mentions: list[tuple[Any, ...]] = []
    claims: list[tuple[Any, ...]] = []
    names: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    changes: list[tuple[Any, ...]] = []
    parties: list[tuple[Any, ...]] = []
    with db.atomic():
        for reading in readings:
            rowid, source, text = db.execute(
                "SELECT w.rowid, d.source, t.text FROM wording w JOIN document d"
                " ON d.id = w.document JOIN wording_text t ON t.wording = w.rowid WHERE w.id = ?",
                (reading.id,),
            ).fetchone()
            for table in READ:
                db.execute(f"DELETE FROM {table} WHERE wording = ?", (rowid,))
            mentions += [(rowid, *_mention(m)) for m in reading.mentions]
            claims += _claims(reading, rowid)
            names += {(rowid, alias, target) for alias, target in reading.names}
            links += [(rowid, *_link(x, text)) for x in reading.links]
            changes += [(rowid, *_change(x)) for x in reading.changes]
            parties += [(rowid, *_party(x)) for x in reading.parties]
            db.execute(
                "UPDATE wording SET read_by = ?, relevance = ? WHERE rowid = ?",
                (reading.reader, reading.relevance, rowid),
            )
            for note in reading.notes:
                message, _, sample = note.partition(": ")
                db.execute(
                    "INSERT OR IGNORE INTO problem (source, level, message, sample, seen)"
                    " VALUES (?, 'warning', ?, ?, ?)",
                    (source, message, f"{sample} [{reading.id}]", moment(now)),
                )
        db.conn.executemany(f"INSERT INTO mention VALUES ({','.join('?' * 12)})", mentions)
        db.conn.executemany(
            f"INSERT INTO claim VALUES ({','.join('?' * 22)}, NULL)",
            claims,
        )
        db.conn.executemany("INSERT INTO defined_name VALUES (?,?,?)", names)
        db.conn.executemany("INSERT INTO link VALUES (?,?,?,?,?,?,?)", links)
        db.conn.executemany("INSERT INTO textual_change VALUES (?,?,?,?,?,?,?,?,?)", changes)
        db.conn.executemany(f"INSERT INTO party VALUES ({','.join('?' * 12)})", parties)


def _link(x: Link, text: str) -> tuple[Any, ...]:
    day = x.date.isoformat() if x.date else None
    return x.relation, x.ref, day, text[x.start : x.end], x.start, x.end


def _change(x: TextualChange) -> tuple[Any, ...]:
    return (
        *(x.instruction, x.operation, x.cfr_path, x.old_text, x.new_text, x.new_path),
        *(x.start, x.end),
    )


def _party(x: Party) -> tuple[Any, ...]:
    return (
        *(x.list, x.action, x.name, x.country, dumps(x.aliases), dumps(x.addresses)),
        *(x.license_requirement, x.license_policy, x.citation, x.start, x.end),
    )


def _mention(m: Mention) -> tuple[Any, ...]:
    value = m.value
    entity = next(
        (
            str(value[key])
            for key in ("name", "alpha2", "code", "normal", "tier")
            if m.label != "THRESHOLD" and value.get(key) is not None
        ),
        None,
    )
    number = value.get("number")
    return (
        m.label,
        m.quote,
        m.start,
        m.end,
        dumps(value),
        m.rule,
        float(number) if isinstance(number, int | float) else None,
        value.get("unit") or value.get("currency"),
        value.get("comparator"),
        value.get("iso"),
        entity,
    )


def _claims(reading: Reading, rowid: int) -> list[tuple[Any, ...]]:
    """Claim rows with readable ids: `fr:2025-00636#record.1/entry_into_force.done.120`."""
    rows, taken = [], set()
    for c in sorted(reading.claims, key=lambda c: (c.start, c.end, c.type, c.modality, c.polarity)):
        stem = f"{reading.id}/{c.type}.{c.modality}.{c.start}"
        key, n = stem, 1
        while key in taken:
            n += 1
            key = f"{stem}~{n}"
        taken.add(key)
        rows.append((key, rowid, *_claim(c), c.rule, reading.reader, dumps(c.details)))
    return rows


def _claim(c: Claim) -> tuple[Any, ...]:
    return (
        *(c.type, c.modality, c.polarity, c.role, c.instrument, c.instrument_id),
        *(c.instrument_ref, c.actor, c.speaker, c.date, c.date_precision, c.date_basis),
        *(c.date_text, c.old_date, c.quote, c.start, c.end),
    )
