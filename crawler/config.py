"""ruletrail.toml as frozen shapes: the defaults of the command line, written down.

Whatever the file leaves out stands here. An unknown key is refused, naming the nearest known one;
secrets come from the environment alone. Times of day are five crontab fields in the zone of
`[watch] zone`, with weekdays by name.
"""

from __future__ import annotations

import ipaddress
import os
import pkgutil
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.tables import ConfigError, build, table_of

__all__ = ["Config", "ConfigError", "as_table", "load", "parse", "secret", "source_names"]

DEFAULT_FILE: Final = "ruletrail.toml"
SECRETS: Final = ("RULETRAIL_SMTP_PASSWORD", "RULETRAIL_API_DATA_GOV_KEY")
USER_AGENT: Final = f"ruletrail/{version('ruletrail')} (a tracker of US export-control rules)"


@dataclass(frozen=True)
class Feed:
    """One feed of the `news` source. `follow` fetches the pages that it links to."""

    name: str
    url: str
    publisher: str
    kind: str = "news"
    authority_rank: int = 9
    follow: bool = True


#: Addresses as observed by others in 2026; a feed that is gone shows as a problem of `news`.
FEEDS: Final = (
    Feed(
        "gao-legal",
        "https://www.gao.gov/rss/reportslegal.xml",
        "Government Accountability Office",
        "release",
        7,
    ),
    Feed(
        "white-house-actions",
        "https://www.whitehouse.gov/presidential-actions/feed/",
        "The White House",
        "release",
        6,
    ),
    Feed(
        "white-house-fact-sheets",
        "https://www.whitehouse.gov/fact-sheets/feed/",
        "The White House",
        "release",
        6,
    ),
    Feed("cnbc-technology", "https://www.cnbc.com/id/19854910/device/rss/rss.html", "CNBC"),
    Feed("the-register", "https://www.theregister.com/headlines.atom", "The Register"),
    Feed("techcrunch", "https://techcrunch.com/feed/", "TechCrunch"),
    Feed("semafor", "https://www.semafor.com/rss.xml", "Semafor"),
)


@dataclass(frozen=True)
class SourceConfig:
    """One source: `base` is its address, `at` when the clock fetches it (None: its own rhythm).

    `agencies` are the Federal Register's slugs (None: the source's own, none at all: every
    agency), `feeds` belong to `news` and take the place of
    the built-in ones, `max_pages` caps a listing, `look_back_days` widens the first window.
    """

    name: str
    enabled: bool = True
    base: str | None = None
    at: str | None = None
    user_agent: str | None = None
    agencies: tuple[str, ...] | None = None
    feeds: tuple[Feed, ...] = ()
    max_pages: int = 5
    look_back_days: int | None = None


BUILT_IN: Final = (
    SourceConfig("federal_register", base="https://www.federalregister.gov"),
    SourceConfig("public_inspection", base="https://www.federalregister.gov"),
    SourceConfig("bis_press", base="https://www.bis.gov"),
    SourceConfig("commerce_news", base="https://www.commerce.gov"),
    SourceConfig("news", feeds=FEEDS),
)


@dataclass(frozen=True)
class CrawlConfig:
    """How publishers are asked: seconds between requests to one host, seconds to wait, a cap on
    bytes, robots.txt obeyed or not, and hosts on private networks that may be fetched."""

    user_agent: str = USER_AGENT
    delay: float = 1.0
    timeout: float = 30.0
    max_bytes: int = 33_554_432
    obey_robots: bool = True
    allow_hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class DigestConfig:
    """`days` is how far back the first digest looks; `out` a folder that `run` writes it to."""

    days: int = 7
    out: Path | None = None


@dataclass(frozen=True)
class MailConfig:
    """Where the digest is posted. `security` is `starttls`, `tls` or `none`; the password comes
    from RULETRAIL_SMTP_PASSWORD. Nothing is sent while `host`, `sender` or `to` is missing."""

    host: str | None = None
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    sender: str | None = None
    to: tuple[str, ...] = ()
    timeout: float = 30.0

    @property
    def configured(self) -> bool:
        """Whether there is a server, a sender and somebody to write to."""
        return bool(self.host and self.sender and self.to)


@dataclass(frozen=True)
class WatchConfig:
    """When the clock does what: `run` is the whole pass with its digest, `read` the reading in
    between, `crawl` the rhythm of a source that names none."""

    zone: str = "America/New_York"
    run: str = "30 6 * * *"
    read: str = "10,40 7-21 * * *"
    crawl: str = "0 7-21/2 * * *"


@dataclass(frozen=True)
class Config:
    """Everything that can be set. `path` is the file it came from, None for built-in defaults."""

    database: Path = Path("ruletrail.db")
    crawl: CrawlConfig = field(default_factory=CrawlConfig)
    sources: Mapping[str, SourceConfig] = field(
        default_factory=lambda: {source.name: source for source in _defaults()}
    )
    digest: DigestConfig = field(default_factory=DigestConfig)
    mail: MailConfig = field(default_factory=MailConfig)
    watch: WatchConfig = field(default_factory=WatchConfig)
    path: Path | None = None


def source_names() -> tuple[str, ...]:
    """The sources there are: the modules of `crawler.sources`, found without importing them."""
    folder = Path(__file__).with_name("sources")
    found = {module.name for module in pkgutil.iter_modules([str(folder)])}
    return tuple(sorted({source.name for source in BUILT_IN} | found))


def _defaults() -> list[SourceConfig]:
    built_in = {source.name: source for source in BUILT_IN}
    return [built_in.get(name, SourceConfig(name)) for name in source_names()]


def secret(name: str) -> str | None:
    """A secret from the environment, None when unset or empty. Raises KeyError if unknown."""
    if name not in SECRETS:
        raise KeyError(name)
    return os.environ.get(name) or None


def load(path: Path | None = None) -> Config:
    """The configuration at `path`; without one, `ruletrail.toml` where it exists, else defaults.

    Raises ConfigError with one line that names the file and the key.
    """
    if path is None:
        path = Path(DEFAULT_FILE)
        if not path.exists():
            return Config()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; `ruletrail init` writes one") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from error
    return parse(table, where=str(path), path=path)


def parse(table: Mapping[str, Any], where: str = DEFAULT_FILE, path: Path | None = None) -> Config:
    """The configuration that a TOML table says. Relative paths count from the file's folder.

    Raises ConfigError, its one line starting with `where`.
    """
    rest = table_of(table, where, "", known=[f.name for f in fields(Config) if f.name != "path"])
    sources = _sources(rest.pop("sources", {}), where)
    config = build(Config, rest, where, without=("path",), preset={"sources": sources})
    _check(config, where)
    folder = path.parent if path else Path()
    digest = config.digest
    if digest.out is not None:
        digest = replace(digest, out=folder / digest.out)
    return replace(
        config,
        database=folder / config.database,
        digest=digest,
        crawl=replace(config.crawl, allow_hosts=_allowed(config.crawl, sources)),
        path=path,
    )


def as_table(config: Config) -> dict[str, Any]:
    """The table that `parse` makes this configuration of again: plain JSON and TOML values."""
    plain = {key: value for key, value in asdict(config).items() if key != "path"}
    plain["sources"] = {
        name: {key: value for key, value in source.items() if key != "name"}
        for name, source in plain["sources"].items()
    }
    table: dict[str, Any] = _plain(plain)
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _sources(table: Any, where: str) -> dict[str, SourceConfig]:
    found = {source.name: source for source in _defaults()}
    for name, given in table_of(table, where, "sources", known=found).items():
        key = f"sources.{name}"
        built = build(
            SourceConfig,
            given,
            where,
            key,
            unset=found[name],
            without=("name",),
            preset={"name": name},
        )
        found[name] = built
        names = [feed.name for feed in built.feeds]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice:
            raise ConfigError(f"{where}: {key}.feeds: two feeds are named {twice!r}")
    return found


def _check(config: Config, where: str) -> None:
    if config.mail.security not in ("starttls", "tls", "none"):
        raise ConfigError(
            f"{where}: mail.security: {config.mail.security!r} is none of starttls, tls, none"
        )
    for key, least in (("delay", 0), ("timeout", 1), ("max_bytes", 1024)):
        if getattr(config.crawl, key) < least:
            raise ConfigError(f"{where}: crawl.{key}: must be at least {least}")
    times = {f"watch.{key}": getattr(config.watch, key) for key in ("run", "read", "crawl")}
    times |= {f"sources.{s.name}.at": s.at for s in config.sources.values() if s.at is not None}
    for key, at in times.items():
        if len(at.split()) != 5:
            raise ConfigError(f"{where}: {key}: {at!r} has not the five fields of a crontab line")
        if any(letter.isdigit() for letter in at.split()[4]):
            raise ConfigError(f"{where}: {key}: {at!r}: write weekdays by name, as in mon-fri")
    if config.digest.days < 1:
        raise ConfigError(f"{where}: digest.days: must be at least 1")


def _allowed(crawl: CrawlConfig, sources: Mapping[str, SourceConfig]) -> tuple[str, ...]:
    named = [s.base for s in sources.values()] + [f.url for s in sources.values() for f in s.feeds]
    hosts = [urlsplit(url).hostname for url in named if url]
    private = [host for host in hosts if host and _is_private(host)]
    return tuple(dict.fromkeys([*crawl.allow_hosts, *private]))


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))
