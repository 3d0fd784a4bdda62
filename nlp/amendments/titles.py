"""The title and part of the Code that an instruction stands under, from what the text prints.

A heading ("PART 744—CONTROL POLICY") gives the part; the title is the one that the document's
header, its enacting words or a heading "Title 14" name for that part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from nlp.amendments.places import Place

_PART: Final = re.compile(
    r"^[ \t■]{0,12}(?:\d{1,3}\.\s)?(?:PART|Part)\s{1,3}(\d{1,5}[a-z]?)"
    r"(?=\s{0,3}(?:--|[—–-])|\s?\[|\s{1,3}[A-Z]{3})",
    re.MULTILINE,
)
_CITED: Final = re.compile(
    r"\b(\d{1,2})\s{1,3}CFR\s{1,3}(?:[Pp]arts?|PARTS?)\s{1,3}"
    r"(\d{1,5}[a-z]?(?:(?:,\s|\sand\s|,\sand\s|,?\sthrough\s|\s?[-–]\s?)\d{1,5}[a-z]?){0,40})"
)
_TITLE: Final = re.compile(
    r"^[ \t]{0,12}(?:Title|TITLE)\s{1,3}(\d{1,2})(?=\s{0,3}(?:--|[—–:-])|\s*$)"
    r"|^[ \t]{0,12}(\d{1,2})\sCFR\s(?:Chapter|Part|CHAPTER|PART)\b",
    re.MULTILINE,
)
_AMENDED: Final = re.compile(r"\btitle\s{1,3}(\d{1,2})\b[^.]{0,120}?\bCode\s+of\s+Federal", re.I)
_EAR: Final = re.compile(r"Export Administration Regulations")
#: The Register prints the parts that a document amends within its first lines.
_HEADER: Final = 6_000


class Headings:
    """Titles and parts of a text, asked by place; `title` and `part` given hold where it is
    silent."""

    def __init__(
        self, text: str, start: int, end: int, title: int | None, part: str | None
    ) -> None:
        self._title, self._part = title, part
        self._parts = [(m.start(), m[1]) for m in _PART.finditer(text, start, end)]
        self._starts = [at for at, _ in self._parts]
        lead = text[max(0, start - _HEADER) : start + 400]
        self._cited: dict[str, int] = {}
        cited: set[int] = set()
        for m in _TITLE.finditer(text, 0, min(_HEADER, len(text))):
            cited.add(int(m[1] or m[2]))
        for source in (text[:_HEADER], lead):
            for m in _CITED.finditer(source):
                for number in _numbers(m[2]):
                    self._cited.setdefault(number, int(m[1]))
        inside = [(m.start(), int(m[1] or m[2])) for m in _TITLE.finditer(text, start, end)]
        self._titles = inside
        self._title_starts = [at for at, _ in inside]
        if amended := _AMENDED.search(lead):
            cited.add(int(amended[1]))
        enacted = {int(m[1]) for m in _CITED.finditer(lead[-3_000:])}
        self._only = (
            next(iter(cited)) if len(cited) == 1 else
            next(iter(enacted)) if not cited and len(enacted) == 1 else None
        )  # fmt: skip
        if self._only is None and not cited and not enacted and _EAR.search(text):
            self._only = 15

    def place(self, at: int) -> Place:
        """The part at a place of the text, with its title; both None where the text is silent."""
        n = bisect_right(self._starts, at) - 1
        part = self._parts[n][1] if n >= 0 else self._part
        return Place(self.title(part, at), part)

    def title(self, part: str | None, at: int) -> int | None:
        """The title of a part, as the text tells it at a place."""
        if self._title is not None:
            return self._title
        n = bisect_right(self._title_starts, at) - 1
        if n >= 0:
            return self._titles[n][1]
        if part and part in self._cited:
            return self._cited[part]
        return self._only


def _numbers(cited: str) -> list[str]:
    found: list[str] = []
    for m in re.finditer(r"(\d+[a-z]?)(?:\s?(?:through|[-–])\s?(\d+))?", cited.replace(",", " ")):
        found.append(m[1])
        if m[2] and m[1].isdigit() and 0 < int(m[2]) - int(m[1]) < 200:
            found += [str(k) for k in range(int(m[1]) + 1, int(m[2]) + 1)]
    return found
