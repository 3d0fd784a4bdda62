"""Files that people keep: Markdown clippings, plain text, JSON lines of documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from crawler.extract.address import RANKS, document_id, host_of, standing, untracked
from crawler.extract.blocks import told
from crawler.extract.fulltext import decoded
from crawler.extract.numbers import iso_date
from crawler.extract.prose import clean, line, normal, paragraphs, unwrapped
from crawler.extract.published import day_of
from crawler.extract.records import Flaw, values
from crawler.page import Unexpected
from store.model import KINDS, Capture, Document, Draft

_FENCE = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z_][\w-]*)\s*[:=][ \t]*(.*)$")
# Every repetition is bounded: a page of nothing but brackets must not take minutes.
_TARGET = r"\((?:[^()\s]|\([^()]{0,200}\)){0,2000}(?:\s{1,9}\"[^\"]{0,500}\")?\)"
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]" + _TARGET)
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,500})\]" + _TARGET)
_EMPHASIS = re.compile(
    r"(?<![\w\\*])(\*{1,3})(?=[^\s*])((?:[^*]|\*(?!\*)){1,500}?)(?<=[^\s*\\])\1(?![\w*])"
)
_UNDERLINE = re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_]{1,500}?)(?<=\S)\1(?!\w)")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,300})\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The draft of a clipping: front matter gives title, address and day, the rest is the text.

    An official address in the front matter decides id, publisher and rank.
    """
    text = clean(decoded(raw))
    front = front_matter(text)
    body = _FENCE.sub("", text, count=1)
    hints = capture.hints
    url = untracked(str(hints.get("url") or front.get("source") or front.get("url") or ""))
    title = line(front.get("title") or str(hints.get("title") or "")) or None
    parts = list(_markdown(body))
    if title is None and parts and parts[0].startswith("# "):
        title = parts[0].lstrip("# ")
    found = told((re.sub(r"^#{1,6} ", "", p) for p in parts), title)
    if not found:
        raise Unexpected(capture.source, capture.url, "words under the front matter")
    published = day_of(hints.get("published")) or day_of(front.get("published"))
    document = _document(capture, title, url, published, front.get("author") or None)
    yield Draft(document, paragraphs([title or "", *found]), "page")


def front_matter(text: str) -> dict[str, str]:
    """The `key: value` lines between the fences at the top of a file; quotes taken off."""
    m = _FENCE.match(text)
    found: dict[str, str] = {}
    for row in m[2].split("\n") if m else []:
        if pair := _KEY.match(row):
            value = pair[2].strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1].replace('\\"', '"')
            found[pair[1].lower()] = value
    return found


def _markdown(body: str) -> Iterator[str]:
    for part in unmarked(body).split("\n\n"):
        rows = [r.strip() for r in part.split("\n") if r.strip()]
        held: list[str] = []
        for row in rows:
            starts = re.match(r"(?:[-*+•] |#{1,6} |\d{1,3}[.)] |\|)", row)
            if starts and held:
                yield " ".join(held)
                held = []
            held.append(re.sub(r"^[-*+•]\s+", "- ", row))
        if held:
            yield " ".join(held)


def unmarked(text: str) -> str:
    """Markdown without its marks: words of links, no images, no emphasis."""
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    text = _IMAGE.sub("", text)
    for _ in range(3):
        text = _LINK.sub(r"\1", text)
        text = _EMPHASIS.sub(r"\2", text)
    text = _UNDERLINE.sub(r"\2", text)
    text = re.sub(r"<(?:https?://[^>\s]+|[^@<>\s]+@[^<>\s]+)>", lambda m: m[0][1:-1], text)
    text = re.sub(r"^>\s?", "", text, flags=re.MULTILINE)
    text = _CODE.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", re.sub(r"\n[ \t]*\n+", "\n\n", text))


def plain(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """The draft of a text file: its first line is the title where it is short and stands out."""
    text = clean(decoded(raw)).strip()
    rows = [r for r in text.split("\n") if r.strip()]
    if not rows:
        raise Unexpected(capture.source, capture.url, "words in the file")
    # Lines that no printer would set are paragraphs of their own.
    wrapped = max(map(len, rows)) <= 100 and len(rows) > 3
    parts = unwrapped(text) if wrapped else rows
    title = line(str(capture.hints.get("title") or "")) or None
    if title is None and len(parts) > 1 and len(parts[0]) <= 200 and not parts[0].endswith("."):
        title = line(parts[0])
    if title and normal(parts[0]) == title:
        parts = parts[1:]
    url = str(capture.hints.get("url") or "")
    document = _document(capture, title, url, day_of(capture.hints.get("published")), None)
    yield Draft(document, paragraphs([title or "", *parts]), "page")


def lines(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """Drafts of JSON lines as `annotate` takes them; with `hints["seen"]`, only lines seen then."""
    seen = capture.hints.get("seen")
    for number, value in values(raw):
        if isinstance(value, Flaw):
            # Told once, by the capture of the lines that name no day.
            if seen is None:
                yield value
        elif isinstance(value, Mapping) and seen_on(value) == seen:
            yield from _line(capture, value, number)
        elif not isinstance(value, Mapping) and seen is None:
            yield Flaw(f"line {number}: a document is an object, not {type(value).__name__}")


def seen_on(value: Mapping[str, Any]) -> str | None:
    """The day or moment on which a line says that it was seen."""
    seen = value.get("seen")
    return seen.strip() if isinstance(seen, str) and iso_date(seen) else None


def _line(capture: Capture, value: Mapping[str, Any], number: int) -> Iterator[Draft | Flaw]:
    name, text = value.get("id"), value.get("text")
    if not isinstance(text, str) or not text.strip():
        yield Flaw(f"line {number}: a document without a text", str(name)[:200])
        return
    if not isinstance(name, str | int) or not line(str(name)):
        yield Flaw(f"line {number}: a document without an id", text[:200])
        return
    name = line(str(name))
    told_kind = value.get("kind")
    if told_kind is not None and told_kind not in KINDS:
        near = get_close_matches(str(told_kind), KINDS, n=1)
        way = f"; did you mean {near[0]}?" if near else ""
        yield Flaw(
            f"line {number}: unknown kind {str(told_kind)[:40]!r} read as none{way}", name, False
        )
        told_kind = None
    url = value.get("url")
    url = line(url) if isinstance(url, str) else ""
    # A kind that the file claims makes a document nothing better; one that the user gave does.
    vouched = {k: v for k, v in capture.hints.items() if k in ("kind", "publisher")}
    kind, rank, publisher = standing(vouched, url)
    kind = kind or told_kind
    title, stated = value.get("title"), value.get("stated")
    place = str(capture.hints.get("id") or "file:lines")
    document = Document(
        id=document_id(url) or f"{place}/{name}",
        source=_text(value, "source") or capture.source,
        kind=kind,
        authority_rank=RANKS["law_firm"] if kind == "law_firm" and rank > 8 else rank,
        publisher=publisher or _text(value, "publisher") or host_of(url) or "unknown",
        url=url or None,
        title=(line(title) or None) if isinstance(title, str) else None,
        published=day_of(value.get("published")) or day_of(capture.hints.get("published")),
        stated=_sound(stated) if isinstance(stated, Mapping) else {},
    )
    yield Draft(document, normal(text), "page", name)


def _sound(stated: Mapping[str, Any]) -> dict[str, Any]:
    # JSON can carry halves of letters (lone surrogates), which no database takes.
    found: dict[str, Any] = json.loads(clean(json.dumps(dict(stated), ensure_ascii=False)))
    return found


def _text(value: Mapping[str, Any], key: str) -> str | None:
    found = value.get(key)
    return (line(found) or None) if isinstance(found, str) else None


def _document(
    capture: Capture, title: str | None, url: str, published: Any, author: str | None
) -> Document:
    hints = dict(capture.hints)
    kind, rank, publisher = standing(hints, url)
    return Document(
        id=document_id(url) or str(hints.get("id") or f"file:{title}"),
        source=capture.source,
        kind=kind,
        authority_rank=rank,
        publisher=publisher or author or "unknown",
        url=url or None,
        title=title,
        published=published,
        stated={},
    )
