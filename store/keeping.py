"""What comes in from crawling: captures, documents, wordings, changes, runs and problems.

Everything here is append-only but for the moments last seen: a wording once kept stays, an edited
page is a second wording beside it, and raw bytes are never replaced.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import SequenceMatcher
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from store.model import Capture, Document, Draft

#: Publishers and readers count days in Washington.
WASHINGTON = ZoneInfo("America/New_York")


def moment(at: datetime) -> str:
    """An aware moment as the database writes it: UTC, whole seconds, `2025-05-13T22:00:00Z`."""
    if at.tzinfo is None:
        raise ValueError("moments are aware: give the time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_in_washington(moment: str) -> date:
    """The day on which something was recorded, as its publishers count days."""
    return datetime.fromisoformat(moment).astimezone(WASHINGTON).date()


def dumps(value: Any) -> str:
    """JSON as the database keeps it: sorted keys, readable letters."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no JSON value")


def keep(db: Database, capture: Capture, run: int | None) -> str:
    """Record one answer of a publisher: `new`, or `same` when these bytes were kept before."""
    at = moment(capture.fetched_at)
    with db.atomic():
        row = db.execute(
            "SELECT id FROM capture WHERE url = ? AND sha256 = ? AND extractor = ?",
            (capture.url, capture.sha256, capture.extractor),
        ).fetchone()
        if row:
            db.execute(
                "UPDATE capture SET last_seen = max(last_seen, ?) WHERE id = ?", (at, row[0])
            )
            _seen_again(db, row[0], at)
            return "same"
        db.execute(
            "INSERT INTO capture (sha256, url, source, extractor, hints, content_type, status,"
            " first_seen, last_seen, run) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                capture.sha256,
                capture.url,
                capture.source,
                capture.extractor,
                dumps(capture.hints),
                capture.content_type,
                capture.status,
                at,
                at,
                run,
            ),
        )
    return "new"


def _seen_again(db: Database, capture: int, at: str) -> None:
    """The wordings of a capture that came again unchanged stand at least until `at`."""
    db.execute(
        "UPDATE wording SET last_seen = ? WHERE capture = ? AND last_seen < ?", (at, capture, at)
    )
    db.execute(
        "UPDATE document SET last_seen = ? WHERE last_seen < ? AND id IN"
        " (SELECT document FROM wording WHERE capture = ?)",
        (at, at, capture),
    )


def unextracted(db: Database) -> Iterator[Capture]:
    """Captures whose text was not taken yet, oldest first."""
    rows = db.execute(
        "SELECT id, sha256, url, source, extractor, first_seen, content_type, status, hints"
        " FROM capture WHERE extracted_by IS NULL ORDER BY first_seen, id"
    ).fetchall()
    for row in rows:
        yield _capture(row)


def capture_of(db: Database, capture: int) -> Capture:
    """The capture with this row id."""
    row = db.execute(
        "SELECT id, sha256, url, source, extractor, first_seen, content_type, status, hints"
        " FROM capture WHERE id = ?",
        (capture,),
    ).fetchone()
    return _capture(row)


def _capture(row: Sequence[Any]) -> Capture:
    return Capture(
        id=row[0],
        sha256=row[1],
        url=row[2],
        source=row[3],
        extractor=row[4],
        fetched_at=datetime.fromisoformat(row[5]),
        content_type=row[6],
        status=row[7],
        hints=json.loads(row[8]),
    )


def record(
    db: Database, capture: Capture, drafts: Sequence[Draft], extractor: str
) -> dict[str, int]:
    """Keep what an extractor made of a capture; in one transaction, so that a kill loses nothing.

    Gives how many wordings were `new` (of a new document or form), `changed` (beside an older
    wording of the same form) and `same` (these words were held already).
    """
    if capture.id is None:
        raise ValueError("a capture is kept before it is extracted")
    counts = {"new": 0, "changed": 0, "same": 0}
    at = moment(capture.fetched_at)
    with db.atomic():
        for draft in drafts:
            _keep_document(db, draft.document, at)
            counts[_keep_wording(db, draft, capture.id, extractor, at)] += 1
        db.execute("UPDATE capture SET extracted_by = ? WHERE id = ?", (extractor, capture.id))
    return counts


def _keep_document(db: Database, document: Document, at: str) -> None:
    def newest(column: str) -> str:
        """What was seen last is kept, in whatever order it comes."""
        return (
            f"{column} = CASE WHEN excluded.last_seen >= last_seen"
            f" THEN coalesce(excluded.{column}, {column})"
            f" ELSE coalesce({column}, excluded.{column}) END"
        )

    db.execute(
        "INSERT INTO document (id, source, kind, authority_rank, publisher, url, title, published,"
        " stated, first_seen, last_seen) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT (id) DO UPDATE SET"
        f" {newest('kind')}, {newest('url')}, {newest('title')}, {newest('published')},"
        " authority_rank = min(authority_rank, excluded.authority_rank),"
        " stated = CASE WHEN excluded.last_seen >= last_seen"
        "  THEN json_patch(stated, excluded.stated) ELSE json_patch(excluded.stated, stated) END,"
        " first_seen = min(first_seen, excluded.first_seen),"
        " last_seen = max(last_seen, excluded.last_seen)",
        (
            document.id,
            document.source,
            document.kind,
            document.authority_rank,
            document.publisher,
            document.url,
            document.title,
            document.published.isoformat() if document.published else None,
            dumps(document.stated),
            at,
            at,
        ),
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO identifier (document, kind, value) VALUES (?,?,?)",
        [(document.id, kind, v) for kind, values in document.identifiers.items() for v in values],
    )


def _keep_wording(db: Database, draft: Draft, capture: int, extractor: str, at: str) -> str:
    # Differences in spacing are none: the digest is taken over the words.
    document = draft.document
    digest = hashlib.sha256(" ".join(draft.text.split()).encode(errors="replace")).hexdigest()
    held = db.execute(
        "SELECT rowid FROM wording WHERE document = ? AND form = ? AND text_sha256 = ?",
        (document.id, draft.form, digest),
    ).fetchone()
    if held:
        published = document.published.isoformat() if document.published else None
        # A day or a kind told later for the same words: they are to be read again with it.
        db.execute(
            "UPDATE wording SET last_seen = max(last_seen, :at), seen = min(seen, :at),"
            " read_by = CASE WHEN coalesce(:day, published) IS NOT published"
            "  OR coalesce(:kind, kind) IS NOT kind THEN NULL ELSE read_by END,"
            " published = coalesce(:day, published), kind = coalesce(:kind, kind)"
            " WHERE rowid = :row",
            {"at": at, "day": published, "kind": document.kind, "row": held[0]},
        )
        return "same"
    number = (
        1
        + db.execute(
            "SELECT coalesce(max(number), 0) FROM wording WHERE document = ? AND form = ?",
            (document.id, draft.form),
        ).fetchone()[0]
    )
    name = f"{document.id}#{draft.form}.{number}"
    rowid = db.execute(
        "INSERT INTO wording (id, document, form, number, title, published, kind, url, stated,"
        " text_sha256, capture, part, extractor, seen, last_seen)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING rowid",
        (
            name,
            document.id,
            draft.form,
            number,
            document.title,
            document.published.isoformat() if document.published else None,
            document.kind,
            document.url,
            dumps(document.stated),
            digest,
            capture,
            draft.part,
            extractor,
            at,
            at,
        ),
    ).fetchone()[0]
    db.execute(
        "INSERT INTO wording_text (wording, title, text) VALUES (?,?,?)",
        (rowid, document.title, draft.text),
    )
    db.execute(
        "INSERT INTO wording_search (rowid, title, text) VALUES (?,?,?)",
        (rowid, document.title, draft.text),
    )
    if number == 1:
        return "new"
    _note_changes(db, draft, name, at)
    return "changed"


def _note_changes(db: Database, draft: Draft, name: str, at: str) -> None:
    """What a wording changed of the one seen before it, and the one seen after it of this one:
    a backfill brings the older words last."""
    beside = (
        "SELECT w.id, t.text, w.seen FROM wording w JOIN wording_text t ON t.wording = w.rowid"
        " WHERE w.document = ?1 AND w.form = ?2 AND w.id != ?3 AND w.seen"
    )
    these = (draft.document.id, draft.form, name, at)
    before = db.execute(
        f"{beside} <= ?4 ORDER BY w.seen DESC, w.number DESC LIMIT 1", these
    ).fetchone()
    after = db.execute(f"{beside} > ?4 ORDER BY w.seen, w.number LIMIT 1", these).fetchone()
    if before and after:
        db.execute(
            "DELETE FROM change WHERE from_wording = ? AND to_wording = ?", (before[0], after[0])
        )
    here = (name, draft.text, at)
    for old, new in ((before, here), (here, after)):
        if old and new:
            db.execute(
                "INSERT INTO change (document, form, from_wording, to_wording, seen, summary)"
                " VALUES (?,?,?,?,?,?)",
                (*these[:2], old[0], new[0], new[2], what_changed(old[1], new[1])),
            )


def what_changed(old: str, new: str, most: int = 3) -> str:
    """The words that differ, readable: `"initiated" -> "announced"; +12 words; ...`."""
    left, right = old.split(), new.split()
    if len(left) * len(right) > 25_000_000:
        return f"{len(left)} words -> {len(right)} words"
    parts = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        gone, come = " ".join(left[i1:i2]), " ".join(right[j1:j2])
        parts.append(
            f"{_short(gone)} -> {_short(come)}"
            if gone and come
            else f"added {_short(come)}"
            if come
            else f"removed {_short(gone)}"
        )
    if not parts:
        return "spacing only"
    more = f"; and {len(parts) - most} more" if len(parts) > most else ""
    return "; ".join(parts[:most]) + more


def _short(words: str, most: int = 80) -> str:
    return f'"{words}"' if len(words) <= most else f'"{words[: most - 1]}…"'
