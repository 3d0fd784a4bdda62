"""Companies that no list has: named by what stands around them, or proposed by the model.

A capitalised name that nothing else explains is a company where the words around it say so ("the
chip designer X", "Shenzhen-based X", "shares of X", "X Photonics"). Where they only hint at it
("Huawei and X", "Malaysia's X", "X said"), the model's entities decide; it is loaded for the
first such name and sees only the sentences that have one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nlp.company_words import (
    BASED,
    COMMERCE,
    COMMON,
    HINT_LEFT,
    HINT_RIGHT,
    KIND_LEFT,
    KIND_RIGHT,
    LISTED,
    NO_COMPANY,
    NO_COMPANY_RIGHT,
    NO_NAME,
    NOT_BEFORE,
    SEAT,
    SHORT,
    TAIL,
)
from nlp.rules import load_entities
from nlp.swift import swift
from store.model import Mention

if TYPE_CHECKING:
    from spacy.language import Language

#: No release or article is longer; what is, is read by the list and the patterns alone.
MOST: Final = 60_000
#: Of one text the model is asked of no more names.
MOST_ASKED: Final = 60
_NAME: Final = swift(
    r"(?<![\w&.’'-])(?:[A-Z][\w&]*(?:[-’'][A-Z]\w*)*(?:\.ai|\.com|\.io)?)"
    r"(?:[ ](?:&[ ])?(?:[A-Z][\w&]*(?:-\w+)*|AI|\d{1,3}(?=[ ,.;)]|$)))*"
)
_FORM: Final = re.compile(r",? (?:Co\.|Ltd|Inc|Corp|LLC|FZE|GmbH|AG\b|PLC|plc|S\.A|N\.V|B\.V)")
_CAMEL: Final = re.compile(
    r"^(?!Mc|Mac|De[A-Z]|Di[A-Z]|La[A-Z]|Le[A-Z]|Van)[A-Z][a-z]+[A-Z][a-z]+$"
)
_AND: Final = re.compile(r"^(?:,|,? (?:and|or|as well as|&)) $")
_FULL: Final = swift(rf"(?<![\w’'-])(?!(?:{COMMON})\b)[A-Z][\w’'-]+(?= (?:[A-Z]\. )?([A-Z][\w-]+))")
_FORM_ALONE: Final = re.compile(r"Inc|Corp|Ltd|Limited|Co|LLC|PLC|AG|NV|SE|SA|GmbH|Holdings?|Group")
_TICKER: Final = re.compile(r"^ \(([A-Z]{2,5})\)")
_END: Final = re.compile(r"[.!?](?=\s|$)|\n")
#: "X and Y import parts": what Y does X does.
_PAIR: Final = re.compile(r"^,? and [A-Z]\w+(?= [a-z])")
_REACH: Final = 90


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A capitalised name with its place and what speaks for it: 2 is enough, 1 needs the model."""

    name: str
    start: int
    end: int
    weight: int


def find_companies(text: str, known: Mapping[str, Sequence[Mention]]) -> list[Mention]:
    """Mentions of companies that are not among the `known` ones (by label), in order of place.

    The value holds the name; a short form told later has the name of the long one.
    """
    if len(text) > MOST:
        return []
    taken = bytearray(len(text))
    for m in (m for found in known.values() for m in found):
        taken[m.start : m.end] = b"x" * (m.end - m.start)
    firms = [(m.start, m.end) for m in known.get("COMPANY", ()) if m.value]
    names = list(_names(text, taken))
    places = sorted([*firms, *((n.start, n.end) for n in names if n.weight > 1)])
    weighed = _coordinated(text, names, places)
    sure = {n.start: n for n in weighed if n.weight > 1}
    unsure = [n for n in weighed if n.weight == 1][:MOST_ASKED]
    if unsure:
        for n in _proposed(text, unsure):
            sure.setdefault(n.start, n)
    for n in _short(text, sure.values(), weighed):
        sure.setdefault(n.start, n)
    told = {str(m.value["name"]) for m in known.get("COMPANY", ()) if m.value}
    for n in weighed:
        if n.name in SHORT and (n.weight or SHORT[n.name] in told):
            sure[n.start] = n
    return [
        Mention("COMPANY", text[n.start : n.end], n.start, n.end, _value(n.name), "company/told")
        for n in sorted(sure.values(), key=lambda n: n.start)
    ]


def _value(name: str) -> Mapping[str, Any]:
    """A told name's value: the listed company's where it is one's name or short form."""
    return _listed().get(SHORT.get(name, name), {"name": name})


def _by_ticker(name: str, right: str) -> str | None:
    """The listed company that a name with its ticker behind it means: "Lam (LRCX)"."""
    code = _TICKER.match(right)
    listed = _tickers().get(code[1]) if code else None
    return listed if listed and listed[:2].lower() == name[:2].lower() else None


@functools.cache
def _listed() -> Mapping[str, Mapping[str, Any]]:
    """The values of the listed companies, by name."""
    return {
        entry.name: {"name": entry.name, **entry.value}
        for rules in load_entities()
        if rules.label == "COMPANY"
        for entry in rules.entries
    }


@functools.cache
def _tickers() -> Mapping[str, str]:
    """The names of the listed companies, by ticker; of several the first of the list."""
    found: dict[str, str] = {}
    for name, value in _listed().items():
        found.setdefault(str(value.get("ticker")), name)
    return found


def _names(text: str, taken: bytearray) -> Iterable[_Candidate]:
    people = _surnames(text)
    for line in re.finditer(r"[^\n]+", text):
        title = _is_title(line[0])
        for m in _NAME.finditer(text, line.start(), line.end()):
            start, end = _trimmed(text, m.start(), m.end(), line.start())
            if start >= end or any(taken[start:end]):
                continue
            name = text[start:end]
            if _is_none(text, name, start, end):
                continue
            if listed := _by_ticker(name, text[end : end + 9]):
                yield _Candidate(listed, start, end, 2)
                continue
            yield _Candidate(
                name, start, end, 0 if title else _weight(text, name, start, end, people)
            )


def _is_title(line: str) -> bool:
    """Whether a line is a headline with capitals, in which a capital says nothing."""
    words = re.findall(r"[A-Za-z][\w’'-]*", line)
    capitals = sum(w[0].isupper() for w in words)
    return (
        len(words) < 25
        and not line.rstrip().endswith((".", "”", '"'))
        and capitals * 2 > len(words)
    )


def _trimmed(text: str, start: int, end: int, line: int) -> tuple[int, int]:
    """The name without words at its front that only begin a sentence or say whose it is."""
    while m := re.match(rf"(?:{COMMON})(?![\w’'-])[ ]?", text[start:end]):
        start += m.end()
    return start, end


def _is_none(text: str, name: str, start: int, end: int) -> bool:
    """Whether a name is a person's, an office's, an outlet's, a place's or a law's."""
    left, right = text[max(0, start - 40) : start], text[end : end + 40]
    return bool(
        (len(name) < 3 and name not in SHORT)
        or NO_COMPANY.search(name)
        or _FORM_ALONE.fullmatch(name)
        or SEAT.fullmatch(name + " ")
        or NOT_BEFORE.search(left)
        or NO_COMPANY_RIGHT.match(right)
        or (name.isupper() and len(name) > 6)
        or NO_NAME.fullmatch(name)
    )


def _weight(text: str, name: str, start: int, end: int, people: frozenset[str]) -> int:
    left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if KIND_LEFT.search(left) or KIND_RIGHT.match(right) or BASED.search(left):
        return 2
    if " " in name and TAIL.search(name):
        return 2
    if LISTED.search(left) and re.match(
        r"[^.;]{0,60}\b(?:to|on) the (?:\w+ )?[A-Z]\w+ List", right
    ):
        return 2
    if _FORM.match(right):
        return 2
    right = _PAIR.sub("", right)
    if name.isupper() or re.search(r"\d", name):
        return 0
    hints = (
        bool(_CAMEL.match(name)),
        bool(HINT_LEFT.search(left)),
        bool(HINT_RIGHT.match(right)),
        bool(COMMERCE.match(right)),
    )
    if not any(hints[1:]) or name in people:
        return 0
    return 2 if sum(hints) > 1 else 1


def _surnames(text: str) -> frozenset[str]:
    """The last words of names that a text has whole: "Priya Nair", then "Nair"."""
    return frozenset(m[1] for m in _FULL.finditer(text))


def _coordinated(
    text: str, names: Sequence[_Candidate], places: Sequence[tuple[int, int]]
) -> list[_Candidate]:
    """The names, one step up where a company stands beside them in a list."""
    out: list[_Candidate] = []
    begins, ends = {a for a, _ in places}, {b: a for a, b in places}
    for n in names:
        first = _before(text, n.start, ends)
        beside = first is not None or any(
            at in begins and _AND.match(text[n.end : at]) for at in range(n.end + 2, n.end + 14)
        )
        kin = first is not None and KIND_LEFT.search(text[max(0, first - _REACH) : first])
        camel = beside and bool(_CAMEL.match(n.name))
        weight = 2 if kin else min(2, n.weight + int(beside) + int(camel))
        if weight > 1:
            ends[n.end] = n.start if first is None else first
        out.append(_Candidate(n.name, n.start, n.end, weight))
    return out


def _before(text: str, start: int, ends: Mapping[int, int]) -> int | None:
    """Where the list of companies begins that goes on at `start`, or None."""
    found = None
    while at := next(
        (
            e
            for e in range(start - 2, max(0, start - 14), -1)
            if e in ends and _AND.match(text[e:start])
        ),
        0,
    ):
        found = start = ends[at]
    return found


def _proposed(text: str, names: Sequence[_Candidate]) -> Iterable[_Candidate]:
    """Those of the names that the model takes for organisations."""
    by_sentence: dict[tuple[int, int], list[_Candidate]] = {}
    for n in names:
        begin = max(text.rfind("\n", 0, n.start), text.rfind(". ", 0, n.start) + 1) + 1
        found = _END.search(text, n.end)
        by_sentence.setdefault((begin, found.end() if found else len(text)), []).append(n)
    model = _model()
    if model is None:
        return
    docs = model.pipe(text[a:b] for a, b in by_sentence)
    for ((a, _), inside), doc in zip(by_sentence.items(), docs, strict=True):
        spans = [(a + e.start_char, a + e.end_char, e.label_) for e in doc.ents]
        for n in inside:
            over = {label for x, y, label in spans if x < n.end and n.start < y}
            if over == {"ORG"} or (
                not over and COMMERCE.match(_PAIR.sub("", text[n.end : n.end + _REACH]))
            ):
                yield n


@functools.cache
def _model() -> Language | None:
    """The model's entities alone, or None where no model is installed."""
    import spacy

    from nlp.pipeline import model_name

    name = model_name()
    if name is None:
        return None
    return spacy.load(
        name, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    )


def _short(
    text: str, sure: Iterable[_Candidate], names: Sequence[_Candidate]
) -> Iterable[_Candidate]:
    """Names told again, whole or by their first words: "Quillon" after "Quillon Photonics"."""
    by_first: dict[str, list[_Candidate]] = {}
    for known in sure:
        by_first.setdefault(known.name.split()[0], []).append(known)
    for n in names:
        for known in by_first.get(n.name.split()[0], ())[:1]:
            later = n.start > known.start and len(n.name) > 4
            if n.name == known.name or (later and known.name.startswith(n.name + " ")):
                yield _Candidate(known.name, n.start, n.end, 2)
