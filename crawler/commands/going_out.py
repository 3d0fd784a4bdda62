"""digest, calendar, feed: what goes out to people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from crawler.session import DAY, Session, command


@command()
@click.option("--since", type=DAY, help="Told from this day on (default: [digest] days back).")
@click.option("--on", type=DAY, help="As it would have been on that day (default: today).")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write the files there."
)
@click.option("--send", is_flag=True, help="Send it to everyone in [mail] to.")
@click.option("--to", metavar="ADDRESS", help="Send a trial mail to this address alone.")
def digest(
    session: Session,
    since: date | None,
    on: date | None,
    out: Path | None,
    send: bool,
    to: str | None,
) -> int:
    """Show, write or send the digest.

    Alone it is printed; --out writes digest.txt, digest.html and digest.eml.
    """
    from crawler.post import post, write
    from store.digest import as_email, compose

    mail = session.config.mail
    if (send or to) and not (mail.host and mail.sender):
        raise click.UsageError("no mail server: set [mail] host and sender in ruletrail.toml")
    if send and not mail.to:
        raise click.UsageError("nobody to write to: set [mail] to in ruletrail.toml")
    day = on or session.today
    first = since or day - timedelta(days=session.config.digest.days)
    if first > day:
        raise click.UsageError(f"--since {first} is after {day}")
    with session.store() as store:
        composed = compose(store, first, day)
    if out is not None:
        for path in write(composed, out, "digest", mail.sender, mail.to):
            click.echo(path)
    receivers = [to] if to else list(mail.to) if send else []
    for receiver in receivers:
        try:
            message = as_email(composed, mail.sender or "", receiver)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        post(message, mail)
        click.echo(f"sent to {receiver}")
    if out is None and not receivers:
        click.echo(composed.text)
    return 0


@command()
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.ics"
)
def calendar(session: Session, out: Path) -> int:
    """Deadlines as iCalendar, for any calendar program."""
    from crawler.post import put
    from store.calendar import calendar as made

    with session.store() as store:
        put(out, made(store, session.now))
    click.echo(out)
    return 0


@command()
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE.atom"
)
@click.option("--base", default="", help="The address at which the file will stand.")
def feed(session: Session, out: Path, base: str) -> int:
    """Events as an Atom feed, for any feed reader."""
    from crawler.post import put
    from store.feed import feed as made

    with session.store() as store:
        put(out, made(store, session.now, base))
    click.echo(out)
    return 0
