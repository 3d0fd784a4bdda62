"""The ledger's own rules: order never matters, authority decides, press makes no law."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import ledger, status
from store.database import Store
from store.index import Tables
from store.instruments import of_claim, of_number
from store.model import MODALITIES, Claim, Document, Reading, Said
from store.promises import deadlines, open_on, promises
from tests.test_store import at, put, release, say

RULE = "fr:2025-00636"
START = date(2025, 1, 1)
TYPES = ("entry_into_force", "rescission", "suspension", "suspension_end", "delay", "compliance")


def said(
    n: int,
    type_: str,
    modality: str,
    day: str | None,
    rank: int,
    published: date,
    polarity: str = "affirmed",
    document: str | None = None,
) -> Said:
    claim = Claim(
        type_,
        modality,
        polarity,
        "quote",
        0,
        5,
        date=day,
        date_precision="day" if day else "unknown",
        rule="t",
    )
    return Said(
        f"c{n:03}",
        document or f"d{n:03}",
        f"publisher {n % 5}",
        "news",
        rank,
        published,
        published,
        claim,
    )


def resolved(claims: list[Said]):
    return ledger.resolve(claims, {c.id: RULE for c in claims}, {RULE: "the rule"})


def days() -> st.SearchStrategy[date]:
    return st.integers(0, 400).map(lambda n: START + timedelta(days=n))


@st.composite
def claims(draw: st.DrawFn, ranks: tuple[int, ...] = (2, 3, 5, 6, 7, 8, 9)) -> list[Said]:
    found = []
    for n in range(draw(st.integers(0, 14))):
        day = draw(st.none() | days().map(str) | days().map(lambda d: str(d)[:7]))
        found.append(
            said(
                n,
                draw(st.sampled_from(TYPES)),
                draw(st.sampled_from(MODALITIES)),
                day,
                draw(st.sampled_from(ranks)),
                draw(days()),
                draw(st.sampled_from(("affirmed", "affirmed", "negated"))),
            )
        )
    return found


@given(claims(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_order_of_arrival_never_changes_the_result(found: list[Said], chance: random.Random):
    mixed = list(found)
    chance.shuffle(mixed)
    assert resolved(mixed) == resolved(found)


@given(claims())
@settings(deadline=None, max_examples=150)
def test_every_claim_stands_in_exactly_one_event(found: list[Said]):
    events, against = resolved(found)
    told = [claim for e in events for claim, _ in e.claims]
    assert sorted(told) == sorted(c.id for c in found)
    assert len({e.id for e in events}) == len(events)
    assert {c.left_claim for c in against} <= set(told)


@given(claims(ranks=(5, 6, 7, 8, 9)))
@settings(deadline=None, max_examples=300)
def test_below_the_law_nothing_ends_suspends_or_delays_a_rule(found: list[Said]):
    published = said(900, "entry_into_force", "done", "2025-01-01", 2, START)
    events, _ = resolved([published, *found])
    states = {(i.axis, i.state) for i in status.intervals(RULE, events, promises(events))}
    assert not states & {
        ("force", "ended"),
        ("applicability", "suspended"),
        ("force", "partially_in_force"),
        ("applicability", "ended"),
    }
    assert not any(
        e.type == "rescission" and e.modality == "done" and e.polarity == "affirmed" for e in events
    )


@given(claims())
@settings(deadline=None, max_examples=150)
def test_the_states_of_an_axis_never_overlap_and_leave_no_gap(found: list[Said]):
    events, _ = resolved(found)
    for axis in status.BEFORE:
        line = sorted(
            (i for i in status.intervals(RULE, events, ()) if i.axis == axis),
            key=lambda i: i.valid_from or date.min,
        )
        assert line[0].valid_from is None and line[-1].valid_to is None
        for left, right in pairwise(line):
            assert left.valid_to == right.valid_from


def test_a_date_in_a_rule_put_off_is_a_deadline_and_leaves_the_rule_in_force():
    rule = said(0, "entry_into_force", "done", "2025-01-16", 2, date(2025, 1, 16))
    moved = said(1, "delay", "done", "2026-12-31", 2, date(2026, 4, 9))
    moved = replace(moved, claim=replace(moved.claim, details={"what": "date in the rule"}))
    events, _ = resolved([rule, moved])
    force = [
        (i.state, i.valid_from) for i in status.intervals(RULE, events, ()) if i.axis == "force"
    ]
    assert force[-1] == ("in_force", date(2025, 1, 16))
    kinds = {d.kind: (d.date, d.state) for d in deadlines(events)}
    assert kinds["date_in_rule"] == ("2026-12-31", "moved")
    assert kinds["entry_into_force"] == ("2025-01-16", "standing")


def test_what_has_not_happened_by_a_day_gives_no_other_day_for_what_has():
    delay = said(0, "delay", "done", "2025-03-01", 2, date(2025, 3, 2))
    quiet = said(1, "delay", "done", "2025-03-20", 8, date(2025, 3, 20), polarity="negated")
    _, against = resolved([delay, quiet])
    assert [(c.field, c.left_value, c.right_value) for c in against] == [
        ("polarity", "affirmed", "negated")
    ]


@pytest.mark.parametrize(
    ("modality", "day", "told", "against"),
    [
        ("done", "2025-11-12", date(2025, 11, 12), []),  # the day it was printed
        ("scheduled", "2025-11-10", date(2025, 11, 4), []),  # a forecast that came true
        ("scheduled", "2025-11-13", date(2025, 11, 11), ["date"]),  # one disagreement, told once
        ("done", "2025-11-08", date(2025, 11, 12), ["date"]),
    ],
)
def test_only_another_day_is_a_contradiction_of_a_day(
    modality: str, day: str, told: date, against: list[str]
):
    filed = said(0, "suspension", "scheduled", "2025-11-10", 3, date(2025, 11, 10))
    printed = said(1, "suspension", "done", "2025-11-10", 2, date(2025, 11, 12))
    press = said(2, "suspension", modality, day, 8, told)
    events, found = resolved([filed, printed, press])
    law = [c.field for c in found if c.event == events[0].id]
    assert (len([e for e in events if e.stage == "law"]), law) == (1, against)


def test_a_denial_withdraws_a_promise_and_a_passed_day_lets_it_lapse():
    promise = said(0, "suspension", "announced", "2025-03-01", 6, date(2025, 2, 1))
    denial = said(1, "suspension", "denied", None, 5, date(2025, 2, 10))
    [found] = promises(resolved([promise])[0])
    assert [open_on(found, date(2025, m, 2)) for m in (2, 3, 4)] == ["open", "open", "lapsed"]
    [found] = promises(resolved([promise, denial])[0])
    assert (found.state, found.fulfilled_on) == ("withdrawn", date(2025, 2, 10))


@pytest.mark.parametrize(
    ("ref", "home"),
    [
        ("90 FR 4544", "fr:2025-00636"),
        ("2025-00636", "fr:2025-00636"),
        ("C1-2025-00636", "fr:2025-00636"),
        ("fr:2025-00636", "fr:2025-00636"),
        ("RIN 0694-AJ90", "fr:2025-00636"),
        ("RIN 2120-AA64", "rin:2120-AA64"),
        ("85 FR 83804", "cite:85 FR 83804"),
    ],
)
def test_official_numbers_find_their_rule_and_a_shared_rin_links_nothing(
    ref: str, home: str, tmp_path: Path
):
    with Store(tmp_path / "r.db") as store:
        framework = {"fr_doc": ("2025-00636",), "fr": ("90 FR 4544",), "rin": ("0694-AJ90",)}
        put(store, "2025-01-15", rule("2025-00636", "Framework", framework))
        for n in range(3):
            number = f"2025-1000{n}"
            ids = {"fr_doc": (number,), "rin": ("2120-AA64",)}
            put(store, "2025-01-15", rule(number, f"Airworthiness {n}", ids))
        names = (("AI Diffusion Rule", "90 FR 4544"), ("the rule", "90 FR 4544"))
        release_ = put(store, "2025-05-13", release("names", "2025-05-13"))
        store.record_readings([Reading(release_, "test/1", 1.0, names=names)], at("2025-05-13"))
        store.resolve(at("2025-05-13"))
        index = Tables(store.db)
        assert of_number(ref, index) == home
        assert of_claim("the AI Diffusion Rule", None, None, index) == "fr:2025-00636"
        assert of_claim("the rule", None, None, index) is None


def rule(number: str, title: str, ids: dict[str, tuple[str, ...]]) -> Document:
    return Document(
        *(f"fr:{number}", "federal_register", "rule", 2, "Federal Register", None, title),
        *(date(2025, 1, 15), ids),
    )


def test_a_withdrawal_told_by_two_outlets_is_one_event_that_both_bear_out():
    first = said(0, "withdrawal", "done", None, 8, date(2026, 3, 14))
    second = said(1, "withdrawal", "done", "2026-03-13", 9, date(2026, 3, 17))
    [event], against = resolved([first, second])
    assert (event.date, len(event.publishers), against) == ("2026-03-13", 2, [])
    process = [i for i in status.intervals(RULE, [event], ()) if i.axis == "process"]
    assert [(i.state, i.valid_from) for i in process] == [
        ("none", None),
        ("withdrawn", date(2026, 3, 13)),
    ]


def test_a_date_that_is_right_of_another_rule_disputes_nothing(tmp_path: Path):
    """Also where that other rule is known only later."""

    def told(day: str, quote: str, instrument: str) -> Claim:
        return say("entry_into_force", "done", day, quote, instrument_id=instrument)

    def against(store: Store) -> list[tuple]:
        store.resolve(at("2025-11-20"))
        return store.ask("SELECT right_value FROM contradiction_list ORDER BY 1")[1]

    with Store(tmp_path / "r.db") as store:
        first = told("2025-09-29", "effective September 29", "fr:2025-19001")
        put(store, "2025-09-30", rule("2025-19001", "Affiliates", {}), first)
        for n, day in ((8, "2025-11-10"), (9, "2025-11-11")):
            press = release(f"press-{n}", "2025-11-12", n, f"Outlet {n}")
            put(store, "2025-11-12", press, told(day, f"law on {day}", "fr:2025-19001"))
        assert against(store) == [("2025-11-10",), ("2025-11-11",)]
        pause = told("2025-11-10", "effective November 10", "fr:2025-19846")
        put(store, "2025-11-12", rule("2025-19846", "Suspension", {}), pause)
        assert against(store) == [("2025-11-11",)]


def test_later_compliance_dates_are_deadlines_of_their_own_and_nothing_moved():
    claims = [
        said(0, "compliance", "scheduled", "2025-05-15", 2, START, document="fr"),
        said(1, "compliance", "scheduled", "2026-01-15", 2, START, document="fr"),
        said(2, "comment_deadline", "scheduled", "2025-03-01", 2, START, document="fr"),
        said(3, "comment_deadline", "scheduled", "2025-05-01", 2, START + timedelta(30)),
        said(4, "expiry", "scheduled", "2025-11-28", 2, START, document="fr"),
    ]
    found = {(d.kind, d.date, d.state, d.sequence) for d in deadlines(resolved(claims)[0])}
    assert found == {
        ("compliance", "2025-05-15", "standing", 0),
        ("compliance", "2026-01-15", "standing", 0),
        ("comment_deadline", "2025-05-01", "moved", 1),
        ("expiry_of_part", "2025-11-28", "standing", 0),
    }
