"""Answers unpacked: whole and within crawl.max_bytes, or refused.

Takes the place of Scrapy's own unpacking, which keeps half a page where a stream breaks off, and
the packed bytes as they are where it does not know how they were packed. Only gzip and deflate are
asked for: every publisher has them, and each further way is one more bomb to know.
"""

from __future__ import annotations

import zlib
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawler.guard import Refused

ASKED_FOR: Final = "gzip, deflate"
#: Window bits that zlib takes for each coding, in the order tried: servers send bare deflate too.
_WAYS: Final = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
#: A proxy that packs what was packed makes two.
_MOST_LAYERS: Final = 2


class Unpacking:
    """A downloader middleware: asks for packed answers and hands on unpacked ones."""

    def __init__(self, most: int) -> None:
        self.most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the limit of the crawl's settings."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Says what may be sent."""
        request.headers["Accept-Encoding"] = ASKED_FOR

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer unpacked. Raises Refused where it cannot be had whole."""
        said = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        layers = [name for word in said.split(",") if (name := word.strip()) and name != "identity"]
        if not layers:
            return response
        if len(layers) > _MOST_LAYERS:
            raise Refused(f"is packed {len(layers)} times over")
        body = response.body
        for layer in reversed(layers):
            if body:  # a redirect may say how the body that it has not is packed
                body = unpacked(body, layer, self.most)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return response.replace(cls=kind, headers=headers, body=body)


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """What `body` holds, at most `most` bytes. Raises Refused: too much, broken, or unknown."""
    if coding not in _WAYS:
        raise Refused(f"is packed as {coding[:20]!r}; asked for were {ASKED_FOR}")
    for bits in _WAYS[coding]:
        try:
            return _members(body, bits, most)
        except zlib.error:
            continue
    raise Refused(f"says it is packed as {coding}, and cannot be unpacked")


def _members(body: bytes, bits: int, most: int) -> bytes:
    parts: list[bytes] = []
    left = most
    while body:
        stream = zlib.decompressobj(wbits=bits)
        part = stream.decompress(body, left + 1)
        left -= len(part)
        if left < 0:
            raise Refused("unpacks to more bytes than crawl.max_bytes allows")
        if not stream.eof:
            raise Refused("is packed, and breaks off before its end")
        parts.append(part)
        more = stream.unused_data
        body = more if bits == 31 and more.startswith(b"\x1f\x8b") else b""
    return b"".join(parts)
