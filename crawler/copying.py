"""Backup and restore: the database and its archive as one tar file."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from store.database import Store

DATABASE = "ruletrail.db"
ARCHIVE = "archive"


class Refused(Exception):
    """A restore that would lose or mix something; the one line says what."""


def back_up(store: Store, file: Path) -> int:
    """Write a consistent copy to `file` while others work: the number of captures in it.

    The database is copied first: every capture it names is in the archive by then, for bytes are
    kept before their row is written and are never taken away by crawling.
    """
    part = file.with_name(file.name + ".part")
    captures = sorted(store.archive_path.glob("??/*.zst"))
    try:
        with tempfile.TemporaryDirectory(prefix="ruletrail-") as folder:
            copy = Path(folder, DATABASE)
            target = sqlite3.connect(str(copy))
            try:
                store.db.conn.backup(target)
            finally:
                target.close()
            captures = sorted(store.archive_path.glob("??/*.zst"))
            with tarfile.open(part, "w") as tar:
                tar.add(copy, DATABASE)
                for path in captures:
                    tar.add(path, f"{ARCHIVE}/{path.relative_to(store.archive_path)}")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return len(captures)


def bring_back(file: Path, database: Path) -> int:
    """Unpack a backup to where no database is: the number of captures that are back.

    Raises Refused, with nothing changed, where something is in the way or the file is no backup.
    """
    archive = database.with_name(database.name + ".archive")
    for path in (database, archive):
        if path.exists():
            raise Refused(f"{path} is there already; move it away, or name another --database")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=database.parent) as folder:
        try:
            with tarfile.open(file, "r:") as tar:
                names = tar.getnames()
                if names[:1] != [DATABASE]:
                    raise Refused(f"{file}: is no backup that `ruletrail backup` wrote")
                tar.extractall(folder, filter="data")
        except tarfile.TarError as error:
            raise Refused(f"{file}: is no whole backup ({error})") from error
        unpacked = Path(folder, ARCHIVE)
        if unpacked.exists():
            shutil.move(unpacked, archive)
        Path(folder, DATABASE).rename(database)
    return len(list(archive.glob("??/*.zst")))
