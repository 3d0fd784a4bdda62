"""The ten rules of a status, one test or a few for each, with what must not happen beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlp.register import header_claims
from store.database import Store
from store.model import Capture, Claim, Document, Draft, Reading, Status, Text
from tests.flagship import article, at, put, register, release, say

Rows = list[tuple[Any, ...]]

ID = "fr:2025-03333"
RULE: dict[str, Any] = {"instrument": "Memory Rule", "instrument_id": ID}
NOW = "2026-12-31"
#: Who can say it: a document of each rank in the order of authority.
SPEAKERS = {
    1: ("court", "D.C. Circuit"), 2: ("federal_register", "Federal Register"),
    3: ("public_inspection", "Federal Register"), 4: ("ecfr", "eCFR"),
    5: ("bis_press", "Bureau of Industry and Security"), 6: ("white_house", "White House"),
    7: ("gao", "Government Accountability Office"), 8: ("alerts", "Hartwell"),
    9: ("news", "Wire"),
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as held:
        yield held


def spoken(rank: int, day: str, name: str = "one") -> Document:
    source, publisher = SPEAKERS[rank]
    return Document(
        f"{source}:{name}", source, "rule" if rank <= 3 else "release", rank, publisher,
        f"https://{source}.test/{name}", name, date.fromisoformat(day),
    )  # fmt: skip


def the_rule(store: Store, *claims: Claim, day: str = "2025-03-03") -> None:
    """The rule as it was published on that day, with the days it states."""
    published = say("publication", "done", day, f"publication_date: {day}", **RULE)
    document = register("2025-03333", day, "Memory Rule", "90 FR 9000")
    put(store, day, document, published, *claims)


def effective(day: str, **more: Any) -> Claim:
    return say("entry_into_force", "scheduled", day, f"Effective {day}.", **RULE, **more)


def on(store: Store, as_of: str, known: str = NOW) -> Status:
    store.resolve(at(NOW))
    return store.status(ID, date.fromisoformat(as_of), date.fromisoformat(known))


def events(store: Store, kind: str) -> Rows:
    store.resolve(at(NOW))
    sql = "SELECT modality, date, claims FROM event_list WHERE type = :t ORDER BY date, event"
    return store.ask(sql, {"t": kind})[1]


# 1. Only a source of rank 3 or better changes force or applicability.
SAID_TO_BE_LAW = [
    ("entry_into_force", "2025-06-02", "force", "in_force", "not_in_force"),
    ("rescission", "2025-06-02", "force", "ended", "in_force"),
    ("suspension", "2025-06-02", "applicability", "suspended", "applicable"),
    ("delay", "2025-09-01", "force", "not_in_force", "in_force"),
]


@pytest.mark.parametrize("rank", SPEAKERS)
@pytest.mark.parametrize(("kind", "day", "axis", "law", "talk"), SAID_TO_BE_LAW)
def test_rule_1_only_the_law_changes_force_or_applicability(
    store: Store, rank: int, kind: str, day: str, axis: str, law: str, talk: str
) -> None:
    """Ranks 1-3 change it; below, the same words are an announcement or a report."""
    starts: dict[str, tuple[Claim, ...]] = {
        "entry_into_force": (),
        "delay": (effective("2025-07-01"),),
    }
    the_rule(store, *starts.get(kind, (effective("2025-03-03"),)))
    told = say(kind, "done", day, f"The rule: {kind}.", **RULE)
    put(store, "2025-06-02", spoken(rank, "2025-06-02"), told)
    assert on(store, "2025-08-01").axes[axis] == (law if rank <= 3 else talk)
    assert on(store, "2025-06-01").axes[axis] != law or kind == "delay"
    twin = "done" if rank <= 3 else "announced" if rank <= 6 else "reported"
    assert [m for m, d, _ in events(store, kind) if d == day] == [twin]


# 2. An effective date before publication is normal; before filing it is flagged, not refused.
@pytest.mark.parametrize(
    ("bites", "flags"),
    [
        ("2025-03-03", ()),
        ("2025-02-27", ("effective 2025-02-27, before its filing of 2025-03-03",)),
    ],
)
def test_rule_2_effective_before_publication_is_normal_before_filing_flagged_not_refused(
    store: Store, bites: str, flags: tuple[str, ...]
) -> None:
    filed = say("filing", "done", "2025-03-03", "Filed 3-3-25; 8:45 am", **RULE)
    the_rule(store, effective(bites), filed, day="2025-03-05")
    found = on(store, bites)
    assert (found.axes["force"], found.flags) == ("in_force", flags)
    assert on(store, "2025-02-26").axes["force"] == "not_in_force"
    assert store.ask("SELECT * FROM contradiction_list")[1] == []


# 3. A delay keeps the old date and the new one; the new one is read from DATES.
DELAY = (
    "Memory Rule; Delay of Effective Date\n\nAGENCY: BIS.\n\nACTION: Final rule; delay of effective"
    " date.\n\nDATES: As of June 2, 2025, the effective date of the rule published March 3, 2025,"
    " at 90 FR 9000, is delayed from July 1, 2025, until September 1, 2025.\n\ntype: Rule\n"
    "publication_date: 2025-06-02\neffective_on: 2025-07-01\ndocument_number: 2025-04444"
)


def read(store: Store, document: Document, text: str) -> None:
    """What the Register's own grammar finds in a text, recorded on the day of its publication."""
    told = header_claims(Text("x", text, document.title, document.published, document.kind))
    assert told is not None
    put(store, str(document.published), document, *told.claims, text=text)


def test_rule_3_a_delay_keeps_both_dates_and_reads_the_new_one_from_dates(store: Store) -> None:
    """`effective_on` of a delay is mostly the old date: it is no second day of force."""
    the_rule(store, effective("2025-07-01"))
    read(store, register("2025-04444", "2025-06-02", "Memory Rule; Delay", "90 FR 9500"), DELAY)
    states = {day: on(store, day).axes["force"] for day in ("2025-07-01", "2025-08-31")}
    assert set(states.values()) == {"not_in_force"}
    assert on(store, "2025-09-01").axes["force"] == "in_force"
    assert on(store, "2025-07-01", "2025-06-01").axes["force"] == "in_force"
    [both] = store.ask("SELECT old_date, date FROM event_list WHERE type = 'delay'")[1]
    assert both == ("2025-07-01", "2025-09-01")
    [due] = store.ask(
        "SELECT date, state, sequence FROM deadline_list WHERE kind = 'entry_into_force'"
        " AND instrument = :i",
        {"i": ID},
    )[1]
    assert due == ("2025-09-01", "moved", 1)
    assert events(store, "entry_into_force") == [("scheduled", "2025-07-01", 1)]


# 4. A suspension leaves force; its end is presumed until a document of rank 4 or better confirms.
def suspended(store: Store, until: bool = False) -> None:
    the_rule(store, effective("2025-03-03"))
    ends = {"until": True} if until else {}
    put(
        store, "2025-06-02", register("2025-04445", "2025-06-02", "Memory Rule; Suspension"),
        say("suspension", "done", "2025-06-02", "It is suspended from June 2, 2025.", **RULE),
        say("suspension_end", "scheduled", "2026-06-01", "Through June 1, 2026.", details=ends,
            **RULE),
    )  # fmt: skip


def test_rule_4_a_suspension_leaves_force_and_its_end_is_presumed_not_known(store: Store) -> None:
    suspended(store)
    days = ("2025-06-01", "2025-06-02", "2026-06-01", "2026-06-02")
    told = [(on(store, day).axes["force"], on(store, day).axes["applicability"]) for day in days]
    assert [force for force, _ in told] == ["in_force"] * 4
    assert [a for _, a in told] == ["applicable", "suspended", "suspended", "presumed_applicable"]
    sql = "SELECT type, due, state FROM promise_list"
    assert store.ask(sql)[1] == [("reimposition", "2026-06-02", "open")]


def test_rule_4_until_a_day_is_not_through_it(store: Store) -> None:
    suspended(store, until=True)
    assert on(store, "2026-05-31").axes["applicability"] == "suspended"
    assert on(store, "2026-06-01").axes["applicability"] == "presumed_applicable"


@pytest.mark.parametrize(
    ("rank", "kind", "day", "becomes", "promise"),
    [
        (2, "reimposition", "2026-06-02", "applicable", "kept"),
        (4, "reimposition", "2026-06-02", "applicable", "kept"),
        (2, "suspension_end", "2027-06-01", "suspended", "open"),
        (2, "rescission", "2026-06-02", "ended", "open"),
        # Nobody below confirms, extends or ends it.
        (5, "reimposition", "2026-06-02", "presumed_applicable", "open"),
        (9, "reimposition", "2026-06-02", "presumed_applicable", "open"),
        (5, "suspension_end", "2027-06-01", "presumed_applicable", "open"),
        (9, "rescission", "2026-06-02", "presumed_applicable", "open"),
    ],
)
def test_rule_4_a_document_of_rank_4_confirms_the_law_extends_or_ends(
    store: Store, rank: int, kind: str, day: str, becomes: str, promise: str
) -> None:
    suspended(store)
    modality = "scheduled" if kind == "suspension_end" else "done"
    told = say(kind, modality, day, f"The rule: {kind}.", **RULE)
    put(store, "2026-05-20", spoken(rank, "2026-05-20"), told)
    assert on(store, "2026-07-01").axes["applicability"] == becomes
    scheduled = [p for p in on(store, "2026-07-01").promises if p["modality"] == "scheduled"]
    assert [p["state"] for p in scheduled] == [promise]


def test_rule_4_rank_4_confirms_a_scheduled_return_and_never_makes_one(store: Store) -> None:
    suspended(store)
    early = say("reimposition", "done", "2025-12-01", "The section is restored.", **RULE)
    put(store, "2025-12-01", spoken(4, "2025-12-01"), early)
    assert on(store, "2025-12-15").axes["applicability"] == "suspended"


# 5. Corrections revise; they never make a second event.
CORRECTION = (
    "Memory Rule\n\nCorrection\n\nIn rule document 2025-03333, appearing on page 9000 in the issue"
    " of Monday, March 3, 2025, make the following correction:\n\nOn page 9000, in the DATES"
    " section, “This rule is effective July 1, 2025” should read “This rule is effective July 10,"
    " 2025”.\n\ntype: Rule\npublication_date: 2025-03-12\ndocument_number: C1-2025-03333\n"
    "correction_of: 2025-03333"
)


def corrected(store: Store) -> None:
    the_rule(store, effective("2025-07-01"))
    document = Document(
        "fr:C1-2025-03333", "federal_register", "rule", 2, "Federal Register", None, "Memory Rule",
        date(2025, 3, 12), {"fr_doc": ("C1-2025-03333",), "correction_of": ("2025-03333",)},
    )  # fmt: skip
    read(store, document, CORRECTION)


def test_rule_5_a_correction_revises_the_event_and_makes_no_second_one(store: Store) -> None:
    corrected(store)
    assert [(d, n) for _, d, n in events(store, "entry_into_force")] == [("2025-07-10", 2)]
    assert on(store, "2025-07-05").axes["force"] == "not_in_force"
    assert on(store, "2025-07-10").axes["force"] == "in_force"


def test_rule_5_a_correction_is_no_second_rule_and_no_delay(store: Store) -> None:
    corrected(store)
    assert on(store, "2025-07-05", "2025-03-11").axes["force"] == "in_force"
    assert store.ask("SELECT instrument FROM instrument_list")[1] == [(ID,)]
    assert events(store, "delay") == [] and len(events(store, "publication")) == 1


# 6. Parts of an act attach to provisions.
def test_rule_6_later_compliance_of_some_paragraphs_makes_deadlines_not_parts(store: Store) -> None:
    first = say("compliance", "scheduled", "2025-05-15", "Comply by May 15, 2025.", **RULE)
    later = say("compliance", "scheduled", "2026-01-15", "Paragraph 14: January 15, 2026.",
                details={"provision": "paragraph 14"}, **RULE)  # fmt: skip
    the_rule(store, effective("2025-03-03"), first, later)
    told = [on(store, day).axes for day in ("2025-05-14", "2025-05-15", "2026-01-15")]
    assert [axes["force"] for axes in told] == ["in_force"] * 3
    assert [axes["applicability"] for axes in told] == ["not_yet", "applicable", "applicable"]
    sql = "SELECT date, state, sequence FROM deadline_list WHERE kind = 'compliance' ORDER BY 1"
    assert store.ask(sql)[1] == [("2025-05-15", "standing", 0), ("2026-01-15", "standing", 0)]


def test_rule_6_a_part_with_an_effective_date_of_its_own_is_partial_force(store: Store) -> None:
    part = effective("2025-09-02", details={"provision": "amendatory instruction 3"})
    the_rule(store, effective("2025-03-03"), part)
    days = ("2025-03-02", "2025-03-03", "2025-09-01", "2025-09-02")
    states = [on(store, day).axes["force"] for day in days]
    assert states == ["not_in_force", "partially_in_force", "partially_in_force", "in_force"]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("2025-02-20", [("2025-03-31", "not_in_force"), ("2025-04-01", "partially_in_force")]),
        ("2025-05-05", [("2025-05-04", "in_force"), ("2025-05-05", "partially_in_force")]),
    ],
)
def test_rule_6_a_part_that_is_put_off_leaves_the_rest_to_its_day(
    store: Store, told: str, days: list[tuple[str, str]]
) -> None:
    """As was done to 82 FR 180: the rule on May 20, some instructions on October 1."""
    the_rule(store, effective("2025-04-01"), day="2025-02-03")
    later = say("delay", "done", "2025-10-01", "Instructions 3 to 5 are delayed to October 1.",
                details={"provision": "instructions 3 to 5"}, **RULE)  # fmt: skip
    put(store, told, register("2025-04446", told, "Delay of Instructions"), later)
    days = [*days, ("2025-09-30", "partially_in_force"), ("2025-10-01", "in_force")]
    assert [(day, on(store, day).axes["force"]) for day, _ in days] == days


def test_rule_6_a_part_put_off_brings_no_rule_back_that_is_put_off_whole(store: Store) -> None:
    the_rule(store, effective("2025-03-03"))
    whole = say("delay", "done", "2025-07-01", "The rule is delayed to July 1.", **RULE)
    put(store, "2025-05-05", register("2025-04446", "2025-05-05", "Delay"), whole)
    part = say("delay", "done", "2025-10-01", "Instruction 3 is delayed to October 1.",
               details={"provision": "instruction 3"}, **RULE)  # fmt: skip
    put(store, "2025-06-02", register("2025-05555", "2025-06-02", "Delay of a Part"), part)
    days = [
        ("2025-05-04", "in_force"),
        ("2025-06-30", "not_in_force"),
        ("2025-07-01", "partially_in_force"),
        ("2025-10-01", "in_force"),
    ]
    assert [(day, on(store, day).axes["force"]) for day, _ in days] == days


def test_rule_6_of_a_rule_that_is_not_held_a_part_put_off_is_in_force_from_its_day(
    store: Store,
) -> None:
    later = say("delay", "done", "2025-10-01", "Paragraph (h)(5) is delayed to October 1.",
                details={"provision": "(h)(5)"}, **RULE)  # fmt: skip
    put(store, "2025-05-05", register("2025-04446", "2025-05-05", "Delay of a Part"), later)
    days = [("2025-09-30", "not_in_force"), ("2025-10-01", "partially_in_force")]
    assert [(day, on(store, day).axes["force"]) for day, _ in days] == days


def test_rule_6_a_part_that_ends_leaves_the_rest_in_force(store: Store) -> None:
    the_rule(store, effective("2025-03-03"))
    gone = say("rescission", "done", "2025-09-02", "Section 740.27 is removed.",
               details={"provision": "740.27"}, **RULE)  # fmt: skip
    put(store, "2025-09-02", register("2025-04446", "2025-09-02", "Removal of a Section"), gone)
    assert on(store, "2025-09-01").axes["force"] == "in_force"
    assert on(store, "2025-09-02").axes["force"] == "partially_in_force"


# 7. One act through thirty outlets is one event; two acts of one agency on one day are two.
def test_rule_7_one_act_through_thirty_outlets_is_one_event_of_thirty_claims(store: Store) -> None:
    for n in range(30):
        quote = f"It announced a rescission, outlet {n} says."
        told = say("rescission", "announced", "2025-05-13", quote, **RULE)
        put(store, "2025-05-14", article("rescission", "2025-05-14", f"Outlet{n}"), told)
    assert events(store, "rescission") == [("announced", "2025-05-13", 30)]


def test_rule_7_two_acts_of_one_agency_on_one_day_are_two_events(store: Store) -> None:
    guidance: dict[str, Any] = {
        "actor": "BIS",
        "instrument": "Ascend Guidance",
        "instrument_id": "bis:ascend",
    }
    other: dict[str, Any] = {
        "actor": "BIS",
        "instrument": "Diversion Guidance",
        "instrument_id": "bis:diversion",
    }
    put(
        store, "2025-05-13", release("may-13", "2025-05-13"),
        say("rescission", "announced", "2025-05-13", "A rescission.", actor="BIS", **RULE),
        say("non_enforcement", "done", "2025-05-13", "It is not enforced.", actor="BIS", **RULE),
        say("guidance", "done", "2025-05-13", "Guidance on Ascend chips.", **guidance),
        say("guidance", "done", "2025-05-13", "Guidance on diversion.", **other),
    )  # fmt: skip
    assert events(store, "rescission") == [("announced", "2025-05-13", 1)]
    assert events(store, "non_enforcement") != []
    assert events(store, "guidance") == [("done", "2025-05-13", 1)] * 2


# 8. The same inputs again change nothing.
def everything(store: Store) -> dict[str, Rows]:
    views = ("document_list", "claim_list", "event_list", "status_interval", "promise_list")
    seen = "last_seen"  # a document is seen again, and nothing else of it changes
    return {
        view: sorted(
            (
                tuple(v for c, v in zip(columns, row, strict=True) if c != seen)
                for columns, rows in [store.ask(f"SELECT * FROM {view}")]
                for row in rows
            ),
            key=repr,
        )
        for view in views
    }


def test_rule_8_the_same_inputs_again_change_nothing(store: Store) -> None:
    """Another day's capture of the same words, another reading: no new rows, no later day."""
    suspended(store)
    store.resolve(at(NOW))
    before = everything(store)
    _, known = store.ask("SELECT DISTINCT known_from FROM status_interval ORDER BY 1")
    assert known == [("2025-03-03",), ("2025-06-02",)]
    again = register("2025-04445", "2025-06-02", "Memory Rule; Suspension")
    words = "It is suspended from June 2, 2025.\n\nThrough June 1, 2026."
    store.keep(Capture("f" * 64, "https://x.test/again", "federal_register", "plain", at(NOW)))
    store.record(next(store.unextracted()), [Draft(again, words, "page")], "plain/1")
    assert list(store.unread("test/1")) == []
    for whole in (False, True):
        store.resolve(at(NOW), whole=whole)
        assert everything(store) == before


def test_rule_8_other_words_are_new_rows_from_their_own_day(store: Store) -> None:
    suspended(store)
    store.resolve(at(NOW))
    before = everything(store)
    longer = say("suspension_end", "scheduled", "2027-06-01", "Through June 1, 2027.", **RULE)
    put(store, "2026-05-20", register("2025-04447", "2026-05-20", "Extension"), longer)
    store.resolve(at(NOW))
    assert everything(store) != before
    known = "SELECT max(known_from) FROM status_interval"
    assert store.ask(known)[1] == [("2026-05-20",)]


# 9. A late discovery changes what we know from its discovery on, never what we knew before.
def test_rule_9_a_late_discovery_changes_nothing_that_was_known_before(store: Store) -> None:
    the_rule(store, effective("2025-03-03"))
    gone = say("rescission", "done", "2025-06-02", "The rule is rescinded.", **RULE)
    was = on(store, "2025-06-10", "2025-08-31")
    put(store, "2025-09-01", register("2025-04448", "2025-06-02", "Rescission"), gone)
    assert on(store, "2025-06-10", "2025-08-31") == was
    assert was.axes["force"] == "in_force"
    assert on(store, "2025-06-10", "2025-09-01").axes["force"] == "ended"
    assert on(store, "2025-06-01", "2025-09-01").axes["force"] == "in_force"


def test_rule_9_what_a_later_reader_finds_was_known_since_the_capture(store: Store) -> None:
    """The words were in hand: the claim keeps their day, never the day of reading."""
    the_rule(store, effective("2025-03-03"))
    text = "The rule is rescinded."
    put(store, "2025-06-02", register("2025-04448", "2025-06-02", "Rescission"), text=text)
    assert on(store, "2025-06-10").axes["force"] == "in_force"
    [late] = [t for t in store.unread("test/2") if t.text == text]
    gone = say("rescission", "done", "2025-06-02", text, **RULE)
    store.record_readings([Reading(late.id, "test/2", 0.8, (), (gone,))], at("2025-11-20"))
    made = store.resolve(at("2025-11-20"))
    assert [e for e in made.new_events if "rescission" in e] == [f"{ID}/rescission.done.2025-06-02"]
    assert on(store, "2025-06-10", "2025-06-02").axes["force"] == "ended"
    assert on(store, "2025-06-10", "2025-06-01").axes["force"] == "in_force"
    days = "SELECT DISTINCT substr(known_at, 1, 10) FROM claim_list WHERE type = 'rescission'"
    assert store.ask(days)[1] == [("2025-06-02",)]


# 10. Two sources that disagree make a contradiction row; the higher rank wins the event.
DISAGREEMENTS = [
    # A date: the law's 2025-03-03 against the press.
    (
        say("entry_into_force", "done", "2025-03-03", "Effective March 3, 2025.", **RULE),
        say("entry_into_force", "done", "2025-03-05", "In force since Wednesday.", **RULE),
        ("date", "2025-03-03", "2025-03-05", "2025-03-03"),
    ),
    # A verb: announced by the agency, rescinded for the press.
    (
        say("rescission", "announced", "2025-03-04", "Announced a rescission.", **RULE),
        say("rescission", "done", "2025-03-04", "Formally rescinded.", **RULE),
        ("modality", "announced", "done", "announced"),
    ),
    # A denial of what the law says.
    (
        effective("2025-03-03"),
        say("entry_into_force", "done", None, "It is not in force.", "negated", **RULE),
        ("polarity", "affirmed", "negated", "affirmed"),
    ),
    # One tells the day, one the month: nothing is disputed.
    (
        effective("2025-03-03"),
        say("entry_into_force", "done", "2025-03", "In force since March.", **RULE),
        None,
    ),
]


@pytest.mark.parametrize("press_first", [False, True])
@pytest.mark.parametrize(("better", "press", "row"), DISAGREEMENTS)
def test_rule_10_a_disagreement_is_a_row_and_the_higher_rank_wins(
    store: Store, better: Claim, press: Claim, row: tuple[str, ...] | None, press_first: bool
) -> None:
    rank = 2 if better.type == "entry_into_force" else 5
    told = [(spoken(rank, "2025-03-04"), better), (spoken(9, "2025-03-05"), press)]
    for document, claim in reversed(told) if press_first else told:
        put(store, "2025-03-05", document, claim)
    assert [(d, n) for _, d, n in events(store, better.type)] == [(better.date, 2)]
    sql = "SELECT field, left_value, right_value, resolved_to FROM contradiction_list"
    assert store.ask(sql)[1] == ([row] if row else [])


def test_rule_10_two_official_dates_of_one_filing_are_one_event_and_a_row(store: Store) -> None:
    stamp = say("filing", "done", "2025-01-13", "Filed 1-13-25; 8:45 am", **RULE)
    abstract = say("filing", "done", "2025-01-10", "Posted on January 10, 2025.", **RULE)
    the_rule(store, stamp, day="2025-01-15")
    put(store, "2025-01-15", register("2025-03334", "2025-01-15", "Briefing"), abstract)
    assert len(events(store, "filing")) == 1
    sql = "SELECT field, left_value, right_value FROM contradiction_list"
    assert store.ask(sql)[1] == [("date", "2025-01-13", "2025-01-10")]
