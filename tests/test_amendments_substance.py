"""What amendments change in substance, and what they print of countries and groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.amendments import Subject, substance, textual_changes, tiers
from store.model import Claim

RECORDINGS = Path(__file__).parent / "recordings" / "amendments"
RULE = Subject("rule", "2025-01-13", "A rule", "fr:2025-1")


def claims(instruction: str, subject: Subject = RULE, after: str = "") -> tuple[Claim, ...]:
    text = f"PART 774—A PART\n\n1. {instruction}\n\n{after}"
    found = substance(textual_changes(text, 15), text, subject)
    for claim in found:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.rule == "amendment"
    return found


def test_threshold_replaced_in_words() -> None:
    (claim,) = claims(
        "In § 740.2(a)(9)(i), remove the words “a total processing performance of 4,800 or more”"
        " and add in their place the words “a total processing performance of 2,400 or more”."
    )
    assert claim.type == "threshold_change"
    assert claim.details == {
        "name": "total processing performance",
        "unit": "TPP",
        "old": {"comparator": ">=", "number": 4800.0},
        "new": {"comparator": ">=", "number": 2400.0},
    }
    assert (claim.modality, claim.date, claim.date_precision) == ("done", "2025-01-13", "day")


@pytest.mark.parametrize(
    "instruction",
    [
        "Amend § 740.2 by removing “4,800” and adding in its place “2,400”.",
        "Amend § 740.2 by removing “50 percent or more of it” and adding in its place “a TPP of"
        " 2,400”.",
        "Amend § 740.2 by revising paragraph (a) to read as follows:",
        "Section 750.7 is amended by removing the phrase “one year” in paragraph (g)(2) and adding"
        " in its place the phrase “four years”.",
        "Supplement no. 4 to part 744 is amended by removing one entry under TURKEY.",
    ],
)
def test_no_substance_where_the_words_show_none(instruction: str) -> None:
    assert claims(instruction) == ()


def test_eccns_added_revised_and_removed() -> None:
    found = claims(
        "In supplement no. 1 to part 774, revise ECCNs 3A001 and 3A090, add ECCN 4E091, and remove"
        " ECCN 4A994."
    )
    assert [(c.type, c.details) for c in found] == [
        ("scope_change", {"eccn": ["3A001", "3A090"], "operation": "revise"}),
        ("scope_change", {"eccn": ["4E091"], "operation": "add"}),
        ("scope_change", {"eccn": ["4A994"], "operation": "remove"}),
    ]


def test_one_claim_for_an_eccn_that_one_instruction_revises_twice() -> None:
    found = claims(
        "Supplement no. 1 to part 774 is amended by revising ECCN 3A090 to add paragraph .c."
    )
    assert [c.details for c in found] == [{"eccn": ["3A090"], "operation": "revise"}]


def test_a_country_moved_between_groups() -> None:
    found = claims(
        'Supplement no. 1 to part 740 is amended by removing the entry for "United Arab Emirates"'
        ' from Country Group D and adding in alphabetical order an entry for "United Arab Emirates"'
        " to column A:5 of Country Group A."
    )
    assert [(c.type, c.details) for c in found] == [
        ("country_treatment", {"countries": ["AE"], "group": "D", "operation": "remove"}),
        ("country_treatment", {"countries": ["AE"], "group": "A:5", "operation": "add"}),
    ]


def test_new_license_exceptions() -> None:
    found = claims(
        "Add §§ 740.27 and 740.28 to read as follows:",
        after="§ 740.27 License Exception Artificial Intelligence Authorization (AIA).\n\n"
        "(a) Scope.\n\n§ 740.28 Reporting.\n\n(a) None.\n",
    )
    assert [(c.type, c.details["exceptions"]) for c in found] == [
        ("license_requirement_lifted", ["Artificial Intelligence Authorization (AIA)"])
    ]


def test_a_proposal_proposes_and_other_kinds_say_nothing() -> None:
    words = "Supplement no. 1 to part 774 is amended by adding ECCN 4E091."
    assert [c.modality for c in claims(words, Subject("proposed_rule"))] == ["proposed"]
    assert claims(words, Subject("news")) == ()
    (claim,) = claims(words, Subject("rule"))
    assert (claim.date, claim.date_precision, claim.date_basis) == (None, "unknown", None)


def test_countries_of_a_printed_list() -> None:
    text = (RECORDINGS / "control_list.txt").read_text("utf8")
    found = tiers(textual_changes(text, 15), text)
    assert len(found) == 19
    assert {s.tier for s in found} == {"740 supp. 5(a)"}
    assert [s.country for s in found][:4] == ["AU", "BE", "CA", "DK"]
    assert [text[s.start : s.end] for s in found][-2:] == ["United Kingdom", "United States"]


def test_countries_of_a_printed_table() -> None:
    text = (
        "PART 740—A\n\n3. Supplement No. 1 to part 740 is revised to read as follows:\n\n"
        "Supplement No. 1 to Part 740—Country Groups\n\nCountry Group A\nCountry | [A:1] Wassenaar"
        " | [A:5] | [A:6]\nAustralia | X | X | \nCyprus | | | X\nNowhere | X | X | X\n\n"
        "PART 742—B\n\nTaiwan | X | X | X\n"
    )
    found = [(s.country, s.tier) for s in tiers(textual_changes(text, 15), text)]
    assert found == [("AU", "A:1"), ("AU", "A:5"), ("CY", "A:6")]
