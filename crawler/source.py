"""Source(scrapy.Spider): what every source declares, and what every source does the same way.

A source asks for addresses and keeps answers, as raw bytes; what they say is taken out of them
later, by `crawler.extract`. Each question is answered, or lost with a reason.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import scrapy
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.count import Count
from crawler.guard import Blocked, Guard, Refused, gatekeeper, shown
from crawler.page import WASHINGTON, Unexpected
from store.model import Capture, Tally

if TYPE_CHECKING:
    from crawler.config import SourceConfig
    from store.database import Store

#: What an answer goes to: it keeps, and gives further questions or none.
Then = Callable[..., Iterable[scrapy.Request] | None]


class NothingThere(Exception):
    """A listing, feed or search that held something before is empty: we see nothing, and that
    says nothing about the law."""


@dataclass(frozen=True)
class Job:
    """What one run of one source has at hand. `now` is the moment of the pass, given from outside;
    `since` and `until` are set for a backfill."""

    config: SourceConfig
    store: Store
    archive: Archive
    guard: Guard
    now: datetime
    run: int
    since: date | None = None
    until: date | None = None

    @property
    def today(self) -> date:
        """The day of the pass in Washington."""
        return self.now.astimezone(WASHINGTON).date()


class Source(scrapy.Spider):
    """One publisher's way of publishing: the declaration is the class, the run is the object.

    Its `name` is the name of its file. A subclass gives `roots` and the callbacks that follow.
    """

    #: Who speaks here; also each capture's hint.
    publisher: ClassVar[str]
    #: Kind of document, one of `store.model.KINDS`; None where each document says it itself.
    kind: ClassVar[str | None] = None
    #: 2 Federal Register .. 9 general news.
    authority_rank: ClassVar[int]
    #: Crontab fields in Washington, weekdays by name; the configuration may say otherwise.
    at: ClassVar[str]
    #: Silence for longer than this is worth a line in the digest.
    quiet_after: ClassVar[timedelta]
    #: Name in `crawler.extract` of what takes texts out of the kept bytes.
    extractor: ClassVar[str]
    #: The publisher's address, unless the configuration names another.
    base: ClassVar[str | None] = None
    #: A page is fetched again, to see edits, until it has been known for this long.
    watch_for_edits: ClassVar[timedelta] = timedelta(days=30)
    #: Whether one root of many (a feed of twenty) is enough to have seen the publisher.
    any_root: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2]

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self.guard = job.guard
        self.address = (job.config.base or self.base or "").rstrip("/")
        self.known = job.store.first_seen(self.name)
        self.count = Count()
        self._began = time.monotonic()

    def roots(self) -> Iterator[scrapy.Request]:
        """The first questions of a run, made with `ask(..., root=True)`."""
        raise NotImplementedError(f"{self.name} asks nothing")

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """The first questions, as Scrapy wants them."""
        for request in self.roots():
            yield request

    # Asking

    def ask(self, url: str, then: Then, *, root: bool = False, **given: Any) -> scrapy.Request:
        """A question whose answer goes to `then(response, **given)`.

        A page kept before is asked for on condition that it changed.
        """
        self.count.asked += 1
        headers: dict[str, str] = {}
        if not root and url in self.known:
            etag, modified = self.job.store.validators(url)
            conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
            headers = {name: value for name, value in conditions.items() if value}
        return scrapy.Request(
            url,
            headers=headers,
            callback=self._answered,
            errback=self._unanswered,
            dont_filter=True,
            meta={"then": then, "root": root, "asked": url, "given": given},
        )

    def refuses(self, url: str) -> bool:
        """Whether the guard refuses an address that a publisher names; it is then told as lost."""
        try:
            self.guard.check(url)
        except Refused as error:
            self.count.asked += 1
            self._lost({"root": False, "asked": url}, "blind", f"refused: {error}")
            return True
        return False

    def due(self, url: str) -> bool:
        """Whether a page is worth asking for: new to us, or young enough to be edited."""
        first = self.known.get(url)
        return first is None or self.job.now - first <= self.watch_for_edits

    def _answered(self, response: Response) -> Iterator[scrapy.Request]:
        if response.status == 304:
            self.count.fetched += 1
            self._stands(response)
            self.count.met(response.meta["root"], "ok")
            return
        gate = gatekeeper(response.status, response.headers, response.body)
        if gate:
            self._lost(response.meta, "blocked", gate, _head(response))
            return
        if response.status != 200:
            self._lost(response.meta, "blind", f"answered {response.status}", _head(response))
            return
        self.count.fetched += 1
        try:
            yield from response.meta["then"](response, **response.meta["given"]) or ()
        except Unexpected as error:
            told = f"looked for {error.looked_for}"
            self._lost(response.meta, "shape_changed", told, _head(response))
        except NothingThere as error:
            self._lost(response.meta, "blind", str(error), _head(response))
        else:
            self.count.met(response.meta["root"], "ok")

    def _unanswered(self, failure: Failure) -> None:
        request = failure.request  # type: ignore[attr-defined]
        verdict, told = _why(failure.value, request.meta.get("download_timeout"))
        at = "" if request.url == request.meta["asked"] else f"{shown(request.url)}: "
        self._lost(request.meta, verdict, at + told)

    def fault(self, failure: Failure, response: Response) -> None:
        """A callback broke: a defect of ours, told with its place, while the run goes on."""
        frame = failure.value.__traceback__ if failure.value else None
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        where = f" ({frame.tb_frame.f_code.co_name}, line {frame.tb_lineno})" if frame else ""
        told = f"a defect in the program: {type(failure.value).__name__}: {failure.value}{where}"
        self._lost(response.meta, "shape_changed", told, _head(response))

    # Keeping

    def keep(
        self,
        response: Response,
        *,
        url: str | None = None,
        raw: bytes | None = None,
        extractor: str | None = None,
        **hints: Any,
    ) -> str:
        """Keep the answer (or a part of it, `raw`) with what is known beside it: `new` or `same`.

        `hints` left None are left out; publisher, kind and rank are the source's where not given.
        """
        url = url or str(response.meta["asked"])
        said = {
            "source": self.name,
            "publisher": self.publisher,
            "kind": self.kind,
            "authority_rank": self.authority_rank,
            "url": url,
            **hints,
        }
        capture = Capture(
            sha256=self.job.archive.put(response.body if raw is None else raw),
            url=url,
            source=self.name,
            extractor=extractor or self.extractor,
            fetched_at=self.job.now,
            content_type=_header(response, "Content-Type"),
            status=response.status,
            hints={name: value for name, value in said.items() if value is not None},
        )
        kept = self.job.store.keep(capture, run=self.job.run)
        if kept == "new":
            self.count.new += 1
        else:
            self.count.same += 1
        etag, modified = _header(response, "ETag"), _header(response, "Last-Modified")
        if url == response.meta["asked"] and (etag or modified):
            self.job.store.keep_validators(url, etag, modified, self.job.now)
        return kept

    def _stands(self, response: Response) -> None:
        """The page is as we kept it last: that capture was seen again."""
        self.count.same += 1
        row = self.job.store.db.execute(
            "SELECT sha256, extractor FROM capture WHERE url = ? AND source = ?"
            " ORDER BY last_seen DESC, id DESC LIMIT 1",
            (response.meta["asked"], self.name),
        ).fetchone()
        if row:
            asked = response.meta["asked"]
            self.job.store.keep(Capture(row[0], asked, self.name, row[1], self.job.now))

    # Counting

    def note(self, message: str, sample: str | None = None) -> None:
        """A problem that people read; it fails nothing."""
        self.count.note(message, sample)

    def _lost(
        self, meta: dict[str, Any], verdict: str, told: str, sample: str | None = None
    ) -> None:
        self.count.met(meta["root"], verdict)
        self.count.note(f"{shown(meta['asked'])}: {told}", sample, "error")

    def tally(self, ended: str | None = None) -> Tally:
        """What the run brought. `ended` says why it was ended before it was done."""
        seconds = time.monotonic() - self._began
        return self.count.tally(self.name, self.job.now, seconds, ended, self.any_root)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _head(response: Response) -> str:
    return response.body[:300].decode("utf-8", "replace")


def _why(error: BaseException | None, timeout: float | None) -> tuple[str, str]:
    """The verdict and the words for a question that met an exception."""
    if isinstance(error, Blocked):
        return "blocked", str(error)
    if isinstance(error, Refused):
        return "blind", f"refused: {error}"
    told = " ".join(str(error).split())[:200]
    if isinstance(error, IgnoreRequest) and "robots.txt" in told:
        return "blocked", "its robots.txt asks not to"
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in told:
        return "blind", "more bytes than crawl.max_bytes allows"
    if isinstance(error, IgnoreRequest):
        return "blind", told
    if "certificate verify failed" in told:
        return "blind", "its certificate is not to be trusted (certificate verify failed)"
    if "service_identity" in told:
        return "blind", "its certificate is not to be trusted (it names another host)"
    if "_newclient.ParseError" in told or "builtins.ValueError" in told:
        return "blind", "what it answered is no HTTP"
    if "ConnectionDone" in told or "ConnectionLost" in told:
        return "blind", "it hung up without an answer"
    known = {
        "CannotResolveHostError": "its name cannot be resolved",
        "DownloadConnectionRefusedError": "nobody answers there",
        "DownloadTimeoutError": f"no answer within {timeout:g} s" if timeout else "no answer",
        "ResponseDataLossError": "the answer was cut off",
    }.get(type(error).__name__)
    return "blind", known or f"{type(error).__name__}: {told}".rstrip(": ")


def under(base: str, path: str) -> str:
    """The address on `base` of a path that begins with a slash."""
    return base.rstrip("/") + path


def canonical(url: str, page: str = "") -> str:
    """An address without fragment, tracking parameters or upper-case host, resolved on `page`."""
    parts = urlsplit(urljoin(page, url.strip()))
    tracking = ("utm_", "fbclid=", "gclid=", "mc_cid=", "mc_eid=")
    kept = [p for p in parts.query.split("&") if p and not p.lower().startswith(tracking)]
    return urlunsplit(
        (parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", "&".join(kept), "")
    )


def sources() -> dict[str, type[Source]]:
    """Every source by its name: one class in each file of `crawler/sources/`.

    Imports them, and Scrapy; `crawler.config.source_names` gives the names alone.
    """
    package = import_module("crawler.sources")
    found: dict[str, type[Source]] = {}
    for module in sorted(iter_modules(package.__path__), key=lambda m: m.name):
        name = f"{package.__name__}.{module.name}"
        there = [
            thing
            for thing in vars(import_module(name)).values()
            if isinstance(thing, type) and issubclass(thing, Source) and thing.__module__ == name
        ]
        if len(there) != 1:
            raise TypeError(f"{name}: holds {len(there)} sources; one file, one source")
        found[module.name] = there[0]
    return found
