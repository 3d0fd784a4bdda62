"""What the replica says to one question, before it goes over the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"

#: The API sends no validators and forbids caching.
_NEVER_KEPT: Final = {"Cache-Control": "no-store, max-age=0", "Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Answer:
    """Status, body, type and headers. `tagged` answers carry an ETag and may come as 304."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    tagged: bool = False


def page(html: str, *, tagged: bool = False, status: int = 200) -> Answer:
    """An HTML page."""
    return Answer(html.encode(), HTML, status, tagged=tagged)


def data(value: Any, status: int = 200) -> Answer:
    """A JSON answer of the Federal Register's API, written as its server does: in one line."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(body, JSON, status, _NEVER_KEPT)


def plain(text: str, content_type: str = TEXT) -> Answer:
    """A raw text."""
    return Answer(text.encode(), content_type)


def moved(location: str, status: int = 302) -> Answer:
    """A redirect."""
    body = f'<html><body>You are being <a href="{location}">redirected</a>.</body></html>'
    return Answer(body.encode(), HTML, status, {"Location": location})


def record_not_found() -> Answer:
    """The API's own words for a document that it does not have."""
    return data({"status": 404, "message": "Record Not Found"}, 404)


def no_such_page() -> Answer:
    """A page that is not there (or not yet)."""
    return page(
        "<!DOCTYPE html><html><head><title>Page not found</title></head>"
        "<body><h1>Page not found</h1></body></html>",
        status=404,
    )
