"""What amendatory instructions change in substance: thresholds, ECCNs, countries, exceptions.

A claim is made only where the instruction's own words, or the words it removes and prints, show
the substance; a paragraph that is merely revised makes none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nlp.amendments.tiers import Standing, tiers
from store.model import Claim, Text, TextualChange

#: How the substance of a document of each kind is told; other kinds amend nothing.
_MODALITY: Final = {"rule": "done", "proposed_rule": "proposed"}
_ECCN: Final = re.compile(r"15 CFR 774 supp\. 1 ECCN (\d[A-E]\d{3})\b")
_EXCEPTION: Final = re.compile(r"\bLicense Exception ([A-Z][A-Za-z -]{2,90}?)\s?\(([A-Z]{2,6})\)")
_NUMBERS: Final = frozenset({"THRESHOLD", "PERCENT"})
_OPERATIONS: Final = frozenset({"add", "revise", "remove", "reserve"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The document whose instructions are read: its rule, its kind, and the day it takes effect
    (ISO), where it says one."""

    kind: str | None
    effective: str | None = None
    instrument: str | None = None
    instrument_id: str | None = None
    actor: str | None = None


def substance(changes: Sequence[TextualChange], text: str, subject: Subject) -> tuple[Claim, ...]:
    """The claims that the changes of a rule or proposed rule bear, in order of place.

    One claim for each type, operation and instruction: `threshold_change` (details `name`, `unit`,
    `old`, `new`), `scope_change` (details `eccn`, `operation`), `country_treatment` (details
    `countries`, `group`, `operation`), `license_requirement_lifted` (details `exceptions`).
    """
    modality = _MODALITY.get(subject.kind or "")
    if modality is None:
        return ()
    claims = [
        *_thresholds(changes), *_eccns(changes), *_countries(tiers(changes, text), changes),
        *_exceptions(changes),
    ]  # fmt: skip
    made = []
    for type_, start, end, details in claims:
        made.append(
            Claim(
                type=type_,
                modality=modality,
                polarity="affirmed",
                quote=text[start:end],
                start=start,
                end=end,
                instrument=subject.instrument,
                instrument_id=subject.instrument_id,
                actor=subject.actor,
                date=subject.effective,
                date_precision="day" if subject.effective else "unknown",
                date_basis="stated" if subject.effective else None,
                rule="amendment",
                details=details,
            )
        )
    return tuple(sorted(made, key=lambda c: (c.start, c.type, c.end)))


_Told = tuple[str, int, int, dict[str, Any]]


def _thresholds(changes: Sequence[TextualChange]) -> Iterator[_Told]:
    for change in changes:
        if change.operation != "replace" or not change.old_text or not change.new_text:
            continue
        old, new = _threshold(change.old_text), _threshold(change.new_text)
        if old is None or new is None:
            continue
        same = all(old.get(k) == new.get(k) for k in ("unit", "name"))
        differs = any(old.get(k) != new.get(k) for k in ("number", "comparator"))
        if same and differs:
            details = {"name": new.get("name"), "unit": new.get("unit")}
            for key, value in (("old", old), ("new", new)):
                details[key] = {k: value.get(k) for k in ("comparator", "number")}
            yield "threshold_change", change.start, change.end, details


def _threshold(words: str) -> dict[str, Any] | None:
    """The one threshold that a snippet states, or None where it states none or several."""
    from nlp.pipeline import mentions

    if not re.search(r"\d", words) or len(words) > 2_000:
        return None
    found = [m for m in mentions(Text("snippet", words)) if m.label in _NUMBERS]
    values = [dict(m.value) for m in found if m.value.get("number") is not None]
    return values[0] if len(values) == 1 else None


def _eccns(changes: Sequence[TextualChange]) -> Iterator[_Told]:
    by: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    told: set[tuple[str | None, str]] = set()
    for change in changes:
        m = _ECCN.match(change.cfr_path or "")
        if (
            m
            and change.operation in _OPERATIONS
            and not (change.cfr_path or "").endswith("heading")
        ):
            operation = "remove" if change.operation == "reserve" else change.operation
            # one instruction that revises an entry and adds a paragraph to it changes it once
            if (change.instruction, m[1]) not in told:
                told.add((change.instruction, m[1]))
                by[change.start, change.end, operation].append(m[1])
    for (start, end, operation), codes in by.items():
        yield "scope_change", start, end, {"eccn": codes, "operation": operation}


def _countries(standings: Sequence[Standing], changes: Sequence[TextualChange]) -> Iterator[_Told]:
    ends = {c.start: c.end for c in changes}
    by: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for s in standings:
        if s.country not in by[s.at, s.tier, s.operation]:
            by[s.at, s.tier, s.operation].append(s.country)
    for (at, tier, operation), codes in by.items():
        details = {"countries": codes, "group": tier, "operation": operation}
        yield "country_treatment", at, ends[at], details


def _exceptions(changes: Sequence[TextualChange]) -> Iterator[_Told]:
    """New sections of part 740 whose heading names a License Exception."""
    by: dict[tuple[int, int], list[str]] = defaultdict(list)
    for change in changes:
        if change.operation != "add" or not re.fullmatch(
            r"15 CFR 740\.\d{1,3}", change.cfr_path or ""
        ):
            continue
        if m := _EXCEPTION.search((change.new_text or "")[:240]):
            by[change.start, change.end].append(f"{m[1].strip()} ({m[2]})")
    for (start, end), names in by.items():
        details = {"exceptions": names, "operation": "add"}
        yield "license_requirement_lifted", start, end, details
