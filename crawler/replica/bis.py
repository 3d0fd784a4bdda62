"""bis.gov in miniature: Next.js pages whose data block tells what the printed page leaves out.

Shapes as seen in 2024-26: `publishedOn.time` is midnight in Washington written in UTC, the printed
date is often empty, external links go through a page of their own, each release also answers
under a node number, and class names change with every build.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

import lxml.html

from crawler.replica.answer import Answer, no_such_page, page
from crawler.replica.press import WASHINGTON, Page, html_of, words_of

_OWN_HOSTS: Final = ("www.bis.gov", "bis.gov", "media.bis.gov")
#: The first node number; real ones were near 7,000 in 2025.
_FIRST_NODE: Final = 6990


@dataclass(frozen=True)
class BisSite:
    """The site as it stands at the end of `day`. `mount` is its path on the replica.

    `rebuilt` serves the next build: other class names, the same content. `reshaped` serves pages
    without the landmarks that a reader of the site knows.
    """

    pages: Sequence[Page]
    day: date
    mount: str
    rebuilt: bool = False
    reshaped: bool = False
    empty: bool = False

    def answer(self, path: str, query: str) -> Answer:
        """The page at a path of the site."""
        if path in ("/news-updates", "/news-updates/all-press-releases", "", "/"):
            return page(self._listing(), tagged=True)
        if path == "/external/external":
            return page(self._leaving(parse_qs(query).get("url", [""])[0]))
        if path.startswith("/media/"):
            return page(self._document(path.removeprefix("/media/")))
        for number, release in enumerate(self.pages):
            if path in (release.path, f"/node/{_FIRST_NODE + number}"):
                there = release.appears <= self.day
                return (
                    page(self._release(number, release), tagged=True) if there else no_such_page()
                )
        return no_such_page()

    def _shown(self) -> list[tuple[int, Page]]:
        shown = [(n, p) for n, p in enumerate(self.pages) if p.appears <= self.day]
        return [] if self.empty else shown[::-1]

    # The listing

    def _listing(self) -> str:
        shown = self._shown()
        cards = "".join(self._card(release.at(self.day)) for _, release in shown)
        body = (
            f'<h1 class="{self._c("text-4xl font-bold")}">Find News &amp; Updates</h1>'
            f'<button class="{self._c("underline")}">Collapse filters</button>'
            f"<p>{len(shown)} filtered results</p>"
            f'<ul class="{self._c("mt-4")}">{cards}</ul>'
        )
        nodes = [_node(number, release.at(self.day)) for number, release in shown]
        return self._page(
            "News & Updates", body, {"nodes": nodes, "total": len(nodes)}, "/news-updates"
        )

    def _card(self, release: Page) -> str:
        href = f"{self.mount}{release.path}"
        if self.reshaped:
            href = f"{self.mount}/releases?id={release.slug}"
        return (
            f'<li class="{self._c("mb-2")}"><div class="'
            f'{self._c("border-b border-finnishwinter py-6")}">'
            f'<p class="{self._c("text-sm")}">Press Release | BIS | {_printed(release)}</p>'
            f'<a class="{self._c("relative grid")}" href="{href}">{escape(release.title)}</a>'
            f"<p>{escape(words_of(release.body))}</p></div></li>"
        )

    # A release

    def _release(self, number: int, release: Page) -> str:
        release = release.at(self.day)
        # Older pages print their day, newer ones leave its place empty: every third has one here.
        slot = f" {release.published:%A}, {_printed(release)} | " if number % 3 == 0 else ""
        pdf = quote(f"{release.published:%m.%d} {release.title[:40]} Press Release.pdf")
        c = self._c
        body = (
            f'<div class="{c("flex gap-2")}"><img alt="Seal" src="{self.mount}/media/seal">'
            "<p>Bureau of Industry and Security</p>"
            "<p>Office of Congressional and Public Affairs</p>"
            f'</div><p class="{c("font-bold")}">FOR IMMEDIATE RELEASE |{slot}</p>'
            f'<h2 class="{c("text-2xl font-bold text-center")}">{escape(release.title)}</h2>'
            f'<p><a class="{c("btn")}" href="{self.mount}/media/{pdf}">Download as PDF</a></p><hr>'
            f'<div class="{c("prose max-w-none")}">{self._linked(html_of(release.body))}'
            f"<p>###</p></div>"
        )
        props = {"node": _node(number, release)}
        return self._page(release.title, body, props, release.path)

    def _linked(self, html: str) -> str:
        """Links of the site itself stay on it, others go through the page that says goodbye."""
        root = lxml.html.fragment_fromstring(html, create_parent="div")
        for anchor in root.iter("a"):
            parts = urlsplit(anchor.get("href") or "")
            if parts.hostname in _OWN_HOSTS:
                anchor.set("href", self.mount + parts.path)
            elif parts.hostname:
                target = quote(anchor.get("href") or "", safe="")
                anchor.set("href", f"{self.mount}/external/external?url={target}")
                anchor.set("class", self._c("usa-link"))
        inner = (lxml.html.tostring(child, encoding="unicode") for child in root)
        return "".join(inner)

    # Pages beside them

    def _leaving(self, url: str) -> str:
        body = (
            "<h1>You are leaving bis.gov</h1><p>You selected a link to another site: "
            f'<a href="{escape(url)}" rel="nofollow">{escape(url)}</a></p>'
        )
        return self._page("External link", body, {}, "/external/external")

    def _document(self, name: str) -> str:
        body = (
            "<h1>Document</h1><p>The miniature keeps releases, not the documents beside them "
            f"({escape(name)}).</p>"
        )
        return self._page("Document", body, {}, f"/media/{name}")

    def _page(self, title: str, body: str, props: dict[str, Any], path: str) -> str:
        c = self._c
        if self.reshaped:
            props = {"payload": list(props.values())}
            body = body.replace("<h1", "<p").replace("</h1>", "</p>")
            body = body.replace("<h2", "<p").replace("</h2>", "</p>")
        block = {
            "props": {"pageProps": props, "__N_SSP": True},
            "page": "/[...slug]",
            "query": {"slug": path.strip("/").split("/")},
            "buildId": "q7Xt2" if self.rebuilt else "Zk3mA",
        }
        main = "div" if self.reshaped else "main"
        data = json.dumps(block, ensure_ascii=False).replace("</", "<\\/")
        return (
            '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>'
            f"<title>{escape(title)} | Bureau of Industry and Security</title>"
            '<meta name="viewport" content="width=device-width"/></head><body>'
            f'<div id="__next"><a class="{c("sr-only")}" href="#main">Skip to main content</a>'
            f'<header class="{c("bg-white")}"><p>An official website of the United States '
            f'government</p><nav><a href="{self.mount}/">Home</a> '
            f'<a href="{self.mount}/news-updates">News &amp; Updates</a></nav></header>'
            f'<{main} id="main" class="{c("container mx-auto px-4")}">{body}</{main}>'
            f'<footer class="{c("bg-blue-900")}"><p>1401 Constitution Ave. NW, Washington, DC '
            f"20230</p></footer></div>"
            f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>'
        )

    def _c(self, names: str) -> str:
        """Class names as this build writes them."""
        return " ".join(f"tw-{hash_of(n)}" for n in names.split()) if self.rebuilt else names


def hash_of(name: str) -> str:
    """A short name for a class, as a build makes them; the same for the same name."""
    value = 5381
    for letter in name:
        value = (value * 33 + ord(letter)) % 0xFFFFF
    return f"{value:05x}"


def _printed(release: Page) -> str:
    return f"{release.published:%B} {release.published.day}, {release.published.year}"


def _node(number: int, release: Page) -> dict[str, Any]:
    midnight = datetime.combine(release.published.astimezone(WASHINGTON), time(), WASHINGTON)
    return {
        "id": str(_FIRST_NODE + number),
        "title": release.title,
        "path": release.path,
        "type": "NodePressRelease",
        "publishedOn": {"time": midnight.astimezone(UTC).isoformat()},
    }
