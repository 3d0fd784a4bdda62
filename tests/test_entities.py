"""Each entity file's examples, and the numbers that they stand on."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.forms import comparator, currency
from nlp.numbers import number
from nlp.pipeline import mentions
from nlp.rules import EntityRules, Example, load_entities
from store.model import Text

SHARED = Path(__file__).parents[1].parent / "shared"
EXAMPLES = [
    pytest.param(rules, example, id=f"{rules.label}-{n}")
    for rules in load_entities()
    for n, example in enumerate(rules.examples)
]


@pytest.mark.parametrize(("rules", "example"), EXAMPLES)
def test_the_examples_are_the_tests(rules: EntityRules, example: Example) -> None:
    found = [
        (m.quote, dict(m.value))
        for m in mentions(Text("example", example.text, published=example.published))
        if m.label == rules.label
    ]
    assert found == [(f.quote, dict(f.value or {})) for f in example.found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10^26", 1e26),
        ("10²⁶", 1e26),
        ("1e26", 1e26),
        ("10**26", 1e26),
        ("10<sup>26</sup>", 1e26),
        ("10 to the 26th power", 1e26),
        ("6 × 10^25", 6e25),
        ("1,700", 1700),
        ("1'700", 1700),
        ("1’700", 1700),
        ("50 000", 50000),
        ("8.3 billion", 8.3e9),
        ("fifty", 50),
        ("one hundred and twenty", 120),
        ("three thousand", 3000),
        ("soon", None),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.integers(0, 10**9))
def test_a_grouped_number_reads_back(value: int) -> None:
    assert number(f"{value:,}") == value == number(f"{value:_}".replace("_", "'"))


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert number(text) is None or isinstance(number(text), float)


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("at least", ">="),
        ("or more", ">="),
        ("no fewer than", ">="),
        ("more than", ">"),
        ("exceeding", ">"),
        ("no more than", "<="),
        ("not exceeding", "<="),
        ("up to", "<="),
        ("up to approximately", "<="),
        ("or less", "<="),
        ("less than or equal to", "<="),
        ("greater than or equal to", ">="),
        ("fewer than", "<"),
        ("below", "<"),
        ("the equivalent of about", "~="),
        ("≥", ">="),
        ("", "="),
    ],
)
def test_comparators_are_kept_apart(words: str, sign: str) -> None:
    assert comparator(words) == sign


def test_currencies() -> None:
    assert [currency(c) for c in ("$", "US$", "dollars", "€", "yuan", "HK$", "GBP")] == [
        "USD", "USD", "USD", "EUR", "CNY", "HKD", "GBP",
    ]  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="the public test suites are not beside the project")
@pytest.mark.parametrize("suite", ["cfr", "usc", "law", "fedreg"])
def test_citations_of_a_public_suite(suite: str) -> None:
    kind = {"cfr": "cfr", "usc": "usc", "law": "pub_l", "fedreg": "fr"}[suite]
    lines = (SHARED / "data" / "suites" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [c for c in map(json.loads, lines) if c["suite"] == f"citation.{suite}"]
    assert cases
    hit = want = 0
    for case in cases:
        quotes = [
            m.quote
            for m in mentions(Text("case", case["text"]))
            if m.label == "CITATION" and m.value["kind"] == kind
        ]
        for expected in case["expect"]:
            if "private" in str(expected["value"]):
                continue
            want += 1
            hit += any(
                expected["text"].startswith(q) or q.startswith(expected["text"]) for q in quotes
            )
    assert hit >= 0.9 * want, f"{hit} of {want}"


@pytest.mark.skipif(not SHARED.exists(), reason="the first article is not beside the project")
def test_the_first_article() -> None:
    from datetime import date

    text = (SHARED / "data" / "seed" / "article_2025-05.txt").read_text(encoding="utf-8")
    found = mentions(Text("seed", text, published=date(2025, 5, 8), kind="news"))
    of = {label: [m for m in found if m.label == label] for label in {m.label for m in found}}
    assert {m.value["tier"] for m in of["TIER"]} == {"1", "2", "3"}
    assert [dict(m.value) for m in of["THRESHOLD"]] == [
        {"comparator": ">=", "number": 1e26, "unit": "operations"}
    ]
    companies = {m.value["name"]: m.value.get("ticker") for m in of["COMPANY"]}
    assert companies == {
        "Nvidia": "NVDA", "AMD": "AMD", "Intel": "INTC", "Alibaba": "BABA", "SMIC": "0981",
    }  # fmt: skip
    assert {"2025-05-07", "2025-05-15"} <= {m.value["iso"] for m in of["DATE"]}
    assert {m.value["number"] for m in of["PERCENT"]} == {3.0, 8.0}
    assert [m.value["number"] for m in of["MONEY"]] == [1.8e10]
    names = {m.value["name"] for m in of["INSTRUMENT"]}
    assert names == {"AI Diffusion Rule"}
