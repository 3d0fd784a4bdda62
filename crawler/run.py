"""Crawling, in a process of its own: Scrapy and its reactor live and die there.

    crawl(config, ["bis_press"], now)                  # one pass, one process
    with Crawler(config) as crawler:                   # many passes, one process
        crawler.crawl(["bis_press", "news"], now)

The two sides speak JSON lines. In go a configuration and then an order a line; out come "done",
and for each order the number of each source's run, its tally, and "done". The child
(`crawler.process`) writes to the store itself. What it says on standard error goes to no user: its
last line explains a death.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Final, Self

from store.model import Tally

if TYPE_CHECKING:
    from crawler.config import Config

#: A pass longer than this is ended by force. Its sources are asked to end at 0.8 of it.
LIMIT: Final = timedelta(minutes=40)
#: Within this the crawling process has loaded Scrapy and opened the store.
START: Final = timedelta(minutes=2)


class CrawlError(Exception):
    """The crawling process cannot work at all: one line says why."""


def crawl(
    config: Config,
    sources: Sequence[str],
    now: datetime,
    since: date | None = None,
    until: date | None = None,
) -> list[Tally]:
    """Fetch what these sources have, as of `now`: a tally for each, in the order given.

    A source that fails has a verdict and an error in its tally; the others are not touched by it.
    `since` and `until` make it a backfill where a source has dates to ask by. Raises CrawlError
    for an unknown source or a store that cannot be opened.
    """
    with Crawler(config) as crawler:
        return crawler.crawl(sources, now, since, until)


class Crawler:
    """One crawling process, started with the first pass and kept for the next ones.

    `limit` bounds a pass. A process that dies or hangs is replaced at the next pass.
    """

    def __init__(self, config: Config, limit: timedelta = LIMIT) -> None:
        self.config = config
        self.limit = limit
        self._child: _Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a pass at work ends with it."""
        child, self._child = self._child, None
        if child:
            child.end()

    def crawl(
        self,
        sources: Sequence[str],
        now: datetime,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Tally]:
        """One pass, as `crawl` makes it."""
        names = list(dict.fromkeys(sources))
        self._refuse_unknown(names)
        if not names:
            return []
        if self._child is None:
            self._child = _Child(self.config, self.limit)
        order = {
            "sources": names,
            "now": now.isoformat(),
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        }
        began = time.monotonic()
        heard = _Heard()
        try:
            self._child.order(order, heard)
        except _Gone as gone:
            self.close()
            return self._ended(names, heard, now, time.monotonic() - began, str(gone))
        except BaseException:  # a pass given up midway leaves no answers for the next one
            self.close()
            raise
        return [heard.tallies[name] for name in names]

    def _refuse_unknown(self, names: list[str]) -> None:
        from crawler.config import source_names

        known = source_names()
        for name in names:
            if name not in known or name not in self.config.sources:
                raise CrawlError(f"{name}: no such source; known: {', '.join(known)}")

    def _ended(
        self, names: list[str], heard: _Heard, now: datetime, seconds: float, why: str
    ) -> list[Tally]:
        """Tallies of a pass whose process is gone: those it told, and an error for the rest."""
        from store.database import Store

        tallies = dict(heard.tallies)
        finished = now + timedelta(seconds=seconds)
        with Store(self.config.database) as store:
            for name in names:
                if name in tallies:
                    continue
                tallies[name] = Tally(name, now, finished, failed=1, verdict="blind", error=why)
                run = heard.runs.get(name) or store.start_run(name, "crawl", now)
                store.finish_run(run, tallies[name])
        return [tallies[name] for name in names]


class _Heard:
    """What the child said of one pass."""

    def __init__(self) -> None:
        self.runs: dict[str, int] = {}
        self.tallies: dict[str, Tally] = {}


class _Gone(Exception):
    """The child is dead or silent for too long."""


class _Child:
    """The crawling process and the lines it says."""

    def __init__(self, config: Config, limit: timedelta) -> None:
        from crawler.config import as_table

        self.limit = limit
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            start_new_session=True,  # Ctrl-C is ours to handle
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()
        table = as_table(config)
        settings = {key: table[key] for key in ("database", "crawl", "sources") if key in table}
        self._first = {"config": settings, "limit": limit.total_seconds() * 0.8}

    def order(self, order: dict[str, Any], heard: _Heard) -> None:
        """Say an order and hear it out. Raises _Gone, or CrawlError where the child says why."""
        if self._first:  # starting takes a second or two, which is none of the pass's time
            self._hear(self._first, START, heard)
            self._first = {}
        self._hear(order, self.limit, heard)

    def _hear(self, words: dict[str, Any], limit: timedelta, heard: _Heard) -> None:
        self._say(words)
        for said in self._answers(limit):
            if "error" in said:
                raise CrawlError(said["error"])
            if "run" in said:
                heard.runs[said["source"]] = said["run"]
            if "tally" in said:
                tally = _tally(said["tally"])
                heard.tallies[tally.source] = tally
            if "done" in said:
                return

    def end(self) -> None:
        """Ask the child to end by closing its ears; by force where it does not."""
        with _quietly(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _say(self, words: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(words).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise _Gone(self._last_words()) from None

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        with stdout:
            for line in stdout:
                self._lines.put(line)
        self._lines.put(b"")

    def _answers(self, limit: timedelta) -> Iterator[dict[str, Any]]:
        seconds = limit.total_seconds()
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self._process.kill()
                raise _Gone(f"the crawl did not end within {seconds:g} s and was stopped") from None
            if not line:
                raise _Gone(self._last_words())
            yield json.loads(line)

    def _last_words(self) -> str:
        code = self._process.wait()
        lines = _tail(self._log)
        told = f": {lines[-1].strip()[:200]}" if lines else ""
        return f"the crawling process ended (exit code {code}){told}"


@contextmanager
def _quietly(*kinds: type[BaseException]) -> Iterator[None]:
    """For closing what may be broken already."""
    try:
        yield
    except kinds:
        return


def _tail(file: IO[bytes]) -> list[str]:
    size = file.seek(0, 2)
    file.seek(max(0, size - 4000))
    return [line for line in file.read().decode("utf-8", "replace").split("\n") if line.strip()]


def _tally(value: dict[str, Any]) -> Tally:
    return Tally(
        **{
            **value,
            "started": datetime.fromisoformat(value["started"]),
            "finished": datetime.fromisoformat(value["finished"]),
            "problems": tuple(value["problems"]),
        }
    )


def plain(tally: Tally) -> dict[str, Any]:
    """A tally as JSON values; `Crawler` makes it a tally again."""
    return {
        **asdict(tally),
        "started": tally.started.isoformat(),
        "finished": tally.finished.isoformat(),
    }
