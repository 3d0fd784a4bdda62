"""Companies that no list has: what tells them, and what only looks like one."""

from __future__ import annotations

import pytest

from nlp.companies import MOST, find_companies
from nlp.pipeline import mentions
from store.model import Mention, Text


def told(text: str) -> set[str]:
    """The names of all companies of a text, listed or told."""
    by_label: dict[str, list[Mention]] = {}
    for m in mentions(Text(id="t", text=text)):
        by_label.setdefault(m.label, []).append(m)
    found = [m for m in by_label.get("COMPANY", []) if m.value]
    return {str(m.value["name"]) for m in [*found, *find_companies(text, by_label)]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Its Texan rival Taskmere Devices objected.", {"Taskmere Devices"}),
        ("Shares of Veltrix rose 4 percent after BIS suspended the rule.", {"Veltrix"}),
        ("Brenmoor, a maker of lasers in Oregon, said that it had applied.", {"Brenmoor"}),
        ("BIS fined Castellan Avionics of Tulsa $1.2 million.", {"Castellan Avionics"}),
        ("Nvidia and the start-up Tessaly were named.", {"Nvidia", "Tessaly"}),
        ("Zurich-based Helvion shipped nothing. Helvion would not say why.", {"Helvion"}),
        ("Peers Lumentor and Axelis fell as well.", {"Lumentor", "Axelis"}),
        ("Two buyers, Oriole Compute and Baxter Cloud, left.", {"Oriole Compute", "Baxter Cloud"}),
        (
            "Commerce added Shenyang Kelida Optics and four others to the Entity List.",
            {"Shenyang Kelida Optics"},
        ),
        (
            "Quillmark Photonics will appeal. Quillmark made the announcement on Monday.",
            {"Quillmark Photonics"},
        ),
        ("They named Fenwold Freight FZE in the order.", {"Fenwold Freight FZE"}),
        (
            "Among them are Wuhan Lixing Data and Harbin Mingde Avionics Co.",
            {"Wuhan Lixing Data", "Harbin Mingde Avionics"},
        ),
    ],
)
def test_company_told(text: str, names: set[str]) -> None:
    """A company is known by the words around it."""
    assert told(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Lawyers at Marsh Pellow said the guidance leaves questions open.",
        "Senator Tom Cotton and Representative Ro Khanna urged Commerce to act.",
        "The University of Michigan asked for clarity.",
        "Officials from Beijing and Moscow met in Kazan on Friday.",
        "Advanced Technologies are controlled under ECCN 3A090.",
        "Priya Nair left in May. Nair said it would take time.",
        "The Wassenaar Arrangement is unaffected.",
        "Hong Kong's Chief Executive John Lee protested.",
        "The Lisbon Gazette reported the plan.",
        "Chip Firms Cheer Delay Of Cloud Access Rule",
        "A variant of Blackwell was shown to customers.",
    ],
)
def test_no_company(text: str) -> None:
    """Persons, offices, outlets, places, laws, products and headlines are none."""
    assert told(text) == set()


def test_places_are_of_the_text() -> None:
    """Offsets are those of the text as given, and a short form has the name of the long one."""
    text = "The chip designer Orlane Devices sued. Orlane lost."
    found = find_companies(text, {})
    assert [(m.quote, m.value["name"]) for m in found] == [
        ("Orlane Devices", "Orlane Devices"),
        ("Orlane", "Orlane Devices"),
    ]
    assert all(text[m.start : m.end] == m.quote for m in found)


def test_long_texts_are_left_alone() -> None:
    """A text longer than any article is not searched."""
    assert find_companies("The chip designer Orlane Devices sued. " * (MOST // 30), {}) == []
