"""How the sources were on a day: what was checked, and what a silence is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store.keeping import day_in_washington

if TYPE_CHECKING:
    from store.database import Store

#: By the end of this day in Washington: five hours behind in winter, four in summer.
_RUNS: Final = """
SELECT source, started, finished, verdict, error, new FROM run_list
WHERE stage = 'crawl' AND finished IS NOT NULL AND date(finished, '-5 hours') <= :on
ORDER BY run
"""
_SOURCES: Final = "SELECT name, quiet_after_days, state FROM source WHERE state != 'off'"
#: A weekend with a holiday: no source is asked on all days.
GRACE: Final = timedelta(days=4)
WELL: Final = ("ok", "quiet")
WORDS: Final = {
    "ok": "checked",
    "quiet": "checked, nothing new",
    "blind": "blind: it answered with nothing to read",
    "blocked": "blocked: it did not let us in",
    "shape_changed": "blind: its pages have a new shape",
    "failed": "failed",
    "late": "not checked lately",
    "never": "never checked",
}


@dataclass(frozen=True, slots=True)
class Health:
    """One source on a day. `verdict` is a key of WORDS; `blind` when it says nothing to us.

    `last_success` and `last_new` are days in Washington; `overdue` when nothing new came for
    longer than this source is ever quiet.
    """

    source: str
    verdict: str
    last_success: date | None
    last_new: date | None
    overdue: bool
    note: str | None

    @property
    def blind(self) -> bool:
        """Whether a silence of this source may hide something."""
        return self.verdict not in WELL


def health(store: Store, on: date) -> list[Health]:
    """Every source that is followed or ever ran, by name, as it was at the end of `on`.

    One with no good run in the last four days is `late`: its silence is worth nothing.
    """
    _, declared = store.ask(_SOURCES)
    quiet_after = {name: days for name, days, _ in declared}
    runs: dict[str, list[Sequence[Any]]] = {name: [] for name in quiet_after}
    for row in store.ask(_RUNS, {"on": on.isoformat()})[1]:
        # A source that was switched off is not missed; one of an older database is.
        if row[0] in runs or not declared:
            runs.setdefault(row[0], []).append(row)
    return [_one(s, runs[s], quiet_after.get(s), on) for s in sorted(runs)]


def _one(source: str, runs: Sequence[Sequence[Any]], quiet_after: float | None, on: date) -> Health:
    good = [r for r in runs if not r[4] and r[3] in WELL]
    success = _day(good[-1][2]) if good else None
    new = next((_day(r[2]) for r in reversed(runs) if r[5]), None)
    verdict, note = "never", None
    if runs:
        verdict, note = runs[-1][3] or "failed", runs[-1][4]
        if verdict in WELL and note:
            verdict = "failed"
        elif success and on - success > GRACE:
            verdict = "late"
    limit = timedelta(days=quiet_after) if quiet_after else None
    first = _day(runs[0][1]) if runs else on
    overdue = bool(limit and verdict in WELL and on - (new or first) > limit)
    return Health(source, verdict if verdict in WORDS else "failed", success, new, overdue, note)


def _day(moment: str) -> date:
    return day_in_washington(moment)


def checked(found: Sequence[Health]) -> str:
    """In one line: `all 5 sources checked`, or how many were and how many are blind."""
    blind = sum(h.blind for h in found)
    if not found:
        return "no source is followed"
    if not blind:
        return f"all {len(found)} sources checked" if len(found) > 1 else "its one source checked"
    return f"{blind} of {len(found)} sources blind"
