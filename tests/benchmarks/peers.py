"""Libraries that find dates, citations or quantities, beside ours on the project's news texts.

    make peers && .venv/bin/python -m tests.benchmarks.peers

They live in `.venv-peers`, an environment of their own that the product never sees; where it is not
there nothing is measured. LexNLP stays out by its licence, the AGPL. Speed: each reads every text,
three times, on one core, loading apart; ours first, in the same run. What finds dates is set beside
`find_dates`, the others beside all our mentions, of every label. Dates: of the days printed in the
half of the texts that our reader was not mended on, those found; and of the days told, those that a
person has too (computed ones, and days in a month that is named without its day, count as right).
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from nlp.dates import find_dates
from nlp.pipeline import mentions
from store.model import Text
from tests.benchmarks.claims import as_text, half, read
from tests.benchmarks.entity_scores import Row, year_known
from tests.benchmarks.figure import Figure, table
from tests.benchmarks.news_speed import one_core
from tests.benchmarks.speed import count, timed

HOME: Final = Path(__file__).parents[2]
PYTHON: Final = HOME / ".venv-peers" / "bin" / "python"
ROUNDS: Final = 3
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def figures(data: Path | None = None) -> list[Figure]:
    """The figures of this area; none where the libraries are not installed."""
    if not PYTHON.exists():
        return []
    rows = read()
    texts = [as_text(row) for row in rows]
    with one_core():
        dates = _seconds(lambda: [find_dates(t.text, t.published) for t in texts])
        everything = _seconds(lambda: [mentions(t) for t in texts])
        theirs = _apart(rows)
    words = count(texts)
    out = []
    for row in theirs:
        if "missing" in row:
            continue
        name = f"{row['name']} {row['version']}"
        ours, what = (dates, "our dates") if "days" in row else (everything, "all our mentions")
        ratios = [theirs / mine for mine, theirs in zip(ours, row["seconds"], strict=True)]
        speed = words / statistics.median(row["seconds"])
        out.append(
            Figure(
                *("peers", f"{what}, times the speed of {row['name']}"),
                *(statistics.median(ratios), "bundled", "ratio"),
                peer_name=f"{name}, {speed:,.0f} words a second",
                spread=(min(ratios), max(ratios)),
                note=f"{words / statistics.median(ours):,.0f} words a second",
                detail=True,
            )
        )
    mine = [_days(text) for text in texts]
    for row in theirs:
        if "days" in row:
            out += _compared(row["name"], rows, mine, row["days"])
    return out


def _seconds(do: Callable[[], object]) -> list[float]:
    do()
    return [timed(do) for _ in range(ROUNDS)]


def _apart(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What the libraries took and found; they run on the core of this process."""
    asked = {"rounds": ROUNDS, "texts": [{k: r[k] for k in ("text", "published")} for r in rows]}
    done = subprocess.run(
        [PYTHON, "-I", Path(__file__).with_name("peers_apart.py")],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
        env={"PATH": os.environ.get("PATH", "")},
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def _days(text: Text) -> set[str]:
    found = (m.value for m in find_dates(text.text, text.published))
    return {str(v["iso"]) for v in found if v["iso"] and v["precision"] == "day"}


def _compared(
    name: str, rows: Sequence[Row], mine: Sequence[set[str]], theirs: Sequence[Iterable[str]]
) -> list[Figure]:
    unseen = [n for n, row in enumerate(rows) if half(row) == "unseen"]
    ours, other = (found([rows[n] for n in unseen], [days[n] for n in unseen])
                   for days in (mine, [set(d) for d in theirs]))  # fmt: skip
    return [
        Figure(
            *("peers", f"{what}, beside {name}", ours[at], "bundled", "share"),
            peer=other[at],
            peer_name=name,
            note=f"{ours[2]} days in {len(unseen)} unseen texts",
            detail=True,
        )
        for at, what in enumerate(("printed days found", "days told that are right"))
    ]


def found(rows: Sequence[Row], told: Sequence[set[str]]) -> tuple[float, float, int]:
    """Of the days printed, those told; of the days told, those that are right; days printed."""
    there = hit = right = 0
    for row, days in zip(rows, told, strict=True):
        dates = row["entities"]["dates"]
        known = [d for d in dates if year_known(row, d.get("surface"))]
        printed = {d["iso"] for d in known if _DAY.fullmatch(d.get("iso") or "")}
        true = tuple(x for d in dates for k in ("iso", "computed") if (x := d.get(k)))
        there += len(printed)
        hit += len(printed & days)
        right += sum(day.startswith(true) for day in days)
    return hit / there, right / (sum(map(len, told)) or 1), there


if __name__ == "__main__":
    print(table(figures()) if PYTHON.exists() else "no .venv-peers: `make peers` makes it")
