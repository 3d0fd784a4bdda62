"""The rules' entries in a text: words tell where one may stand, spaCy's PhraseMatcher confirms it.

Reading every word of a document into spaCy costs ten times what finding the entries does, so only
the surroundings of places where all words of an entry stand in order are made tokens.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from nlp.rules import Entry, load_entities
from store.model import Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: The rule of a mention that only keeps others out.
NEVER: Final = "never"
#: What spaCy's tokens are made of: "50km" it parts, "Türkiye" it does not, yet what of an entry is
#: in a text so parted stands in it one after the other. Every entry has such a part.
_WORD: Final = re.compile(r"[a-z]+|[0-9]+")
_LONG: Final = 300
_ENDLESS: Final = re.compile(rf"\S{{{_LONG}}}")
_INFIX: Final = r"(?<=[A-Za-z]\.)[-–/](?=[A-Za-z])"
#: Between two windows: a token of its own, which no phrase has.
_APART: Final = "\n"


@functools.cache
def tokenizer() -> Language:
    """A pipeline that only makes tokens, as the reader wants them."""
    import spacy

    language = spacy.blank("en")
    part_at_dots(language)
    return language


def part_at_dots(language: Language) -> None:
    """Has "U.S.-China" made three tokens: spaCy's own rule parts a hyphen only between letters."""
    from spacy.util import compile_infix_regex

    made: Any = language.tokenizer
    made.infix_finditer = compile_infix_regex([*(language.Defaults.infixes or ()), _INFIX]).finditer


def add_entries(text: str, lower: str, out: dict[str, list[Mention]]) -> None:
    """The entries that stand in a text, added to what `out` holds for each label.

    `lower` is the text in lower case, as long as the text; its blanks are spaces and line ends.
    """
    gazetteer = _gazetteer()
    flat = _broken(text.replace("\n", " "))
    windows = _windows(flat, lower, gazetteer.phrases)
    if not windows:
        return
    doc = tokenizer().make_doc(_APART.join(flat[a:z] for a, z in windows))
    begins, at = [], 0
    for a, z in windows:
        begins.append(at)
        at += z - a + len(_APART)
    for matcher in (gazetteer.exact, gazetteer.folded):
        for key, first, last in matcher(doc):
            label, entry, name = gazetteer.entries[key]
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            window = bisect_right(begins, start) - 1
            shift = windows[window][0] - begins[window]
            start, end = start + shift, end + shift
            rule = f"{label.lower()}/{entry.name if entry else NEVER}"
            value = {name: entry.name, **entry.value} if entry else {}
            out.setdefault(label, []).append(
                Mention(label, text[start:end], start, end, value, rule)
            )


def _broken(text: str) -> str:
    """The text with a space in every endless word, as long as before.

    spaCy's tokenizer is quadratic in a word's length: 8,000 opening brackets take it 5 seconds.
    """
    if max(map(len, text.split(" "))) < _LONG:
        return text
    return _ENDLESS.sub(lambda m: m[0][:-1] + " ", text)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words of an entry's phrase in lower case, which of them is its `key`, and whether its
    outermost tokens are words (else the window has to reach further)."""

    words: tuple[str, ...]
    key: int
    plain: bool


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """PhraseMatchers as written and in any case; `entries` by the matcher's key; `phrases` by the
    one of their words that the fewest of them hold."""

    exact: Any
    folded: Any
    entries: Mapping[int, tuple[str, Entry | None, str]]
    phrases: Mapping[str, tuple[_Phrase, ...]]


@functools.cache
def _gazetteer() -> _Gazetteer:
    from spacy.matcher import PhraseMatcher

    language = tokenizer()
    exact, folded = PhraseMatcher(language.vocab), PhraseMatcher(language.vocab, attr="LOWER")
    entries: dict[int, tuple[str, Entry | None, str]] = {}
    docs: list[Doc] = []
    for rules in load_entities():
        for number, entry in enumerate((*rules.entries, None)):
            key = f"{rules.label}/{number}"
            phrases = rules.never if entry is None else entry.phrases
            written = {v for p in phrases for v in (p, p.upper() if len(p) > 4 else p)}
            if written:
                made = [language.make_doc(p) for p in sorted(written)]
                exact.add(key, made)
                docs += made
            if entry and entry.folded:
                made = [language.make_doc(p) for p in entry.folded]
                folded.add(key, made)
                docs += made
            entries[language.vocab.strings.add(key)] = (rules.label, entry, rules.key)
    return _Gazetteer(exact, folded, entries, _by_key(docs))


def _by_key(docs: Iterable[Doc]) -> dict[str, tuple[_Phrase, ...]]:
    plain = {
        tuple(_WORD.findall(doc.text.lower())): bool(
            _WORD.search(doc[0].lower_) and _WORD.search(doc[-1].lower_)
        )
        for doc in sorted(docs, key=lambda doc: (doc.text.lower(), doc.text))
    }
    held = Counter(word for words in plain for word in set(words))
    out: dict[str, list[_Phrase]] = {}
    for words, whole in plain.items():
        key = min(range(len(words)), key=lambda n: (held[words[n]], -len(words[n])))
        out.setdefault(words[key], []).append(_Phrase(words, key, whole))
    return {word: tuple(phrases) for word, phrases in out.items()}


def _windows(
    flat: str, lower: str, by_key: Mapping[str, tuple[_Phrase, ...]]
) -> list[tuple[int, int]]:
    """Spans between blanks that hold all that may be an entry, in order, apart from each other."""
    words: list[str] = []
    starts: list[int] = []
    keys: list[int] = []
    for number, hit in enumerate(_WORD.finditer(lower)):
        word = hit[0]
        words.append(word)
        starts.append(hit.start())
        if word in by_key:
            keys.append(number)
    spans: list[tuple[int, int]] = []
    for number in keys:
        for phrase in by_key[words[number]]:
            first = number - phrase.key
            last = first + len(phrase.words)
            if first >= 0 and tuple(words[first:last]) == phrase.words:
                end = starts[last - 1] + len(words[last - 1])
                begin = _back(flat, starts[first], phrase.plain)
                spans.append((begin, _on(flat, end, phrase.plain)))
    return _joined(spans)


def _back(flat: str, at: int, plain: bool) -> int:
    """Where the word between blanks begins that holds a place, or the one before it."""
    begin = flat.rfind(" ", 0, at) + 1
    if plain or not begin:
        return begin
    return flat.rfind(" ", 0, len(flat[:begin].rstrip())) + 1


def _on(flat: str, at: int, plain: bool) -> int:
    """Where the word between blanks ends that holds a place, or the one after it."""
    end = flat.find(" ", at)
    if plain or end < 0:
        return end if end >= 0 else len(flat)
    while end < len(flat) and flat[end] == " ":
        end += 1
    return _on(flat, end, True)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
