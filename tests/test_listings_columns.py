"""Tables in fixed columns, as the printing office sets them, put into rows."""

from __future__ import annotations

import time

import pytest

from crawler.extract.columns import in_rows

RULE = "-" * 72
HEAD = "          Event                 Regulated area           Sponsor"


def test_cells_go_on_where_they_are_set_in_and_dots_fill_them_up() -> None:
    text = f"""Before.

{RULE}
{HEAD}
{RULE}

                              * * * * * * *
(1) Flagship Speed        That portion of Lake   York Harbor
 Challenge.                Nowhere, south of a    Association.
Sponsor: Invented Boat     line.
 Club Ltd.........

[[Page 7]]

                           All vessels.
(2) Christmas...........  Whole lake...........  None.
{RULE}

After."""
    rows = [row for row in in_rows(text).split("\n") if row.strip()]
    assert rows == [
        "Before.",
        "Event | Regulated area | Sponsor",
        "* * * * * * *",
        "(1) Flagship Speed Challenge. Sponsor: Invented Boat Club Ltd. | That portion of Lake "
        "Nowhere, south of a line. All vessels. | York Harbor Association.",
        "(2) Christmas | Whole lake | None.",
        "After.",
    ]


def test_a_heading_between_rules_belongs_to_the_table() -> None:
    text = "\n".join(
        [RULE, HEAD, RULE, "                       Sector Nowhere, NY", RULE,
         "(1) Race..............    The whole lake.        Nobody.", RULE, ""]
    )  # fmt: skip
    assert [row for row in in_rows(text).split("\n") if row.strip()] == [
        "Event | Regulated area | Sponsor",
        "Sector Nowhere, NY",
        "(1) Race | The whole lake. | Nobody.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No table here.",
        f"{RULE}\nFootnotes stand between rules too.\n{RULE}\n",
        f"{RULE}\n  One    Two\n{RULE}\nwords that run over both of the columns here\n{RULE}\n",
        f"{RULE}\n  One    Two\n{RULE}\n1      2\n",
    ],
)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert in_rows(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"{RULE}\n" * 14_000,
        f"{RULE}\na  b\n{RULE}\n" * 6_000,
        f"{RULE}\na  b\n{RULE}\n" + "x  y " * 200_000 + f"\n{RULE}\n",
        f"{RULE}\na  b\n{RULE}\n" + "x  y\n" * 200_000 + f"{RULE}\n",
    ],
)
def test_hostile_tables_are_read_in_linear_time(text: str) -> None:
    began = time.perf_counter()
    in_rows(text)
    assert time.perf_counter() - began < 3
