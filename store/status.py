"""Events to status: intervals of states on six axes. Pure.

A state begins on its day and stands until the next one; both ends are half-open. An announcement
or a plan changes neither force nor applicability: it opens a promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from store.model import CONFIRM_RANK, LAW_RANK, STATEMENT_RANK, Event, Interval, Promise
from store.wording import exact

DAY = timedelta(days=1)
BEFORE = {
    "process": "none",
    "force": "not_in_force",
    "applicability": "not_yet",
    "enforcement": "normal",
    "oversight": "none",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """From this day on (None: a day not known) an axis is in this state, because of an event."""

    day: date | None
    state: str
    event: str


def _is(event: Event, *types: str) -> bool:
    return event.type in types and event.polarity == "affirmed"


def _law(events: Iterable[Event], *types: str, rank: int = LAW_RANK) -> list[Event]:
    found = [
        e
        for e in events
        if _is(e, *types) and e.authority_rank <= rank and e.modality in ("done", "scheduled")
    ]
    return sorted(found, key=lambda e: (e.asserted or e.first_known, e.date or "", e.id))


def process_turns(events: Sequence[Event]) -> list[Turn]:
    """Review, proposal, comment period, inspection, publication, withdrawal."""
    turns: list[Turn] = []
    for e in events:
        day = exact(e.date) or e.asserted
        heard = e.authority_rank <= 7 or len(e.publishers) > 1
        if _is(e, "review") and e.modality == "done" and heard:
            turns.append(Turn(day, "oira_review", e.id))
        elif _is(e, "withdrawal") and e.modality in ("done", "reported") and heard:
            turns.append(Turn(day, "withdrawn", e.id))
    for e in _law(events, "filing"):
        turns.append(Turn(exact(e.date), "on_public_inspection", e.id))
    proposed = [e for e in events if _is(e, "proposal") and e.authority_rank <= LAW_RANK]
    proposed_on = {e.date for e in proposed}
    for e in _law(events, "publication"):
        if e.date in proposed_on:
            continue  # a proposed rule is published to be proposed
        turns.append(Turn(exact(e.date), "published", e.id))
    for e in sorted(proposed, key=lambda e: (e.date or "", e.id)):
        turns.append(Turn(exact(e.date) or e.asserted, "proposed", e.id))
        closes = [(exact(c.date), c.id) for c in _law(events, "comment_deadline")]
        for closing, basis in closes[-1:]:
            start = exact(e.date) or e.asserted
            if closing and start and closing >= start:
                turns.append(Turn(start, "comment_open", basis))
                turns.append(Turn(closing + DAY, "comment_closed", basis))
    later_stage = {"published": 1, "withdrawn": 2}
    return sorted(turns, key=lambda t: (t.day or date.min, later_stage.get(t.state, 0)))


def effective(events: Sequence[Event]) -> list[Turn]:
    """When the rule is law: its effective date, and what a delay made of that date."""
    starts = _law(events, "entry_into_force")
    delays = [e for e in _law(events, "delay") if e.details.get("what") is None]
    turns: list[Turn] = []
    dated = sorted((exact(e.date), e.id) for e in starts if exact(e.date))
    if starts and not dated and not delays:
        turns.append(Turn(None, "unknown", starts[0].id))
    if dated:
        turns.append(Turn(dated[0][0], "in_force", dated[0][1]))
        parts = {d for d, i in dated if _provision(events, i)}
        if parts and dated[-1][0] != dated[0][0]:
            turns[0] = Turn(dated[0][0], "partially_in_force", dated[0][1])
            turns.append(Turn(dated[-1][0], "in_force", dated[-1][1]))
    for e in delays:
        turns = _part_delayed(turns, e) if e.details.get("provision") else _delayed(turns, e)
    return turns


def _provision(events: Sequence[Event], event: str) -> bool:
    return any(e.id == event and e.details.get("provision") for e in events)


def _delayed(turns: list[Turn], delay: Event) -> list[Turn]:
    """A delay moves a date still ahead; of a rule already in force it takes the force away."""
    new, said = exact(delay.date), exact(delay.details.get("on")) or delay.asserted
    begun = [t for t in turns if t.state == "in_force" and t.day and said and t.day < said]
    out = list(begun)
    if begun and said:
        out.append(Turn(said, "not_in_force", delay.id))
    if new:
        out.append(Turn(new, "in_force", delay.id))
    elif not begun:
        out.append(Turn(None, "unknown", delay.id))
    return out


def _part_delayed(turns: list[Turn], delay: Event) -> list[Turn]:
    """A delay of some provisions leaves the rest in force from its day: the whole is in force from
    the day on which the last of them bites."""
    new, said = exact(delay.date), exact(delay.details.get("on")) or delay.asserted
    begins = [t.day for t in turns if t.day and t.state in ("in_force", "partially_in_force")]
    if not begins:  # of the rest nothing is known
        return [*turns, Turn(new, "partially_in_force", delay.id)] if new else turns
    first = max(begins[-1], said or begins[-1])
    kept = [t for t in turns if not (t.day and t.day >= first)]
    whole = max(first, new) if new else None
    if whole == first:
        return turns
    out = [*kept, Turn(first, "partially_in_force", delay.id)]
    return [*out, Turn(whole, "in_force", delay.id)] if whole else out


def ends(events: Sequence[Event]) -> list[Turn]:
    """What ends the text: rescission, replacement, expiry of the whole, a court's vacatur."""
    turns = []
    for e in _law(events, "rescission", "replacement"):
        if not e.details.get("provision"):
            turns.append(Turn(exact(e.date) or e.asserted, "ended", e.id))
    for e in _law(events, "expiry"):
        last = exact(e.date)
        if e.details.get("whole") and last:
            turns.append(Turn(last + DAY, "ended", e.id))
    for e in _law(events, "court_ruling"):
        if e.details.get("outcome") == "vacated":
            turns.append(Turn(exact(e.date) or e.asserted, "ended", e.id))
    return sorted(turns, key=lambda t: t.day or date.max)[:1]


def applicability_turns(events: Sequence[Event], force: Sequence[Turn]) -> list[Turn]:
    """When one must act by the rule: compliance date or effective date; pauses and returns."""
    turns: list[Turn] = []
    starts = sorted(
        (d, e.id) for e in _law(events, "compliance") if (d := exact(e.date)) is not None
    )
    moved = [e for e in _law(events, "delay") if e.details.get("what") == "compliance"]
    begins = [t for t in force if t.state in ("in_force", "partially_in_force")]
    if moved and (day := exact(moved[-1].date)):
        turns.append(Turn(day, "applicable", moved[-1].id))
    elif starts and (not begins or starts[0][0] >= (begins[0].day or starts[0][0])):
        turns.append(Turn(starts[0][0], "applicable", starts[0][1]))
    else:
        turns += [
            Turn(t.day, "applicable" if t in begins else "not_yet", t.event)
            for t in force
            if t.state in ("in_force", "partially_in_force", "not_in_force")
        ]
        turns += [Turn(None, "unknown", t.event) for t in force if t.state == "unknown"]
    for e in _law(events, "suspension"):
        first = exact(e.date) or e.asserted
        turns = [t for t in turns if not (t.day and first and t.day >= first)]
        turns.append(Turn(first, "suspended", e.id))
        last, basis = _last_day(events, e)
        if last:
            turns.append(Turn(last + DAY, "presumed_applicable", basis))
    for e in _law(events, "reimposition", rank=CONFIRM_RANK):
        # A return that is only scheduled confirms nothing: it is what is presumed already.
        if e.modality == "done" and (day := exact(e.date)):
            due = (t.day for t in turns if t.state == "presumed_applicable" and t.day)
            if e.authority_rank > LAW_RANK and not any(d <= day for d in due):
                continue  # it confirms a scheduled return and never makes one
            turns = [t for t in turns if not (t.day and t.day >= day)]
            turns.append(Turn(day, "applicable", e.id))
    turns += [Turn(t.day, "ended", t.event) for t in force if t.state == "ended"]
    return sorted(turns, key=lambda t: t.day or date.min)


def _last_day(events: Sequence[Event], suspension: Event) -> tuple[date | None, str]:
    """The last day of a pause, by the latest document that states one."""
    first = exact(suspension.date)
    found: tuple[date | None, str] = (exact(suspension.details.get("last_day")), suspension.id)
    for e in _law(events, "suspension_end"):
        day = exact(e.date)
        if day and (not first or day >= first):
            found = (day - DAY if e.details.get("until") else day, e.id)
    return found


def enforcement_turns(events: Sequence[Event]) -> list[Turn]:
    """Whether the agency says that it enforces: its own word is enough for this axis."""
    turns = []
    for e in events:
        if e.type != "non_enforcement" or e.authority_rank > STATEMENT_RANK:
            continue
        if e.modality not in ("done", "announced", "scheduled"):
            continue
        state = "non_enforcement_announced" if e.polarity == "affirmed" else "resumed"
        turns.append(Turn(exact(e.date) or e.asserted, state, e.id))
    return sorted(turns, key=lambda t: t.day or date.min)


def oversight_turns(events: Sequence[Event]) -> list[Turn]:
    """What courts, Congress and GAO did; `outcome` is in the claim's details."""
    known = ("challenged", "stayed", "enjoined", "vacated", "cra_subject", "cra_disapproved")
    turns = []
    for e in events:
        outcome = e.details.get("outcome")
        if (
            _is(e, "court_ruling", "oversight_finding", "legislation")
            and e.modality == "done"
            and outcome in known
            and (e.authority_rank <= 7 or len(e.publishers) > 1)
        ):
            turns.append(Turn(exact(e.date) or e.asserted, outcome, e.id))
    return sorted(turns, key=lambda t: t.day or date.min)


def turns_of(events: Sequence[Event]) -> dict[str, list[Turn]]:
    """The turns of all axes of one instrument but `promise`, each in order of its days."""
    force = effective(events)
    for e in _law(events, "rescission", "replacement"):
        if e.details.get("provision"):  # a part that ended leaves the rest in force
            force.append(Turn(exact(e.date) or e.asserted, "partially_in_force", e.id))
    force.sort(key=lambda t: t.day or date.min)
    over = ends(events)
    if over and over[0].day:
        force = [t for t in force if not t.day or t.day < over[0].day] + over
    return {
        "process": process_turns(events),
        "force": force,
        "applicability": applicability_turns(events, force),
        "enforcement": enforcement_turns(events),
        "oversight": oversight_turns(events),
    }


def intervals(
    instrument: str,
    events: Sequence[Event],
    promises: Sequence[Promise],
    known_from: date | None = None,
    known_to: date | None = None,
) -> list[Interval]:
    """The states of one instrument in valid time, by what is known from one day to another."""
    out: list[Interval] = []
    leads = {e.id: e.claims[0][0] for e in events}

    def add(axis: str, state: str, a: date | None, b: date | None, event: str | None) -> None:
        if not (a and b and a >= b):
            known = known_from, known_to
            out.append(
                Interval(instrument, axis, state, a, b, *known, event, leads.get(event or ""))
            )

    for axis, turns in turns_of(events).items():
        state, since, basis = BEFORE[axis], None, None
        for turn in turns:
            if turn.state == state:
                continue
            if turn.day is None:
                state, basis = turn.state, turn.event
                continue
            add(axis, state, since, turn.day, basis)
            state, since, basis = turn.state, turn.day, turn.event
        add(axis, state, since, None, basis)
    for p in promises:
        add("promise", f"{p.type} {p.modality}", p.announced_on, p.fulfilled_on, p.event)
    return out
