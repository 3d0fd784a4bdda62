"""What a run brought: each question answered or lost with a reason, so that the tally adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from store.model import Tally

#: From the worst to the best.
VERDICTS: Final = ("blocked", "shape_changed", "blind", "quiet", "ok")


@dataclass
class Count:
    """Questions asked and what they met: `ok` or the verdict they were lost with. Roots
    (listings, searches, feeds) are told apart from the pages that they led to."""

    asked: int = 0
    fetched: int = 0
    new: int = 0
    same: int = 0
    roots: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def met(self, root: bool, verdict: str) -> None:
        """One question is settled."""
        (self.roots if root else self.pages).append(verdict)

    def note(self, message: str, sample: str | None = None, level: str = "warning") -> None:
        """A problem that people read."""
        self.problems.append({"level": level, "message": message, "sample": sample})

    def tally(
        self, source: str, now: datetime, seconds: float, ended: str | None, any_root: bool
    ) -> Tally:
        """The run in numbers. `ended` says why it was ended before it was done; with `any_root`
        one root of many that was seen is enough to say that the source was."""
        left = self.asked - len(self.roots) - len(self.pages)
        if left and not ended:
            ended = f"{left} of {self.asked} questions were never answered"
        verdict = self._verdict(bool(ended), any_root)
        errors = [p["message"] for p in self.problems if p["level"] == "error"]
        error = ended
        if error is None and verdict not in ("ok", "quiet"):
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            error = (errors or ["nothing was asked"])[0] + more
        return Tally(
            source=source,
            started=now,
            finished=now + timedelta(seconds=seconds),
            fetched=self.fetched,
            new=self.new,
            same=self.same,
            failed=sum(met != "ok" for met in (*self.roots, *self.pages)),
            verdict=verdict,
            error=error,
            problems=tuple(self.problems),
        )

    def _verdict(self, ended: bool, any_root: bool) -> str:
        enough = any if any_root else all
        if not self.roots or not enough(met == "ok" for met in self.roots):
            return _worst(self.roots)
        if self.pages and "ok" not in self.pages:
            return _worst(self.pages)
        if ended:
            return "blind"
        return "ok" if self.new else "quiet"


def _worst(met: Iterable[str]) -> str:
    return min(met, key=VERDICTS.index, default="blind")
