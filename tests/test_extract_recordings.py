"""Pages as their publishers serve them, and what must come out of each.

A recording is `recordings/EXTRACTOR/NAME.SUFFIX`, with `NAME.hints.json` (address, source, hints)
where an extractor needs them and `NAME.expected.json` beside it. Where the latter is missing it
is written and the test fails: read it, then run again.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extract import EXTRACTORS, Flaw, parts
from store.model import Capture

RECORDINGS = Path(__file__).parent / "recordings"
FILES = sorted(
    path
    for name in EXTRACTORS
    for path in (RECORDINGS / name).glob("*.*")
    if not path.name.endswith((".hints.json", ".expected.json"))
)


def capture_of(path: Path) -> Capture:
    """The capture that a recording stands for."""
    beside = path.with_name(f"{path.stem}.hints.json")
    told: dict[str, Any] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return Capture(
        sha256="0" * 64,
        url=told.get("url", "https://www.federalregister.gov/api/v1/documents.json"),
        source=told.get("source", "federal_register"),
        extractor=path.parent.name,
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
        hints=told.get("hints", {}),
    )


def found_in(path: Path) -> list[dict[str, Any]]:
    """What an extractor makes of a recording, as JSON values; texts as lists of lines."""
    rows: list[dict[str, Any]] = []
    for part in parts(capture_of(path), path.read_bytes()):
        if isinstance(part, Flaw):
            rows.append({"flaw": part.message, "lost": part.lost})
            continue
        row = asdict(part)
        row["text"] = part.text.split("\n")
        rows.append({k: v for k, v in row.items() if v is not None})
    return json.loads(json.dumps(rows, default=_iso))


def _iso(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_recording_gives_what_stands_beside_it(path: Path) -> None:
    found = found_in(path)
    beside = path.with_name(f"{path.stem}.expected.json")
    if not beside.exists():
        beside.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        pytest.fail(f"{beside.name} was missing and is written: read it, run again")
    assert found == json.loads(beside.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(EXTRACTORS))
def test_every_extractor_has_a_recording(name: str) -> None:
    if name == "fr_record":
        assert EXTRACTORS[name].take is EXTRACTORS["fr_search"].take
        return
    assert any(path.parent.name == name for path in FILES)
