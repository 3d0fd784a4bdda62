"""read and annotate: what finds mentions and claims."""

from __future__ import annotations

import sys
from typing import IO

import click

from crawler.lock import lock
from crawler.session import Session, command
from crawler.show import progress


@command()
@click.option("--again", is_flag=True, help="Read everything, not only what is unread.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that read.")
def read(session: Session, again: bool, jobs: int) -> int:
    """Find mentions and claims in what is unread; resolve events and status.

    Unread is every wording that the present rules have not seen: changed rules read all again.
    """
    from crawler.daily import read_unread, take_out, unwell
    from crawler.report import trouble

    with session.store(make=True) as store, lock(session.database), progress() as shown:
        extracted = take_out(store, session.now, shown.tick)
        count = read_unread(store, session.now, again=again, jobs=jobs, tell=shown.tick)
        shown.tick("resolving")
        held = store.resolve(session.now)
    click.echo(
        f"{count} texts read; {held.events} events on {held.instruments} instruments"
        f" ({len(held.new_events)} new)"
    )
    bad = unwell((), extracted)
    for found in bad:
        click.echo(f"ruletrail read: {trouble(found)}", err=True)
    return 1 if bad else 0


@command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that read.")
def annotate(session: Session, file: IO[str], jobs: int) -> int:
    """A filter, no database: JSONL documents in, JSONL annotations out.

    One line for each line, in order; a bad line gives {"id", "error"} in its place and exit
    code 1 at the end.
    """
    from nlp.annotate import annotate as annotated

    failed = False
    for line, fine in annotated(file, jobs=jobs):
        sys.stdout.write(line + "\n")
        failed = failed or not fine
    return 1 if failed else 0
