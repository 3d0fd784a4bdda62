"""What the demo fetched, taken in again: in any order, in any number of goes, and read once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from crawler.archive import Archive
from crawler.extract import extract
from nlp.reader import Reader
from store import held
from store.database import Store
from store.keeping import capture_of
from store.model import Capture, Draft, Reading, Text
from tests.world import at

Ledger = dict[str, list[str]]
Kept = tuple[Capture, list[Draft]]

_VIEWS = ("contradiction_list", "tier_list", "listing_list", "event_list", "deadline_list")
#: By names, not by numbers of rows: those follow the order in which documents came.
_BY_NAME = {
    "known_name": "SELECT name, alias, target, k.number, instrument, times, k.document, w.id"
    " FROM known_name k LEFT JOIN wording w ON w.rowid = k.wording",
    "looked_up": "SELECT key, w.id FROM looked_up JOIN wording w ON w.rowid = wording",
    "told": "SELECT subject, w.id, known FROM told JOIN wording w ON w.rowid = wording",
    "claim": "SELECT id, resolved FROM claim",
    "document": "SELECT id, kind, authority_rank, url, title, published, first_seen FROM document",
}
#: Versions of one page are numbered as they come; here the same words have the same name.
_EDITED = """
SELECT id, document || '#' || form || '[' || substr(text_sha256, 1, 12) || ']' FROM wording
WHERE (document, form) IN (SELECT document, form FROM wording WHERE number > 1)
"""


def ledger(db: Database) -> Ledger:
    """All that is derived and what is shown of it, sorted, with names that no order changes.

    `resolution` is left out: it tells of runs, which only a crawl has.
    """
    names = dict(db.execute(_EDITED).fetchall())
    asked = {t: f"SELECT * FROM {t}" for t in (*held.DERIVED, *_VIEWS) if t != "resolution"}
    return {
        table: sorted(_renamed(repr(row), names) for row in db.execute(sql).fetchall())
        for table, sql in {**asked, **_BY_NAME}.items()
    }


def _renamed(row: str, names: dict[str, str]) -> str:
    for name, words in names.items():
        row = row.replace(name, words)
    return row


def fingerprint(found: Ledger) -> str:
    """The hash of a ledger."""
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


class Replay:
    """The captures of a demo with the texts in them. A text is read once, however often it comes:
    a reading is a function of the text and of what is told with it."""

    def __init__(self, demo: Path) -> None:
        self.reader = Reader()
        self._readings: dict[str, Reading] = {}
        with Store(demo / "ruletrail.db", must_exist=True) as store:
            rows = store.db.execute("SELECT id FROM capture ORDER BY id").fetchall()
            captures = [capture_of(store.db, row[0]) for row in rows]
            archive = Archive(store.archive_path)
            day = store.db.execute("SELECT day FROM resolution").fetchone()[0]
            self.now = at(date.fromisoformat(day))
            self.played = ledger(store.db)
        self.kept: list[Kept] = [(c, extract(c, archive.get(c.sha256))) for c in captures]

    def take_in(self, path: Path, order: Sequence[Kept], goes: Collection[int] = ()) -> Ledger:
        """The ledger of a new database that took these in one by one, and read and resolved them
        each time that the number taken in is among `goes`, and at the end."""
        with Store(path) as store:
            store.db.execute("PRAGMA synchronous = OFF")
            for n, (capture, drafts) in enumerate(order, 1):
                store.keep(capture)
                store.record(next(store.unextracted()), drafts, capture.extractor)
                if n in goes or n == len(order):
                    unread = store.unread(self.reader.version)
                    store.record_readings(self._read(unread), self.now)
                    store.resolve(self.now)
            return ledger(store.db)

    def _read(self, texts: Iterable[Text]) -> Iterator[Reading]:
        for text in texts:
            key = repr(replace(text, id=""))
            if key not in self._readings:
                self._readings[key] = self.reader.read_one(text)
            yield replace(self._readings[key], id=text.id)
