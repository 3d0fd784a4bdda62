"""What may be fetched: schemes, hosts, redirects, and answers that are no answers.

A private, loopback or otherwise inner address is refused where the connection is made, by the
address that the name resolves to at that moment, so that neither a redirect nor a name that
changes its address reaches one. Hosts that the configuration names are let through. Sizes are
capped as they come by Scrapy (DOWNLOAD_MAXSIZE) and as they are unpacked by `crawler.coding`.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from w3lib.url import safe_url_string
from zope.interface import implementer  # type: ignore[import-untyped]

LONGEST_URL: Final = 4000
LONGEST_SHOWN: Final = 300
#: Bytes; publishers' headers come to a few thousand.
MOST_HEADERS: Final = 262_144
#: Resolvers never answer for a part that is empty or longer than 63 (Twisted 26.10).
_HOST: Final = re.compile(r"(?=.{1,253}$)[^\W.-][\w-]{0,62}(\.[\w-]{1,63})*")
#: The Federal Register sends clients it takes for robots there: blocked, not moved (2026-10).
UNBLOCK: Final = "unblock.federalregister.gov"


class Refused(Exception):
    """Not fetched, by our own rules; one line says why."""


class Blocked(Exception):
    """The publisher answered, and not with what was asked for; one line says how."""


class Guard:
    """Which addresses may be fetched. `allow_hosts` are hosts on private networks that may be."""

    def __init__(self, allow_hosts: Iterable[str] = ()) -> None:
        self.allowed = frozenset(_plain(host) for host in allow_hosts)
        #: Host to the inner address it resolved to, for saying why nothing was fetched.
        self.turned_away: dict[str, str] = {}

    def check(self, url: str) -> None:
        """Raises Refused for what is no plain http(s) address of a public or a named host."""
        try:
            parts = urlsplit(url)
            host, port = _plain(parts.hostname or ""), parts.port
        except ValueError as error:
            raise Refused(f"is no address ({error})") from error
        if parts.scheme not in ("http", "https"):
            raise Refused(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
        if not host:
            raise Refused("names no host")
        if parts.username or parts.password:
            raise Refused("carries a user name or a password")
        if port == 0:
            raise Refused("is no address (port 0)")
        if ":" not in host and not _HOST.fullmatch((parts.hostname or "").removesuffix(".")):
            raise Refused("is no address (no host is written so)")
        if len(url) > LONGEST_URL:
            raise Refused(f"is longer than {LONGEST_URL} characters")
        address = _literal(host)
        if address and not self.admits(host, address):
            raise Refused(_inner(host, address))

    def admits(self, host: str, address: str) -> bool:
        """Whether a connection to this address may be made for this host."""
        if _plain(host) in self.allowed or not is_inner(address):
            return True
        self.turned_away[_plain(host)] = address
        return False

    def refusal(self, url: str) -> Refused | None:
        """Why no connection was made for an address, if it was the guard who refused it."""
        host = _plain(urlsplit(url).hostname or "")
        address = self.turned_away.get(host)
        return Refused(_inner(host, address)) if address else None


def bound_headers() -> None:
    """Give up on an answer whose headers do not end: Twisted bounds each line, not their number."""
    from twisted.web import _newclient

    client: Any = _newclient
    received = client.HTTPClientParser.dataReceived

    def data_received(self: Any, data: bytes) -> None:
        if self.state in (client.STATUS, client.HEADER):
            self.told = getattr(self, "told", 0) + len(data)
            if self.told > MOST_HEADERS:
                raise client.ParseError("headers without end", b"")
        received(self, data)

    client.HTTPClientParser.dataReceived = data_received


def shown(url: str) -> str:
    """An address for people: without name and password, without what moves a terminal, cut."""
    bare = re.sub(r"(//)[^/?#]*@", r"\1…@", url, count=1)
    plain = "".join(c if c.isprintable() else "?" for c in bare[: LONGEST_SHOWN + 1])
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"


def _inner(host: str, address: str) -> str:
    where = host if host == address else f"{host} ({address})"
    return f"{where} is on an inner network; name the host in crawl.allow_hosts to fetch it"


def _plain(host: str) -> str:
    return host.lower().rstrip(".").strip("[]")


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    if re.fullmatch(r"[0-9a-fx.]+", host) and host[0].isdigit():
        try:  # 127.1, 0x7f000001 and 2130706433 are loopback to every resolver
            return socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            return None
    return None


#: Python releases differ on these (RFC 6890, RFC 8215).
_SPECIAL: Final = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("64:ff9b:1::/48"))


def is_inner(address: str) -> bool:
    """Whether an IP address is anything but a public unicast one, however it is wrapped."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = _wrapped(ip)
        if wrapped is not None:
            return is_inner(str(wrapped))
        if ip.is_site_local:
            return True
    if any(ip.version == net.version and ip in net for net in _SPECIAL):
        return True
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address inside a mapped, compatible, 6to4, Teredo or NAT64 one."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    high, low = int(ip) >> 32, int(ip) & 0xFFFFFFFF
    if high == 0x64FF9B << 64 or (high == 0 and low > 1):
        return ipaddress.IPv4Address(low)
    return None


@implementer(IHostnameResolver)
class GuardedResolver:
    """A resolver that passes on only those addresses of a host that the guard admits.

    It stands under every connection that Twisted makes, robots.txt and redirects included.
    """

    def __init__(self, resolver: Any, guard: Guard) -> None:
        self.resolver = resolver
        self.guard = guard

    def resolveHostName(
        self, receiver: Any, hostName: str, portNumber: int = 0, *rest: Any, **named: Any
    ) -> Any:
        """As in Twisted's IHostnameResolver; a host without an admitted address is not found."""
        sieve = _Sieve(receiver, hostName, self.guard)
        return self.resolver.resolveHostName(sieve, hostName, portNumber, *rest, **named)


@implementer(IResolutionReceiver)
class _Sieve:
    def __init__(self, receiver: Any, host: str, guard: Guard) -> None:
        self.receiver, self.host, self.guard = receiver, host, guard

    def resolutionBegan(self, resolution: Any) -> None:
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self.guard.admits(self.host, address.host):
            self.receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self.receiver.resolutionComplete()


class Gate:
    """The guard as a downloader middleware: sees every request and every hop of a redirect."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        #: Hosts that asked to be left alone, with what they said: not asked again in this run.
        self.resting: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        """The gate of a crawl whose spider has a `guard`."""
        return cls(crawler.spider.guard)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Raises Refused or Blocked instead of letting the request out."""
        self.guard.check(request.url)
        host = urlsplit(request.url).netloc
        if host in self.resting:
            raise Blocked(self.resting[host])

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A name that was not found because the guard turned its addresses away says so."""
        refusal = self.guard.refusal(request.url)
        if refusal and not isinstance(exception, Refused | Blocked):
            raise refusal from exception

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises Blocked for a redirect to a gatekeeper and for "ask later"; else the answer."""
        wait = _header(response.headers, "Retry-After")
        if response.status in (429, 503) and wait:
            told = f"answered {response.status} and asks to wait ({shown(wait[:40])})"
            self.resting[urlsplit(request.url).netloc] = told
            raise Blocked(told)
        location = _header(response.headers, "Location")
        if response.status in (301, 302, 303, 307, 308) and location:
            self._check_hop(request.url, location)
        return response

    def _check_hop(self, here: str, location: str) -> None:
        try:
            there = urljoin(here, safe_url_string(location))
            self.guard.check(there)
        except (Refused, ValueError) as error:
            raise Refused(f"redirects to {shown(location)}: {error}") from error
        if urlsplit(there).hostname == UNBLOCK:
            raise Blocked(f"sent us to {UNBLOCK}")
        if here.startswith("https:") and there.startswith("http:"):
            raise Refused("redirects from https to plain http")
        if there == here:
            raise Blocked("redirects to itself")


def _header(headers: Any, name: str) -> str:
    value = headers.get(name)
    if not value:
        return ""
    try:
        return str(value.decode()).strip()
    except UnicodeDecodeError:
        return str(value.decode("latin-1")).strip()


_TITLE: Final = re.compile(rb"<title[^<>]{0,200}>([^<]{0,300})</title", re.IGNORECASE)
_GATE_TITLES: Final = re.compile(
    r"([^:|]{1,40} (::|\|) )?(request access\b|access (to this page has been )?denied"
    r"|just a moment|attention required!|pardon our interruption|(bloomberg - )?are you a robot"
    r"|robot check|bot (verification|challenge|manager)|security (check|verification)"
    r"|(please )?verify(ing)? (that )?you('| a)re|human verification|captcha\b|ddos-guard"
    r"|403 forbidden|sorry, you have been blocked|one more step|(log|sign) ?in\b"
    r"|(automated|unusual) (traffic|requests|activity))",
    re.IGNORECASE,
)
#: These stand on challenge pages and, at times, in the furniture of real ones.
_GATE_MARKS: Final = re.compile(
    rb"_cf_chl_opt|captcha-delivery\.com|px-captcha|_Incapsula_Resource|gokuProps"
    rb"|awsWafCookieDomainList|g-recaptcha|h-captcha|cf-turnstile|enable javascript and cookies"
    rb"|unblock\.federalregister\.gov|please limit requests|too many requests|rate limit exceeded"
    rb"|verify (that )?you are (a )?human|aggressive automated scraping",
    re.IGNORECASE,
)
_FURNITURE: Final = (b"script", b"style", b"noscript", b"svg")
#: A challenge page says less than this; an article with a captcha or with such a title, more.
_FEW_WORDS: Final = 150
_FEW_WORDS_TITLED: Final = 400


def gatekeeper(status: int, headers: Mapping[str, Any] | Any, body: bytes) -> str | None:
    """What kind of gatekeeper answered in the publisher's place, None if it was none.

    "Request Access" pages, captchas, challenges and throttle notices come with status 200 too.
    """
    if status in (401, 403, 429, 451):
        return f"answered {status}"
    for name in ("cf-mitigated", "x-amzn-waf-action"):
        if _header(headers, name):
            return f"a challenge ({name})"
    title = _TITLE.search(body, 0, 200_000)
    told = " ".join(title[1].decode("utf-8", "replace").split()) if title else ""
    if _GATE_TITLES.match(told) and _words(body) < _FEW_WORDS_TITLED:
        return f"a page titled {told[:60]!r}"
    mark = _GATE_MARKS.search(body, 0, 500_000)
    if mark and _words(body) < _FEW_WORDS:
        return f"a page of few words with {mark[0].decode('ascii', 'replace')!r}"
    return None


def _words(body: bytes) -> int:
    """How many words the first half megabyte shows, in one sweep: bodies may be hostile."""
    before, *pieces = body[:500_000].split(b"<")
    count, inside = len(before.split()), b""
    for piece in pieces:
        tag, _, text = piece.partition(b">")
        name = tag[:12].lower().split(None, 1)[0] if tag.strip() else b""
        if inside:
            inside = b"" if name == b"/" + inside else inside
        elif name in _FURNITURE:
            inside = name
        if not inside:
            count += len(text.split())
    return count
