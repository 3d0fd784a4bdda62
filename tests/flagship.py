"""A small ledger for tests of what goes out: rules modelled on real ones, known day by day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from store.database import Store
from store.model import Capture, Claim, Document, Draft, Mention, Reading, Tally

DIFFUSION = {"instrument": "AI Diffusion Rule", "instrument_id": "fr:2025-00636"}
AFFILIATES = {"instrument": "Affiliates Rule", "instrument_ref": "90 FR 47201"}
HBM = {"instrument": "Memory Reporting Rule", "instrument_id": "fr:2025-03333"}
SOURCES = ("bis_press", "federal_register", "news", "public_inspection")


def at(day: str, hour: int = 22) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def say(
    type_: str,
    modality: str,
    day: str | None,
    quote: str,
    polarity: str = "affirmed",
    details: dict[str, Any] | None = None,
    **more: Any,
) -> Claim:
    precision: Any = {10: "day", 7: "month", None: "unknown"}[len(day) if day else None]
    return Claim(
        type_, modality, polarity, quote, 0, len(quote), date=day, date_precision=precision,
        rule="t", details=details or {}, **more,
    )  # fmt: skip


def put(
    store: Store,
    day: str,
    document: Document,
    *claims: Claim,
    text: str | None = None,
    mentions: Iterable[tuple[str, str, dict[str, Any]]] = (),
    relevance: float = 0.8,
) -> None:
    """A document as seen on a day, with what a reader found in it."""
    text = text or "\n\n".join(c.quote for c in claims) or document.id
    sha = hashlib.sha256(f"{document.id} {text}".encode(errors="replace")).hexdigest()
    store.keep(Capture(sha, f"https://x.test/{sha[:8]}", document.source, "plain", at(day)))
    store.record(next(store.unextracted()), [Draft(document, text, "page")], "plain/1")
    wording = next(t for t in store.unread("test/1"))
    placed = []
    for c in claims:
        start = max(0, text.find(c.quote))
        placed.append(Claim(**{**fields(c), "start": start, "end": start + len(c.quote)}))
    found = tuple(
        Mention(label, quote, text.find(quote), text.find(quote) + len(quote), value)
        for label, quote, value in mentions
    )
    store.record_readings([Reading(wording.id, "test/1", relevance, found, tuple(placed))], at(day))


def fields(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in Claim.__dataclass_fields__}


def register(
    number: str, published: str, title: str, fr: str | None = None, **more: Any
) -> Document:
    ids = {"fr_doc": (number,)} | ({"fr": (fr,)} if fr else {})
    return Document(
        f"fr:{number}", "federal_register", more.get("kind", "rule"), 2, "Federal Register",
        f"https://www.federalregister.test/d/{number}", title, date.fromisoformat(published), ids,
    )  # fmt: skip


def release(name: str, published: str, title: str | None = None) -> Document:
    return Document(
        f"bis:{name}", "bis_press", "release", 5, "Bureau of Industry and Security",
        f"https://www.bis.test/press-release/{name}", title or name, date.fromisoformat(published),
    )  # fmt: skip


def article(name: str, published: str, outlet: str, title: str | None = None) -> Document:
    return Document(
        f"news:{outlet}/{name}", "news", "news", 9, outlet, f"https://{outlet.lower()}.test/{name}",
        title or name, date.fromisoformat(published),
    )  # fmt: skip


def ran(store: Store, day: str, verdicts: dict[str, str] | None = None) -> None:
    """A pass over the sources on a day, all well but those named."""
    for source in SOURCES:
        verdict = (verdicts or {}).get(source, "ok")
        error = None if verdict in ("ok", "quiet") else f"{verdict}: 403 <b>Request Access</b>"
        run = store.start_run(source, "crawl", at(day, 21))
        tally = Tally(source, at(day, 21), at(day, 21) + timedelta(minutes=5), 3, 1)
        tally = Tally(source, tally.started, tally.finished, 3, 1, verdict=verdict, error=error)
        store.finish_run(run, tally)


def fill(store: Store) -> None:
    """The whole ledger, resolved: five rules from January 2025 to December 2025."""
    for source in SOURCES:
        store.declare_source(source, source, f"https://{source}.test", None, 400)
    for day in ("2025-01-15", "2025-05-08", "2025-05-13", "2025-05-14", "2025-06-18", "2025-11-12"):
        ran(store, day)
    put(
        store, "2025-01-15",
        register("2025-00636", "2025-01-15", "Framework for Artificial Intelligence Diffusion",
                 "90 FR 4544"),
        say("publication", "done", "2025-01-15", "publication_date: 2025-01-15", **DIFFUSION),
        say("entry_into_force", "done", "2025-01-13", "This rule is effective January 13. 2025.",
            **DIFFUSION),
        say("compliance", "scheduled", "2025-05-15", "The compliance date is May 15, 2025.",
            **DIFFUSION),
        mentions=[("THRESHOLD", "May 15", {"comparator": ">", "number": 1e26,
                                           "unit": "operations", "name": "training compute"})],
    )  # fmt: skip
    put(
        store, "2025-05-08", article("plans", "2025-05-07", "Wire", "US plans to rescind AI rule"),
        say("rescission", "planned", "2025-05-07",
            "A Commerce Department spokeswoman confirmed plans to rescind the rule.", **DIFFUSION),
    )  # fmt: skip
    put(
        store, "2025-05-13",
        release("rescission", "2025-05-13", "Department of Commerce Announces Rescission"),
        say("rescission", "announced", "2025-05-13",
            "BIS announced a rescission of the AI Diffusion Rule.", actor="BIS", **DIFFUSION),
        say("non_enforcement", "done", "2025-05-13",
            "Officials were instructed not to enforce it, Nvidia was told.", **DIFFUSION),
        mentions=[("COMPANY", "Nvidia", {"name": "Nvidia", "ticker": "NVDA"})],
    )  # fmt: skip
    for outlet in ("Gazette", "Ledger", "Post"):
        put(
            store, "2025-05-14", article("formally", "2025-05-13", outlet),
            say("rescission", "done", "2025-05-13",
                f"The rule was formally rescinded on Tuesday, {outlet} has learned.", **DIFFUSION),
        )  # fmt: skip
    put(
        store, "2025-05-14", article("announces", "2025-05-13", "Courier"),
        say("rescission", "announced", "2025-05-13", "It announced a rescission.", **DIFFUSION),
    )  # fmt: skip
    tart = article("tart", "2025-05-14", "Post", "A tart with cranberries")
    put(store, "2025-05-14", tart, relevance=0)
    fish = {"instrument": "Pacific Cod", "instrument_id": "fr:2025-99010"}
    put(
        store, "2025-05-14", register("2025-99010", "2025-05-14", "Fisheries Off Alaska"),
        say("entry_into_force", "scheduled", "2025-05-20", "Effective May 20, 2025.", **fish),
        relevance=0.2,
    )  # fmt: skip
    put(
        store, "2025-05-20",
        release("rescission", "2025-05-13", "Department of Commerce Announces Rescission"),
        say("rescission", "planned", "2025-05-13",
            "BIS initiated a rescission of the AI Diffusion Rule.", **DIFFUSION),
    )  # fmt: skip
    affiliates(store)
    others(store)
    store.resolve(at("2025-12-31"))


def affiliates(store: Store) -> None:
    title = "Expansion of End-User Controls To Cover Affiliates of Certain Listed Entities"
    put(
        store, "2025-09-30", register("2025-19001", "2025-09-30", title, "90 FR 47201"),
        say("publication", "done", "2025-09-30", "publication_date: 2025-09-30", **AFFILIATES),
        say("entry_into_force", "done", "2025-09-29", "Effective September 29, 2025.",
            **AFFILIATES),
    )  # fmt: skip
    put(
        store, "2025-11-12", register("2025-19846", "2025-11-12", "One-Year Suspension",
                                      "90 FR 50857"),
        say("suspension", "done", "2025-11-10", "It is suspended from November 10, 2025.",
            **AFFILIATES),
        say("suspension_end", "scheduled", "2026-11-09", "It ends on November 9, 2026.",
            **AFFILIATES),
    )  # fmt: skip


def others(store: Store) -> None:
    """A rule whose day moves, a proposal that is withdrawn, additions to the Entity List."""
    put(
        store, "2025-06-03", register("2025-03333", "2025-06-03", "Memory Reporting", "90 FR 9000"),
        say("entry_into_force", "scheduled", "2025-07-01", "Effective July 1, 2025.", **HBM),
        say("compliance", "scheduled", "2025-09", "Reports are due in September 2025.", **HBM),
    )  # fmt: skip
    put(
        store, "2025-06-18",
        register("2025-04444", "2025-06-18", "Memory Reporting; Delay", "90 FR 9500"),
        say("delay", "done", "2025-08-15", "The effective date is delayed to August 15, 2025.",
            old_date="2025-07-01", **HBM),
    )  # fmt: skip
    draft = {"instrument": "Cloud Reporting Proposal", "instrument_id": "fr:2025-05555"}
    put(
        store, "2025-06-10",
        register("2025-05555", "2025-06-10", "Cloud Reporting", "90 FR 9900", kind="proposed_rule"),
        say("proposal", "proposed", "2025-06-10", "BIS proposes reports.", **draft),
        say("comment_deadline", "scheduled", "2025-08-11", "Comments by August 11, 2025.", **draft),
    )  # fmt: skip
    put(
        store, "2025-07-01", register("2025-06666", "2025-07-01", "Cloud Reporting; Withdrawal"),
        say("withdrawal", "done", "2025-07-01", "The proposal is withdrawn.", **draft),
    )  # fmt: skip
    parties = [{"name": f"Party {n}", "country": "CN"} for n in range(12)]
    listing = {"instrument": "Entity List Additions", "instrument_id": "fr:2025-07777"}
    put(
        store, "2025-09-16", register("2025-07777", "2025-09-16", "Additions to the Entity List"),
        say("listing_addition", "done", "2025-09-16", "This rule adds 12 entities.",
            details={"parties": parties}, **listing),
    )  # fmt: skip
