"""Opening the database: migrated, in WAL mode, with the public views of this version.

sqlite-utils takes pysqlite3 where it is installed (SQLite 3.53 instead of the system's 3.40,
whose WAL reset fault was mended in 3.51.3), else the standard module; `sqlite3` here is the same.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from store.schema import migrations

HEADER = b"SQLite format 3\x00"
VIEWS = files("store").joinpath("views.sql").read_text(encoding="utf-8")
_FINGERPRINT = int(hashlib.sha256(VIEWS.encode()).hexdigest()[:7], 16)


class StoreError(Exception):
    """Something about the database that one line can say."""


class NotADatabase(StoreError):
    """The file is there and is no Ruletrail database."""


class NewerDatabase(StoreError):
    """The database was written by a later version of the program."""


class AskError(StoreError):
    """A question that cannot be answered: bad SQL, a write, or out of time."""


def open_database(path: Path) -> Database:
    """The database at `path`, made if absent, migrated, with current views.

    Raises NotADatabase, NewerDatabase or StoreError, each with one line saying what and where.
    """
    _refuse_what_is_no_database(path)
    try:
        connection = sqlite3.connect(str(path), timeout=30, isolation_level=None)
        db = Database(connection)
        db.enable_wal()
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        _refuse_what_is_newer(db, path)
        if migrations.pending(db):
            migrations.apply(db)
        _declare_views(db)
    except sqlite3.DatabaseError as error:
        raise _said(error, path) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}") from error
    return db


def open_readonly(path: Path) -> Any:
    """A second connection that can only read: `query_only`, no extensions, no ATTACH."""
    if not path.exists():
        raise StoreError(f"{path}: no such database; `ruletrail run` or `ruletrail demo` makes one")
    _refuse_what_is_no_database(path)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.set_authorizer(_only_reading)
    return connection


def _only_reading(action: int, name: str | None, *_: str | None) -> int:
    """Allow what a question does; deny writes, ATTACH, extensions and pragmas that set.

    Codes as in SQLite's documentation: 19 PRAGMA, 20 READ, 21 SELECT, 31 FUNCTION, 33 RECURSIVE.
    """
    if action in (20, 21, 33) or (action == 31 and name != "load_extension"):
        return 0
    looks = ("table_info", "table_list", "table_xinfo", "index_list", "index_info", "data_version")
    return 0 if action == 19 and name in looks else 1


def _refuse_what_is_no_database(path: Path) -> None:
    if path.is_dir():
        raise NotADatabase(f"{path}: is a folder, not a database")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist")
    if path.exists() and path.stat().st_size:
        try:
            with path.open("rb") as file:
                head = file.read(len(HEADER))
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}") from error
        if head != HEADER:
            raise NotADatabase(
                f"{path}: is not an SQLite database; nothing was changed (name another --database)"
            )


def _refuse_what_is_newer(db: Database, path: Path) -> None:
    tables = set(db.table_names())
    if tables and "_sqlite_migrations" not in tables:
        raise NotADatabase(
            f"{path}: is an SQLite database, but not one of Ruletrail's; nothing was changed"
        )
    if not tables:
        return
    known = {m.name for m in migrations._migrations}
    strange = [m.name for m in migrations.applied(db) if m.name not in known]
    if strange:
        raise NewerDatabase(
            f"{path}: was written by a newer Ruletrail (it has '{strange[-1]}'); update the program"
        )


def _declare_views(db: Database) -> None:
    if db.execute("PRAGMA user_version").fetchone()[0] == _FINGERPRINT:
        return
    with db.atomic():
        for view in db.view_names():
            db.execute(f'DROP VIEW "{view}"')
        for statement in filter(None, (s.strip() for s in VIEWS.split(";\n"))):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {_FINGERPRINT}")


def _said(error: Exception, path: Path) -> StoreError:
    words = str(error)
    if "not a database" in words or "malformed" in words:
        return NotADatabase(f"{path}: {words}; nothing was changed")
    return StoreError(f"{path}: {words}")
