"""The floors hold: no score may sink below what it was, and a fallen one is named."""

from __future__ import annotations

import pytest

from tests.benchmarks import amendments, captions, event_types, listings
from tests.benchmarks.__main__ import RECORDS
from tests.benchmarks.figure import SLACK, Figure, fallen, read_floors, table

RECORDED = RECORDS if RECORDS.is_dir() else None


@pytest.mark.parametrize("module", [captions, event_types, listings], ids=lambda m: m.__name__)
def test_no_score_is_below_its_floor(module):
    found = module.figures(RECORDED)
    assert fallen(found) == []
    if RECORDED:
        assert {f.key for f in found if f.kind == "score"} <= read_floors().keys()


def test_amendments_recorded_are_read_as_they_were():
    found = [f for f in amendments.figures(None) if f.kind == "score"]
    assert found and fallen(found) == []


def test_a_fallen_score_is_named():
    key, floor = next(iter(read_floors().items()))
    area, _, rest = key.partition(": ")
    measure, _, data = rest.rpartition(" (")
    figure = Figure(area, measure, floor - 2 * SLACK, data.rstrip(")"))
    assert fallen([figure]) and key in fallen([figure])[0]
    assert not fallen([Figure(area, measure, floor, data.rstrip(")"))])


def test_the_table_has_a_row_for_each_figure():
    rows = table([Figure("speed", "a", 28.9, "bundled", "ratio", 4.0, "x", 15.0, (23.6, 32.0))])
    assert rows.splitlines()[-1] == "| speed: a | 28.9 x (23.6 to 32.0) | 4.0, x | 15.0 x |"
