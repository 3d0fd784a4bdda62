"""How fast news and releases are read, against the stock small English pipeline on the same texts.

    python -m tests.benchmarks.news_speed

The project's own annotated texts (some 19,000 words with three copies of each) are read in turns by
`Reader().read_one`, everything it does, and by the model's pipeline as it comes, all components, by
`nlp.pipe`. One process on one core, models loaded and rules compiled before a clock runs; who goes
first changes. The ratio is the median of the rounds', its spread the lowest and the highest. Words
are what `str.split` counts.
"""

from __future__ import annotations

import contextlib
import os
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from nlp.reader import Reader
from tests.benchmarks.claims import as_text, read
from tests.benchmarks.figure import Figure, table
from tests.benchmarks.speed import count, stock, timed

COPIES: Final = 3
ROUNDS: Final = 7
#: What is asked for.
AT_LEAST: Final = 3.0


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """This process on one core while it measures, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def figures(data: Path | None = None) -> list[Figure]:
    """The figure of this area. `data` is not looked at: the texts are the repository's own."""
    chosen = [as_text(row) for row in read()] * COPIES
    bodies = [text.text for text in chosen]
    name, pipeline = stock()
    reader = Reader()
    ways: tuple[Callable[[], object], ...] = (
        lambda: [reader.read_one(text) for text in chosen],
        lambda: list(pipeline.pipe(bodies)),
    )
    with one_core():
        for way in ways:
            way()  # what is loaded or compiled once is, before a clock runs
        took: list[tuple[float, float]] = []
        for number in range(ROUNDS):
            seconds = [0.0, 0.0]
            for step in range(2):
                who = (number + step) % 2
                seconds[who] = timed(ways[who])
            took.append((seconds[0], seconds[1]))
    ratios = [theirs / ours for ours, theirs in took]
    words = count(chosen)
    mine, other = (words / statistics.median(row[who] for row in took) for who in range(2))
    return [
        Figure(
            *("speed", "news and releases, times the peer's", statistics.median(ratios), "bundled"),
            kind="ratio",
            peer_name=f"{name}, {other:,.0f} words a second",
            at_least=AT_LEAST,
            spread=(min(ratios), max(ratios)),
            note=f"{mine:,.0f} words a second, one core",
        )
    ]


if __name__ == "__main__":
    print(table(figures()))
