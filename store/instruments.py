"""Which rule a claim is about: official numbers first, then names that point to one rule alone.

Pure: what is known of numbers and names is asked of an `Index`. An alias that points to two
instruments points to none. A RIN means a rule only where one document alone carries it: a RIN such
as 2120-AA64 is shared by hundreds of unlike rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from store.model import Instrument

CITATION = re.compile(r"^(\d{1,3}) FR (\d{1,6})$")
NUMBER = re.compile(r"^(?:[CR]\d-)?(?:\d{4}|[A-Z]\d|\d\d)-\d{3,6}$")
_CORRECTION = re.compile(r"^[CR]\d-(.+)$")
RIN = re.compile(r"^(?:RIN )?(\d{4}-[A-Z]{2}\d\d)$")
#: A name of these words alone means a different rule in every text.
GENERIC = frozenset(
    {"rule", "rules", "regulation", "regulations", "act", "order", "final", "interim", "proposed"}
    | {"the", "this", "that", "new", "export", "controls", "control", "action", "notice", "draft"}
    | {"policy", "guidance", "bill", "legislation", "framework"}
    | {"temporary", "general", "license", "licence", "duty", "percent", "joint", "resolution"}
    | {"of", "disapproval", "defense", "25", "entity", "unverified", "covered", "list", "section"}
    | {"military", "end", "user", "1260h", "sdn", "additions", "revisions", "removal", "removals"}
    | {"modifications", "and", "to", "from"}
)


@dataclass(frozen=True, slots=True)
class Known:
    """One document that can be an instrument, with its official numbers."""

    id: str
    title: str | None
    kind: str | None
    fr_doc: str | None
    fr: str | None
    rins: tuple[str, ...]
    docket: str | None
    correction_of: str | None = None


def plain(name: str) -> str:
    """A name as it is compared: lower case, words only, no leading article."""
    words = re.sub(r"[^\w]+", " ", name.casefold()).split()
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def slug(name: str) -> str:
    """`name:gain-ai-act`: the id of an instrument of which only a name is known."""
    return "name:" + (re.sub(r"[^\w]+", "-", plain(name)).strip("-")[:80] or "unnamed")


def proper(name: str) -> bool:
    """Whether a name is one that the same rule goes by in another text too.

    "GAIN AI Act" and "Firearms rule of 2024" are; "draft rule on AI chips" only describes one.
    """
    capital = sum(w[:1].isupper() and not w.isupper() for w in name.split())
    return not name[:1].islower() and (capital > 1 or bool(re.search(r"\d{3,}|[A-Z]{3,}", name)))


class Index(Protocol):
    """What is known of numbers and names: each gives the one instrument that is meant, or None."""

    def by_number(self, number: str) -> str | None:
        """The instrument that carries this citation or document number."""
        ...

    def by_rin(self, rin: str) -> str | None:
        """The instrument that carries this RIN, where it is one alone."""
        ...

    def by_name(self, key: str) -> str | None:
        """The instrument that goes by this name as `plain` gives it, where it is one alone."""
        ...


class _Nothing:
    """An index of nothing: what it leaves unresolved depends on what is known."""

    def by_number(self, number: str) -> str | None:
        return None

    by_rin = by_name = by_number


_NOTHING = _Nothing()


def home_of(k: Known) -> str:
    """The instrument that a document is, or belongs to: a correction is no second rule."""
    if k.correction_of:
        return f"fr:{k.correction_of}"
    return f"fr:{k.id[3:]}" if k.id.startswith("pi:") else k.id


def numbers_of(k: Known) -> set[tuple[str, str]]:
    """(kind, number) of what a document makes known: `number` or `rin`."""
    numbers = () if k.correction_of else (k.fr_doc, k.fr)
    return {("number", n) for n in numbers if n} | {("rin", r) for r in k.rins}


def key_of_number(number: str) -> str | None:
    """What an id or official number is looked up by; None where nothing is to be looked up."""
    number = number.strip()
    if number.startswith("name:"):
        return None
    bare = number.removeprefix("cite:").removeprefix("fr:").removeprefix("pi:")
    rin = RIN.match(bare)
    return rin[1] if rin else bare


def key_of_name(name: str) -> str | None:
    """What a name is looked up by; None where its words mean another rule in every text."""
    key = plain(name)
    return key if key and not set(key.split()) <= GENERIC else None


def of_number(number: str, index: Index) -> str | None:
    """The instrument id behind an official number or id, or None where it is none."""
    number = number.strip()
    key = key_of_number(number)
    if key is None:
        return number
    if found := index.by_number(key):
        return found
    if number.startswith("cite:"):
        return number
    bare = number.removeprefix("fr:").removeprefix("pi:")
    if number.startswith("fr:"):
        correction = _CORRECTION.match(bare)
        return f"fr:{correction[1]}" if correction else number
    if CITATION.match(bare):
        return f"cite:{bare}"
    if rin := RIN.match(bare):
        return index.by_rin(rin[1]) or f"rin:{rin[1]}"
    if NUMBER.match(bare):
        correction = _CORRECTION.match(bare)
        return f"fr:{correction[1] if correction else bare}"
    return None


def of_claim(
    name: str | None, instrument_id: str | None, instrument_ref: str | None, index: Index
) -> str | None:
    """The instrument a claim is about: by its number, its id, its name; None if left open."""
    for number in (instrument_ref, instrument_id):
        if number and (found := of_number(number, index)):
            return found
    if not name:
        return None
    key = key_of_name(name)
    if found := (key and index.by_name(key)) or of_number(name, index):
        return found
    return slug(name) if key and proper(name) else None


def keys_of_claim(
    name: str | None, instrument_id: str | None, instrument_ref: str | None
) -> set[str]:
    """The keys by which a claim finds its instrument: what it is about can change with these."""
    keys: set[str | None] = set()
    for number in filter(None, (instrument_ref, instrument_id)):
        keys.add(key_of_number(number))
        if of_number(number, _NOTHING):
            return {k for k in keys if k}
    if name:
        keys |= {key_of_name(name), key_of_number(name)}
    return {k for k in keys if k}


def describe(
    instrument: str, k: Known | None, printed: Mapping[str, int], named: Mapping[str, int]
) -> Instrument:
    """The instrument's row. `k` is the document that it is, if that is known; `printed` counts
    how often texts and titles give it each name, `named` how often claims call it so."""
    counts = dict(printed)
    for name, n in named.items():
        counts[name] = counts.get(name, 0) + n
    aliases = tuple(sorted(counts, key=lambda a: (-counts[a], len(a), a)))
    title = k.title.strip() if k and k.title else None
    short = next((a for a in aliases if a != title and 6 <= len(a) <= 60), None)
    numbers = tuple(filter(None, (k.fr_doc, k.fr, *k.rins) if k else ()))
    return Instrument(
        id=instrument,
        name=short or title or instrument.removeprefix("cite:").removeprefix("name:"),
        kind=k.kind if k else None,
        aliases=tuple(dict.fromkeys((*filter(None, (title,)), *aliases, *numbers))),
        fr_citation=k.fr if k else _citation(instrument),
        fr_document_number=k.fr_doc if k else _number(instrument),
        rin=k.rins[0] if k and k.rins else None,
        docket=k.docket if k else None,
    )


def _citation(instrument: str) -> str | None:
    return instrument[5:] if instrument.startswith("cite:") else None


def _number(instrument: str) -> str | None:
    return instrument[3:].split("@")[0] if instrument.startswith("fr:") else None
