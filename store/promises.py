"""What was announced and is not law yet, and the days to act by. Pure.

A promise opens with the actor's own statement (rank 6 or better), never with what the press tells
alone. It is kept by a law event of the same type that is asserted on or after it, withdrawn by the
actor's denial, and lapsed when its due day passed a month ago with no law to show for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from store.model import GROUPS, LAW_RANK, STATEMENT_RANK, Deadline, Event, Promise
from store.wording import exact, type_words

#: What can be promised: a change of the law. Guidance and reviews are acts of their own.
PROMISED = frozenset({"delay", "suspension", "reimposition", *GROUPS["end"], *GROUPS["substance"]})
#: An agency may file on the day of its release and publish days later.
SAME_ACT = timedelta(days=3)
LAPSES_AFTER = timedelta(days=30)
#: Which day a delay moves, by what it says it is a delay of.
MOVED = {None: "entry_into_force", "compliance": "compliance"}
MOVED_BY_DELAY = frozenset({"entry_into_force", "compliance"})
DEADLINES = frozenset(
    {"comment_deadline", "entry_into_force", "compliance", "expiry", "suspension_end"}
)


def promises(events: Sequence[Event]) -> list[Promise]:
    """The promises of one instrument, one for each type until it is kept; sorted by day."""
    law: dict[str, list[Event]] = defaultdict(list)
    for e in events:
        if e.stage == "law" and e.polarity == "affirmed" and e.authority_rank <= LAW_RANK:
            law[e.type].append(e)
    found: list[Promise] = []
    standing: dict[str, Promise] = {}
    for e in sorted(events, key=lambda e: (e.asserted or e.first_known, e.authority_rank, e.id)):
        if not _promises(e):
            continue
        said = e.asserted or e.first_known
        if any(_when(other) <= said for other in law[e.type]):
            continue
        if e.type in standing and not _kept_before(standing[e.type], said):
            standing[e.type] = _stronger(standing[e.type], e)
            found = [standing[e.type] if p.id == standing[e.type].id else p for p in found]
            continue
        keeper = min(
            (o for o in law[e.type] if _when(o) > said),
            key=lambda o: (_when(o), o.id),
            default=None,
        )
        denial = next((o for o in events if _denies(o, e.type) and _when(o) > said), None)
        end = keeper or denial
        promise = Promise(
            id=f"{e.instrument}/{e.type}.promise.{said}",
            instrument=e.instrument or "",
            type=e.type,
            modality="announced" if e.modality == "announced" else "planned",
            announced_on=said,
            due=_due(e, said),
            state="kept" if keeper else "withdrawn" if denial else "open",
            fulfilled_by=end.id if end else None,
            fulfilled_on=_when(end) if end else None,
            event=e.id,
        )
        standing[e.type] = promise
        found.append(promise)
    found += _returns(events)
    return sorted(found, key=lambda p: (p.announced_on, p.id))


def _when(event: Event) -> date:
    return event.asserted or event.first_known


def _promises(e: Event) -> bool:
    return (
        e.instrument is not None
        and e.type in PROMISED
        and e.polarity == "affirmed"
        and e.modality in ("announced", "planned")
        and e.stage == "statement"
        and e.authority_rank <= STATEMENT_RANK
    )


def _denies(e: Event, kind: str) -> bool:
    """The actor takes its word back: a denial of rank 6 or better."""
    return e.type == kind and e.modality == "denied" and e.authority_rank <= STATEMENT_RANK


def _kept_before(promise: Promise, day: date) -> bool:
    return promise.fulfilled_on is not None and promise.fulfilled_on <= day


def _stronger(promise: Promise, event: Event) -> Promise:
    """A plan that is announced later is one promise, open since the plan, told as announced."""
    if promise.modality == "announced" or event.modality != "announced":
        return promise
    return Promise(
        promise.id,
        promise.instrument,
        promise.type,
        "announced",
        promise.announced_on,
        promise.due or _due(event, _when(event)),
        promise.state,
        promise.fulfilled_by,
        promise.fulfilled_on,
        promise.event,
    )


def _due(event: Event, said: date) -> str | None:
    return event.date if event.date and event.date > said.isoformat() else None


def _returns(events: Sequence[Event]) -> Iterable[Promise]:
    """The stated end of a suspension promises the return of what was suspended."""
    ends = [e for e in events if e.type == "suspension_end" and e.stage == "law" and e.date]
    ends = [e for e in ends if len(e.date or "") == 10 and e.polarity == "affirmed"]
    for e in sorted(ends, key=lambda e: (_when(e), e.date or "", e.id))[-1:]:
        last = date.fromisoformat(e.date or "")
        due = last if e.details.get("until") else last + timedelta(days=1)
        done = [o for o in events if o.type == "reimposition" and o.authority_rank <= 4]
        kept = next((o for o in done if o.modality == "done" and (o.date or "") >= str(last)), None)
        yield Promise(
            id=f"{e.instrument}/reimposition.promise.{_when(e)}",
            instrument=e.instrument or "",
            type="reimposition",
            modality="scheduled",
            announced_on=_when(e),
            due=due.isoformat(),
            state="kept" if kept else "open",
            fulfilled_by=kept.id if kept else None,
            fulfilled_on=_when(kept) if kept else None,
            event=e.id,
        )


def open_on(promise: Promise, day: date) -> str:
    """The state of a promise on a day: `open`, `kept` or `lapsed` (`withdrawn` as recorded)."""
    if promise.fulfilled_on and promise.fulfilled_on <= day:
        return promise.state
    due = exact(promise.due) if promise.modality != "scheduled" else None
    return "lapsed" if due and day > due + LAPSES_AFTER else "open"


def promise_words(promise: Promise, day: date) -> str:
    """`rescission announced 2025-05-13, not effected (open 380 days)`."""
    age = (day - promise.announced_on).days
    words = f"{type_words(promise.type)} {promise.modality} {promise.announced_on}, not effected"
    return f"{words} (open {age} day{'' if age == 1 else 's'})"


def deadlines(events: Sequence[Event]) -> list[Deadline]:
    """The days to act by of one instrument; `sequence` counts how often a day moved.

    Only what the law says counts, and only days: a month is no day to act by. A compliance or an
    effective date moves by a delay alone, and several of them stand side by side (parts of a rule
    have dates of their own); any other day is moved by a later document that gives another. What
    expires in a rule, but is not the rule, is of the kind `expiry_of_part`.
    """
    told: dict[str, list[Event]] = defaultdict(list)
    delays: dict[str, list[Event]] = defaultdict(list)
    for e in sorted(events, key=lambda e: (_when(e), e.date or "", e.id)):
        if e.stage != "law" or e.polarity != "affirmed" or len(e.date or "") != 10:
            continue
        if e.type == "delay":
            delays[MOVED.get(e.details.get("what"), "date_in_rule")].append(e)
        elif e.type in DEADLINES:
            part = e.type == "expiry" and not e.details.get("whole")
            told["expiry_of_part" if part else e.type].append(e)
    over = any(e.type in ("rescission", "withdrawal") and e.stage == "law" for e in events)
    found = []
    for kind in sorted({*told, *delays}):
        if kind in delays:
            standing, moved = delays[kind][-1:], len(delays[kind])
        elif kind in MOVED_BY_DELAY:
            standing, moved = told[kind], 0
        else:
            standing, moved = _latest(told[kind])
        for n, e in enumerate(sorted(standing, key=lambda e: (e.date or "", e.id))):
            found.append(
                Deadline(
                    id=f"{e.instrument}/{kind}" + (f".{e.date}" if n else ""),
                    instrument=e.instrument or "",
                    kind=kind,
                    date=e.date or "",
                    precision=e.date_precision,
                    state="cancelled" if over else "moved" if moved else "standing",
                    sequence=moved,
                    event=e.id,
                )
            )
    return found


def _latest(acts: Sequence[Event]) -> tuple[list[Event], int]:
    """What the latest document says, and how many earlier ones gave other days."""
    batches: list[list[Event]] = []
    for e in acts:
        if batches and _when(e) - _when(batches[-1][0]) <= SAME_ACT:
            batches[-1].append(e)
        else:
            batches.append([e])
    return batches[-1], len(batches) - 1
