"""What the ledger promises, tried on the whole demo: order, press and evidence."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

from crawler.archive import Archive
from crawler.evidence import check
from store import ledger, status
from store.database import Store
from store.held import _said
from store.model import LAW_TYPES, Claim, Event, Reading, Said
from store.promises import promises
from tests.conftest import ruletrail
from tests.replay import Replay, fingerprint
from tests.replay import ledger as ledger_of

#: One worker plays the demo for all who look at it.
pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def replay(demo: Path) -> Replay:
    return Replay(demo)


# Order


@pytest.mark.parametrize("seed", range(50))
def test_in_whatever_order_the_demo_comes_its_ledger_is_the_same(
    seed: int, replay: Replay, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    order = chance.sample(replay.kept, len(replay.kept))
    goes = chance.sample(range(1, len(order)), (0, 3, 12)[seed % 3])
    found = replay.take_in(tmp_path / "r.db", order, goes)
    differing = [table for table in found if found[table] != replay.played[table]]
    assert differing == []
    assert fingerprint(found) == fingerprint(replay.played)


def test_day_by_day_makes_what_all_at_once_makes(replay: Replay, tmp_path: Path) -> None:
    days = [capture.fetched_at.date() for capture, _ in replay.kept]
    evenings = [n for n in range(1, len(days)) if days[n] != days[n - 1]]
    assert len(evenings) > 60
    found = replay.take_in(tmp_path / "r.db", replay.kept, evenings)
    assert fingerprint(found) == fingerprint(replay.played)


# Press

#: Ranks 1 to 3 are law: statute and court, the Register, public inspection.
LAW = 3
ENDS = ("rescission", "replacement", "suspension", "delay", "withdrawal")
#: What stops a rule, or starts it again.
STOPS = {*ENDS, "expiry", "suspension_end", "reimposition", "court_ruling"}
STOPPED = {"ended", "suspended", "not_in_force", "presumed_applicable"}


@pytest.fixture(scope="module")
def told(demo: Path) -> dict[str, list[Said]]:
    """What the demo tells of each rule."""
    found: dict[str, list[Said]] = {}
    with Store(demo / "ruletrail.db") as store:
        rules = [row[0] for row in store.db.execute("SELECT id FROM instrument").fetchall()]
        for rule, said in _said(store.db, rules):
            found.setdefault(rule, []).append(said)
    return found


def resolved(said: list[Said], rule: str) -> list[Event]:
    return ledger.resolve(said, {s.id: rule for s in said}, {})[0]


def lines(events: list[Event], rule: str) -> set[tuple[object, ...]]:
    """The states of force and applicability in valid time."""
    found = status.intervals(rule, events, promises(events))
    return {
        (i.axis, i.state, i.valid_from, i.valid_to)
        for i in found
        if i.axis in ("force", "applicability")
    }


def stopped(found: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """The states in which a rule is not to be followed any more: those after its first."""
    return {line for line in found if line[1] in STOPPED and line[2] is not None}


def hardened(said: Said, chance: random.Random) -> Said:
    """The same sentence, told as boldly as press can tell it."""
    kind = chance.choice((said.claim.type, *ENDS, "expiry", "court_ruling", "suspension_end"))
    details = {"whole": True, "outcome": "vacated"} if kind in ("expiry", "court_ruling") else {}
    claim = replace(said.claim, type=kind, modality="done", polarity="affirmed", details=details)
    return replace(said, claim=claim)


def undated(said: Said) -> Said:
    return replace(said, claim=replace(said.claim, date=None, date_precision="unknown"))


@pytest.mark.parametrize("seed", range(10))
def test_press_alone_never_stops_a_rule(seed: int, told: dict[str, list[Said]]) -> None:
    """A hundred subsets and orders of what the press tells, beside some of the official texts.

    What was known on a day is such a subset: this holds on any day, as known on any day.
    """
    chance = random.Random(seed)
    press = [s for said in told.values() for s in said if s.authority_rank > LAW]
    stops = 0
    for _ in range(100):
        rule = chance.choice(sorted(told))
        texts = {s.document for s in told[rule] if s.authority_rank <= LAW}
        picked = set(chance.sample(sorted(texts), chance.randint(0, len(texts))))
        law = [s for s in told[rule] if s.document in picked]
        law = [undated(s) if chance.random() < 0.2 else s for s in law]
        some = chance.sample(press, chance.randint(1, 60))
        some = [hardened(s, chance) if chance.random() < 0.5 else s for s in some]
        events = resolved(chance.sample([*law, *some], len(law) + len(some)), rule)
        found = lines(events, rule)
        assert found == lines(resolved(law, rule), rule)
        twins = [e for e in events if e.authority_rank > LAW and e.polarity == "affirmed"]
        assert not [e for e in twins if e.stage == "law"]
        assert not [e for e in twins if e.type in LAW_TYPES and e.modality == "done"]
        if any(s.claim.type in STOPS for s in law):
            stops += bool(stopped(found))
        else:
            assert not stopped(found)
    assert stops, "no official text stopped a rule: this says nothing"


# Evidence


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Path:
    """A folder with the demo's database and archive, to change."""
    shutil.copy(demo / "ruletrail.db", tmp_path)
    shutil.copytree(demo / "ruletrail.db.archive", tmp_path / "ruletrail.db.archive")
    return tmp_path


def failing(folder: Path) -> set[str]:
    """The wordings of which `verify` says that something does not hold."""
    with Store(folder / "ruletrail.db") as store:
        found = check(store, Archive(store.archive_path), tell=lambda _: None)
    return {line.split(": ")[0] for line in found.failures}


def flipped(raw: bytes, chance: random.Random) -> bytes:
    """The same bytes, but one."""
    place = chance.randrange(len(raw))
    other = raw[place] ^ chance.randrange(1, 256)
    return raw[:place] + bytes([other]) + raw[place + 1 :]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "unpacked"])
@pytest.mark.parametrize("seed", range(3))
def test_verify_finds_one_byte_flipped_anywhere(packed: bool, seed: int, copy: Path) -> None:
    """In every second file of the archive, and nothing is said of the others."""
    chance, damaged = random.Random(seed), set()
    with Store(copy / "ruletrail.db") as store:
        archive = Archive(store.archive_path)
        hashes = [r[0] for r in store.db.execute("SELECT DISTINCT sha256 FROM capture").fetchall()]
        for sha256 in chance.sample(hashes, len(hashes) // 2):
            file, raw = archive.place(sha256), archive.get(sha256)
            if packed:
                file.write_bytes(flipped(file.read_bytes(), chance))
                # A frame has bits that say nothing: what comes out is the same.
                if unpacked(file) == raw:
                    continue
            else:
                file.write_bytes(zstandard.compress(flipped(raw, chance)))
            damaged.add(sha256)
        rows = store.db.execute(
            "SELECT w.id, k.sha256 FROM wording w JOIN capture k ON k.id = w.capture"
        ).fetchall()
    assert len(damaged) > 0.45 * len(hashes)
    assert failing(copy) == {wording for wording, sha256 in rows if sha256 in damaged}


def unpacked(file: Path) -> bytes | None:
    try:
        return zstandard.ZstdDecompressor().decompressobj().decompress(file.read_bytes())
    except zstandard.ZstdError:
        return None


def test_verify_finds_one_letter_changed_in_a_kept_text(copy: Path) -> None:
    chance = random.Random(4)
    with Store(copy / "ruletrail.db") as store:
        rows = store.db.execute(
            "SELECT w.rowid, w.id, t.text FROM wording w JOIN wording_text t ON t.wording = w.rowid"
        ).fetchall()
        changed = chance.sample(rows, 40)
        for row, _, text in changed:
            place = chance.randrange(len(text))
            other = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
            store.db.execute("UPDATE wording_text SET text = ? WHERE wording = ?", (other, row))
    assert failing(copy) == {wording for _, wording, _ in changed}


def test_rebuild_says_what_another_reader_gained_lost_and_changed(
    copy: Path, replay: Replay
) -> None:
    """An earlier reader knew nothing of half of the texts, and read into one what is not there."""
    chance = random.Random(5)
    with Store(copy / "ruletrail.db") as store:
        sound = held(store)
        texts = list(store.unread("earlier/1"))
        blind = [Reading(t.id, "earlier/1", 0.5) for t in chance.sample(texts, len(texts) // 2)]
        page = next(t for t in texts if t.id.startswith("fr:2025-00636#"))
        claim = Claim(
            *("rescission", "done", "affirmed", page.text[:40], 0, 40),
            instrument_id="fr:2025-00636", date="2025-06-01", date_precision="day", rule="t",
        )  # fmt: skip
        wrong = Reading(page.id, "earlier/1", 0.5, claims=(claim,))
        store.record_readings([*blind, wrong], replay.now)
        store.resolve(replay.now)
        earlier = held(store)
        event = "fr:2025-00636/rescission.done.2025-06-01"
        store.dispute(event, "the notice was never published", "counsel", replay.now)
        objections = store.ask("SELECT * FROM objection_list")[1]
    ran = ruletrail("rebuild", cwd=copy)
    assert ran.code == 0, ran
    *lines, ledger, last = ran.out.splitlines()
    told = [line for line in lines if line[2:].split(": ")[0].count("/")]
    assert "- state: fr:2025-00636 · force · ended · 2025-06-01 · 2025-01-15" in lines
    assert re.fullmatch("ledger [0-9a-f]{64}", ledger)
    gained, lost = sound.keys() - earlier.keys(), earlier.keys() - sound.keys()
    changed = {e for e in sound.keys() & earlier.keys() if sound[e] != earlier[e]}
    assert len(gained) > 20 and len(changed) > 10 and event in lost
    for mark, events in (("+", gained), ("-", lost), ("~", changed)):
        assert {line[2:].split(": ")[0] for line in told if line[0] == mark} == events
    assert any(line.startswith(f"- {event}: AI Diffusion Rule: rescission") for line in told)
    assert all(" -> " in line for line in told if line.startswith("~"))
    assert last.endswith(f"{len(sound)} events, {len(gained | lost | changed)} changed")
    with Store(copy / "ruletrail.db") as store:
        store.resolve(replay.now)
        assert fingerprint(ledger_of(store.db)) == fingerprint(replay.played)
        assert store.ask("SELECT * FROM objection_list")[1] == objections


def held(store: Store) -> dict[str, tuple[object, ...]]:
    """What `rebuild` compares of each event: its words, what it is, since when it is known."""
    _, rows = store.ask(
        "SELECT event, headline, type, modality, polarity, instrument, date, old_date, stage,"
        " first_known, claims FROM event_list"
    )
    return {row[0]: row[1:] for row in rows}
