"""The pass of a day: crawl, take the texts out, read, resolve. Nothing here stops for one source.

The three rooms meet only here and in the commands: the database is the hand-over between them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from crawler.catalogue import declare
from crawler.run import crawl
from store.model import Reading, Tally, Text

if TYPE_CHECKING:
    from crawler.config import Config
    from nlp.reader import Reader
    from store.database import Resolved, Store

CHUNK = 64  # texts handed to a reading process at once

Tell = Callable[[str], None]


class Crawls(Protocol):
    """What fetches: the tallies of the sources, one each, problems included."""

    def crawl(self, sources: Sequence[str], now: datetime) -> list[Tally]:
        """Fetch what these sources have at `now`."""
        ...


class Reads(Protocol):
    """What reads: `nlp.reader.Reader`, or anything of its shape."""

    @property
    def version(self) -> str:
        """The fingerprint of its rules and model."""
        ...

    def read(self, texts: Iterable[Text]) -> Iterator[Reading]:
        """One reading for each text, in order."""
        ...


@dataclass(frozen=True)
class PassResult:
    """What one pass brought: tallies of crawling and extracting, wordings read, what is held."""

    crawled: tuple[Tally, ...]
    extracted: Mapping[str, Tally]
    read: int
    resolved: Resolved

    @property
    def unwell(self) -> tuple[Tally, ...]:
        """The tallies of what failed, was blocked, or gave what could not be read."""
        return unwell(self.crawled, self.extracted)

    @property
    def exit_code(self) -> int:
        """0, or 1 where a source failed, was blocked or gave what could not be read."""
        return 1 if self.unwell else 0


def unwell(crawled: Sequence[Tally], extracted: Mapping[str, Tally]) -> tuple[Tally, ...]:
    """Of these tallies, those that are not well."""
    bad = [t for t in crawled if t.error or t.verdict not in ("ok", "quiet")]
    bad += [t for t in extracted.values() if t.error or t.failed]
    return tuple(bad)


def enabled(config: Config) -> tuple[str, ...]:
    """The sources that are on, by name."""
    return tuple(name for name, source in config.sources.items() if source.enabled)


def daily_pass(
    store: Store,
    config: Config,
    now: datetime,
    *,
    crawler: Crawls | None = None,
    reader: Reads | None = None,
    jobs: int = 1,
    sources: Sequence[str] | None = None,
    tell: Tell | None = None,
) -> PassResult:
    """One pass over the sources that are on (or `sources`), all of it as of `now`.

    `crawler` and `reader` are kept by a caller that makes many passes. `tell` hears of each
    step. A source that fails is in `unwell`; what the others brought is kept.
    """
    say = tell or (lambda _: None)
    names = enabled(config) if sources is None else tuple(sources)
    declare(store, config)
    say(f"fetching {len(names)} sources")
    tallies = crawl(config, names, now) if crawler is None else crawler.crawl(names, now)
    extracted = take_out(store, now, say)
    read = read_unread(store, now, reader=reader, jobs=jobs, tell=say)
    say("resolving")
    return PassResult(tuple(tallies), extracted, read, store.resolve(now))


def take_out(store: Store, now: datetime, tell: Tell | None = None) -> dict[str, Tally]:
    """Take the texts out of every capture that still waits for it: a tally for each source.

    A source whose pages could not be read has the verdict `shape_changed`, here and in
    source_health: it answered, but what it says is not known.
    """
    from crawler.archive import Archive
    from crawler.extract import extract_pending

    tallies = extract_pending(store, Archive(store.archive_path), now, tell)
    for name, found in tallies.items():
        if found.failed:
            tallies[name] = _unreadable(found)
            store.finish_run(store.start_run(name, "extract", now), tallies[name])
    return tallies


def _unreadable(found: Tally) -> Tally:
    why = next((p["message"] for p in found.problems if p.get("level") == "error"), "unreadable")
    more = f" (and {found.failed - 1} more)" if found.failed > 1 else ""
    return replace(found, verdict="shape_changed", error=f"{why}{more}")


def read_unread(
    store: Store,
    now: datetime,
    *,
    reader: Reads | None = None,
    again: bool = False,
    jobs: int = 1,
    tell: Tell | None = None,
) -> int:
    """Read every wording that this reader has not read (all with `again`): how many they were."""
    reader = reader or new_reader()
    total = store.count_unread(reader.version, again)
    if not total:
        return 0
    texts = store.unread(reader.version, again)
    readings = _in_parallel(texts, jobs) if jobs > 1 else reader.read(texts)
    return store.record_readings(_counted(readings, total, tell), now)


def new_reader() -> Reader:
    """The reader of the present rules; loading its model takes seconds."""
    from nlp.reader import Reader

    return Reader()


def _counted(readings: Iterable[Reading], total: int, tell: Tell | None) -> Iterator[Reading]:
    for n, reading in enumerate(readings, 1):
        if tell and (n % 50 == 0 or n == total):
            tell(f"reading {n:,} of {total:,}")
        yield reading


_mine: list[Reader] = []  # the reader of a reading process, loaded once


def _load() -> None:
    _mine.append(new_reader())


def _read(texts: list[Text]) -> list[Reading]:
    return list(_mine[0].read(texts))


def _in_parallel(texts: Iterator[Text], jobs: int) -> Iterator[Reading]:
    """Readings in order, from `jobs` processes; only a few chunks are in flight at once."""
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_load) as pool:
        waiting: deque[Future[list[Reading]]] = deque()
        while chunk := list(islice(texts, CHUNK)):
            waiting.append(pool.submit(_read, chunk))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
