"""News pages: the article alone through trafilatura, its day from the page's own signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from crawler.extract import newsroom
from crawler.extract.address import document_id, host_of, standing, untracked
from crawler.extract.blocks import told as without_frame
from crawler.extract.prose import alike, clean, line, normal, paragraphs
from crawler.extract.published import Told, day_of, told
from crawler.extract.records import Flaw
from crawler.page import Unexpected
from store.model import Capture, Document, Draft

#: trafilatura's quick mode gave less than this, or a menu: its standard mode looks again.
LEAST = 250
_POWER = re.compile(r"(?<![\d.,])(10)\s?<sup[^>]*>\s*([+\-−]?\d{1,3})\s*</sup>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


def article(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The article of a page. Its day: what the user gave; else JSON-LD, meta tags, the feed, and
    last the dates that stand on the page."""
    page = _POWER.sub(lambda m: f"10^{m[2]}", text_of(raw, capture.content_type))
    tree = _tree(page)
    if tree is None:
        raise Unexpected(capture.source, capture.url, "an HTML page")
    signs = told(tree)
    hints = dict(capture.hints)
    title = signs.title or line(str(hints.get("title") or "")) or None
    parts = _parts(page, tree, signs, title)
    if not parts:
        raise Unexpected(capture.source, capture.url, "the text of an article")
    published, basis = _published(signs, hints, page, capture.url)
    address = canonical(signs.canonical, str(hints.get("url") or capture.url))
    kind, rank, publisher = standing(hints, address)
    stated: dict[str, Any] = {"date_basis": basis}
    if signs.authors:
        stated["author"] = list(signs.authors)
    if basis in ("json-ld", "meta"):
        stated["published_at"] = signs.published_at
    document = Document(
        id=document_id(address, hints.get("feed")) or str(hints.get("id") or f"file:{address}"),
        source=capture.source,
        kind=kind or ("news" if hints.get("feed") or host_of(address) else None),
        authority_rank=rank,
        publisher=publisher or signs.publisher or host_of(address) or "unknown",
        url=untracked(address) if host_of(address) else None,
        title=title,
        published=published,
        stated={k: v for k, v in stated.items() if v is not None},
    )
    yield Draft(document, paragraphs([title or "", *parts]), "page")


def _parts(page: str, tree: Any, signs: Told, title: str | None) -> list[str]:
    """The standfirst and the paragraphs, without what a newsroom puts around them."""
    body = newsroom.whole(body_of(page), signs.body, tree)
    parts = newsroom.without_other_stories(without_frame(body, title), newsroom.links_alone(tree))
    own = newsroom.titles([*signs.titles, title], tree)
    while len(parts) > 1 and alike(parts[0].lstrip("# ")) in own:
        parts = parts[1:]
    first = newsroom.standfirst([*signs.descriptions, signs.body], tree) if parts else None
    if first and alike(first) not in alike("\n".join(parts)):
        parts = [first, *parts]
    return parts


def body_of(page: str) -> list[str]:
    """The paragraphs that trafilatura takes for the article of a page; none where it finds none."""
    import trafilatura

    found: list[str] = []
    for quick in (True, False):
        text = trafilatura.extract(
            page, fast=quick, include_comments=False, include_tables=True, output_format="txt"
        )
        rows = [r for r in map(normal, (text or "").split("\n")) if r and r != "-"]
        found = max(found, rows, key=lambda r: (bool(r) and newsroom.is_prose(r), sum(map(len, r))))
        if sum(map(len, found)) >= LEAST and newsroom.is_prose(found):
            break
    return found


def text_of(raw: bytes, content_type: str | None = None) -> str:
    """The page as text: by its byte order mark, header, meta tag, else UTF-8 or Windows-1252."""
    names = ["utf-8-sig"]
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names.insert(0, "utf-16")
    if m := re.search(r"charset=[\"']?([\w-]+)", content_type or "", re.IGNORECASE):
        names.insert(0, m[1])
    if found := _CHARSET.search(raw[:4096]):
        names.append(found[1].decode("ascii", errors="replace"))
    for name in names:
        try:
            return clean(raw.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return clean(raw.decode("cp1252", errors="replace"))


def canonical(told_by_page: str | None, url: str) -> str:
    """The page's canonical address where it is on the same host, else the address fetched."""
    if told_by_page and host_of(told_by_page) and host_of(told_by_page) == host_of(url):
        return told_by_page
    if told_by_page and not host_of(url) and host_of(told_by_page):
        return told_by_page
    return url


#: No page of a publisher is nested so deep (some hundred at most), has so many elements (a few
#: thousand) or so many parts in one tag; what has takes lxml and trafilatura minutes.
DEEPEST: Final = 1_000
MOST_ELEMENTS: Final = 60_000
MOST_PARTS: Final = 2_000
_LONG_TAG: Final = re.compile(r"<[a-z][^<>]{20000,}>", re.I)


def _hurtful(tree: Any) -> bool:
    depth = count = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST_ELEMENTS:
            return True
    return False


def _tree(page: str) -> Any:
    if any(m[0].count("=") > MOST_PARTS for m in _LONG_TAG.finditer(page)):
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = lxml_html.document_fromstring(page.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if tree.find(".//body") is not None and not _hurtful(tree) else None


def _published(
    signs: Told, hints: dict[str, Any], page: str, url: str
) -> tuple[date | None, str | None]:
    given = day_of(hints.get("published"))
    if given and not hints.get("feed"):
        return given, "given"
    if signs.published:
        return signs.published, signs.basis
    if given:
        return given, "feed"
    found = _on_the_page(page, url)
    return found, "page text" if found else None


def _on_the_page(page: str, url: str) -> date | None:
    from htmldate import find_date

    found = find_date(
        page, original_date=True, extensive_search=True, url=url if host_of(url) else None
    )
    return day_of(found)
