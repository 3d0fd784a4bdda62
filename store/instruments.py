"""Which rule a claim is about: official numbers first, then names that point to one rule alone.

Pure: what is known of numbers and names is asked of an `Index`. An alias that points to two
instruments points to none. A RIN means a rule only where one document alone carries it: a RIN such
as 2120-AA64 is shared by hundreds of unlike rules.

A delay or correction in the Register often names its rule by its own title alone. That is one
subject told twice, so it needs a number beside: a docket or a RIN that both carry and that few do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

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
#: No rulemaking of the records of 2021-24 has more documents than 5; what more rules than this
#: carry is a series: 2120-AA64 stands on 658, the safety zones' 1625-AA11 on 8.
SERIES: Final = 7
#: A docket of one rulemaking, as regulations.gov numbers them; BIS's and NOAA's (`230608-0146`)
#: are new in every document.
_RULEMAKING: Final = re.compile(
    r"[A-Z]{2,8}(?:-[A-Z\d]{1,6}){0,3}-(?:19|20)\d\d(?:-[A-Z]{1,4}){0,2}-\d{4,6}"
)
#: `CMS-1785-CN` is the correction of `CMS-1785-F`.
_STAGE: Final = re.compile(r"(?<=\d)-(?:F|FC|IFC|P|CN|NC)\d?$")


@dataclass(frozen=True, slots=True)
class Known:
    """One document that can be an instrument, with its official numbers.

    `acts` is true where its ACTION says that it acts on another one: a delay, a correction.
    """

    id: str
    title: str | None
    kind: str | None
    fr_doc: str | None
    fr: str | None
    rins: tuple[str, ...]
    dockets: tuple[str, ...]
    correction_of: str | None = None
    published: date | None = None
    acts: bool = False


def plain(name: str) -> str:
    """A name as it is compared: lower case, words only, no leading article."""
    words = re.sub(r"[^\w]+", " ", name.casefold()).split()
    while words and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def slug(name: str) -> str:
    """`name:gain-ai-act`: the id of an instrument of which only a name is known.

    A long name is cut, and its hash keeps it apart from those that begin like it.
    """
    words = re.sub(r"[^\w]+", "-", plain(name)).strip("-") or "unnamed"
    if len(words) > 80:
        words = f"{words[:71].strip('-')}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return f"name:{words}"


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

    def by_title(self, key: str) -> Sequence[Known]:
        """The documents whose title this is, as `plain` gives it."""
        ...

    def is_series(self, number: str) -> bool:
        """Whether more rules than `SERIES` carry this RIN or docket, so that it tells none."""
        ...


class _Nothing:
    """An index of nothing: what it leaves unresolved depends on what is known."""

    def by_number(self, number: str) -> str | None:
        return None

    by_rin = by_name = by_number

    def by_title(self, key: str) -> Sequence[Known]:
        return ()

    def is_series(self, number: str) -> bool:
        return False


_NOTHING = _Nothing()


def home_of(k: Known) -> str:
    """The instrument that a document is, or belongs to: a correction is no second rule."""
    if k.correction_of:
        return f"fr:{k.correction_of}"
    return f"fr:{k.id[3:]}" if k.id.startswith("pi:") else k.id


def numbers_of(k: Known) -> set[tuple[str, str]]:
    """(kind, number) of what a document makes known: `number`, `rin` or `docket`."""
    numbers = () if k.correction_of else (k.fr_doc, k.fr)
    found = {("number", n) for n in numbers if n} | {("rin", r) for r in k.rins}
    return found | {("docket", d) for d in dockets_of(k.dockets)}


def dockets_of(printed: Iterable[str]) -> tuple[str, ...]:
    """Dockets as they are compared: each of "CMS-1785-F and CMS-1788-F", without its stage."""
    each = (d.strip(" ,.") for p in printed for d in re.split(r",? and |, ", p))
    found = (_STAGE.sub("", d) if d.startswith("CMS-") else d for d in each)
    return tuple(dict.fromkeys(filter(None, found)))


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
    name: str | None,
    instrument_id: str | None,
    instrument_ref: str | None,
    index: Index,
    teller: Known | None = None,
) -> str | None:
    """The instrument a claim is about: by its number, its id, its name; None if left open.

    `teller` is the document that makes the claim, where it is one of the Register.
    """
    for number in (instrument_ref, instrument_id):
        if number and (found := of_number(number, index)):
            return found
    if not name:
        return None
    key = key_of_name(name)
    if key and teller and _own_title(key, teller):
        return _acted_on(key, teller, index) or f"{slug(name)}@{_anchor(teller, index)}"
    if found := (key and index.by_name(key)) or of_number(name, index):
        return found
    return slug(name) if key and proper(name) else None


def _own_title(key: str, teller: Known) -> bool:
    """Whether a document that acts on a rule names it by the words of its own title."""
    return teller.acts and plain(teller.title or "").startswith(key)


def _acted_on(key: str, teller: Known, index: Index) -> str | None:
    """The rule of this title that a document acts on: an earlier one, of the same rulemaking.

    None where it is not one alone: the interim rule and the final one go by one title.
    """
    homes = {
        home_of(k)
        for k in index.by_title(key)
        if home_of(k) != home_of(teller)
        and not k.acts
        and (teller.kind != "rule" or k.kind == "rule")
        and not (k.published and teller.published and k.published > teller.published)
        and _akin(k, teller, index)
    }
    return homes.pop() if len(homes) == 1 else None


def _akin(left: Known, right: Known, index: Index) -> bool:
    """Whether two documents of one title carry a docket or a RIN of one rulemaking, and neither
    has one that speaks against it."""
    if left.rins and right.rins and not {*left.rins} & {*right.rins}:
        return False
    dockets = [{*dockets_of(k.dockets)} for k in (left, right)]
    if not dockets[0] & dockets[1] and all(any(map(_RULEMAKING.fullmatch, d)) for d in dockets):
        return False
    both = dockets[0] & dockets[1] | {*left.rins} & {*right.rins}
    return any(not index.is_series(number) for number in both)


def _anchor(teller: Known, index: Index) -> str:
    """What tells a rule of which only the title is known from another one of that title."""
    numbers = (*teller.rins, *sorted(dockets_of(teller.dockets)))
    own = home_of(teller).removeprefix("fr:")
    found = next((n for n in numbers if not index.is_series(n)), own)
    return re.sub(r"[^\w@-]+", "-", found)


def keys_of_claim(
    name: str | None,
    instrument_id: str | None,
    instrument_ref: str | None,
    teller: Known | None = None,
) -> set[str]:
    """The keys by which a claim finds its instrument: what it is about can change with these."""
    keys: set[str | None] = set()
    for number in filter(None, (instrument_ref, instrument_id)):
        keys.add(key_of_number(number))
        if of_number(number, _NOTHING):
            return {k for k in keys if k}
    if name:
        keys |= {key_of_name(name), key_of_number(name)}
        keys |= {*teller.rins, *dockets_of(teller.dockets)} if teller else set()
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
        docket=k.dockets[0] if k and k.dockets else None,
    )


def _citation(instrument: str) -> str | None:
    return instrument[5:] if instrument.startswith("cite:") else None


def _number(instrument: str) -> str | None:
    return instrument[3:].split("@")[0] if instrument.startswith("fr:") else None
