"""The digest: what became known in some days, what is law of it, and what is to be done by when.

    digest = compose(store, since, on, now=now)
    digest.subject, digest.text, digest.html

Text and HTML are two renderings of the same sections, so they carry the same facts.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from store import arrivals, changes, standing
from store.harmless import line
from store.health import Health, checked, health
from store.mail import as_email
from store.questions import questions
from store.telling import Section, Window, counted, day_words, in_days, topics

if TYPE_CHECKING:
    import css_inline
    import jinja2

    from store.database import Store

__all__ = ["Digest", "as_email", "compose"]

WIDTH: Final = 76
_DATE: Final = re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b")
OFFICIAL: Final = ("federal_register", "public_inspection")
#: Sections in the order of the digest; a question with `-- digest N:` stands among them.
PLACES: Final = {
    "status": 10,
    "law": 20,
    "statement": 21,
    "report": 22,
    "deadlines": 30,
    "promises": 40,
    "disputed": 50,
    "edited": 60,
    "listed": 70,
    "companies": 80,
    "documents": 90,
    "sources": 100,
}
#: What makes a day one on which something was new; deadlines and promises only stand.
NEWS: Final = ("status", "law", "statement", "report", "disputed", "edited", "listed", "documents")
DISCLAIMER: Final = (
    "This is no legal advice. Every line shows who said it and links to it: read the official"
    " text before you act."
)


@dataclass(frozen=True, slots=True)
class Digest:
    """A composed digest. `counts` has the number of items of each section, of `sources` and of
    the `blind` among them, and `days_left` of the next deadline where there is one."""

    subject: str
    text: str
    html: str
    since: date
    on: date
    moment: datetime
    sections: tuple[Section, ...]
    counts: Mapping[str, int]


def compose(
    store: Store,
    since: date,
    on: date,
    *,
    now: datetime | None = None,
    sources_note: str | None = None,
) -> Digest:
    """The digest of what became known from `since` to `on`, as it was known at the end of `on`.

    `now` dates the mail (noon UTC of `on` where none is given). `sources_note` is added to what
    is said of the sources.
    """
    window = Window(since, on)
    moment = now or datetime.combine(on, time(12, tzinfo=UTC))
    found = health(store, on)
    placed, left = _sections(store, window, found, sources_note)
    sections = tuple(s for _, s in sorted(placed, key=lambda p: p[0]) if s.items or s.intro)
    counts = {s.key: s.total for _, s in placed}
    counts |= {"sources": len(found), "blind": sum(h.blind for h in found)}
    if left:
        counts["days_left"] = left[0]
    facts = _facts(window, sections, counts, found)
    return Digest(
        subject=subject(counts, found),
        text=_text(facts),
        html=_html(facts),
        since=since,
        on=on,
        moment=moment,
        sections=sections,
        counts=counts,
    )


def _sections(
    store: Store, window: Window, found: Sequence[Health], note: str | None
) -> tuple[list[tuple[int, Section]], list[int]]:
    subject_ = topics(store)
    status, told_above = changes.status_changes(store, window, subject_)
    new = changes.events(store, window, subject_, told_above, _words([status]))
    due, left = standing.deadlines_ahead(store, window, subject_)
    told = [
        status,
        *new,
        due,
        standing.promised(store, window, subject_, _looked(found), _words([status, *new])),
        standing.disputed(store, window, subject_),
        arrivals.edited(store, window),
        arrivals.listed(store, window),
        arrivals.companies(store, window),
        arrivals.documents(store, window, subject_),
        arrivals.sources(found, note),
    ]
    placed = [(PLACES[s.key], _quiet(s)) for s in told]
    for question in questions().values():
        if question.order is not None:
            answer = arrivals.answered(store, window, question, window.days["on"])
            placed.append((question.order, answer))
    return placed, left


def _words(sections: Sequence[Section]) -> frozenset[str]:
    """The quotes shown so far."""
    return frozenset(q.words for s in sections for i in s.items for q in i.quotes if q.words)


def _quiet(told: Section) -> Section:
    """An introduction to nothing is not told, but of the sources and of pages read in vain."""
    keeps = told.items or told.key in ("sources", "documents")
    return told if keeps else replace(told, intro=None)


def _looked(found: Sequence[Health]) -> str | None:
    """Through which day the official sources were searched for what was announced."""
    days = [h.last_success for h in found if h.source in OFFICIAL]
    good = [d for d in days if d]
    if not good or len(good) < len(days):
        return "Said by the actor; no official text makes it law."
    return (
        "Said by the actor; no official text makes it law. The Federal Register was searched"
        f" through {min(good)}."
    )


def subject(counts: Mapping[str, int], found: Sequence[Health]) -> str:
    """`[Ruletrail] 2 status changes · 1 deadline in 6 days · 0 sources blind`.

    A blind source is said first and loudly; a day with nothing new says how much was checked.
    """
    blind = counts["blind"]
    news = sum(counts.get(key, 0) for key in NEWS)
    parts = []
    if blind:
        names = [line(h.source, 30) for h in found if h.blind]
        parts.append(
            f"SOURCE BLIND: {', '.join(names[:3])}" if blind <= 3 else f"{blind} SOURCES BLIND"
        )
    if not news:
        if blind or not counts["sources"]:
            parts.append("Nothing new" + ("" if blind else f" · {checked(found)}"))
        else:
            parts.append(f"Nothing new, {checked(found)}")
    else:
        if counts["status"]:
            parts.append(counted(counts["status"], "status change"))
        told = counts["law"] + counts["statement"] + counts["report"]
        if told and not counts["status"]:
            parts.append(f"{told} new")
    if counts["deadlines"]:
        many = ", next" if counts["deadlines"] > 1 else ""
        due = f"{counted(counts['deadlines'], 'deadline')}{many}"
        parts.append(f"{due} {in_days(counts['days_left'])}")
    if news and not blind:
        parts.append("0 sources blind" if found else checked(found))
    return "[Ruletrail] " + " · ".join(parts)


def _facts(
    window: Window,
    sections: Sequence[Section],
    counts: Mapping[str, int],
    found: Sequence[Health],
) -> dict[str, object]:
    """What both templates tell."""
    blind = [h for h in found if h.blind]
    alarm = None
    if blind:
        names = ", ".join(line(h.source, 60) for h in blind)
        alarm = (
            f"{counted(len(blind), 'source')} blind: {names}. What was published there is missing"
            " here; silence means nothing."
        )
    news = sum(counts.get(key, 0) for key in NEWS)
    nothing = None
    if not news:
        nothing = f"Nothing new, {checked(found)}." if not blind else "Nothing new where we see."
    days = day_words(window.on)
    span = days if window.since == window.on else f"{day_words(window.since)} to {days}"
    return {
        "title": f"Ruletrail, {days}",
        "span": span,
        "summary": _summary(counts),
        "alarm": alarm,
        "nothing": nothing,
        "sections": sections,
        "disclaimer": DISCLAIMER,
    }


def _summary(counts: Mapping[str, int]) -> list[str]:
    """The counts that are not nought."""
    named = {
        "status": "status change",
        "law": "new law",
        "statement": "said, not law",
        "report": "reported",
        "deadlines": "deadline",
        "promises": "announced, not law",
        "disputed": "disputed",
        "edited": "edited page",
    }
    plural = ("status", "deadlines", "edited")
    return [
        counted(counts[key], words) if key in plural else f"{counts[key]} {words}"
        for key, words in named.items()
        if counts.get(key)
    ]


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("store", "templates"),
        autoescape=lambda name: bool(name and name.endswith(".html.jinja")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrapped"] = wrapped
    environment.filters["unbroken"] = unbroken
    environment.filters["chip"] = "[{}]".format
    return environment


@cache
def _inliner() -> css_inline.CSSInliner:
    import css_inline

    return css_inline.CSSInliner(
        keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False
    )


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Lines of at most 76 characters; addresses and long words stay whole."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def unbroken(text: str) -> Markup:
    """The text as HTML, its dates kept on one line: `2025-05-` says nothing."""
    return Markup(_DATE.sub(r'<span class="d">\g<0></span>', str(escape(text))))


def _text(facts: Mapping[str, object]) -> str:
    told = _templates().get_template("digest.txt.jinja").render(facts)
    return re.sub(r"\n{3,}", "\n\n", told).strip() + "\n"


def _html(facts: Mapping[str, object]) -> str:
    told: str = _inliner().inline(_templates().get_template("digest.html.jinja").render(facts))
    return told
