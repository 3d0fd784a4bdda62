"""A file as the captures that it is: mostly one; one a page for WARC, one a day for JSON lines."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawler.extract.address import host_of
from crawler.extract.files import front_matter, seen_on
from crawler.extract.fulltext import decoded
from crawler.extract.numbers import WASHINGTON, iso_date
from crawler.extract.records import Flaw, values
from crawler.extract.sniff import Format, page_extractor
from store.model import Capture

#: A file unpacked to more than this is refused: it would not fit beside everything else.
MOST_BYTES = 2 * 1024**3
#: As crawl.max_bytes has it for a page that is fetched.
MOST_PAGE = 32 * 1024**2


@dataclass(frozen=True, slots=True)
class Given:
    """What the user said of the files: hints they vouch for, and when the files were seen."""

    hints: Mapping[str, Any]
    at: datetime
    seen: bool = False

    def mark(self, url: str) -> str:
        """The address of a capture: with what the user said, which its text depends on too."""
        told = [f"{k}={quote(str(v))}" for k, v in sorted(self.hints.items()) if k != "url"]
        return url + ("#" + "&".join(told) if told else "")


def read(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is gzipped.

    Raises OSError, EOFError, zlib.error or ValueError where it cannot be read.
    """
    raw = path.read_bytes()
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
        body = packed.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError(f"it unpacks to more than {MOST_BYTES >> 20} MB; split it")
    return body


def address_in(raw: bytes, name: str) -> str | None:
    """The web address that a clipping's front matter names."""
    if not name.lower().endswith((".md", ".markdown")) and not raw.startswith((b"---", b"+++")):
        return None
    front = front_matter(decoded(raw[:65536]).replace("\r\n", "\n"))
    return next((u for u in (front.get("source"), front.get("url")) if host_of(u)), None)


def captures(
    path: Path, raw: bytes, found: Format, address: str | None, given: Given
) -> Iterator[tuple[Capture, bytes] | Flaw]:
    """The captures of a file with their bytes; the hash is left empty until they are archived."""
    where = path.resolve()
    mark = hashlib.sha256(str(where).encode(errors="surrogateescape")).hexdigest()[:4]
    stem = "-".join(path.name.removesuffix(".gz").rpartition(".")[0].split()) or path.name
    hints = {**given.hints, "id": f"file:{stem}-{mark}"}
    if address:
        hints["url"] = address
    base = Capture(
        sha256="",
        url=given.mark(address or where.as_uri()),
        source=found.source,
        extractor=found.extractor or "",
        fetched_at=given.at,
        hints=hints,
    )
    if found.extractor == "warc":
        yield from _pages(raw, base, given)
    elif found.extractor == "lines" and not given.seen:
        days = {seen_on(v) for _, v in values(raw) if isinstance(v, Mapping)} | {None}
        for day in sorted(days, key=lambda d: d or ""):
            if day is None:
                yield base, raw
            else:
                mark = f"{base.url}{'&' if '#' in base.url else '#'}seen={quote(day)}"
                seen = {**hints, "seen": day}
                yield replace(base, url=mark, fetched_at=moment(day), hints=seen), raw
    else:
        yield base, raw


def _pages(raw: bytes, base: Capture, given: Given) -> Iterator[tuple[Capture, bytes] | Flaw]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = 0
    try:
        for record in ArchiveIterator(io.BytesIO(raw)):
            http = record.http_headers
            kind = http.get_header("content-type") if http else None
            if record.rec_type != "response" or "html" not in (kind or "").lower():
                continue
            if http.get_statuscode() != "200":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or base.url
            at = record.rec_headers.get_header("WARC-Date")
            extractor, source = page_extractor(url)
            page = replace(
                base,
                url=given.mark(url),
                source=source,
                extractor=extractor,
                content_type=kind,
                status=200,
                hints={**base.hints, "url": url},
                fetched_at=moment(at) if at and not given.seen else given.at,
            )
            found += 1
            body = _bounded(record.content_stream())
            if len(body) > MOST_PAGE:  # warcio unpacks what the server packed
                yield Flaw(f"{url[:200]}: unpacks to more than {MOST_PAGE >> 20} MB")
                continue
            yield page, body
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        yield Flaw(f"broken WARC: {' '.join(str(error).split())[:150]}")
        return
    if not found:
        yield Flaw("no page in this WARC: no HTML answered with status 200")


def _bounded(stream: Any) -> bytes:
    """What a stream holds, or a little more than MOST_PAGE of it."""
    body = bytearray()
    while len(body) <= MOST_PAGE and (part := stream.read(65536)):
        body += part
    return bytes(body)


def moment(told: str | date) -> datetime:
    """The moment of a stamp; a day is its noon in Washington. ValueError for neither."""
    day = told if isinstance(told, date) else iso_date(told) if len(told) == 10 else None
    if isinstance(told, str) and day is None:
        at = datetime.fromisoformat(told)
        return (at if at.tzinfo else at.replace(tzinfo=WASHINGTON)).astimezone(UTC)
    if day is None:
        raise ValueError(f"{told!r} is no day and no moment")
    return datetime.combine(day, time(12), WASHINGTON).astimezone(UTC)
