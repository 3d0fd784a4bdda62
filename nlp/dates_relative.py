"""Dates told from another day: "Thursday", "yesterday", "the 23rd", "two days before"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from nlp import dates_grammar as grammar
from nlp.dates_calendar import WEEKDAYS, day_near, quarter, shifted, weekday_near
from nlp.dates_hit import side
from nlp.landmarks import Landmarks
from nlp.numbers import whole

#: Start, end and value of a date found before.
Anchor = tuple[int, int, Mapping[str, Any]]
_Found = tuple[int, int, dict[str, Any], str]

#: "Monday through Friday, 9 a.m." tells opening hours, no day.
_SCHEDULE_AFTER: Final = re.compile(r"\s?(?:through|thru|to|[-–])\s?[MTWFS]\w{2,5}day\b")
_SCHEDULE_BEFORE: Final = re.compile(r"day\s?(?:through|thru|to|[-–])\s?$")
#: "two days before." counts from a day told before; "two days before the vote" from the vote.
_ENDS: Final = re.compile(r"\s*(?:[.,;:)\n]|$)|\s(?:and|but|or|that|when|by|in|at)\b")
_BESIDE: Final = re.compile(r",? \(?(?:on )?")
#: A date that follows within these words is what "two days before" counts from.
_NEXT_WITHIN: Final = 80
_LAST_WITHIN: Final = 400


def relative(
    landmarks: Landmarks, published: date | None, anchors: Sequence[Anchor], own: bool
) -> Iterator[_Found]:
    """Start, end, value and rule of each expression told from `published` or another date."""
    text = landmarks.text
    weekdays = list(_weekdays(landmarks, published, anchors))
    yield from weekdays
    told = sorted((*anchors, *((a, z, value) for a, z, value, _ in weekdays)), key=_start)
    yield from _offsets(landmarks, published, told, own)
    for match in grammar.RELATIVE.matches(landmarks):
        found = _word(match["word"].lower(), published, text, match.start(), told)
        if found:
            yield match.start(), match.end(), found, "relative"
    for match in grammar.THE_DAY.matches(landmarks):
        number = int(match["day"])
        if 1 <= number <= 31:
            way = side(text, match.start(), match.end())
            if match["lead"].lower() in {"by", "until", "through"}:
                way = "future"
            found_day = day_near(number, published, way) if published else None
            yield match.start("span"), match.end("span"), _computed(found_day), "the-day"


def _weekdays(
    landmarks: Landmarks, published: date | None, anchors: Sequence[Anchor]
) -> Iterator[_Found]:
    text = landmarks.text
    for match in grammar.WEEKDAY.matches(landmarks):
        if _SCHEDULE_AFTER.match(text, match.end()) or _SCHEDULE_BEFORE.search(
            text, max(0, match.start() - 20), match.start()
        ):
            continue
        yield _weekday(text, match, published, anchors)


def _computed(found: date | None, **more: Any) -> dict[str, Any]:
    iso = found.isoformat() if found else None
    return {"iso": iso, "precision": "day", "basis": "computed", **more}


def _weekday(
    text: str, match: re.Match[str], published: date | None, anchors: Sequence[Anchor]
) -> _Found:
    number = WEEKDAYS[match["weekday"].lower()]
    rel = (match["rel"] or "").strip().lower()
    beside = _beside(text, match.end(), number, anchors)
    found: date | None = beside
    if found is None and published is not None:
        if rel in {"next", "coming", "this coming"}:
            found = weekday_near(number, published, "future")
        elif rel == "the following":
            base = _last(match.start(), anchors)
            found = weekday_near(number, base, "future") if base else None
        elif rel in {"last", "the previous"}:
            found = weekday_near(number, shifted(published, days=-1) or published)
        else:
            found = weekday_near(number, published, side(text, match.start(), match.end()))
    return match.start(), match.end(), _computed(found), "weekday"


def _beside(text: str, end: int, weekday: int, anchors: Sequence[Anchor]) -> date | None:
    """The printed date in "Wednesday (May 28)", where it falls on that weekday."""
    at = bisect.bisect_left(anchors, end, key=_start)
    if at == len(anchors):
        return None
    start, _, value = anchors[at]
    if start - end > 3 or text[end:start].strip(" ,(") or value["precision"] != "day":
        return None
    found = date.fromisoformat(value["iso"]) if value["iso"] else None
    return found if found and found.weekday() == weekday else None


def _start(anchor: Anchor) -> int:
    return anchor[0]


def _word(
    word: str, published: date | None, text: str, at: int, anchors: Sequence[Anchor]
) -> dict[str, Any] | None:
    steps = {
        "yesterday": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }
    if (
        word in steps
        or word in {"today", "tonight"}
        or re.fullmatch(r"this (morning|afternoon|evening)", word)
    ):
        return _computed(shifted(published, days=steps.get(word, 0)) if published else None)
    if word in {
        "the day before",
        "the day after",
        "the same day",
        "the following day",
        "the previous day",
    }:
        base = _last(at, anchors)
        step = -1 if word.endswith(("before", "previous day")) else 0 if "same" in word else 1
        return _computed(shifted(base, days=step) if base else None)
    if word.startswith(("the previous", "the following", "the same")):
        return None  # of a week or year told elsewhere
    return _period(word, published)


def _period(word: str, published: date | None) -> dict[str, Any]:
    """ "last month", "this year", "next quarter", "the end of the month", "year-end"."""
    unit = "year" if "year" in word else word.rsplit(" ", 1)[-1]
    step = -1 if "last" in word else 1 if "next" in word else 0
    approx: dict[str, Any] = {"approx": True} if re.search(r"end|earlier|later", word) else {}
    precision = {"week": "month", "weekend": "month", "day": "day"}.get(unit, unit)
    value: dict[str, Any] = {"iso": None, "precision": precision, "basis": "computed", **approx}
    if published is None:
        return value
    if unit in {"week", "weekend"}:
        # A week is no precision of ours: its month, where it lies in one, and approximately.
        monday = shifted(published, days=7 * step - published.weekday())
        sunday = shifted(monday, days=6) if monday else None
        inside = monday and sunday and monday.month == sunday.month
        value["approx"] = True
        value["iso"] = monday.isoformat()[:7] if monday and inside else None
        if not inside:
            value["precision"] = "unknown"
        return value
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit, 0) * step
    moved = shifted(published.replace(day=1), months=months)
    if moved is None:
        return value
    value["iso"] = {
        "month": moved.isoformat()[:7],
        "quarter": quarter(moved),
        "year": moved.isoformat()[:4],
    }.get(unit)
    return value


def _told_beside(text: str, end: int, anchors: Sequence[Anchor]) -> date | None:
    """The day printed right after a place: ", on May 29"."""
    beside = _BESIDE.match(text, end)
    at = bisect.bisect_left(anchors, end, key=_start)
    if not beside or at == len(anchors) or anchors[at][0] != beside.end():
        return None
    value = anchors[at][2]
    day = value["iso"] and value["precision"] == "day"
    return date.fromisoformat(value["iso"]) if day else None


def _last(at: int, anchors: Sequence[Anchor]) -> date | None:
    """The last day printed before a place, if near."""
    for number in range(bisect.bisect_left(anchors, at, key=_start) - 1, -1, -1):
        _, end, value = anchors[number]
        if at - end > _LAST_WITHIN:
            return None
        if value["iso"] and value["precision"] == "day":
            return date.fromisoformat(value["iso"])
    return None


def _next(text: str, at: int, anchors: Sequence[Anchor]) -> date | None:
    """The first day printed after a place, in the same sentence."""
    number = bisect.bisect_left(anchors, at, key=_start)
    if number == len(anchors):
        return None
    start, _, value = anchors[number]
    if start - at > _NEXT_WITHIN or re.search(r"[.;\n]\s", text[at:start]):
        return None
    day = value["iso"] and value["precision"] == "day"
    return date.fromisoformat(value["iso"]) if day else None


def _offsets(
    landmarks: Landmarks, published: date | None, anchors: Sequence[Anchor], own: bool
) -> Iterator[_Found]:
    text = landmarks.text
    for match in grammar.OFFSET.matches(landmarks):
        lead, tail = (match["lead"] or "").lower(), (match["tail"] or "").strip().lower()
        raw, unit = match["count"].lower(), match["unit"].lower()
        count = 1 if raw in {"a", "an"} else whole(raw) or 0
        days, months = _span(count, unit)
        if match["publication"]:
            yield _from_publication(match, published if own else None, count, unit)
            continue
        start, end = match.start("span"), match.end("span")
        approx = {"approx": True} if unit not in {"day", "calendar day"} else {}
        if tail in {
            "before",
            "earlier",
            "prior",
            "prior to",
            "later",
            "after",
            "from",
            "of",
            "following",
        }:
            back = tail in {"before", "earlier", "prior", "prior to"}
            if tail in {"earlier", "later"}:
                same = _told_beside(text, end, anchors)
                if same is not None:  # "two weeks earlier, on May 29"
                    yield start, end, _computed(same), "offset"
                    continue
            base = _next(text, end, anchors) if tail not in {"earlier", "later"} else None
            if base is None and (
                tail in {"earlier", "later"}
                or (tail in {"before", "after"} and _ENDS.match(text, end))
            ):
                base = _last(start, anchors)
            if base is None and tail in {"of", "from", "following"}:
                continue  # counted from something that is no date: "30 days of receipt"
            sign = -1 if back else 1
            found = shifted(base, sign * days, sign * months) if base else None
            yield start, end, _computed(found, **approx), "offset"
        elif tail == "ago":
            found = shifted(published, -days, -months) if published else None
            yield start, end, _ago(found, unit), "ago"
        elif tail in {"from now", "from today", "hence"} or (
            not tail and lead in {"in", "within", "no later than", "not later than"}
        ):
            if raw in {"a", "an"} and unit == "day":
                continue  # "in a day"
            if unit == "year" and lead == "in":
                continue  # "for the first time in ten years"
            found = shifted(published, days, months) if published else None
            at = match.start("lead") if match["lead"] else start
            yield at, end, _computed(found, **approx), "term"


def _span(count: int, unit: str) -> tuple[int, int]:
    """Days and months of a count of a unit; working days as calendar days of whole weeks."""
    if unit in {"business day", "working day"}:
        return count + 2 * (count // 5), 0
    if unit in {"month", "year"}:
        return 0, count * (12 if unit == "year" else 1)
    return count * (7 if unit == "week" else 1), 0


def _ago(found: date | None, unit: str) -> dict[str, Any]:
    """ "two days ago" is a day; "two months ago" tells no more than the month."""
    value = _computed(found)
    if unit in {"month", "year"}:
        cut = 7 if unit == "month" else 4
        return {
            **value,
            "iso": value["iso"] and value["iso"][:cut],
            "precision": unit,
            "approx": True,
        }
    return {**value, "approx": True} if unit == "week" else value


def _from_publication(
    match: re.Match[str], published: date | None, count: int, unit: str
) -> _Found:
    days, months = _span(count, unit)
    found = shifted(published, days, months) if published else None
    term = {"months": months} if months else {"days": days}
    value = _computed(found, **{"from": "publication"}, **term)
    start = match.start("lead") if match["lead"] else match.start()
    return start, match.end(), value, "publication"
