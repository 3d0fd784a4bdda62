"""What of the ledger depends on today: headlines with their ages, and promises that lapse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from store.headline import status_on
from store.index import THESE, as_json, chunks
from store.model import Interval, Promise
from store.promises import open_on

#: Instruments of which a state begins or ends, or a promise begins, lapses or grows older, between
#: two days.
_TURNING: Final = """
SELECT instrument FROM status WHERE known_to IS NULL AND valid_from > :a AND valid_from <= :b
UNION SELECT instrument FROM status WHERE known_to IS NULL AND valid_to > :a AND valid_to <= :b
UNION SELECT instrument FROM promise
  WHERE announced_on <= :b AND (fulfilled_on IS NULL OR fulfilled_on > :a)
"""


def turning(db: Database, last: date, today: date) -> set[str]:
    """The instruments whose headline can be another today than on the day it was last written."""
    if last == today:
        return set()
    days = {"a": min(last, today).isoformat(), "b": max(last, today).isoformat()}
    return {row[0] for row in db.execute(_TURNING, days).fetchall()}


def restate(db: Database, instruments: Iterable[str], today: date) -> None:
    """Write the headlines of these instruments, and the states of their promises, as of today."""
    for some in chunks(sorted(instruments)):
        these = as_json(some)
        intervals = intervals_of(db, some)
        promises = _promises(db, these)
        headlines = []
        for instrument, name, was in db.execute(
            f"SELECT id, name, headline FROM instrument WHERE id IN {THESE}", (these,)
        ).fetchall():
            told = promises[instrument]
            stand = [i for i in intervals[instrument] if i.known_to is None]
            now = status_on(instrument, name, stand, told, today, today)
            if now.headline != was:
                headlines.append((now.headline, instrument))
        states = [
            (open_on(p, today), p.id)
            for told in promises.values()
            for p in told
            if p.state == "open"
        ]
        db.conn.executemany("UPDATE instrument SET headline = ? WHERE id = ?", headlines)
        db.conn.executemany(
            "UPDATE promise SET state = ?1 WHERE id = ?2 AND state IS NOT ?1", states
        )


def intervals_of(db: Database, subjects: Sequence[str]) -> dict[str, list[Interval]]:
    """All intervals of these instruments, also those that are known better since."""
    found: dict[str, list[Interval]] = defaultdict(list)
    for i, axis, state, a, b, since, to, *basis in db.execute(
        "SELECT instrument, axis, state, valid_from, valid_to, known_from, known_to, ec.event,"
        " basis_claim FROM status LEFT JOIN event_claim ec ON ec.claim = basis_claim"
        f" WHERE instrument IN {THESE} ORDER BY status.rowid",
        (as_json(subjects),),
    ).fetchall():
        known = _day(since), _day(to)
        found[i].append(Interval(i, axis, state, _day(a), _day(b), *known, *basis))
    return found


def _promises(db: Database, these: str) -> dict[str, list[Promise]]:
    """What has lapsed was open when it was written."""
    found: dict[str, list[Promise]] = defaultdict(list)
    for i, p, kind, modality, announced, due, state, by, on, event in db.execute(
        "SELECT instrument, id, type, modality, announced_on, due, state, fulfilled_by,"
        f" fulfilled_on, event FROM promise WHERE instrument IN {THESE} ORDER BY announced_on, id",
        (these,),
    ).fetchall():
        held = "open" if state == "lapsed" else state
        said = date.fromisoformat(announced)
        found[i].append(Promise(p, i, kind, modality, said, due, held, by, _day(on), event))
    return found


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
