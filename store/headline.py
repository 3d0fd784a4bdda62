"""The status of one instrument on one day, said in a sentence made of parts. Pure.

The parts always come in this order: force; applicability with its date; enforcement; oversight;
then each open promise with its age.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from store.model import Interval, Promise, Status
from store.promises import open_on, promise_words
from store.status import BEFORE, DAY

#: Oversight that changes what one must do; a finding or a challenge alone stands on its axis only.
HEARD = ("stayed", "enjoined", "vacated", "cra_disapproved")
STAGE_WORDS = {
    "proposed": "proposed",
    "comment_open": "proposed",
    "comment_closed": "proposed",
    "oira_review": "under review since",
    "on_public_inspection": "on public inspection since",
    "published": "published",
    "withdrawn": "withdrawn",
}


def state_on(found: Iterable[Interval], axis: str, day: date) -> Interval | None:
    """The interval of an axis that holds on a day."""
    for i in found:
        if (
            i.axis == axis
            and (not i.valid_from or i.valid_from <= day)
            and (not i.valid_to or day < i.valid_to)
        ):
            return i
    return None


def status_on(
    instrument: str,
    name: str,
    found: Sequence[Interval],
    promises: Sequence[Promise],
    as_of: date,
    known_at: date,
) -> Status:
    """Status and headline on `as_of`, from the intervals and promises known on `known_at`."""
    at = {axis: state_on(found, axis, as_of) for axis in BEFORE}
    standing = [p for p in promises if p.announced_on <= as_of]
    shown = [p for p in standing if open_on(p, as_of) == "open"]
    basis = [i.basis_event for i in at.values() if i and i.basis_event] + [p.event for p in shown]
    return Status(
        instrument=name,
        instrument_id=instrument,
        as_of=as_of,
        known_at=known_at,
        headline=headline_of(at, shown, found, as_of),
        axes={axis: i.state if (i := at[axis]) else BEFORE[axis] for axis in BEFORE},
        promises=tuple(
            {
                "type": p.type,
                "announced_on": p.announced_on.isoformat(),
                "age_days": (min(p.fulfilled_on or as_of, as_of) - p.announced_on).days,
                "state": open_on(p, as_of),
                "due": p.due,
                "modality": p.modality,
            }
            for p in standing
        ),
        basis=tuple(dict.fromkeys(basis)),
    )


def headline_of(
    at: Mapping[str, Interval | None],
    promises: Sequence[Promise],
    found: Sequence[Interval],
    as_of: date,
) -> str:
    """The sentence, for example `In force; suspended 2025-11-10 to 2026-11-09.`"""
    force = at["force"]
    state = force.state if force else BEFORE["force"]
    parts: list[str] = []
    if state == "in_force":
        parts += ["in force", _applicability(at["applicability"])]
    elif state == "partially_in_force" and force:
        parts += [
            f"partially in force since {force.valid_from}",
            _applicability(at["applicability"]),
        ]
    elif state == "ended" and force:
        parts.append(f"ended {force.valid_from}")
    elif state == "unknown":
        parts.append("force unknown (no date found)")
    else:
        parts += ["not in force", _stage(at["process"], found), _ahead(force, found)]
    if (i := at["enforcement"]) and i.state == "non_enforcement_announced":
        parts.append(f"not enforced since {i.valid_from} (announced)")
    elif i and i.state == "resumed":
        parts.append(f"enforcement resumed {i.valid_from}")
    if (i := at["oversight"]) and i.state in HEARD:
        parts.append(f"{i.state.replace('_', ' ')} since {i.valid_from}")
    told = [p for p in promises if p.modality != "scheduled"]
    told.sort(key=lambda p: (p.modality != "announced", p.announced_on, p.type))
    parts += [promise_words(p, as_of) for p in told]
    line = "; ".join(filter(None, parts))
    return line[0].upper() + line[1:] + "."


def _applicability(now: Interval | None) -> str:
    if not now:
        return ""
    if now.state == "applicable":
        return f"applicable since {now.valid_from}"
    if now.state == "suspended":
        last = f" to {now.valid_to - DAY}" if now.valid_to else ", no end stated"
        return f"suspended {now.valid_from}{last}"
    if now.state == "presumed_applicable":
        return f"presumed applicable since {now.valid_from} (suspension ended, not confirmed)"
    if now.state == "not_yet":
        return f"not yet applicable (from {now.valid_to})" if now.valid_to else "not yet applicable"
    return f"applicability {now.state}"


def _stage(process: Interval | None, found: Sequence[Interval]) -> str:
    """How far the making of the rule has come, with its day: `proposed 2024-09-11`."""
    words = STAGE_WORDS.get(process.state if process else "none")
    if not process or not words:
        return ""
    since = process.valid_from
    if process.state in ("comment_open", "comment_closed"):
        earlier = [
            i.valid_from
            for i in found
            if i.axis == "process" and i.state in ("proposed", "comment_open") and i.valid_from
        ]
        since = min(earlier, default=since)
    words = f"{words} {since}"
    if process.state == "comment_open" and process.valid_to:
        words += f"; comments until {process.valid_to - DAY}"
    return words


def _ahead(force: Interval | None, found: Sequence[Interval]) -> str:
    """The day on which the rule is set to become law."""
    if not force or not force.valid_to:
        return ""
    after = state_on(found, "force", force.valid_to)
    becomes = after and after.state in ("in_force", "partially_in_force")
    return f"effective {force.valid_to}" if becomes else ""
