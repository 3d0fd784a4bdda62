"""What a digest is made of: sections of items, each with its words, its evidence and its source."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from store.harmless import address, line
from store.model import GROUPS, LAW_RANK, Status
from store.wording import AUTHORITY, MODALITY_WORDS, type_words

if TYPE_CHECKING:
    from store.database import Store

#: A news quote is one sentence; an official text may say more.
NEWS_QUOTE: Final = 240
OFFICIAL_QUOTE: Final = 420
NEWS_RANK: Final = 8

#: A line of a record (`effective_on: 2025-01-13`) is evidence, but not what one wants to read.
_FIELD: Final = re.compile(r"[a-z_]+: \S|\[FR Doc")
#: A text of this relevance or less names an official number at most, and nothing of our subject.
OFF_TOPIC: Final = 0.2
_KNOWN: Final = """
SELECT DISTINCT instrument FROM status WHERE known_from <= :day
  AND instrument IN (SELECT value FROM json_each(:those))
"""
#: A sentence that is all in quotation marks needs no second pair.
_MARKS: Final = {'"': '"', "“": "”"}
#: From so many rules on, asking for all at once is faster than asking one by one.
MANY: Final = 300
#: What one wants to hear of first, of all that a document does to a rule.
_FIRST: Final = tuple(
    t for g in ("end", "pause", "bite", "substance", "oversight", "make") for t in GROUPS[g]
)
_TOPICS: Final = """
SELECT DISTINCT c.resolved FROM claim c JOIN wording w ON w.rowid = c.wording
WHERE c.resolved IS NOT NULL AND coalesce(w.relevance, 1) > :off_topic
"""
_EVIDENCE: Final = """
SELECT ec.event, ec.part, c.role, c.quote, c.modality, d.id, d.publisher, d.authority_rank,
  d.published, d.url, d.title, coalesce(w.relevance, 1)
FROM event_claim ec JOIN claim c ON c.id = ec.claim JOIN wording w ON w.rowid = c.wording
  JOIN document d ON d.id = w.document
WHERE ec.event IN (SELECT value FROM json_each(:events)) AND ec.part != 'contradicting'
  AND date(w.seen, '-5 hours') <= :on
ORDER BY ec.event, d.authority_rank, ec.part != 'lead', d.published, c.id
"""

_OBJECTIONS: Final = """
SELECT DISTINCT ec.event, o.id, o.by, o.at, o.because
FROM objection o JOIN event_claim ec ON o.subject IN (ec.claim, ec.event)
WHERE ec.event IN (SELECT value FROM json_each(:events)) AND date(o.at, '-5 hours') <= :on
ORDER BY ec.event, o.id
"""


@dataclass(frozen=True, slots=True)
class Window:
    """The days told of: from `since` to `on`, both counted, each to its end in Washington."""

    since: date
    on: date

    @property
    def before(self) -> date:
        """The last day before."""
        return self.since - timedelta(days=1)

    @property
    def days(self) -> dict[str, str]:
        """For a question: `since` and `on` as it takes them."""
        return {"since": self.since.isoformat(), "on": self.on.isoformat()}


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in a few words. `tone` colours it: good, warn, bad, ahead, info or off."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a source, who says them with what authority, and where.

    `words` is empty where they were told before, `by` where the next quote is of the same page.
    """

    words: str
    by: str
    url: str | None
    others: int = 0

    @property
    def told(self) -> str:
        """By whom, and by how many more."""
        more = f" · +{counted(self.others, 'outlet')}" if self.others else ""
        return self.by + more


@dataclass(frozen=True, slots=True)
class Item:
    """One thing told. `said` is what matters of it; `pairs` set two things against each other,
    each with its label, the second being what holds; `by` stands on the line of the title."""

    title: str
    url: str | None = None
    chips: tuple[Chip, ...] = ()
    said: str | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the digest. `tone` is law, statement, report or plain; `total` counts its items,
    those of `rest` too, which are more than one wants to read. `short` items take one line."""

    key: str
    title: str
    items: tuple[Item, ...]
    intro: str | None = None
    tone: str = "plain"
    rest: int = 0
    more: str | None = None
    short: bool = False

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self.items) + self.rest


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is behind an event, as known on a day: its best words and how many tell it.

    `recalled` when every source only looks back on it; `on_topic` when one of them is of our
    subject.
    """

    quote: Quote
    document: str
    title: str
    authority_rank: int
    recalled: bool
    on_topic: bool


def section(key: str, title: str, items: Sequence[Item], most: int, **more: Any) -> Section:
    """A section of the first `most` items."""
    return Section(key, title, tuple(items[:most]), rest=max(0, len(items) - most), **more)


def evidence(store: Store, events: Iterable[str], on: date) -> dict[str, Evidence]:
    """The evidence of each event that was known by the end of `on`; none for the others."""
    _, rows = store.ask(
        _EVIDENCE, {"events": json.dumps(sorted(set(events))), "on": on.isoformat()}
    )
    told: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        told[row[0]].append(row)
    disputed = objections(store, told, on)
    return {event: _best(found, disputed.get(event, ())) for event, found in told.items()}


def objections(
    store: Store, events: Iterable[str], on: date = date.max
) -> dict[str, tuple[str, ...]]:
    """What people object to these events or their claims, by the end of `on`: a line for each."""
    given = {"events": json.dumps(sorted(set(events))), "on": on.isoformat()}
    found: dict[str, list[str]] = defaultdict(list)
    for event, _, by, at, because in store.ask(_OBJECTIONS, given)[1]:
        found[event].append(f"objection of {line(by, 60)}, {at[:10]}: {line(because, 300)}")
    return {event: tuple(lines) for event, lines in found.items()}


def topics(store: Store) -> frozenset[str]:
    """The rules that are of our subject: a text that is says something of them."""
    return frozenset(row[0] for row in store.ask(_TOPICS, {"off_topic": OFF_TOPIC})[1])


def statuses(store: Store, day: date, instruments: Set[str]) -> dict[str, Status]:
    """The status at the end of a day of those of these rules that were known by then."""
    if len(instruments) > MANY:
        every = store.statuses(day, day)
        return {s.instrument_id: s for s in every if s.instrument_id in instruments}
    _, rows = store.ask(_KNOWN, {"those": json.dumps(sorted(instruments)), "day": day.isoformat()})
    return {row[0]: store.status(row[0], day, day) for row in rows}


def _best(rows: Sequence[Sequence[Any]], disputed: Sequence[str]) -> Evidence:
    """The strongest source, and of its words those that are a sentence."""
    rank = rows[0][7]
    same = [r for r in rows if r[7] == rank]
    best = next((r for r in same if not _FIELD.match(r[3])), same[0])
    recalled = all(r[2] == "background" for r in rows)
    on_topic = any(r[11] > OFF_TOPIC for r in rows)
    # The Register's inspection desk and the Register are one publisher.
    others = len({r[6] for r in rows if rank > LAW_RANK or r[7] > LAW_RANK} - {best[6]})
    by = " · ".join((attribution(best[6], rank, best[8]), *disputed))
    words = "" if _FIELD.match(best[3]) else quoted(best[3], rank)
    quote = Quote(words, by, address(best[9]), others)
    return Evidence(quote, best[5], line(best[10] or best[5]), rank, recalled, on_topic)


def quoted(words: str, rank: int) -> str:
    """A quote at the length that its source's rank allows."""
    plain = words.removeprefix("- ").strip()
    if len(plain) > 2 and plain[0] in _MARKS and plain[-1] == _MARKS[plain[0]]:
        inner = plain[1:-1]
        plain = plain if plain[0] in inner or plain[-1] in inner else inner
    return line(plain, NEWS_QUOTE if rank >= NEWS_RANK else OFFICIAL_QUOTE)


def attribution(publisher: str, rank: int, published: str | None) -> str:
    """`Bureau of Industry and Security · agency statement · 2025-05-13`."""
    parts = [line(publisher, 80), AUTHORITY.get(rank, "unknown authority"), published or "undated"]
    return " · ".join(dict.fromkeys(parts))


def happening(
    kind: str, modality: str, polarity: str, day: str | None, old: str | None = None
) -> str:
    """An event without its instrument: `rescission announced, 2025-05-13`."""
    words = ("no " if polarity == "negated" else "") + type_words(kind)
    said = MODALITY_WORDS.get(modality, modality)
    if modality == "scheduled" and not day:
        said = "scheduled"
    if said and (kind, modality) != ("proposal", "proposed"):
        words += f" {said}"
    if day:
        words += f" {day}" if modality == "scheduled" else f", {day}"
    return words + (f" (was {old})" if old else "")


def weight(kind: str) -> int:
    """The place of a type of change: what one wants to hear of first comes first."""
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def in_days(days: int) -> str:
    """`today`, `tomorrow`, `in 6 days`."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def day_words(day: date) -> str:
    """`Thu 15 May 2025`, whatever the locale."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]  # fmt: skip
    return f"{weekday} {day.day} {month} {day.year}"


def distinct(quotes: Sequence[Quote], most: int) -> tuple[Quote, ...]:
    """Each quote once; of those of one page that follow each other, the last says who speaks."""
    kept = list({q.words: q for q in reversed(quotes)}.values())[::-1][:most]
    told: list[Quote] = []
    for q in kept:
        if told and (told[-1].by, told[-1].url) == (q.by, q.url):
            q = replace(q, others=max(q.others, told[-1].others))
            told[-1] = Quote(told[-1].words, "", None)
        told.append(q)
    return tuple(told)


def once(quote: Quote, shown: frozenset[str]) -> Quote:
    """The quote, without its words where they were `shown` before."""
    return replace(quote, words="") if quote.words in shown else quote


def counted(n: int, noun: str) -> str:
    """`1 source`, `2 sources`."""
    return f"{n} {noun}{'' if n == 1 else 's'}"
