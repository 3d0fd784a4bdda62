"""The paragraphs of a part of a page, as a reader sees them: one line each, bullets as "- "."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from crawler.extract.prose import alike, line, normal, power

_BLOCKS = frozenset(
    ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "ul", "ol",
     "table", "tbody", "thead", "tr", "pre", "blockquote", "dl", "dt", "dd", "main", "header",
     "figure", "figcaption", "details", "summary", "address", "hr")
)  # fmt: skip
_SKIPPED = frozenset(
    ("script", "style", "noscript", "nav", "footer", "form", "button", "svg", "iframe", "aside",
     "template", "input", "select", "video", "audio")
)  # fmt: skip
_END = re.compile(r"^(?:#\s*){2,}$|^-\s*30\s*-$|^(?:\*\s*){3,}$")
_RULE = re.compile(r"^[-_=*\s|#]*$")
_NO_TEXT = re.compile(
    r"^(?:for immediate release\b|download (?:as )?(?:a )?pdf|media contacts?:|share this|print$"
    r"|(?:x|facebook|linkedin|twitter|email)$)",
    re.IGNORECASE,
)


def blocks(root: Tag) -> Iterator[tuple[Tag, str]]:
    """(element, words) of every paragraph, heading, bullet and table row inside `root`."""
    loose: list[str] = []
    for child in root.children:
        if isinstance(child, Tag):
            if child.name in _SKIPPED or child.has_attr("hidden"):
                continue
            if child.name in _BLOCKS or child.find(list(_BLOCKS)) is not None:
                yield from _loose(root, loose)
                yield from _block(child)
            elif child.name == "br":
                loose.append("\n")
            else:
                loose.append(words(child))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            loose.append(str(child))
    yield from _loose(root, loose)


def _loose(root: Tag, held: list[str]) -> Iterator[tuple[Tag, str]]:
    for part in "".join(held).split("\n\n"):
        if found := line(part):
            yield root, found
    held.clear()


def _block(tag: Tag) -> Iterator[tuple[Tag, str]]:
    if tag.name == "li":
        nested = tag.find(["ul", "ol"])
        if isinstance(nested, Tag):
            inner = list(blocks(nested))
            nested.extract()
        else:
            inner = []
        if found := line(words(tag)):
            yield tag, f"- {found}"
        yield from inner
    elif tag.name == "tr":
        cells = [line(words(c)) for c in tag.find_all(["td", "th"])]
        if any(cells):
            yield tag, " | ".join(cells)
    elif tag.find(list(_BLOCKS)) is not None:
        yield from blocks(tag)
    else:
        for row in words(tag).split("\n"):
            if found := normal(row):
                yield tag, found


def words(tag: Tag) -> str:
    """The words inside an element; line breaks are kept, `10<sup>26</sup>` is 10^26."""
    said: list[str] = []
    _say(tag, said)
    return "".join(said)


def _say(tag: Tag, said: list[str]) -> None:
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in _SKIPPED:
                continue
            if child.name == "br":
                said.append("\n")
            elif child.name == "sup":
                mark = child.get_text()
                said.append(power("".join(said[-3:]), mark) or mark)
            else:
                spaced = child.name in _BLOCKS
                said.extend([" "] if spaced else [])
                _say(child, said)
                said.extend([" "] if spaced else [])
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            said.append(re.sub(r"\s+", " ", str(child)))


def told(parts: Iterable[str], title: str | None) -> list[str]:
    """The paragraphs of a release without its frame: header line, links to files, end marks."""
    found: list[str] = []
    for part in map(normal, parts):
        if _END.match(part):
            if found:
                break
            continue
        if _RULE.match(part) or _NO_TEXT.match(part.removeprefix("- ")):
            continue
        if not found and title and alike(part.lstrip("# ")) == alike(title):
            continue
        found.append(part)
    return found
