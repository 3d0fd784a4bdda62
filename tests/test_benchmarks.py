"""The floors hold: no score may sink below what it was, and a fallen one is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks import amendments, captions, claims, event_types, listings, peers
from tests.benchmarks.__main__ import RECORDS
from tests.benchmarks.claim_scores import Scores, score
from tests.benchmarks.figure import SLACK, Figure, as_rows, fallen, read_floors, table

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


def test_claims_are_read_as_well_as_they_were():
    found = claims.figures()
    assert fallen(found) == []
    assert {f.key for f in found} <= read_floors().keys()
    assert {f.measure.partition(":")[0] for f in found} == {
        *("all", "fresh", "tuned half", "unseen half", *claims.GROUPS)
    }


def test_halves_are_half():
    texts = claims.read()
    assert len(texts) == 60
    assert sum(claims.half(t) == "unseen" for t in texts) == 30
    assert claims.half({"id": "own-001"}) == "tuned"
    assert claims.half({"id": "own-040"}) == "unseen"


BODY = "BIS announced on May 13, 2025 that it will rescind the AI Diffusion Rule."


def wanted(**other: Any) -> dict[str, Any]:
    return {
        "type": "rescission",
        "modality": "announced",
        "polarity": "affirmed",
        "date": "2025-05-13",
        "date_surface": "May 13, 2025",
        "instrument": "a",
        "instrument_names": ["AI Diffusion Rule"],
        "role": "main",
        **other,
    }


def told(**other: Any) -> dict[str, Any]:
    return {
        "type": "rescission",
        "modality": "announced",
        "polarity": "affirmed",
        "date": "2025-05-13",
        "instrument": "the AI Diffusion Rule",
        "quote": BODY,
        "start": 0,
        "end": len(BODY),
        **other,
    }


def scored(want: list[dict[str, Any]], got: list[dict[str, Any]], **other: Any) -> Scores:
    labels = ("tiers", "companies", "countries", "agencies", "dates", "eccns", "thresholds")
    there: dict[str, list[Any]] = {label: [] for label in labels}
    text = {
        "id": "x-1",
        "text": BODY,
        "published": "2025-05-13",
        "kind": "press",
        "claims": want,
        "entities": {**there, **other.pop("entities", {})},
        **other,
    }
    mentions = other.get("mentions", [])
    return score([text], {"x-1": {"id": "x-1", "claims": got, "mentions": mentions}})


def counts(scores: Scores) -> tuple[int, int, int, int, int, int]:
    a, b = scores.claims, scores.strict
    return a.right, a.extra, a.missed, b.right, b.extra, b.missed


@pytest.mark.parametrize(
    "want, got, right",
    [
        ([wanted()], [told()], (1, 0, 0, 1, 0, 0)),
        ([wanted()], [], (0, 0, 1, 0, 0, 1)),
        ([], [told()], (0, 1, 0, 0, 1, 0)),
        ([wanted()], [told(), told(date=None)], (1, 0, 0, 1, 0, 0)),  # told twice counts once
        ([wanted()], [told(), told(date="2025-06-01")], (1, 1, 0, 1, 1, 0)),
        ([wanted()], [told(modality="planned")], (1, 0, 0, 1, 0, 0)),  # of one class
        ([wanted()], [told(modality="done")], (1, 0, 0, 0, 1, 1)),
        ([wanted()], [told(polarity="denied")], (1, 0, 0, 0, 1, 1)),
        ([wanted(also_modality=["done"])], [told(modality="done")], (1, 0, 0, 1, 0, 0)),
        ([wanted()], [told(type="withdrawal")], (0, 1, 1, 0, 1, 1)),
        ([wanted(also_types=["withdrawal"])], [told(type="withdrawal")], (1, 0, 0, 1, 0, 0)),
        ([wanted(optional=True)], [], (0, 0, 0, 0, 0, 0)),
        ([wanted(optional=True)], [told()], (0, 0, 0, 0, 0, 0)),
        ([wanted(type=None)], [told(type="tariff")], (0, 0, 0, 0, 0, 0)),
        ([wanted()], [told(), told(type="page_edited")], (1, 0, 0, 1, 0, 0)),
        ([wanted(), wanted(date=None, modality="planned")], [told()], (1, 0, 0, 1, 0, 0)),
    ],
)
def test_claims_are_paired_one_to_one(want, got, right):
    assert counts(scored(want, got)) == right


def test_what_a_paired_claim_has_right():
    assert scored([wanted()], [told()]).as_row()["date"] == 1.0
    assert scored([wanted()], [told(date="2025-05")]).rate("date") == 1.0  # right to the month
    assert scored([wanted()], [told(date="2025")]).rate("date") == 0.0
    undated = wanted(date_surface="May 13")
    assert scored([undated], [told(date=None)]).rate("date") == 0.0
    assert scored([undated], [told(date=None)], published=None).rate("date") is None
    assert scored([wanted()], [told(instrument="AI Diffusion")]).rate("instrument") == 1.0
    assert scored([wanted()], [told(instrument="Rule")]).rate("instrument") == 0.0
    assert scored([wanted()], [told(instrument=None)]).rate("instrument") == 0.0
    assert scored([wanted(role="background")], [told()]).main.recall is None


def test_a_rescission_falsely_told_done_is_counted():
    done = told(modality="done")
    assert scored([wanted()], [done]).false_rescissions == 1
    assert scored([wanted(also_modality=["done"])], [done]).false_rescissions == 0
    assert scored([wanted()], [told(modality="done", polarity="denied")]).false_rescissions == 0


def test_lookalikes_and_offsets():
    row = scored([], [told(start=1)], kind="distractor").as_row()
    assert (row["lookalikes_with_extra"], row["wrong_offsets"]) == ([1, 1], 1)
    assert scored([], [told(quote="x" * 601)]).wrong_offsets == 1


def test_entities_are_sets_of_normal_forms():
    def mention(label: str, **value: Any) -> dict[str, Any]:
        return {"label": label, "quote": BODY, "start": 0, "end": len(BODY), "value": value}

    found = scored(
        [],
        [],
        entities={
            "companies": [{"name": "Nvidia Corp."}],
            "countries": ["CN"],
            "dates": [{"surface": "May 13", "iso": "2025-05-13"}, {"surface": "today"}],
            "thresholds": [
                {"value": 4800, "unit": "TPP", "subject": "x", "comparator": ">="},
                {"value": 7, "unit": "percent", "subject": "share move"},
                {"value": 9, "unit": "percent", "subject": "ownership"},
            ],
        },
        mentions=[
            *(mention("COMPANY", name="NVIDIA"), mention("COMPANY", name="nvidia, inc.")),
            *(mention("COUNTRY", alpha2="US"), mention("COUNTRY", alpha2="KR")),
            mention("DATE", iso="2025-05-13", basis="stated"),
            mention("DATE", iso="2025-05-20", basis="computed"),
            *(mention("THRESHOLD", number=n, comparator=">") for n in (4800.0, 7.0, 5.0)),
            mention("AGENCY", name="Congress"),
        ],
    ).entities
    assert {k: (t.right, t.extra, t.missed) for k, t in found.items() if vars(t) != NONE} == {
        "COMPANY": (1, 0, 0),
        "COUNTRY": (0, 1, 1),
        "DATE": (1, 0, 0),
        "THRESHOLD": (1, 2, 1),  # a share's move and a number that is nowhere are extra
        "COMPARATOR": (0, 1, 1),
    }


NONE = {"right": 0, "extra": 0, "missed": 0}


def test_peers_that_are_not_installed_give_no_figures(monkeypatch, tmp_path):
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "python")
    assert peers.figures() == []


def test_days_are_compared_with_those_printed_and_those_meant():
    dates = [
        {"surface": "May 13, 2025", "iso": "2025-05-13"},
        {"surface": "June 2025", "iso": "2025-06"},
        {"surface": "Monday", "iso": None, "computed": "2025-05-12"},
        {"surface": "May 20", "iso": "2025-05-20"},
    ]
    row = {"published": None, "entities": {"dates": dates}}
    told = {"2025-05-13", "2025-06-01", "2025-05-12", "2025-07-01"}
    assert peers.found([row], [told]) == (1.0, 0.75, 1)
    assert peers.found([{**row, "published": "2025-05-13"}], [told]) == (0.5, 0.75, 2)
    assert peers.found([row], [set()]) == (0.0, 0.0, 1)


def test_a_figure_of_nothing_is_kept_and_a_detail_is_marked():
    rows = as_rows([Figure("a", "b", 0.0, "bundled", detail=True), Figure("a", "c", 1, "bundled")])
    assert [(row["value"], row.get("detail")) for row in rows] == [(0.0, True), (1, None)]


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
