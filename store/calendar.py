"""Deadlines as iCalendar: one event a deadline, the same one when its day moves or falls away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import icalendar

from store.harmless import address, line
from store.telling import objections
from store.wording import AUTHORITY, deadline_words, type_words

if TYPE_CHECKING:
    from store.database import Store

_DEADLINES: Final = """
SELECT l.deadline, l.event, l.instrument, l.instrument_name, l.kind, l.date, l.state, l.sequence,
  l.url, e.quote, e.authority_rank, e.old_date, e.first_known, i.fr_citation
FROM deadline_list l LEFT JOIN event_list e ON e.event = l.event
  LEFT JOIN instrument_list i ON i.instrument = l.instrument
WHERE l.precision IN ('day', 'instant') AND length(l.date) = 10
ORDER BY l.date, l.deadline
"""
NOTICE: Final = "This is no legal advice: read the official text before you act."


def calendar(store: Store, now: datetime) -> bytes:
    """An iCalendar file of every deadline known to the day; the same for the same ledger and `now`.

    A deadline without a day has no event. SEQUENCE rises when a day moves and when a deadline is
    cancelled; a cancelled one stays, with STATUS:CANCELLED, so that calendars take it away.
    """
    made = icalendar.Calendar()
    made.add("prodid", "-//Ruletrail//Deadlines//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Ruletrail deadlines")
    made.add("x-wr-caldesc", NOTICE)
    columns, rows = store.ask(_DEADLINES)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    disputed = objections(store, [row["event"] for row in found])
    for row in found:
        made.add_component(_event({**row, "disputed": disputed.get(row["event"], ())}, now))
    return bytes(made.to_ical())


def _event(row: Mapping[str, Any], now: datetime) -> icalendar.Event:
    day = date.fromisoformat(row["date"])
    cancelled = row["state"] == "cancelled"
    url = address(row["url"])
    name = line(row["instrument_name"] or row["instrument"])
    what = deadline_words(row["kind"])
    one = icalendar.Event()
    one.add("uid", hashlib.sha256(row["deadline"].encode()).hexdigest()[:32] + "@ruletrail")
    one.add("dtstamp", now)
    one.add("dtstart", day)
    one.add("dtend", day + timedelta(days=1))
    one.add("sequence", row["sequence"] + cancelled)
    one.add("summary", f"{'Cancelled: ' if cancelled else ''}{name}: {what}")
    one.add("description", "\n".join(_description(row, url)))
    one.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    one.add("transp", "TRANSPARENT")
    one.add("categories", [type_words(row["kind"])])
    if url:
        one.add("url", url)
    return one


def _description(row: Mapping[str, Any], url: str | None) -> list[str]:
    lines = []
    if row["state"] == "moved":
        lines.append("The date moved" + (f" from {row['old_date']}." if row["old_date"] else "."))
    if row["quote"]:
        lines.append(f"“{line(row['quote'], 600)}”")
    lines += [f"{words[0].upper()}{words[1:]}" for words in row["disputed"]]
    said = [row["fr_citation"], AUTHORITY.get(row["authority_rank"]), url]
    lines.append(" · ".join(line(s, 400) for s in said if s))
    return [*(text for text in lines if text), NOTICE]
