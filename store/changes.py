"""What changed in the ledger between two days: status, events, deadlines, promises, disputes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from store.harmless import line
from store.model import MODALITY_CLASS, STATEMENT_RANK, Status
from store.telling import (
    Chip,
    Evidence,
    Item,
    Section,
    Window,
    distinct,
    evidence,
    happening,
    once,
    section,
    statuses,
    weight,
)
from store.wording import AUTHORITY, type_words

if TYPE_CHECKING:
    from store.database import Store

_AGE: Final = re.compile(r" \(open \d+ days?\)")
_EVENTS: Final = """
SELECT event, type, modality, polarity, stage, instrument, date, date_precision, old_date,
  asserted, actor, authority_rank, headline, first_known, instrument_name
FROM event_list
"""
#: A status turns where a state begins or ends, or becomes known; a promise also lapses.
_TURNING: Final = """
SELECT DISTINCT instrument FROM status WHERE axis = 'promise'
  OR known_from BETWEEN :since AND :on OR known_to BETWEEN :since AND :on
  OR valid_from BETWEEN :since AND :on OR valid_to BETWEEN :since AND :on
"""
_BEHIND: Final = """
SELECT id, instrument, type, authority_rank FROM event
WHERE instrument IN (SELECT value FROM json_each(:instruments))
  AND stage IN ('law', 'statement') AND polarity = 'affirmed'
  AND first_known BETWEEN :since AND :on
"""


def chips(status: Status) -> tuple[Chip, ...]:
    """The state of a rule in one chip, by the precedence of headlines, and one for what was
    announced and is not law."""
    axes = status.axes
    force = axes["force"]
    main = Chip("not in force", "off")
    if axes["oversight"] in ("vacated", "enjoined", "stayed"):
        main = Chip(axes["oversight"], "bad")
    elif force == "ended":
        main = Chip("ended", "off")
    elif axes["applicability"] == "suspended":
        main = Chip("suspended", "warn")
    elif axes["enforcement"] == "non_enforcement_announced":
        main = Chip("in force, not enforced", "warn")
    elif axes["applicability"] == "presumed_applicable":
        main = Chip("presumed applicable", "warn")
    elif force in ("in_force", "partially_in_force"):
        partly = "partially in force" if force != "in_force" else "in force"
        not_yet = axes["applicability"] == "not_yet"
        main = Chip(f"{partly}, not yet applicable" if not_yet else partly, "good")
    elif force == "unknown":
        main = Chip("force unknown", "off")
    elif axes["process"] in ("proposed", "comment_open", "comment_closed"):
        main = Chip("proposed, not in force", "info")
    ahead = [
        Chip(f"{type_words(p['type'])} {p['modality']}, not law", "ahead")
        for p in sorted(status.promises, key=lambda p: weight(p["type"]))
        if p["state"] == "open" and p["modality"] != "scheduled"
    ]
    return (main, *ahead[:2])


def status_changes(
    store: Store, window: Window, subject: frozenset[str]
) -> tuple[Section, frozenset[str]]:
    """Each rule of our subject whose status is another than before, or that was not known before.

    Gives also the rules shown: what new law does to them stands there.
    """
    turning = subject & {row[0] for row in store.ask(_TURNING, window.days)[1]}
    old = statuses(store, window.before, turning)
    new = statuses(store, window.on, turning)
    moved = [s for i, s in sorted(new.items()) if _moved(old.get(i), s)]
    behind = _behind(store, moved, old, window)
    told = evidence(store, [e for found in behind.values() for e in found], window.on)
    does = _new_law(store, window)
    items = []
    for s in moved:
        earlier, events_ = old.get(s.instrument_id), behind[s.instrument_id]
        by_time = earlier is not None and not events_ and not does.get(s.instrument_id)
        shown = [told[e] for e in events_ or s.basis if e in told]
        item = Item(
            title=line(s.instrument),
            chips=chips(s),
            pairs=(
                ("was", earlier.headline if earlier else "Not known before."),
                ("now", s.headline),
            ),
            lines=("Its day came, as was known before.",)
            if by_time
            else tuple(filter(None, [does.get(s.instrument_id)])),
            quotes=distinct([e.quote for e in shown], 3),
        )
        rank = min((e.authority_rank for e in shown), default=9)
        items.append((earlier is None, by_time, rank, item.title.casefold(), s.instrument_id, item))
    items.sort(key=lambda i: i[:5])
    made = section("status", "Status changes", [i[-1] for i in items], 12, more="ruletrail status")
    return made, frozenset(i[4] for i in items[: len(made.items)])


def _moved(old: Status | None, new: Status) -> bool:
    """Whether a status is another. A notice that is published and has no date to be law on is
    no change of status: it is told as an event."""
    if old is None:
        axes = new.axes
        idle = axes["force"] == "not_in_force" and axes["process"] in ("none", "published")
        return bool(new.promises) or not idle or "effective" in new.headline
    return _said(old) != _said(new)


def _new_law(store: Store, window: Window) -> dict[str, str]:
    """What new official texts do to each rule, in one line."""
    _, rows = store.ask(
        _EVENTS + "WHERE stage = 'law' AND first_known BETWEEN :since AND :on ORDER BY date, event",
        window.days,
    )
    found: dict[str, list[str]] = defaultdict(list)
    for _, kind, modality, polarity, _, instrument, day, _, old, *_ in rows:
        if instrument:
            found[instrument].append(happening(kind, modality, polarity, day, old))
    proposed = {row[5] for row in rows if row[1] == "proposal"}
    return {
        instrument: f"{'Proposed, not law' if instrument in proposed else 'New law'}:"
        f" {_listed(phrases)}"
        for instrument, phrases in found.items()
    }


def _listed(phrases: Sequence[str], most: int = 6) -> str:
    """The phrases in one line, each once, the first six."""
    once_each = list(dict.fromkeys(phrases))
    rest = len(once_each) - most
    return " · ".join(once_each[:most] + ([f"and {rest} more"] if rest > 0 else []))


def _behind(
    store: Store, moved: Sequence[Status], old: Mapping[str, Status], window: Window
) -> dict[str, list[str]]:
    """For each rule the new events that can be why its status is another, the weightiest first.

    Those on which the new status rests and the old did not come before the others.
    """
    basis = {s.instrument_id: set(s.basis) for s in moved}
    for i, before in old.items():
        if i in basis:
            basis[i] -= set(before.basis)
    _, rows = store.ask(_BEHIND, {"instruments": json.dumps(sorted(basis)), **window.days})
    found: dict[str, list[str]] = {i: [] for i in basis}
    for event, instrument, _, _ in sorted(
        rows, key=lambda r: (r[0] not in basis[r[1]], r[3], weight(r[2]), r[0])
    ):
        found[instrument].append(event)
    return found


def _said(status: Status) -> str:
    """What counts as the same status: its words without the ages, which change every day."""
    return _AGE.sub("", status.headline)


def events(
    store: Store,
    window: Window,
    subject: frozenset[str],
    told_above: frozenset[str],
    shown: frozenset[str],
) -> list[Section]:
    """New events of our subject in three sections: law, said by officials, reported by others.

    What one document does to one rule is one item; law on the rules that were `told_above` is
    told there. Quotes that were `shown` are not repeated.
    """
    columns, rows = store.ask(
        _EVENTS + "WHERE first_known BETWEEN :since AND :on ORDER BY event", window.days
    )
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    told = evidence(store, [e["event"] for e in found], window.on)
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    proposals = {
        told[e["event"]].document for e in found if e["type"] == "proposal" and e["event"] in told
    }
    for e in found:
        if behind := told.get(e["event"]):
            stage = _stage(e, behind)
            if stage == "law" and e["instrument"] in told_above:
                continue
            if not (e["instrument"] in subject or (not e["instrument"] and behind.on_topic)):
                continue
            if stage == "law" and behind.document in proposals:
                stage = "statement"
            groups[(stage, e["instrument"] or "", behind.document)].append(e)
    items: dict[str, list[tuple[Any, ...]]] = {"law": [], "statement": [], "report": []}
    for (stage, _, _), all_told in groups.items():
        news = [e for e in all_told if not told[e["event"]].recalled]
        group = news or all_told
        rank = min(told[e["event"]].authority_rank for e in group)
        latest = max(e["first_known"] for e in group)
        item = _event_item(stage, group, told, shown)
        items[stage].append(
            (not news, rank, -date.fromisoformat(latest).toordinal(), item.title, item)
        )
    ordered = {s: [i[-1] for i in sorted(found, key=lambda i: i[:4])] for s, found in items.items()}
    more = "ruletrail query recent_events"
    return [
        section("law", "New law", ordered["law"], 12, tone="law", more=more,
                intro="Official texts: what they do is law on its day."),
        section("statement", "Said by officials, not law", ordered["statement"], 10,
                tone="statement", more=more,
                intro="Announced, planned or found: the law stands until an official text"
                " changes it."),
        section("report", "Reported", ordered["report"], 8, tone="report", more=more,
                intro="Told by press, law firms and third parties alone."),
    ]  # fmt: skip


def _stage(event: Mapping[str, Any], behind: Evidence) -> str:
    """As it was known: an official's word that only the press had told was a report."""
    heard = behind.authority_rank <= STATEMENT_RANK + 1
    return "report" if event["stage"] == "statement" and not heard else str(event["stage"])


def _event_item(
    stage: str,
    group: Sequence[Mapping[str, Any]],
    told: Mapping[str, Evidence],
    shown: frozenset[str],
) -> Item:
    by_weight = sorted(group, key=lambda e: (weight(e["type"]), e["event"]))
    first = by_weight[0]
    proposal = next((e for e in group if e["type"] == "proposal"), None)
    behind = told[first["event"]]
    name = first["instrument_name"]
    phrases = [
        happening(e["type"], e["modality"], e["polarity"], e["date"], e["old_date"])
        for e in sorted(by_weight, key=lambda e: e["date"] or "9999")
    ]
    return Item(
        title=line(name) if name else behind.title,
        chips=(_stage_chip(stage, proposal or first, behind),),
        lines=(_listed(phrases),),
        quotes=(once(behind.quote, shown),),
    )


def _stage_chip(stage: str, event: Mapping[str, Any], behind: Evidence) -> Chip:
    modality = str(event["modality"])
    if stage == "report" and event["polarity"] == "negated":
        return Chip("reported: not so", "off")
    if stage == "law":
        return Chip("law", "good")
    if stage == "statement":
        if MODALITY_CLASS[modality] == "ahead":
            return Chip(f"{modality}, not law", "ahead")
        return Chip(AUTHORITY[behind.authority_rank], "info")
    return Chip("reported as fact" if modality == "done" else f"reported: {modality}"
                if modality != "reported" else "reported", "off")  # fmt: skip
