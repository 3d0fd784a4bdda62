"""The two flagship rules on any day, as known on any day: what the law says, row by row.

Each row was written from the documents themselves before the product was asked: 90 FR 4544 (filed
and effective 2025-01-13, published 2025-01-15, compliance 2025-05-15), the release of 2025-05-13,
GAO's B-337935 of 2026-05-12; 90 FR 47201 (filed and effective 2025-09-29), the White House's fact
sheet of 2025-11-01, 90 FR 50857 (filed and effective 2025-11-10, through 2026-11-09).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler import cli
from store.database import Store

#: One worker plays the demo for all who look at it.
pytestmark = pytest.mark.xdist_group("demo")

DIFFUSION, AFFILIATES = "fr:2025-00636", "fr:2025-19001"
#: The last day that the demo plays: all that is known.
ALL = "2026-11-17"
AXES = ("process", "force", "applicability", "enforcement", "oversight")

Capture = pytest.CaptureFixture[str]

#: Who asks in SQL has both clocks in the row: half-open, NULL where an end is open.
BITEMPORAL = """
SELECT axis, state, valid_from FROM status_interval WHERE instrument = :rule
  AND (valid_from IS NULL OR valid_from <= :as_of) AND (valid_to IS NULL OR :as_of < valid_to)
  AND known_from <= :known AND (known_to IS NULL OR :known < known_to)
"""


def asked(demo: Path, capsys: Capture, rule: str, as_of: str, known_at: str) -> dict[str, Any]:
    """`ruletrail status RULE --as-of DAY --known-at DAY --json`, in this process."""
    days = ("--as-of", as_of, "--known-at", known_at)
    database = ("--database", str(demo / "ruletrail.db"))
    assert cli.run(["status", rule, "--json", *days, *database]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


UNKNOWN = "none, not_in_force, not_yet, normal, none"
FILED = "on_public_inspection, in_force, not_yet, normal, none"
PUBLISHED = "published, in_force, not_yet, normal, none"
BITES = "published, in_force, applicable, normal, none"
SPARED_EARLY = "published, in_force, not_yet, non_enforcement_announced, none"
SPARED = "published, in_force, applicable, non_enforcement_announced, none"
FOUND = "published, in_force, applicable, non_enforcement_announced, cra_subject"

TO_COME = "In force; not yet applicable (from 2025-05-15)"
DUE = "In force; applicable since 2025-05-15"


def announced(days: int) -> str:
    """The release of 2025-05-13 promised two things: a notice that rescinds, and a replacement."""
    open_ = f"not effected (open {days} day{'' if days == 1 else 's'})"
    return (
        "not enforced since 2025-05-13 (announced);"
        f" rescission announced 2025-05-13, {open_}; replacement planned 2025-05-13, {open_}."
    )


#: As of, known at; the headline; process, force, applicability, enforcement, oversight.
AI_DIFFUSION_RULE = [
    # Before its filing there is nothing; what is known later says on which day it will bite.
    ("2025-01-12", "2025-01-12", "Not in force.", UNKNOWN),
    ("2025-01-12", ALL, "Not in force; effective 2025-01-13.", UNKNOWN),
    # Effective on the day of its filing, two days before its publication.
    ("2025-01-13", "2025-01-13", f"{TO_COME}.", FILED),
    ("2025-01-13", ALL, f"{TO_COME}.", FILED),
    ("2025-01-14", "2025-01-14", f"{TO_COME}.", FILED),
    ("2025-01-14", ALL, f"{TO_COME}.", FILED),
    ("2025-01-15", "2025-01-15", f"{TO_COME}.", PUBLISHED),
    ("2025-01-15", ALL, f"{TO_COME}.", PUBLISHED),
    ("2025-03-03", "2025-03-03", f"{TO_COME}.", PUBLISHED),
    ("2025-03-03", ALL, f"{TO_COME}.", PUBLISHED),
    # The press of 05-07 told of a plan: that is a badge and no part of the headline.
    ("2025-05-10", "2025-05-10", f"{TO_COME}.", PUBLISHED),
    ("2025-05-10", ALL, f"{TO_COME}.", PUBLISHED),
    ("2025-05-12", "2025-05-12", f"{TO_COME}.", PUBLISHED),
    ("2025-05-12", ALL, f"{TO_COME}.", PUBLISHED),
    # The release: not enforced, a rescission announced, nothing of it law.
    ("2025-05-13", "2025-05-12", f"{TO_COME}.", PUBLISHED),
    ("2025-05-13", "2025-05-13", f"{TO_COME}; {announced(0)}", SPARED_EARLY),
    ("2025-05-14", "2025-05-12", f"{TO_COME}.", PUBLISHED),
    ("2025-05-14", "2025-05-14", f"{TO_COME}; {announced(1)}", SPARED_EARLY),
    ("2025-05-14", ALL, f"{TO_COME}; {announced(1)}", SPARED_EARLY),
    # The compliance date comes all the same.
    ("2025-05-15", "2025-05-15", f"{DUE}; {announced(2)}", SPARED),
    # Filed, a rule has a day of publication as it has one of compliance.
    ("2025-06-01", "2025-01-14", f"{DUE}.", BITES),
    ("2025-06-01", "2025-05-12", f"{DUE}.", BITES),
    ("2025-06-01", "2025-06-01", f"{DUE}; {announced(19)}", SPARED),
    ("2025-06-01", ALL, f"{DUE}; {announced(19)}", SPARED),
    # A compliance date of three paragraphs, and a draft of another rule, change nothing.
    ("2026-01-15", "2026-01-15", f"{DUE}; {announced(247)}", SPARED),
    ("2026-03-20", "2026-03-20", f"{DUE}; {announced(311)}", SPARED),
    # GAO finds the release a rule under the Congressional Review Act: oversight, not force.
    ("2026-05-28", "2025-05-12", f"{DUE}.", BITES),
    ("2026-05-28", "2026-05-11", f"{DUE}; {announced(380)}", SPARED),
    ("2026-05-28", "2026-05-28", f"{DUE}; {announced(380)}", FOUND),
    ("2026-05-28", ALL, f"{DUE}; {announced(380)}", FOUND),
    (ALL, ALL, f"{DUE}; {announced(553)}", FOUND),
]

APPLIES = "In force; applicable since 2025-09-29"
#: "The United States will suspend": a plan of the actor's own, by the conventions of the ledger.
PROMISED = f"{APPLIES}; suspension planned 2025-11-01, not effected"
SUSPENDED = "In force; suspended 2025-11-10 to 2026-11-09."
PRESUMED = "In force; presumed applicable since 2026-11-10 (suspension ended, not confirmed)."
FILED_AND_BITES = "on_public_inspection, in_force, applicable, normal, none"
PAUSED = "published, in_force, suspended, normal, none"
BACK = "published, in_force, presumed_applicable, normal, none"

AFFILIATES_RULE = [
    ("2025-09-28", "2025-09-28", "Not in force.", UNKNOWN),
    ("2025-09-28", ALL, "Not in force; effective 2025-09-29.", UNKNOWN),
    # Filed and effective on one day, published on the next.
    ("2025-09-29", "2025-09-29", f"{APPLIES}.", FILED_AND_BITES),
    ("2025-09-29", ALL, f"{APPLIES}.", FILED_AND_BITES),
    ("2025-09-30", "2025-09-30", f"{APPLIES}.", BITES),
    ("2025-09-30", ALL, f"{APPLIES}.", BITES),
    # The Treasury's word on television came through one outlet: no promise yet.
    ("2025-10-31", "2025-10-31", f"{APPLIES}.", BITES),
    ("2025-10-31", ALL, f"{APPLIES}.", BITES),
    # The fact sheet is the actor's own word: a promise, not a suspension.
    ("2025-11-01", "2025-10-31", f"{APPLIES}.", BITES),
    ("2025-11-01", "2025-11-01", f"{PROMISED} (open 0 days).", BITES),
    ("2025-11-03", "2025-11-03", f"{PROMISED} (open 2 days).", BITES),
    ("2025-11-03", ALL, f"{PROMISED} (open 2 days).", BITES),
    ("2025-11-09", "2025-11-09", f"{PROMISED} (open 8 days).", BITES),
    ("2025-11-09", ALL, f"{PROMISED} (open 8 days).", BITES),
    # Law on the day of filing, two days before publication.
    ("2025-11-10", "2025-11-09", f"{PROMISED} (open 9 days).", BITES),
    ("2025-11-10", "2025-11-10", SUSPENDED, PAUSED),
    ("2025-11-10", ALL, SUSPENDED, PAUSED),
    ("2025-11-12", "2025-11-03", f"{PROMISED} (open 11 days).", BITES),
    ("2025-11-12", "2025-11-12", SUSPENDED, PAUSED),
    ("2025-11-12", ALL, SUSPENDED, PAUSED),
    # Known from the day of the document: to its last day, and presumed to return after it.
    ("2026-11-09", "2025-11-12", SUSPENDED, PAUSED),
    ("2026-11-09", "2026-11-09", SUSPENDED, PAUSED),
    ("2026-11-10", "2025-11-12", PRESUMED, BACK),
    ("2026-11-10", "2026-11-10", PRESUMED, BACK),
    ("2026-11-10", ALL, PRESUMED, BACK),
    (ALL, ALL, PRESUMED, BACK),
]

ROWS = [
    *(pytest.param(DIFFUSION, *row, id=f"diffusion {row[0]} known {row[1]}") for row in
      AI_DIFFUSION_RULE),
    *(pytest.param(AFFILIATES, *row, id=f"affiliates {row[0]} known {row[1]}") for row in
      AFFILIATES_RULE),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "as_of", "known_at", "headline", "axes"), ROWS)
def test_status_on_a_day_as_known_on_a_day(
    demo: Path, capsys: Capture, rule: str, as_of: str, known_at: str, headline: str, axes: str
) -> None:
    found = asked(demo, capsys, rule, as_of, known_at)
    assert found["headline"] == headline
    assert tuple(found["axes"]) == AXES
    assert ", ".join(found["axes"].values()) == axes
    assert (found["as_of"], found["known_at"]) == (as_of, known_at)


@pytest.mark.parametrize(("rule", "as_of", "known_at", "headline", "axes"), ROWS)
def test_plain_sql_over_status_interval_says_the_same(
    demo: Path, capsys: Capture, rule: str, as_of: str, known_at: str, headline: str, axes: str
) -> None:
    """One state of each axis; no row at all where nothing was known of the rule yet."""
    with Store(demo / "ruletrail.db", must_exist=True) as store:
        days = {"rule": rule, "as_of": as_of, "known": known_at}
        told = store.ask(BITEMPORAL, days)[1]
    states = [(axis, state) for axis, state, _ in told if axis != "promise"]
    first = "2025-01-13" if rule == DIFFUSION else "2025-09-29"
    by_axis = dict(zip(AXES, axes.split(", "), strict=True))
    assert sorted(states) == (sorted(by_axis.items()) if known_at >= first else [])
    promised = sorted((f"{p[1]}", p[2]) for p in told if p[0] == "promise")
    found = asked(demo, capsys, rule, as_of, known_at)["promises"]
    assert promised == sorted(
        (f"{p['type']} {p['modality']}", p["announced_on"]) for p in found if p["state"] == "open"
    )
    said = [words for words, _ in promised if not words.endswith("scheduled")]
    assert all(words in headline for words in said)
    assert headline.count("not effected") == len(said)
