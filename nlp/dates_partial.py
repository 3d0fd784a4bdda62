"""Dates without a day: months, quarters, halves, fiscal years and bare years that tell time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final, Literal

from nlp import dates_grammar as grammar
from nlp.dates_calendar import MONTHS, Side, full_year, month_near
from nlp.dates_hit import Hit, side, valued
from nlp.landmarks import Landmarks

#: What stands before a number of four digits that is no year.
_NO_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:Act|Law|Code|Resolution|Order|Orders|Proclamation|Section|Sec\.|part|No\.|Nos\."
    r"|number|page|pages|Doc\.|Bill"
    r"|Room|Suite|Box|Reg\.|FR|CFR|Stat\.|Directive|Model|version|H\.R\.|S\.|about|nearly|almost"
    r"|approximately|some|least|than|over|only|ISO|RTX|GTX|EO|E\.O\.|Agenda|Vision)|Act,|Act of"
    r"|Law of"
    r"|Code of|Reform of|Amendments of|\bECRA of|\bIEEPA of|\bAECA of)\s$"
)
_NO_YEAR_AFTER: Final = re.compile(
    r"\s(?:(?:H\d+|AI|GPU|chip|NVIDIA|Nvidia|advanced|computing|additional|more|other|metric"
    r"|square|people|companies|firms|entities"
    r"|employees|workers|operations|nodes|processors|units|items|pages|words|feet|miles|meters"
    r"|km|TPP|GB|TB|nm|dollars"
    r"|Model|National Defense|NDAA|Act|Edition|U\.S\.C|FR|CFR|Fed\.|Pennsylvania|Constitution"
    r"|[A-Z]\w+ (?:Avenue|Street|St\.|Ave\.|Act|Road))\w*\b)"
)
_YEAR_LEAD: Final = re.compile(
    r"\b(?:in|since|by|until|till|from|to|through|throughout|during|of|for|before|after|around"
    r"|and|or|between|than|late|early|as of|year|early as|late as|soon as)\s$",
    re.IGNORECASE,
)
_TITLE_AFTER: Final = re.compile(r"\s(?:[A-Z][a-z]+\s){0,4}[A-Z][a-z]+\b")


def partial(
    landmarks: Landmarks, published: date | None, free: Callable[[int, int], bool]
) -> Iterator[Hit]:
    """Months, quarters, halves and years; a bare year only where `free` of a fuller date."""
    text = landmarks.text
    for match in grammar.MONTH_YEAR.matches(landmarks):
        iso = f"{match['year']}-{MONTHS[match['month'].lower()]:02d}"
        yield Hit(
            match.start(), match.end(), valued(iso, "month", more=_approx(match)), "month-year"
        )
    yield from _quarters(landmarks, published)
    for match in grammar.FISCAL.matches(landmarks):
        iso = match["year"] or str(full_year(match["short"]))
        yield Hit(
            match.start(), match.end(), valued(iso, "year", more={"fiscal": True}), "fiscal-year"
        )
    for match in grammar.MONTH_ALONE.matches(landmarks):
        if match["month"] in ("May", "March", "August") and not (
            match["part"]
            or match["rel"]
            or match["of"]
            or grammar.BEFORE_MONTH.search(text, max(0, match.start() - 10), match.start())
        ):
            continue
        if match["month"] == "May" and re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]):
            continue  # "Theresa May", "of May Department Stores"
        iso_month = None
        if published:
            way = _way(text, match)
            year, number = month_near(MONTHS[match["month"].lower()], published, way)
            if (match["rel"] or "").strip().lower() == "this":
                year = published.year
            if match["of"]:
                year = published.year + _YEARS[match["of"].split()[1]]
            iso_month = f"{year:04d}-{number:02d}"
        end = match.start("own") if match["own"] and not match["of"] else match.end()
        yield Hit(
            match.start(), end, valued(iso_month, "month", "computed", more=_approx(match)), "month"
        )
    for match in grammar.YEARS.matches(landmarks):
        for name in ("first", "second") if match["first"] < match["second"] else ():
            yield Hit(*match.span(name), valued(match[name], "year"), "years")
    for match in grammar.YEAR.matches(landmarks):
        if free(match.start(), match.end()) and _tells_time(text, match):
            yield Hit(
                match.start(),
                match.end(),
                valued(match["year"], "year", more=_approx(match)),
                "year",
            )


_YEARS: Final = {"last": -1, "this": 0, "next": 1}


def _way(text: str, match: re.Match[str]) -> Literal["last", "next"] | Side:
    rel = (match["rel"] or "").strip().lower()
    if rel == "last":
        return "last"
    return "next" if rel in {"next", "coming"} else side(text, match.start(), match.end())


def _approx(match: re.Match[str]) -> dict[str, Any]:
    return {"approx": True} if match["part"] else {}


def _quarters(landmarks: Landmarks, published: date | None) -> Iterator[Hit]:
    numbers = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    text = landmarks.text
    for match in grammar.QUARTER.matches(landmarks):
        nth, what = match["nth"].lower(), (match["what"] or "").lower()
        half = "half" in what or nth[0] == "h"
        if half and not match["year"]:
            continue  # "the second half" may be of anything
        digits = re.search(r"\d", nth)
        number = int(digits[0]) if digits else numbers[nth]
        fiscal = {"fiscal": True} if match["fiscal"] or match["fiscal2"] or "fiscal" in what else {}
        if match["year"] is None:
            iso = None
            if published and not fiscal:
                way = side(text, match.start(), match.end())
                year, month = month_near(number * 3 - 1, published, way)
                iso = f"{year:04d}-Q{(month - 1) // 3 + 1}"
            yield Hit(
                match.start(), match.end(), valued(iso, "quarter", "computed", fiscal), "quarter"
            )
        elif not match["year"].isdigit():
            iso = None
            if published and not half:
                iso = f"{published.year + _YEARS[match['year'].split()[0]]}-Q{number}"
            elif published:
                iso = str(published.year + _YEARS[match["year"].split()[0]])
            what = "year" if half else "quarter"
            yield Hit(match.start(), match.end(), valued(iso, what, "computed", fiscal), "quarter")
        elif half:
            value = valued(str(full_year(match["year"])), "year", more={"approx": True, **fiscal})
            yield Hit(match.start(), match.end(), value, "half-year")
        elif number <= 4:
            iso = f"{full_year(match['year'])}-Q{number}"
            yield Hit(match.start(), match.end(), valued(iso, "quarter", more=fiscal), "quarter")


def _tells_time(text: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year that tells time: no part of a title, an amount, a number."""
    before, after = (
        text[max(0, match.start() - 24) : match.start()],
        text[match.end() : match.end() + 48],
    )
    if match["part"]:
        return True
    if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(after):
        return False
    if _YEAR_LEAD.search(before):
        return True
    if _TITLE_AFTER.match(after):
        return bool(re.search(r"['’]s\s$", before))
    # "the 2023 order", "2023 measures", "(2025)", "2025:", "2027 and 2028"
    return bool(re.match(r"\s[a-z]|[\s]*[),;:.]|\s*$|['’]s\b|\s[(–—-]", after))
