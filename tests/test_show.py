"""Tables and words that fit the width, and data that says what it is."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.show import as_csv, as_json, cut, table, wrap


@pytest.fixture(autouse=True)
def eighty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_short_rows_are_aligned_and_numbers_stand_right() -> None:
    assert table(["name", "n"], [("one", 1), ("two", 22), ("three", None)]).splitlines() == [
        "name   n",
        "-----  --",
        "one     1",
        "two    22",
        "three",
    ]


def test_long_words_give_way_last() -> None:
    lines = table(["id", "words"], [("fr:2025-00636", "many short words " * 20)]).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[2].startswith("fr:2025-00636  ")
    assert lines[-1].rstrip().endswith("…")


def test_many_columns_become_blocks() -> None:
    columns = [f"column_{n}" for n in range(20)]
    lines = table(columns, [["a value of some length"] * 20] * 2).splitlines()
    assert lines[0] == "column_0   a value of some length"
    assert lines.count("") == 1


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(
            st.lists(st.text(max_size=200) | st.none() | st.integers(), min_size=n, max_size=n),
            min_size=1,
            max_size=5,
        )
    )
)
def test_no_table_is_wider_than_the_terminal(rows: list[list[object]]) -> None:
    text = table([f"c{i}" for i in range(len(rows[0]))], rows)
    assert all(len(line) <= 80 for line in text.split("\n"))


def test_addresses_are_not_broken() -> None:
    url = "https://example.org/" + "a-long-slug-" * 9
    assert url in wrap(f"see {url} for more", indent="  ").split()


def test_cut_says_that_it_cut() -> None:
    assert cut("short", 10) == "short"
    assert cut("word " * 10, 11) == "word word…"


def test_csv_and_json_keep_what_was_said() -> None:
    assert as_csv(["a", "b"], [("x,y", None), ('say "so"', 1)]) == 'a,b\n"x,y",\n"say ""so""",1\n'
    value = {"day": date(2025, 5, 13), "at": datetime(2025, 5, 13, 22, tzinfo=UTC), "q": "“ü”"}
    assert json.loads(as_json(value)) == {
        "day": "2025-05-13",
        "at": "2025-05-13T22:00:00Z",
        "q": "“ü”",
    }
    assert "“ü”" in as_json(value)
    with pytest.raises(TypeError):
        as_json(object())


def test_several_long_columns_stand_under_their_row_and_addresses_stay_whole() -> None:
    url = "https://example.org/" + "a-long-slug-" * 9
    quote = "The Department announced that it would rescind the rule. " * 3
    lines = table(["rule", "day", "quote", "url"], [("AI", "2025-05-13", quote, url)]).splitlines()
    assert lines[:3] == ["rule  day", "----  ----------", "AI    2025-05-13"]
    assert lines[3].startswith("  quote  The Department announced")
    assert lines[-1] == f"  url    {url}"
    assert all(len(line) <= 80 for line in lines[:-1])
