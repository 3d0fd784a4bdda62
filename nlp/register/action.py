"""The ACTION line of a Federal Register document: nearly a vocabulary, read part by part.

The vocabulary is `action.toml`. A part that it does not hold is unknown and said to be so: it is
never given the meaning of a part that looks like it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from nlp.register.views import trimmed
from nlp.rules import filled, load

#: Longer lines are footnotes that strayed into the field (one of 900 characters, 2024-01).
MAX_LENGTH: Final = 200
Stage = Literal["final", "interim_final", "direct_final", "temporary", "proposed", "guidance"]


@dataclass(frozen=True, slots=True)
class ActionPart:
    """One part of an ACTION line; `types` are the claim types it stands for (none: a form only).

    `form` names what the document is, where the part says it: rule, proposed_rule, notice.
    `stage` is final, interim_final, direct_final, temporary, proposed or guidance. `target` tells
    whether the types concern this document ("self") or another one ("other"), `modality` whether
    it is done, proposed or planned. `known` is false for a part that the vocabulary does not hold.
    """

    text: str
    start: int
    end: int
    types: tuple[str, ...] = ()
    form: str | None = None
    target: str = "self"
    stage: str | None = None
    modality: str = "done"
    known: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of the vocabulary and the patterns that say it."""

    patterns: tuple[str, ...]
    examples: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    form: str | None = None
    stage: Stage | None = None
    target: Literal["self", "other"] = "self"
    modality: Literal["done", "proposed", "planned"] = "done"
    beside: tuple[Stage, ...] = ()
    unguarded: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """Parts that say what a document is and change nothing that the ledger keeps."""

    before: str
    after: str
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The file as read."""

    acts: str
    entry: tuple[Entry, ...]
    plain: Plain
    parts: Mapping[str, str] = field(default_factory=dict)

    def filled(self, pattern: str) -> str:
        """A pattern with its named parts put in."""
        return filled(pattern, self.parts)


_PLAIN: Final = Entry(())
_NOTICE: Final = Entry((), form="notice")
_LEAD: Final = re.compile(
    r"(?:(?:public|general|final|further|initial|joint|interim) )?(?:notices?|notifications?"
    r"|announcements?|declarations?|publication|issuance) (?:of|for|to|regarding|announcing) "
    r"(?:the |an? )?"
)
_SEPARATOR: Final = re.compile(r",\s*(?:and\s)?|:\s|\.\s(?=[A-Z])|\s(?:and|with)\s")
_FORCED: Final = re.compile(r",\s*(?:and\s)?|:\s|\.\s(?=[A-Z])")


@functools.cache
def vocabulary() -> Vocabulary:
    """The checked vocabulary. Raises RuleError where the file does not fit."""
    return load(Path(__file__).with_name("action.toml"), Vocabulary)


@functools.cache
def _compiled() -> tuple[tuple[re.Pattern[str], Entry], ...]:
    known = vocabulary()
    return tuple(
        (re.compile("|".join(f"(?:{known.filled(p)})" for p in entry.patterns)), entry)
        for entry in known.entry
    )


@functools.cache
def _plain() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = vocabulary()
    nouns = "|".join(known.plain.nouns)
    shape = f"{known.plain.before}(?:{nouns}){known.plain.after}"
    return re.compile(known.filled(shape)), re.compile(known.acts)


@functools.cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    known = vocabulary()
    spelt = " ".join((*(x for e in known.entry for x in e.examples), *known.plain.nouns))
    words = frozenset(
        re.findall(r"[a-z]{4,}", f"{spelt.replace('s?', 's')} {spelt.replace('s?', '')}")
    )
    return words, tuple(sorted(w for w in words if len(w) > 3))


def read_action(text: str, start: int = 0) -> tuple[list[ActionPart], list[str]]:
    """The parts of an ACTION line with offsets (from `start`), and notes on what was not known.

    A line over 200 characters is a footnote that strayed into the field: it is refused.
    """
    if len(text) > MAX_LENGTH:
        return [], [f"ACTION refused, {len(text)} characters: {text[:80]!r}"]
    parts, notes = _line(text)
    return [replace(p, start=p.start + start, end=p.end + start) for p in parts], list(notes)


@functools.lru_cache(maxsize=2048)
def _line(text: str) -> tuple[tuple[ActionPart, ...], tuple[str, ...]]:
    stages: frozenset[str] = frozenset()
    for _ in range(2):  # what stands beside a part can decide what it means
        found = [
            (a, b, entry, note)
            for m in re.finditer(r"[^;]+", text)
            for a, b, entry, note in _piece(text, m.start(), m.end(), stages)
        ]
        stages = frozenset(e.stage for _, _, e, _ in found if e and e.stage)
    parts, notes = [], []
    for a, b, entry, note in found:
        words = text[a:b]
        shape = entry or _PLAIN
        parts.append(
            ActionPart(
                words, a, b, shape.types, shape.form, shape.target, shape.stage, shape.modality,
                entry is not None,
            )
        )  # fmt: skip
        if entry is None:
            notes.append(f"ACTION part unknown: {words!r}")
        if note:
            notes.append(note)
    return tuple(parts), tuple(notes)


Found = tuple[int, int, Entry | None, str | None]


def _piece(text: str, a: int, b: int, stages: frozenset[str]) -> list[Found]:
    """What stands between two semicolons; what the vocabulary does not hold has no entry."""
    a, b = trimmed(text, a, b)
    if not normal(text[a:b]):
        return []
    if found := _known(text, a, b, stages):
        return found
    if m := _FORCED.search(text, a, b):
        return [*_piece(text, a, m.start(), stages), *_piece(text, m.end(), b, stages)]
    return [(a, b, None, None)]


def _known(text: str, a: int, b: int, stages: frozenset[str]) -> list[Found] | None:
    """The words whole where they are known whole, else their parts where each is known."""
    a, b = trimmed(text, a, b)
    words = normal(text[a:b])
    if not words:
        return None
    whole = _exact(words, stages)
    cut = _split(text, a, b, stages)
    if whole and (not cut or whole.types == ("reimposition",) or not _more(cut, whole)):
        return [(a, b, whole, None)]
    if cut and (whole or any(e and (e.types or e.form) for _, _, e, _ in cut)):
        return cut
    if mended := _mended(words, stages):
        return [(a, b, *mended)]
    if _is_plain(words):
        return [(a, b, _NOTICE if _LEAD.match(words) else _PLAIN, None)]
    return cut


def _more(cut: list[Found], whole: Entry) -> bool:
    """Whether the parts say more than the whole: another act, not another kind of date."""
    types = {t for _, _, e, _ in cut if e for t in e.types}
    more = types - set(whole.types) - {"entry_into_force", "compliance"}
    if whole.unguarded:  # what is denied or cancelled may go on behind an "and"
        return more == {"correction"}
    return bool(more) and set(whole.types) < types


def _split(text: str, a: int, b: int, stages: frozenset[str]) -> list[Found] | None:
    """The parts at a comma, colon or "and" where every part is known, else None."""
    for m in _SEPARATOR.finditer(text, a, b):
        la, lb = trimmed(text, a, m.start())
        words = normal(text[la:lb])
        left = _exact(words, stages) or (_PLAIN if _is_plain(words) else None)
        if left and (right := _known(text, m.end(), b, stages)):
            return [(la, lb, left, None), *right]
    return None


def _exact(words: str, stages: frozenset[str]) -> Entry | None:
    """The entry whose pattern fits the words whole, also behind "notification of"."""
    for lead in (False, True):
        if lead:
            m = _LEAD.match(words)
            if not m:
                return None
            words = words[m.end() :]
        for pattern, entry in _compiled():
            if entry.beside and not stages & set(entry.beside):
                continue
            if pattern.fullmatch(words):
                return replace(entry, form="notice") if lead and not entry.form else entry
    return None


def _is_plain(words: str) -> bool:
    shape, acts = _plain()
    return not acts.search(words) and bool(shape.fullmatch(words))


def _mended(words: str, stages: frozenset[str]) -> tuple[Entry, str] | None:
    """The entry of a part with a misprinted word, and the note that says which."""
    known, spelt = _words()
    for m in re.finditer(r"[a-z]{4,}", words):
        if m[0] in known:
            continue
        for near in get_close_matches(m[0], spelt, 2, 0.84):
            if near in m[0]:  # "unwithdrawal" is no misprint
                continue
            better = words[: m.start()] + near + words[m.end() :]
            if entry := _exact(better, stages):
                return entry, f"ACTION misprint: {m[0]!r} read as {near!r}"
    return None


_TAG: Final = re.compile(r"<[A-Za-z/][^<>]{0,12}>")
_GLOSS: Final = re.compile(r"\s?\([^()]{1,90}\)")


def normal(words: str) -> str:
    """The words of a part in the form that the vocabulary has them in."""
    words = re.sub(r"[“”\"]|``|''", "", _GLOSS.sub("", _TAG.sub("", words)))
    words = re.sub(r"\s+", " ", words).strip(" .,:-–—").casefold()
    return re.sub(r"^(?:and|with|or) (?!(?:request|comment)s? )", "", words)


def stage_of(parts: Iterator[ActionPart] | list[ActionPart]) -> str | None:
    """The stage of the document: the first that the line names, guidance being none."""
    return next((p.stage for p in parts if p.stage and p.stage != "guidance"), None)
