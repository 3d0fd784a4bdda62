"""The API of federalregister.gov: published documents by week, and filings not yet published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.page import Unexpected
from crawler.source import Job, NothingThere, Source, under

_BETWEEN: Final = re.compile(r"[\s,]*")


class Register(Source):
    """What the two kinds have in common.

    Every question names its `fields[]`. That gives `action`, `dates` and `effective_on`, which the
    defaults leave out, and leaves out what moves by itself (page views, comment counts, excerpts,
    `?epoch` addresses): an answer's bytes differ only when something was said anew, so raw bytes
    can be kept as they are and a quiet day makes no new capture.
    """

    fields: ClassVar[tuple[str, ...]]
    #: Agencies whose documents are listed; full texts are fetched of all but `listed_only`.
    agencies: ClassVar[tuple[str, ...]]
    listed_only: ClassVar[frozenset[str]] = frozenset({"commerce-department"})

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self._asked: set[str] = set()

    def wanted(self) -> tuple[str, ...]:
        """The slugs asked for: configured, else declared. None of them means every agency."""
        configured = self.job.config.agencies
        return self.agencies if configured is None else configured

    def query(self, path: str, conditions: Mapping[str, Any], **more: Any) -> tuple[str, str]:
        """(address to ask, address to keep under). The one asked names the fields, and carries `_`
        since answers came out of a shared cache up to 104 minutes old (2026)."""
        pairs = [
            (f"conditions{key}", value)
            for key, values in conditions.items()
            for value in (values if isinstance(values, tuple) else (values,))
        ]
        place = under(self.address, path)
        kept = urlencode([*pairs, *more.items()])
        fields = [("fields[]", name) for name in self.fields]
        asked = urlencode([*pairs, *more.items(), *fields, ("_", int(self.job.now.timestamp()))])
        return f"{place}?{asked}", f"{place}?{kept}" if kept else place

    def answer(self, response: Response) -> dict[str, Any]:
        """The envelope; its `results` may be absent where it counts none. Raises Unexpected."""
        try:
            envelope = json.loads(response.body)
        except ValueError:
            envelope = None
        if not isinstance(envelope, dict) or not isinstance(envelope.get("count"), int):
            raise Unexpected(self.name, response.url, "a JSON object with a 'count'")
        results = envelope.get("results", None if envelope["count"] else [])
        if not isinstance(results, list):
            raise Unexpected(self.name, response.url, "a list in 'results'")
        if not all(isinstance(r, dict) and r.get("document_number") for r in results):
            raise Unexpected(self.name, response.url, "records with a 'document_number'")
        return envelope

    def slugs(self, record: Mapping[str, Any]) -> frozenset[str]:
        """The agencies of a record; an office that the Register cannot match has no slug."""
        found = record.get("agencies") or []
        return frozenset(a["slug"] for a in found if isinstance(a, dict) and a.get("slug"))

    def text_of(self, record: Mapping[str, Any], extractor: str) -> Iterator[Request]:
        """The question for the full text of a record, where it is wanted, had and due."""
        address = record.get("raw_text_url")
        whole = frozenset(self.wanted() or self.agencies) - self.listed_only
        if not isinstance(address, str) or not self.slugs(record) & whole:
            return
        place = re.search(r"/(documents|public-inspection)/.+$", address)
        if not place:
            self.note(f"raw_text_url of an unknown form: {address[:200]}")
            return
        url = under(self.address, place[0])
        if url not in self._asked and self.due(url):
            self._asked.add(url)
            yield self.ask(url, self.keep_text, record=dict(record), extractor=extractor)

    def keep_text(self, response: Response, record: dict[str, Any], extractor: str) -> None:
        """Keep a full text beside the record that led to it."""
        if not response.body.strip():
            raise Unexpected(self.name, response.url, "a text")
        self.keep(
            response,
            extractor=extractor,
            url=response.meta["asked"],
            record=record,
            title=record.get("title"),
            published=record.get("publication_date"),
        )


@dataclass(frozen=True)
class Slice:
    """Days to search, the page of them to ask for, and the numbers that earlier pages brought."""

    first: date
    last: date
    size: int
    page: int = 1
    had: frozenset[str] = frozenset()
    cursor: str | None = None

    def halves(self) -> tuple[Slice, Slice]:
        """The same days in two slices, each to be asked for from its beginning."""
        middle = self.first + (self.last - self.first) // 2
        return (
            Slice(self.first, middle, self.size),
            Slice(middle + timedelta(days=1), self.last, self.size),
        )

    def next(self, had: frozenset[str], cursor: str | None) -> Slice:
        """The page after this one."""
        return replace(self, page=self.page + 1, had=had, cursor=cursor)


class FederalRegisterApi(Register):
    """Published documents, searched week by week, and full texts.

    Weeks begin on Mondays, so that the same days are asked for by the same address every day.
    The API's edges disagree on paging: a silent page 1 past a cap, a 400, or a capped count with a
    cursor; a page too large becomes another size, or a 400; and a search without matches may be a
    404. So `count` is never trusted beyond what came with it. A slice that holds more is asked for
    again in two halves. A day is asked for in smaller pages until they come as large as asked,
    then page by page, with the cursor where one is given; what does not come whole is an error.
    """

    #: The largest documented, the largest that one observer had, and the server's own default.
    sizes: ClassVar[tuple[int, ...]] = (1000, 100, 20)
    look_back: ClassVar[timedelta] = timedelta(days=10)
    first_look_back: ClassVar[timedelta] = timedelta(days=60)
    #: Monday's issue is listed on Saturday.
    look_ahead: ClassVar[timedelta] = timedelta(days=4)
    #: More pages than this no server gives.
    most_pages: ClassVar[int] = 50

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self._control_asked = False

    def roots(self) -> Iterator[Request]:
        """A search for each week of the window; a backfill keeps to its days."""
        first, last = self._window()
        while first <= last:
            sunday = first + timedelta(days=6 - first.weekday())
            backfill = self.job.since or self.job.until
            until = min(sunday, last) if backfill else sunday
            yield self._search(Slice(first, until, self.sizes[0]))
            first = sunday + timedelta(days=1)

    def _window(self) -> tuple[date, date]:
        job, today = self.job, self.job.today
        if job.since or job.until:
            until = job.until or today + self.look_ahead
            return job.since or until - self.look_back, until
        days = job.config.look_back_days
        back = timedelta(days=days) if days is not None else self.look_back
        ran, good = self._earlier_runs()
        if good and self.known:
            back = max(back, today - good)
        elif ran or not self.known:
            back = max(back, self.first_look_back)
        first = today - back
        return first - timedelta(days=first.weekday()), today + self.look_ahead

    def _earlier_runs(self) -> tuple[int, date | None]:
        """How many there were, and the day of the last that left no gaps: that went well."""
        ran, good = self.job.store.db.execute(
            "SELECT count(*), max(started) FILTER (WHERE verdict IN ('ok', 'quiet')) FROM run"
            " WHERE source = ? AND stage = 'crawl' AND id <> ?",
            (self.name, self.job.run),
        ).fetchone()
        return ran, date.fromisoformat(good[:10]) if good else None

    def _search(self, part: Slice) -> Request:
        asked, kept = self.query(
            "/api/v1/documents.json",
            {
                "[agencies][]": self.wanted(),
                "[publication_date][gte]": part.first.isoformat(),
                "[publication_date][lte]": part.last.isoformat(),
            },
            order="newest",
            per_page=part.size,
            page=part.page,
        )
        if part.cursor:
            asked += "&" + urlencode({"search_after_cursor": part.cursor})
        return self.ask(asked, self._found, root=True, kept=kept, part=part)

    def _found(self, response: Response, kept: str, part: Slice) -> Iterator[Request]:
        envelope = self.answer(response)
        records = envelope.get("results", [])
        had = part.had | {str(record["document_number"]) for record in records}
        following = envelope.get("next_page_url")
        more = envelope["count"] > len(had) or bool(following and had != part.had)
        smaller = self._smaller(part) if more and len(records) < part.size else None
        if more and part.first < part.last:
            yield from map(self._search, part.halves())
            return
        if smaller and part.page == 1:
            yield self._search(smaller)
            return
        if not records and kept in self.known:
            days = f"{part.first} to {part.last}"
            raise NothingThere(f"no documents of {days}, and there were before")
        if had != part.had:
            self.keep(response, url=kept, extractor="fr_search")
        for record in records:
            yield from self.text_of(record, "fr_text")
        if more:
            if had == part.had or part.page >= self.most_pages:
                told = f"{envelope['count']} documents of {part.first}, of which {len(had)} came"
                raise Unexpected(self.name, response.url, told)
            yield self._search(part.next(had, _cursor(following)))

    def _smaller(self, part: Slice) -> Slice | None:
        sizes = [size for size in self.sizes if size < part.size]
        return replace(part, size=sizes[0]) if sizes else None

    def _answered(self, response: Response) -> Iterator[Request]:
        """Two answers to a search are no loss yet: 400 to a large page, and 404 to days of which
        nothing was known, where a search that must find something is not answered so."""
        part: Slice | None = response.meta["given"].get("part")
        first = part is not None and part.page == 1
        if first and response.status == 400 and part and (smaller := self._smaller(part)):
            self._settled(response)
            yield self._search(smaller)
        elif first and response.status == 404 and response.meta["given"]["kept"] not in self.known:
            self._settled(response)
            if not self._control_asked:
                self._control_asked = True
                yield self._control()
        else:
            yield from super()._answered(response)

    def _settled(self, response: Response) -> None:
        self.count.fetched += 1
        self.count.met(response.meta["root"], "ok")

    def _control(self) -> Request:
        """A search of all days: it tells days without documents from an API that is gone."""
        conditions = {"[agencies][]": self.wanted()}
        asked, _ = self.query("/api/v1/documents.json", conditions, order="newest", per_page=2)
        return self.ask(asked, self._controlled, root=True)

    def _controlled(self, response: Response) -> None:
        if not self.answer(response)["count"]:
            raise NothingThere("no documents of any day")


def _cursor(following: object) -> str | None:
    """The cursor in an envelope's `next_page_url`, where it has one."""
    query = parse_qs(urlsplit(following).query) if isinstance(following, str) else {}
    return query.get("search_after_cursor", [None])[0]


class PublicInspectionApi(Register):
    """Filings that may be read before publication, of the wanted agencies.

    `current.json` holds those of all agencies, in one page. Each wanted record is kept by itself,
    as the very bytes it has in the answer, under the answer's address and its number; so a filing
    of another agency makes nothing new here. A record that is gone says nothing.
    """

    def roots(self) -> Iterator[Request]:
        """The present list."""
        asked, kept = self.query("/api/v1/public-inspection-documents/current.json", {})
        yield self.ask(asked, self._listed, root=True, kept=kept)

    def _listed(self, response: Response, kept: str) -> Iterator[Request]:
        if "results" not in self.answer(response):
            raise Unexpected(self.name, response.url, "'results', which this list always has")
        wanted = frozenset(self.wanted())
        for record, raw in records_in(response.body):
            if not wanted or self.slugs(record) & wanted:
                url = f"{kept}#{record['document_number']}"
                self.keep(response, url=url, raw=raw, extractor="pi_search")
                yield from self.text_of(record, "pi_text")


def records_in(body: bytes) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """Each record of an envelope's `results` with the very bytes that it has there."""
    text = body.decode("utf-8")
    opening = re.search(r'"results"\s*:\s*\[', text)
    at = opening.end() if opening else len(text)
    decoder = json.JSONDecoder()
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if text[at : at + 1] != "{":
            return
        record, end = decoder.raw_decode(text, at)
        yield record, text[at:end].encode()
        at = end
