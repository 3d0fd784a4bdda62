"""read and annotate: what finds mentions and claims."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import click

from crawler.lock import lock
from crawler.session import Session, command
from crawler.show import Progress, progress


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
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that read.")
def annotate(session: Session, file: BinaryIO, jobs: int) -> int:
    """A filter, no database: JSONL documents in, JSONL annotations out.

    FILE is standard input where none is named. A line in is {"id", "text"}, with "title",
    "published" (ISO date), "kind" (rule, proposed_rule, notice, release, guidance, news,
    law_firm), "url" and "stated" where they are known. One line comes out for each, in order,
    as soon as it is read; a bad line gives {"id", "error"} in its place and exit code 1 at the
    end.
    """
    from nlp.annotate import annotate_file, write

    with progress() as shown:
        found = annotate_file(file, jobs)
        # a moving line among lines that a person reads would only be in the way
        told = found if sys.stdout.isatty() else _counted(found, shown)
        return 1 if write(told) else 0


def _counted(lines: Iterable[tuple[str, bool]], shown: Progress) -> Iterator[tuple[str, bool]]:
    """The same lines, their number told to who watches."""
    failed = 0
    for number, (line, read) in enumerate(lines, 1):
        yield line, read
        failed += not read
        shown.tick(f"{number:,} lines" + (f", {failed:,} bad" if failed else ""))
