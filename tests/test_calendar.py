"""Deadlines as iCalendar: stable, all-day, moved and cancelled as calendars understand it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import flagship
import icalendar
import pytest

from store.calendar import calendar
from store.database import Store

NOW = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        flagship.fill(opened)
        yield opened


def events(made: bytes) -> dict[str, icalendar.Event]:
    read = icalendar.Calendar.from_ical(made)
    assert str(read["version"]) == "2.0" and "Ruletrail" in str(read["prodid"])
    found = {str(e["summary"]): e for e in read.walk("VEVENT")}
    assert len({str(e["uid"]) for e in found.values()}) == len(found)
    return found


def test_a_deadline_is_an_all_day_event_with_its_evidence(store: Store) -> None:
    one = events(calendar(store, NOW))["AI Diffusion Rule: compliance date"]
    assert one.decoded("dtstart") == date(2025, 5, 15)
    assert one.decoded("dtend") == date(2025, 5, 16)
    assert one["dtstart"].params["VALUE"] == "DATE"
    assert (one["sequence"], str(one["status"]), str(one["transp"])) == (
        *(0, "CONFIRMED", "TRANSPARENT"),
    )
    words = str(one["description"])
    assert "“The compliance date is May 15, 2025.”" in words and "Federal Register" in words
    assert "no legal advice" in words
    assert str(one["url"]) == "https://www.federalregister.test/d/2025-00636"


def test_the_same_ledger_and_moment_give_the_same_bytes(store: Store) -> None:
    first = calendar(store, NOW)
    store.resolve(NOW)
    assert calendar(store, NOW) == first
    assert b"\r\n" in first and all(len(line) <= 75 for line in first.split(b"\r\n"))


def test_a_month_is_no_day_to_act_by(store: Store) -> None:
    assert "Memory Reporting Rule: compliance date" not in events(calendar(store, NOW))
    store.db.execute(
        "INSERT INTO deadline VALUES ('x/expiry', 'x', 'expiry', '2025-09', 'month', 'standing',"
        " 0, 'none'), ('y/expiry', 'y', 'expiry', '2025', 'year', 'standing', 0, 'none')"
    )
    assert not [s for s in events(calendar(store, NOW)) if "expires" in s]


def test_a_moved_day_keeps_its_uid_and_raises_its_sequence(tmp_path: Path) -> None:
    name = "Memory Reporting Rule: takes effect"
    with Store(tmp_path / "m.db") as store:
        flagship.put(
            store,
            "2025-06-03",
            flagship.register("2025-03333", "2025-06-03", "Memory Reporting", "90 FR 9000"),
            flagship.say("entry_into_force", "scheduled", "2025-07-01", "July 1.", **flagship.HBM),
        )
        store.resolve(NOW)
        before = events(calendar(store, NOW))[name]
        flagship.put(
            store,
            "2025-06-18",
            flagship.register("2025-04444", "2025-06-18", "Memory Reporting; Delay"),
            flagship.say(
                "delay", "done", "2025-08-15", "To August 15.", old_date="2025-07-01",
                **flagship.HBM,
            ),
        )  # fmt: skip
        store.resolve(NOW)
        after = events(calendar(store, NOW))[name]
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == date(2025, 8, 15)
    assert "moved from 2025-07-01" in str(after["description"])


def test_a_withdrawn_proposal_cancels_its_deadline(store: Store) -> None:
    one = events(calendar(store, NOW))["Cancelled: Cloud Reporting Proposal: comments close"]
    assert (str(one["status"]), one["sequence"]) == ("CANCELLED", 1)


def test_an_empty_ledger_is_a_calendar_too(tmp_path: Path) -> None:
    with Store(tmp_path / "e.db") as store:
        assert events(calendar(store, NOW)) == {}


def test_hostile_names_stay_words(store: Store) -> None:
    hostile = "X\r\nEND:VEVENT\r\nATTACH:http://evil.test\u202egnp " + "y" * 10_000
    store.db.execute("UPDATE instrument SET name = ? WHERE id = 'fr:2025-00636'", (hostile,))
    store.db.execute("UPDATE document SET url = 'javascript:alert(1)'")
    found = events(calendar(store, NOW))
    assert len(found) == 7
    (name,) = (s for s in found if s.startswith("X END:VEVENT") and "compliance" in s)
    assert len(name) < 250 and "\u202e" not in name
    assert all("attach" not in e and "url" not in e for e in found.values())
