"""status, timeline, search, explain, query, dispute: what is asked of the database."""

from __future__ import annotations

import getpass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from crawler.session import DAY, Session, command
from crawler.show import as_csv, as_json, table, wrap
from store.model import KINDS

if TYPE_CHECKING:
    from store.database import Store

CANDIDATES = 12


def chosen(store: Store, name: str) -> tuple[str, str]:
    """(id, name) of the one instrument that is meant; a usage error lists what it could be."""
    found = store.find_instruments(name)
    if len(found) == 1:
        return found[0]
    if not found:
        near = _near(store, name)
        hint = f"near: {'; '.join(near)}" if near else "`ruletrail status` lists what there is"
        raise click.UsageError(f"no instrument is called {name!r}; {hint}")
    lines = [f"{i}  {n}" for i, n in found[:CANDIDATES]]
    if len(found) > CANDIDATES:
        lines.append(f"and {len(found) - CANDIDATES} more")
    raise Ambiguous(f"{name!r} can be {len(found)} instruments; name one by its id:", lines)


class Ambiguous(click.ClickException):
    """A name that fits several instruments: one line, then a line for each of them."""

    exit_code = 2

    def __init__(self, message: str, candidates: list[str]) -> None:
        super().__init__("\n  ".join([message, *candidates]))


def _near(store: Store, name: str) -> list[str]:
    from difflib import get_close_matches

    _, rows = store.ask("SELECT name, aliases FROM instrument_list")
    import json

    names = {n for row in rows for n in (row[0], *json.loads(row[1] or "[]"))}
    folded = {n.casefold(): n for n in sorted(names)}
    close = get_close_matches(name.casefold(), list(folded), n=3, cutoff=0.5)
    return [folded[n] for n in close]


@command()
@click.argument("instrument", required=False)
@click.option("--as-of", type=DAY, help="Status on that day (default: today).")
@click.option("--known-at", type=DAY, help="As it was known on that day (default: today).")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def status(
    session: Session,
    instrument: str | None,
    as_of: date | None,
    known_at: date | None,
    as_data: bool,
) -> int:
    """Status on six axes with its headline and basis; alone, all instruments.

    INSTRUMENT is any alias, FR citation, document number, RIN or id. A day means its end in
    Washington.
    """
    on, known = as_of or session.today, known_at or session.today
    with session.store() as store:
        if instrument is None:
            return _all(store, on, known, as_data)
        chosen_id, _ = chosen(store, instrument)
        found = store.status(chosen_id, on, known)
        if as_data:
            click.echo(as_json(status_data(found)))
            return 0
        from crawler.report import status as told

        columns, rows = store.ask(
            "SELECT * FROM instrument_list WHERE instrument = :id", {"id": chosen_id}
        )
        row = dict(zip(columns, rows[0], strict=True))
        basis = [e for e in store.timeline(chosen_id) if e["event"] in found.basis]
        click.echo(told(found, row, basis))
    return 0


def status_data(found: Any) -> dict[str, Any]:
    """A status in the promised shape of `status --json`."""
    return {
        "instrument": found.instrument,
        "instrument_id": found.instrument_id,
        "as_of": found.as_of,
        "known_at": found.known_at,
        "headline": found.headline,
        "axes": {axis: state for axis, state in found.axes.items() if axis != "promise"},
        "promises": [dict(promise) for promise in found.promises],
        "basis": list(found.basis),
        "flags": list(found.flags),
    }


def _all(store: Store, on: date, known: date, as_data: bool) -> int:
    found = store.statuses(on, known)
    if as_data:
        click.echo(as_json([status_data(one) for one in found]))
        return 0
    if not found:
        click.echo(f"Nothing was known on {known}. `ruletrail run` or `ruletrail ingest` begins.")
    for one in found:
        click.echo(click.style(wrap(f"{one.instrument} ({one.instrument_id})"), bold=True))
        click.echo(wrap(one.headline, indent="  "))
    return 0


@command()
@click.argument("instrument")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def timeline(session: Session, instrument: str, as_data: bool) -> int:
    """Its events in order, with modality, authority and evidence."""
    with session.store() as store:
        chosen_id, name = chosen(store, instrument)
        events = store.timeline(chosen_id)
    if as_data:
        click.echo(as_json(events))
        return 0
    from crawler.report import timeline as told

    click.echo(told(name, events))
    return 0


@command()
@click.argument("text", nargs=-1, required=True)
@click.option("--since", type=DAY, help="Published on that day or later.")
@click.option("--kind", type=click.Choice(KINDS), help="Only documents of this kind.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, help="At most so many.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def search(
    session: Session,
    text: tuple[str, ...],
    since: date | None,
    kind: str | None,
    limit: int,
    as_data: bool,
) -> int:
    """Full text, best first, with the words shown."""
    with session.store() as store:
        found = store.search(" ".join(text), since, kind, limit)
    if as_data:
        click.echo(as_json(found))
        return 0
    if not found:
        click.echo("No document has these words.")
    for row in found:
        click.echo(click.style(wrap(row["title"] or row["document"]), bold=True))
        about = (row["published"], row["kind"], row["document"])
        click.echo(wrap(" · ".join(part for part in about if part), indent="  "))
        click.echo(wrap(row["snippet"], indent="  "))
        if row["url"]:
            click.echo(wrap(row["url"], indent="  "))
        click.echo()
    return 0


@command()
@click.argument("event_or_document")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def explain(session: Session, event_or_document: str, as_data: bool) -> int:
    """Every finding with the words, the rule and the version that made it.

    The version of a rule's file is told where the present reader made the finding; of what an
    earlier one made, only the reader's.

    EVENT_OR_DOCUMENT is an id as `timeline` and `search` print them.
    """
    from crawler.explanation import explanation, located

    with session.store() as store:
        found = located(store.explain(event_or_document))
    if as_data:
        click.echo(as_json(found))
        return 0
    click.echo(explanation(found))
    return 0


@command()
@click.argument("question", required=False, metavar="[NAME or SQL]")
@click.option("--csv", "as_rows", is_flag=True, help="As CSV.")
@click.option("--json", "as_data", is_flag=True, help="As JSON: a list of objects.")
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@click.option("--on", type=DAY, help="The day asked about, :on in SQL (default: today).")
@click.option("--since", type=DAY, help="A first day, :since in SQL.")
@click.option("--instrument", help="One instrument by any of its names, :instrument in SQL.")
def query(
    session: Session,
    question: str | None,
    as_rows: bool,
    as_data: bool,
    limit: int | None,
    on: date | None,
    since: date | None,
    instrument: str | None,
) -> int:
    """A named question or your own SQL, read-only; alone, lists the questions.

    The views to ask are document_list, mention_list, claim_list, event_list, instrument_list,
    status_interval, deadline_list, threshold_list, tier_list, promise_list,
    contradiction_list, listing_list, company_event_list, change_list, source_health,
    silence_list, problem_list, textual_change_list, delivery_list, objection_list, run_list.
    """
    if as_rows and as_data:
        raise click.UsageError("--csv or --json, not both")
    from store.questions import questions

    named = questions()
    if question is None:
        columns: list[str] = ["name", "question"]
        rows: list[tuple[Any, ...]] = [(name, one.title) for name, one in sorted(named.items())]
    else:
        sql = named[question].text if question in named else _own(question, named)
        given = {
            "today": session.today.isoformat(),
            "on": (on or session.today).isoformat(),
            "since": since.isoformat() if since else None,
        }
        with session.store() as store:
            given["instrument"] = chosen(store, instrument)[0] if instrument else None
            columns, rows = store.ask(sql, given, limit=limit)
    if as_rows:
        click.echo(as_csv(columns, rows), nl=False)
    elif as_data:
        click.echo(as_json([dict(zip(columns, row, strict=True)) for row in rows]))
    elif rows:
        click.echo(table(columns, rows))
    else:
        click.echo(f"No rows ({', '.join(columns)}).")
    return 0


def _own(question: str, named: Any) -> str:
    if any(mark.isspace() for mark in question.strip()):
        return question
    from difflib import get_close_matches

    near = get_close_matches(question, list(named), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else "`ruletrail query` lists them"
    raise click.UsageError(f"no question is called {question!r}; {hint}")


@command()
@click.argument("claim_or_event")
@click.option("--because", required=True, help="The reason, in your words.")
@click.option("--by", help="Who objects (default: your user name).")
def dispute(session: Session, claim_or_event: str, because: str, by: str | None) -> int:
    """Record an objection to a claim or an event.

    The objection is a row of its own, shown wherever the claim is shown; nothing else changes.
    """
    with session.store() as store:
        number = store.dispute(claim_or_event, because, by or getpass.getuser(), session.now)
    click.echo(f"objection {number} to {claim_or_event} is recorded")
    return 0
