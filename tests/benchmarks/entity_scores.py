"""Entities against a text that a person annotated: normal forms, counted as a set for each text.

TIER, COUNTRY (not the United States), AGENCY, ECCN by their codes and names; COMPANY by its name
without its legal form; DATE where a day, month or year is printed and the text or its publication
tells the year; THRESHOLD by its number, COMPARATOR by that of each number found. A number that the
annotator has nowhere, and a price, a revenue or the size of a market told as a threshold, are
extra; one that is neither is let pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]
#: Bodies that annotators do not count among the agencies.
NO_AGENCIES: Final = frozenset({"Congress", "House", "Senate"})
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_FIRST: Final = re.compile(r"\d{4}")
_LEGAL_FORM: Final = re.compile(
    r"\b(?:inc|corp|corporation|company|co|ltd|limited|plc|nv|ag|sa|group|holdings?|electronics"
    r"|technologies)\b"
)
_OF_POLICY: Final = re.compile(r"tpp|operation|op/s|gb(?:it)?/s|chip|gpu", re.I)
_SHARE_OF_POLICY: Final = re.compile(
    r"affiliat|ownership|computing|capacity abroad|capped|in one tier", re.I
)
_OF_THE_MARKET: Final = re.compile(
    r"market|revenue|sales|earning|growth|fall|lost|move|trade|charge|budget|package|refining", re.I
)


@dataclass
class Tally:
    """Found and right, found and wrong, not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Count another's too."""
        self.right += other.right
        self.extra += other.extra
        self.missed += other.missed

    @property
    def recall(self) -> float | None:
        """Of what there is, what was found; None where there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else None

    @property
    def f1(self) -> float | None:
        """None where there is nothing to find, or nothing was found."""
        if not (self.right + self.extra and self.right + self.missed):
            return None
        return 2 * self.right / (2 * self.right + self.extra + self.missed)


def year_known(text: Row, printed: str | None) -> bool:
    """Whether the year of a printed date is in its words or follows from the publication."""
    return bool(text["published"] or _YEAR.search(printed or ""))


def entity_tallies(text: Row, mentions: Sequence[Row]) -> dict[str, Tally]:
    """For each label, what is found, extra and missed in a text."""
    told: defaultdict[str, list[Any]] = defaultdict(list)
    for mention in mentions:
        told[mention["label"]].append(mention["value"])
    there = text["entities"]
    dates, doubtful = _dates(text)
    thresholds, comparators = _thresholds(there["thresholds"], told["THRESHOLD"])
    read = {v["iso"] for v in told["DATE"] if v.get("iso") and v.get("basis") in ("stated", None)}
    return {
        "TIER": _sets((str(t["norm"] if isinstance(t, dict) else t) for t in there["tiers"]),
                      (str(v["tier"]) for v in told["TIER"])),
        "COMPANY": _sets((_bare(c["name"]) for c in there["companies"]),
                         (_bare(str(v["name"])) for v in told["COMPANY"])),
        "COUNTRY": _sets(there["countries"], {v["alpha2"] for v in told["COUNTRY"]} - {"US"}),
        "AGENCY": _sets(there["agencies"], {v["name"] for v in told["AGENCY"]} - NO_AGENCIES),
        "DATE": _sets(dates, read - doubtful),
        "ECCN": _sets(there["eccns"], (v["code"] for v in told["ECCN"])),
        "THRESHOLD": thresholds,
        "COMPARATOR": comparators,
    }  # fmt: skip


def _sets(there: Iterable[str], told: Iterable[str]) -> Tally:
    a, b = {x for x in there if x}, {x for x in told if x}
    return Tally(len(a & b), len(b - a), len(a - b))


def _bare(company: str) -> str:
    return re.sub(r"\W+", "", _LEGAL_FORM.sub("", re.sub(r"[.,]", "", company.casefold())))


def _dates(text: Row) -> tuple[set[str], set[str]]:
    """The days printed in a text, and those whose year nothing tells."""
    printed = [d for d in text["entities"]["dates"] if _YEAR_FIRST.match(d.get("iso") or "")]
    doubtful = {d["iso"] for d in printed if not year_known(text, d.get("surface"))}
    return {d["iso"] for d in printed} - doubtful, doubtful


def _thresholds(there: Sequence[Row], told: Sequence[Row]) -> tuple[Tally, Tally]:
    """The numbers, and the comparators of the numbers found."""
    counted, comparators = Tally(), Tally()
    numbers = [t for t in there if t.get("value") is not None]
    for t in numbers:
        found = [m for m in told if _close(t, m["number"])]
        unit, subject = t.get("unit") or "", t.get("subject") or ""
        if _OF_POLICY.search(unit) or (unit == "percent" and _SHARE_OF_POLICY.search(subject)):
            counted.add(Tally(right=1) if found else Tally(missed=1))
            if found and t.get("comparator"):
                right = any(m.get("comparator") == t["comparator"] for m in found)
                comparators.add(Tally(right=1) if right else Tally(extra=1, missed=1))
        if found and _OF_THE_MARKET.search(subject):
            counted.extra += 1
    strange = {m["number"] for m in told if not any(_close(t, m["number"]) for t in numbers)}
    counted.extra += len(strange)
    return counted, comparators


def _close(threshold: Row, number: float) -> bool:
    value = float(threshold["value"])
    return abs(number - value) <= 1e-6 * max(1, abs(value))
