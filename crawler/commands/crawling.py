"""run, watch, sources, crawl, ingest: what brings documents in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.lock import lock
from crawler.session import DAY, Session, command
from crawler.show import as_json, briefly, progress, table
from store.model import KINDS

if TYPE_CHECKING:
    from crawler.daily import PassResult


@command()
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes that read.")
def run(session: Session, jobs: int) -> int:
    """One daily pass: crawl, read, resolve, deliver what is due.

    What cron calls. A source that fails never stops the others: the exit code is then 1 and the
    line of that source says why.
    """
    from crawler.daily import daily_pass
    from crawler.post import deliver_due

    with session.store(make=True) as store, lock(session.database), progress() as shown:
        config = session.configured()
        result = daily_pass(store, config, session.now, jobs=jobs, tell=shown.tick)
        shown.clear()
        say_pass(result)
        delivered = deliver_due(store, config, session.now)
    for line in delivered.lines:
        click.echo(line)
    for line in delivered.failures:
        click.echo(f"ruletrail run: {line}", err=True)
    return 1 if delivered.failures else result.exit_code


def say_pass(result: PassResult) -> None:
    """A line for each source and for what is held; what went wrong on standard error."""
    from crawler.report import tally, trouble

    for found in result.crawled:
        click.echo(tally(found))
    click.echo(said_of(result))
    for bad in result.unwell:
        click.echo(f"ruletrail run: {trouble(bad)}", err=True)


def said_of(result: PassResult) -> str:
    """What a pass left in the database, in one line."""
    held = result.resolved
    return (
        f"{result.read} texts read; {held.events} events on {held.instruments} instruments"
        f" ({len(held.new_events)} new)"
    )


@command()
@click.option("--list", "list_jobs", is_flag=True, help="Only say what would run when.")
def watch(session: Session, list_jobs: bool) -> int:
    """The same on schedule until stopped: crawling, reading and the daily pass.

    Each job is a command in a process of its own, one at a time. SIGTERM or Ctrl-C ends it.
    """
    from crawler.schedule import Watch, jobs

    config = session.configured()
    planned = jobs(config)
    rows = [(job.name, job.at, " ".join(job.arguments)) for job in planned]
    click.echo(table(["job", "when", "command"], rows))
    click.echo(f"Times are those of {config.watch.zone}.")
    if list_jobs:
        return 0
    session.store(make=True).close()  # a database that cannot be used is said now, not at 6:30
    Watch(config, lambda line: click.echo(line), planned).run()
    return 0


@command()
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def sources(session: Session, as_data: bool) -> int:
    """Each source: where, when, last success, last new item, verdict.

    Verdicts: ok, quiet (nothing new for longer than usual), blind (an empty answer where there
    should be something), blocked, shape_changed; `on` until it first ran.
    """
    from crawler.catalogue import declare
    from crawler.report import facts

    with session.store(make=True) as store:
        declare(store, session.config)
        columns, rows = store.ask("SELECT * FROM source_health ORDER BY source")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    if as_data:
        click.echo(as_json(found))
        return 0
    for row in found:
        click.echo(f"{click.style(row['source'], bold=True)}  {row['verdict']}")
        lines = facts(
            [
                ("where", row["url"]),
                ("when", row["at"]),
                ("last success", _short(row["last_success"]) or "none yet"),
                ("last new item", _short(row["last_new"]) or "none yet"),
                ("note", briefly(row["note"])),
            ]
        )
        click.echo("\n".join(lines))
    return 0


def _short(moment: str | None) -> str:
    return f"{moment[:16].replace('T', ' ')} UTC" if moment else ""


@command()
@click.argument("source", nargs=-1)
@click.option("--since", type=DAY, help="First day of a backfill.")
@click.option("--until", type=DAY, help="Last day of a backfill.")
def crawl(session: Session, source: tuple[str, ...], since: date | None, until: date | None) -> int:
    """Fetch new and changed documents; with dates, a backfill.

    Without SOURCE, every source that is on.
    """
    from crawler.daily import enabled, take_out, unwell
    from crawler.report import tally, trouble
    from crawler.run import crawl as fetch

    config = session.configured()
    wanted = source or enabled(config)
    for name in wanted:
        if name not in config.sources:
            raise click.UsageError(_unknown("source", name, config.sources))
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}")
    with session.store(make=True) as store, lock(session.database), progress() as shown:
        shown.tick(f"fetching {', '.join(wanted)}")
        tallies = fetch(config, wanted, session.now, since, until)
        extracted = take_out(store, session.now, shown.tick)
    for found in tallies:
        click.echo(tally(found))
    bad = unwell(tallies, extracted)
    for found in bad:
        click.echo(f"ruletrail crawl: {trouble(found)}", err=True)
    return 1 if bad else 0


def _unknown(what: str, name: str, known: object) -> str:
    from difflib import get_close_matches

    names = sorted(known)  # type: ignore[call-overload]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
    return f"no {what} is called {name!r}; {hint}"


@command()
@click.argument("path", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="What the documents are.")
@click.option("--published", type=DAY, help="The day they were published.")
@click.option("--seen", type=DAY, help="The day they were first seen (default: now).")
@click.option("--url", help="Where they stand on the web.")
def ingest(
    session: Session,
    path: tuple[Path, ...],
    kind: str | None,
    published: date | None,
    seen: date | None,
    url: str | None,
) -> int:
    """Take documents from files or folders.

    HTML, text, Markdown, JSONL, Federal Register API pages and XML, WARC; any of them gzipped.
    The same file again changes nothing.
    """
    from crawler.archive import Archive
    from crawler.ingest import IngestError
    from crawler.ingest import ingest as take

    with session.store(make=True) as store, lock(session.database), progress() as shown:
        try:
            found = take(
                path,
                store,
                Archive(store.archive_path),
                kind=kind,
                published=published,
                seen=seen,
                url=url,
                now=session.now,
                progress=shown.tick,
            )
        except IngestError as error:
            raise click.UsageError(str(error)) from None
    for line in found.notes:
        click.echo(line)
    for line in found.problems:
        click.echo(f"ruletrail ingest: {line}", err=True)
    failed = f", {found.failed} failed" if found.failed else ""
    click.echo(f"{found.new} new, {found.changed} changed, {found.same} same{failed}")
    return 1 if found.failed else 0
