"""Acts that a text tells of without a name, known by their days and what they are about.

`acts.toml` has them. An act is a text's where the text is of its days and has its topic; a sentence
is on it where it has a word of it and claims what it did.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nlp.rules import HERE, load
from nlp.swift import swift
from store.model import Mention, Text


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a day: gazetteer name, days (release first), topic, words of a sentence on it."""

    name: str
    days: tuple[date, ...]
    topic: tuple[str, ...]
    here: str
    types: str = ""


@dataclass(frozen=True, slots=True)
class _Acts:
    acts: tuple[Act, ...]


#: A text tells of an act as news from the day before its release until this much after it.
_NEWS: Final = timedelta(days=12)
_BEFORE: Final = timedelta(days=1)
#: An act told of as one still to be made, or as another one's, is not the one that was made.
_NOT: Final = swift(
    r"\b(?:drafts?|drafted|drafting|another|wider|broader|companion|separate(?:ly)?|replacement"
    r"|successor|plans? to|planning|planned|(?<!be )consider(?:s|ed|ing)?"
    r"|(?<!be )weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?"
    r"|may soon|could soon|letters?|third|new bill)\b",
    re.I,
)
_DONE_ON_IT: Final = frozenset(
    {"adoption", "publication", "filing", "executive_order", "guidance", "proposal"}
)


def since(name: str) -> date | None:
    """The day from which on an act of that name can be told of as news; None where unknown."""
    days = [act.days[0] for act, _, _ in _all() if act.name == name]
    return min(days) - 4 * _NEWS if days else None


def leading(acts: Sequence[Act], text: Text) -> bool:
    """Whether a text opens with the one act that it is the news of."""
    if len(acts) != 1 or not text.published:
        return False
    fresh = text.published - acts[0].days[0] <= timedelta(days=5)
    topic = next(topic for act, topic, _ in _all() if act is acts[0])
    return fresh and all(t.search(text.text[:700]) for t in topic)


@functools.cache
def _all() -> tuple[tuple[Act, tuple[re.Pattern[str], ...], re.Pattern[str]], ...]:
    return tuple(
        (a, tuple(re.compile(t, re.I) for t in a.topic), re.compile(rf"\b(?:{a.here})", re.I))
        for a in load(HERE / "acts.toml", _Acts).acts
    )


def of_text(text: Text, mentions: Sequence[Mention]) -> list[Act]:
    """The acts that a text is news of, by its day of publication or a day with a year in it."""
    body = text.text[:6000]
    told = {
        str(m.value.get("iso"))
        for m in mentions
        if m.label == "DATE" and m.start < 1500 and m.value.get("basis") in ("stated", None)
    }
    return [
        act
        for act, topic, _ in _all()
        if _of_day(act, text.published, told) and all(t.search(body) for t in topic)
    ]


def _of_day(act: Act, published: date | None, told: set[str]) -> bool:
    released = act.days[0]
    if published:
        return released - _BEFORE <= published <= released + _NEWS
    return any(d.isoformat() in told for d in act.days[:2])


def of_sentence(
    sentence: str,
    type: str,
    acts: Sequence[Act],
    days: Sequence[str] = (),
    strict: bool = False,
) -> str | None:
    """The act that a sentence with no name tells of: one of the text's, or one of its days.

    `days` are the sentence's dates; an act is not what they are all earlier than. `strict` asks for
    the act's topic in the sentence itself.
    """
    if _NOT.search(sentence):
        return None
    found = [
        act
        for act, topic, here in _all()
        if (not act.types or type in act.types.split())
        and here.search(sentence)
        and not _of_another_day(act, days, type)
        and (
            (act in acts and not strict)
            or ((act in acts or _on(act, days)) and all(t.search(sentence) for t in topic))
        )
    ]
    names = list(dict.fromkeys(act.name for act in found))
    return names[0] if len(names) == 1 else _best(found, sentence)


def _best(found: Sequence[Act], sentence: str) -> str | None:
    """The one of several whose topic the sentence has; none where that is open."""
    topical = [
        act for act, topic, _ in _all() if act in found and all(t.search(sentence) for t in topic)
    ]
    names = list(dict.fromkeys(act.name for act in topical))
    return names[0] if len(names) == 1 else None


def _of_another_day(act: Act, days: Sequence[str], type: str) -> bool:
    """Whether all days told lie before the act's release; for acts, are none of its."""
    whole = [d for d in days if len(d) == 10]
    if whole and (type.startswith("listing") or type in _DONE_ON_IT):
        return not any(d.isoformat() in whole for d in act.days)
    first = (act.days[0] - _BEFORE).isoformat()
    return bool(whole) and all(d < first for d in whole)


def _on(act: Act, days: Sequence[str]) -> bool:
    return any(d.isoformat() in days for d in act.days[:2])
