"""What came in between two days: edited pages, listings, companies, documents, sources' health."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from store.harmless import address, line
from store.health import WORDS, Health, checked
from store.questions import Question
from store.telling import (
    OFF_TOPIC,
    Chip,
    Item,
    Quote,
    Section,
    Window,
    attribution,
    counted,
    section,
)

if TYPE_CHECKING:
    from store.database import Store

_EDITS: Final = """
SELECT d.title, d.url, c.summary, c.form, d.publisher, d.authority_rank, d.published, d.id
FROM change c JOIN document d ON d.id = c.document
WHERE date(c.seen, '-5 hours') BETWEEN :since AND :on
ORDER BY c.form = 'record', d.authority_rank, c.seen DESC, d.id
"""
_LISTINGS: Final = """
SELECT l.document, l.action, l.party, l.country, d.title, d.url, d.publisher, d.authority_rank,
  d.published
FROM listing l JOIN document d ON d.id = l.document
WHERE date(d.first_seen, '-5 hours') BETWEEN :since AND :on
ORDER BY d.authority_rank, d.published DESC, l.document, l.action, l.rowid
"""
_COMPANIES: Final = """
SELECT x.company, max(x.ticker), count(*), json_group_array(e.headline)
FROM company_event x JOIN event e ON e.id = x.event
WHERE e.first_known BETWEEN :since AND :on
GROUP BY x.company ORDER BY count(*) DESC, x.company
"""
#: What is of our subject, what tells of a rule that is, and what was not read yet.
_DOCUMENTS: Final = """
SELECT d.id, d.title, d.url, d.publisher, d.authority_rank, d.published,
  EXISTS (SELECT 1 FROM wording w WHERE w.document = d.id
    AND coalesce(w.relevance, 1) > :off_topic)
  OR EXISTS (SELECT 1 FROM wording w JOIN claim c ON c.wording = w.rowid
    WHERE w.document = d.id AND c.resolved IN (SELECT value FROM json_each(:subject)))
FROM document d
WHERE date(d.first_seen, '-5 hours') BETWEEN :since AND :on
ORDER BY d.authority_rank, d.published DESC, d.id
"""
ACTIONS: Final = {"addition": "added", "change": "changed", "removal": "removed"}
PARTIES: Final = 8


def edited(store: Store, window: Window) -> Section:
    """Pages and records whose words changed after they were first seen."""
    items = [
        Item(
            title=line(title or document),
            url=address(url),
            chips=(Chip("record changed" if form == "record" else "page edited", "warn"),),
            lines=(line(summary, 300),),
            quotes=(Quote("", attribution(publisher, rank, published), None),),
        )
        for title, url, summary, form, publisher, rank, published, document in store.ask(
            _EDITS, window.days
        )[1]
    ]
    return section("edited", "Edited pages", items, 6, more="ruletrail query changes")


def listed(store: Store, window: Window) -> Section:
    """Parties added to, changed on and taken off the Entity List, a document an item."""
    by_document: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in store.ask(_LISTINGS, window.days)[1]:
        by_document[row[0]].append(row)
    items = []
    for document, parties_of in by_document.items():
        actions: dict[str, list[str]] = defaultdict(list)
        for _, action, party, country, *_ in parties_of:
            actions[action].append(line(party, 80) + (f" ({line(country, 40)})" if country else ""))
        lines = []
        for action, parties in actions.items():
            rest = len(parties) - PARTIES
            names = ", ".join(parties[:PARTIES]) + (f" and {rest} more" if rest > 0 else "")
            lines.append(f"{len(parties)} {ACTIONS.get(action, line(action, 20))}: {names}")
        title, url, publisher, rank, published = parties_of[0][4:]
        by = attribution(publisher, rank, published)
        items.append(
            Item(
                title=line(title or document),
                url=address(url),
                lines=tuple(lines),
                quotes=(Quote("", by, None),),
            )
        )
    return section("listed", "Entity List", items, 6, more="ruletrail query listings")


def companies(store: Store, window: Window) -> Section:
    """Companies named beside what is new, those named most first."""
    items = []
    for company, ticker, count, headlines in store.ask(_COMPANIES, window.days)[1]:
        told = list(dict.fromkeys(json.loads(headlines)))
        words = "; ".join(line(h, 110) for h in told[:2])
        words += f"; and {len(told) - 2} more" if len(told) > 2 else ""
        name = line(company, 80) + (f" ({line(ticker, 12)})" if ticker else "")
        items.append(Item(title=name, by=f"{counted(count, 'event')}: {words}"))
    return section(
        "companies", "Companies touched", items, 8, short=True, more="ruletrail query companies"
    )


def documents(store: Store, window: Window, subject: frozenset[str]) -> Section:
    """New documents, one line each; what has nothing on our subject is only counted.

    A document that was on public inspection and is published now is one.
    """
    given = {**window.days, "off_topic": OFF_TOPIC, "subject": json.dumps(sorted(subject))}
    rows = store.ask(_DOCUMENTS, given)[1]
    numbers = {row[0].removeprefix("fr:") for row in rows if row[0].startswith("fr:")}
    items, idle = [], 0
    for document, title, url, publisher, rank, published, tells in rows:
        if document.startswith("pi:") and document.removeprefix("pi:") in numbers:
            continue
        if not tells:
            idle += 1
            continue
        by = attribution(publisher, rank, published)
        items.append(Item(title=line(title or document, 140), url=address(url), by=by))
    intro = f"And {counted(idle, 'document')} with nothing on export controls." if idle else None
    return section(
        "documents", "New documents", items, 12, intro=intro, short=True,
        more='ruletrail query "select * from document_list order by first_seen desc"',
    )  # fmt: skip


def answered(store: Store, window: Window, question: Question, today: str) -> Section:
    """A named question as a section: its first column is the title, `url` the link, `quote` the
    quote; the other columns stand below, each with its name."""
    given = {"today": today, "instrument": None, **window.days}
    columns, rows = store.ask(question.text, {p: given[p] for p in question.parameters})
    items = []
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        title = line(cells.pop(columns[0]) or "-")
        url = address(cells.pop("url", None))
        quote = cells.pop("quote", None)
        told = " · ".join(
            f"{name.replace('_', ' ')}: {line(value)}"
            for name, value in cells.items()
            if value is not None
        )
        quotes = (Quote(line(quote, 240), "", None),) if quote else ()
        items.append(Item(title=title, url=url, lines=(told,) if told else (), quotes=quotes))
    return section(
        question.name, question.heading or question.title, items, 8,
        more=f"ruletrail query {question.name}",
    )  # fmt: skip


def sources(found: Sequence[Health], note: str | None) -> Section:
    """The health of the sources, the blind ones first; told even when all is well."""
    items = []
    for h in sorted(found, key=lambda h: (not h.blind, not h.overdue, h.source)):
        parts = [f"last good run {h.last_success}" if h.last_success else "no good run yet"]
        if h.last_new:
            parts.append(f"last new {h.last_new}")
        if h.note:
            parts.append(line(h.note, 160))
        chip = Chip(WORDS[h.verdict], "bad" if h.blind else "good")
        if h.overdue:
            chip = Chip("quiet for longer than usual", "warn")
        items.append(Item(title=line(h.source, 60), chips=(chip,), by=" · ".join(parts)))
    words = checked(found)
    intro = f"{words[0].upper()}{words[1:]}." + (f" {line(note, 300)}" if note else "")
    return section(
        "sources", "Sources", items, 20, intro=intro, short=True, more="ruletrail sources"
    )
