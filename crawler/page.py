"""Strict reading of a page: what is looked for is there, once or more as said, or `Unexpected`.

    page = Page(raw, "commerce_news", url)
    page.text("h1")
    page.day("main time.datetime")

A selector that finds nothing, or several where one was meant, is news about the publisher and is
never passed over in silence.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

#: Publishers mean days in Washington: bis.gov's midnight is "T04:00:00+00:00".
WASHINGTON: Final = ZoneInfo("America/New_York")
_SPACE: Final = re.compile(r"\s+")
_DAY_WORDS: Final = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?\s+"
    r"(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_US_DAY: Final = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


class Unexpected(Exception):
    """A page is not of the shape that its source knows: `source`, `url`, and `looked_for`."""

    def __init__(self, source: str, url: str, looked_for: str) -> None:
        super().__init__(source, url, looked_for)
        self.source = source
        self.url = url
        self.looked_for = looked_for

    def __str__(self) -> str:
        return f"{self.source}: {self.url}: looked for {self.looked_for}"


class Page:
    """One HTML page of one source. Selectors are CSS; `within` narrows them to one element."""

    def __init__(self, raw: bytes | str, source: str, url: str) -> None:
        self.source = source
        self.url = url
        self.soup = BeautifulSoup(raw, "lxml")

    def unexpected(self, looked_for: str) -> Unexpected:
        """The exception to raise where this page has not what was looked for."""
        return Unexpected(self.source, self.url, looked_for)

    def one(self, selector: str, within: Tag | None = None) -> Tag:
        """The one element that matches; Unexpected on none or several."""
        found = self._select(selector, within)
        if len(found) != 1:
            raise self.unexpected(f"one {selector!r}, found {len(found)}")
        return found[0]

    def maybe(self, selector: str, within: Tag | None = None) -> Tag | None:
        """The one element that matches, None on none; Unexpected on several."""
        found = self._select(selector, within)
        if len(found) > 1:
            raise self.unexpected(f"at most one {selector!r}, found {len(found)}")
        return found[0] if found else None

    def some(self, selector: str, within: Tag | None = None, least: int = 1) -> list[Tag]:
        """All elements that match, in page order; Unexpected on fewer than `least`."""
        found = self._select(selector, within)
        if len(found) < least:
            raise self.unexpected(f"at least {least} {selector!r}, found {len(found)}")
        return found

    def text(self, target: str | Tag, within: Tag | None = None) -> str:
        """The words of the one element, spaces put in order; Unexpected where there are none."""
        tag = self.one(target, within) if isinstance(target, str) else target
        words = words_of(tag)
        if not words:
            raise self.unexpected(f"words in {target if isinstance(target, str) else tag.name!r}")
        return words

    def attribute(self, target: str | Tag, name: str, within: Tag | None = None) -> str:
        """A filled attribute of the one element, such as `href`; Unexpected without it."""
        tag = self.one(target, within) if isinstance(target, str) else target
        value = tag.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.unexpected(
                f"attribute {name!r} of {target if isinstance(target, str) else tag.name!r}"
            )
        return value.strip()

    def day(self, target: str | Tag, within: Tag | None = None) -> date:
        """The day that an element tells: its `datetime`, else its words; Unexpected otherwise."""
        tag = self.one(target, within) if isinstance(target, str) else target
        stamp = tag.get("datetime")
        told = stamp if isinstance(stamp, str) and stamp.strip() else words_of(tag)
        found = day(told)
        if found is None:
            raise self.unexpected(f"a day in {told[:80]!r}")
        return found

    def json(self, selector: str, within: Tag | None = None) -> Any:
        """The JSON value in the one element, as in `script#__NEXT_DATA__`."""
        return self.json_of(self.one(selector, within))

    def json_of(self, tag: Tag) -> Any:
        """The JSON value that an element holds; Unexpected where it is none."""
        try:
            return json.loads(tag.string or "")
        except (ValueError, RecursionError) as error:
            raise self.unexpected(f"JSON in {tag.name!r} ({error})") from error

    def _select(self, selector: str, within: Tag | None) -> list[Tag]:
        return list((within or self.soup).select(selector))


def words_of(tag: Tag, between: str = "") -> str:
    """The words of an element on one line, scripts and styles left out; may be empty.

    With `between=" "` neighbouring elements are kept apart, and so are parts of one word.
    """
    return _SPACE.sub(" ", tag.get_text(between)).strip()


def day(told: str) -> date | None:
    """The day in Washington that a stamp or a printed date says, None if it says none.

    Takes ISO days and moments (`2026-03-27T04:00:00+00:00` is the 27th), "January 5, 2026",
    "Thu, Jan. 5, 2026" and "01/05/2026". A moment without a zone is Washington's.
    """
    told = _SPACE.sub(" ", told).strip()
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return _printed(told)
    return at.date() if at.tzinfo is None else at.astimezone(WASHINGTON).date()


def _printed(told: str) -> date | None:
    words = _DAY_WORDS.search(told)
    figures = _US_DAY.search(told)
    try:
        if words:
            month = _MONTHS.index(words["month"][:3].lower()) + 1
            return date(int(words["year"]), month, int(words["day"]))
        if figures:
            return date(int(figures["year"]), int(figures["month"]), int(figures["day"]))
    except ValueError:  # a day that no calendar has
        return None
    return None


def moment(told: str) -> datetime | None:
    """The aware UTC moment that an ISO stamp says; midnight in Washington for a bare day."""
    try:
        at = datetime.fromisoformat(told.strip())
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=WASHINGTON)).astimezone(UTC)
