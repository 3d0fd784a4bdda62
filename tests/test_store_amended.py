"""What documents do to the text, to lists and to each other is kept with its place, and derived."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from store.connection import open_database
from store.database import Store
from store.model import Capture, Claim, Document, Draft, Link, Party, Reading, TextualChange
from store.schema import migrations

NOW = datetime(2025, 3, 25, 22, tzinfo=UTC)
TEXT = (
    "This rule is effective March 25, 2025. It corrects the rule at 90 FR 4544. Amend "
    "supplement no. 4 by adding Acme Test Works under CHINA. The countries are Japan."
)


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "ruletrail.db") as opened:
        yield opened


def rule(number: str, citation: str) -> Document:
    return Document(
        f"fr:{number}", "federal_register", "rule", 2, "Federal Register",
        f"https://fr.test/{number}", f"Rule {number}", date(2025, 3, 28),
        {"fr_doc": (number,), "fr": (citation,)},
    )  # fmt: skip


def keep(store: Store, document: Document, text: str = TEXT, form: str = "text") -> str:
    capture = Capture(
        f"{abs(hash((document.id, text))):064x}", f"https://x.test/{document.id}/{form}",
        document.source, "plain", NOW,
    )  # fmt: skip
    store.keep(capture)
    store.record(next(store.unextracted()), [Draft(document, text, form)], "plain/1")
    return next(store.unread("test/1")).id


def span(words: str) -> dict[str, int]:
    at = TEXT.index(words)
    return {"start": at, "end": at + len(words)}


def claim(type: str, quote: str, day: str, **details: object) -> Claim:
    return Claim(
        type, "done", "affirmed", quote, **span(quote), date=day, date_precision="day",
        instrument_id="fr:2025-05427", details=details,
    )  # fmt: skip


def reading(id: str, **more: object) -> Reading:
    return Reading(
        id, "test/1", 1.0,
        claims=(
            claim("entry_into_force", "This rule is effective March 25, 2025", "2025-03-25"),
            claim(
                "country_treatment", "The countries are Japan", "2025-03-25",
                group="A:5", countries=["JP"], operation="add",
            ),
        ),
        links=(Link("corrects", "90 FR 4544", **span("corrects the rule at 90 FR 4544")),),
        changes=(
            TextualChange(
                "add", "15 CFR 744 supp. 4", **span("Amend supplement no. 4"), instruction="2",
                new_text="Acme Test Works",
            ),
        ),
        parties=(
            Party(
                "Acme Test Works", "addition", **span("Acme Test Works"), country="CHINA",
                aliases=("ATW",), license_policy="Presumption of denial.",
            ),
        ),
        **more,
    )  # fmt: skip


def rows(store: Store, sql: str) -> list[tuple]:
    return [tuple(r) for r in store.ask(sql, {})[1]]


def test_links_changes_and_parties_are_kept_with_their_words(store: Store):
    keep(store, rule("2025-00636", "90 FR 4544"))
    store.record_readings([Reading(next(store.unread("test/1")).id, "test/1", 1.0)], NOW)
    store.record_readings([reading(keep(store, rule("2025-05427", "90 FR 14046")))], NOW)
    store.resolve(NOW)
    assert rows(store, "SELECT document, relation, ref, to_document, quote FROM link_list") == [
        ("fr:2025-05427", "corrects", "90 FR 4544", "fr:2025-00636",
         "corrects the rule at 90 FR 4544")
    ]  # fmt: skip
    assert rows(
        store,
        "SELECT cfr_path, operation, old_text, new_text, instruction FROM textual_change_list",
    ) == [("15 CFR 744 supp. 4", "add", None, "Acme Test Works", "2")]
    listed = rows(
        store,
        "SELECT party, action, country, date, list, aliases, license_policy FROM listing_list",
    )
    assert listed == [
        ("Acme Test Works", "addition", "CHINA", "2025-03-25", "Entity List", '["ATW"]',
         "Presumption of denial.")
    ]  # fmt: skip
    assert rows(store, "SELECT instrument, country, tier, valid_from, valid_to FROM tier_list") == [
        ("fr:2025-05427", "JP", "A:5", "2025-03-25", None)
    ]


def test_reading_again_replaces_what_was_found(store: Store):
    wording = keep(store, rule("2025-05427", "90 FR 14046"))
    store.record_readings([reading(wording)], NOW)
    store.record_readings([replace(reading(wording), links=(), parties=())], NOW)
    store.resolve(NOW)
    assert rows(store, "SELECT count(*) FROM link_list") == [(0,)]
    assert rows(store, "SELECT count(*) FROM textual_change_list") == [(1,)]
    assert rows(store, "SELECT count(*) FROM listing_list") == [(0,)]


def test_parties_told_in_prose_stand_in_until_the_list_is_read(store: Store):
    document = rule("2025-05427", "90 FR 14046")
    record = keep(store, document, form="record")
    told = claim(
        "listing_addition", "adding Acme Test Works", "2025-03-25",
        parties=[{"name": "Acme", "country": "China"}], list="Entity List",
    )  # fmt: skip
    store.record_readings([Reading(record, "test/1", 1.0, claims=(told,))], NOW)
    store.resolve(NOW)
    assert rows(store, "SELECT party FROM listing_list") == [("Acme",)]
    text = keep(store, document, TEXT + " ")
    store.record_readings([reading(text)], NOW)
    store.resolve(NOW)
    assert rows(store, "SELECT party FROM listing_list") == [("Acme Test Works",)]


def test_a_database_from_before_amendments_is_brought_forward(tmp_path: Path):
    path = tmp_path / "old.db"
    db = Database(path)
    migrations.apply(db, stop_before="what_documents_do_to_the_text")
    db.execute("CREATE VIEW listing_list AS SELECT document, party FROM listing")
    db["textual_change"].insert({"wording": 1, "operation": "add", "start": 0, "end": 1})
    db.close()
    opened = open_database(path)
    assert {"link", "party", "textual_change"} <= set(opened.table_names())
    assert "link_list" in opened.view_names()
    assert [c.name for c in opened["listing"].columns][-1] == "citation"
    assert json.loads(json.dumps(list(opened.query("SELECT * FROM listing_list")))) == []
    opened.close()


def test_rules_of_a_database_from_before_are_found_until_it_is_resolved_again(tmp_path: Path):
    path = tmp_path / "old.db"
    db = Database(path)
    migrations.apply(db, stop_before="what_is_new_since_the_last_resolution")
    db.execute("INSERT INTO instrument (id, name) VALUES ('fr:2025-00636', 'AI Diffusion Rule')")
    db.execute("INSERT INTO alias VALUES ('the AI Diffusion Rule', 'fr:2025-00636')")
    db.close()
    with Store(path) as opened:
        assert opened.find_instruments("ai diffusion rule") == [
            ("fr:2025-00636", "AI Diffusion Rule")
        ]
        opened.resolve(NOW)
        assert opened.find_instruments("ai diffusion rule") == []
