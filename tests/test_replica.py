"""The publishers in miniature, asked over real HTTP: shapes, calendar, edits, faults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from crawler.config import parse
from crawler.extract import extract
from crawler.replica import FIRST, LAST, Replica
from crawler.replica.faults import FAULTS
from crawler.replica.outlets import SHAPES
from crawler.replica.records import DEFAULT_FIELDS, FILING_FIELDS, PUBLISHED_FIELDS
from store.model import Capture

FOLDER = Path(__file__).parents[1] / "crawler" / "replica"
API = "/register/api/v1"
RELEASE = (
    "/bis/press-release/department-commerce-announces-rescission-artificial-intelligence-diffusion"
    "-rule-strengthens-controls-chips"
)


@dataclass(frozen=True)
class Said:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "lxml")


@pytest.fixture(scope="module")
def server() -> Iterator[Replica]:
    with Replica() as replica:
        yield replica


@pytest.fixture
def replica(server: Replica) -> Iterator[Replica]:
    server.day, server.fault = LAST, None
    yield server
    server.day, server.fault = LAST, None


def ask(replica: Replica, target: str, method: str = "GET", **headers: str) -> Said:
    """One question; `target` is a path or an address on the replica. Redirects stay as they are."""
    parts = urlsplit(target)
    connection = HTTPConnection("127.0.0.1", int(replica.url.rpartition(":")[2]), timeout=10)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return Said(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def search(replica: Replica, *pairs: tuple[str, str]) -> Any:
    return ask(replica, f"{API}/documents.json?{urlencode(pairs)}").json


def numbers(envelope: Any) -> set[str]:
    return {record["document_number"] for record in envelope.get("results", [])}


def published(replica: Replica) -> set[str]:
    return numbers(search(replica, ("per_page", "1000")))


def filings(replica: Replica, query: str = "/current.json") -> dict[str, Any]:
    envelope = ask(replica, f"{API}/public-inspection-documents{query}").json
    assert envelope["count"] == len(envelope["results"])
    return {record["document_number"]: record for record in envelope["results"]}


# The Register's search


def test_a_search_has_the_envelope_and_the_default_fields(replica: Replica) -> None:
    found = search(replica)
    assert {"count", "description", "total_pages", "next_page_url", "results"} == set(found)
    assert found["count"] >= 20 == len(found["results"])
    assert tuple(found["results"][0]) == DEFAULT_FIELDS
    assert "action" not in found["results"][0]


def test_a_search_gives_the_fields_asked_for(replica: Replica) -> None:
    asked = [("fields[]", field) for field in PUBLISHED_FIELDS]
    records = search(replica, ("per_page", "1000"), *asked)["results"]
    assert all(tuple(record) == PUBLISHED_FIELDS for record in records)
    rule = next(r for r in records if r["document_number"] == "2025-00636")
    assert rule["dates"] == "Effective date: This rule is effective January 13. 2025."
    assert (rule["citation"], rule["effective_on"]) == ("90 FR 4544", None)
    assert rule["comments_close_on"] == "2025-05-15"
    assert rule["cfr_references"][0] == {
        "title": 15,
        "part": 732,
        "chapter": None,
        "citation_url": None,
    }
    assert [agency["slug"] for agency in rule["agencies"]] == [
        "commerce-department",
        "industry-and-security-bureau",
    ]
    assert rule["raw_text_url"].startswith(replica.url)


def test_records_have_the_oddities_of_real_ones(replica: Replica) -> None:
    asked = [("fields[]", f) for f in ("document_number", "agencies", "citation", "action")]
    found = search(replica, ("per_page", "1000"), *asked)["results"]
    by_number = {record["document_number"]: record for record in found}
    assert by_number["2026-99001"]["agencies"][1] == {"raw_name": "Office of the Secretary"}
    assert by_number["2025-05427"]["citation"] == "90 FR 14046 "
    assert by_number["2025-99011"]["action"] is None


def test_searches_sift_by_agency_type_and_day(replica: Replica) -> None:
    bureau = ("conditions[agencies][]", "industry-and-security-bureau")
    whole = ("conditions[agencies][]", "commerce-department")
    assert "2025-99010" not in numbers(search(replica, bureau, ("per_page", "1000")))
    assert "2025-99010" in numbers(search(replica, whole, ("per_page", "1000")))
    january = (
        ("conditions[publication_date][gte]", "2025-01-15"),
        ("conditions[publication_date][lte]", "2025-01-15"),
    )
    assert numbers(search(replica, *january)) == {"2025-00636", "2025-00637"}
    on = ("conditions[publication_date][is]", "2025-11-12")
    assert numbers(search(replica, on)) == {"2025-19846"}
    assert numbers(search(replica, ("conditions[type][]", "NOTICE"))) >= {"2025-06591"}
    assert "results" not in search(replica, ("conditions[type][]", "Rule"))
    term = ("conditions[term]", '"artificial intelligence diffusion"')
    assert numbers(search(replica, term)) == {"2025-00636", "2025-00637"}
    cfr = (("conditions[cfr][title]", "50"), ("conditions[cfr][part]", "600-699"))
    assert numbers(search(replica, *cfr)) == {"2025-99010"}


def test_an_empty_search_has_no_results_key(replica: Replica) -> None:
    day = ("conditions[publication_date][is]", "2025-12-25")
    found = search(replica, day)
    assert found["count"] == 0
    assert "results" not in found


def test_searches_are_sorted_both_ways(replica: Replica) -> None:
    newest = [r["publication_date"] for r in search(replica, ("order", "newest"))["results"]]
    oldest = [r["publication_date"] for r in search(replica, ("order", "oldest"))["results"]]
    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)


def test_pages_lead_to_every_document_once(replica: Replica) -> None:
    url, seen = f"{API}/documents.json?per_page=7&order=newest&_=123", list[str]()
    while url:
        found = ask(replica, url).json
        seen += [record["document_number"] for record in found["results"]]
        url = found.get("next_page_url", "")
        if url:
            assert urlsplit(url).path == f"{API}/documents"  # it drops `.json`
            assert "format=json" in url and "_=123" in url
    assert len(seen) == len(set(seen)) == found["count"] == len(published(replica))


@pytest.mark.parametrize("per_page", ["1", "5000", "0", "many"])
def test_a_per_page_out_of_bounds_is_silently_twenty(replica: Replica, per_page: str) -> None:
    assert len(search(replica, ("per_page", per_page))["results"]) == 20


@pytest.mark.parametrize("page", [("page", "51"), ("page", "0"), ("page", "-1")])
def test_a_page_out_of_bounds_is_silently_the_first(
    replica: Replica, page: tuple[str, str]
) -> None:
    size = ("per_page", "2")
    assert numbers(search(replica, page, size)) == numbers(search(replica, size))


def test_unknown_conditions_and_fields_are_refused_with_the_servers_words(
    replica: Replica,
) -> None:
    said = ask(replica, f"{API}/documents.json?conditions[agency]=bis")
    assert (said.status, said.json) == (400, {"errors": {"agency": "is not a valid field"}})
    said = ask(replica, f"{API}/documents.json?fields[]=colour")
    assert (said.status, said.json) == (
        400,
        {"status": 400, "message": "field 'colour' not valid"},
    )


def test_brackets_escaped_twice_are_no_conditions(replica: Replica) -> None:
    twice = f"{API}/documents.json?per_page=1000&conditions%255Btype%255D%255B%255D=NOTICE"
    assert ask(replica, twice).json["count"] == len(published(replica))


def test_single_documents(replica: Replica) -> None:
    one = ask(replica, f"{API}/documents/2025-19846.json").json
    assert one["document_number"] == "2025-19846"
    assert {"excerpts", "agency_names", "docket_id", "president"}.isdisjoint(one)
    assert ask(replica, f"{API}/documents/90%20FR%204544.json").json["volume"] == 90
    several = ask(replica, f"{API}/documents/2025-00711,2025-88888.json?fields[]=title").json
    assert several["count"] == 1
    assert several["errors"] == {"not_found": ["2025-88888"]}
    gone = ask(replica, f"{API}/documents/2025-88888.json")
    assert (gone.status, gone.json) == (404, {"status": 404, "message": "Record Not Found"})


def test_the_api_forbids_caching_and_sends_no_validators(replica: Replica) -> None:
    headers = ask(replica, f"{API}/documents.json").headers
    assert "no-store" in headers["Cache-Control"]
    assert {"ETag", "Last-Modified"}.isdisjoint(headers)


def test_human_pages_send_programs_to_the_unblock_host(replica: Replica) -> None:
    said = ask(replica, "/register/documents/2025/01/15/2025-00636/framework")
    assert said.status == 302
    assert said.headers["Location"].startswith("https://unblock.federalregister.gov/")


# Texts


def test_raw_texts_come_in_both_shapes(replica: Replica) -> None:
    path = "/register/documents/full_text/text"
    gpo = ask(replica, f"{path}/2025/01/15/2025-00636.txt").text
    assert gpo.startswith("<html>\n<head>\n<title>Federal Register, Volume 90 Issue 9 (Wednesday,")
    assert "[[Page 4545]]" in gpo and "[Pages 4544-4584]" in gpo
    assert "    <bullet> Effective date: This rule is effective January 13. 2025." in gpo
    assert "[FR Doc. 2025-00636 Filed 1-13-25; 8:45 am]" in gpo
    assert max(len(row) for row in gpo.partition("AGENCY:")[2].split("\n")) < 82
    stripped = ask(replica, f"{path}/2025/09/30/2025-19001.txt").text
    assert "<" not in stripped
    assert stripped.count("\n") == 1
    assert "through November 28, 2025" in stripped


def test_typewritten_signs_are_the_printing_offices(replica: Replica) -> None:
    gpo = ask(replica, "/register/documents/full_text/text/2025/01/16/2025-00711.txt").text
    assert "\n0\n1. The authority citation" in gpo
    assert "Sec.  743.9" in gpo
    assert '"' not in unescape(re.sub(r"<[^>]*>", "", gpo))
    rule = ask(replica, "/register/documents/full_text/text/2025/11/12/2025-19846.txt").text
    assert "``Affiliates Rule''" in rule.replace("\n", " ")


def test_a_raised_figure_falls_down_where_the_tags_are_stripped(replica: Replica) -> None:
    text = ask(replica, "/register/documents/full_text/text/2024/09/11/2024-20529.txt").text
    assert "more than 1026 computational operations" in text


def test_every_text_is_whole(replica: Replica) -> None:
    for document in replica.documents:
        stamp = re.search(r"^\[FR Doc\. (\S+) Filed (\d+)-(\d+)-(\d+); ", document.text, re.M)
        assert stamp, document.number
        assert stamp[1] == document.number
        filed = date(2000 + int(stamp[4]), int(stamp[2]), int(stamp[3]))
        assert timedelta() < document.publication_date - filed <= timedelta(days=5)
        if document.filed_at:
            assert filed == document.filed_at.date()
        if not document.number.startswith("C1-"):
            assert document.text.count("\nAGENCY: ") == 1
        assert document.fields["title"] in document.text
        assert str(document.fields["start_page"]).isdigit()


# Public inspection


def test_a_filing_is_there_from_its_filing_to_its_publication(replica: Replica) -> None:
    def where(day: date) -> tuple[bool, bool]:
        replica.day = day
        return "2025-00636" in filings(replica), "2025-00636" in published(replica)

    assert where(date(2025, 1, 12)) == (False, False)
    assert where(date(2025, 1, 13)) == (True, False)
    assert where(date(2025, 1, 14)) == (True, False)
    assert where(date(2025, 1, 15)) == (True, True)
    assert where(date(2025, 1, 16)) == (False, True)


def test_a_filing_has_the_fields_of_a_filing(replica: Replica) -> None:
    replica.day = date(2025, 1, 13)
    filing = filings(replica)["2025-00636"]
    assert set(filing) == set(FILING_FIELDS)
    assert filing["filed_at"] == "2025-01-13T08:45:00.000-05:00"
    assert filing["publication_date"] == "2025-01-15"
    assert filing["title"].endswith(" ")
    assert [agency["slug"] for agency in filing["agencies"]] == ["industry-and-security-bureau"]
    assert filing["raw_text_url"].endswith("/public-inspection/raw_text/202/500/636.txt")
    text = ask(replica, filing["raw_text_url"]).text
    assert "scheduled to be published in the\nFederal Register on 01/15/2025" in text
    assert "[FR Doc. 2025-00636 Filed: 1/13/2025 8:45 am; Publication Date: 1/15/2025]" in text
    some = filings(replica, "/current.json?fields[]=document_number&fields[]=filed_at")
    assert set(some["2025-00636"]) == {"document_number", "filed_at"}
    assert ask(replica, f"{API}/public-inspection-documents/current.json?fields[]=x").status == 400


def test_filings_can_be_asked_for_by_day(replica: Replica) -> None:
    assert "2026-00789" in filings(replica, ".json?conditions[available_on]=2026-01-14")
    assert filings(replica, ".json?conditions[available_on]=2026-01-18") == {}
    replica.day = date(2026, 1, 12)  # the future is not known
    assert filings(replica, ".json?conditions[available_on]=2026-01-14") == {}
    assert ask(replica, f"{API}/public-inspection-documents.json").status == 400


def test_a_filing_taken_back_keeps_its_place_without_a_day_of_publication(
    replica: Replica,
) -> None:
    replica.day = date(2025, 4, 8)
    assert filings(replica)["2025-99012"]["publication_date"] == "2025-04-10"
    replica.day = date(2025, 4, 9)
    filing = filings(replica)["2025-99012"]
    assert filing["publication_date"] is None
    assert "withdrawn from publication" in filing["editorial_note"]
    replica.day = date(2025, 4, 11)
    assert "2025-99012" not in {*filings(replica), *published(replica)}


# The calendar


def test_the_announcement_is_there_on_its_day_and_not_before(replica: Replica) -> None:
    replica.day = date(2025, 5, 12)
    assert ask(replica, RELEASE).status == 404
    assert RELEASE not in ask(replica, "/bis/news-updates").text
    replica.day = date(2025, 5, 13)
    assert "initiated a rescission of" in ask(replica, RELEASE).text
    assert RELEASE in ask(replica, "/bis/news-updates").text


def test_edits_apply_from_their_day(replica: Replica) -> None:
    wordings = []
    for day in (13, 14, 18, 19):
        replica.day = date(2025, 5, day)
        wordings.append(ask(replica, RELEASE).body)
    assert wordings[0] != wordings[1] == wordings[2] != wordings[3]
    assert b"announced a rescission of" in wordings[1]
    assert b"anywhere in the world violates" not in wordings[3]


def test_records_change_too(replica: Replica) -> None:
    replica.day = date(2025, 3, 3)
    asked = f"{API}/documents/2025-99010.json?fields[]=action"
    assert ask(replica, asked).json == {"action": "Temporary rule;\nclosure. "}
    replica.day = date(2025, 3, 4)
    assert ask(replica, asked).json == {"action": "Temporary rule; closure."}


def test_a_correction_is_told_by_both_documents(replica: Replica) -> None:
    replica.day = date(2025, 7, 28)
    parent = f"{API}/documents/2025-99003.json"
    assert ask(replica, parent).json["corrections"] == []
    replica.day = date(2025, 7, 29)
    (correction,) = ask(replica, parent).json["corrections"]
    record = ask(replica, correction).json
    assert record["document_number"] == "C1-2025-99003"
    assert record["correction_of"].endswith("/documents/2025-99003")
    assert (record["action"], record["type"]) == (None, "Proposed Rule")


def test_mondays_issue_is_listed_on_saturday(replica: Replica) -> None:
    replica.day = date(2025, 6, 14)
    assert "2025-99001" in published(replica)
    record = ask(replica, f"{API}/documents/2025-99001.json").json
    assert record["publication_date"] == "2025-06-16"


def test_days_are_those_on_which_something_came_or_changed(replica: Replica) -> None:
    def stands(day: date) -> set[Any]:
        pages = {(p.name, p.at(day).body) for p in replica.pages if p.appears <= day}
        records = {
            (d.number, json.dumps(d.fields_at(day), default=str))
            for d in replica.documents
            if d.published_by(day)
        }
        filed = {
            (d.number, "filed", bool(d.withdrawn_on and d.withdrawn_on <= day))
            for d in replica.documents
            if d.appears_pi and d.appears_pi <= day
        }
        return pages | records | filed

    days = replica.days()
    assert days == sorted(set(days))
    assert (days[0], FIRST, LAST) == (FIRST, date(2025, 1, 10), date(2026, 11, 20))
    every = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    before = stands(FIRST)
    changed = [FIRST]
    for day in every[1:]:
        now = stands(day)
        if now - before:
            changed.append(day)
        before = now
    assert days == changed
    assert 70 <= len(days) <= 130


# bis.gov


def next_data(said: Said) -> Any:
    script = said.soup.find("script", id="__NEXT_DATA__")
    assert script is not None and script["type"] == "application/json"
    return json.loads(script.string or "")["props"]["pageProps"]


def test_a_release_tells_its_day_at_midnight_in_washington(replica: Replica) -> None:
    summer = next_data(ask(replica, RELEASE))["node"]
    assert summer["publishedOn"]["time"] == "2025-05-13T04:00:00+00:00"
    winter = ask(replica, "/bis/press-release/bis-suspends-affiliates-rule-one-year")
    assert next_data(winter)["node"]["publishedOn"]["time"] == "2025-11-10T05:00:00+00:00"


def test_some_releases_print_no_day(replica: Replica) -> None:
    releases = [p for p in replica.pages if p.folder == "bis"]
    texts = [ask(replica, f"/bis{p.path}").text for p in releases]
    empty = [t for t in texts if "FOR IMMEDIATE RELEASE |</p>" in t]
    assert 0 < len(empty) < len(texts)


def test_a_release_answers_under_its_number_too(replica: Replica) -> None:
    node = next_data(ask(replica, RELEASE))["node"]
    assert ask(replica, f"/bis/node/{node['id']}").body == ask(replica, RELEASE).body


def test_links_out_of_bis_are_wrapped_and_its_own_are_not(replica: Replica) -> None:
    hrefs = [str(a["href"]) for a in ask(replica, RELEASE).soup.select("main a")]
    assert "/bis/media/1575" in hrefs
    everything = "".join(ask(replica, f"/bis{p.path}").text for p in replica.pages[:30])
    assert not re.search(r'href="https?://', everything)


def test_the_listing_counts_what_is_there(replica: Replica) -> None:
    replica.day = date(2025, 1, 15)
    said = ask(replica, "/bis/news-updates")
    assert "2 filtered results" in said.text
    assert [n["path"] for n in next_data(said)["nodes"]] == [
        str(a["href"]).removeprefix("/bis") for a in said.soup.select("main li a")
    ]


def test_a_rebuilt_site_has_other_class_names_and_the_same_words(replica: Replica) -> None:
    def classes(said: Said) -> set[str]:
        return {c for tag in said.soup.find_all(class_=True) for c in tag["class"]}

    before = ask(replica, RELEASE)
    replica.fault = ("bis", "rebuilt")
    after = ask(replica, RELEASE)
    assert classes(before).isdisjoint(classes(after))
    assert before.soup.get_text() != ""
    assert before.soup.select_one("main").get_text() == after.soup.select_one("main").get_text()  # type: ignore[union-attr]


# commerce.gov


def test_commerce_lists_by_pages_with_a_card_without_a_day_and_one_twice(
    replica: Replica,
) -> None:
    hrefs, dateless, url = list[str](), 0, "/commerce/news/press-releases"
    while url:
        soup = ask(replica, url).soup
        for row in soup.select(".views-row article"):
            link, kind = row.select_one("h2 a"), row.select_one(".field--name-field-news-type")
            assert link is not None and kind is not None
            if kind.get_text() == "Press releases":
                hrefs.append(str(link["href"]))
                dateless += row.select_one(".field--name-field-release-datetime time") is None
        following = soup.select_one("a[rel=next]")
        url = str(following["href"]) if following else ""
    pages = {f"/commerce{p.path}" for p in replica.pages if p.folder == "commerce"}
    assert set(hrefs) == pages
    assert len(hrefs) == len(pages) + 1
    assert dateless == 1


def test_a_commerce_article_has_drupals_fields(replica: Replica) -> None:
    path = "/commerce/news/press-releases/2025/05/commerce-announces-rescission-ai-diffusion-rule"
    soup = ask(replica, path).soup
    (time,) = soup.select("main .field--name-field-release-datetime time[datetime]")
    assert time["datetime"] == "2025-05-13T18:05:00Z"
    (body,) = soup.select("main .field--name-body")
    assert "formalize the rescission" in body.get_text()


# Outlets


def test_feeds_name_the_latest_pages(replica: Replica) -> None:
    formats = set()
    for outlet in replica.outlets:
        said = ask(replica, f"/{outlet.name}/feed.xml")
        parsed = feedparser.parse(said.body)
        assert not parsed.bozo
        formats.add(parsed.version)
        pages = [p for p in replica.pages if p.outlet == outlet.name]
        assert len(parsed.entries) == min(25, len(pages))
        newest = max(pages, key=lambda p: p.published)
        assert newest.path in parsed.entries[0].link
        assert all(e.id and e.published_parsed and e.summary for e in parsed.entries)
        assert len({e.id for e in parsed.entries}) == len(parsed.entries)
    assert formats == {"rss20", "atom10"}


def test_a_feed_knows_nothing_of_tomorrow(replica: Replica) -> None:
    replica.day = date(2025, 5, 21)
    assert b"first-look" not in ask(replica, "/castellan/feed.xml").body
    replica.day = date(2025, 5, 22)
    assert b"first-look" in ask(replica, "/castellan/feed.xml").body


def test_json_ld_has_every_shape(replica: Replica) -> None:
    shapes = {}
    for article in (p for p in replica.pages if p.folder == "news"):
        soup = ask(replica, f"/{article.outlet}{article.path}").soup
        scripts = soup.find_all("script", type="application/ld+json")
        shapes[article.shape] = [json.loads(s.string or "") for s in scripts]
    assert set(shapes) == set(SHAPES)
    assert shapes["no_jsonld"] == []
    assert "@graph" in shapes["graph"][0]
    assert isinstance(shapes["list"][0], list)
    assert shapes["list"][0][1]["dateModified"] == ""
    assert shapes["reportage"][0]["@type"] == "ReportageNewsArticle"
    assert "name" not in shapes["reportage"][0]["author"][0]
    assert shapes["entities"][1]["@type"] == "NewsArticle"
    assert re.search(r"[+-]\d{4}$", shapes["single"][0]["datePublished"])


def test_an_article_stays_the_same_until_it_is_edited(replica: Replica) -> None:
    path = "/harborline/2025/05/14/ai-chip-rule-scrapped"
    bodies = {}
    for day in (date(2025, 5, 13), date(2025, 5, 15), date(2025, 5, 16), LAST):
        replica.day = day
        bodies[day] = ask(replica, path).body
    assert len(set(bodies.values())) == 2
    assert b"formally rescinded" in bodies[date(2025, 5, 15)]
    assert b"formally rescinded the AI" not in bodies[LAST]


def test_pages_can_be_asked_for_on_condition(replica: Replica) -> None:
    tag = ask(replica, RELEASE).headers["ETag"]
    again = ask(replica, RELEASE, **{"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    replica.day = date(2025, 5, 13)
    assert ask(replica, RELEASE, **{"If-None-Match": tag}).status == 200


def test_markdown_signs_are_letters_and_markup_is_escaped() -> None:
    from crawler.replica.press import html_of

    text = "A *rule* of <b>5</b> & 10^26.\n\n1. One\n\n- [a](https://a.example/?x=1&y=2)\n- b"
    assert html_of(text) == (
        "<p>A *rule* of &lt;b&gt;5&lt;/b&gt; &amp; 10<sup>26</sup>.</p>\n<p>1. One</p>\n<ul>\n"
        '<li><a href="https://a.example/?x=1&amp;y=2">a</a></li>\n<li>b</li>\n</ul>\n'
    )
    assert "javascript" not in html_of("[x](javascript:alert(1))").partition("href")[2]


# Faults


def test_faults_take_the_place_of_answers_in_their_area_alone(replica: Replica) -> None:
    def under(fault: str, path: str = "/bis/news-updates") -> Said:
        replica.fault = (path.split("/")[1], fault)
        return ask(replica, path)

    assert under("error").status == 500
    assert under("error", f"{API}/documents.json").json == {
        "status": 500,
        "message": "Internal Server Error",
    }
    for fault, status in (("busy", 503), ("throttled", 429)):
        said = under(fault)
        assert (said.status, said.headers["Retry-After"]) == (status, "120")
    assert under("forbidden", "/commerce/news").status == 403
    said = under("unblock", f"{API}/documents.json")
    assert (said.status, said.headers["Location"]) == (302, "https://unblock.federalregister.gov/")
    said = under("blocked", f"{API}/documents.json")
    assert said.status == 200 and "Request Access" in said.text
    assert said.headers["Content-Type"].startswith("text/html")
    assert ask(replica, "/bis/news-updates").status == 200
    replica.fault = ("*", "gone")
    assert {ask(replica, f"/{area}/").status for area in replica.areas} == {404}
    replica.fault = None
    assert ask(replica, "/bis/news-updates").status == 200


def test_a_cut_answer_ends_in_the_middle(replica: Replica) -> None:
    replica.fault = ("bis", "cut")
    with pytest.raises(IncompleteRead):
        ask(replica, RELEASE)


def test_empty_places_say_that_they_are_empty(replica: Replica) -> None:
    replica.fault = ("*", "empty")
    assert search(replica) == {"count": 0, "description": "Documents"}
    assert filings(replica) == {}
    assert "0 filtered results" in ask(replica, "/bis/news-updates").text
    assert "No results" in ask(replica, "/commerce/news/press-releases").text
    assert feedparser.parse(ask(replica, "/meridian/feed.xml").body).entries == []


def test_reshaped_places_have_lost_their_landmarks(replica: Replica) -> None:
    replica.fault = ("*", "reshaped")
    found = search(replica)
    assert found["count"] > 0 and "results" not in found
    for path in ("/bis/news-updates", "/commerce/news/press-releases"):
        said = ask(replica, path)
        assert said.soup.find("main") is None
        assert not re.search(
            r'href="/(bis/press-release|commerce/news/press-releases/\d)', said.text
        )
    assert feedparser.parse(ask(replica, "/meridian/feed.xml").body).version == ""


def test_a_fault_must_be_one_of_the_known(replica: Replica) -> None:
    for wrong in (("bis", "plague"), ("nowhere", "error")):
        with pytest.raises(ValueError, match="no such area or fault"):
            replica.fault = wrong
    for fault in FAULTS:
        replica.fault = ("*", fault)
        assert replica.fault == ("*", fault)


# The whole


def test_every_link_leads_somewhere(replica: Replica) -> None:
    waiting = [f"/{area}/" for area in replica.areas if area != "register"]
    waiting += [f"{API}/documents.json?per_page=1000", "/robots.txt"]
    waiting += [f"/{outlet.name}/feed.xml" for outlet in replica.outlets]
    waiting += [
        f"{API}/public-inspection-documents.json?conditions[available_on]={day}"
        for day in sorted({d.appears_pi for d in replica.documents if d.appears_pi})
    ]
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        said = ask(replica, path)
        assert said.status in (200, 302), path
        if said.status == 302:
            continue
        kind = said.headers["Content-Type"]
        if "html" in kind and not path.startswith("/register"):
            tags = said.soup.find_all(["a", "link", "img"])
            found = [str(t.get("href") or t.get("src") or path) for t in tags]
        elif "json" in kind or "xml" in kind:
            found = re.findall(rf"{re.escape(replica.url)}[^\"<\s]*", unescape(said.text))
        else:
            continue
        for link in found:
            url = urljoin(replica.url + path, link)
            if url.startswith(replica.url):
                local = url.removeprefix(replica.url).partition("#")[0]
                if local not in seen:
                    seen.add(local)
                    waiting.append(local)
    assert len(seen) > 200
    articles = {f"/{p.outlet}{p.path}" for p in replica.pages if p.folder == "news"}
    assert articles <= {path.partition("?")[0] for path in seen}


def test_every_file_is_served_and_nothing_else_lies_there(replica: Replica) -> None:
    registered = {f.name for f in (FOLDER / "register").iterdir()}
    assert registered == {
        f"{d.number}{end}" for d in replica.documents for end in (".toml", ".txt")
    }
    paged = {f.relative_to(FOLDER / "pages").as_posix() for f in (FOLDER / "pages").rglob("*.*")}
    assert paged == {*(f"{p.name}.md" for p in replica.pages), "outlets.toml"}
    withdrawn = {d.number for d in replica.documents if d.withdrawn_on}
    assert published(replica) == {d.number for d in replica.documents} - withdrawn


def test_what_was_made_for_the_miniature_cannot_be_mistaken(replica: Replica) -> None:
    for document in replica.documents:
        unreal = re.search(r"-99\d{3}$", document.number) is not None
        assert document.made is unreal, document.number
        note = (FOLDER / "register" / f"{document.number}.toml").read_text(encoding="utf-8")
        assert ("Made for the miniature" in note) is unreal
        if unreal:
            assert document.fields["start_page"] >= 99001
            record = ask(replica, f"{API}/documents/{document.number}.json")
            assert "www.federalregister.gov/documents/2" not in record.text


def test_the_register_holds_what_the_story_needs(replica: Replica) -> None:
    facts = {
        "2024-20529": ("2024-09-11", None, "89 FR 73612"),
        "2024-28270": ("2024-12-05", "2024-12-02", "89 FR 96790"),
        "2025-00711": ("2025-01-16", "2025-01-16", "90 FR 5298"),
        "2025-05427": ("2025-03-28", "2025-03-25", "90 FR 14046 "),
        "2025-16735": ("2025-09-02", "2025-12-31", "90 FR 42321"),
        "2025-19001": ("2025-09-30", "2025-09-29", "90 FR 47201"),
        "2025-19846": ("2025-11-12", "2025-11-10", "90 FR 50857"),
        "2026-00789": ("2026-01-15", "2026-01-15", "91 FR 1684"),
        "2026-06851": ("2026-04-09", "2026-04-07", "91 FR 17851"),
        "2026-14132": ("2026-07-14", "2026-07-10", "91 FR 43034"),
    }
    for number, told in facts.items():
        record = ask(replica, f"{API}/documents/{number}.json").json
        assert (record["publication_date"], record["effective_on"], record["citation"]) == told
    rules = [d for d in replica.documents if not d.made]
    assert not any(
        "2025-00636" in d.text and "rescind" in d.text for d in rules
    )  # no document of the Register rescinds the AI Diffusion Rule


def test_its_sources_are_a_configuration(replica: Replica) -> None:
    config = parse(replica.sources(), where="replica")
    assert config.crawl.allow_hosts == ("127.0.0.1",)
    assert config.crawl.delay == 0
    assert config.sources["bis_press"].base == f"{replica.url}/bis"
    feeds = config.sources["news"].feeds
    assert [feed.name for feed in feeds] == [outlet.name for outlet in replica.outlets]
    assert {feed.authority_rank for feed in feeds} == {6, 7, 8, 9}


def test_the_server_keeps_count_and_knows_nothing_else(replica: Replica) -> None:
    replica.asked.clear()
    assert ask(replica, "/robots.txt").text.startswith("User-agent: *\n")
    assert ask(replica, "/elsewhere/").status == 404
    head = ask(replica, RELEASE, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) > 1000
    assert replica.asked == ["GET /robots.txt", "GET /elsewhere/", f"HEAD {RELEASE}"]
    assert "Python" not in head.headers["Server"]


def test_every_page_can_be_read_back_to_its_words(replica: Replica) -> None:
    def words(text: str) -> str:
        return " ".join(re.findall(r"\w+", re.sub(r"\]\([^)]*\)", "]", text)))

    extractors = {"bis": "bis_release", "commerce": "commerce_article", "news": "article"}
    for page in replica.pages:
        area = page.outlet or page.folder
        capture = Capture(
            sha256="0" * 64,
            url=f"{replica.url}/{area}{page.path}",
            source="test",
            extractor=extractors[page.folder],
            fetched_at=datetime(2026, 11, 20, 22, tzinfo=UTC),
            hints={"feed": area} if page.outlet else {},
        )
        (draft,) = extract(capture, ask(replica, f"/{area}{page.path}").body)
        last = page.at(LAST)
        assert words(draft.text) == words(f"{last.title} {last.body}"), page.name
        assert draft.document.title == last.title
