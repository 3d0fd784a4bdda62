"""A publisher that means harm, on raw sockets, and a net in which names have public addresses.

The net is a `sitecustomize` for the crawling process: it answers names from a table, the next
address at each asking, and leads public addresses to one port on loopback. Everything between,
from the feed to the store, is the real program.
"""

from __future__ import annotations

import json
import os
import socket
import ssl
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

#: Public addresses; nothing is ever sent to them, the net leads them to loopback.
PUBLIC: Final = ("93.184.216.34", "93.184.216.35")
_NET: Final = """
import json, os, socket
TABLE = json.loads(os.environ["TEST_NET"])
ASKED = {}
real = socket.getaddrinfo

def getaddrinfo(host, port, family=0, kind=0, proto=0, flags=0):
    host = host.decode() if isinstance(host, bytes) else host
    turns = TABLE["names"].get(host.lower().rstrip("."))
    if turns is None:
        return real(host, port, family, kind, proto, flags | socket.AI_NUMERICHOST)
    turn = ASKED[host] = ASKED.get(host, -1) + 1
    found = []
    for address in turns[min(turn, len(turns) - 1)]:
        found += real(address, port, family, kind, proto, socket.AI_NUMERICHOST)
    return found

class Socket(socket.socket):
    def connect_ex(self, address):
        if address[0] in TABLE["public"]:
            address = ("127.0.0.1", TABLE["tls" if address[1] == 443 else "port"])
        return super().connect_ex(address)

socket.getaddrinfo = getaddrinfo
socket.socket = Socket
"""


class Harm:
    """Says to each path the bytes given for it, as they are, and hangs up; `asked` is by path."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Iterable[bytes]] = {}
        self.asked: list[str] = []
        self.context = context
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Hear nobody any more."""
        self.socket.close()

    def _listen(self) -> None:
        while True:
            try:
                there, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(there,), daemon=True).start()

    def _serve(self, there: socket.socket) -> None:
        there.settimeout(20)
        try:
            if self.context:
                there = self.context.wrap_socket(there, server_side=True)
            with there:
                head = b""
                while b"\r\n\r\n" not in head:
                    more = there.recv(65536)
                    if not more:
                        return
                    head += more
                path = head.split(b" ", 2)[1].decode("latin-1")
                self.asked.append(path)
                for part in self.answers.get(path, (answer(404, b""),)):
                    there.sendall(part)
        except OSError:
            return  # the crawler hung up


def answer(status: int, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """An answer on the wire; `length` is what Content-Length says, where that is a lie."""
    said = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}"]
    lines = "\r\n".join([*said, "Connection: close", *headers])
    return lines.encode("latin-1") + b"\r\n\r\n" + body


def net(folder: Path, names: Mapping[str, list[list[str]]], port: int, tls: int) -> dict[str, str]:
    """The environment in which the crawling process sees `names` resolve to these addresses."""
    (folder / "sitecustomize.py").write_text(_NET)
    table = {"names": names, "public": PUBLIC, "port": port, "tls": tls}
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH", "")]))
    return {"PYTHONPATH": path, "TEST_NET": json.dumps(table)}
