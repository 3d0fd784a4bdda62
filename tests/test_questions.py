"""Every named question has a title, runs on an empty database, and answers on a full one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flagship
import pytest

from store.database import Store
from store.questions import BadQuestion, parse, questions

TODAY = "2025-11-20"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("full") / "r.db") as store:
        flagship.fill(store)
        yield store


def ask(store: Store, name: str, today: str = TODAY) -> list[dict[str, Any]]:
    columns, rows = store.ask(questions()[name].sql, {"today": today})
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_there_are_questions_and_each_is_titled() -> None:
    named = questions()
    assert len(named) >= 14
    assert list(named) == sorted(named)
    titles = [q.title for q in named.values()]
    assert len(set(titles)) == len(titles) and all(len(t) > 15 for t in titles)


@pytest.mark.parametrize("name", list(questions()))
def test_each_runs_on_an_empty_database_with_today_alone(name: str, tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db") as store:
        columns, rows = store.ask(questions()[name].sql, {"today": TODAY})
    assert columns and len(set(columns)) == len(columns)
    assert rows == []


@pytest.mark.parametrize("name", list(questions()))
def test_each_takes_its_parameters_as_written(name: str, full: Store) -> None:
    question = questions()[name]
    given = {"today": TODAY, "on": TODAY, "since": None, "instrument": None}
    as_given = full.ask(question.text, {p: given[p] for p in question.parameters})
    assert as_given == full.ask(question.sql, {"today": TODAY})


def test_in_force_and_suspended_are_asked_as_of_the_day(full: Store) -> None:
    assert {r["name"] for r in ask(full, "in_force")} == {
        *("AI Diffusion Rule", "Affiliates Rule", "Memory Reporting Rule", "Pacific Cod"),
    }
    assert [r["name"] for r in ask(full, "in_force", "2025-05-20")] == [
        *("Pacific Cod", "AI Diffusion Rule")
    ]
    assert ask(full, "suspended", "2025-11-09") == []
    (row,) = ask(full, "suspended")
    assert (row["since"], row["last_day"]) == ("2025-11-10", "2026-11-09")
    assert row["quote"] == "It is suspended from November 10, 2025."


def test_what_was_announced_and_is_not_law_has_its_age(full: Store) -> None:
    (row,) = ask(full, "announced_not_effected", "2025-05-23")
    assert (row["name"], row["type"], row["announced_on"], row["age_days"]) == (
        *("AI Diffusion Rule", "rescission", "2025-05-13"),
        10,
    )
    assert ask(full, "announced_not_effected", "2025-05-12") == []


def test_deadlines_are_those_ahead(full: Store) -> None:
    (row,) = ask(full, "deadlines")
    assert (row["date"], row["days_left"]) == ("2026-11-09", 354)
    soon = ask(full, "deadlines", "2025-08-11")
    assert next((r["date"], r["days_left"]) for r in soon) == ("2025-08-15", 4)


def test_press_against_record_names_the_outlets(full: Store) -> None:
    rows = ask(full, "press_against_record")
    assert {r["publisher"] for r in rows} == {"Gazette", "Ledger", "Post"}
    assert {(r["told"], r["record"]) for r in rows} == {("done", "announced")}
    outlets = {r["publisher"]: r["contradicted"] for r in ask(full, "claims_by_outlet")}
    assert (outlets["Gazette"], outlets["Wire"]) == (1, 0)


def test_a_timeline_takes_an_instrument(full: Store) -> None:
    text = questions()["timeline"].text
    given = {"instrument": "fr:2025-00636", "on": TODAY}
    columns, rows = full.ask(text, given)
    names = {dict(zip(columns, row, strict=True))["name"] for row in rows}
    assert names == {"AI Diffusion Rule"}
    assert len(ask(full, "timeline")) > len(rows)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT 1", "first line"),
        ("-- digest 5: X\nSELECT 1", "first line"),
        ("-- Title\n-- nothing else\n", "asks nothing"),
        ("-- Title\nSELECT :nonsense", "unknown parameter :nonsense"),
    ],
)
def test_a_question_that_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadQuestion, match=why):
        parse("odd", text)


def test_a_question_can_stand_in_the_digest() -> None:
    question = parse("x", "-- Title\n-- digest 55: Tariffs\nSELECT strftime('%H:%M', :on) AS at")
    assert (question.order, question.heading) == (55, "Tariffs")
    assert question.parameters == ("on",)
    assert question.sql == "SELECT strftime('%H:%M', :today) AS at"
