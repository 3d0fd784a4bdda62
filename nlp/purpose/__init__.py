"""What a Federal Register document is for, read from its title and its abstract alone.

`purpose(title, abstract)` gives the acts on an earlier document (correction, delay, withdrawal,
extension, rescission) and the stage of a rule (interim_final, direct_final, temporary), each with
the words that say so. It is for records without an ACTION line; where there is one, read that.
The language is in `wordings/LABEL.toml`, the pieces that they share in `vocabulary.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from nlp.rules import filled, load, load_all

Label = Literal[
    "correction",
    "delay",
    "withdrawal",
    "extension",
    "rescission",
    "interim_final",
    "direct_final",
    "temporary",
]
Where = Literal["title", "abstract"]
LABELS: Final[tuple[Label, ...]] = (
    "correction",
    "delay",
    "withdrawal",
    "extension",
    "rescission",
    "interim_final",
    "direct_final",
    "temporary",
)
HERE: Final = Path(__file__).parent
#: An abstract says what its document does in its first paragraphs; some run on for pages.
_READ: Final = 6000
_STOP: Final = re.compile(r"[.;!?](?=\s+[A-Z“\"(])")


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that a document is for: `{where}[start:end]` are the words that say so.

    `rule` names the entry of the vocabulary. `sure` is False where an agency's habit, or words
    with a second meaning, make the label likely only: enough to count, too little for a claim.
    """

    label: Label
    where: Where
    start: int
    end: int
    rule: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of the vocabulary. In regular expressions a blank stands for any white space (with
    `?` for none, too) and `<<part>>` for a part.

    It is tried where one of `needs` (lower case) stands in the text, and counts where neither
    `unless` is found in the sentence around the match nor `before` in that sentence up to it.
    `within` is how far from the beginning a match may start (0: anywhere). `beside`: only where
    one of these labels was found before; `alone`: only where none of these was. `enacted`: only
    where the abstract does not open with a proposal.
    """

    name: str
    where: Where
    needs: tuple[str, ...]
    regex: str
    unless: str = ""
    before: str = ""
    beside: tuple[Label, ...] = ()
    enacted: bool = False
    alone: tuple[Label, ...] = ()
    within: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Wordings:
    """One file: a label, what it means, and how it is said."""

    label: Label
    meaning: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces of regular expressions that the wordings share; `proposing` matches the abstract of a
    proposal."""

    meaning: str
    proposing: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def compiled(self, text: str) -> re.Pattern[str]:
        """A wording's text with its parts put in, any case. Raises ValueError as `filled` does."""
        text = filled(text, self.parts)
        return re.compile(text.replace(" ?", r"\s{0,9}").replace(" ", r"\s{1,9}"), re.I)


_Compiled = tuple[Label, Wording, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None]


def purpose(title: str | None, abstract: str | None) -> tuple[Purpose, ...]:
    """What the document is for, at most once per label: sure findings first, the title before the
    abstract. Empty where its words say nothing of the kind."""
    texts: dict[Where, str] = {"title": (title or "")[:_READ], "abstract": (abstract or "")[:_READ]}
    low = {where: text.casefold() for where, text in texts.items()}
    proposed = _proposing().match(texts["abstract"]) is not None
    found: dict[Label, Purpose] = {}
    for label, wording, regex, unless, before in _wordings():
        have = found.get(label)
        if have and (have.sure or not wording.sure):
            continue
        if wording.beside and not found.keys() & set(wording.beside):
            continue
        if found.keys() & set(wording.alone) or (wording.enacted and proposed):
            continue
        where = wording.where
        if not any(word in low[where] for word in wording.needs):
            continue
        for match in regex.finditer(texts[where]):
            if wording.within and match.start() > wording.within:
                break
            start, end = match.span()
            a, b = _sentence(texts[where], start, end) if where == "abstract" else (0, _READ)
            if unless and unless.search(texts[where], a, b):
                continue
            if before and before.search(texts[where], a, start):
                continue
            found[label] = Purpose(label, where, start, end, wording.name, wording.sure)
            break
    return tuple(found[label] for label in LABELS if label in found)


@functools.cache
def vocabulary() -> Vocabulary:
    """The shared pieces, as they stand in their file."""
    return load(HERE / "vocabulary.toml", Vocabulary)


@functools.cache
def wordings() -> tuple[Wordings, ...]:
    """The wordings of every label, by file name."""
    return load_all(HERE / "wordings", Wordings)


@functools.cache
def _proposing() -> re.Pattern[str]:
    return vocabulary().compiled(vocabulary().proposing)


@functools.cache
def _wordings() -> tuple[_Compiled, ...]:
    """The wordings as they are tried: sure ones first, titles first, `alone` after all others."""
    words = vocabulary()

    def compiled(text: str) -> re.Pattern[str] | None:
        return words.compiled(text) if text else None

    pairs = [(file.label, w) for file in wordings() for w in file.wordings]
    pairs.sort(key=lambda p: (bool(p[1].alone), not p[1].sure, p[1].where != "title"))
    return tuple(
        (label, w, words.compiled(w.regex), compiled(w.unless), compiled(w.before))
        for label, w in pairs
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a match begins and ends; a stop before a capital ends one."""
    near = max(0, start - 600)
    begin = max((m.end() for m in _STOP.finditer(text, near, start + 1)), default=near)
    stop = _STOP.search(text, end, end + 600)
    return begin, stop.start() if stop else min(len(text), end + 600)
