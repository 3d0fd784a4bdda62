"""Claims and entities against texts that a person annotated: counts, scores and what was missed.

An annotated text is a row with `id`, `text`, `published`, `kind`, `claims` and `entities`; an
answer is a row as `ruletrail annotate` writes it. How a score is taken:

claims     A claim told twice counts once. Claims are paired one to one by type, the one that agrees
           most in modality, polarity and date first. An `optional` claim may be found or not;
           `also_types` and `also_modality` are readings that a careful reader may hold too. A claim
           of no type (an act outside the vocabulary) forgives one extra claim in its text.
strict     As `claims`, and the class of the modality (done, ahead, soft, denied) and the polarity
           are right too.
main       Recall of the claims that the text is about.
modality, polarity, date, instrument    Of the paired claims, those where it is right. A date is
           asked for only where the text or its publication tells the year.
entities   As `entity_scores` says.
offsets    Findings whose quote is not what stands at its place, or is longer than 600 letters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from store.model import MODALITY_CLASS
from tests.benchmarks.entity_scores import Row, Tally, entity_tallies, year_known

LONGEST_QUOTE: Final = 600
#: Claims about a page, not about the world.
NOT_SCORED: Final = frozenset({"page_edited", "source_field_changed"})
PROPERTIES: Final = ("modality", "polarity", "date", "instrument")


@dataclass
class Scores:
    """The counts over some texts. `right` and `asked` are of the paired claims' properties."""

    texts: int = 0
    claims: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    main: Tally = field(default_factory=Tally)
    types: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    entities: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    false_rescissions: int = 0
    lookalikes: int = 0
    lookalikes_with_extra: int = 0
    wrong_offsets: int = 0
    misses: list[dict[str, Any]] = field(default_factory=list)

    def rate(self, what: str) -> float | None:
        """The share that is right; None where nothing was asked."""
        return self.right[what] / self.asked[what] if self.asked[what] else None

    def ask(self, what: str, right: bool) -> None:
        """Count one property of one paired claim."""
        self.asked[what] += 1
        self.right[what] += right

    def as_row(self, digits: int = 4) -> dict[str, Any]:
        """The scores as JSON values, rounded."""

        def short(x: float | None) -> float | None:
            return None if x is None else round(x, digits)

        return {
            "texts": self.texts,
            "wrong_offsets": self.wrong_offsets,
            "claims": short(self.claims.f1),
            "strict": short(self.strict.f1),
            "main": short(self.main.recall),
            **{x: short(self.rate(x)) for x in PROPERTIES},
            "false_rescissions": self.false_rescissions,
            "lookalikes_with_extra": [self.lookalikes_with_extra, self.lookalikes],
            "entities": {k: short(t.f1) for k, t in sorted(self.entities.items())},
            "types": {k: short(t.f1) for k, t in sorted(self.types.items())},
        }


def score(texts: Iterable[Row], answers: Mapping[str, Row]) -> Scores:
    """The scores of some texts, by the answers of their ids; a text with no answer has none."""
    scores = Scores()
    for text in texts:
        answer = answers.get(text["id"], {})
        scores.texts += 1
        scores.wrong_offsets += sum(
            not _quoted(text["text"], found)
            for found in (*answer.get("claims", ()), *answer.get("mentions", ()))
        )
        _score_claims(scores, text, answer.get("claims", ()))
        for label, counted in entity_tallies(text, answer.get("mentions", ())).items():
            scores.entities[label].add(counted)
    return scores


def _quoted(body: str, found: Row) -> bool:
    quote = found.get("quote") or ""
    at = body[found.get("start", 0) : found.get("end", 0)]
    return bool(quote) and len(quote) <= LONGEST_QUOTE and at == quote


def _score_claims(scores: Scores, text: Row, answered: Sequence[Row]) -> None:
    wanted = _merged(text["claims"])
    found = _told_once(c for c in answered if c.get("type") not in NOT_SCORED)
    left = list(found)
    for want in sorted(
        wanted, key=lambda c: (bool(c.get("optional")), c["role"] != "main", not c["date"])
    ):
        got = _best(want, left)
        if got is not None:
            left.remove(got)
        if not want.get("optional"):
            _score_pair(scores, text, want, got)
    forgiven = sum(c["type"] is None for c in text["claims"])
    for claim in left[forgiven:]:
        for tally in (scores.claims, scores.strict, scores.types[str(claim.get("type"))]):
            tally.extra += 1
        _miss(scores, text, extra=claim.get("type"), quote=claim.get("quote"))
    if text["kind"] == "distractor":
        scores.lookalikes += 1
        scores.lookalikes_with_extra += len(left) > forgiven
    true = any("rescission" in _types(c) and "done" in _modalities(c) and _meant(c) for c in wanted)
    if not true and any(
        c.get("type") == "rescission" and c.get("modality") == "done" and _meant(c) for c in found
    ):
        scores.false_rescissions += 1
        _miss(scores, text, false="rescission done")


def _score_pair(scores: Scores, text: Row, want: Row, got: Row | None) -> None:
    tallies = [scores.claims, scores.types[want["type"]]]
    if want["role"] == "main":
        tallies.append(scores.main)
    if got is None:
        for tally in (*tallies, scores.strict):
            tally.missed += 1
        _miss(scores, text, missing=want["type"], modality=want["modality"], note=want.get("note"))
        return
    for tally in tallies:
        tally.right += 1
    modality, polarity, day = _agree(want, got)
    scores.ask("modality", modality)
    scores.ask("polarity", polarity)
    if modality and polarity:
        scores.strict.right += 1
    else:
        scores.strict.missed += 1
        scores.strict.extra += 1
        told = [got.get("modality"), got.get("polarity")]
        _miss(scores, text, type=want["type"], want=[want["modality"], want["polarity"]], got=told)
    if want["date"] and want["date_surface"] and year_known(text, want["date_surface"]):
        scores.ask("date", day)
        if not day:
            _miss(scores, text, type=want["type"], want=want["date"], got=got.get("date"))
    if want["instrument_names"]:
        scores.ask("instrument", named := _named(want, got))
        if not named:
            told = [want["instrument_names"], got.get("instrument")]
            _miss(scores, text, type=want["type"], want=told[0], got=told[1])


def _best(want: Row, left: Sequence[Row]) -> Row | None:
    """The claim left over that goes with the wanted one; the earliest of those that agree most."""
    same = [c for c in left if c.get("type") == want["type"]]
    same = same or [c for c in left if c.get("type") in want.get("also_types", ())]
    if want.get("optional"):
        return max(same, key=lambda c: _agree(want, c)[::2], default=None)
    return max(same, key=lambda c: (*_agree(want, c), _named(want, c)), default=None)


def _agree(want: Row, got: Row) -> tuple[bool, bool, bool]:
    """Whether modality, polarity and date are those wanted."""
    classes = {MODALITY_CLASS[m] for m in _modalities(want)}
    return (
        MODALITY_CLASS.get(got.get("modality") or "") in classes,
        got.get("polarity", "affirmed") == want["polarity"],
        _same_day(want["date"], got.get("date")),
    )


def _same_day(want: str | None, got: str | None) -> bool:
    """One day; a month or a year meant is met by each of its days, and met to the month."""
    if not want or not got:
        return False
    return got.startswith(want) or (len(got) >= len("2025-05") and want.startswith(got))


def _named(want: Row, got: Row) -> bool:
    """Whether the instrument told is one of the names of the one meant, or a part of one."""
    told = _flat(got.get("instrument") or "")
    if not (got.get("instrument") or ""):
        return False
    return any(
        told == name or (len(told) > 5 and (told in name or name in told))
        for name in map(_flat, want["instrument_names"])
    )


def _flat(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold().removeprefix("the ")).strip()


def _types(claim: Row) -> set[str]:
    return {claim["type"], *claim.get("also_types", ())}


def _modalities(claim: Row) -> set[str]:
    return {claim["modality"], *claim.get("also_modality", ())}


def _meant(claim: Row) -> bool:
    return claim.get("polarity", "affirmed") == "affirmed"


def _merged(claims: Iterable[Row]) -> list[dict[str, Any]]:
    """The annotated claims that have a type, those of one act in one: all its readings hold."""
    out: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    order: list[dict[str, Any]] = []
    for claim in claims:
        if not claim["type"]:
            continue
        same = out[
            claim["type"], MODALITY_CLASS[claim["modality"]], claim["polarity"],
            claim["instrument"], bool(claim.get("optional")),
        ]  # fmt: skip
        twin = next((c for c in same if _dates_meet(c, claim)), None)
        if twin is None:
            same.append(dict(claim))
            order.append(same[-1])
            continue
        twin["also_modality"] = [*_modalities(twin), *_modalities(claim)]
        twin["also_types"] = [*twin.get("also_types", ()), *claim.get("also_types", ())]
        if not twin["date"]:
            twin["date"], twin["date_surface"] = claim["date"], claim["date_surface"]
        if claim["role"] == "main":
            twin["role"] = "main"
    return order


def _told_once(claims: Iterable[Row]) -> list[dict[str, Any]]:
    """The claims of an answer, repeats left out; a repeat may give the date."""
    out: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    order: list[dict[str, Any]] = []
    for claim in claims:
        same = out[
            claim.get("type"), MODALITY_CLASS.get(claim.get("modality") or ""),
            claim.get("polarity", "affirmed"), (claim.get("instrument") or "").casefold(),
        ]  # fmt: skip
        twin = next((c for c in same if _dates_meet(c, claim)), None)
        if twin is None:
            same.append(dict(claim))
            order.append(same[-1])
        elif not twin.get("date"):
            twin["date"] = claim.get("date")
    return order


def _dates_meet(one: Row, other: Row) -> bool:
    days = one.get("date"), other.get("date")
    return not all(days) or days[0] == days[1]


def _miss(scores: Scores, text: Row, **what: Any) -> None:
    scores.misses.append({"id": text["id"], **what})
