"""A record without an ACTION line is read by its title and abstract; with one, ACTION speaks."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.register import Register, header_claims
from store.model import Text

DELAY = "Energy Conservation Program: Standards for Dehumidifiers; Delay of Effective Date"


def read(title: str, summary: str, action: str = "", kind: str | None = "rule") -> Register:
    lines = [title, f"ACTION: {action}" if action else "", f"SUMMARY: {summary}"]
    fields = "document_number: 2025-01234\npublication_date: 2025-02-03\ntype: Rule"
    text = "\n\n".join([x for x in lines if x] + [fields])
    found = header_claims(Text("t", text, published=date(2025, 2, 3), kind=kind))
    assert found is not None
    for c in found.claims:
        assert text[c.start : c.end] == c.quote
    return found


@pytest.mark.parametrize(
    ("title", "summary", "type", "ref"),
    [
        (DELAY, "This document delays the rule published at 90 FR 4544.", "delay", "90 FR 4544"),
        (
            "Special Local Regulation; Ohio River; Correction",
            "The Coast Guard is correcting a rule that appeared at 90 FR 100.",
            "correction",
            "90 FR 100",
        ),
    ],
)
def test_acts_are_told_by_title_and_abstract(title: str, summary: str, type: str, ref: str):
    found = [c for c in read(title, summary).claims if c.type == type]
    assert [(c.instrument_ref, c.modality) for c in found] == [(ref, "done")]
    assert found[0].rule.startswith("purpose: ")


def test_where_there_is_an_action_it_alone_is_read():
    found = read(DELAY, "This document delays the rule published at 90 FR 4544.", "Notice.")
    assert not [c for c in found.claims if c.rule.startswith("purpose: ")]


def test_the_stage_of_a_rule_without_an_action():
    told = read(
        "Safety Zone; Tennessee River, Knoxville, TN",
        "The Coast Guard is establishing a temporary safety zone for a fireworks display.",
    ).told
    assert told["stage"] == "temporary"


def test_a_notice_is_not_read_for_acts_of_rules():
    found = read(DELAY, "This document delays the rule published at 90 FR 4544.", kind="notice")
    assert "delay" not in {c.type for c in found.claims}


def test_a_date_that_stands_in_a_rule_is_no_effective_date():
    text = (
        "Extension of an Application Deadline\n\nACTION: Final rule.\n\nSUMMARY: BIS is extending "
        "the date for applications. The date of the rule published at 90 FR 5298 is delayed from "
        "April 13, 2026, to December 31, 2026.\n\nDATES: This rule is effective April 7, 2026.\n\n"
        "document_number: 2026-06851\npublication_date: 2026-04-09\ntype: Rule"
    )
    found = header_claims(Text("t", text, published=date(2026, 4, 9), kind="rule"))
    assert found is not None
    (moved,) = (c for c in found.claims if c.type == "delay")
    assert (moved.date, moved.old_date) == ("2026-12-31", "2026-04-13")
    assert moved.details["what"] == "date in the rule"
