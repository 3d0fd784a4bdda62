"""What stands on a day: deadlines ahead, promises not kept, and what is told against the record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store.harmless import address, line
from store.model import Deadline, Event
from store.promises import DEADLINES, deadlines
from store.telling import (
    Chip,
    Item,
    Quote,
    Section,
    Window,
    attribution,
    day_words,
    distinct,
    evidence,
    in_days,
    once,
    quoted,
    section,
    statuses,
    weight,
)
from store.wording import deadline_words, type_words

if TYPE_CHECKING:
    from store.database import Store

#: How far ahead a deadline is told.
AHEAD: Final = timedelta(days=120)
SOON: Final = 14
_LAW: Final = """
SELECT e.id, e.type, e.modality, e.polarity, e.stage, e.instrument, e.date, e.date_precision,
  e.old_date, e.asserted, e.actor, e.authority_rank, e.headline, e.first_known, i.name, e.details
FROM event e LEFT JOIN instrument i ON i.id = e.instrument
WHERE e.stage = 'law' AND e.first_known <= :on AND e.instrument IS NOT NULL
  AND e.type IN (SELECT value FROM json_each(:types))
  AND e.instrument IN (SELECT instrument FROM event WHERE stage = 'law' AND date >= :on)
"""


def deadlines_ahead(
    store: Store, window: Window, subject: frozenset[str]
) -> tuple[Section, list[int]]:
    """Days to act by as known on `on`, soonest first; and the days left of each.

    What is due for one rule on one day is one item.
    """
    acts: dict[str, list[Event]] = defaultdict(list)
    names: dict[str, str] = {}
    types = json.dumps([*DEADLINES, "delay", "rescission", "withdrawal"])
    for row in store.ask(_LAW, {"on": window.days["on"], "types": types})[1]:
        if row[5] in subject:
            acts[row[5]].append(_event(row))
            names[row[5]] = row[14] or row[5]
    first, last = window.days["on"], (window.on + AHEAD).isoformat()
    near: dict[tuple[str, str], list[Deadline]] = defaultdict(list)
    for told in acts.values():
        for d in deadlines(told):
            if d.state != "cancelled" and first <= d.date <= last:
                near[(d.date, d.instrument)].append(d)
    behind = evidence(store, [d.event for due in near.values() for d in due], window.on)
    moved_from = {e.id: e.old_date for told in acts.values() for e in told}
    items, left = [], []
    for (day, instrument), due in sorted(near.items()):
        when = date.fromisoformat(day)
        left.append((when - window.on).days)
        kinds = " · ".join(deadline_words(d.kind) for d in due)
        moved = [old for d in due if d.state == "moved" and (old := moved_from.get(d.event))]
        quotes = [behind[d.event].quote for d in due if d.event in behind]
        items.append(
            Item(
                title=line(names[instrument]),
                chips=(Chip(in_days(left[-1]), "warn" if left[-1] <= SOON else "info"),),
                said=f"{kinds} {day_words(when)}",
                lines=tuple(f"The date moved from {old}." for old in moved),
                quotes=distinct([Quote("", q.by, q.url) for q in quotes], 1),
            )
        )
    return section("deadlines", "Deadlines", items, 10, more="ruletrail query deadlines"), left


def _event(row: Sequence[Any]) -> Event:
    return Event(
        id=row[0],
        type=row[1],
        modality=row[2],
        polarity=row[3],
        stage=row[4],
        instrument=row[5],
        date=row[6],
        date_precision=row[7],
        old_date=row[8],
        asserted=date.fromisoformat(row[9]) if row[9] else None,
        actor=row[10],
        authority_rank=row[11],
        headline=row[12],
        first_known=date.fromisoformat(row[13]),
        claims=(),
        publishers=(),
        details=json.loads(row[15]),
    )


def promised(
    store: Store,
    window: Window,
    subject: frozenset[str],
    looked: str | None,
    shown: frozenset[str],
) -> Section:
    """What was announced and is not law, newest first; `looked` says where the law was searched.

    Quotes that were `shown` are not repeated.
    """
    _, rows = store.ask("SELECT instrument, type, announced_on, event FROM promise")
    source = {(r[0], r[1], r[2]): r[3] for r in rows}
    promising = subject & {r[0] for r in rows}
    standing = [
        (s, p)
        for _, s in sorted(statuses(store, window.on, promising).items())
        for p in s.promises
        if p["state"] in ("open", "lapsed") and p["modality"] != "scheduled"
    ]
    standing.sort(key=lambda sp: weight(sp[1]["type"]))
    standing.sort(key=lambda sp: sp[1]["announced_on"], reverse=True)
    events_of = [source.get((s.instrument_id, p["type"], p["announced_on"])) for s, p in standing]
    told = evidence(store, [e for e in events_of if e], window.on)
    items = []
    for (s, p), event in zip(standing, events_of, strict=True):
        age = int(p["age_days"])
        words = f"{type_words(p['type'])} {p['modality']} {p['announced_on']}, not effected"
        chip = Chip(f"open {age} day{'' if age == 1 else 's'}", "ahead")
        lines = [f"Due {p['due']}."] if p["due"] else []
        if p["state"] == "lapsed":
            chip = Chip(f"lapsed, {age} days old", "off")
        behind = told.get(event or "")
        quotes = (once(behind.quote, shown),) if behind else ()
        items.append(
            Item(line(s.instrument), None, (chip,), words, lines=tuple(lines), quotes=quotes)
        )
    more = "ruletrail query announced_not_effected"
    return section("promises", "Announced, not law", items, 8, intro=looked, more=more)


_DISPUTES: Final = """
SELECT x.instrument, i.name, x.field, x.left_value, x.right_value, l.type, r.quote, r.modality,
  ld.publisher, ld.authority_rank, ld.published, ld.url,
  rd.publisher, rd.authority_rank, rd.published, rd.url, x.right_claim
FROM contradiction_list x LEFT JOIN instrument i ON i.id = x.instrument
  JOIN claim l ON l.id = x.left_claim JOIN wording lw ON lw.rowid = l.wording
  JOIN document ld ON ld.id = lw.document
  JOIN claim r ON r.id = x.right_claim JOIN wording rw ON rw.rowid = r.wording
  JOIN document rd ON rd.id = rw.document
WHERE date(lw.seen, '-5 hours') <= :on AND date(rw.seen, '-5 hours') <= :on
  AND (date(lw.seen, '-5 hours') >= :since OR date(rw.seen, '-5 hours') >= :since)
ORDER BY x.instrument, x.field, rd.authority_rank, rd.published, rd.publisher, x.contradiction
"""
_VALUES: Final = {
    "affirmed": "so",
    "negated": "not so",
}


def disputed(store: Store, window: Window, subject: frozenset[str]) -> Section:
    """What is told otherwise than the record has it; the outlets that tell the same together."""
    claims: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in store.ask(_DISPUTES, window.days)[1]:
        if not row[0] or row[0] in subject:
            claims[row[16]].append(row)
    groups: dict[tuple[Any, ...], list[Sequence[Any]]] = defaultdict(list)
    for rows in claims.values():
        told = ", ".join(_value(field, right) for _, _, field, _, right, *_ in rows)
        record = ", ".join(_value(field, left) for _, _, field, left, *_ in rows)
        groups[(rows[0][0], rows[0][5], told, record)].append(rows[0])
    items = []
    for (_, kind, told, record), rows in groups.items():
        first = rows[0]
        outlets = list(dict.fromkeys(line(r[12], 60) for r in rows))
        names = ", ".join(outlets[:4]) + (f" and {len(outlets) - 4} more" if outlets[4:] else "")
        better = attribution(first[8], first[9], first[10])
        quotes = [
            Quote(quoted(r[6], r[13]), attribution(r[12], r[13], r[14]), address(r[15]))
            for r in rows
        ]
        item = Item(
            title=line(first[1] or first[0] or "No rule named"),
            chips=(Chip("disputed", "warn"),),
            pairs=(
                ("told", f"{type_words(kind)}: {told}, by {names}"),
                ("record", f"{type_words(kind)}: {record}, by {better}"),
            ),
            quotes=distinct(quotes, 2),
        )
        items.append(((weight(kind), -len(outlets)), item))
    items.sort(key=lambda i: (*i[0], i[1].title.casefold(), i[1].pairs))
    return section(
        "disputed", "Press against record", [i for _, i in items], 8,
        intro="Told otherwise than the better source has it; the record follows the better one.",
        more="ruletrail query press_against_record",
    )  # fmt: skip


def _value(field: str, value: str) -> str:
    """A value of a disputed field in words: `so`, `announced`, `2025-05-15`."""
    if field == "date":
        return line(value or "no date", 40)
    return _VALUES.get(value, line(value, 40))
