"""Events as Atom: valid, stable, escaped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import flagship
import pytest

from store.database import Store
from store.feed import feed

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)
BASE = "https://example.org/events.atom"
A = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        flagship.fill(opened)
        yield opened


def valid(made: bytes) -> list[ElementTree.Element]:
    """The entries, after what RFC 4287 demands of a feed and its entries is checked."""
    root = ElementTree.fromstring(made)
    assert root.tag == f"{A}feed"
    for parent in [root, *root.findall(f"{A}entry")]:
        for name in ("id", "title", "updated"):
            (one,) = parent.findall(f"{A}{name}")
            assert one.text and one.text.strip()
        datetime.fromisoformat(parent.findtext(f"{A}updated") or "")
        assert parent.findtext(f"{A}author/{A}name")
        assert (parent.findtext(f"{A}id") or "").startswith("tag:ruletrail,2025:")
        links = parent.findall(f"{A}link[@rel='alternate']")
        assert len(links) <= 1
        assert all(link.get("href", "").startswith("https://") for link in links)
    entries = root.findall(f"{A}entry")
    assert len({e.findtext(f"{A}id") for e in entries}) == len(entries)
    assert feedparser.parse(made).bozo == 0
    return entries


def test_each_event_is_an_entry_with_its_authority(store: Store) -> None:
    made = feed(store, NOW, BASE)
    entries = valid(made)
    ((count,),) = store.ask("SELECT count(*) FROM event_list")[1]
    assert len(entries) == count > 10
    titles = {e.findtext(f"{A}title"): e for e in entries}
    announced = titles["Not law: AI Diffusion Rule: rescission announced, 2025-05-13"]
    words = announced.findtext(f"{A}content") or ""
    assert "agency statement" in words and "+1 outlet" in words and "no legal advice" in words
    assert "“BIS announced a rescission of the AI Diffusion Rule.”" in words
    assert "Law: Affiliates Rule: suspension, 2025-11-10" in titles
    assert "Reported: AI Diffusion Rule: rescission planned, 2025-05-07" in titles
    assert feedparser.parse(made).feed.links[0]["href"] == BASE


def test_the_same_ledger_gives_the_same_bytes(store: Store) -> None:
    first = feed(store, NOW)
    store.resolve(NOW)
    assert feed(store, NOW) == first
    assert b'rel="self"' not in first


def test_ids_stay_and_updates_rise_when_the_actor_says_it_again(store: Store) -> None:
    def told() -> dict[str, str]:
        return {
            e.findtext(f"{A}id") or "": e.findtext(f"{A}updated") or ""
            for e in valid(feed(store, NOW))
        }

    before = told()
    flagship.put(
        store,
        "2025-12-30",
        flagship.release("again", "2025-05-14"),
        flagship.say(
            "rescission", "announced", "2025-05-13", "A rescission.", **flagship.DIFFUSION
        ),
    )
    store.resolve(NOW)
    after = told()
    assert before.keys() == after.keys()
    changed = {i for i in before if before[i] != after[i]}
    assert changed == {"tag:ruletrail,2025:event/fr:2025-00636/rescission.announced.2025-05-13"}
    assert after[changed.pop()] == "2025-12-30T22:00:00Z"


def test_an_empty_ledger_is_a_feed_too(tmp_path: Path) -> None:
    with Store(tmp_path / "e.db") as store:
        assert valid(feed(store, NOW)) == []
        assert b"<updated>2025-12-31T12:00:00Z</updated>" in feed(store, NOW)


def test_hostile_words_are_escaped_and_odd_addresses_left_out(store: Store) -> None:
    hostile = "</title><script>alert(1)</script>]]>\x00\x0b\ud800\u202e & " + "y" * 10_000
    clean = hostile.encode("utf-8", "replace").decode()
    store.db.execute("UPDATE event SET headline = ?", (clean,))
    store.db.execute("UPDATE document SET publisher = ?", (clean,))
    store.db.execute("UPDATE claim SET quote = ?", (clean,))
    store.db.execute("UPDATE document SET url = 'javascript:alert(1)' WHERE id LIKE 'fr:%'")
    made = feed(store, NOW)
    entries = valid(made)
    assert b"<script" not in made and "\u202e".encode() not in made
    assert all(len(e.findtext(f"{A}title") or "") < 250 for e in entries)
    assert {e.find(f"{A}link") is None for e in entries} == {True, False}
