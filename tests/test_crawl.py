"""Crawling over real HTTP into a real store: the replica by days and faults, and a little server
for what no replica does."""

from __future__ import annotations

import gzip
import ipaddress
import json
import os
import signal
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from crawler.archive import Archive
from crawler.config import Config, parse
from crawler.replica import Replica
from crawler.run import Crawler, CrawlError, crawl
from store.database import Store
from store.model import Tally

ALL = ["federal_register", "public_inspection", "bis_press", "commerce_news", "news"]


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)


def by_name(tallies: list[Tally]) -> dict[str, Tally]:
    return {tally.source: tally for tally in tallies}


def captures(store: Store) -> list[tuple[Any, ...]]:
    return store.db.execute(
        "SELECT source, extractor, url, sha256, first_seen, last_seen, hints FROM capture"
    ).fetchall()


# The replica


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as there:
        yield there


@pytest.fixture
def config(replica: Replica, tmp_path: Path) -> Config:
    replica.fault = None
    return replace(parse(replica.sources()), database=tmp_path / "ruletrail.db")


def test_a_day_of_all_sources(replica: Replica, config: Config) -> None:
    replica.day = date(2025, 1, 15)
    with Crawler(config) as crawler, Store(config.database) as store:
        first = by_name(crawler.crawl(ALL, noon(replica.day)))
        assert list(first) == ALL
        assert {t.verdict for t in first.values()} <= {"ok", "quiet"}
        assert not any(t.failed or t.error or t.problems for t in first.values())
        kept = captures(store)
        assert {(row[0], row[1]) for row in kept} >= {
            ("federal_register", "fr_search"),
            ("federal_register", "fr_text"),
            ("public_inspection", "pi_search"),
            ("public_inspection", "pi_text"),
            ("bis_press", "bis_release"),
            ("news", "article"),
        }
        assert sum(t.new for t in first.values()) == len(kept)
        assert {row[4] for row in kept} == {"2025-01-15T17:00:00Z"}
        _check_bytes(store, kept)
        _check_hints({row[1]: json.loads(row[6]) for row in kept})

        replica.day = date(2025, 1, 15)
        again = by_name(crawler.crawl(ALL, noon(replica.day) + timedelta(hours=1)))
        assert {t.verdict for t in again.values()} == {"quiet"}
        assert captures(store) != kept, "they were seen again"
        assert [row[:5] for row in captures(store)] == [row[:5] for row in kept]
        unseen = {row[0] for row in captures(store) if row[5] != "2025-01-15T18:00:00Z"}
        assert unseen <= {"federal_register"}, "weeks that only a first run looks back to"
        runs = store.db.execute("SELECT source, stage, finished, new, verdict FROM run").fetchall()
        assert sorted(row[0] for row in runs) == sorted(ALL * 2)
        assert all(row[1] == "crawl" and row[2] and row[4] for row in runs)


def _check_bytes(store: Store, kept: list[tuple[Any, ...]]) -> None:
    archive = Archive(store.archive_path)
    for _, extractor, url, sha256, *_ in kept:
        raw = archive.get(sha256)
        if extractor in ("bis_release", "commerce_article", "article", "fr_text", "pi_text"):
            with urlopen(url) as answer:
                assert answer.read() == raw
        else:
            assert json.loads(raw)


def _check_hints(hints: dict[str, dict[str, Any]]) -> None:
    release = hints["bis_release"]
    assert release["publisher"] == "Bureau of Industry and Security"
    assert (release["kind"], release["authority_rank"]) == ("release", 5)
    assert release["title"]
    assert date.fromisoformat(release["published"]).year == 2025
    assert hints["article"]["feed"]
    assert hints["article"]["published"].endswith("+00:00")
    assert hints["fr_text"]["record"]["document_number"]
    assert "page_views" not in hints["fr_text"]["record"]
    assert hints["pi_text"]["record"]["filed_at"]


def test_an_edited_page_is_a_second_capture_of_its_address(
    replica: Replica, config: Config
) -> None:
    with Crawler(config) as crawler, Store(config.database) as store:
        for day in (date(2025, 5, 13), date(2025, 5, 14), date(2025, 5, 15)):
            replica.day = day
            tally = by_name(crawler.crawl(["bis_press"], noon(day)))["bis_press"]
            assert tally.verdict == ("quiet" if day.day == 15 else "ok")
            assert tally.failed == 0
        asked = [line for line in replica.asked if "/bis/press-release/" in line]
        rows = [row for row in captures(store) if "rescission" in row[2]]
        assert [row[4][:10] for row in rows] == ["2025-05-13", "2025-05-14"]
        assert [row[5][:10] for row in rows] == ["2025-05-13", "2025-05-15"]
        old, new = (Archive(store.archive_path).get(row[3]).decode() for row in rows)
        assert "initiated a rescission" in old
        assert "announced a rescission" in new
        assert len(asked) > len(rows)


@pytest.mark.parametrize(
    ("fault", "verdict", "told"),
    [
        ("error", "blind", "answered 500"),
        ("busy", "blocked", "answered 503 and asks to wait (120)"),
        ("throttled", "blocked", "answered 429 and asks to wait (120)"),
        ("forbidden", "blocked", "answered 403"),
        ("unblock", "blocked", "sent us to unblock.federalregister.gov"),
        ("blocked", "blocked", "Request Access"),
        ("gone", "blind", "answered 404"),
        ("cut", "blind", "the answer was cut off"),
    ],
)
def test_a_fault_is_told_and_nothing_of_it_is_kept(
    patient: tuple[Replica, Config, Crawler], fault: str, verdict: str, told: str
) -> None:
    replica, config, crawler = patient
    with Store(config.database) as store:
        before = [row[:5] for row in captures(store)]
        replica.fault = ("*", fault)
        for tally in crawler.crawl(ALL, noon(replica.day)):
            assert (tally.source, tally.verdict) == (tally.source, verdict)
            assert tally.error
            assert told in tally.error
            assert tally.failed >= 1
            assert tally.new == 0
        assert [row[:5] for row in captures(store)] == before
        problems = store.db.execute("SELECT message FROM problem WHERE level = 'error'").fetchall()
        assert any(told in row[0] for row in problems)


@pytest.fixture(scope="module")
def patient(
    replica: Replica, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Replica, Config, Crawler]]:
    """The replica on a day with everything kept already, and one process for all its faults."""
    folder = tmp_path_factory.mktemp("patient")
    config = replace(parse(replica.sources()), database=folder / "ruletrail.db")
    replica.fault, replica.day = None, date(2025, 5, 14)
    with Crawler(config) as crawler:
        crawler.crawl(ALL, noon(replica.day))
        yield replica, config, crawler
    replica.fault = None


def test_one_source_at_fault_leaves_the_others_alone(
    patient: tuple[Replica, Config, Crawler],
) -> None:
    replica, _, crawler = patient
    replica.fault = ("bis", "blocked")
    found = by_name(crawler.crawl(ALL, noon(replica.day)))
    assert found.pop("bis_press").verdict == "blocked"
    assert {t.verdict for t in found.values()} == {"quiet"}
    replica.fault = ("harborline", "gone")
    found = by_name(crawler.crawl(ALL, noon(replica.day)))
    assert {t.verdict for t in found.values()} == {"quiet"}
    assert found["news"].failed == 1
    assert "harborline/feed.xml: answered 404" in found["news"].problems[0]["message"]


def test_what_was_there_and_is_empty_now_is_blind(
    patient: tuple[Replica, Config, Crawler],
) -> None:
    replica, _, crawler = patient
    replica.fault = ("*", "empty")
    found = by_name(crawler.crawl(ALL, noon(replica.day)))
    assert found["bis_press"].verdict == "blind"
    assert "and it did before" in (found["bis_press"].error or "")
    assert found["commerce_news"].verdict == "blind"
    assert found["news"].failed >= 3  # of nine feeds, those that named pages before


def test_another_shape_is_told_and_another_build_is_none(
    patient: tuple[Replica, Config, Crawler],
) -> None:
    replica, _, crawler = patient
    replica.fault = ("*", "reshaped")
    found = by_name(crawler.crawl(ALL, noon(replica.day)))
    for name in ("public_inspection", "news"):
        assert found[name].verdict == "shape_changed", name
        assert "looked for" in (found[name].error or "")
    replica.fault = ("*", "rebuilt")
    found = by_name(crawler.crawl(ALL, noon(replica.day)))
    assert {t.verdict for t in found.values()} <= {"ok", "quiet"}


# A server of our own


Answers = Callable[[str, dict[str, list[str]]], tuple[int, dict[str, str], bytes]]


class Publisher:
    """A server that says what `answers` gives for a path and its query."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.answers: Answers = lambda path, query: (404, {}, b"")
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.headers.append(dict(self.headers))
                parts = urlsplit(self.path)
                status, headers, body = outer.answers(parts.path, parse_qs(parts.query))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass  # the caller hung up

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def config(self, folder: Path, source: str = "news", **crawl: Any) -> Config:
        feeds = [{"name": "x", "url": f"{self.url}/feed", "publisher": "X"}]
        where: dict[str, Any] = {"feeds": feeds} if source == "news" else {"base": self.url}
        table = {"crawl": {"delay": 0.0, **crawl}, "sources": {source: where}}
        return replace(parse(table), database=folder / "ruletrail.db")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.server.shutdown()
    made.server.server_close()


NOW = datetime(2025, 5, 16, 12, tzinfo=UTC)


def feed(*links: str) -> tuple[int, dict[str, str], bytes]:
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    body = f'<rss version="2.0"><channel><title>X</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml"}, body.encode()


def test_what_the_wire_looks_like(publisher: Publisher, tmp_path: Path) -> None:
    """Honest agent, no cookies, no referrer, robots.txt obeyed, conditions once known."""

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/robots.txt":
            return 200, {}, b"User-agent: *\nDisallow: /private\n"
        if path == "/feed":
            return feed(f"{publisher.url}/a?utm_source=feed", f"{publisher.url}/private/b")
        return 200, {"Set-Cookie": "a=b", "ETag": '"v1"', "Last-Modified": "x"}, b"<p>a</p>"

    publisher.answers = answers
    config = publisher.config(tmp_path, user_agent="ruletrail-test/1 (+mailto:a@example.org)")
    with Crawler(config) as crawler:
        (tally,) = crawler.crawl(["news"], NOW)
        assert publisher.asked == ["/robots.txt", "/feed", "/a"]
        assert (tally.new, tally.failed) == (1, 1)
        assert "its robots.txt asks not to" in tally.problems[0]["message"]
        crawler.crawl(["news"], NOW)
        last = publisher.headers[-1]
        assert (last["If-None-Match"], last["If-Modified-Since"]) == ('"v1"', "x")
    for headers in publisher.headers:
        assert headers["User-Agent"] == "ruletrail-test/1 (+mailto:a@example.org)"
        assert not {"Cookie", "Referer"} & set(headers)


def test_inner_hosts_are_out_of_reach_by_name_and_by_redirect(
    publisher: Publisher, tmp_path: Path
) -> None:
    """The configuration names 127.0.0.1; nothing else on this machine is fetched."""
    port = urlsplit(publisher.url).port

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed":
            there = [f"http://localhost:{port}/1", f"http://127.0.0.2:{port}/2"]
            return feed(*there, f"http://127.1:{port}/3", f"{publisher.url}/hop", "file:///etc/x")
        if path == "/hop":
            return 302, {"Location": f"http://localhost:{port}/4"}, b""
        return 200, {}, b"secret"

    publisher.answers = answers
    (tally,) = crawl(publisher.config(tmp_path, obey_robots=False), ["news"], NOW)
    assert publisher.asked == ["/feed", "/hop"]
    assert tally.failed == 4
    messages = " ".join(p["message"] for p in tally.problems)
    assert messages.count("is on an inner network; name the host in crawl.allow_hosts") == 4
    with Store(tmp_path / "ruletrail.db") as store:
        assert captures(store) == []


def test_sizes_are_capped_before_and_after_decompression(
    publisher: Publisher, tmp_path: Path
) -> None:
    bomb = gzip.compress(bytes(20_000_000))

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed":
            return feed(*(f"{publisher.url}/{name}" for name in ("bomb", "long", "fair")))
        if path == "/bomb":
            return 200, {"Content-Encoding": "gzip"}, bomb
        return 200, {}, bytes(2_000_000 if path == "/long" else 1_000)

    publisher.answers = answers
    (tally,) = crawl(publisher.config(tmp_path, max_bytes=1_000_000), ["news"], NOW)
    assert (tally.new, tally.failed) == (1, 2)
    assert len(bomb) < 1_000_000
    assert all("max_bytes" in p["message"] for p in tally.problems)


def test_certificates_are_verified(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, chain = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    publisher.server.socket = context.wrap_socket(publisher.server.socket, server_side=True)
    publisher.url = publisher.url.replace("http:", "https:")
    (tally,) = crawl(publisher.config(tmp_path, obey_robots=False), ["news"], NOW)
    assert tally.verdict == "blind"
    assert "certificate verify failed" in (tally.error or "")
    assert publisher.asked == []
    publisher.answers = lambda path, query: feed()
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    (tally,) = crawl(publisher.config(tmp_path, obey_robots=False), ["news"], NOW)
    assert (tally.verdict, tally.error) == ("quiet", None)


def self_signed(folder: Path) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (folder / "chain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "key.pem", folder / "chain.pem"


def test_a_feed_that_is_not_followed_is_kept_by_what_it_carries(
    publisher: Publisher, tmp_path: Path
) -> None:
    item = (
        b'<rss version="2.0"><channel><title>X</title><item><title>T</title>'
        b"<link>https://elsewhere.example/a</link><description>&lt;p&gt;Chips&lt;/p&gt;"
        b"</description></item></channel></rss>"
    )
    publisher.answers = lambda path, query: (200, {}, item)
    config = publisher.config(tmp_path, obey_robots=False)
    news = config.sources["news"]
    feeds = (replace(news.feeds[0], follow=False),)
    config = replace(config, sources={"news": replace(news, feeds=feeds)})
    (tally,) = crawl(config, ["news"], NOW)
    assert (tally.verdict, tally.new) == ("ok", 1)
    assert publisher.asked == ["/feed"]
    with Store(config.database) as store:
        (row,) = captures(store)
        assert row[2] == "https://elsewhere.example/a"
        assert Archive(store.archive_path).get(row[3]) == b"<p>Chips</p>"


def test_a_defect_of_ours_is_told_and_the_run_goes_on(
    publisher: Publisher, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed":
            with Store(tmp_path / "ruletrail.db") as store:
                store.db.execute("DROP TABLE validator")
            return feed(f"{publisher.url}/a", f"{publisher.url}/b")
        return 200, {"ETag": '"1"'} if path == "/a" else {}, b"<p>a page</p>"

    publisher.answers = answers
    (tally,) = crawl(publisher.config(tmp_path), ["news"], NOW)
    assert (tally.new, tally.failed, tally.verdict) == (2, 1, "ok")
    message = tally.problems[0]["message"]
    assert f"{publisher.url}/a: a defect in the program: OperationalError: no such" in message
    assert capfd.readouterr() == ("", "")


def records(first: date, days: int, each: int) -> list[dict[str, Any]]:
    bureau = [{"slug": "commerce-department"}, {"slug": "industry-and-security-bureau"}]
    return [
        {
            "document_number": f"{first.year}-{n * each + m:05}",
            "publication_date": (first + timedelta(days=n)).isoformat(),
            "agencies": bureau if (n, m) == (0, 0) else [{"slug": "commerce-department"}],
            "raw_text_url": f"https://www.federalregister.gov/documents/full_text/{n}-{m}.txt",
        }
        for n in range(days)
        for m in range(each)
    ]


def register(found: list[dict[str, Any]], size: int, most_pages: int = 99) -> Answers:
    """A search that gives `size` a page whatever is asked for, and page 1 for all after a cap."""

    def answers(path: str, query: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        if path != "/api/v1/documents.json":
            return 200, {}, b"<pre>text</pre>"
        since = query["conditions[publication_date][gte]"][0]
        until = query["conditions[publication_date][lte]"][0]
        there = [r for r in found if since <= r["publication_date"] <= until]
        page = int(query["page"][0])
        page = page if page <= most_pages else 1
        envelope: dict[str, Any] = {"count": len(there)}
        if there:
            envelope["results"] = there[(page - 1) * size : page * size]
        return 200, {"Content-Type": "application/json"}, json.dumps(envelope).encode()

    return answers


def numbers(folder: Path) -> list[str]:
    with Store(folder / "ruletrail.db") as store:
        archive = Archive(store.archive_path)
        return sorted(
            record["document_number"]
            for row in captures(store)
            if row[1] == "fr_search"
            for record in json.loads(archive.get(row[3]))["results"]
        )


def test_a_slice_that_holds_more_than_came_is_split(publisher: Publisher, tmp_path: Path) -> None:
    found = records(date(2025, 5, 12), days=5, each=30)
    publisher.answers = register(found, size=20)
    config = publisher.config(tmp_path, "federal_register")
    monday, friday = date(2025, 5, 12), date(2025, 5, 16)
    (tally,) = crawl(config, ["federal_register"], NOW, monday, friday)
    assert (tally.verdict, tally.failed) == ("ok", 0)
    assert numbers(tmp_path) == sorted(r["document_number"] for r in found)
    assert [p for p in publisher.asked if "/full_text/" in p] == ["/documents/full_text/0-0.txt"]
    assert all("_=" in p for p in publisher.asked if "/api/" in p)


def test_a_day_that_cannot_be_had_whole_is_said(publisher: Publisher, tmp_path: Path) -> None:
    publisher.answers = register(records(date(2025, 5, 12), days=1, each=50), 20, most_pages=1)
    config = publisher.config(tmp_path, "federal_register")
    (tally,) = crawl(config, ["federal_register"], NOW, date(2025, 5, 12), date(2025, 5, 12))
    assert tally.verdict == "shape_changed"
    assert "50 documents of 2025-05-12, of which 20 came" in (tally.error or "")


def test_a_source_that_takes_too_long_is_ended(publisher: Publisher, tmp_path: Path) -> None:
    slow = True

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed" and slow:
            time.sleep(20)
        return feed()

    publisher.answers = answers
    config = publisher.config(tmp_path)
    with Crawler(config, limit=timedelta(seconds=3)) as crawler:
        began = time.monotonic()
        (tally,) = crawler.crawl(["news"], NOW)
        assert time.monotonic() - began < 12
        assert tally.verdict == "blind"
        assert tally.error == "ended after 2.4 s; later runs go on from there"
        slow = False
        (tally,) = crawler.crawl(["news"], NOW)
        assert (tally.verdict, tally.error) == ("quiet", None)
    with Store(tmp_path / "ruletrail.db") as store:
        rows = store.db.execute("SELECT finished, verdict FROM run").fetchall()
        assert [row[1] for row in rows] == ["blind", "quiet"]
        assert all(row[0] for row in rows)


def test_a_process_that_hangs_is_stopped_and_replaced(publisher: Publisher, tmp_path: Path) -> None:
    holder: list[Crawler] = []

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        child = holder[0]._child
        if path == "/feed" and len(publisher.asked) < 3:
            assert child is not None
            os.kill(child._process.pid, signal.SIGSTOP)
        return feed()

    publisher.answers = answers
    with Crawler(publisher.config(tmp_path), limit=timedelta(seconds=3)) as crawler:
        holder.append(crawler)
        (tally,) = crawler.crawl(["news"], NOW)
        assert tally.verdict == "blind"
        assert tally.error == "the crawl did not end within 3 s and was stopped"
        (tally,) = crawler.crawl(["news"], NOW)
        assert (tally.verdict, tally.error) == ("quiet", None)
    with Store(tmp_path / "ruletrail.db") as store:
        rows = store.db.execute("SELECT verdict, finished FROM run").fetchall()
        assert [row[0] for row in rows] == ["blind", "quiet"]
        assert all(row[1] for row in rows)


def test_a_process_that_dies_leaves_a_tally_and_a_row(
    publisher: Publisher, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    holder: list[Crawler] = []

    def answers(path: str, _: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/feed":
            assert holder[0]._child is not None
            holder[0]._child._process.kill()
        return feed()

    publisher.answers = answers
    with Crawler(publisher.config(tmp_path)) as crawler:
        holder.append(crawler)
        (tally,) = crawler.crawl(["news"], NOW)
    assert tally.verdict == "blind"
    assert "the crawling process ended (exit code -9)" in (tally.error or "")
    with Store(tmp_path / "ruletrail.db") as store:
        (row,) = store.db.execute("SELECT finished, verdict, error FROM run").fetchall()
        assert row[1:] == ("blind", tally.error)
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_crawled_is_one_line(publisher: Publisher, tmp_path: Path) -> None:
    config = publisher.config(tmp_path)
    with pytest.raises(CrawlError, match="nosuch: no such source; known: bis_press, "):
        crawl(config, ["nosuch"], NOW)
    assert crawl(config, [], NOW) == []
    config.database.write_text("this is no database, and long enough to be read as one")
    with pytest.raises(CrawlError, match="is not an SQLite database"):
        crawl(config, ["news"], NOW)


def test_nobody_at_home_is_blind_and_not_a_traceback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    made = Publisher()
    config = made.config(tmp_path, "bis_press", obey_robots=False)
    made.server.shutdown()
    made.server.server_close()
    (tally,) = crawl(config, ["bis_press"], NOW)
    assert tally.verdict == "blind"
    assert (tally.error or "").endswith("/news-updates: nobody answers there")
    assert capfd.readouterr() == ("", "")
