"""What a newsroom puts around an article, told from the article by how pages are marked up.

Signs of real pages of some forty houses (read 2026-11): the standfirst stands outside the text and
is the page's description word for word; a paragraph that is one link leads to another story; the
heads of other stories follow a heading such as "More from ..."; JSON-LD holds the whole text where
the page splits it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from crawler.extract.prose import alike, line, normal

#: A description of fewer words is a name or a heading.
_LEAST_WORDS = 5
#: Less than this share of what the page tells as its text: the rest is elsewhere on the page.
_WHOLE = 0.8
#: The page's own paragraphs stand for the told text where they have this share of it.
_ALL = 0.95
#: Each block of a page is looked for in its told text: neither may be endless.
_MOST = 200_000
_MOST_BLOCKS = 2_000
_INLINE = frozenset(("a", "b", "br", "em", "i", "span", "strong", "u"))
#: Other stories are told in heads and short lines.
_SHORT = 200
_SAYS = re.compile(r"[.!?…:;]['\"’”)\]]*$")
_LEADS_ON = re.compile(
    r"(?:(?:read )?more|read next|related|see also|don'?t miss)\s?: .{1,200}|"
    r"(?:read (?:more|next|the full story)|most read(?: in .{1,40})?|advertisement|comments|"
    r"skip to (?:main )?content|sign in|subscribe|story continues(?: below.{0,30})?|"
    r"join our commenting forum|enjoying our latest content\?)\W*|"
    r"click here (?:to|for) .{1,200}|for more stories like this, .{1,100}|"
    r"follow .{1,60} on (?:twitter|x|facebook|instagram|google news|linkedin)\b.{0,200}|"
    r"(?:log|sign) in or (?:create|register) .{1,80}|our standards: .{1,80}|"
    r".{0,200}\b(?:read|see) our privacy (?:policy|notice)\.?|"
    r"you must (?:confirm|be logged in|log in|sign in)\b.{0,60}\bcomment.{0,40}|"
    r"please log ?out and then log ?in again\b.{0,100}",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"\bsign(?:ing)? up (?:for|to|here)\b.{0,120}\b(?:newsletters?|inbox|breaking news|alerts)\b|"
    r"\bnewsletters?\b.{0,80}\bsign(?:ing)? up (?:for|to|here)\b|"
    r"\b(?:get in touch|got a story|have a story|e-?mail(?:ing)? us)\b.{0,120}\w@\w",
    re.IGNORECASE,
)
_OTHER_STORIES = re.compile(
    r"(?:(?:most )?popular|more (?:from|on|stories|in) ?.{0,40}|"
    r"related (?:articles|stories|content|posts|topics)|"
    r"recommended(?: stories| for you)?|you (?:may|might) also (?:like|be interested in)|"
    r"comments|join our commenting forum|most read)\W*",
    re.IGNORECASE,
)


def is_prose(rows: Sequence[str]) -> bool:
    """Whether at least half of the words stand in rows that end as sentences do. Menus do not."""
    said = sum(len(r.split()) for r in rows if _SAYS.search(r))
    return 2 * said >= sum(len(r.split()) for r in rows)


def whole(rows: list[str], told: str | None, tree: HtmlElement) -> list[str]:
    """The rows; where they lack a good part of the text that the page tells in JSON-LD, the
    paragraphs of the page that are in that text, or else that text."""
    wanted, found = _words([told or ""]), _words(rows)
    lines = [r for r in map(normal, (told or "").split("\n")) if r]
    if len(rows) == 1 < len(lines) and _share(found, wanted) == 1:
        return lines  # the reader has it from there too, as one paragraph
    if found.total() > wanted.total() or _share(wanted, found) >= _WHOLE:
        return rows
    text = alike(told or "").replace("10^", "10")[:_MOST]
    blocks = islice(tree.iter("p", "h2", "h3", "li"), _MOST_BLOCKS)
    there = [normal(line(p.text_content())) for p in blocks]
    # In the block 10 with a raised 26 is 1026; the page knows better.
    shown = [p for p in dict.fromkeys(there) if p and alike(p).replace("10^", "10") in text]
    if _share(wanted, _words(shown)) >= _ALL:
        return shown
    return lines


def standfirst(told: Iterable[str | None], tree: HtmlElement) -> str | None:
    """A description of the page that the page also shows, as its standfirst."""
    wanted = {alike(t): t for t in told if t and len(t.split()) >= _LEAST_WORDS}
    if not wanted:
        return None
    longest = 2 * max(map(len, wanted))
    for block in tree.iter("p", "h2", "h3", "h4", "div", "span"):
        if block.tag in ("div", "span") and not _plain(block):
            continue
        shown = block.text_content()
        if len(shown) <= longest + 200 and alike(shown) in wanted:
            return line(shown)
    return None


def links_alone(tree: HtmlElement) -> set[str]:
    """The paragraphs that are one link and nothing else, in the form of `alike`."""
    found: set[str] = set()
    for p in tree.iter("p"):
        links = list(p.iter("a"))
        text = alike(p.text_content())
        if text and len(links) == 1 and text == alike(links[0].text_content()):
            found.add(text)
    return found


def without_other_stories(rows: Sequence[str], alone: set[str]) -> list[str]:
    """The rows without those that lead to other stories, to newsletters or to the house itself.

    A heading such as "More from ..." ends the article where nothing but short rows follows it, a
    quarter of the text at the most.
    """
    rows = list(rows)
    end, after, quarter = len(rows), 0, sum(map(len, rows)) // 4
    for number in range(len(rows) - 1, 0, -1):
        if _OTHER_STORIES.fullmatch(rows[number]) and not rows[number].endswith(":"):
            end = number
        after += len(rows[number])
        if after > quarter or len(rows[number]) >= _SHORT:
            break
    kept = [r for r in rows[:end] if not _leads_away(r.removeprefix("- "), alone)]
    return kept or rows


def _leads_away(row: str, alone: set[str]) -> bool:
    if alike(row) in alone or _LEADS_ON.fullmatch(row):
        return True
    return len(row) < 2 * _SHORT and _SIGN_UP.search(row) is not None


def _plain(block: HtmlElement) -> bool:
    return len(block) <= 5 and all(child.tag in _INLINE for child in block)


def _words(rows: Iterable[str]) -> Counter[str]:
    return Counter(word for row in rows for word in re.findall(r"\w+", alike(row)))


def _share(wanted: Counter[str], found: Counter[str]) -> float:
    return (wanted & found).total() / wanted.total() if wanted else 1.0


def titles(told: Iterable[Any], tree: HtmlElement) -> set[str]:
    """Every title that the page has for itself, in the form of `alike`."""
    return set(_alike([*told, *(h.text_content() for h in tree.iter("h1"))]))


def _alike(texts: Iterable[Any]) -> Iterator[str]:
    return (alike(t) for t in texts if isinstance(t, str) and t.strip())
