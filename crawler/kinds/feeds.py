"""Feeds named in the configuration, and the pages that they name."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar

import fastfeedparser
import feedparser
from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawler.page import Unexpected, moment
from crawler.source import Job, NothingThere, Source, canonical

if TYPE_CHECKING:
    from crawler.config import Feed


@dataclass(frozen=True)
class Entry:
    """A page as a feed tells of it. `content` is the HTML that the feed itself carries."""

    url: str
    title: str | None = None
    published: datetime | None = None
    content: str | None = None


class Feeds(Source):
    """RSS and Atom feeds; their pages are fetched, or with `follow = false` what the feed carries
    of them is kept. Only pages that a feed still names are looked at again for edits.

    Publisher, kind and rank are those of each feed.
    """

    #: A feed that names more is cut; the oldest are last.
    most_entries: ClassVar[int] = 100
    any_root = True

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self._asked: set[str] = set()

    def roots(self) -> Iterator[Request]:
        """Each feed."""
        for feed in self.job.config.feeds:
            yield self.ask(feed.url, self._fed, root=True, feed=feed)

    def _fed(self, response: Response, feed: Feed) -> Iterator[Request]:
        entries = entries_of(response.body, response.url)
        if entries is None:
            raise Unexpected(self.name, response.url, "an RSS or Atom feed")
        if not entries and self._named_before(feed):
            raise NothingThere("the feed names no page, and it did before")
        if len(entries) > self.most_entries:
            self.note(f"{feed.name}: {len(entries)} entries, of which {self.most_entries} are read")
        for entry in entries[: self.most_entries]:
            if entry.url in self._asked or not self.due(entry.url):
                continue
            self._asked.add(entry.url)
            if feed.follow and self.refuses(entry.url):
                continue
            if feed.follow:
                yield self.ask(entry.url, self._read, feed=feed, entry=entry)
            elif entry.content:
                self._keep(response, feed, entry, url=entry.url, raw=entry.content.encode())

    def _named_before(self, feed: Feed) -> bool:
        row = self.job.store.db.execute(
            "SELECT 1 FROM capture WHERE source = ? AND json_extract(hints, '$.feed') = ? LIMIT 1",
            (self.name, feed.name),
        ).fetchone()
        return row is not None

    def _read(self, response: Response, feed: Feed, entry: Entry) -> None:
        landed = canonical(response.url)
        self._keep(response, feed, entry, **({"final_url": landed} if landed != entry.url else {}))

    def _keep(self, response: Response, feed: Feed, entry: Entry, **more: Any) -> None:
        self.keep(
            response,
            feed=feed.name,
            publisher=feed.publisher,
            kind=feed.kind,
            authority_rank=feed.authority_rank,
            title=entry.title,
            published=entry.published.isoformat() if entry.published else None,
            **more,
        )


def entries_of(body: bytes, url: str) -> list[Entry] | None:
    """The entries that lead to a page, in the feed's order; None where this is no feed.

    fastfeedparser first; feedparser, a hundred times slower, takes the odd ones.
    """
    try:
        found = fastfeedparser.parse(
            body, include_tags=False, include_media=False, include_enclosures=False
        ).entries
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, etree.LxmlError):
        found = []
    if not found:
        parsed = feedparser.parse(body)
        if not parsed.get("version"):
            return None
        found = parsed.entries
    entries = [_entry(raw, url) for raw in found]
    return [entry for entry in entries if entry]


def _entry(raw: Any, page: str) -> Entry | None:
    link = raw.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = canonical(link, page)
    except ValueError:  # an address with a broken host
        return None
    if not url.startswith(("http://", "https://")):
        return None
    # Titles come escaped twice more often than they mean an entity.
    title = " ".join(unescape(str(raw.get("title") or "")).split()) or None
    return Entry(url, title, _published(raw), _content(raw))


def _published(raw: Any) -> datetime | None:
    """Where an Atom entry has no `published`, fastfeedparser gives its `updated`."""
    if parsed := raw.get("published_parsed"):
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    told = raw.get("published")
    return moment(told) if isinstance(told, str) else None


def _content(raw: Any) -> str | None:
    parts = raw.get("content") or []
    values = [part.get("value") for part in parts if isinstance(part, dict)]
    values += [raw.get("description"), raw.get("summary")]
    return next((value for value in values if isinstance(value, str) and value.strip()), None)
