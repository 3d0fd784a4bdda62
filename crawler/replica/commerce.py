"""commerce.gov in miniature: Drupal's listing by pages, and articles whose address has no day.

On the listing one card prints no date and one stands there twice (under two tags), as seen on
stored copies; a blog post stands among the releases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from html import escape
from typing import Final
from urllib.parse import parse_qs

from crawler.replica.answer import Answer, no_such_page, page
from crawler.replica.press import Page, html_of, words_of

LISTING: Final = "/news/press-releases"
PER_PAGE: Final = 4
#: The release whose card prints no day.
_DATELESS: Final = 2
_BLOG: Final = "/news/blog/2025/01/five-things-know-about-working-commerce"


@dataclass(frozen=True)
class CommerceSite:
    """The site as it stands at the end of `day`. `mount` is its path on the replica."""

    pages: Sequence[Page]
    day: date
    mount: str
    rebuilt: bool = False
    reshaped: bool = False
    empty: bool = False

    def answer(self, path: str, query: str) -> Answer:
        """The page at a path of the site."""
        if path in (LISTING, "/news", "", "/"):
            told = parse_qs(query).get("page", ["0"])[0]
            return page(self._listing(int(told) if told.isdigit() else 0))
        if path == _BLOG:
            return page(self._blog())
        for release in self.pages:
            if path == release.path and release.appears <= self.day:
                return page(self._article(release))
        return no_such_page()

    def _shown(self) -> list[Page]:
        return [] if self.empty else [p for p in self.pages if p.appears <= self.day][::-1]

    # The listing

    def _listing(self, number: int) -> str:
        shown = self._shown()
        cards = [self._card(release) for release in shown]
        if len(cards) > 1:
            cards.insert(2, cards[1])  # a release with two tags stands there twice
        first = number * PER_PAGE
        there = cards[first : first + PER_PAGE]
        if number == 0 and not self.empty:
            there.append(self._blog_card())
        more = first + PER_PAGE < len(cards)
        pager = self._pager(number, more)
        rows = "".join(f'<div class="{self._c("views-row")}">{card}</div>' for card in there)
        body = f"<h1>Press releases</h1>{self._view(rows)}{pager}"
        return self._page("Press releases | U.S. Department of Commerce", body)

    def _view(self, rows: str) -> str:
        if not rows:
            return f'<div class="{self._c("view-empty")}"><p>No results found.</p></div>'
        return f'<div class="{self._c("view-content")}">{rows}</div>'

    def _card(self, release: Page) -> str:
        dateless = self.pages.index(release) == _DATELESS
        release = release.at(self.day)
        printed = f"{release.published:%B} {release.published.day}, {release.published.year}"
        stamp = release.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        time = f'<time datetime="{stamp}" class="datetime">{printed}</time>'
        when = self._field("field-release-datetime", "" if dateless else time)
        href = f"{self.mount}{release.path}"
        if self.reshaped:
            href = f"{self.mount}/release?nid={release.slug}"
        return (
            f'<article class="{self._c("node node--type-news")}">'
            f"{self._field('field-news-type', 'Press releases')}"
            f'<h2><a href="{href}" rel="bookmark">{escape(release.title)}</a></h2>{when}'
            f"{self._field('field-teaser', escape(words_of(release.body)[:160]))}</article>"
        )

    def _blog_card(self) -> str:
        return (
            f'<article class="{self._c("node node--type-news")}">'
            f"{self._field('field-news-type', 'Blog')}"
            f'<h2><a href="{self.mount}{_BLOG}" rel="bookmark">Five Things to Know About Working '
            "at Commerce</a></h2>"
            f"{self._field('field-release-datetime', '<time></time>')}</article>"
        )

    def _pager(self, number: int, more: bool) -> str:
        links = []
        if number:
            links.append(
                f'<a href="{self.mount}{LISTING}?page={number - 1}" rel="prev">Previous</a>'
            )
        if more:
            links.append(f'<a href="{self.mount}{LISTING}?page={number + 1}" rel="next">Next</a>')
        return f'<nav class="{self._c("pager")}" aria-label="Pagination">{" ".join(links)}</nav>'

    # An article

    def _article(self, release: Page) -> str:
        release = release.at(self.day)
        stamp = release.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        printed = f"{release.published:%A, %B} {release.published.day}, {release.published.year}"
        body = (
            f'<article class="{self._c("node node--type-news node--view-mode-full")}">'
            f'<h1><span class="{self._c("field field--name-title")}">{escape(release.title)}</span>'
            "</h1>"
            f"{self._field('field-news-type', 'Press releases')}"
            f"""{
                self._field(
                    "field-release-datetime",
                    f'<time datetime="{stamp}" class="datetime">{printed}</time>',
                )
            }"""
            f"{self._field('body', html_of(release.body))}"
            f"{self._field('field-bureaus', 'Office of Public Affairs')}</article>"
        )
        return self._page(f"{release.title} | U.S. Department of Commerce", body)

    def _blog(self) -> str:
        words = "<p>Thirteen bureaus, one front door, and a good cafeteria.</p>"
        body = (
            "<article><h1>Five Things to Know About Working at Commerce</h1>"
            f"{self._field('body', words)}</article>"
        )
        return self._page("Blog | U.S. Department of Commerce", body)

    def _field(self, name: str, inner: str) -> str:
        if self.reshaped:
            name = {"body": "text-long", "field-release-datetime": "stamp"}.get(name, name)
        return f'<div class="{self._c(f"field field--name-{name}")}">{inner}</div>'

    def _page(self, title: str, body: str) -> str:
        main = "section" if self.reshaped else "main"
        home = f'<a href="{self.mount}{LISTING}">News</a>'
        return (
            '<!DOCTYPE html><html lang="en" dir="ltr" prefix="og: https://ogp.me/ns#"><head>'
            f'<meta charset="utf-8"><meta name="Generator" content="Drupal 10">'
            f'<title>{escape(title)}</title></head><body class="path-news"><header role="banner">'
            f"<p>An official website of the United States government</p>"
            f'<nav role="navigation">{home}</nav></header>'
            f'<{main} role="main"><a id="main-content"></a>{body}</{main}>'
            f'<footer role="contentinfo"><p>U.S. Department of Commerce, 1401 Constitution Ave NW, '
            f"Washington, DC 20230</p></footer></body></html>"
        )

    def _c(self, names: str) -> str:
        """Class names: Drupal's, or with `rebuilt` under another theme's prefix."""
        return " ".join(f"doc-{n}" for n in names.split()) if self.rebuilt else names
