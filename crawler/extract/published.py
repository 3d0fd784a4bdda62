"""What a news page tells of itself: title, day, authors, publisher, from JSON-LD and meta tags.

JSON-LD comes as one object, a list, an `@graph`, several blocks, with authors as texts, objects
or `byline`, with entities in its headlines; all of these were seen on real pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml.html import HtmlElement

from crawler.extract.numbers import WASHINGTON, iso_date, printed_date, strings
from crawler.extract.prose import clean, line, untagged
from crawler.extract.records import parsed

_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "date", "pubdate",
    "publishdate", "publish-date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_PARAGRAPH_ENDS = re.compile(r"</(?:p|h[1-6]|li|div)>|<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells of itself; `basis` says where the day was found."""

    title: str | None
    published: date | None
    published_at: str | None
    basis: str | None
    authors: tuple[str, ...]
    publisher: str | None
    canonical: str | None
    #: every title, every description and the text, where JSON-LD or meta tags have them
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    body: str | None = None


def told(tree: HtmlElement) -> Told:
    """Title, day, authors, publisher and canonical address of a parsed page."""
    articles = sorted(_articles(tree), key=_weight, reverse=True)
    meta = _meta(tree)
    stamp, basis = _first_date(articles, meta)
    day = day_of(stamp)
    headline = _first(_words(a.get("headline") or a.get("name")) for a in articles)
    shared = _words(meta.get("og:title")) or _words(meta.get("twitter:title"))
    shown = _heading(tree, "h1")
    described = [*(a.get("description") for a in articles[:1]), meta.get("og:description")]
    return Told(
        title=headline or shared or shown or _heading(tree, "title"),
        titles=tuple(filter(None, (headline, shared, shown))),
        descriptions=tuple(filter(None, map(_words, [*described, meta.get("description")]))),
        body=_first(_text(a.get("articleBody")) for a in articles[:1]),
        published=day,
        published_at=stamp if day else None,
        basis=basis if day else None,
        authors=_first(_authors(a.get("author")) for a in articles) or _bylines(meta),
        publisher=_first(_words(_name(a.get("publisher"))) for a in articles)
        or _words(meta.get("og:site_name"))
        or None,
        canonical=_first(
            line(str(link.get("href") or ""))
            for link in tree.iter("link")
            if str(link.get("rel") or "").lower() == "canonical"
        )
        or _words(meta.get("og:url"))
        or None,
    )


def day_of(stamp: Any) -> date | None:
    """The day of a stamp in Washington, where all days of the ledger are; as written where it is
    a day alone or a midnight, which stands for one."""
    if not isinstance(stamp, str) or not stamp.strip():
        return None
    at = moment_of(stamp)
    if at is None:
        return iso_date(stamp) or printed_date(stamp)
    if at.tzinfo is None or (at.hour, at.minute, at.second) == (0, 0, 0):
        return at.date()
    return at.astimezone(WASHINGTON).date()


def moment_of(stamp: str) -> datetime | None:
    """The moment of an ISO or mail stamp; without a zone where the stamp has none."""
    stamp = stamp.strip()
    if re.fullmatch(r"\d{13}|\d{10}", stamp):
        return datetime.fromtimestamp(int(stamp[:10]), UTC)
    for read in (datetime.fromisoformat, parsedate_to_datetime, _javascript):
        try:
            return read(stamp)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _javascript(stamp: str) -> datetime:
    """`Mon Sep 02 01:11:35 EDT 2024`."""
    return datetime.strptime(re.sub(r" [A-Z]{2,4} (?=\d{4}$)", " ", stamp), "%a %b %d %H:%M:%S %Y")  # noqa: DTZ007


def _articles(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in str(script.get("type") or "").lower():
            continue
        body = (script.text or "").strip()
        body = re.sub(r"^(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)$", "", body)
        try:
            value = parsed(re.sub(r"[\x00-\x1f]", " ", body).strip().rstrip(";"))
        except ValueError:
            # Publishers break their own blocks; the page's other signs stand in for them.
            continue
        yield from _flat(value, 0)


def _flat(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, Mapping):
        if _weight(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _flat(value.get(key), depth + 1)


def _weight(value: Mapping[str, Any]) -> int:
    kinds = strings(value.get("@type"))
    if any(k.endswith("NewsArticle") for k in kinds):
        return 2
    return 1 if any(k.endswith(_TYPES) for k in kinds) else 0


def _first_date(
    articles: list[Mapping[str, Any]], meta: Mapping[str, str]
) -> tuple[str | None, str | None]:
    for article in articles:
        for key in ("datePublished", "dateCreated", "uploadDate"):
            stamp = _words(article.get(key))
            if day_of(stamp):
                return stamp, "json-ld"
    for name in _PUBLISHED:
        if day_of(meta.get(name)):
            return meta[name], "meta"
    return None, None


def _authors(value: Any, depth: int = 0) -> tuple[str, ...]:
    if depth > 4:
        return ()
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items:
        if isinstance(item, Mapping):
            name = item.get("name") or item.get("byline")
            names += _authors(name, depth + 1) if isinstance(name, list) else [_words(name) or ""]
        else:
            names.append(_words(item) or "")
    return tuple(dict.fromkeys(filter(None, names)))


def _bylines(meta: Mapping[str, str]) -> tuple[str, ...]:
    found = _words(meta.get("author") or meta.get("parsely-author") or meta.get("article:author"))
    return (found,) if found and not found.startswith("http") else ()


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    text = clean(html.unescape(value))
    return untagged(_PARAGRAPH_ENDS.sub("\n", text) if "<" in text else text).strip() or None


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, Mapping) else value


def _words(value: Any) -> str | None:
    # Twice: headlines come with entities inside entities (&amp;#8216;).
    return line(html.unescape(html.unescape(value))) or None if isinstance(value, str) else None


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), line(content))
    for tag in tree.iter("time", "span"):
        stamp = line(str(tag.get("datetime") or tag.get("content") or ""))
        if stamp and str(tag.get("itemprop") or "").lower() == "datepublished":
            found.setdefault("datepublished", stamp)
    return found


def _heading(tree: HtmlElement, tag: str) -> str | None:
    found: str | None = _first(line(t.text_content()) for t in tree.iter(tag))
    return found


def _first(found: Iterator[Any]) -> Any:
    return next(filter(None, found), None)
