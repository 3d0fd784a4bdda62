"""News sites in miniature: a feed (RSS 2.0 or Atom 1.0) and article pages with all their frame.

The JSON-LD of the pages comes in the shapes that real ones had in 2023-26; each breaks a naive
reader in a way of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any, Final
from xml.sax.saxutils import escape as xml

from crawler.replica.answer import Answer, no_such_page, page, plain
from crawler.replica.press import WASHINGTON, Outlet, Page, html_of, words_of

SHAPES: Final = ("single", "graph", "list", "reportage", "entities", "no_jsonld")
#: A feed names this many of its latest pages.
FEED_LENGTH: Final = 25


@dataclass(frozen=True)
class OutletSite:
    """One outlet as it stands at the end of `day`, at `base` (an address without a slash)."""

    outlet: Outlet
    pages: Sequence[Page]
    day: date
    base: str
    rebuilt: bool = False
    reshaped: bool = False
    empty: bool = False

    def answer(self, path: str, query: str) -> Answer:
        """The feed, the front page or an article."""
        if path == "/feed.xml":
            return self._feed()
        if path in ("", "/"):
            return page(self._front())
        for article in self.pages:
            if path == article.path and article.appears <= self.day:
                return page(self._article(article.at(self.day), article), tagged=True)
        return no_such_page()

    def _shown(self) -> list[Page]:
        there = [p.at(self.day) for p in self.pages if p.appears <= self.day]
        return [] if self.empty else sorted(there, key=lambda p: p.published, reverse=True)

    # Feeds

    def _feed(self) -> Answer:
        if self.reshaped:
            return page("<!DOCTYPE html><html><body><h1>Our feeds have moved</h1></body></html>")
        items = self._shown()[:FEED_LENGTH]
        if self.outlet.format == "atom":
            return plain(self._atom(items), "application/atom+xml; charset=utf-8")
        return plain(self._rss(items), "application/rss+xml; charset=utf-8")

    def _rss(self, items: list[Page]) -> str:
        entries = "".join(
            f"<item><title>{xml(item.title)}</title>"
            f"<link>{self.base}{item.path}?utm_source=rss&amp;utm_medium=feed</link>"
            f'<guid isPermaLink="false">{self.outlet.name}-{item.slug}</guid>'
            f"<pubDate>{format_datetime(item.published)}</pubDate>"
            f"<dc:creator>{xml(item.author or self.outlet.publisher)}</dc:creator>"
            f"<description>{xml(_teaser(item))}</description></item>\n"
            for item in items
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
            f"<title>{xml(self.outlet.publisher)}</title><link>{self.base}/</link>"
            f"<description>News from {xml(self.outlet.publisher)}</description>"
            f'<language>en-us</language><atom:link href="{self.base}/feed.xml" rel="self"'
            f' type="application/rss+xml"/>\n{entries}</channel></rss>\n'
        )

    def _atom(self, items: list[Page]) -> str:
        entries = "".join(
            f"<entry><title>{xml(item.title)}</title>"
            f'<link rel="alternate" type="text/html" href="{self.base}{item.path}"/>'
            f"<id>tag:{self.outlet.name}.example,{item.published:%Y}:{item.slug}</id>"
            f"<published>{item.published.isoformat()}</published>"
            f"<updated>{self._modified(item).isoformat()}</updated>"
            f"<author><name>{xml(item.author or self.outlet.publisher)}</name></author>"
            f'<summary type="html">{xml(_teaser(item))}</summary></entry>\n'
            for item in items
        )
        updated = max((self._modified(i) for i in items), default=_noon(self.day))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
            f"<title>{xml(self.outlet.publisher)}</title><id>tag:{self.outlet.name}.example</id>"
            f'<link rel="self" href="{self.base}/feed.xml"/><link href="{self.base}/"/>'
            f"<updated>{updated.isoformat()}</updated>\n{entries}</feed>\n"
        )

    def _modified(self, article: Page) -> datetime:
        made = article.made_by(self.day)
        return _noon(made[-1].on) if made else article.published

    # Pages

    def _front(self) -> str:
        items = "".join(
            f'<li><a href="{self.base}{item.path}">{escape(item.title)}</a></li>'
            for item in self._shown()[:FEED_LENGTH]
        )
        return self._framed(self.outlet.publisher, "", f"<main><ul>{items}</ul></main>", "")

    def _article(self, article: Page, first: Page) -> str:
        signs, head = self._json_ld(article), self._meta(article)
        printed = article.published.astimezone(WASHINGTON)
        when = f"{printed:%B} {printed.day}, {printed.year}"
        by = f"By {escape(article.author)}" if article.author else ""
        body = html_of(article.body)
        story = (
            f'<main><article class="{self._c("story")}"><header><h1>{escape(article.title)}</h1>'
            f'<p class="{self._c("dateline")}"><span class="byline author">{by}</span> '
            f'<time datetime="{article.published.isoformat()}">{when}</time></p></header>'
            f'<div class="{self._c("story-body")}">{body}</div></article></main>'
        )
        if self.reshaped:
            story, signs, head = '<main><div id="app"></div></main>', "", ""
        return self._framed(article.title, head + signs, story, self._related(first))

    def _related(self, article: Page) -> str:
        """Links to what was older when the article appeared; they stay as they are."""
        older = [
            p
            for p in self.pages
            if p.published < article.published and p.appears <= article.appears
        ][-3:]
        links = "".join(
            f'<li><a href="{self.base}{p.path}">{escape(p.title)}</a></li>' for p in reversed(older)
        )
        return (
            f'<aside class="{self._c("related")}">'
            f"<h2>More from {escape(self.outlet.publisher)}</h2><ul>{links}</ul></aside>"
        )

    def _framed(self, title: str, head: str, main: str, aside: str) -> str:
        name = escape(self.outlet.publisher)
        return (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{escape(title)} | {name}</title>"
            f'<link rel="alternate" type="application/rss+xml" href="{self.base}/feed.xml">{head}'
            f'</head><body><div id="{self._c("cookie-banner")}" role="dialog"><p>We value your '
            f"privacy. We and our partners use cookies to keep this site working.</p>"
            f"<button>Accept all</button></div>"
            f'<header><a href="{self.base}/">{name}</a><nav aria-label="Sections"><ul>'
            f'<li><a href="{self.base}/">Latest</a></li>'
            f'<li><a href="{self.base}/">Business</a></li>'
            f'<li><a href="{self.base}/">Technology</a></li></ul></nav></header>\n{main}\n{aside}'
            f"<footer><p>&copy; {name}. All rights reserved.</p>"
            f'<p><a href="{self.base}/">Sign up for our newsletter</a></p></footer></body></html>\n'
        )

    def _meta(self, article: Page) -> str:
        address = f"{self.base}{article.path}"
        modified = self._modified(article).isoformat()
        return (
            f'<link rel="canonical" href="{address}"><meta property="og:type" content="article">'
            f'<meta property="og:title" content="{escape(article.title)}">'
            f'<meta property="og:site_name" content="{escape(self.outlet.publisher)}">'
            f'<meta name="description" content="{escape(words_of(article.body))}">'
            f'<meta property="article:published_time" content="{article.published.isoformat()}">'
            f'<meta property="article:modified_time" content="{modified}">'
        )

    def _json_ld(self, article: Page) -> str:
        blocks = json_ld(article, self._modified(article), self.outlet.publisher, self.base)
        return "".join(
            f'<script type="application/ld+json">{_in_script(block)}</script>' for block in blocks
        )

    def _c(self, name: str) -> str:
        return f"{name}-{len(name)}x" if self.rebuilt else name


def json_ld(article: Page, modified: datetime, publisher: str, base: str) -> list[Any]:
    """The JSON-LD blocks of an article in its shape; none for `no_jsonld`. Raises ValueError for
    an unknown shape."""
    news: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "url": f"{base}{article.path}",
        "datePublished": article.published.isoformat(),
        "dateModified": modified.isoformat(),
        "author": {"@type": "Person", "name": article.author or publisher},
        "publisher": {"@type": "NewsMediaOrganization", "name": publisher},
    }
    if article.shape == "single":
        # CNBC's offsets have no colon; AP's authors were a list of strings (2023).
        stamp = article.published.strftime("%Y-%m-%dT%H:%M:%S%z")
        return [{**news, "datePublished": stamp, "author": [article.author or publisher]}]
    if article.shape == "graph":
        # TechCrunch: written before, scheduled for later, so modified before it was published.
        early = (article.published - timedelta(hours=9)).isoformat()
        changed = news["dateModified"] if article.made_by(modified.date()) else early
        site = {"@type": "WebSite", "name": publisher, "url": f"{base}/"}
        page_ = {"@type": "WebPage", "name": article.title, "datePublished": changed}
        return [
            {
                "@context": news["@context"],
                "@graph": [site, page_, {**news, "dateModified": changed}],
            }
        ]
    if article.shape == "list":
        # Nikkei leaves dateModified empty; AP puts a video of its own clock beside it (2024).
        video = {"@type": "JW Videos", "datePublished": "Mon Sep 02 01:11:35 EDT 2024"}
        return [[{"@type": "WebPage", "name": article.title}, {**news, "dateModified": ""}], video]
    if article.shape == "reportage":
        # BBC's type; Reuters gives authors a byline and no name.
        return [{**news, "@type": "ReportageNewsArticle", "author": [{"byline": article.author}]}]
    if article.shape == "entities":
        # TechRadar and TechCrunch leave HTML entities inside JSON strings.
        headline = article.title.replace("&", "&amp;").replace("'", "&#039;")
        return [{"@type": "Organization", "name": publisher}, {**news, "headline": headline}]
    if article.shape == "no_jsonld":
        return []
    raise ValueError(f"{article.name}: unknown shape {article.shape!r}")


def _teaser(article: Page) -> str:
    return f"<p>{escape(words_of(article.body))}</p>"


def _in_script(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(16), UTC)
