"""What a document lists and amends is proposed where the document only proposes it."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.reader import Reader
from store.model import Text

PAGE = """Bureau of Industry and Security

15 CFR Part 774

[Docket No. 250108-0013]
RIN 0694-AJ98

Controls on Certain Items

AGENCY: Bureau of Industry and Security, Department of Commerce.

ACTION: {action}

SUMMARY: BIS is revising the Commerce Control List.

DATES: Comments must be received by March 3, 2025.

SUPPLEMENTARY INFORMATION:

Background

PART 774--THE COMMERCE CONTROL LIST

1. In supplement no. 1 to part 774, Category 3, add ECCN 3A904 in numerical order.

[FR Doc. 2025-01234 Filed 1-30-25; 8:45 am]
"""


@pytest.mark.parametrize("kind", ["proposed_rule", None])
def test_a_proposal_is_one_whoever_says_so(kind: str | None):
    text = PAGE.format(action="Proposed rule.")
    reading = Reader().read_one(Text("t", text, published=date(2025, 2, 3), kind=kind))
    made = [c for c in reading.claims if c.rule == "amendment"]
    assert [(c.type, c.modality, c.details["eccn"]) for c in made] == [
        ("scope_change", "proposed", ["3A904"])
    ]


def test_a_rule_does_what_it_says():
    text = PAGE.format(action="Final rule.")
    reading = Reader().read_one(Text("t", text, published=date(2025, 2, 3)))
    assert [c.modality for c in reading.claims if c.rule == "amendment"] == ["done"]
