"""Reading a caption: its sentences, the days in them, and what cannot be right as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from nlp.captions.cited import cited
from nlp.captions.cues import label_of
from nlp.captions.dated import Dated
from nlp.captions.moved import moves
from nlp.captions.printed import Day, printed_days
from nlp.captions.relative import added, counted
from nlp.captions.roles import Place, plain, relative
from nlp.captions.sentences import caption_sentences
from nlp.captions.verbs import MOVED, recited

#: No caption is longer; what goes on beyond is no caption any more and is not read.
LONGEST: Final = 20_000
#: A sentence of a caption is no longer; in one that is, only this much is read.
_LONGEST_SENTENCE: Final = 4_000
_NEW_DATE: Final = re.compile(r"\bnew (?:\w+ )?dates?\b", re.I)
_PAGE: Final = re.compile(r"\[\[Page [^\]\n]{1,12}\]\]")
#: What a summary moves for certain; a bare "suspends" there is mostly the rule's substance.
_IN_PROSE: Final = ("delay", "comment_deadline", "expiry", "suspension_end")


def read_caption(
    text: str,
    published: date | None,
    kind: str | None,
    end: int | None = None,
    heading: str = "",
) -> list[Dated]:
    """The typed dates of a DATES caption, in order, offsets into `text`.

    `kind` is the document's (rule, proposed_rule, notice ...): a bare date is an effective date in
    a rule and nothing in a notice, unless the caption's `heading` tells ("EFFECTIVE DATE"). Days
    that the caption counts or prints without a year are computed from `published`; without it they
    stay undated.
    """
    found: list[Dated] = []
    label = label_of(f"{heading}:") or ""
    entered = False
    for a, b, sentence in _sentences(text[: min(end or LONGEST, LONGEST)]):
        head = label_of(sentence)
        label = label if head is None else head
        here = list(_sentence(sentence, Place(label, kind, entered), published))
        found += [_placed(d, a, b) for d in here]
        entered = entered or any(d.kind == "entry_into_force" for d in here)
    return [_doubted(d, published) for d in _settled(_counted_on(found))]


def read_moves(text: str, published: date | None) -> list[Dated]:
    """The dates that a summary or a preamble says its document moves, offsets into `text`.

    Delays, extensions and the ends of suspensions, each with its day; a day told in the next
    sentence ("The new date is December 31, 2026.") is taken for the move before it.
    """
    found: list[Dated] = []
    for a, b, sentence in _sentences(text[:LONGEST]):
        if not (MOVED.search(sentence) or _NEW_DATE.search(sentence)):
            continue
        every = printed_days(sentence, published)
        free = [d for d in every if not cited(sentence, d)]
        here = list(moves(sentence, "", free, every, prose=True))
        if found and (told := _told_next(found[-1], sentence, free)):
            found[-1:] = [_placed(told, a, b)]
            continue
        found += [_placed(d, a, b) for d in here]
    return _settled([d for d in found if d.kind in _IN_PROSE and d.day])


def _told_next(move: Dated, sentence: str, free: list[Day]) -> Dated | None:
    """A delay without a date, with the one that the next sentence tells: "The new date is ..."."""
    if move.kind != "delay" or move.day or len(free) != 1 or not free[0].known:
        return None
    if not _NEW_DATE.search(sentence):
        return None
    d = free[0]
    words = sentence[d.start : d.end]
    return replace(move, day=d.day, basis=d.basis, start=d.start, end=d.end, words=words)


def _sentences(text: str) -> Iterator[tuple[int, int, str]]:
    blank = _PAGE.sub(lambda m: " " * len(m.group(0)), text)
    for a, b in caption_sentences(blank):
        yield a, b, blank[a : min(b, a + _LONGEST_SENTENCE)]


def _placed(d: Dated, a: int, b: int) -> Dated:
    return replace(d, start=d.start + a, end=d.end + a, sentence=(a, b))


#: Where a new clause begins before the one that moves a date.
_CLAUSE: Final = re.compile(r";|,?\sand\s(?=(?:the|its)\s[^;]{0,60}\b(?:dates?|period)\b)")
_IN_EFFECT: Final = re.compile(
    r"^\W*+(?:<bullet>\W*+|bullet>\W*+)?(?:[\w ]{0,30}:\s*)?(?:Effective|As of)\s(?:on\s)?$", re.I
)


def _sentence(sentence: str, place: Place, published: date | None) -> Iterator[Dated]:
    every = printed_days(sentence, published)
    free = [d for d in every if not cited(sentence, d)]
    moved = list(moves(sentence, place.label, free, every))
    counts = list(counted(sentence, published))
    free = [d for d in free if any(d.start == m.start for m in moved) or not recited(sentence, d)]
    if not moved:
        told = list(plain(sentence, place, free))
        days = {d.day for d in told}
        told += [d for d in relative(sentence, place, counts) if d.day not in days or d.day is None]
        yield from sorted(told, key=lambda d: d.start)
        return
    if all(d.kind == "entry_into_force" for d in moved):
        parts = {d.start for d in moved}
        yield from plain(sentence, place, [d for d in free if d.start not in parts])
        yield from moved
        return
    taken = {d.start for d in moved}
    taken |= {x.start for d in moved if d.old for x in free if x.day == d.old}
    first = moved[0].start
    yield from _before(
        sentence, place, [d for d in free if d.start < first and d.start not in taken]
    )
    yield from moved
    for d in free:
        if d.start < first and _IN_EFFECT.match(sentence[: d.start]):
            taken.add(d.start)
    later = [d for d in free if d.start not in taken and d.start > first]
    yield from plain(sentence, place, later, floor=max(d.end for d in moved))


def _before(sentence: str, place: Place, free: list[Day]) -> Iterator[Dated]:
    """Days of a clause of its own, before the one that moves a date."""
    for m in _CLAUSE.finditer(sentence):
        own = [d for d in free if d.end <= m.start()]
        if own:
            yield from plain(sentence[: m.start()], place, own)
            return


def _counted_on(found: list[Dated]) -> list[Dated]:
    """Days counted from the effective date, where the caption tells just one."""
    start = {
        d.day
        for d in found
        if d.kind == "entry_into_force" and d.day and not d.details.get("provision")
    }
    out = []
    for d in found:
        if "counted" in d.details:
            n, unit = d.details["counted"]
            details = {k: v for k, v in d.details.items() if k != "counted"}
            day = added(next(iter(start)), n, unit) if len(start) == 1 else None
            d = replace(d, day=day, basis="computed" if day else "contingent", details=details)
        out.append(d)
    return out


def _settled(found: list[Dated]) -> list[Dated]:
    """One row for each kind, day and whose it is: the first told.

    A delay has the old date that is told later; an extension told after a deadline of the same day
    may be another rule's, and stays.
    """
    seen: dict[tuple[object, ...], int] = {}
    out: list[Dated] = []
    for d in found:
        key: tuple[object, ...] = (d.kind, d.day)
        if d.kind == "delay":
            key = (*key, d.details.get("what"))
        if d.day is None:
            key = (*key, d.details.get("provision"), d.words)
        if d.kind == "comment_deadline" and d.old and key in seen and not out[seen[key]].old:
            key = (*key, d.old)
        if key not in seen:
            seen[key] = len(out)
            out.append(d)
        elif d.old and not out[seen[key]].old:
            out[seen[key]] = replace(out[seen[key]], old=d.old)
    return out


def _doubted(d: Dated, published: date | None) -> Dated:
    """The date as printed, flagged where it cannot be meant."""
    if published is None or d.day is None or "odd" in d.details or d.basis != "stated":
        return d
    ahead = (d.day - published).days
    odd = None
    if d.kind == "comment_deadline" and ahead < 0:
        odd = f"a deadline before the day of publication, {published},"
    elif d.kind == "entry_into_force" and ahead < -366:
        odd = f"an effective date more than a year before publication, {published},"
    elif d.kind == "delay" and ahead < -60:
        odd = f"a new date before the day of publication, {published},"
    elif ahead > 366 * 30:
        odd = f"a date more than thirty years after publication, {published},"
    return replace(d, details={**d.details, "odd": odd}) if odd else d
