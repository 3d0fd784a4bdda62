"""Pages named on a listing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from bs4 import Tag
from scrapy import Request
from scrapy.http import Response

from crawler.page import Page, day, words_of
from crawler.source import Job, NothingThere, Source, under


@dataclass(frozen=True)
class Link:
    """A page as a listing tells of it."""

    url: str
    title: str | None = None
    published: date | None = None

    def beside(self, other: Link) -> Link:
        """This link with what only the other one tells."""
        return Link(self.url, self.title or other.title, self.published or other.published)


class Listing(Source):
    """Pages named on a listing, which may go on over `?page=N` until all it names is known.

    Pages young enough to be edited are looked at again, also when the listing dropped them.
    """

    #: Path of the listing under `base`.
    listing: ClassVar[str]
    #: The part of an address that is a page's own; put on `base`, it is the page's one address.
    pages: ClassVar[re.Pattern[str]]
    #: Pages of other kinds that stand among them and belong to other listings.
    others: ClassVar[re.Pattern[str] | None] = None
    #: What says that a listing holds nothing, so that this is told from an unknown shape.
    nothing: ClassVar[re.Pattern[str]] = re.compile(r"\b(0|no)( filtered)? results\b", re.I)
    paged: ClassVar[bool] = False
    #: New pages that one run fetches; the first run of all may meet hundreds.
    most_new: ClassVar[int] = 100

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self._asked: set[str] = set()
        self._new = 0

    def roots(self) -> Iterator[Request]:
        """The listing's first page."""
        yield self._list(0)

    def _list(self, number: int) -> Request:
        url = under(self.address, self.listing) + (f"?page={number}" if number else "")
        return self.ask(url, self._listed, root=True, number=number)

    def _listed(self, response: Response, number: int) -> Iterator[Request]:
        page = Page(response.body, self.name, response.url)
        links = self.links(page)
        if not links and number == 0:
            self._check_empty(page)
        unseen = [x for x in links if x.url not in self.known and x.url not in self._asked]
        for link in links:
            yield from self._page(link)
        if self.paged and unseen and number + 1 < self.job.config.max_pages:
            yield self._list(number + 1)
            return
        if self._new > self.most_new:
            left = self._new - self.most_new
            self.note(f"{left} new pages are left for later runs, {self.most_new} were fetched")
        for url in sorted(self.known):
            if url.startswith(self.address):
                yield from self._page(Link(url))

    def _check_empty(self, page: Page) -> None:
        """Raises unless a first page that names no page of ours is one with nothing on it yet."""
        words = self.nothing.search(words_of(page.soup, " "))
        others = self.others and any(
            self.others.search(str(a["href"])) for a in page.some("a[href]", least=0)
        )
        if not words and not others:
            looked = f"links to {self.pages.pattern!r}, or words saying that there are none"
            raise page.unexpected(looked)
        if any(url.startswith(self.address) for url in self.known):
            raise NothingThere("the listing names no page, and it did before")

    def _page(self, link: Link) -> Iterator[Request]:
        if link.url in self._asked or not self.due(link.url):
            return
        self._asked.add(link.url)
        if link.url not in self.known:
            self._new += 1
            if self._new > self.most_new:
                return
        yield self.ask(link.url, self._read, link=link)

    def _read(self, response: Response, link: Link) -> None:
        published = link.published.isoformat() if link.published else None
        self.keep(response, title=link.title, published=published)

    def links(self, page: Page) -> list[Link]:
        """The pages that a listing names, in its order, each once.

        bis.gov's data block, where there is one, tells days and titles better than its cards.
        """
        found: dict[str, Link] = {}
        for anchor in page.some("a[href]", least=0):
            place = self._place(anchor)
            if place:
                link = Link(
                    under(self.address, place),
                    words_of(anchor, " ") or None,
                    self._day_beside(anchor),
                )
                found[link.url] = found.get(link.url, link).beside(link)
        for link in self._in_data(page):
            found[link.url] = link.beside(found.get(link.url, link))
        return list(found.values())

    def _place(self, anchor: Tag) -> str | None:
        """The page's own part of a link, None for a link to something else."""
        href = str(anchor["href"]).partition("#")[0].partition("?")[0].rstrip("/")
        place = self.pages.search(href)
        return place[0] if place else None

    def _day_beside(self, anchor: Tag) -> date | None:
        """The day printed nearest to a link, in the card that holds no other page's link."""
        card: Tag | None = anchor
        while card is not None and card.name not in ("main", "body"):
            places = {self._place(a) for a in card.select("a[href]")} - {None, self._place(anchor)}
            if places:
                return None
            told = [str(t.get("datetime") or words_of(t)) for t in card.select("time")]
            told += [
                str(card.get("data-date") or ""),
                words_of(card, " ") if card is not anchor else "",
            ]
            for words in told:
                if found := day(words):
                    return found
            card = card.parent
        return None

    def _in_data(self, page: Page) -> Iterator[Link]:
        """What the data block of a Next.js page tells of pages: address, title and moment."""
        script = page.maybe("script#__NEXT_DATA__")
        waiting = [page.json_of(script)] if script else []
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += reversed(value)
            elif isinstance(value, dict):
                waiting += reversed(value.values())
                for told in value.values():
                    if isinstance(told, str) and (place := self.pages.fullmatch(told)):
                        url = under(self.address, place[0])
                        yield Link(url, _title(value), _published_on(value))


def _title(node: Mapping[str, Any]) -> str | None:
    title = node.get("title")
    return title.strip() or None if isinstance(title, str) else None


def _published_on(node: Mapping[str, Any]) -> date | None:
    stamp = node.get("publishedOn")
    told = stamp.get("time") if isinstance(stamp, dict) else stamp
    return day(told) if isinstance(told, str) else None
