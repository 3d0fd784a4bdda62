"""What an address tells of its document: whose it is, how much it counts, and its lasting name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from crawler.extract.numbers import number_in_url, register_id
from store.model import KINDS


@dataclass(frozen=True, slots=True)
class Office:
    """An official publisher, known by its host: what its pages are and how much they count."""

    source: str
    publisher: str
    kind: str | None
    authority_rank: int


_COMMERCE = "U.S. Department of Commerce"
OFFICES: dict[str, Office] = {
    "bis.gov": Office("bis_press", "Bureau of Industry and Security", "release", 5),
    "bis.doc.gov": Office("bis_press", "Bureau of Industry and Security", "release", 5),
    "commerce.gov": Office("commerce_news", _COMMERCE, "release", 5),
    "federalregister.gov": Office("federal_register", "Federal Register", None, 2),
    "govinfo.gov": Office("federal_register", "Federal Register", None, 2),
    "whitehouse.gov": Office("news", "White House", "release", 6),
    "gao.gov": Office("news", "Government Accountability Office", "release", 7),
}
#: What a kind counts without a known host: a person who says "release" vouches for it. Nobody can
#: vouch for the law: a text that calls itself a rule, and is no record or page of the Federal
#: Register, is a report (2026-11-24, after a typed-in file had ended a rule).
RANKS: dict[str, int] = {
    "rule": 9,
    "proposed_rule": 9,
    "notice": 9,
    "presidential_document": 9,
    "release": 5,
    "guidance": 5,
    "law_firm": 8,
    "news": 9,
}
UNKNOWN_RANK = 9


_TRACKING = re.compile(r"utm_|fbclid$|gclid$|cmpid$|ref$|ref_src$|mc_[ce]id$", re.IGNORECASE)


def host_of(url: str | None) -> str | None:
    """The host of a web address in small letters, without `www.`; None where it has none."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return host.rstrip(".").removeprefix("www.")


def office(url: str | None) -> Office | None:
    """The official publisher that this address belongs to; None for anybody else's."""
    host = host_of(url)
    if host is None:
        return None
    for known, found in OFFICES.items():
        if host == known or host.endswith("." + known):
            return found
    return None


def untracked(url: str) -> str:
    """The address without its fragment and without the marks of those who count clicks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = [(k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.match(k)]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def path_of(url: str) -> str:
    """The path of an address without slashes around it, query, fragment and AMP endings."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    path = re.sub(r"/(?:amp/?|index\.html?)$", "", path)
    return re.sub(r"\s+", "-", re.sub(r"/{2,}", "/", path).strip("/"))


def document_id(url: str, feed: str | None = None) -> str | None:
    """The lasting name of a web page: `bis:slug`, `commerce:2025/05/slug`, `news:FEED/path`."""
    path = path_of(url)
    if feed:
        return f"news:{feed}/{path}"
    host, known = host_of(url), office(url)
    if host is None:
        return None
    if known and known.source == "bis_press":
        return f"bis:{bis_slug(url) or path}"
    if known and known.source == "commerce_news":
        return f"commerce:{commerce_path(url) or path}"
    if known and known.source == "federal_register":
        number, day = number_in_url(url)
        if number:
            return register_id(number, day, "pi" if "public-inspection" in path else "fr")
    return f"news:{host}/{path}"


def bis_slug(url: str) -> str | None:
    """`slug` of `.../press-release/slug`; `node/6998` for the other address of a page."""
    m = re.search(r"(?:^|/)(?:press-release/([^/]+)|(node/\d+))$", path_of(url))
    return (m[1] or m[2]) if m else None


def commerce_path(url: str) -> str | None:
    """`2025/05/slug` of `.../news/press-releases/2025/05/slug`."""
    m = re.search(r"(?:^|/)(\d{4}/\d{2}/[^/]+)$", path_of(url))
    return m[1] if m else None


def standing(hints: dict[str, Any], url: str | None) -> tuple[str | None, int, str | None]:
    """(kind, authority rank, publisher) of a document: from its official host, else as vouched.

    An official host decides publisher and rank. Without one a kind counts only where the source
    or the user gave it: what a file claims of itself makes it nothing better than news.
    """
    known = office(url)
    kind = hints.get("kind")
    kind = kind if kind in KINDS else None
    given = hints.get("authority_rank")
    publisher = hints.get("publisher")
    if isinstance(given, int):
        return kind or (known.kind if known else None), given, publisher
    if known:
        return kind or known.kind, known.authority_rank, known.publisher
    return kind, RANKS.get(kind or "", UNKNOWN_RANK), publisher
