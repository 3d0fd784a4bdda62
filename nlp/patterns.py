"""The rules' patterns over a text: matches, the sentence around them, their normal form."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from nlp.company_words import SEAT
from nlp.forms import READERS
from nlp.landmarks import Landmarks, Seeker, plain
from nlp.rules import EntityRules, Pattern, load_entities
from store.model import Mention

#: How far a pattern's `near` and `far` look, within the sentence.
WINDOW: Final = 180
#: How far from its anchor a pattern may begin or end.
REACH: Final = 120
#: Between two limits of which the first tells the sign; how long that may be.
_AND_THEN: Final = re.compile(
    r"(?: (?:in|by|for|from|per|through|until) [\w ]{1,24})?,? (?:or|and|then) "
)
_GOES_ON: Final = 36
_BLANK: Final = re.compile(r"\s")
_STOP: Final = re.compile(r"[.!?]\s|\n")
_GROUP: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern with its parts put in."""

    rule: Pattern
    label: str
    regex: re.Pattern[str]
    seeker: Seeker
    each: re.Pattern[str] | None
    anchor: re.Pattern[str] | None
    near: re.Pattern[str] | None
    far: re.Pattern[str] | None


@functools.cache
def _patterns() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            pattern,
            rules.label,
            rules.compiled(pattern.regex),
            _seeker(rules, pattern),
            rules.compiled(pattern.each) if pattern.each else None,
            rules.compiled(pattern.anchor) if pattern.anchor else None,
            rules.compiled(pattern.near) if pattern.near else None,
            rules.compiled(pattern.far) if pattern.far else None,
        )
        for rules in load_entities()
        for pattern in rules.patterns
    )


def _seeker(rules: EntityRules, pattern: Pattern) -> Seeker:
    # a mark without special characters is sought as text
    marks = (m if plain(m) else rules.compiled(m) for m in pattern.marks)
    return Seeker(rules.compiled(pattern.regex), marks, pattern.lead, pattern.first)


def add_patterns(landmarks: Landmarks, out: dict[str, list[Mention]]) -> None:
    """What the patterns find in a text, added to what `out` holds for each label."""
    text = landmarks.text
    for pattern in _patterns():
        if pattern.rule.needs and not landmarks.holds_any(pattern.rule.needs):
            continue
        found = out.setdefault(pattern.label, [])
        known = _edges(found) if pattern.rule.unknown else frozenset()
        for match in _matches(pattern, landmarks):
            if known and not known.isdisjoint(_edge(text, match)):
                continue
            if not _fits(pattern, text, match):
                continue
            groups = match.groupdict()
            if pattern.each is None:
                _add(pattern, text, match, groups, found)
                continue
            for hit in pattern.each.finditer(text, match.start("list"), match.end("list")):
                _add(pattern, text, hit, groups | hit.groupdict(), found)
    if limits := out.get("THRESHOLD"):
        out["THRESHOLD"] = _led_on(text, limits)


def _led_on(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Limits with the sign told once: "must not exceed 35 billion transistors in 2027 or 40 billion
    transistors" has two of "at most"."""
    out: list[Mention] = []
    for m in sorted(found, key=lambda m: (m.start, -m.end)):
        last = out[-1] if out else None
        if (
            last is not None
            and m.value["comparator"] == "="
            and last.value["comparator"] != "="
            and last.value["unit"] == m.value["unit"]
            and last.end <= m.start <= last.end + _GOES_ON
            and _AND_THEN.fullmatch(text, last.end, m.start)
        ):
            m = replace(m, value={**m.value, "comparator": last.value["comparator"]})
        out.append(m)
    return out


def _matches(pattern: _Compiled, landmarks: Landmarks) -> Iterator[re.Match[str]]:
    """The pattern's matches; with an anchor, only around its hits, a window at a time."""
    text = landmarks.text
    if pattern.anchor is None:
        yield from pattern.seeker.matches(landmarks)
        return
    done = low = high = -1
    for hit in pattern.anchor.finditer(text):
        if high >= 0 and hit.start() - REACH <= high:
            high = hit.end() + REACH
            continue
        if high >= 0:
            yield from pattern.regex.finditer(text, max(low, done), _blank(text, high))
            done = _blank(text, high)
        low, high = _from(text, hit.start() - REACH), hit.end() + REACH
    if high >= 0:
        yield from pattern.regex.finditer(text, max(low, done), _blank(text, high))


def _blank(text: str, at: int) -> int:
    """The first blank from a place on, within reach: where a window may be cut."""
    blank = _BLANK.search(text, at, at + REACH)
    return blank.start() if blank else min(at, len(text))


def _from(text: str, at: int) -> int:
    """Where a window begins: at the first blank from a place on, or with the text."""
    return _blank(text, at) if at > 0 else 0


def _edges(found: Sequence[Mention]) -> frozenset[tuple[str, int]]:
    """Where known things begin and end, so that an unknown one gives way: "Biden-era AI Diffusion
    Rule" to the AI Diffusion Rule, "Microsoft Corp." to Microsoft."""
    return frozenset({("start", m.start) for m in found} | {("end", m.end) for m in found})


def _edge(text: str, match: re.Match[str]) -> tuple[tuple[str, int], ...]:
    """Where a match begins and ends; a seat at its front is none of the name: "Shenzhen X Co."."""
    start, end = match.span("at") if "at" in match.re.groupindex else match.span()
    seat = SEAT.match(text, start, end)
    return ("start", start), ("end", end), ("start", seat.end() if seat else start)


def _fits(pattern: _Compiled, text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a match speaks of what the pattern is about."""
    if pattern.near is None and pattern.far is None:
        return True
    before = text[max(0, match.start() - WINDOW) : match.start()]
    after = text[match.end() : match.end() + WINDOW]
    around = _STOP.split(before)[-1] + match[0] + _STOP.split(after)[0]
    if pattern.near is not None and not pattern.near.search(around):
        return False
    return pattern.far is None or not pattern.far.search(around)


def _add(
    pattern: _Compiled,
    text: str,
    span: re.Match[str],
    groups: Mapping[str, str | None],
    out: list[Mention],
) -> None:
    start, end = span.span("at") if "at" in span.re.groupindex else span.span()
    value: dict[str, Any] = {}
    for key, form in pattern.rule.value.items():
        made = _filled(form, groups)
        reader = pattern.rule.read.get(key)
        if reader is not None and made is not None:
            made = READERS[reader](made)
            if made is None:
                return
        if made is not None:
            value[key] = made
    if start < end:
        rule = f"{pattern.label.lower()}/{pattern.rule.name}"
        out.append(Mention(pattern.label, text[start:end], start, end, value, rule))


def _filled(form: Any, groups: Mapping[str, str | None]) -> Any:
    """A form with its groups put in; None where it is nothing but groups that matched nothing."""
    if not isinstance(form, str) or "{" not in form:
        return form
    names = _GROUP.findall(form)
    if all(groups.get(name) is None for name in names):
        return (
            None
            if _GROUP.sub("", form).strip(" |") == "" and "|" not in form
            else _GROUP.sub("", form)
        )
    return _GROUP.sub(lambda m: groups.get(m[1]) or "", form)
