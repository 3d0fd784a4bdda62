"""What a Federal Register document is for, from title and abstract alone."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.purpose import LABELS, Purpose, purpose, vocabulary, wordings
from tests.benchmarks.event_types import labels, measure, peer, read, score

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "fr_rules" / "rules.jsonl.gz"

#: The name of a wording, a title and an abstract that it alone is to be found in.
SAID = [
    ("title tail: correction", "Annual Fees; Correction", ""),
    ("title tail: and correction", "Product Rules: Organization and Correction", ""),
    (
        "a page of the Register to be corrected",
        "Income Taxes",
        "In rule document 2023-11904 beginning on page 38280 in the issue of Monday, June 12, 2023 "
        "make the following corrections",
    ),
    (
        "the Office of the Federal Register corrects",
        "Income Taxes",
        "This rule is being published by the Office of the Federal Register to correct an "
        "editorial or technical error in the most recent annual revision.",
    ),
    (
        "this document corrects",
        "Physician Fees",
        "This document corrects technical errors in the final rule that appeared in May.",
    ),
    (
        "is correcting a document",
        "Helicopters",
        "The FAA is correcting an airworthiness directive that was published in May.",
    ),
    (
        "this is a correction",
        "Presidential Declaration",
        "This is a correction of the declaration of a major disaster.",
    ),
    (
        "corrects errors in",
        "Fees",
        "The amendment serves to correct typographical errors in the rule of May.",
    ),
    (
        "the earlier document erred",
        "Grants",
        "We published a rule in May. That document contained an error in paragraph (b).",
    ),
    ("title: delay of a date", "Tip Regulations: Further Delay of Effective Date", ""),
    ("title tail: delay", "Horse Protection Amendments; Postponement of Regulations", ""),
    (
        "delays the date",
        "Dairy Grading",
        "This action temporarily delays until May 22, 2009, the effective date of the final rule.",
    ),
    (
        "the date is delayed",
        "Import Certification",
        "This notice announces that the effective date of the rule is delayed for 60 days.",
    ),
    (
        "stays provisions of a rule",
        "Representation Cases",
        "The Board is staying two provisions of its 2019 final rule.",
    ),
    (
        "a stay of the date",
        "Solvents",
        "The agency is extending the postponement of certain provisions of the rule.",
    ),
    (
        "a later date is set",
        "Airspace; Selma, AL",
        "This action changes the effective date of a final rule published in January.",
    ),
    ("title: withdrawal of a document", "Stormwater; Withdrawal of Direct Final Rule", ""),
    ("title tail: withdrawal", "Recordkeeping; Partial Withdrawal", ""),
    ("title: a list of acts", "Aircraft Systems; Delay; Withdrawal; Correction", ""),
    (
        "is withdrawing a document",
        "Consumer Boilers",
        "DOE is formally withdrawing a proposed rule that was published on August 14, 2023.",
    ),
    (
        "adverse comment, hence withdrawn",
        "Stormwater",
        "Because EPA received adverse comment, the amendment is hereby withdrawn.",
    ),
    ("title: more time to comment or file", "Meal Patterns; Reopening of Comment Period", ""),
    ("title: extension of a date or term", "Temporary Licence; Extension of Effectiveness", ""),
    (
        "title: extending something through a year",
        "Extending the Emergency Policy Through CY 2023",
        "",
    ),
    ("title tail: extension", "Security-Based Swap Information; Extension", ""),
    (
        "the comment period is extended",
        "Roof Control",
        "The period for submitting public comments is being extended by 30 days.",
    ),
    (
        "this action extends",
        "Operating Limitations",
        "This action extends the Order Limiting Operations at the airport.",
    ),
    (
        "continues what would end",
        "Travel Restrictions",
        "This document announces the decision of the Secretary to continue to temporarily limit "
        "the travel of individuals.",
    ),
    (
        "title: waiver and extension",
        "Final Waivers and Extensions of Grant Periods",
        "",
    ),
    ("title: rescission", "Rescission of Statement of Policy on Enforcement", ""),
    ("title: repeal of a rule", "Repeal of the Clean Power Rule", ""),
    ("is rescinding", "Guidance Procedures", "This final rule rescinds the rule of 2021."),
    (
        "Congress disapproved the rule",
        "Lenders",
        "Congress has passed and the President has signed a joint resolution disapproving the "
        "final rule.",
    ),
    (
        "restrictions are ended",
        "Arrivals",
        "This document announces the decision of the Secretary, after consulting with partners, "
        "to terminate arrival restrictions.",
    ),
    ("title: interim rule", "Interim Final Determination To Stay Sanctions", ""),
    ("this interim rule", "Cyber Items", "In this interim final rule, BIS amends the EAR."),
    (
        "acts on an interim rule",
        "Documents; Correction",
        "DHS corrects its interim final rule of May.",
    ),
    (
        "an emergency temporary standard is an interim final rule",
        "Vaccination; Emergency Temporary Standard",
        "",
    ),
    (
        "a temporary zone, in force while comments are taken",
        "Safety Zone; Straits",
        "The Coast Guard is establishing a temporary safety zone in the Straits. The Coast Guard "
        "is accepting and reviewing public comments.",
    ),
    ("title: direct final rule", "Air Plan; Direct Final Rule", ""),
    ("direct final action", "Guam", "EPA is taking direct final action to approve a revision."),
    (
        "final unless adverse comment",
        "Vermont",
        "The change takes effect in May unless we receive adverse comment.",
    ),
    (
        "casks are listed by direct final rules",
        "List of Approved Spent Fuel Storage Casks: System 100",
        "",
    ),
    (
        "names of listed species are corrected by direct final rules",
        "Endangered and Threatened Wildlife and Plants; Technical Corrections for Four Mussels",
        "",
    ),
    ("title: temporary rule", "Multispecies Fishery; Temporary Rule To Extend Measures", ""),
    (
        "this temporary rule",
        "Visas",
        "This temporary final rule waives personal appearance.",
    ),
    (
        "a temporary zone",
        "River",
        "The Coast Guard is establishing a 0.5 nautical mile temporary safety zone.",
    ),
    (
        "temporarily changes",
        "Drawbridge",
        "The Coast Guard is temporarily modifying the operating schedule of the bridge.",
    ),
    ("an emergency rule", "Rockfish", "NMFS issues an emergency rule to modify the season."),
    (
        "a season opened or closed",
        "Pacific Cod",
        "NMFS is prohibiting directed fishing for Pacific cod by vessels using pot gear.",
    ),
    (
        "an inseason adjustment",
        "Bluefin Tuna",
        "NMFS is adjusting the daily retention limit.",
    ),
    (
        "title: a season closed or a limit moved",
        "Herring Fishery; 2022 Area 3 Possession Limit Adjustment",
        "",
    ),
    ("a zone for an event", "Lake", "The Coast Guard is establishing a safety zone in the lake."),
    (
        "acts on a temporary rule",
        "Interviews; Extension",
        "DHS extends, for a fourth time, the effective date of its temporary final rule.",
    ),
]

#: What looks like it and is none: the label, a title, an abstract.
NOT_SAID = [
    ("correction", "Foreign Investment; Correction of Existing Entries on the List", ""),
    ("correction", "Airplanes", "This AD was prompted by incorrectly installed brackets."),
    ("delay", "Tarmac Delay Rule", "The rule is about delays on the ground."),
    ("delay", "Advisory Committee; Notice of Postponement of Meeting", ""),
    (
        "delay",
        "Leased Employees: Delay of Effective Date",
        "This action proposes to delay until May 7, 2021, the effective date of the rule.",
    ),
    ("delay", "Acquisition of Title; Delay of Effective Date; Correction", ""),
    ("delay", "Wood", "Postponement of Final Determination in the antidumping investigation."),
    ("withdrawal", "New Animal Drugs; Withdrawal of Approval of Applications", ""),
    ("withdrawal", "Notice of Withdrawal of a Proposed Rule Change", ""),
    ("withdrawal", "Land", "This Order withdraws 285 acres of public lands from settlement."),
    ("withdrawal", "Air", "If EPA receives adverse comment, EPA will withdraw this rule."),
    ("withdrawal", "Status; Withdrawal", "This document proposes to withdraw the final rule."),
    ("extension", "Information Collection; Comment Request; Extension", ""),
    ("extension", "Silicon Metal From Russia: Continuation of Antidumping Duty Order", ""),
    ("extension", "Radio", "The request for an extension of the comment period is denied."),
    ("rescission", "Tapered Bearings: Rescission of Antidumping Duty Administrative Review", ""),
    ("rescission", "Airspace", "This action removes Class E airspace at Selma."),
    ("rescission", "Repeal", "OSHA proposes to rescind the regulations on airports."),
    ("rescission", "Rescission of Joint Employer Rule: Delay of Effective Date", ""),
    ("interim_final", "Cod", "This final rule adopts, without change, an interim final rule."),
    ("interim_final", "Airport", "The instrument flight rules (IFR) procedures are amended."),
    (
        "direct_final",
        "Air",
        "EPA proposes to approve the plan. In the Final Rules section, EPA is approving it as a "
        "direct final rule.",
    ),
    ("temporary", "Bridge", "The Coast Guard has issued a temporary deviation from the schedule."),
    ("temporary", "Zone", "The Coast Guard is proposing to establish a temporary safety zone."),
    ("temporary", "Zone", "The Coast Guard is establishing a permanent safety zone."),
    ("temporary", "H-2A", "The rule governs temporary agricultural employment."),
]


def found(title: str | None, abstract: str | None) -> dict[str, Purpose]:
    return {p.label: p for p in purpose(title, abstract)}


@pytest.mark.parametrize(("name", "title", "abstract"), SAID, ids=[s[0] for s in SAID])
def test_a_wording_is_found_where_it_is_said(name: str, title: str, abstract: str) -> None:
    label, wording = next((f.label, w) for f in wordings() for w in f.wordings if w.name == name)
    had = found(title, abstract)
    assert label in had, had
    assert (had[label].rule, had[label].sure) == (name, wording.sure)
    said = {"title": title, "abstract": abstract}[had[label].where]
    assert said[had[label].start : had[label].end].strip()


def test_every_wording_has_an_example() -> None:
    names = [w.name for file in wordings() for w in file.wordings]
    assert sorted(names) == sorted(name for name, _, _ in SAID)
    assert [f.label for f in wordings()] == sorted(LABELS)


@pytest.mark.parametrize(("label", "title", "abstract"), NOT_SAID)
def test_a_false_friend_is_none(label: str, title: str, abstract: str) -> None:
    assert label not in found(title, abstract)


def test_one_document_may_be_for_several_things() -> None:
    had = found(
        "Documents Acceptable for Verification; Delay of Effective Date",
        "DHS is delaying the effective date of its interim final rule. DHS also is extending the "
        "comment period for this rule.",
    )
    assert list(had) == ["delay", "extension", "interim_final"]
    assert had["delay"].sure and had["extension"].sure and not had["interim_final"].sure


def test_a_guard_is_looked_for_in_its_own_sentence() -> None:
    """A stop right before the match ends the sentence before it."""
    had = found("HUD", "Some provisions would profit. This rule corrects those errors.")
    assert had["correction"].rule == "this document corrects"


def test_nothing_said_nothing_found() -> None:
    assert purpose(None, None) == ()
    assert purpose("", "The Department amends its rules.") == ()


WORDS = st.sampled_from(
    [
        *("This", "document", "corrects", "the", "final", "rule", "delays", "effective", "date"),
        *("is", "withdrawing", "rescinding", "interim", "direct", "temporary", "safety", "zone"),
        *("NMFS", "Coast", "Guard", "comment", "period", "extension", "of", ";", ".", "\n", "É"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=60).map(" ".join))
def test_offsets_lie_in_the_text(title: str, abstract: str) -> None:
    had = purpose(title, abstract)
    assert [p.label for p in had] == [x for x in LABELS if x in {p.label for p in had}]
    for p in had:
        said = title if p.where == "title" else abstract
        assert 0 <= p.start < p.end <= len(said)
        assert said[p.start : p.end].strip()


@pytest.mark.parametrize(
    "piece",
    [
        *("this document ", "in rule document 2", "the effective date of ", "extension of the "),
        *(
            "withdrawal of the proposed ",
            "NMFS is adjusting the ",
            "; delay ",
            " ",
            "A",
            "decision ",
        ),
        *("establishing a temporary ", "due to adverse ", "is is is ", "interim final ", "$)(["),
    ],
)
def test_a_megabyte_of_beginnings_is_read_at_once(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    began = time.perf_counter()
    purpose(text, text)
    assert time.perf_counter() - began < 1.5


def test_needs_are_what_they_say() -> None:
    """A wording is tried only where one of its lower-case words stands."""
    for file in wordings():
        assert file.meaning
        for wording in file.wordings:
            assert wording.needs == tuple(word.casefold() for word in wording.needs), wording.name
    assert re.fullmatch(r"\w[^\n]*", vocabulary().meaning)


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("Final rule.", set()),
        ("Interim final rule; correction.", {"interim_final", "correction"}),
        ("Final rule; delay of effective and compliance dates; withdrawal; correction.",
         {"delay", "withdrawal", "correction"}),
        ("Final rule; withdrawal of enforcement discretion; delay of effective date.", {"delay"}),
        ("Final rule; response to objections; removal of administrative stay.", set()),
        ("Final rule; approval of amendment with deferral.", set()),
        ("Proposed rule; denial of further extension of comment period.", set()),
        ("Temporary interim rule with request for comments.", {"temporary", "interim_final"}),
        ("Notification of temporary deviation from regulations.", set()),
        ("Notification of continuation of temporary travel restrictions.", {"extension"}),
        ("Final rule; termination of order.", {"rescission"}),
        ("Final denial of petition for repeal.", set()),
        ("Final rule; response to comments on interim final rule.", set()),
        ("Adoption of interim rule as final; technical corrections.", {"correction"}),
        ("Direct rule.", {"direct_final"}),
        (None, set()),
    ],
)  # fmt: skip
def test_the_label_map_reads_action(action: str | None, says: set[str]) -> None:
    assert labels(action) == says


def test_the_bundled_records_are_read_as_well_as_they_were() -> None:
    ours, other = measure(None)
    assert (ours["documents"], other["name"]) == (120, "peer")
    assert ours["macro_f1"] >= 0.85 > 0.6 > other["macro_f1"]


def test_a_perfect_and_a_silent_reader_score_as_they_should() -> None:
    from tests.benchmarks.event_types import SAMPLE

    records = read(SAMPLE)
    assert score(records, lambda r: labels(r["action"]))["macro_f1"] == 1
    assert score(records, lambda _: frozenset())["macro_f1"] == 0
    assert score(records, peer, spoken=True)["macro_f1"] >= score(records, peer)["macro_f1"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared records are not beside this checkout")
def test_thousands_of_real_rules() -> None:
    ours, other = measure(SHARED)
    assert ours["macro_f1"] >= 0.85
    assert ours["macro_f1_spoken"] >= 0.9
    assert other["macro_f1"] < 0.5
    assert ours["abstracts_a_minute"] > 50_000
