"""The filter: one line out for each line in, in order, whatever the line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice

from nlp.annotate import annotate
from nlp.reader import Reader

GOOD = {"id": "a", "text": "BIS rescinded the AI Diffusion Rule on May 7, 2026.", "kind": "news"}


def rows(*lines: object, jobs: int = 1) -> list[tuple[dict, bool]]:
    made = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [(json.loads(text), read) for text, read in annotate(made, jobs)]


def test_a_document_in_the_public_shape() -> None:
    ((row, read),) = rows({**GOOD, "published": "2026-05-08", "title": None, "more": [1]})
    assert read
    assert list(row) == ["id", "reader", "relevance", "mentions", "claims"]
    assert row["reader"] == Reader().version
    (claim,) = row["claims"]
    assert list(claim)[:16] == [
        *("type", "modality", "polarity", "instrument", "instrument_id", "actor", "speaker"),
        *("date", "date_precision", "date_basis", "old_date", "role", "quote", "start", "end"),
        "rule",
    ]
    assert (claim["type"], claim["modality"], claim["date"]) == ("rescission", "done", "2026-05-07")
    assert claim["instrument_id"] == "fr:2025-00636"
    for found in (*row["claims"], *row["mentions"]):
        assert GOOD["text"][found["start"] : found["end"]] == found["quote"]


def test_unknown_kind_is_read_as_null_with_a_note() -> None:
    ((row, read),) = rows({**GOOD, "kind": "tweet"})
    assert read
    assert row["notes"] == ["unknown kind 'tweet', read as null"]
    assert row["claims"]


def test_bad_lines_stand_in_their_places() -> None:
    got = rows(
        "{not json",
        "[1, 2]",
        {"text": "x"},
        {"id": 7, "text": "x"},
        {"id": "b"},
        {"id": "c", "text": 5},
        {"id": "d", "text": "x", "published": "someday"},
        {"id": "e", "text": "x", "stated": []},
        "[" * 100_000,
        "",
        GOOD,
    )
    assert [read for _, read in got] == [False] * 9 + [True]
    assert [row["id"] for row, _ in got] == [None, None, None, 7, "b", "c", "d", "e", None, "a"]
    assert got[1][0] == {"id": None, "error": "expected an object, found list"}
    assert got[2][0]["error"] == 'no "id"'
    assert got[6][0]["error"] == "\"published\" is no ISO date: 'someday'"
    assert got[7][0]["error"] == 'expected an object as "stated"'
    assert "nested too deep" in got[8][0]["error"] or "not JSON" in got[8][0]["error"]


def test_surrogates_and_long_text_pass() -> None:
    ((row, read),) = rows('{"id": "s", "text": "BIS \\ud800 rescinded the rule. \\u200b"}')
    assert read
    assert row["id"] == "s"


def test_lines_are_read_as_they_come() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield json.dumps(GOOD)

    assert len(list(islice(annotate(endless()), 3))) == 3


def test_jobs_keep_the_order() -> None:
    lines = [json.dumps({**GOOD, "id": str(n)}) for n in range(90)]
    lines[40] = "{"
    out = [(json.loads(text), read) for text, read in annotate(lines, jobs=2)]
    assert [row["id"] for row, _ in out] == [None if n == 40 else str(n) for n in range(90)]
    assert sum(not read for _, read in out) == 1


def test_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nlp.annotate"],
        input=json.dumps(GOOD) + "\n{\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["claims"]
    assert second["error"].startswith("not JSON")
