"""An objection is a row of its own, shown wherever the claim or the event is shown."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar
import pytest

from store.calendar import calendar
from store.database import Store
from store.digest import compose
from store.feed import feed
from tests.conftest import ruletrail

#: One worker plays the demo for all who look at it.
pytestmark = pytest.mark.xdist_group("demo")

RELEASE = "fr:2025-00636/non_enforcement.done.2025-05-13"
WHY = "the notice was never published <b>"
SAID = datetime(2025, 5, 14, 15, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 22, tzinfo=UTC)


def lead(store: Store, event: str) -> str:
    return str(store.ask("SELECT lead FROM event WHERE id = :e", {"e": event})[1][0][0])


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    shutil.copy(demo / "ruletrail.db", tmp_path)
    return tmp_path


@pytest.mark.parametrize("subject", ["event", "claim"])
@pytest.mark.parametrize(
    "command",
    [
        ("status", "AI Diffusion Rule", "--as-of", "2025-06-01"),
        ("timeline", "AI Diffusion Rule"),
        ("timeline", "AI Diffusion Rule", "--json"),
        ("explain", RELEASE),
        ("explain", RELEASE, "--json"),
        ("query", "objections", "--csv"),
        ("digest", "--since", "2025-05-13", "--on", "2025-05-14"),
        ("digest", "--since", "2025-05-13", "--on", "2025-06-14"),
    ],
    ids=" ".join,
)
def test_a_disputed_event_is_told_with_the_objection(
    subject: str, command: tuple[str, ...], folder: Path
) -> None:
    before = ruletrail(*command, cwd=folder)
    assert before.code == 0 and WHY not in before.out, before
    with Store(folder / "ruletrail.db") as store:
        disputed = RELEASE if subject == "event" else lead(store, RELEASE)
        store.dispute(disputed, WHY, "counsel", SAID)
    shown = " ".join(ruletrail(*command, cwd=folder).out.split())
    assert WHY in shown and "counsel" in shown


def test_a_document_is_explained_with_the_objection_to_its_claim(folder: Path) -> None:
    with Store(folder / "ruletrail.db") as store:
        claim = lead(store, RELEASE)
        store.dispute(claim, WHY, "counsel", SAID)
    ran = ruletrail("explain", claim.split("#")[0], cwd=folder)
    assert WHY in " ".join(ran.out.split())


def test_a_feed_and_a_calendar_carry_the_objection(folder: Path) -> None:
    with Store(folder / "ruletrail.db") as store:
        sql = "SELECT event FROM deadline WHERE instrument = 'fr:2025-00636' LIMIT 1"
        event = store.ask(sql)[1][0][0]
        last = store.ask("SELECT id FROM event ORDER BY first_known DESC LIMIT 1")[1][0][0]
        for disputed in (event, last):
            store.dispute(disputed, WHY, "counsel", SAID)
        made = icalendar.Calendar.from_ical(calendar(store, NOW))
        assert sum(WHY in str(e["description"]) for e in made.walk("VEVENT")) >= 1
        assert b"Objection of counsel, 2025-05-14: the notice was never" in feed(store, NOW)


def test_a_digest_of_an_earlier_day_knows_nothing_of_the_objection(folder: Path) -> None:
    with Store(folder / "ruletrail.db") as store:
        day = date(2025, 5, 13)
        before = compose(store, day, day, now=NOW).text
        store.dispute(RELEASE, WHY, "counsel", SAID)
        assert compose(store, day, day, now=NOW).text == before


def test_objections_only_grow_in_number_and_nothing_else_changes(folder: Path) -> None:
    with Store(folder / "ruletrail.db") as store:
        held = store.timeline("fr:2025-00636")
        for n in range(3):
            assert store.dispute(RELEASE, f"{WHY} {n}", "counsel", SAID) == n + 1
        rows = store.ask("SELECT * FROM objection_list ORDER BY 1")[1]
        assert [(n, subject) for n, subject, *_ in rows] == [(n + 1, RELEASE) for n in range(3)]
        again = store.timeline("fr:2025-00636")
        store.resolve(NOW, whole=True)
        assert store.ask("SELECT * FROM objection_list ORDER BY 1")[1] == rows
        assert store.timeline("fr:2025-00636") == again
    told = [{**event, "objections": []} for event in again]
    assert told == held and sum(len(event["objections"]) for event in again) == 3
