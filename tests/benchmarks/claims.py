"""Claims and entities of releases and press, on texts written for this project and annotated.

    python -m tests.benchmarks.claims [TEXTS] [--answers FILE] [--half H] [--group G] [--misses]

Two sets. `fresh.jsonl`: forty texts in the manner of real pages, written when the reader was
nearly done; of them one sentence alone was looked at (a withdrawn draft told as a rescission).
`claims.jsonl`, written before it was begun: sixty texts in the manner of real ones, in five
groups of twelve: announcements, legal acts, recaps, denials and look-alikes (stories that only
sound like rules). Their claims were annotated before the reader saw them. The reader was then
mended on those with an odd number ("tuned"); those with an even number ("unseen") are scored, and
neither they nor what is missed in them is looked at: `--misses` shows the odd ones alone. Beside
each score stands that of a keyword reader in the same run, and that of the reader's first run,
before any mending (the reader of commit 6780781; its scores are kept in `first_run.json` beside
the texts).

Where TEXTS (the same form) is given it is read instead; `--answers` scores a file that
`ruletrail annotate` wrote.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from nlp.annotate import as_json
from nlp.reader import Reader
from store.model import Text
from tests.benchmarks import keywords
from tests.benchmarks.claim_scores import Scores, score
from tests.benchmarks.entity_scores import Row
from tests.benchmarks.figure import Figure

PRESS: Final = Path(__file__).parents[1] / "recordings" / "press"
TEXTS: Final = PRESS / "claims.jsonl"
FRESH: Final = PRESS / "fresh.jsonl"
FIRST_RUN: Final = PRESS / "first_run.json"
#: The reader's kinds for those of the annotated texts.
KINDS: Final = {
    "official": "release", "press": "news", "lawfirm": "law_firm", "distractor": "news"
}  # fmt: skip
GROUPS: Final = ("announcement", "legal", "recap", "denial", "lookalike")
HALVES: Final = ("tuned", "unseen")
_PEER: Final = "keywords"
#: What is measured of claims: name, key in the first run's row, how it is taken.
MEASURES: Final[tuple[tuple[str, str, Callable[[Scores], float | None]], ...]] = (
    ("F1 by type", "claims", lambda s: s.claims.f1),
    ("F1 by type, modality and polarity", "strict", lambda s: s.strict.f1),
    ("main claims found", "main", lambda s: s.main.recall),
    ("modality", "modality", lambda s: s.rate("modality")),
    ("polarity", "polarity", lambda s: s.rate("polarity")),
    ("date", "date", lambda s: s.rate("date")),
    ("instrument", "instrument", lambda s: s.rate("instrument")),
)


def read(path: Path = TEXTS) -> list[dict[str, Any]]:
    """The annotated texts of a file."""
    return [json.loads(x) for x in path.read_text(encoding="utf8").splitlines() if x.strip()]


def half(text: Row) -> str:
    """The half a text is in, by its number: the odd ones the reader was mended on."""
    return HALVES[(int(text["id"].rpartition("-")[2]) + 1) % 2]


def as_text(row: Row) -> Text:
    """A text as the reader sees it, without its annotation."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Text(row["id"], row["text"], published=published, kind=KINDS[row["kind"]])


def answers(texts: Iterable[Row]) -> dict[str, Row]:
    """What the reader finds, as `annotate` writes it, by id."""
    reader = Reader()
    return {row["id"]: as_json(reader.read_one(as_text(row))) for row in texts}


def figures(data: Path | None = None) -> list[Figure]:
    """The figures of this area. `data` is not looked at: the texts are the repository's own."""
    texts = read()
    ours, theirs = answers(texts), {t["id"]: keywords.answer(t) for t in texts}
    first = json.loads(FIRST_RUN.read_text(encoding="utf8"))

    def scored(chosen: Sequence[Row]) -> tuple[Scores, Scores]:
        return score(chosen, ours), score(chosen, theirs)

    whole = scored(texts)
    by_half = {name: scored([t for t in texts if half(t) == name]) for name in HALVES}
    out = _safety("all", *whole, first["all"])
    new = read(FRESH)
    fresh = score(new, answers(new)), score(new, {t["id"]: keywords.answer(t) for t in new})
    out += _safety("fresh", *fresh, first["fresh"])
    out += _measures("fresh", *fresh, first["fresh"], detail=False)
    for name in reversed(HALVES):
        out += _measures(f"{name} half", *by_half[name], first[name], detail=True)
    out += _measures("all", *whole, first["all"], detail=True)
    for group in GROUPS:
        out += _group(group, *scored([t for t in texts if t["group"] == group]))
    out += _entities("all", whole[0], first["all"])
    out += _entities("fresh", fresh[0], first["fresh"])
    return out + _entities("unseen half", by_half["unseen"][0], first["unseen"])


def _safety(where: str, ours: Scores, theirs: Scores, first: Mapping[str, Any]) -> list[Figure]:
    """What must not happen at all, as the share of texts in which it does not."""
    n, alike = ours.texts, ours.lookalikes
    return [
        _figure(
            f"{where}: texts not falsely told to rescind a rule",
            1 - ours.false_rescissions / n,
            1 - theirs.false_rescissions / n,
            note=f"{ours.false_rescissions} of {n} false; keywords {theirs.false_rescissions}; "
            f"first run {first['false_rescissions']}",
        ),
        _figure(
            f"{where}: look-alikes with no claim too many",
            1 - ours.lookalikes_with_extra / alike,
            1 - theirs.lookalikes_with_extra / alike,
            note=f"{ours.lookalikes_with_extra} of {alike} have one; keywords "
            f"{theirs.lookalikes_with_extra}; first run {first['lookalikes_with_extra'][0]}",
        ),
        _figure(
            f"{where}: texts with every quote at its place",
            1 - min(ours.wrong_offsets, n) / n,
            note=f"{ours.wrong_offsets} wrong",
        ),
    ]


def _measures(
    where: str, ours: Scores, theirs: Scores, first: Mapping[str, Any], *, detail: bool
) -> list[Figure]:
    n = ours.strict.right + ours.strict.missed
    return [
        _figure(
            f"{where}: {name}",
            value,
            take(theirs),
            note=f"{n} claims; first run {first[key]:.3f}",
            detail=detail,
        )
        for name, key, take in MEASURES
        if (value := take(ours)) is not None
    ]


def _group(group: str, ours: Scores, theirs: Scores) -> list[Figure]:
    n = ours.strict.right + ours.strict.missed
    name, _, take = MEASURES[1]
    note = f"{ours.texts} texts, {n} claims; by type alone {ours.claims.f1 or 0:.3f}"
    return [_figure(f"{group}: {name}", take(ours) or 0.0, take(theirs), note=note, detail=True)]


def _entities(where: str, ours: Scores, first: Mapping[str, Any]) -> list[Figure]:
    return [
        _figure(
            f"{where}: {label}, F1",
            tally.f1 or 0.0,
            note=f"{tally.right + tally.missed} there; first run {first['entities'][label]:.3f}",
            detail=True,
            area="entities",
        )
        for label, tally in sorted(ours.entities.items())
        if tally.right + tally.missed
    ]


def _figure(
    measure: str,
    value: float,
    peer: float | None = None,
    *,
    note: str,
    detail: bool = False,
    area: str = "claims",
) -> Figure:
    named = _PEER if peer is not None else None
    return Figure(
        area, measure, value, "bundled", peer=peer, peer_name=named, note=note, detail=detail
    )


def main() -> int:
    """Print the scores as JSON, or what is missed in the texts that may be looked at."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.claims")
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="annotated texts, JSONL")
    parser.add_argument("--answers", type=Path, help="what `annotate` wrote, in place of a reading")
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--group", choices=GROUPS, help="only this group")
    parser.add_argument("--misses", action="store_true", help="what is missed, in odd ids only")
    asked = parser.parse_args()
    if asked.misses and asked.half == "unseen":
        parser.error("what is missed in the unseen half is not looked at")
    texts = [
        t
        for t in read(asked.texts)
        if asked.half in (None, half(t)) and asked.group in (None, t.get("group"))
    ]
    found = {r["id"]: r for r in read(asked.answers)} if asked.answers else answers(texts)
    print(json.dumps(score(texts, found).as_row(), indent=1))
    if asked.misses:
        for miss in score([t for t in texts if half(t) == "tuned"], found).misses:
            print(json.dumps(miss, ensure_ascii=False), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
