"""verify, rebuild, backup, restore: what keeps the record whole."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from crawler.lock import lock
from crawler.session import Session, command
from crawler.show import progress

#: So many lines of a kind are shown; the rest is counted.
_MOST = 200


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
    first known when does not move. The last lines give a hash of all that is derived: the same
    bytes under the same rules give the same one.
    """
    from crawler.daily import read_unread
    from store.comparing import differences, snapshot

    with session.store() as store, lock(session.database), progress() as shown:
        before = snapshot(store.db)
        count = read_unread(store, session.now, again=True, jobs=jobs, tell=shown.tick)
        shown.tick("resolving")
        store.resolve(session.now, whole=True)
        after = snapshot(store.db)
    kinds: Counter[str] = Counter()
    for kind, line in differences(before, after):
        kinds[kind] += 1
        if kind == "event" or kinds[kind] <= _MOST:
            click.echo(line)
    for kind, number in kinds.items():
        if kind != "event" and number > _MOST:
            click.echo(f"{number - _MOST:,} more of {kind}")
    same = before.digest() == after.digest()
    click.echo(f"ledger {after.digest()}{', as before' if same else ''}")
    click.echo(
        f"{count} texts read again; {len(after.events)} events, {kinds['event'] or 'none'} changed"
    )
    return 0


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
