"""The API of federalregister.gov: published documents by week, and filings not yet published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

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
        """The slugs asked for: configured, else declared."""
        return self.job.config.agencies or self.agencies

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
        whole = frozenset(self.wanted()) - self.listed_only
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


class FederalRegisterApi(Register):
    """Published documents, searched week by week, and full texts.

    Weeks begin on Mondays, so that the same days are asked for by the same address every day.
    `count` is never trusted beyond what came with it: a slice that holds more is asked for again
    in two halves, and a single day page by page, since the API's edges disagree on paging (silent
    page 1 past a cap, 400, or a capped count with a cursor).
    """

    per_page: ClassVar[int] = 1000
    look_back: ClassVar[timedelta] = timedelta(days=10)
    first_look_back: ClassVar[timedelta] = timedelta(days=60)
    #: Monday's issue is listed on Saturday.
    look_ahead: ClassVar[timedelta] = timedelta(days=4)
    most_pages: ClassVar[int] = 10

    def roots(self) -> Iterator[Request]:
        """A search for each week of the window; a backfill keeps to its days."""
        first, last = self._window()
        while first <= last:
            sunday = first + timedelta(days=6 - first.weekday())
            backfill = self.job.since or self.job.until
            yield self._search(first, min(sunday, last) if backfill else sunday)
            first = sunday + timedelta(days=1)

    def _window(self) -> tuple[date, date]:
        job, today = self.job, self.job.today
        if job.since or job.until:
            until = job.until or today + self.look_ahead
            return job.since or until - self.look_back, until
        days = job.config.look_back_days
        back = timedelta(days=days) if days is not None else self.look_back
        if not self.known:
            back = max(back, self.first_look_back)
        first = today - back
        return first - timedelta(days=first.weekday()), today + self.look_ahead

    def _search(
        self, first: date, last: date, page: int = 1, had: frozenset[str] = frozenset()
    ) -> Request:
        asked, kept = self.query(
            "/api/v1/documents.json",
            {
                "[agencies][]": self.wanted(),
                "[publication_date][gte]": first.isoformat(),
                "[publication_date][lte]": last.isoformat(),
            },
            order="newest",
            per_page=self.per_page,
            page=page,
        )
        return self.ask(
            asked, self._found, root=True, kept=kept, first=first, last=last, page=page, had=had
        )

    def _found(
        self,
        response: Response,
        kept: str,
        first: date,
        last: date,
        page: int,
        had: frozenset[str],
    ) -> Iterator[Request]:
        envelope = self.answer(response)
        records = envelope.get("results", [])
        now_had = had | {str(record["document_number"]) for record in records}
        more = envelope["count"] > len(now_had)
        if more and first < last:
            middle = first + (last - first) // 2
            yield self._search(first, middle)
            yield self._search(middle + timedelta(days=1), last)
            return
        if not records and kept in self.known:
            raise NothingThere(f"no documents of {first} to {last}, and there were before")
        if records:
            self.keep(response, url=kept, extractor="fr_search")
        for record in records:
            yield from self.text_of(record, "fr_text")
        if more:
            if now_had == had or page >= self.most_pages:
                told = f"{envelope['count']} documents of {first}, of which {len(now_had)} came"
                raise Unexpected(self.name, response.url, told)
            yield self._search(first, last, page + 1, now_had)


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
            if self.slugs(record) & wanted:
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
