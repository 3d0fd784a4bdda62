"""What abstracts state, judged by hand from each abstract (titles and abstracts: US government)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.listings import Stated, stated_counts

RECORDED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "recordings" / "listings" / "abstracts.json").read_text("utf8")
)


def plain(stated: Stated) -> dict[str, Any]:
    return {
        "list": stated.list, "action": stated.action, "entities": stated.entities,
        "entries": stated.entries, "countries": dict(stated.countries),
    }  # fmt: skip


@pytest.mark.parametrize("record", RECORDED, ids=lambda r: r["number"])
def test_counts_are_what_the_abstract_states(record: dict[str, Any]) -> None:
    text = record["abstract"] or record["title"]
    found = stated_counts(text, record["title"])
    assert [plain(s) for s in found] == record["stated"]
    for s in found:
        assert text[s.start : s.end].strip() == text[s.start : s.end] != ""


@pytest.mark.parametrize(
    ("text", "entities", "entries", "countries"),
    [
        ("This rule adds one hundred and forty entities to the Entity List.", 140, None, {}),
        (
            "BIS adds seventy-seven entities, under a total of seventy-eight entries, to the "
            "Entity List.",
            77, 78, {},
        ),
        (
            "BIS is adding 29 entries (26 entities and 3 addresses) to the Entity List under the "
            "destinations of China (19), Turkey (9), and the UAE (1).",
            26, 29, {"China": 19, "Turkey": 9, "United Arab Emirates": 1},
        ),
        (
            "This rule adds two persons to the Entity List under Bosnia and Herzegovina and "
            "Trinidad and Tobago.",
            2, None, {"Bosnia": None, "Trinidad and Tobago": None},
        ),
    ],
)  # fmt: skip
def test_additions(
    text: str, entities: int | None, entries: int | None, countries: dict[str, int | None]
) -> None:
    (stated,) = stated_counts(text)
    assert (stated.action, stated.entities, stated.entries) == ("addition", entities, entries)
    assert dict(stated.countries) == countries


@pytest.mark.parametrize(
    "text",
    [
        "This rule requires a license for twenty-eight existing entities on the Entity List.",
        "On October 7, 2022, BIS published a rule that added 31 entities to the Entity List.",
        "That final rule amended the EAR by adding five entities to the Entity List.",
        "This rule adds three paragraphs on the Entity List to part 744.",
        "Entities on the Entity List must apply for a license.",
    ],
)
def test_what_states_no_change_of_a_list(text: str) -> None:
    assert stated_counts(text) == ()


def test_one_verb_may_act_on_two_lists() -> None:
    text = "This rule adds five entities to the Entity List and one entity to the MEU List."
    assert [(s.list, s.entities) for s in stated_counts(text)] == [
        ("Entity List", 5),
        ("MEU List", 1),
    ]


def test_the_summary_of_a_whole_text_is_its_abstract() -> None:
    text = (
        "Additions to the Entity List\n\nSUMMARY: This rule adds two entities to the Entity List.\n"
        "\nDATES: Today.\n\nSUPPLEMENTARY INFORMATION: An earlier rule is adding nine entities to "
        "the Entity List."
    )
    (stated,) = stated_counts(text)
    assert stated.entities == 2
    assert text[stated.start : stated.end] == "This rule adds two entities to the Entity List."


def test_an_abstract_means_the_list_of_its_title() -> None:
    text = "BIS amends the EAR by removing one entity under the destination of Latvia."
    assert stated_counts(text) == ()
    (stated,) = stated_counts(text, "Removal From the Unverified List")
    assert (stated.list, stated.action, dict(stated.countries)) == (
        "UVL",
        "removal",
        {"Latvia": None},
    )


@given(st.text(max_size=400))
def test_any_text_has_offsets_that_hold(text: str) -> None:
    for s in stated_counts(f"This rule adds two entities to the Entity List. {text}"):
        assert s.end > s.start >= 0
