"""Dates that a caption moves: delays, stays, suspensions, extensions, reopenings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from nlp.printed import Day, preposition


@dataclass(frozen=True, slots=True)
class Dated:
    """One date of a caption: `kind` is a claim type (or `meeting`, `other`), offsets of the words.

    `precision` "unknown" and `day` None stand for a delay or stay without a stated date.
    """

    kind: str
    day: date | None
    start: int
    end: int
    basis: str = "stated"
    old: date | None = None
    words: str | None = None
    details: dict[str, object] = field(default_factory=dict)
    sentence: tuple[int, int] = (0, 0)


_MOVED: Final = re.compile(
    r"\b(?P<verb>delayed|delays|delaying|postponed|postpones|postponing|deferred|defers|deferring"
    r"|stayed|stays|staying|suspended|suspends|suspending|extended|extends|extending"
    r"|lifted|reopened|reopens|reopening)\b"
)
_NEW_DATE: Final = re.compile(r"\bnew (?:effective|compliance|applicability) dates?\b", re.I)
# "Effective May 24, except for instructions 3 and 4, which are delayed": parts of a new rule.
_OWN_PARTS: Final = re.compile(
    r"\bexcept\b[^.;]{0,400}\b(?:which|that|and)\s(?:is|are|will be)\s$"
    r"|^\W*(?:[\w ]{0,30}:\s*)?(?:This|Effective|These)\b[^;]{0,300}\bexcept\b[^;]{0,400}$",
    re.I,
)
_FINITE: Final = re.compile(
    r"(?:\b(?:is|are|be|been|being|was|were|hereby|further|indefinitely|temporarily|partially"
    r"|administratively|also|again|will|shall|is being|action|document|rule|notice)\s*(?:hereby"
    r"|further|again)?\s*)$"
)
_OF_COMMENT: Final = re.compile(r"\bcomment|\bsubmission|\breply|\bnominat|\bapplications?\b", re.I)
_WHAT_COMPLIANCE: Final = re.compile(r"\bcomplian|\bcomply|\bimplementation date", re.I)
_WHAT_EXPIRY: Final = re.compile(r"\bexpir|\btermination date|\bsunset|\bends? on\b", re.I)
WHAT_EFFECTIVE: Final = re.compile(
    r"\beffective\b|\beffectiveness\b|\bapplicab|\benforcement date", re.I
)


def moves(sentence: str, label: str, free: list[Day], every: list[Day]) -> Iterator[Dated]:
    """Dates that are moved: delays, stays, suspensions, extensions, with old and new date."""
    verbs = [m for m in _MOVED.finditer(sentence) if _is_main(sentence, m)]
    if not verbs and (m := _NEW_DATE.search(sentence)) and WHAT_EFFECTIVE.search(sentence):
        verbs = [m]
    for n, m in enumerate(verbs):
        verb = m.groupdict().get("verb") or "delayed"
        stop = verbs[n + 1].start() if n + 1 < len(verbs) else len(sentence)
        begin = verbs[n - 1].end() if n else 0
        subject = sentence[begin : m.start()]
        scope = sentence[m.end() : stop]
        kind = _moved_kind(verb, subject, scope, label)
        if kind is None:
            continue
        if _OWN_PARTS.search(subject):
            part = subject[-160:].strip(" ,.()")
            yield Dated(
                "entry_into_force",
                None,
                m.start(),
                m.end(),
                "contingent",
                details={"provision": part},
            )
            continue
        new, old = _new_and_old(sentence, m.end(), stop, free)
        if old is None:
            old = _old_before(sentence, begin, m.start(), every)
        details: dict[str, object] = {}
        if kind == "delay":
            if _WHAT_COMPLIANCE.search(subject) and not re.search(
                r"effective and compliance", subject, re.I
            ):
                details["what"] = "compliance"
            on = re.match(r"^\W*(?:[\w ]{0,30}:\s*)?(?:Effective|As of)\s(?:on\s)?", sentence, re.I)
            first = next((d for d in free if on and d.start == on.end()), None)
            if first:
                details["on"] = first.day.isoformat()
            yield _dated("delay", new, m, old, details, sentence)
        elif kind == "suspension":
            first = next((d for d in free if d.start < m.start() and d.day != old), None)
            start = old if old else (first.day if first else None)
            until = bool(new and preposition(sentence, new.start) != "through")
            if new:
                last = new.day - timedelta(days=1) if until else new.day
                details["last_day"] = last.isoformat()
            where = first if first and first.day == start else None
            yield Dated(
                "suspension",
                start,
                where.start if where else m.start(),
                where.end if where else m.end(),
                "stated",
                words=sentence[where.start : where.end] if where else None,
                details=details,
            )
            if new:
                yield _dated("suspension_end", new, m, None, {"until": until}, sentence)
        elif new:
            yield _dated(kind, new, m, old, details, sentence)


def _dated(
    kind: str,
    new: Day | None,
    verb: re.Match[str],
    old: date | None,
    details: dict[str, object],
    sentence: str,
) -> Dated:
    a, b = (new.start, new.end) if new else verb.span()
    return Dated(
        kind,
        new.day if new else None,
        a,
        b,
        "stated" if new else "contingent",
        old,
        sentence[a:b] if new else None,
        details,
    )


def _is_main(sentence: str, m: re.Match[str]) -> bool:
    """The verb that moves a date now, not the recital of an earlier move."""
    before, after = sentence[max(0, m.start() - 40) : m.start()], sentence[m.end() : m.end() + 60]
    verb = m["verb"]
    if re.search(r"\b(?:not|may|might|could)\s(?:be\s)?$", before):
        return False
    if re.search(r"\bif\b[^.;]{0,90}$", sentence[max(0, m.start() - 100) : m.start()], re.I):
        return False
    if verb.endswith(("s", "ing")):
        return bool(
            re.search(
                r"\b(?:document|rule|action|notice|notification|order|agency|BIS)\b[^.;]{0,40}$",
                before,
            )
        )
    if _FINITE.search(before):
        return True
    if re.match(r"^\s(?:until|to)\s[^.;]{0,40}[\[(]\d+ FR", after) or re.match(
        r"^\s(?:at|on|in|by)\b", after
    ):
        return False
    return not re.search(
        r"\b(?:is|are|was|were)\b[^.;]{0,60}\b(?:delayed|stayed)\b", sentence[m.end() :]
    )


def _moved_kind(verb: str, subject: str, scope: str, label: str) -> str | None:
    near = subject[-160:]
    if verb.startswith("reopen"):
        return "comment_deadline"
    if verb.startswith(("stay", "suspend")):
        return "suspension"
    if verb.startswith("lift"):
        return None
    if verb.startswith("extend"):
        if re.search(r"\bcomment", near, re.I) or (
            "comment" in label and not WHAT_EFFECTIVE.search(near)
        ):
            return "comment_deadline"
        if _WHAT_EXPIRY.search(near):
            return "expiry"
        if re.search(
            r"\b(?:effective|compliance|applicability|implementation) dates?\b", near, re.I
        ):
            return "delay"
        if _OF_COMMENT.search(near):
            return "comment_deadline"
        return "expiry" if re.search(r"\brule|\border|\brestriction", near, re.I) else None
    if _OF_COMMENT.search(near) and not WHAT_EFFECTIVE.search(near):
        return "comment_deadline"
    return "delay"


def _new_and_old(
    sentence: str, begin: int, stop: int, free: list[Day]
) -> tuple[Day | None, date | None]:
    new = old = None
    for d in free:
        if not begin <= d.start < stop:
            continue
        p = preposition(sentence, d.start)
        if p == "from" and new is None:
            old = d.day
        elif new is None and (p in ("until", "till", "to", "through", "though", "thru", "date of")):
            new = d
    if new is None:
        rest = [d for d in free if begin <= d.start < stop and d.day != old]
        new = (
            rest[0]
            if rest and not re.search(r"[.;]", sentence[begin : rest[0].start][:-6])
            else None
        )
        if new and preposition(sentence, new.start) in ("by", "before", "later than", "from"):
            new = None
    return new, old


def _old_before(sentence: str, begin: int, stop: int, every: list[Day]) -> date | None:
    for d in reversed(every):
        if begin <= d.start < stop:
            after = sentence[d.end : d.end + 40]
            before = sentence[max(0, d.start - 30) : d.start]
            if re.match(r"^,?\s(?:effective|compliance|applicability) dates?\b", after, re.I):
                return d.day
            if re.search(r"\bdelayed\s(?:until|to)\s$", before):
                return d.day
    return None
