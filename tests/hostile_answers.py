"""Answers that mean harm, each by its path, with the reason for which it is refused."""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat

import zstandard

from tests.hostile_server import PUBLIC, answer

MEGA = 1_000_000
PAGE = b"<html><body><p>" + b"The rule on chips takes effect. " * 400 + b"</p></body></html>"


@dataclass(frozen=True)
class Row:
    """What is said at `/name`, and what of it the user is told."""

    name: str
    parts: Callable[[], Iterable[bytes]]
    why: str


def whole(name: str, why: str, body: bytes, *headers: str, status: int = 200) -> Row:
    """A row of one answer with these headers."""
    return Row(name, lambda: (answer(status, body, *headers),), why)


def lying(name: str, why: str, body: bytes, length: int, *headers: str) -> Row:
    """A row of an answer whose Content-Length says another length."""
    return Row(name, lambda: (answer(200, body, *headers, length=length),), why)


def squeezed_zeros(megabytes: int, wbits: int) -> bytes:
    """So many million zeros, as gzip (wbits 31), zlib (15) or bare deflate (-15)."""
    packer, zeros = zlib.compressobj(9, wbits=wbits), bytes(MEGA)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


def ten_gigabytes() -> bytes:
    """Ten megabytes of gzip that unpack to ten thousand: one member a hundred times over."""
    return squeezed_zeros(100, 31) * 100


def endless(head: bytes, again: bytes) -> Iterator[bytes]:
    """What never ends, until the crawler hangs up."""
    yield head
    yield from repeat(again * (65536 // len(again)))


def zstd_bomb() -> bytes:
    """Some kilobytes that unpack to 200 million."""
    return zstandard.ZstdCompressor(level=19).compress(bytes(200 * MEGA))


def stream(name: str, why: str, head: str, body: bytes = b"", *, on: bytes = b"") -> Row:
    """A row of headers as they are, a body, and `on` again and again until the crawler hangs up."""
    first = f"HTTP/1.1 200 OK\r\nConnection: close\r\n{head}".encode() + body
    return Row(name, lambda: endless(first, on) if on else (first,), why)


GZIP, DEFLATE = "Content-Encoding: gzip", "Content-Encoding: deflate"
CHUNKED = "Transfer-Encoding: chunked\r\n\r\n"
BIG = "more bytes than crawl.max_bytes allows"
UNPACKS = f"refused: unpacks to {BIG}"
BROKEN = "refused: says it is packed as"
HALF = "refused: is packed, and breaks off before its end"
NOISE = PAGE + random.Random(1).randbytes(20_000)
TWICE = gzip.compress(squeezed_zeros(100, 31))
CUT = "the answer was cut off"
NO_HTTP = "what it answered is no HTTP"
HUNG_UP = "it hung up without an answer"

ANSWERS = [
    # Bombs. The first is 10 MB on the wire and 10 GB unpacked.
    whole("gzip-10-gb", UNPACKS, ten_gigabytes(), GZIP),
    whole("x-gzip", UNPACKS, squeezed_zeros(100, 31), "Content-Encoding: X-GZIP"),
    whole("deflate", UNPACKS, squeezed_zeros(100, 15), DEFLATE),
    whole("bare-deflate", UNPACKS, squeezed_zeros(100, -15), DEFLATE),
    whole("gzip-in-gzip", UNPACKS, TWICE, "Content-Encoding: gzip, gzip"),
    whole("gzip-in-two-headers", UNPACKS, TWICE, GZIP, GZIP),
    whole("brotli", "refused: is packed as 'br'; asked", b"\x1b" * 99, "Content-Encoding: br"),
    whole("zstd", "refused: is packed as 'zstd'; asked", zstd_bomb(), "Content-Encoding: zstd"),
    whole("gzip-in-zstd", "refused: is packed as 'zstd'", PAGE, "Content-Encoding: gzip, zstd"),
    whole("compress", "refused: is packed as 'compress'", PAGE, "Content-Encoding: compress"),
    whole("layers", "refused: is packed 1000 times over", PAGE, GZIP + ", gzip" * 999),
    # What is packed otherwise than it says, or not to its end.
    whole("no-gzip", f"{BROKEN} gzip", PAGE, GZIP),
    whole("no-deflate", f"{BROKEN} deflate", PAGE, DEFLATE),
    whole("wrong-sum", f"{BROKEN} gzip", gzip.compress(PAGE)[:-8] + bytes(8), GZIP),
    whole("half-gzip", HALF, gzip.compress(NOISE)[:-9000], GZIP),
    whole("half-deflate", HALF, zlib.compress(NOISE)[:-9000], DEFLATE),
    # Lengths that lie, and what has no end.
    whole("too-long", BIG, bytes(34 * MEGA)),
    lying("said-too-long", BIG, PAGE, 10**12),
    lying("said-more", CUT, PAGE, len(PAGE) + 1),
    lying("said-minus", NO_HTTP, PAGE, -5),
    stream("said-words", NO_HTTP, "Content-Length: many\r\n\r\n", PAGE),
    stream("said-twice", NO_HTTP, "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", PAGE),
    stream("endless-body", BIG, "\r\n", on=b"x"),
    stream("endless-chunks", BIG, CHUNKED, on=b"4000\r\n" + b"x" * 0x4000 + b"\r\n"),
    stream("bad-chunks", CUT, CHUNKED, b"zz\r\n" + PAGE),
    stream("cut-chunks", CUT, CHUNKED, b"fff0\r\n" + PAGE),
    stream("endless-line", HUNG_UP, "X-A: ", on=b"x"),
    stream("endless-headers", NO_HTTP, "", on=b"X-A: xxxxxxxx\r\n"),
    stream("endless-folds", NO_HTTP, "X-A: x\r\n", on=b" xxxxxxxx\r\n"),
    Row("endless-status", lambda: endless(b"HTTP/1.1 200 ", b"x"), HUNG_UP),
    Row("no-http", lambda: (b"220 mail.example ESMTP\r\n",), NO_HTTP),
    Row("nothing", lambda: (), HUNG_UP),
    Row("silence", lambda: repeat(b""), "no answer within 4 s"),
    whole("part", "answered 206", PAGE, status=206),
    whole("status-999", "answered 999", PAGE, status=999),
    whole("no-status", HUNG_UP, b"", status=101),
]

INNER = "is on an inner network; name the host in crawl.allow_hosts to fetch it"
NO_HOST = "is no address (no host is written so)"
SCHEME = "only http and https are fetched"

#: An address, and the words for which it is refused in a feed and as the aim of a redirect.
ADDRESSES = [
    ("http://169.254.169.254/latest/meta-data/", INNER),
    ("http://127.0.0.1/", INNER),
    ("http://127.0.0.1:22/", INNER),
    ("http://127.0.0.1./", INNER),
    ("http://127.1/", INNER),
    ("http://2130706433/", INNER),
    ("http://0x7f000001/", INNER),
    ("http://0X7F.0.0.1/", INNER),
    ("http://017700000001/", INNER),
    ("http://0300.0250.1.1/", INNER),
    ("http://192.168.257/", INNER),
    ("http://0/", INNER),
    ("http://10.0.0.1/", INNER),
    ("http://172.16.0.1/", INNER),
    ("http://100.64.0.1/", INNER),
    ("http://[::1]/", INNER),
    ("http://[::]/", INNER),
    ("http://[fe80::1%25eth0]/", INNER),
    ("http://[::ffff:127.0.0.1]/", INNER),
    ("http://[::ffff:a9fe:a9fe]/", INNER),
    ("http://[::127.0.0.1]/", INNER),
    ("http://[64:ff9b::7f00:1]/", INNER),
    ("http://[2002:7f00:1::]/", INNER),
    ("http://loop.test/", f"loop.test (127.0.0.1) {INNER}"),
    ("http://loop.test./", f"loop.test (127.0.0.1) {INNER}"),
    ("http://LAN.test/", f"lan.test (10.0.0.7) {INNER}"),
    ("http://six.test/", f"six.test (::1) {INNER}"),
    ("http://wrapped.test/", f"wrapped.test (::ffff:127.0.0.1) {INNER}"),
    ("http://user:geheim@press.test/", "carries a user name or a password"),
    ("http://press.test@127.0.0.1/", "carries a user name or a password"),
    ("http://press.test%2f@127.0.0.1/", "carries a user name or a password"),
    ("http://press.test:0/", "is no address (port 0)"),
    ("http://press.test:99999/", "Port out of range 0-65535"),
    ("http://press.test:-1/", "Port could not be cast"),
    ("http://press.test:80:90/", "Port could not be cast"),
    ("http://press test/", NO_HOST),
    ("http://press.test%00.evil.test/", NO_HOST),
    ("http://press..test/", NO_HOST),
    ("http://.press.test/", NO_HOST),
    (f"http://{'a' * 64}.test/", NO_HOST),
    (f"http://{'a.' * 130}test/", NO_HOST),
    ("http://xn--/", "its name cannot be resolved"),
    ("http://nowhere.test/", "its name cannot be resolved"),
    ("http://press.test/" + "y" * 5000, "is longer than 4000 characters"),
]

#: What only a redirect can name: a feed's links that are no web pages are none of ours.
HOPS = [
    *((f"{s}:x", f"{s}: {SCHEME}") for s in ("file", "ftp", "data", "javascript", "gopher", "s3")),
    ("file:///etc/passwd", f"file: {SCHEME}"),
    ("view-source:http://press.test/", f"view-source: {SCHEME}"),
    ("//127.0.0.1/x", INNER),
    ("///127.0.0.1/x", INNER),
    ("http:\\\\127.0.0.1/", INNER),
    ("http://127.0.0.1\\@press.test/", INNER),
    ("http://\uff11\uff12\uff17.0.0.1/", INNER),
    ("http://127\u30020\u30020\u30021/", INNER),
    ("\x00http://127.0.0.1/", INNER),
    ("http://[::1", "Invalid IPv6 URL"),
    ("http://[1::2::3]/", "does not appear to be an IPv4 or IPv6 address"),
    ("https://press.test/", "its certificate is not to be trusted"),
]

#: How the names of the tables resolve; the others do not.
NAMES = {
    "press.test": [[PUBLIC[0]]],
    "loop.test": [["127.0.0.1"]],
    "lan.test": [["10.0.0.7"]],
    "six.test": [["::1"]],
    "wrapped.test": [["::ffff:127.0.0.1"]],
}
