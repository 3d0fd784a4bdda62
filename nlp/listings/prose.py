"""Parties named in prose: the lists of a preamble, and the names that an abstract gives.

A preamble says "this final rule adds the following twelve entities to the Entity List" and lists
them under their destinations; an abstract names them where they are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp.listings.counts import abstract_span
from nlp.listings.destinations import heading, read_destinations
from nlp.listings.entry import read_entity
from nlp.listings.lists import NAMES, named
from nlp.sentences import sentences
from store.model import Party

_INTRO: Final = re.compile(
    r"\b(?P<verb>adds?|adding|removes?|removing|revis(?:es?|ing)|modif(?:y|ies|ying)|corrects?)\b"
    r"[^.:\n]{0,160}?\bfollowing\b(?P<rest>[^:\n]{0,420}):\s*$",
    re.M,
)
_ITEM: Final = re.compile(r"(?:[-•*]|\(?\d{1,3}[.)]|\([a-z]{1,2}\))\s+")
_ACTIONS: Final = {
    "add": "addition",
    "rem": "removal",
    "rev": "change",
    "mod": "change",
    "cor": "change",
}
_BODY: Final = re.compile(r"^SUPPLEMENTARY INFORMATION:|\bSUPPLEMENTARY INFORMATION:\s", re.M)
#: Lines that a list in a preamble may hold.
_LINES: Final = 3_000
_ACT: Final = re.compile(
    r"\b(?P<verb>add(?:s|ing)?|remov(?:es?|ing)|revok(?:es?|ing))\s(?P<names>[A-Z][^\n]{3,1500})"
)
_TARGET: Final = re.compile(r"\s(?:to|from|on)\sthe\s")
#: What a list of names ends with when it is not the last of its sentence.
_MORE: Final = re.compile(r",?\s(?:under\sthe|and\s(?=[a-z\d])|because|for\s|as\s|effective)")
_COMPANY: Final = re.compile(
    r"\b(?:Co|Corp|Inc|Ltd|L\.?L\.?C|Limited|Corporation|Company|GmbH|S\.?A|Group|Institute|Academy"
    r"|University|B\.?V|Pte|JSC|Bank|Laboratory|Center|Technologies|Technology)\b"
)
_UNDER: Final = re.compile(
    r"\b(?:under\s(?:the\sdestinations?\sof\s)?|list\sfor\s"
    r"|[Aa]uthorizations?\s(?:list\s)?(?:for|in)\s)"
)
_AND: Final = re.compile(r";\s+(?:and\s+)?")


def preamble_entries(text: str) -> Iterator[Party]:
    """The entries that the preamble lists, with the action of the sentence they stand under."""
    body = _BODY.search(text)
    start = body.end() if body else 0
    for intro in _INTRO.finditer(text, start):
        action = _ACTIONS[intro["verb"][:3]]
        lists = list(NAMES.finditer(text, intro.start(), intro.end()))
        if not lists:
            continue
        yield from _listed(text, intro.end(), action, named(lists[-1]))


def _listed(text: str, at: int, action: str, name: str) -> Iterator[Party]:
    country: str | None = None
    for _ in range(_LINES):
        if at >= len(text):
            return
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        words = text[at:stop].strip()
        start = at + (len(text[at:stop]) - len(text[at:stop].lstrip()))
        at = stop + 1
        if not words:
            continue
        if (found := heading(words)) is not None:
            country = found
        elif item := _ITEM.match(words):
            entry = re.sub(r"(?:;\s*(?:and)?|\.)$", "", words[item.end() :]).strip()
            entity = read_entity(entry)
            a = start + item.end()
            yield Party(
                entity.name, action, a, a + len(entry), name, country, entity.aliases,
                entity.addresses,
            )  # fmt: skip
        else:
            return


def abstract_names(text: str, title: str | None = None) -> Iterator[Party]:
    """The parties that an abstract names as those added or removed."""
    start, end = abstract_span(text)
    meant = NAMES.search(title or "")
    for a, b in sentences(text[start:end]):
        a, b = a + start, b + start
        m = _ACT.search(text, a, b)
        if m is None:
            continue
        lists = list(NAMES.finditer(text, a, b)) or ([meant] if meant else [])
        if not lists:
            continue
        stop = _TARGET.search(text, m.start("names"), b)
        target = NAMES.match(text, stop.end()) if stop else None
        stop_at = stop.start() if stop and target else b
        if more := _MORE.search(text, m.start("names"), stop_at):
            stop_at = more.start()
        country = _country(text, a, b)
        for s, e in _names(text, m.start("names"), stop_at):
            entity = read_entity(text[s:e])
            action = "addition" if m["verb"].startswith("add") else "removal"
            yield Party(
                entity.name, action, s, e,
                named(target or lists[0]), country, entity.aliases,
            )  # fmt: skip


def _country(text: str, a: int, b: int) -> str | None:
    """The one destination that a sentence names for its parties."""
    for m in _UNDER.finditer(text, a, b):
        listed = read_destinations(text, m.end(), b, strict=True)
        if len(listed) == 1:
            return listed[0].printed
    return None


def _names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The names of a list in prose, only where each of them is plainly one."""
    stretch = text[start:end].rstrip(" .;")
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in (*_AND.finditer(stretch), None):
        stop = gap.start() if gap else len(stretch)
        spans.append((start + at, start + stop))
        at = gap.end() if gap else stop
    kept = []
    for s, e in spans:
        words = text[s:e]
        if len(words) > 160 or not words[:1].isupper() or not _COMPANY.search(words):
            return []
        if text[e : e + 1] == "." and re.search(r"\b(?:Ltd|Co|Inc|Corp)$", words):
            e += 1
        kept.append((s, e))
    return kept
