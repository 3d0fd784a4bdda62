"""The store: one SQLite file that takes in what was crawled and read, and answers questions.

    with Store("ruletrail.db") as store:
        store.resolve(now)
        store.status("fr:2025-00636", as_of, known_at).headline

Each stage can be run alone and again; every write is a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store import asking, finding, held, keeping, readings
from store.connection import (
    AskError,
    NewerDatabase,
    NotADatabase,
    StoreError,
    open_database,
    open_readonly,
)
from store.held import Resolved
from store.keeping import moment
from store.model import Capture, Draft, Reading, Status, Tally, Text

__all__ = ["AskError", "NewerDatabase", "NotADatabase", "Resolved", "Store", "StoreError"]


class Store:
    """Everything Ruletrail knows, in the SQLite file at `path`, made and migrated when opened.

    With `must_exist` no file is made. Raises StoreError or one of its kinds, each with one line,
    where the file cannot be used. `ask` alone opens a connection that can only read.
    """

    def __init__(self, path: Path | str, *, must_exist: bool = False) -> None:
        self.path = Path(path)
        self.archive_path = self.path.with_name(self.path.name + ".archive")
        if must_exist and not self.path.exists():
            raise StoreError(
                f"{self.path}: no such database; `ruletrail run` or `ruletrail demo` makes one"
            )
        self.db = open_database(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used after."""
        self.db.close()

    # Crawling

    def start_run(self, source: str, stage: str, now: datetime) -> int:
        """A row for one run of one source; unfinished until `finish_run`."""
        row = self.db.execute(
            "INSERT INTO run (source, stage, started) VALUES (?, ?, ?) RETURNING id",
            (source, stage, moment(now)),
        ).fetchone()
        return int(row[0])

    def finish_run(self, run: int, tally: Tally) -> None:
        """What the run brought, and its problems as rows that people read."""
        with self.db.atomic():
            self.db.execute(
                "UPDATE run SET finished = ?, fetched = ?, new = ?, changed = ?, same = ?,"
                " failed = ?, verdict = ?, error = ? WHERE id = ?",
                (
                    moment(tally.finished),
                    tally.fetched,
                    tally.new,
                    tally.changed,
                    tally.same,
                    tally.failed,
                    tally.verdict,
                    tally.error,
                    run,
                ),
            )
            for p in tally.problems:
                self.problem(
                    tally.source,
                    p.get("level", "warning"),
                    p["message"],
                    p.get("sample"),
                    tally.finished,
                    run,
                )

    def declare_source(
        self,
        name: str,
        publisher: str,
        url: str | None,
        at: str | None,
        quiet_after_days: float | None,
        state: str = "on",
        note: str | None = None,
    ) -> None:
        """A source as configured, so that its health can be told even before it ever ran."""
        self.db.execute(
            "INSERT INTO source VALUES (?,?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET"
            " publisher = excluded.publisher, url = excluded.url, at = excluded.at,"
            " quiet_after_days = excluded.quiet_after_days, state = excluded.state,"
            " note = excluded.note",
            (name, publisher, url, at, quiet_after_days, state, note),
        )

    def keep(self, capture: Capture, run: int | None = None) -> str:
        """Record one answer of a publisher: `new`, or `same` when these bytes were kept before."""
        return keeping.keep(self.db, capture, run)

    def first_seen(self, source: str) -> dict[str, datetime]:
        """When each address of a source was first captured."""
        rows = self.db.execute(
            "SELECT url, min(first_seen) FROM capture WHERE source = ? GROUP BY url", (source,)
        ).fetchall()
        return {url: datetime.fromisoformat(at) for url, at in rows}

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """(ETag, Last-Modified) of the last kept answer of an address."""
        row = self.db.execute(
            "SELECT etag, last_modified FROM validator WHERE url = ?", (url,)
        ).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def keep_validators(
        self, url: str, etag: str | None, last_modified: str | None, now: datetime
    ) -> None:
        """Remember the validators of an answer; called after the answer itself is kept."""
        self.db.execute(
            "INSERT OR REPLACE INTO validator VALUES (?,?,?,?)",
            (url, etag, last_modified, moment(now)),
        )

    def problem(
        self,
        source: str,
        level: str,
        message: str,
        sample: str | None,
        now: datetime,
        run: int | None = None,
    ) -> None:
        """A row that people read; the same problem with the same sample is one row."""
        self.db.execute(
            "INSERT INTO problem (run, source, level, message, sample, seen) VALUES (?,?,?,?,?,?)"
            " ON CONFLICT (source, message, sample) DO UPDATE SET seen = excluded.seen,"
            " run = excluded.run",
            (run, source, level, message, (sample or "")[:500], moment(now)),
        )

    # Extracting

    def unextracted(self) -> Iterator[Capture]:
        """Captures whose text was not taken yet, oldest first."""
        return keeping.unextracted(self.db)

    def record(self, capture: Capture, drafts: Sequence[Draft], extractor: str) -> dict[str, int]:
        """Keep what an extractor made of a capture: counts of `new`, `changed`, `same`."""
        return keeping.record(self.db, capture, drafts, extractor)

    # Reading

    def unread(self, reader: str, again: bool = False) -> Iterator[Text]:
        """Wordings not yet read by this reader (all of them with `again`)."""
        return readings.unread(self.db, reader, again=again)

    def count_unread(self, reader: str, again: bool = False) -> int:
        """How many wordings `unread` would give."""
        return readings.count_unread(self.db, reader, again=again)

    def record_readings(self, found: Iterable[Reading], now: datetime) -> int:
        """Keep what a reader found; gives the number of wordings."""
        return readings.record_readings(self.db, found, now)

    def resolve(self, now: datetime, *, whole: bool = False) -> Resolved:
        """Bring events, status and all else that is derived up to date with the claims.

        `whole` drops all of it and makes it again; the result is the same.
        """
        return held.resolve(self.db, now, whole=whole)

    # Asking

    def ask(
        self,
        sql: str,
        params: Mapping[str, Any] | None = None,
        *,
        seconds: float = 10,
        limit: int | None = None,
    ) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Columns and rows of one question, on a connection that can only read.

        Raises AskError: bad SQL, an attempt to write, or more than `seconds`.
        """
        connection = open_readonly(self.path)
        try:
            return asking.ask(connection, sql, params or {}, seconds, limit)
        finally:
            connection.close()

    def find_instruments(self, name: str) -> list[tuple[str, str]]:
        """(id, name) of what this name, citation, number or RIN can mean; one if it is exact."""
        return finding.find_instruments(self.db, name)

    def status(self, instrument: str, as_of: date, known_at: date) -> Status:
        """Status of one instrument on a day, as known on a day."""
        return asking.status(self.db, instrument, as_of, known_at)

    def statuses(self, as_of: date, known_at: date) -> list[Status]:
        """Status of every instrument of which something was known on that day."""
        return asking.statuses(self.db, as_of, known_at)

    def timeline(self, instrument: str) -> list[dict[str, Any]]:
        """The events of an instrument in order, each with its claims and their evidence."""
        return asking.timeline(self.db, instrument)

    def search(
        self, text: str, since: date | None = None, kind: str | None = None, limit: int = 20
    ) -> list[dict[str, Any]]:
        """Documents with these words, best first, with the words shown in `snippet`."""
        return asking.search(self.db, text, since, kind, limit)

    def explain(self, subject: str) -> dict[str, Any]:
        """Every finding behind an event or in a document, down to the capture's hash."""
        return asking.explain(self.db, subject)

    def dispute(self, subject: str, because: str, by: str, now: datetime) -> int:
        """Record an objection to a claim or an event; nothing else changes."""
        return asking.dispute(self.db, subject, because, by, now)
