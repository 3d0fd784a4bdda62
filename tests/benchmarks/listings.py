"""Listing documents: counts that abstracts state, and parties read back from the printed forms.

    python -m tests.benchmarks.listings [DATA]

Counts are right where every statement of the abstract (list, action, entities, entries,
destinations with their numbers) is, and nothing else is stated. The peer takes the first number
after "add" or "remove" for the entities, and has to get nothing more than that right.

Of the abstracts, 16 are those of the rules whose parties are known; 37 were looked at while the
grammar was made; 34 were read only after it had been written once. At that first reading 23 of
these 34 were right (14 of the 25 that state anything); what the rest lacked was then added.

Parties known from the records are printed in each of the three forms, with a made address, and
read back: name, aliases, destination, address and citation have to be the same.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from crawler.extract import fulltext, gpo
from crawler.extract.columns import in_rows
from nlp.listings import Stated, parties, stated_counts
from nlp.listings.entry import key
from nlp.numbers import number
from store.model import Capture, Draft, Party
from tests.benchmarks.figure import Figure
from tests.printing_office import in_columns, in_xml, stripped

RECORDED: Final = Path(__file__).parents[1] / "recordings" / "listings"
PARTS: Final = {
    "listed": "rules whose parties are known",
    "tuned": "looked at while the grammar was made",
    "later": "other rules, read when it had been written",
}
_PEER: Final = re.compile(r"\b(?:add|remov)\w*\s(?:the\s)?((?:[a-z]+-)?\w+)\s", re.I)
_ORDER: Final = "2. Supplement no. 4 to part 744 is amended by adding entries to read as follows:"
_STAMP: Final = "[FR Doc. 2025-99920 Filed 3-25-25; 8:45 am]"
_COUNTRIES: Final = {"China": "CHINA, PEOPLE'S REPUBLIC OF"}


def plain(stated: Stated) -> dict[str, Any]:
    """A statement as the recordings have it."""
    return {
        "list": stated.list, "action": stated.action, "entities": stated.entities,
        "entries": stated.entries, "countries": dict(stated.countries),
    }  # fmt: skip


def count_rows() -> Iterator[dict[str, Any]]:
    """For each part of the recorded abstracts: how many are right, and the peer's."""
    records = json.loads((RECORDED / "abstracts.json").read_text(encoding="utf8"))
    for part, told in PARTS.items():
        rows = [r for r in records if r["part"] == part]
        right = peer = 0
        for r in rows:
            text = r["abstract"] or r["title"]
            found = [plain(s) for s in stated_counts(text, r["title"])]
            right += found == r["stated"]
            peer += _peer(text) == (r["stated"][0]["entities"] if r["stated"] else None)
        yield {
            "measure": "counts stated in abstracts", "part": part, "told": told, "of": len(rows),
            "right": right, "rate": right / len(rows), "peer": peer / len(rows),
        }  # fmt: skip


def _peer(text: str) -> int | None:
    m = _PEER.search(text)
    found = number(m[1]) if m else None
    return int(found) if found is not None else None


def from_xml(listed: list[Party]) -> str:
    """The text of a rule in XML with this table."""
    raw = (
        f"<RULE><SUBJECT>Additions</SUBJECT><REGTEXT><AMDPAR>{_ORDER}</AMDPAR>{in_xml(listed)}"
        f"</REGTEXT><FRDOC>{_STAMP}</FRDOC></RULE>"
    )
    capture = Capture("0" * 64, "https://x.test/", "x", "fr_xml", datetime(2025, 3, 28, tzinfo=UTC))
    return next(d.text for d in gpo.fr_xml(capture, raw.encode()) if isinstance(d, Draft))


def from_columns(listed: list[Party]) -> str:
    """The text of a rule in GPO's wrapper with this table."""
    raw = f"<html><pre>\n{_ORDER}\n\n{in_columns(listed)}\n\n{_STAMP}\n</pre></html>"
    return fulltext.read(in_rows(raw))


def from_stripped(listed: list[Party]) -> str:
    """The text of a rule without its tags."""
    return fulltext.read(f"{_ORDER} {stripped(listed)} {_STAMP}")


SHAPES: Final[dict[str, Callable[[list[Party]], str]]] = {
    "XML": from_xml,
    "fixed columns": from_columns,
    "stripped of tags": from_stripped,
}


def known(data: Path | None) -> list[list[Party]]:
    """Parties by document: of the records, else of the recorded page."""
    path = data / "entity_list" / "by_document.jsonl" if data else None
    if path is None or not path.exists():
        rows = json.loads((RECORDED / "printed.json").read_text(encoding="utf8"))
        return [[_party(r["name"], r["aliases"], r["country"]) for r in rows]]
    with path.open(encoding="utf8") as lines:
        return [
            [
                _party(e["name"], e["aliases"], _COUNTRIES.get(e["country"], e["country"].upper()))
                for e in json.loads(line)["entities"]
            ]
            for line in lines
        ]


def _party(name: str, aliases: list[str], country: str) -> Party:
    return Party(
        name=name, action="addition", start=0, end=0, country=country, aliases=tuple(aliases),
        addresses=("No. 1 Nowhere Road, Nowhere",), citation="88 FR 12345, 1/2/23.",
        license_requirement="For all items subject to the EAR. (See § 744.11 of the EAR).",
        license_policy="Presumption of denial.",
    )  # fmt: skip


def _same(party: Party) -> tuple[Any, ...]:
    aliases = tuple(sorted(map(key, party.aliases)))
    return key(party.name), aliases, party.country, party.addresses, party.citation


def party_rows(data: Path | None) -> Iterator[dict[str, Any]]:
    """For each printed form: how many of the known parties read back whole."""
    documents = [sorted(listed, key=lambda p: str(p.country)) for listed in known(data)]
    total = sum(map(len, documents))
    for shape, printed in SHAPES.items():
        right = 0
        for listed in documents:
            found = {_same(p) for p in parties(printed(listed))}
            right += sum(_same(p) in found for p in listed)
        yield {
            "measure": "parties read back", "shape": shape, "of": total, "right": right,
            "rate": right / total,
        }  # fmt: skip


def measure(data: Path | None) -> list[dict[str, Any]]:
    """Every row measured; `data` is the folder of real records, where there is one."""
    return [*count_rows(), *party_rows(data)]


def figures(data: Path | None) -> list[Figure]:
    """The figures of this measure; `data` is the folder of real records."""
    real = data is not None and (data / "entity_list" / "by_document.jsonl").exists()
    out = [
        Figure(
            area="listings", measure=f"counts stated in abstracts, {r['told']}", value=r["rate"],
            data="bundled", peer=r["peer"], peer_name="the first number after the verb",
            at_least=1.0 if r["part"] == "listed" else None, note=f"{r['right']} of {r['of']}",
        )
        for r in count_rows()
    ]  # fmt: skip
    return out + [
        Figure(
            area="listings", measure=f"parties read whole, {r['shape']}", value=r["rate"],
            data="records" if real else "bundled", note=f"{r['right']} of {r['of']}",
        )
        for r in party_rows(data)
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(json.dumps(row, ensure_ascii=False))
