"""Made-up documents that meet: what a ledger must hold however, and in whatever order, it comes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from store.database import Store
from store.model import Capture, Claim, Document, Draft, Mention, Party, Reading

FIRST = date(2025, 1, 1)
NUMBERS = tuple(f"2025-0000{n}" for n in range(6))
RINS = ("0694-AJ90", "2120-AA64")
DOCKETS = ("FAA-2025-0001", "FAA-2025-0002", "250101-0001")
NAMES = ("AI Diffusion Rule", "the Affiliates Rule", "Gain AI Act", "the rule", "Chip Order")
TYPES = (
    *("entry_into_force", "rescission", "suspension", "suspension_end", "compliance", "filing"),
    *("country_treatment", "listing_addition", "guidance", "comment_deadline", "proposal"),
)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 22, tzinfo=UTC)


class World:
    """Documents of a few numbers and names, so that they meet: shared RINs, names that point to
    two rules, corrections, public inspection, pages that are edited, read again or taken away."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance, self.count = store, chance, 0

    def day(self) -> date:
        return FIRST + timedelta(self.chance.randrange(300))

    def document(self) -> Document:
        pick = self.chance.choice
        number, prefix = pick(NUMBERS), pick(("fr", "fr", "pi", "news", "bis"))
        title = pick((*NAMES, f"Rule {number}", None))
        if prefix in ("news", "bis"):
            rank, name = (9, pick("abcd")) if prefix == "news" else (5, pick("xy"))
            publisher = f"{prefix} {pick('PQ')}"
            return Document(f"{prefix}:{name}", prefix, "news", rank, publisher, None, title)
        ids = {"fr_doc": (number,), "rin": (pick(RINS),), "fr": (f"90 FR {number[-1]}",)}
        kept = {k: v for k, v in ids.items() if self.chance.random() < 0.7}
        if self.chance.random() < 0.2:
            number, kept["correction_of"] = f"C1-{number}", (number,)
        kept["docket"] = (DOCKETS[self.count % 3],)
        rank, kind = 3 if prefix == "pi" else 2, pick(("rule", "proposed_rule"))
        return Document(
            *(f"{prefix}:{number}", "federal_register", kind, rank, "Federal Register"),
            *(f"https://fr.test/{pick('12')}", title, self.day(), kept),
            {"action": ("Final rule.", "Final rule; correction.")[self.count % 2]},
        )

    def claim(self) -> Claim:
        pick, some = self.chance.choice, self.chance.random
        kind = pick(TYPES)
        details: dict[str, Any] = {}
        if kind == "country_treatment":
            details = {"group": "A:5", "countries": [pick(("JP", "CN"))]}
            details["operation"] = pick(("add", "add", "remove"))
        if kind == "listing_addition":
            details = {"parties": [{"name": pick("MN"), "country": "CN"}]}
        ref = pick((*(f"90 FR {n}" for n in range(6)), *(f"RIN {r}" for r in RINS), *NUMBERS))
        start = self.chance.randrange(30)
        return Claim(
            *(kind, pick(("done", "done", "announced", "planned", "scheduled", "denied"))),
            *(pick(("affirmed", "affirmed", "affirmed", "negated")), "words", start, start + 5),
            instrument=pick(NAMES) if some() < 0.6 else None,
            instrument_id=f"fr:{pick(NUMBERS)}" if some() < 0.2 else None,
            instrument_ref=ref if some() < 0.3 else None,
            actor=pick(("BIS", "Commerce", None)),
            date=str(self.day()) if some() < 0.8 else None,
            date_precision="day",
            rule="t",
            details=details,
        )

    def reading(self, wording: str) -> Reading:
        pick, some = self.chance.choice, self.chance.random
        mentions = [
            Mention("COMPANY", "Nvidia", 2, 4, {"name": "Nvidia", "ticker": "NVDA"}),
            Mention(
                *("THRESHOLD", f"{pick('12')} percent", 0, 9),
                {"comparator": ">=", "number": pick((1, 2)), "unit": "percent"},
            ),
            Mention("INSTRUMENT", "it", 0, 2, {"name": pick(NAMES), "id": f"fr:{pick(NUMBERS)}"}),
        ]
        parties = (Party(pick("MN"), "addition", 0, 5), Party("O", "removal", 5, 9))
        return Reading(
            *(wording, "test/1", some()),
            mentions=tuple(m for m in mentions if some() < 0.4),
            claims=tuple(self.claim() for _ in range(self.chance.randrange(4))),
            names=((pick(NAMES), pick((*NUMBERS, "90 FR 1", f"RIN {RINS[0]}"))),)
            if some() < 0.3
            else (),
            parties=parties if some() < 0.2 else (),
        )

    def step(self) -> None:
        """Something comes, is edited, is read again, or goes."""
        deed = self.chance.random()
        held_ = [r[0] for r in self.store.db.execute("SELECT id FROM wording ORDER BY 1")]
        if deed < 0.7 or not held_:
            self.come()
        elif deed < 0.9:
            reading = self.reading(self.chance.choice(held_))
            self.store.record_readings([reading], at(FIRST))
        else:
            self.go(self.chance.choice(held_))

    def come(self) -> None:
        self.count += 1
        document, seen = self.document(), self.day()
        capture = Capture(f"{self.count:064x}", "https://x.test", document.source, "p", at(seen))
        self.store.keep(capture)
        text = f"text {self.chance.randrange(5)} of {document.id}"
        draft = Draft(document, text, self.chance.choice(("page", "record")))
        self.store.record(next(self.store.unextracted()), [draft], "p/1")
        if self.chance.random() < 0.9:
            readings = [self.reading(t.id) for t in self.store.unread("test/1")]
            self.store.record_readings(readings, at(seen))

    def go(self, wording: str) -> None:
        """Nothing does this today; what is gone must not be held all the same."""
        db = self.store.db
        (row,) = db.execute("SELECT rowid FROM wording WHERE id = ?", (wording,)).fetchone()
        for table in ("mention", "claim", "defined_name", "party", "wording_text"):
            db.execute(f"DELETE FROM {table} WHERE wording = ?", (row,))
        db.execute("DELETE FROM change WHERE ?1 IN (from_wording, to_wording)", (wording,))
        db.execute("DELETE FROM wording WHERE rowid = ?", (row,))
