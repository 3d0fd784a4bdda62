"""verify, rebuild, backup, restore: what keeps the record whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.lock import lock
from crawler.session import Session, command
from crawler.show import progress

if TYPE_CHECKING:
    from store.database import Store

_FIELDS = (
    *("headline", "type", "modality", "polarity", "instrument", "date", "old_date", "stage"),
    *("first_known", "claims"),
)


@command()
def verify(session: Session) -> int:
    """Re-derive every quote from the archived bytes.

    Exit code 1 and the list where one fails: bytes that are gone or changed, a text that no
    longer comes out of them, a quote that does not stand where it should.
    """
    from crawler.archive import Archive
    from crawler.evidence import check

    with session.store() as store, progress() as shown:
        found = check(store, Archive(store.archive_path), tell=shown.tick)
    for line in found.failures:
        click.echo(line)
    click.echo(
        f"{found.quotes:,} quotes in {found.wordings:,} wordings from {found.captures:,} captures:"
        f" {len(found.failures) or 'none'} failed"
    )
    return 1 if found.failures else 0


@command()
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that read.")
def rebuild(session: Session, jobs: int) -> int:
    """Drop what is derived, make it again, print what changed.

    Every wording is read again by the present rules and every event is resolved again. What was
    first known when does not move.
    """
    from crawler.daily import read_unread

    with session.store() as store, lock(session.database), progress() as shown:
        before = _held(store)
        count = read_unread(store, session.now, again=True, jobs=jobs, tell=shown.tick)
        shown.tick("resolving")
        store.resolve(session.now, whole=True)
        after = _held(store)
    for event in sorted(before.keys() | after.keys()):
        old, new = before.get(event), after.get(event)
        if old == new:
            continue
        mark = "-" if new is None else "+" if old is None else "~"
        click.echo(f"{mark} {event}: {(new or old or ('',))[0]}{_changed(old, new)}")
    changed = sum(before.get(e) != after.get(e) for e in before.keys() | after.keys())
    click.echo(f"{count} texts read again; {len(after)} events, {changed or 'none'} changed")
    return 0


def _changed(old: tuple[object, ...] | None, new: tuple[object, ...] | None) -> str:
    """` (claims 2 -> 3)`, where an event was there before and is there still."""
    if old is None or new is None:
        return ""
    pairs = zip(_FIELDS, old, new, strict=True)
    return f" ({', '.join(f'{name} {was} -> {now}' for name, was, now in pairs if was != now)})"


def _held(store: Store) -> dict[str, tuple[object, ...]]:
    _, rows = store.ask(f"SELECT event, {', '.join(_FIELDS)} FROM event_list", seconds=60)
    return {row[0]: tuple(row[1:]) for row in rows}


@command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(session: Session, file: Path) -> int:
    """A consistent copy of database and archive in one FILE, while others work."""
    from crawler.copying import back_up

    with session.store() as store:
        count = back_up(store, file)
    click.echo(f"{file}: the database and {count:,} captures")
    return 0


@command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(session: Session, file: Path) -> int:
    """Bring a backup back, where no database is yet."""
    from crawler.copying import Refused, bring_back

    try:
        with lock(session.database):
            count = bring_back(file, session.database)
    except Refused as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{session.database}: the database and {count:,} captures are back")
    return 0
