"""DATES captions on real records: dates, delays and new dates, each beside its peer.

    python -m tests.benchmarks.captions [DATA]

DATA holds `fr_api/documents.json.gz` (whole API records) and `fr_delays/rules_labelled.jsonl` with
`new_dates.jsonl` (rules that a person labelled, and the new dates a person read). The publisher's
own date fields are hidden from the reader: it sees title, agency, action, abstract and caption.

effective, comment   recall: the publisher's date is among those found. nothing else: it is the
                     only one found. quiet: of the records without such a date, those where none is
                     found, or where the caption does speak of one. Peer: the first date printed.
delay                F1 of "does it delay, stay or suspend a date of an earlier rule?" against the
                     labels. Peer: the labels' authors' keyword rule.
new date             of the delays a person was sure of: found, and found with no other. Peer: the
                     publisher's `effective_on`.

Without DATA the captions bundled with the tests are measured.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from nlp.captions import days, read_caption
from nlp.reader import Reader
from store.model import Claim, Text
from tests.benchmarks.figure import Figure, as_rows

BUNDLED: Final = Path(__file__).parents[1] / "recordings" / "captions.jsonl"
#: Records whose published field is not what the caption says (an expiry, the date of a petition or
#: of nominations, a misprinted year, one of several true dates): not scored. Read by a person.
SKIPPED: Final = {
    "effective_on": frozenset(
        (
            *("2024-00278", "2024-00007", "2023-28763", "2024-00411", "2024-00410", "2023-28849"),
            *("2023-28853", "2023-28765", "2023-28816", "2023-28304", "2023-27905", "2023-28818"),
            *("2024-00340", "2024-00001", "2024-00325", "2024-00535", "2024-00104", "2023-28006"),
        )
    ),
    "comments_close_on": frozenset(
        (
            *("2023-28849", "2023-28853", "2023-28765", "2023-28816", "2023-28304", "2023-27905"),
            *("2023-28818", "2023-28552", "2023-28554", "2023-28536", "2023-28622", "2023-28977"),
            *("2024-00092",),
        )
    ),
}
#: (field, claim type, what a caption says where it does speak of such a date, name, least recall
#: and least "nothing else")
FIELDS: Final = (
    (
        "effective_on",
        "entry_into_force",
        re.compile(r"effective|applicab|in effect|authori[sz]ation|valid", re.I),
        "effective date",
        (0.985, 0.96),
    ),
    (
        "comments_close_on",
        "comment_deadline",
        re.compile(r"comment|submi|respon|receiv|nominat|petition|request|due", re.I),
        "comment date",
        (0.985, 0.95),
    ),
)
KINDS: Final = {"Rule": "rule", "Proposed Rule": "proposed_rule", "Notice": "notice"}


def figures(data: Path | None) -> list[Figure]:
    """The figures of this area, on the records under `data`, else on the bundled captions."""
    if data is None or not (data / "fr_api" / "documents.json.gz").exists():
        return _bundled()
    reader = Reader()
    with gzip.open(data / "fr_api" / "documents.json.gz", "rt", encoding="utf8") as file:
        records = json.load(file)["results"]
    rules = _lines(data / "fr_delays" / "rules_labelled.jsonl")
    return [
        *_dates(reader, records),
        *_delays(reader, rules, _lines(data / "fr_delays" / "new_dates.jsonl")),
    ]


def measure(data: Path | None) -> list[dict[str, Any]]:
    """As `figures`, as JSON values."""
    return as_rows(figures(data))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(x) for x in path.read_text(encoding="utf8").splitlines() if x.strip()]


def _text(record: Mapping[str, Any]) -> Text:
    """A record as the reader sees it: no date field, no citation, no number."""
    names = record.get("agency_names")
    names = ", ".join(names) if isinstance(names, list) else names
    parts = [record.get("title") or "", f"AGENCY: {names}." if names else ""]
    parts += [
        f"{label}: {record[field]}"
        for label, field in (("ACTION", "action"), ("SUMMARY", "abstract"), ("DATES", "dates"))
        if record.get(field)
    ]
    return Text(
        record["document_number"],
        "\n\n".join(p for p in parts if p),
        title=record.get("title"),
        kind=KINDS.get(record.get("type") or "Rule", "notice"),
        published=date.fromisoformat(record["publication_date"]),
    )


def _read(reader: Reader, records: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Claim, ...]]:
    return {r.id: r.claims for r in reader.read(_text(record) for record in records)}


def _of(claims: Iterable[Claim], *types: str) -> set[str | None]:
    return {c.date for c in claims if c.type in types and c.polarity == "affirmed" and c.date}


def _dates(reader: Reader, records: list[dict[str, Any]]) -> list[Figure]:
    told = [r for r in records if r.get("dates")]
    read = _read(reader, told)
    out = []
    for field, kind, speaks, name, (recall, alone) in FIELDS:
        n: Counter[str] = Counter()
        for r in told:
            if r["document_number"] in SKIPPED[field]:
                continue
            got = _of(read[r["document_number"]], kind)
            first = next((d.day.isoformat() for d in days(r["dates"])), None)
            if gold := r.get(field):
                n["gold"] += 1
                n["hit"] += gold in got
                n["alone"] += got == {gold}
                n["first"] += first == gold
            else:
                n["none"] += 1
                n["alarm"] += bool(got) and not speaks.search(r["dates"])
        out += [
            Figure(
                *(name, what, n[key] / n["gold"], "records"),
                peer=n["first"] / n["gold"],
                peer_name="first date in the caption",
                at_least=least,
            )
            for what, key, least in (("recall", "hit", recall), ("nothing else", "alone", alone))
        ]
        out += [
            Figure(
                *(name, "quiet where none is told", 1 - n["alarm"] / n["none"], "records"),
                at_least=0.99,
                note=f"{n['alarm']} of {n['none']} false",
            ),
        ]
    return out


def _delays(
    reader: Reader, rules: list[dict[str, Any]], gold: list[dict[str, Any]]
) -> list[Figure]:
    read = _read(reader, rules)
    ours: Counter[tuple[bool, bool]] = Counter()
    theirs: Counter[tuple[bool, bool]] = Counter()
    for r in rules:
        if r.get("actual_susp") is None:
            continue
        truth = bool(r["actual_susp"])
        words = " ".join(str(r.get(k) or "") for k in ("title", "action", "dates")).lower()
        dated = "effective date" in words or "compliance date" in words
        theirs["delay" in words and dated, truth] += 1
        ours[any(_moves(c) for c in read[r["document_number"]]), truth] += 1
    by = {r["document_number"]: r for r in rules}
    n: Counter[str] = Counter()
    for g in gold:
        number = g["document_number"]
        if number not in by or not (g.get("new_date") and g.get("is_delay") and g.get("sure")):
            continue
        want = {*(g.get("new_dates") or []), g["new_date"]}
        got = _of(read[number], "delay", "suspension_end")
        n["gold"] += 1
        n["hit"] += g["new_date"] in got
        n["alone"] += g["new_date"] in got and got <= want
        n["field"] += by[number].get("effective_on") == g["new_date"]
    return [
        Figure(
            *("delay", "F1 on people's labels", _f1(ours), "records"),
            peer=_f1(theirs),
            peer_name="their authors' keyword rule",
            at_least=0.985,
        ),
        Figure(
            *("delay", "new date found", n["hit"] / n["gold"], "records"),
            peer=n["field"] / n["gold"],
            peer_name="the publisher's effective_on",
        ),
        Figure(
            *("delay", "new date found and no other", n["alone"] / n["gold"], "records"),
            peer=n["field"] / n["gold"],
            peer_name="the publisher's effective_on",
            at_least=0.95,
        ),
    ]


def _moves(c: Claim) -> bool:
    return (
        c.type in ("delay", "suspension")
        and c.polarity == "affirmed"
        and c.role == "main"
        and c.modality in ("done", "scheduled", "announced")
    )


def _f1(tally: Counter[tuple[bool, bool]]) -> float:
    hit, false, missed = tally[True, True], tally[True, False], tally[False, True]
    return 2 * hit / (2 * hit + false + missed) if hit else 0.0


def _bundled() -> list[Figure]:
    """Captions read just as recorded: every kind and day and no other."""
    rows = _lines(BUNDLED)
    right = first = 0
    for row in rows:
        published = date.fromisoformat(row["published"]) if row["published"] else None
        want = [(d["kind"], d["day"]) for d in row["dates"]]
        got = [
            (d.kind, d.day.isoformat() if d.day else None)
            for d in read_caption(row["caption"], published, row["kind"])
        ]
        right += got == want
        printed = [d.day.isoformat() for d in days(row["caption"])][:1]
        first += printed == [day for _, day in want]
    return [
        Figure(
            *("caption", "read whole, every kind and day", right / len(rows), "bundled"),
            peer=first / len(rows),
            peer_name="first date in the caption",
            note=f"{len(rows)} captions",
        )
    ]


def main() -> None:
    """Print the figures as JSON."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    print(json.dumps(measure(data), indent=1))


if __name__ == "__main__":
    main()
