"""One measured figure, and how a set of them is kept, compared with its floors and shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

FLOORS: Final = Path(__file__).with_name("floors.json")
#: A score may sink by this much before it counts as fallen: none of them is noisy.
SLACK: Final = 0.0005


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of a `measure` on `data` (`records`: the real ones; `bundled`: what the repository
    holds), with a peer's measured in the same run and the least it has to be.

    `kind` is `score` (0 to 1, the same on every machine, kept by a floor), `share` (the same with
    no floor) or `ratio` (against the peer, on this machine). `spread` is the lowest and the highest
    of the repeats. A `detail` stands in the report and not in the README.
    """

    area: str
    measure: str
    value: float
    data: str
    kind: str = "score"
    peer: float | None = None
    peer_name: str | None = None
    at_least: float | None = None
    spread: tuple[float, float] | None = None
    note: str = ""
    detail: bool = False

    @property
    def key(self) -> str:
        """What a floor is kept under."""
        return f"{self.area}: {self.measure} ({self.data})"


def read_floors() -> dict[str, float]:
    """The least each score has to be, as the repository keeps it."""
    return dict(json.loads(FLOORS.read_text(encoding="utf8"))) if FLOORS.exists() else {}


def fallen(figures: Iterable[Figure]) -> list[str]:
    """A line for each score that is below its floor."""
    floors = read_floors()
    return [
        f"{f.key}: {f.value:.4f}, the floor is {floors[f.key]:.4f}"
        for f in figures
        if f.kind == "score" and f.key in floors and f.value < floors[f.key] - SLACK
    ]


def raise_floors(figures: Sequence[Figure], lower: bool = False) -> None:
    """Floors follow the scores up; down only where `lower` says so."""
    floors = read_floors()
    for f in figures:
        if f.kind == "score" and (lower or f.value > floors.get(f.key, -1.0)):
            floors[f.key] = round(f.value, 4)
    FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf8")


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| measure | Ruletrail | peer | asked for |", "| --- | --- | --- | --- |"]
    for f in figures:
        unit = " x" if f.kind == "ratio" else ""
        value = _number(f.value, f.kind) + unit
        if f.spread:
            low, high = (_number(x, f.kind) for x in f.spread)
            value += f" ({low} to {high})"
        peer = "" if f.peer is None else _number(f.peer, f.kind)
        peer = ", ".join(x for x in (peer, f.peer_name or "") if x) or "none"
        asked = "" if f.at_least is None else _number(f.at_least, f.kind) + unit
        note = f"; {f.note}" if f.note else ""
        rows.append(f"| {f.area}: {f.measure}{note} | {value} | {peer} | {asked} |")
    return "\n".join(rows)


def _number(value: float, kind: str) -> str:
    if kind in ("score", "share"):
        return f"{value:.3f}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2g}" if value < 1 else f"{value:.1f}"


def as_rows(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """The figures as JSON values."""
    rows = [asdict(f) for f in figures]
    return [{k: v for k, v in x.items() if v not in (None, "") and v is not False} for x in rows]
