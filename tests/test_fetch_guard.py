"""Hostile addresses and answers over real sockets: each refused, with its reason as users see it.

The tables stand in `tests.hostile_answers`, the server and the net in `tests.hostile_server`.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from crawler.archive import Archive, Missing
from crawler.config import Config, parse
from crawler.guard import shown
from crawler.run import Crawler
from store.database import Store
from store.model import Tally
from tests.hostile_answers import ADDRESSES, ANSWERS, HOPS, NAMES, PAGE, Row
from tests.hostile_server import PUBLIC, Harm, answer, net
from tests.test_crawl import self_signed

NOW = datetime(2025, 5, 16, 12, tzinfo=UTC)
GOOD = "http://press.test/good"


def feed(*links: str, dtd: str = "", title: str = "T") -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{escape(link)}</link></item>" for link in links
    )
    head = f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>X</title>'
    return answer(200, f"{head}{items}</channel></rss>".encode(), "Content-Type: text/xml")


class Made:
    """Parts made anew for each asking."""

    def __init__(self, parts: Callable[[], Iterable[bytes]]) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts())


@dataclass
class Press:
    """The hostile publisher, what it was asked, and what a crawl of it and a peer told."""

    folder: Path
    plain: Harm
    secure: Harm
    patch: pytest.MonkeyPatch
    feeds: tuple[str, ...] = ("hostile", "honest")
    problems: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def config(self) -> Config:
        feeds = [
            {"name": name, "url": f"http://press.test/{name}", "publisher": name}
            for name in self.feeds
        ]
        table = {"delay": 0.0, "timeout": 4, "obey_robots": False}
        config = parse({"crawl": table, "sources": {"news": {"feeds": feeds}}})
        return replace(config, database=self.folder / "r.db")

    def crawl(self, *links: str, names: dict[str, list[list[str]]] | None = None) -> Tally:
        """One pass over a feed with these links, and over one with a good page."""
        self.plain.answers |= {
            "/hostile": (feed(*links),),
            "/honest": (feed(GOOD),),
            "/good": (answer(200, PAGE),),
        }
        there = net(self.folder, {**NAMES, **(names or {})}, self.plain.port, self.secure.port)
        for name, value in there.items():
            self.patch.setenv(name, value)
        with Crawler(self.config()) as crawler:
            (tally,) = crawler.crawl(["news"], NOW)
        with Store(self.folder / "r.db") as store:
            rows = store.db.execute("SELECT message FROM problem ORDER BY rowid").fetchall()
            self.problems = [row[0] for row in rows]
            self.kept = [row[0] for row in store.db.execute("SELECT url FROM capture")]
        return tally


def press_in(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Press]:
    key, chain = self_signed(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    with ExitStack() as closing:
        plain, secure = Harm(), Harm(context)
        closing.callback(plain.close)
        closing.callback(secure.close)
        yield Press(folder, plain, secure, patch)


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    yield from press_in(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Press]]:
    """All tables crawled, a pass for each: answers, addresses in a feed, aims of redirects."""
    found = {}
    with ExitStack() as closing, pytest.MonkeyPatch.context() as patch:
        for name in ("answers", "feed", "hops"):
            made = press_in(tmp_path_factory.mktemp(name), patch)
            closing.callback(made.close)  # type: ignore[attr-defined]
            press = found[name] = next(made)
            if name == "answers":
                press.plain.answers |= {f"/{row.name}": Made(row.parts) for row in ANSWERS}
                links = [f"http://press.test/{row.name}" for row in ANSWERS]
            elif name == "feed":
                links = [address for address, _ in ADDRESSES]
            else:
                for number, (there, _) in enumerate([*ADDRESSES, *HOPS]):
                    location = f"Location: {there}".encode().decode("latin-1")
                    press.plain.answers[f"/{number}"] = (answer(302, b"", location),)
                links = [f"http://press.test/{n}" for n in range(len([*ADDRESSES, *HOPS]))]
            press.crawl(*links)
        yield found


def lines_of(press: Press, address: str) -> list[str]:
    return [line for line in press.problems if line.startswith(f"{address}: ")]


@pytest.mark.parametrize("row", ANSWERS, ids=[row.name for row in ANSWERS])
def test_a_hostile_answer_is_refused(met: dict[str, Press], row: Row) -> None:
    (line,) = lines_of(met["answers"], f"http://press.test/{row.name}")
    assert line.startswith(f"http://press.test/{row.name}: {row.why}")


@pytest.mark.parametrize(("address", "why"), ADDRESSES, ids=range(len(ADDRESSES)))
def test_a_hostile_address_in_a_feed_is_refused(
    met: dict[str, Press], address: str, why: str
) -> None:
    scheme, _, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    (line,) = lines_of(met["feed"], shown(f"{scheme}://{host.lower()}{slash}{path}"))
    assert why in line


@pytest.mark.parametrize("number", range(len([*ADDRESSES, *HOPS])))
def test_a_hop_to_a_hostile_address_is_refused(met: dict[str, Press], number: int) -> None:
    (line,) = lines_of(met["hops"], f"http://press.test/{number}")
    assert [*ADDRESSES, *HOPS][number][1] in line


@pytest.mark.parametrize("name", ["answers", "feed", "hops"])
def test_nothing_of_it_is_kept_and_the_rest_is(met: dict[str, Press], name: str) -> None:
    press = met[name]
    assert press.kept == [GOOD]
    paths = {"/hostile", "/honest", "/good"}
    if name == "answers":
        paths |= {f"/{row.name}" for row in ANSWERS}
    if name == "hops":
        paths |= {f"/{number}" for number in range(len([*ADDRESSES, *HOPS]))}
    assert set(press.plain.asked) == paths
    assert press.secure.asked == [], "nothing is said before the certificate is known to be good"
    assert len(list((press.folder / "r.db.archive").rglob("*.zst"))) == 1


def test_no_secret_and_no_control_character_is_told(met: dict[str, Press]) -> None:
    for press in met.values():
        for line in press.problems:
            assert "geheim" not in line
            assert line.isprintable()
            assert len(line) < 1000
    assert shown("http://user:geheim@press.test/\x1b[2J") == "http://…@press.test/?[2J"


def test_what_a_publisher_asks_is_told_without_what_moves_a_terminal(press: Press) -> None:
    busy = answer(503, b"", "Retry-After: \x1b[2J\x1b]0;x\x07")
    press.plain.answers["/busy"] = (busy,)
    press.crawl("http://other.test/busy", names={"other.test": [[PUBLIC[1]]]})
    assert press.problems == ["http://other.test/busy: answered 503 and asks to wait (?[2J?]0;x?)"]


@pytest.mark.parametrize(
    ("turns", "kept", "reached"),
    [
        ([[PUBLIC[1]], ["127.0.0.1"]], [], ["/a"]),
        ([[PUBLIC[1]], ["169.254.169.254", "::1"]], [], ["/a"]),
        ([["127.0.0.1"], [PUBLIC[1]]], [], []),
        ([["10.0.0.1", PUBLIC[1]]], ["http://rebound.test/a"], ["/a", "/b"]),
    ],
)
def test_a_name_that_changes_its_address_is_judged_at_each_connection(
    press: Press, turns: list[list[str]], kept: list[str], reached: list[str]
) -> None:
    """A page sends to another one of its host, whose name is asked for at each of the two."""
    press.plain.answers["/a"] = (answer(302, b"", "Location: http://rebound.test/b"),)
    press.plain.answers["/b"] = (answer(200, PAGE + b"b"),)
    press.crawl("http://rebound.test/a", names={"rebound.test": turns})
    assert sorted(press.kept) == sorted([GOOD, *kept])
    assert [path for path in press.plain.asked if path in ("/a", "/b")] == reached
    assert any("is on an inner network" in line for line in press.problems) is not bool(kept)


def test_deep_and_swollen_json_and_xml_are_no_feed_and_open_no_file(press: Press) -> None:
    file = press.folder / "secret.txt"
    file.write_text("geheim")
    tens = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(10))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "lol">{tens}]>'
    square = f'<!DOCTYPE x [<!ENTITY e "{"x" * 50_000}">]>'
    inside = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{file.as_uri()}">]>'
    bodies = {
        "laughs": feed("http://press.test/1", dtd=laughs, title="&e10;"),
        "square": feed("http://press.test/2", dtd=square, title="&e;" * 50_000),
        "file": feed("http://press.test/3", dtd=inside, title="&e;"),
        "json": answer(200, b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 10**5),
        "xml": answer(200, b"<rss>" * 10**5),
        "html": answer(200, b"<div>" * 10**5),
    }
    press.feeds = (*bodies, "honest")
    press.plain.answers |= {f"/{name}": (body,) for name, body in bodies.items()}
    press.plain.answers |= {f"/{n}": (answer(200, PAGE + b"%d" % n),) for n in (1, 2, 3)}
    tally = press.crawl()
    assert tally.verdict == "ok"
    assert GOOD in press.kept
    assert not any("defect" in line for line in press.problems)
    for name in ("json", "html"):
        (line,) = lines_of(press, f"http://press.test/{name}")
        assert line.endswith("looked for an RSS or Atom feed")
    with Store(press.folder / "r.db") as store:
        for (told,) in store.db.execute("SELECT hints FROM capture"):
            assert len(told) < 1000
            assert "geheim" not in told


def test_no_port_listens_during_a_crawl(press: Press) -> None:
    """Telnet consoles and remote controls are Scrapy's defaults."""
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no /proc/net/tcp here to see the ports of a process in")
    seen: list[tuple[int, set[str]]] = []

    def look() -> Iterable[bytes]:
        (child,) = children()
        seen.append((child, listening(child)))
        return (answer(200, PAGE),)

    press.plain.answers["/look"] = Made(look)
    press.crawl("http://press.test/look")
    assert [ports for _, ports in seen] == [set()]
    assert listening(os.getpid()), "what it looks for can be seen: the hostile server's own ports"


def children() -> list[int]:
    """The crawling processes of this one."""
    tasks = Path("/proc/self/task").glob("*/children")
    found = [int(number) for task in tasks for number in task.read_text().split()]
    return [n for n in found if b"crawler.process" in Path(f"/proc/{n}/cmdline").read_bytes()]


def listening(process: int) -> set[str]:
    """The sockets on which a process listens."""
    held = {str(fd.readlink()) for fd in Path(f"/proc/{process}/fd").glob("*") if fd.is_symlink()}
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return {row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in held}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        "",
        "a" * 63,
        "A" * 64,
        "a" * 63 + "/",
        "a" * 64 + "\n",
    ],
)
def test_the_archive_has_no_place_for_what_is_no_hash(tmp_path: Path, name: str) -> None:
    with pytest.raises(Missing, match="is no SHA-256"):
        Archive(tmp_path).place(name)
