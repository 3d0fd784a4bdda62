"""Which rule a claim is about: official numbers first, then names that point to one rule alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from store.model import Claim, Instrument

CITATION = re.compile(r"^(\d{1,3}) FR (\d{1,6})$")
NUMBER = re.compile(r"^(?:[CR]\d-)?(?:\d{4}|[A-Z]\d|\d\d)-\d{3,6}$")
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


class Instruments:
    """The index of everything that can be meant, made from what is in the store.

    `names` are (alias, target) pairs, target an id or an official number; an alias that points to
    two instruments points to none. A RIN means a rule only where one document alone carries it:
    a RIN such as 2120-AA64 is shared by hundreds of unlike rules.
    """

    def __init__(self, known: Iterable[Known], names: Iterable[tuple[str, str]]) -> None:
        self._known: dict[str, Known] = {}
        self._by_number: dict[str, str] = {}
        by_rin: dict[str, set[str]] = defaultdict(set)
        titles: list[tuple[str, str]] = []
        for k in known:
            instrument = self._home(k)
            if k.id == instrument or instrument not in self._known:
                self._known[instrument] = k
            for number in (k.fr_doc, k.fr):
                if number and not k.correction_of:
                    self._by_number.setdefault(number, instrument)
            for rin in k.rins:
                by_rin[rin].add(instrument)
            if k.title and not k.correction_of:
                titles.append((k.title, instrument))
        self._by_rin = {rin: next(iter(ids)) for rin, ids in by_rin.items() if len(ids) == 1}
        pointed: dict[str, set[str]] = defaultdict(set)
        printed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for alias, target in (*names, *titles):
            key = plain(alias)
            if not key or set(key.split()) <= GENERIC:
                continue
            home = self.of_number(target) or target
            pointed[key].add(home)
            printed[home][alias.strip()] += 1
        self._by_name = {key: next(iter(ids)) for key, ids in pointed.items() if len(ids) == 1}
        self._printed = printed

    @staticmethod
    def _home(k: Known) -> str:
        if k.correction_of:
            return f"fr:{k.correction_of}"
        return f"fr:{k.id[3:]}" if k.id.startswith("pi:") else k.id

    def of_number(self, number: str) -> str | None:
        """The instrument id behind an official number or id, or None where it is none."""
        number = number.strip()
        if number.startswith(("name:",)):
            return number
        if number.startswith("cite:"):
            return self._by_number.get(number[5:], number)
        bare = number.removeprefix("fr:").removeprefix("pi:")
        if found := self._by_number.get(bare):
            return found
        if number.startswith("fr:"):
            correction = re.match(r"^[CR]\d-(.+)$", bare)
            return f"fr:{correction[1]}" if correction else number
        if CITATION.match(bare):
            return f"cite:{bare}"
        if rin := RIN.match(bare):
            return self._by_rin.get(rin[1], f"rin:{rin[1]}")
        if NUMBER.match(bare):
            correction = re.match(r"^[CR]\d-(.+)$", bare)
            return f"fr:{correction[1] if correction else bare}"
        return None

    def of_name(self, name: str) -> str | None:
        """The one instrument that goes by this name, or None."""
        return self._by_name.get(plain(name))

    def of_claim(self, claim: Claim) -> str | None:
        """The instrument a claim is about: by its id, its number, its name; None if left open."""
        for number in (claim.instrument_ref, claim.instrument_id):
            if number and (found := self.of_number(number)):
                return found
        if not claim.instrument:
            return None
        if found := self.of_name(claim.instrument) or self.of_number(claim.instrument):
            return found
        if set(plain(claim.instrument).split()) <= GENERIC or not proper(claim.instrument):
            return None
        return slug(claim.instrument)

    def describe(self, instrument: str, named: Mapping[str, int]) -> Instrument:
        """The instrument's row; `named` counts how often claims call it by each name."""
        k = self._known.get(instrument)
        counts = dict(self._printed.get(instrument, {}))
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
