"""Pages of the two agencies: bis.gov press releases and commerce.gov news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bs4 import Tag

from crawler.extract.address import bis_slug, commerce_path, path_of
from crawler.extract.blocks import blocks, told, words
from crawler.extract.numbers import iso_date, printed_date
from crawler.extract.prose import line, paragraphs
from crawler.extract.records import Flaw
from crawler.page import Page, day
from store.model import Capture, Document, Draft

_RANK = 5
#: Pages nest some thirty deep; what nests deeper is no page that a person wrote.
DEEPEST = 200
_FRAME = re.compile(r"^for immediate release\b", re.IGNORECASE)


def bis_release(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The release on a bis.gov page. Its day comes from the page's data block, since the printed
    one is often empty: then from the listing, the header line, the dateline."""
    page = _page(capture, raw)
    node = _node(page)
    main = page.one("main")
    title_at, title = _bis_title(page, main, node)
    after = _after(main, title_at)
    found = told(after, title)
    if not found:
        raise page.unexpected("paragraphs after the title in 'main'")
    frame = next((t for _, t in blocks(main) if _FRAME.match(t)), "")
    days = {
        "page data": day(_published(node)) if _published(node) else None,
        "given": iso_date(capture.hints.get("published")),
        "header line": printed_date(frame),
        "dateline": printed_date(found[0][:70]),
    }
    slug = bis_slug(capture.url) or path_of(capture.url)
    yield _draft(capture, f"bis:{slug}", title, found, days, "Bureau of Industry and Security")


def commerce_article(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The release on a commerce.gov page: `h1`, a `time` and the body field of Drupal."""
    page = _page(capture, raw)
    main = page.one("main")
    heading = page.one("h1", main)
    title = line(words(heading))
    if not title:
        raise page.unexpected("words in the h1")
    body = page.maybe(".field--name-body", main)
    parts = [t for _, t in blocks(body)] if body else _after(main, heading)
    found = told(parts, title)
    if not found:
        raise page.unexpected("paragraphs in '.field--name-body' or after the h1")
    times = page.some("time[datetime]", main, least=0)
    if not times:
        times = page.some("time", main, least=0)
    stamp = str(times[0].get("datetime") or words(times[0])) if times else ""
    days = {
        "time": day(stamp) if stamp else None,
        "given": iso_date(capture.hints.get("published")),
        "dateline": printed_date(found[0][:70]),
    }
    name = commerce_path(capture.url) or path_of(capture.url)
    yield _draft(capture, f"commerce:{name}", title, found, days, "U.S. Department of Commerce")


def _page(capture: Capture, raw: bytes) -> Page:
    page = Page(raw, capture.source, capture.url)
    depths: dict[int, int] = {}
    for tag in page.soup.descendants:
        if isinstance(tag, Tag):
            depths[id(tag)] = depths.get(id(tag.parent), 0) + 1
    if max(depths.values(), default=0) > DEEPEST:
        raise page.unexpected(f"a page nested less than {DEEPEST} deep")
    return page


def _node(page: Page) -> Mapping[str, Any]:
    script = page.maybe("script#__NEXT_DATA__")
    value: Any = page.json_of(script) if script else {}
    for key in ("props", "pageProps", "node"):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _published(node: Mapping[str, Any]) -> str:
    found = node.get("publishedOn")
    time = found.get("time") if isinstance(found, Mapping) else found
    return time if isinstance(time, str) else ""


def _bis_title(page: Page, main: Tag, node: Mapping[str, Any]) -> tuple[Tag, str]:
    headings = page.some("h1, h2", main)
    named = line(str(node.get("title") or ""))
    for heading in headings:
        if named and line(words(heading)).casefold() == named.casefold():
            return heading, named
    first = next((h for h in headings if line(words(h))), None)
    if first is None:
        raise page.unexpected("words in a heading of 'main'")
    return first, named or line(words(first))


def _after(main: Tag, heading: Tag) -> list[str]:
    found = list(blocks(main))
    places = [n for n, (tag, _) in enumerate(found) if tag is heading or heading in tag.parents]
    return [text for _, text in found[places[-1] + 1 :]] if places else [t for _, t in found]


def _draft(
    capture: Capture,
    name: str,
    title: str,
    parts: list[str],
    days: Mapping[str, date | None],
    publisher: str,
) -> Draft:
    hints = capture.hints
    basis = next((k for k, found in days.items() if found), None)
    document = Document(
        id=name,
        source=capture.source,
        kind=hints.get("kind") or "release",
        authority_rank=int(hints.get("authority_rank") or _RANK),
        publisher=hints.get("publisher") or publisher,
        url=hints.get("url") or capture.url,
        title=title,
        published=days[basis] if basis else None,
        stated={"date_basis": basis} if basis else {},
    )
    return Draft(document, paragraphs([title, *parts]), "page")
