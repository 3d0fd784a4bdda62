"""The publishers in miniature: one loopback server with a calendar."""

from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from crawler.replica.answer import Answer, no_such_page, plain
from crawler.replica.api import RegisterSite
from crawler.replica.bis import BisSite
from crawler.replica.commerce import CommerceSite
from crawler.replica.conditions import PAGING, Paging
from crawler.replica.documents import RegisterDocument, read_documents
from crawler.replica.faults import FAULTS, spoiled
from crawler.replica.outlets import OutletSite
from crawler.replica.press import Outlet, Page, read_outlets, read_pages

FIRST: Final = date(2025, 1, 10)
LAST: Final = date(2026, 11, 20)
_ROBOTS: Final = """User-agent: *
Disallow: /register/documents/current
Disallow: /register/documents/search
Disallow: /register/public-inspection/search
Disallow: /bis/search
Disallow: /commerce/search
"""


class Site(Protocol):
    """A publisher: the answer for a path under its mount."""

    def answer(self, path: str, query: str) -> Answer:
        """The answer for a path that begins with a slash, or is empty."""


class Replica:
    """The publishers on `url` as they stood at the end of `day`.

        with Replica() as replica:
            replica.day = date(2025, 5, 13)
            replica.fault = ("bis", "blocked")
            replica.paging = PAGING["cursor"]

    Areas are `register`, `bis`, `commerce` and the names of the outlets; `*` is all of them.
    """

    def __init__(self, port: int = 0, start: date = FIRST) -> None:
        self.day = start
        self.documents: tuple[RegisterDocument, ...] = read_documents()
        self.pages: tuple[Page, ...] = read_pages()
        self.outlets: tuple[Outlet, ...] = read_outlets()
        #: Questions answered, as "METHOD /path?query", oldest first.
        self.asked: list[str] = []
        #: How the Register pages what a search found.
        self.paging: Paging = PAGING["first_page"]
        self._fault: tuple[str, str] | None = None
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.replica = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.daemon = True

    def __enter__(self) -> Replica:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def areas(self) -> tuple[str, ...]:
        """The first parts of paths: one for each publisher."""
        return ("register", "bis", "commerce", *(outlet.name for outlet in self.outlets))

    @property
    def fault(self) -> tuple[str, str] | None:
        """(area, fault) that is switched on, see `crawler.replica.faults.FAULTS`; None for none."""
        return self._fault

    @fault.setter
    def fault(self, value: tuple[str, str] | None) -> None:
        if value is not None:
            area, name = value
            if area not in (*self.areas, "*") or name not in FAULTS:
                raise ValueError(f"no such area or fault: {value}")
        self._fault = value

    def days(self) -> list[date]:
        """The first day, and every day until the last on which something appears or is edited.

        A filing that leaves public inspection, the day after its publication, makes no day.
        """
        found = {FIRST}
        found |= {day for document in self.documents for day in document.days()}
        found |= {day for page in self.pages for day in page.days()}
        return sorted(day for day in found if FIRST <= day <= LAST)

    def sources(self) -> dict[str, Any]:
        """Tables of `ruletrail.toml` that point every source here: `crawl` and `sources`."""
        feeds = [
            {
                "name": outlet.name,
                "url": f"{self.url}/{outlet.name}/feed.xml",
                "publisher": outlet.publisher,
                "kind": outlet.kind,
                "authority_rank": outlet.authority_rank,
            }
            for outlet in self.outlets
        ]
        return {
            "crawl": {"delay": 0.0},
            "sources": {
                # The proposal of 2024-09-11 stands four months before the first day.
                "federal_register": {"base": f"{self.url}/register", "look_back_days": 125},
                "public_inspection": {"base": f"{self.url}/register"},
                "bis_press": {"base": f"{self.url}/bis"},
                "commerce_news": {"base": f"{self.url}/commerce"},
                "news": {"feeds": feeds},
            },
        }

    def answer(self, target: str) -> Answer:
        """The answer for a request target, such as `/bis/news-updates`, by day and fault."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return plain(_ROBOTS)
        area, _, rest = parts.path.removeprefix("/").partition("/")
        if area not in self.areas:
            return no_such_page()
        fault = self.fault_of(area)
        found = spoiled(fault, area) if fault else None
        return found or self._site(area, fault).answer(f"/{rest}", parts.query)

    def fault_of(self, area: str) -> str | None:
        """The fault that is switched on for an area."""
        if self._fault and self._fault[0] in (area, "*"):
            return self._fault[1]
        return None

    def _site(self, area: str, fault: str | None) -> Site:
        empty, reshaped = fault == "empty", fault == "reshaped"
        base = f"{self.url}/{area}"
        if area == "register":
            return RegisterSite(self.documents, self.day, base, reshaped, empty, self.paging)
        rest: dict[str, bool] = {
            "empty": empty,
            "reshaped": reshaped,
            "rebuilt": fault == "rebuilt",
        }
        if area == "bis":
            return BisSite(self._of("bis"), self.day, "/bis", **rest)
        if area == "commerce":
            return CommerceSite(self._of("commerce"), self.day, "/commerce", **rest)
        outlet = next(o for o in self.outlets if o.name == area)
        pages = [p for p in self._of("news") if p.outlet == area]
        return OutletSite(outlet, pages, self.day, base, **rest)

    def _of(self, folder: str) -> list[Page]:
        return [page for page in self.pages if page.folder == folder]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    replica: Replica

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is no news; everything else is."""
        import sys

        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        """Close the port, and the connections that callers keep alive."""
        super().server_close()
        with self._guard:
            waiting = list(self._open)
        for connection in waiting:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # its caller was faster


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer, with a body."""
        self._say(with_body=True)

    def do_HEAD(self) -> None:
        """Answer, without its body."""
        self._say(with_body=False)

    def version_string(self) -> str:
        """Not Python's name and version."""
        return "replica"

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""

    def _say(self, *, with_body: bool) -> None:
        replica = self.server.replica
        replica.asked.append(f"{self.command} {self.path}")
        answer = replica.answer(self.path)
        area = self.path.removeprefix("/").partition("/")[0]
        headers: dict[str, str] = {"Content-Type": answer.content_type, **answer.headers}
        status, body = answer.status, answer.body
        if answer.tagged:
            tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers["ETag"] = tag
            if tag in (self.headers.get("If-None-Match") or ""):
                status, body, headers = 304, b"", {"ETag": tag}
        self._send(status, body, headers, with_body, cut=replica.fault_of(area) == "cut")

    def _send(
        self, status: int, body: bytes, headers: Mapping[str, str], with_body: bool, cut: bool
    ) -> None:
        self.send_response(status, HTTPStatus(status).phrase)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if cut:
            self.close_connection = True
            body = body[: len(body) // 2]
        self.end_headers()
        if with_body:
            self.wfile.write(body)
        self.wfile.flush()
