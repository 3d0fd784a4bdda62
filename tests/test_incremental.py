"""A day's new documents are resolved alone, and the ledger is the one that all of them make."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from store import held
from store.database import Store
from store.model import Capture, Claim, Document, Draft, Reading
from tests.world import FIRST, World, at

VIEWS = ("contradiction_list", "tier_list", "silence_list", "listing_list", "event_list")


def ledger(db: Database) -> dict[str, list[str]]:
    """Every derived table and what is shown of it, in an order of its own."""
    found = {t: f"SELECT * FROM {t}" for t in (*held.DERIVED, *VIEWS)}
    found["claim"] = "SELECT id, resolved FROM claim"
    return {t: sorted(map(repr, db.execute(sql).fetchall())) for t, sql in found.items()}


def made_whole(store: Store, now: datetime) -> dict[str, list[str]]:
    """The ledger of a copy, dropped and made again."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    store.db.conn.backup(copy)
    db = Database(copy)
    held.resolve(db, now, whole=True)
    found = ledger(db)
    db.close()
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        yield opened


@pytest.mark.parametrize("seed", range(12))
def test_what_is_resolved_step_by_step_is_what_all_of_it_makes(seed: int, store: Store):
    chance = random.Random(seed)
    world, today = World(store, chance), date(2025, 6, 1)
    for _ in range(14):
        for _ in range(chance.choice((0, 1, 1, 2, 5, 9))):
            world.step()
        today += timedelta(chance.choice((0, 0, 1, 40, -20)))
        made = store.resolve(at(today))
        assert (made.claims, made.events) == tuple(
            store.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("claim", "event")
        )
        assert ledger(store.db) == made_whole(store, at(today))
    assert made.events > 10


@pytest.mark.parametrize("where", ["write", "name_companies", "derive", "restate", "_note"])
def test_a_resolution_that_fails_leaves_everything_to_the_next(
    where: str, store: Store, monkeypatch: pytest.MonkeyPatch
):
    before = half_resolved(store)

    def fails(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(held, where, fails)
        store.resolve(at(FIRST))
    assert ledger(store.db) == before
    store.resolve(at(FIRST))
    assert ledger(store.db) == made_whole(store, at(FIRST)) != before


def test_a_resolution_that_is_killed_leaves_everything_to_the_next(tmp_path: Path):
    with Store(tmp_path / "r.db") as store:
        before = half_resolved(store)
    killed = (
        "import os, sys; from store import held; from store.database import Store\n"
        "from datetime import UTC, datetime\n"
        "held.restate = lambda *_: os._exit(9)\n"
        "Store(sys.argv[1]).resolve(datetime(2025, 1, 1, 22, tzinfo=UTC))"
    )
    ran = subprocess.run([sys.executable, "-c", killed, str(tmp_path / "r.db")], check=False)
    assert ran.returncode == 9
    with Store(tmp_path / "r.db") as store:
        assert ledger(store.db) == before
        store.resolve(at(FIRST))
        assert ledger(store.db) == made_whole(store, at(FIRST)) != before


def half_resolved(store: Store) -> dict[str, list[str]]:
    """The ledger of twelve steps, with twelve more that are not resolved yet."""
    world = World(store, random.Random(7))
    for _ in range(12):
        world.step()
    store.resolve(at(FIRST))
    for _ in range(12):
        world.step()
    return ledger(store.db)


def test_a_day_costs_the_day_and_not_the_archive(store: Store):
    def written_for_one(number: str) -> int:
        rule = Document(f"fr:{number}", "x", "rule", 2, "Federal Register", None, f"No. {number}")
        store.keep(Capture(f"{int(number):064x}", f"https://x.test/{number}", "x", "p", at(FIRST)))
        store.record(next(store.unextracted()), [Draft(rule, number, "page")], "p/1")
        [text] = store.unread("test/1")
        claim = Claim(
            *("entry_into_force", "done", "affirmed", "words", 0, 5),
            instrument_id=f"fr:{number}", date="2025-02-01", date_precision="day",
        )  # fmt: skip
        store.record_readings([Reading(text.id, "test/1", 1, claims=(claim,))], at(FIRST))
        before = store.db.conn.total_changes
        store.resolve(at(FIRST))
        return int(store.db.conn.total_changes - before)

    few = [written_for_one(str(n)) for n in range(1, 5)]
    for n in range(5, 60):
        written_for_one(str(n))
    assert written_for_one("60") == few[-1] < 40


def test_a_rule_that_everybody_writes_about_costs_its_new_day_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    def told_on(n: int) -> None:
        """One more outlet tells of the rule, a day later."""
        outlet = Document(f"news:{n}", "news", "news", 9, f"Outlet {n}")
        seen = at(FIRST + timedelta(n))
        store.keep(Capture(f"{n:064x}", f"https://x.test/{n}", "news", "p", seen))
        store.record(next(store.unextracted()), [Draft(outlet, f"text {n}", "page")], "p/1")
        [text] = store.unread("test/1")
        claim = Claim(
            *("rescission", "announced", "affirmed", "words", 0, 5),
            instrument="Chip Order", date=str(FIRST + timedelta(n)), date_precision="day",
        )  # fmt: skip
        store.record_readings([Reading(text.id, "test/1", 1, claims=(claim,))], seen)

    asked: list[int] = []
    resolve = held.ledger.resolve

    def counted(said: Any, *more: Any) -> Any:
        asked.append(len(said))
        return resolve(said, *more)

    monkeypatch.setattr(held.ledger, "resolve", counted)
    for n in range(30):
        told_on(n)
    store.resolve(at(FIRST))
    assert len(asked) == 30
    told_on(31)
    store.resolve(at(FIRST))
    assert asked[30:] == [31]
    assert ledger(store.db) == made_whole(store, at(FIRST))


def test_a_database_from_before_is_made_whole_at_the_next_resolution(store: Store):
    world = World(store, random.Random(5))
    for _ in range(20):
        world.step()
    store.resolve(at(FIRST))
    now = ledger(store.db)
    for table in ("resolution", "told", "known_name", "known_number", "looked_up", "outspoken"):
        store.db.execute(f"DELETE FROM {table}")
    assert store.resolve(at(FIRST)).new_events == ()
    assert ledger(store.db) == now


@pytest.mark.xdist_group("demo")
def test_the_demo_played_day_by_day_is_the_demo_resolved_at_once(demo: Path, tmp_path: Path):
    shutil.copy(demo / "ruletrail.db", tmp_path)
    with Store(tmp_path / "ruletrail.db") as store:
        day = date.fromisoformat(store.ask("SELECT day FROM resolution")[1][0][0])
        assert ledger(store.db) == made_whole(store, at(day))


def test_the_demo_never_rests_a_state_on_an_event_that_is_not_held(demo: Path):
    """Events are named anew when more becomes known: "publication.scheduled" becomes ".done"."""
    with Store(demo / "ruletrail.db", must_exist=True) as store:
        told = store.db.execute(
            "SELECT count(basis_event), count(DISTINCT basis_event) FROM status_interval"
        ).fetchone()
        lost = store.db.execute(
            "SELECT basis_event FROM status_interval WHERE basis_event NOT IN"
            " (SELECT event FROM event_list)"
            " UNION ALL SELECT basis_claim FROM status WHERE basis_claim IS NOT NULL"
            " AND basis_claim NOT IN (SELECT claim FROM event_claim)"
        ).fetchall()
    assert told[0] > told[1] > 50
    assert not lost
