"""Whether this installation can do its work: configuration, database, archive, model, mail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from crawler.config import Config, secret

if TYPE_CHECKING:
    from store.database import Store

#: SQLite before this can corrupt a database in WAL mode when it resets the log.
SOUND_SQLITE = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `verdict` is `ok`, `note` (works, could be better) or `wrong`."""

    about: str
    verdict: str
    words: str


def examine(config: Config, now: datetime) -> Iterator[Finding]:
    """A finding for each thing checked, in the order in which they depend on each other."""
    yield Finding(
        "configuration",
        "ok",
        f"{config.path}" if config.path else "built-in defaults (`ruletrail init` writes a file)",
    )
    yield _sqlite()
    yield from _database(config)
    yield _model()
    yield from _clock(config, now)
    yield _mail(config)


def _sqlite() -> Finding:
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

    version = sqlite3.sqlite_version
    if tuple(map(int, version.split("."))) < SOUND_SQLITE:
        return Finding(
            "SQLite", "note", f"{version} has the WAL reset fault; `pip install pysqlite3` mends it"
        )
    return Finding("SQLite", "ok", f"{version} ({sqlite3.__name__.split('.')[0]})")


def _database(config: Config) -> Iterator[Finding]:
    from store.database import Store, StoreError

    if not config.database.exists():
        folder = config.database.absolute().parent
        writable = folder.is_dir() and os.access(folder, os.W_OK)
        words = f"{config.database} is not there yet; "
        words += "`ruletrail run` makes it" if writable else f"{folder} cannot be written"
        yield Finding("database", "note" if writable else "wrong", words)
        return
    try:
        store = Store(config.database)
    except StoreError as error:
        yield Finding("database", "wrong", str(error))
        return
    with store:
        faults = [row[0] for row in store.db.execute("PRAGMA quick_check(3)").fetchall()]
        size = config.database.stat().st_size / 1e6
        documents = store.db.execute("SELECT count(*) FROM document").fetchone()[0]
        sound = faults == ["ok"]
        yield Finding(
            "database",
            "ok" if sound else "wrong",
            f"{config.database}, {size:,.1f} MB, {documents:,} documents"
            if sound
            else f"{config.database}: {'; '.join(faults)}; restore a backup",
        )
        yield _archive(store)
        yield from _sources(store, config)


def _archive(store: Store) -> Finding:
    from crawler.archive import Archive
    from crawler.evidence import sample

    missing = list(sample(store, Archive(store.archive_path)))
    if missing:
        return Finding("archive", "wrong", f"{missing[0]} ({len(missing)} of the newest 50)")
    return Finding("archive", "ok", f"{store.archive_path}; the newest captures are whole")


def _sources(store: Store, config: Config) -> Iterator[Finding]:
    from crawler.catalogue import declare
    from crawler.show import briefly

    declare(store, config)
    _, rows = store.ask("SELECT source, verdict, last_success, note FROM source_health ORDER BY 1")
    for name, verdict, success, note in rows:
        fine = verdict in ("ok", "quiet", "on", "off")
        last = f"last success {success}" if success else "never ran yet"
        yield Finding(
            f"source {name}",
            "ok" if fine else "wrong",
            ": ".join(filter(None, (verdict, briefly(note)))) + f"; {last}",
        )


def _model() -> Finding:
    """Which model there is, and whether its weights find a subject and a verb."""
    from importlib.metadata import version

    from nlp.pipeline import model_name, parse

    name = model_name()
    if name is None:
        return Finding("model", "note", "none: reading by rules alone (install the locked one)")
    (doc,) = parse(["The department rescinded the rule."])
    told = f"{name} {version(name)}"
    found = {(token.dep_, token.text) for token in doc}
    if {("nsubj", "department"), ("ROOT", "rescinded")} <= found:
        return Finding("model", "ok", f"{told}; its weights parse as they should")
    return Finding("model", "wrong", f"{told}: its weights do not parse English; install it again")


def _clock(config: Config, now: datetime) -> Iterator[Finding]:
    from zoneinfo import ZoneInfo

    from apscheduler.triggers.cron import CronTrigger

    from crawler.schedule import jobs

    for job in jobs(config):
        try:
            trigger = CronTrigger.from_crontab(job.at, timezone=ZoneInfo(config.watch.zone))
        except (ValueError, KeyError) as error:
            yield Finding("clock", "wrong", f"{job.name}: {job.at!r}: {error}")
            continue
        if job.name == "run":
            due = trigger.get_next_fire_time(None, now)
            yield Finding("clock", "ok", f"`ruletrail watch` would run the next pass at {due}")


def _mail(config: Config) -> Finding:
    from crawler.post import PostError, connection

    mail = config.mail
    if not mail.configured:
        return Finding("mail", "note", "not set up ([mail] host, sender, to): nothing is sent")
    if mail.user and secret("RULETRAIL_SMTP_PASSWORD") is None:
        return Finding("mail", "wrong", "[mail] user is set, RULETRAIL_SMTP_PASSWORD is not")
    try:
        with connection(mail) as server:
            server.noop()
    except PostError as error:
        return Finding("mail", "wrong", str(error))
    return Finding("mail", "ok", f"{mail.host}:{mail.port} takes mail from {mail.sender}")
