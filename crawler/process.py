"""The inside of the crawling process: Scrapy's runner, its settings, and the line it speaks.

Started by `crawler.run` as `python -m crawler.process`; nothing else imports it, since it installs
a reactor. Lines in: one with the configuration, then orders. Lines out: see `crawler.run`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.crawler import Crawler as ScrapyCrawler
from scrapy.settings import Settings, default_settings
from scrapy.signals import spider_error
from scrapy.utils.reactor import install_reactor

from crawler.archive import Archive
from crawler.coding import Unpacking
from crawler.config import Config, CrawlConfig, parse
from crawler.guard import Gate, Guard, GuardedResolver, bound_headers
from crawler.run import plain
from crawler.source import Job, Source, sources
from store.database import Store, StoreError
from store.model import Tally

Say = Callable[[dict[str, Any]], None]


def settings_of(crawl: CrawlConfig, user_agent: str | None = None) -> Settings:
    """Scrapy's settings for one source: what it would do by default and we do not want, undone."""
    polite = crawl.delay > 0
    return Settings(
        {
            "BOT_NAME": "ruletrail",
            "USER_AGENT": user_agent or crawl.user_agent,
            "ROBOTSTXT_OBEY": crawl.obey_robots,
            "DOWNLOAD_DELAY": crawl.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 2 if polite else 8,
            "DOWNLOAD_TIMEOUT": crawl.timeout,
            "DOWNLOAD_MAXSIZE": crawl.max_bytes,  # `Unpacking` holds to it too
            "DOWNLOAD_WARNSIZE": 0,
            "DOWNLOAD_VERIFY_CERTIFICATES": True,
            "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),
            "DOWNLOADER_MIDDLEWARES": {
                Gate: 605,  # sees each hop, before redirects are followed
                Unpacking: 590,
                "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            },
            "HTTPPROXY_ENABLED": False,  # a proxy would resolve names where no guard stands
            "COOKIES_ENABLED": False,
            "METAREFRESH_ENABLED": False,
            "REFERRER_POLICY": "no-referrer",
            "REDIRECT_MAX_TIMES": 5,
            "RETRY_TIMES": 2,
            "RETRY_HTTP_CODES": [500, 502, 503, 504, 522, 524, 408],
            "HTTPERROR_ALLOW_ALL": True,  # `Source` judges each answer
            "SPIDER_MIDDLEWARES": {
                # These drop requests without a word; the guard has its own limit on length.
                "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
                "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
            },
            "EXTENSIONS": dict.fromkeys(default_settings.EXTENSIONS_BASE),
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "STATS_DUMP": False,
            "WARN_ON_GENERATOR_RETURN_VALUE": False,
            "LOG_LEVEL": "WARNING",
        },
        priority="project",
    )


@dataclass(frozen=True)
class Order:
    """One pass over some sources."""

    sources: tuple[str, ...]
    now: datetime
    since: date | None
    until: date | None

    @classmethod
    def of(cls, said: dict[str, Any]) -> Order:
        """The order that a line says."""
        since, until = (
            date.fromisoformat(d) if d else None for d in (said["since"], said["until"])
        )
        return cls(tuple(said["sources"]), datetime.fromisoformat(said["now"]), since, until)


class Worker:
    """Carries out orders, all sources of a pass at once, each in a Scrapy crawler of its own."""

    def __init__(self, config: Config, limit: float, say: Say) -> None:
        self.config = config
        self.limit = limit
        self.say = say
        self.guard = Guard(config.crawl.allow_hosts)
        self.store = Store(config.database)
        self.archive = Archive(self.store.archive_path)
        self.classes = sources()
        self.runner = AsyncCrawlerRunner(settings_of(config.crawl))

    async def carry_out(self, order: Order) -> None:
        """One pass: a tally for each source, then "done"."""
        self.guard.turned_away.clear()
        await asyncio.gather(*(self._source(name, order) for name in order.sources))
        self.say({"done": True})

    async def _source(self, name: str, order: Order) -> None:
        run = self.store.start_run(name, "crawl", order.now)
        self.say({"run": run, "source": name})
        tally = await self._crawl(name, order, run)
        self.store.finish_run(run, tally)
        self.say({"tally": plain(tally)})

    async def _crawl(self, name: str, order: Order, run: int) -> Tally:
        config = self.config.sources[name]
        settings = settings_of(self.config.crawl, config.user_agent)
        crawler = ScrapyCrawler(self.classes[name], settings)
        job = Job(
            config, self.store, self.archive, self.guard, order.now, run, order.since, order.until
        )
        crawler.signals.connect(_fault, signal=spider_error)
        task = self.runner.crawl(crawler, job=job)
        done, _ = await asyncio.wait([task], timeout=self.limit)
        ended = None
        if not done:
            ended = f"ended after {self.limit:g} s; later runs go on from there"
            stopping = asyncio.ensure_future(crawler.stop_async())
            await asyncio.wait([task, stopping], timeout=self.limit / 10)
        if task.done() and (broken := task.exception()):
            logging.getLogger(__name__).error("%s: %s", name, broken, exc_info=broken)
            ended = f"a defect in the program: {type(broken).__name__}: {broken}"
        if isinstance(crawler.spider, Source):
            return crawler.spider.tally(ended)
        return Tally(name, order.now, order.now, failed=1, verdict="blind", error=ended)

    async def stop(self) -> None:
        """End the sources at work, as the other side is gone."""
        await self.runner.stop()


def _fault(failure: Any, response: Any, spider: Source) -> None:
    spider.fault(failure, response)


async def serve(lines: asyncio.Queue[bytes], say: Say) -> None:
    """Hear the configuration, say "done", then carry out orders until there are no more lines."""
    first = json.loads(await lines.get() or b"null")
    if first is None:
        return
    config = parse(first["config"], where="crawl")
    try:
        worker = Worker(config, first["limit"], say)
    except StoreError as error:
        say({"error": str(error)})
        return
    reactor = _reactor()
    bound_headers()
    reactor.installNameResolver(GuardedResolver(reactor.nameResolver, worker.guard))
    say({"done": True})
    with worker.store:
        line = await lines.get()
        while line:
            work = asyncio.ensure_future(worker.carry_out(Order.of(json.loads(line))))
            coming = asyncio.ensure_future(lines.get())
            await asyncio.wait([work, coming], return_when=asyncio.FIRST_COMPLETED)
            if coming.done() and not coming.result():
                await worker.stop()  # the other side is gone
            await work
            line = await coming


def _reactor() -> Any:
    """The reactor installed by `main`; importing it earlier would install another."""
    from twisted.internet import reactor

    return cast(Any, reactor)


def main() -> None:
    """The crawling process. Standard output is for the lines alone: prints go to the log."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(words: dict[str, Any]) -> None:
        out.write(json.dumps(words).encode() + b"\n")
        out.flush()

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    reactor = _reactor()
    loop = asyncio.get_event_loop()
    lines: asyncio.Queue[bytes] = asyncio.Queue()
    failed: list[BaseException] = []

    def listen() -> None:
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    def ended(task: asyncio.Future[None]) -> None:
        if error := task.exception():
            failed.append(error)
        reactor.stop()

    def begin() -> None:
        threading.Thread(target=listen, daemon=True).start()
        asyncio.ensure_future(serve(lines, say)).add_done_callback(ended)

    reactor.callWhenRunning(begin)
    reactor.run(installSignalHandlers=False)
    if failed:
        raise failed[0]


if __name__ == "__main__":
    main()
