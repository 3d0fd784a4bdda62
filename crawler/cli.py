"""The command line: `ruletrail COMMAND`, its exit codes and its one-line errors.

Exit codes: 0 all well; 1 something failed that the output names; 2 wrong use or wrong
configuration. A command is one function in `crawler/commands/`; what is heavy is imported there,
inside the function that needs it, so that `--help` costs a tenth of a second.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from crawler.commands import asking, crawling, going_out, keeping, reading, starting
from crawler.config import ConfigError
from crawler.lock import Busy
from crawler.session import Session, common

WRONG_USE = 2
FAILED = 1

SECTIONS = {
    "Start here": (starting.demo, starting.init, starting.doctor),
    "Every day": (crawling.run, crawling.watch, crawling.sources),
    "Step by step": (crawling.crawl, crawling.ingest, reading.read, reading.annotate),
    "Ask": (
        asking.status,
        asking.timeline,
        asking.search,
        asking.explain,
        asking.query,
        asking.dispute,
    ),
    "Send": (going_out.digest, going_out.calendar, going_out.feed),
    "Keep": (keeping.verify, keeping.rebuild, keeping.backup, keeping.restore),
}


class Group(click.Group):
    """The commands, listed under what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One block of the help for each section."""
        width = max(len(c.name or "") for commands in SECTIONS.values() for c in commands)
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                rows = [
                    ((c.name or "").ljust(width), c.get_short_help_str(limit=100)) for c in commands
                ]
                formatter.write_dl(rows)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@common
@click.version_option(package_name="ruletrail", prog_name="ruletrail")
def ruletrail() -> None:
    """What is law, what was merely announced, since when, and who says so.

    Ruletrail follows US rules on AI and chip exports through the Federal Register, the agencies
    and the press, and keeps the evidence for every finding. `ruletrail demo` shows all of it
    with no network and nothing to configure.
    """


for _commands in SECTIONS.values():
    for _command in _commands:
        ruletrail.add_command(_command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Every error is one line on standard error."""
    session = Session()
    try:
        result = ruletrail.main(args, prog_name="ruletrail", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return WRONG_USE
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "ruletrail"
        words = " ".join(error.format_message().split())
        return _say(f"{where}: {words} (see {where} --help)", WRONG_USE)
    except click.ClickException as error:
        return _say(f"ruletrail: {error.format_message()}", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _say("ruletrail: stopped", FAILED)
    except (ConfigError, Busy) as error:
        return _say(f"ruletrail: {error}", WRONG_USE if isinstance(error, ConfigError) else FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FAILED
    except Exception as error:  # noqa: BLE001 -- the last line of defence: said, never swallowed
        return _told(error, session)


def _told(error: Exception, session: Session) -> int:
    from crawler.post import PostError
    from crawler.run import CrawlError
    from store.database import StoreError

    if session.debug:
        traceback.print_exception(error)
        return FAILED
    if isinstance(error, StoreError):
        return _say(f"ruletrail: {error}", WRONG_USE)
    if isinstance(error, CrawlError | PostError):
        return _say(f"ruletrail: {error}", FAILED)
    if isinstance(error, OSError):
        return _say(f"ruletrail: {error.filename or 'file'}: {error.strerror or error}", FAILED)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    words = " ".join(str(error).split())[:200]
    return _say(
        f"ruletrail: unexpected {type(error).__name__} in {frame.name} ({words});"
        " again with --debug it shows where",
        FAILED,
    )


def _say(line: str, code: int) -> int:
    click.echo(line, err=True)
    return code


if __name__ == "__main__":
    main()
