"""Dates that a caption or a summary moves: delays, stays, suspensions, extensions, reopenings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from nlp.captions.dated import Dated
from nlp.captions.printed import Day
from nlp.captions.relative import added
from nlp.captions.sentences import misprinted, preposition
from nlp.captions.verbs import MOVED, OF_EFFECT, UNTIL, in_present, is_main, moved_kind
from nlp.numbers import whole

_NEW_DATE: Final = re.compile(
    r"\bnew (?:(?:effective|compliance|applicability|implementation) )?dates?\b", re.I
)
# "Effective May 24, except for instructions 3 and 4, which are delayed": parts of a new rule.
_OWN_PARTS: Final = re.compile(
    r"\bexcept\b[^.;]{0,400}\b(?:which|that|and)\s(?:is|are|will be)\s$"
    r"|^\W*(?:[\w ]{0,30}:\s*)?(?:This|Effective|These)\b[^;]{0,300}\bexcept\b[^;]{0,400}$",
    re.I,
)
_WHAT_COMPLIANCE: Final = re.compile(r"\bcomplian|\bcomply|\bimplementation date", re.I)
_PROVISION: Final = re.compile(
    r"(?<!amending )(?<!adding )(?<!revising )(?:\bamendatory instructions?\b"
    r"|\bamendments? (?:to|in) \d+ CFR \d+\.\d|\bparagraphs? \(|§+\s?\d"
    r"|\bSecs?\. \d|\b\d+ CFR \d+\.\d)[^;]{0,160}$"
)
_BY: Final = re.compile(
    r"\b(?:for|by)\s(?:an additional\s|another\s)?(?P<n>\d{1,3}|[a-z]+(?:[ -][a-z]+){0,3}?)"
    r"[\s-](?P<unit>day|month|year)s?\b"
)
_FROM: Final = ("effective", "on", "from", "beginning", "starting", "as of", "")


def moves(
    sentence: str, label: str, free: list[Day], every: list[Day], *, prose: bool = False
) -> Iterator[Dated]:
    """Dates that are moved: delays, stays, suspensions, extensions, with old and new date.

    In `prose` a verb counts only in the present, and only "until" and the like lead to its date.
    """
    verbs = [m for m in MOVED.finditer(sentence) if is_main(sentence, m)]
    if prose:
        verbs = [m for m in verbs if not m["verb"].endswith("ed") or in_present(sentence, m)]
    if not verbs and free and OF_EFFECT.search(sentence):
        verbs = [m for m in _NEW_DATE.finditer(sentence) if m.end() < free[-1].start][-1:]
    for n, m in enumerate(verbs):
        stop = verbs[n + 1].start() if n + 1 < len(verbs) else len(sentence)
        begin = verbs[n - 1].end() if n else 0
        yield from _move(sentence, label, m, (begin, stop), free, every, n, _reach(m, prose))


def _reach(m: re.Match[str], prose: bool) -> int:
    """How far off a new date may stand to which no "until" leads."""
    if "verb" not in m.groupdict():
        return 240
    if prose:
        return 0
    return 20 if m["verb"].endswith(("s", "ing")) else 90


def _move(
    sentence: str,
    label: str,
    m: re.Match[str],
    span: tuple[int, int],
    free: list[Day],
    every: list[Day],
    n: int,
    far: int,
) -> Iterator[Dated]:
    begin, stop = span
    verb = m.groupdict().get("verb") or "delayed"
    active = verb.endswith(("s", "ing"))
    subject = sentence[begin : m.start()]
    object_ = sentence[m.end() : stop]
    kind = moved_kind(verb, object_ if active else subject, sentence[: m.start()], label, active)
    if kind is None:
        return
    new, old = _new_and_old(sentence, m.end(), stop, free, far)
    details: dict[str, Any] = {}
    if not active and kind in ("delay", "suspension") and _OWN_PARTS.search(subject):
        at = subject.casefold().rfind("except")
        words = re.sub(r",?\s(?:which|that|and)\s(?:is|are|will be)\s*$", "", subject[at:])
        part = {"provision": words[-160:].strip(" ,.()")}
        if n == 0:
            yield _dated("entry_into_force", new, m, None, part, sentence)
            return
        details |= part
    if old is None and "verb" not in m.groupdict():
        froms = (d for d in free if d.end <= m.start() and preposition(sentence, d.start) == "from")
        old = next((d.day for d in froms), None)
    if old is None:
        old = _old_printed(sentence, begin, stop if active else m.start(), every, new)
    if kind == "delay":
        yield from _delay(
            sentence, m, subject + (object_ if active else ""), new, old, free, details
        )
    elif kind == "suspension":
        yield from _suspension(sentence, m, (m.end(), stop), new, old, free, details)
    elif kind == "reimposition":
        on = next((d for d in free if d.start > m.end()), None) or next(iter(free), None)
        yield _dated(kind, on, m, None, details, sentence)
    elif new:
        yield _dated(kind, new, m, old, details, sentence)
    if kind in ("delay", "comment_deadline") and new:
        for d in _listed(sentence, new, free):
            more = {"what": "reply comments"} if kind != "delay" and "reply" in subject else {}
            yield _dated(kind, d, m, None, details | more, sentence)


def _delay(
    sentence: str,
    m: re.Match[str],
    subject: str,
    new: Day | None,
    old: date | None,
    free: list[Day],
    details: dict[str, Any],
) -> Iterator[Dated]:
    if (
        _WHAT_COMPLIANCE.search(subject)
        and not re.search(r"effective (?:and|date and) compliance|effective date", subject, re.I)
    ) or _ALSO_APPLICABILITY.search(subject):
        details["what"] = "compliance"
    if part := _PROVISION.search(subject[-260:]):
        words = re.sub(r"[\s,]+(?:is|are|will be)?(?: hereby| further)?\s*$", "", part.group(0))
        details.setdefault("provision", words[:160])
    on = re.match(r"^\W*(?:[\w ]{0,30}:\s*)?(?:Effective|As of)\s(?:on\s)?", sentence, re.I)
    first = next((d for d in free if on and d.start == on.end()), None)
    if first and first.known:
        details["on"] = first.day.isoformat()
    if new is None and old and (by := _BY.search(sentence, m.end(), m.end() + 60)):
        count = whole(by["n"])
        day = added(old, count, by["unit"]) if count else None
        if day:
            words = sentence[by.start() : by.end()]
            yield Dated("delay", day, *by.span(), "computed", old, words, details)
            return
    yield _dated("delay", new, m, old, details, sentence)


def _suspension(
    sentence: str,
    m: re.Match[str],
    scope: tuple[int, int],
    new: Day | None,
    old: date | None,
    free: list[Day],
    details: dict[str, Any],
) -> Iterator[Dated]:
    starts = [
        d
        for d in free
        if d.start < m.start() and d.day != old and preposition(sentence, d.start) not in UNTIL
    ]
    starts += [
        d
        for d in free
        if scope[0] <= d.start < scope[1]
        and d is not new
        and preposition(sentence, d.start) in _FROM
    ]
    where = next((d for d in free if d.day == old and d.start > m.end()), None) if old else None
    where = where or (starts[0] if starts and old is None else None)
    if new is None:
        new = next(
            (d for d in free if d.end <= m.start() and preposition(sentence, d.start) in UNTIL),
            None,
        )
    if new and where and new.start < where.start and preposition(sentence, new.start) not in UNTIL:
        new = None
    if where is new:
        new = None
    until = bool(new and preposition(sentence, new.start) != "through")
    if new and new.known:
        last = new.day - timedelta(days=1) if until else new.day
        details["last_day"] = last.isoformat()
    a, b = (where.start, where.end) if where else m.span()
    day = where.day if where and where.known else old
    yield Dated("suspension", day, a, b, words=sentence[a:b] if where else None, details=details)
    if new:
        yield _dated("suspension_end", new, m, None, {"until": until}, sentence)


def _dated(
    kind: str,
    new: Day | None,
    verb: re.Match[str],
    old: date | None,
    details: dict[str, Any],
    sentence: str,
) -> Dated:
    if new is None:
        return Dated(kind, None, *verb.span(), "contingent", old, None, details)
    odd = new.odd or misprinted(sentence, new.start)
    if not odd and new.known and old and kind == "delay" and new.day < old:
        odd = f"new date before the old one, {old}"
    day = new.day if new.known else None
    words = sentence[new.start : new.end]
    return Dated(
        kind,
        day,
        new.start,
        new.end,
        new.basis,
        old,
        words,
        {**details, "odd": odd} if odd else details,
    )


def _new_and_old(
    sentence: str, begin: int, stop: int, free: list[Day], far: int
) -> tuple[Day | None, date | None]:
    new: Day | None = None
    old = None
    for d in free:
        if not begin <= d.start < stop:
            continue
        p = preposition(sentence, d.start)
        if p == "from" and new is None and d.known:
            old = d.day
        elif new is None and p in UNTIL:
            new = d
    if new is None:
        rest = [d for d in free if begin <= d.start < stop and d.day != old]
        near = rest and rest[0].start - begin <= far and not _apart(sentence[begin : rest[0].start])
        new = rest[0] if near else None
        if new and preposition(sentence, new.start) in ("by", "before", "later than", "from"):
            new = None
    elif _apart(sentence[begin : new.start]):
        new = None
    return new, old


def _apart(gap: str) -> bool:
    """Whether what stands between a verb and a day tells of another matter."""
    return bool(
        re.search(
            r";\s(?![A-Z])|\b(?:comments?|compliance|submit\w*)\b[^.;]{0,120}\b(?:must"
            r"|should|will|are|is)\b",
            gap,
        )
    )


def _listed(sentence: str, new: Day, free: list[Day]) -> Iterator[Day]:
    """The days that follow one in a plain list: "until May 1, 2009, and June 1, 2009"."""
    end = new.end
    for d in free:
        if d.start >= end and re.fullmatch(
            r",?\s(?:and\s)?(?:until\s|to\s)?", sentence[end : d.start]
        ):
            yield d
            end = d.end


#: "... until D, and its applicability date is delayed until E": E is no day of effect.
_ALSO_APPLICABILITY: Final = re.compile(
    r"\band its applicability dates?\s*(?:(?:is|are|will be)\s*)?(?:further\s*)?$", re.I
)
_OLD_AFTER: Final = re.compile(
    r"^,?\s(?:effective|compliance|applicability|expiration) dates?\b", re.I
)
_OLD_BEFORE: Final = re.compile(
    r"\b(?:delayed|extended|stayed|postponed|suspended)\s(?:until|to|through)\s$"
    r"|\b(?:scheduled|set|due)\sto\s(?:close|end|expire|take effect|become effective"
    r"|go into effect)\s(?:on\s)?$|\b(?:closed|closes|ended|ends|expired|expires)\s(?:on\s)?$"
    r"|\b(?:original|current|present|scheduled)\s(?:\w+\s){1,3}(?:of|on)\s$"
)


def _old_printed(
    sentence: str, begin: int, stop: int, every: list[Day], new: Day | None
) -> date | None:
    """The date moved from, where it is told before the verb or by its own words."""
    for d in reversed(every):
        if not begin <= d.start < stop or (new and d.start == new.start) or not d.known:
            continue
        if _OLD_AFTER.match(sentence[d.end : d.end + 40]):
            return d.day
        if _OLD_BEFORE.search(sentence[max(0, d.start - 60) : d.start]):
            return d.day
    return None
