"""What one run of the command line has at hand: its configuration, its database, its moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from crawler.config import Config, load

if TYPE_CHECKING:
    from store.database import Store

WASHINGTON = ZoneInfo("America/New_York")


@dataclass
class Session:
    """The options that all commands take, and what follows from them. `now` is when it began."""

    database_option: Path | None = None
    config_option: Path | None = None
    debug: bool = False

    @cached_property
    def now(self) -> datetime:
        """The moment at which this command began, in UTC."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day it is in Washington."""
        return self.now.astimezone(WASHINGTON).date()

    @cached_property
    def config(self) -> Config:
        """The configuration; ConfigError where the file is wrong."""
        return load(self.config_option)

    @property
    def database(self) -> Path:
        """The database that was named, else the configured one."""
        return self.database_option or self.config.database

    def configured(self) -> Config:
        """The configuration with the database of the command line in it."""
        return replace(self.config, database=self.database)

    def store(self, *, make: bool = False) -> Store:
        """The store; StoreError where there is none, unless `make` says to make it."""
        from store.database import Store

        _ = self.config  # a wrong file is refused whether or not the command needs it
        return Store(self.database, must_exist=not make)


class Day(click.ParamType[date]):
    """A day as `2025-05-13`, `today` or `yesterday`; days are Washington's."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day meant; the one line of a refusal says how days are written."""
        if isinstance(value, date):
            return value
        today = datetime.now(WASHINGTON).date()
        if value in ("today", "yesterday"):
            return date.fromordinal(today.toordinal() - (value == "yesterday"))
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2025-05-13", param, ctx)


DAY = Day()


def command(name: str | None = None, **attributes: Any) -> Callable[[Callable[..., Any]], Any]:
    """A command that gets the Session first and takes --database, --config and --debug itself."""

    def decorate(function: Callable[..., Any]) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            return function(click.get_current_context().ensure_object(Session), *args, **kwargs)

        update_wrapper(run, function)
        own = run.__dict__.pop("__click_params__", [])
        common(run).__dict__["__click_params__"].extend(own)  # read from the end: ours last
        made: Callable[[Callable[..., Any]], click.Command] = click.command(name, **attributes)
        return made(run)

    return decorate


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes, before its name and after it."""
    options = [
        click.option(
            "--database",
            type=click.Path(path_type=Path),
            metavar="PATH",
            expose_value=False,
            callback=_remember("database_option"),
            help="The database (default: ruletrail.db; raw bytes live beside it).",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="PATH",
            expose_value=False,
            callback=_remember("config_option"),
            help="The configuration (default: ruletrail.toml where it exists).",
        ),
        click.option(
            "--debug",
            is_flag=True,
            expose_value=False,
            callback=_remember("debug"),
            help="Show where an unexpected error came from.",
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _remember(attribute: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        if value:
            setattr(ctx.ensure_object(Session), attribute, value)

    return remember
