"""The conditions of a search at the Federal Register's API, what they let through, and how what
was found is paged: observers tell of three servers, so there are three here."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

_TYPES: Final = {
    "Rule": "RULE",
    "Proposed Rule": "PRORULE",
    "Notice": "NOTICE",
    "Presidential Document": "PRESDOCU",
}
_DATES: Final = {
    "publication_date": "publication_date",
    "effective_date": "effective_on",
    "comment_date": "comments_close_on",
    "signing_date": "signing_date",
}
#: Conditions that the server knows and this miniature does not sift by: asked for, they are a 400.
_UNSERVED: Final = frozenset(
    {
        "presidential_document_type", "president", "sections", "topics", "near",
        "citing_document_numbers", "accepting_comments_on_regulations_dot_gov", "small_entity_ids",
    }
)  # fmt: skip
_CONDITION: Final = re.compile(r"^conditions\[(\w+)\](?:\[(\w*)\])?$")
Asked = Sequence[tuple[str, str]]
Conditions = Mapping[str, Mapping[str, Sequence[str]]]


class Refused(Exception):
    """A question that the API answers with 400 and this body."""

    def __init__(self, body: dict[str, Any]) -> None:
        super().__init__(body)
        self.body = body


def conditions_of(asked: Asked) -> Conditions:
    """The conditions of a query: `{"publication_date": {"gte": ["2025-01-01"]}}`."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, value in asked:
        if m := _CONDITION.match(key):
            found.setdefault(m[1], {}).setdefault(m[2] or "", []).append(value)
    return found


def sieve(name: str, told: Mapping[str, Sequence[str]]) -> Callable[[dict[str, Any]], bool]:
    """What tells whether a record meets a condition. Raises Refused for an unknown one."""
    values = [v for part in told.values() for v in part]
    if name in _DATES:
        return lambda record: _within(record[_DATES[name]], told)
    if name == "agencies":
        return lambda r: any(a.get("slug") in values for a in r["agencies"])
    if name == "agency_ids":
        return lambda r: any(str(a.get("id")) in values for a in r["agencies"])
    if name == "type":
        return lambda r: _TYPES[r["type"]] in values
    if name == "term":
        return lambda r: all(w in _words(r) for w in _terms(values))
    if name == "docket_id":
        return lambda r: any(v.lower() in d.lower() for v in values for d in r["docket_ids"])
    if name == "regulation_id_number":
        return lambda r: any(v in r["regulation_id_numbers"] for v in values)
    if name == "document_numbers":
        return lambda r: r["document_number"] in values
    if name == "significant":
        return lambda r: bool(r["significant"]) is (values[-1] == "1")
    if name == "correction":
        return lambda r: bool(r["correction_of"]) is (values[-1] == "1")
    if name == "cfr":
        return lambda r: any(_in_cfr(c, told) for c in r["cfr_references"])
    if name in _UNSERVED:
        raise Refused({"errors": {name: "is not carried by this miniature"}})
    raise Refused({"errors": {name: "is not a valid field"}})


def _within(value: str | None, told: Mapping[str, Sequence[str]]) -> bool:
    if value is None:
        return False
    for key, values in told.items():
        if key not in ("is", "year", "gte", "lte"):
            raise Refused({"errors": {key: "is not a valid field"}})
        bound = values[-1]
        ok = {
            "is": value == bound,
            "year": value[:4] == bound,
            "gte": value >= bound,
            "lte": value <= bound,
        }[key]
        if not ok:
            return False
    return True


def _in_cfr(reference: Mapping[str, Any], told: Mapping[str, Sequence[str]]) -> bool:
    title, part = told.get("title", [""])[-1], told.get("part", [""])[-1]
    if part and not re.fullmatch(r"\d+(-\d+)?", part):
        raise Refused({"errors": {"cfr": "part must be an integer or a range"}})
    first, _, last = part.partition("-")
    within = not part or int(first) <= int(reference["part"]) <= int(last or first)
    return str(reference["title"]) == title and within


def _words(record: Mapping[str, Any]) -> str:
    return f"{record['title']} {record['abstract'] or ''}".lower()


def _terms(values: Sequence[str]) -> list[str]:
    text = " ".join(values).lower()
    return [a or b for a, b in re.findall(r'"([^"]+)"|(\S+)', text)]


def described(conditions: Conditions) -> str:
    """The words in which the server repeats a question."""
    published = conditions.get("publication_date", {})
    since, until = published.get("gte", [""])[-1], published.get("lte", [""])[-1]
    parts = ["Documents"]
    if since or until:
        parts.append(f"published from {since or '1994-01-01'} to {until or 'today'}")
    if agencies := [v for part in conditions.get("agencies", {}).values() for v in part]:
        parts.append(f"from {' or '.join(agencies)}")
    return " ".join(parts)


@dataclass(frozen=True)
class Paging:
    """One account of the server's paging: what becomes of a question past its bounds.

    `largest` is the most results of a page, `reach` how many results pages can be asked for.
    `too_large` and `too_far` say what a larger page and a page further on become: `twenty` and
    `first` (both in silence), `largest`, or `refused` with 400.
    """

    largest: int = 2000
    reach: int = 10_000
    too_large: str = "twenty"
    too_far: str = "first"
    #: `count` says no more than `reach`.
    count_capped: bool = False
    #: `next_page_url` has a cursor, which leads past `reach`.
    cursor: bool = False
    #: A search that finds nothing is a 404.
    none_is_404: bool = False

    def size(self, told: Mapping[str, str]) -> int:
        """Results of a page. Raises Refused."""
        asked = int(told["per_page"]) if told.get("per_page", "").isdigit() else 20
        if 2 <= asked <= self.largest:
            return asked
        if asked > self.largest and self.too_large == "refused":
            raise Refused({"errors": {"per_page": f"must be at most {self.largest}"}})
        return self.largest if asked > self.largest and self.too_large == "largest" else 20

    def page(self, told: Mapping[str, str], size: int) -> int:
        """Which page is given. Raises Refused."""
        asked = int(told["page"]) if told.get("page", "").isdigit() else 1
        if self.cursor and told.get("search_after_cursor"):
            return asked
        if 1 <= asked <= 50 and asked * size <= max(self.reach, size):
            return asked
        if self.too_far == "refused":
            raise Refused({"status": 400, "message": "Result window is too large"})
        return 1


#: (1) The server's code of January 2025; (2) live answers of 2026; (3) one scraper's account.
PAGING: Final[Mapping[str, Paging]] = {
    "first_page": Paging(),
    "cursor": Paging(too_far="refused", count_capped=True, cursor=True),
    "refused": Paging(
        largest=100, reach=2000, too_large="largest", too_far="refused", none_is_404=True
    ),
}


def cursor_after(record: Mapping[str, Any]) -> str:
    """The cursor that goes on behind a record: `[milliseconds, "number"]` in base64."""
    day = datetime.combine(date.fromisoformat(record["publication_date"]), time(), UTC)
    told = json.dumps([int(day.timestamp() * 1000), record["document_number"]])
    return urlsafe_b64encode(told.encode()).decode().rstrip("=")


def behind(cursor: str, found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records behind a cursor. Raises Refused for one that leads nowhere."""
    try:
        urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        at = [cursor_after(record) for record in found].index(cursor)
    except ValueError:
        raise Refused({"status": 400, "message": "invalid search_after_cursor"}) from None
    return list(found[at + 1 :])
