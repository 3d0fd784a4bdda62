"""demo, init, doctor: where a new user begins."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from crawler.config import DEFAULT_FILE
from crawler.session import Session, command
from crawler.show import progress


@command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="The folder for the database and everything that goes out.",
)
def demo(session: Session, out: Path) -> int:
    """The whole daily job with no network and no configuration.

    Starts the bundled publishers on loopback, crawls them day by day from 2025-01-10 to
    2026-11-20 over real HTTP, reads, records, and prints the AI Diffusion Rule's timeline.
    """
    from crawler.demo import NotOurs, play, told

    with progress() as shown:
        try:
            played = play(out, tell=shown.tick, step=shown.step)
        except NotOurs as error:
            raise click.UsageError(str(error)) from None
    click.echo(told(played))
    return 0 if not played.unwell else 1


@command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path(DEFAULT_FILE),
    show_default=True,
    help="The file to write.",
)
def init(session: Session, out: Path) -> int:
    """Write a commented ruletrail.toml to start from.

    A file that is there already is left alone.
    """
    text = files("crawler").joinpath("init.toml").read_text(encoding="utf-8")
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(
            f"{out} is there already; nothing was changed (--out names another)"
        ) from None
    click.echo(f"{out} is written: every setting with its default, ready to be changed")
    return 0


@command()
def doctor(session: Session) -> int:
    """Configuration, database, archive, model, sources and mail checked.

    A line for each; exit code 1 where one is wrong.
    """
    from crawler.doctor import examine

    worst = 0
    for finding in examine(session.configured(), session.now):
        mark = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}[finding.verdict]
        colour = {"ok": "green", "note": "yellow", "wrong": "red"}[finding.verdict]
        click.echo(f"{click.style(mark, fg=colour)}  {finding.about}: {finding.words}")
        worst = max(worst, int(finding.verdict == "wrong"))
    return worst
