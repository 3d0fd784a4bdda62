"""The store takes in what comes, once, and the ledger answers for any two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from store.connection import open_database
from store.database import AskError, NewerDatabase, NotADatabase, Store, StoreError
from store.keeping import what_changed
from store.model import Capture, Claim, Document, Draft, Reading
from store.schema import migrations

SCHEMA = Path(__file__).parents[1] / "store" / "schema.sql"


def at(day: str, hour: int = 22) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def put(store: Store, day: str, document: Document, *claims: Claim, form: str = "page") -> str:
    """A document seen on a day, with the claims a reader found in it; its text is the quotes."""
    text = "\n\n".join(c.quote for c in claims) or document.id
    capture = Capture(
        f"{abs(hash((day, text))):064x}",
        f"https://x.test/{document.id}",
        document.source,
        "plain",
        at(day),
    )
    store.keep(capture)
    kept = next(store.unextracted())
    store.record(kept, [Draft(document, text, form)], "plain/1")
    wording = next(t for t in store.unread("test/1"))
    store.record_readings([Reading(wording.id, "test/1", 1.0, (), claims)], at(day))
    return wording.id


def fr(
    number: str, published: str, *, fr_: str | None = None, title: str | None = None, rank: int = 2
) -> Document:
    ids = {"fr_doc": (number,)} | ({"fr": (fr_,)} if fr_ else {})
    return Document(
        f"{'pi' if rank == 3 else 'fr'}:{number}",
        "federal_register",
        "rule",
        rank,
        "Federal Register",
        f"https://fr.test/{number}",
        title,
        date.fromisoformat(published),
        ids,
    )


def release(name: str, published: str, rank: int = 5, publisher: str = "BIS") -> Document:
    return Document(
        f"bis:{name}",
        "bis_press",
        "release",
        rank,
        publisher,
        f"https://bis.test/{name}",
        name,
        date.fromisoformat(published),
    )


def say(type_: str, modality: str, day: str | None, quote: str, **more: str) -> Claim:
    return Claim(
        type_,
        modality,
        more.pop("polarity", "affirmed"),
        quote,
        0,
        len(quote),
        date=day,
        date_precision="day" if day else "unknown",
        rule="t",
        **more,
    )  # type: ignore[arg-type]


DIFFUSION = {"instrument": "AI Diffusion Rule", "instrument_id": "fr:2025-00636"}
AFFILIATES = {"instrument": "Affiliates Rule", "instrument_ref": "90 FR 47201"}


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "r.db") as s:
        yield s


def contents(store: Store) -> dict[str, list]:
    tables = [t for t in store.db.table_names() if not t.startswith("wording_search")]
    return {t: sorted(store.db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in tables}


def diffusion(store: Store) -> None:
    put(
        store,
        "2025-01-15",
        fr(
            "2025-00636",
            "2025-01-15",
            fr_="90 FR 4544",
            title="Framework for Artificial Intelligence Diffusion",
        ),
        say("publication", "done", "2025-01-15", "publication_date: 2025-01-15", **DIFFUSION),
        say("entry_into_force", "done", "2025-01-13", "effective January 13. 2025", **DIFFUSION),
        say("compliance", "scheduled", "2025-05-15", "Compliance date: May 15, 2025", **DIFFUSION),
        form="record",
    )
    put(
        store,
        "2025-05-08",
        release("news-a", "2025-05-08", 9, "Wire"),
        say(
            "rescission",
            "planned",
            "2025-05-07",
            "Commerce confirmed plans to rescind",
            **DIFFUSION,
        ),
    )
    put(
        store,
        "2025-05-13",
        release("rescission", "2025-05-13"),
        say("rescission", "announced", "2025-05-13", "announced a rescission", **DIFFUSION),
        say("non_enforcement", "done", "2025-05-13", "instructed not to enforce", **DIFFUSION),
    )
    for n, outlet in enumerate(("Ledger", "Post", "Gazette")):
        put(
            store,
            "2025-05-14",
            release(f"press-{n}", "2025-05-14", 9, outlet),
            say("rescission", "done", "2025-05-13", f"formally rescinded ({outlet})", **DIFFUSION),
        )
    store.resolve(at("2026-11-20"))


def affiliates(store: Store) -> None:
    put(
        store,
        "2025-09-30",
        fr(
            "2025-19001",
            "2025-09-30",
            fr_="90 FR 47201",
            title="Expansion of End-User Controls To Cover Affiliates of Certain Listed Entities",
        ),
        say("publication", "done", "2025-09-30", "publication_date: 2025-09-30", **AFFILIATES),
        say("entry_into_force", "done", "2025-09-29", "effective September 29, 2025", **AFFILIATES),
        form="record",
    )
    put(
        store,
        "2025-11-01",
        release("fact-sheet", "2025-11-01", 6, "White House"),
        say(
            "suspension",
            "announced",
            "2025-11-10",
            "will suspend for one year from November 10",
            **AFFILIATES,
        ),
    )
    put(
        store,
        "2025-11-12",
        fr("2025-19846", "2025-11-12", fr_="90 FR 50857", title="One-Year Suspension"),
        say(
            "suspension", "done", "2025-11-10", "is suspended from November 10, 2025", **AFFILIATES
        ),
        say("suspension_end", "scheduled", "2026-11-09", "through November 9, 2026", **AFFILIATES),
        form="record",
    )
    store.resolve(at("2026-11-20"))


@pytest.mark.parametrize(
    ("as_of", "known", "headline"),
    [
        ("2025-01-14", "2025-01-14", None),
        ("2025-05-10", "2025-05-10", "In force; not yet applicable (from 2025-05-15)."),
        (
            "2025-05-14",
            "2025-05-14",
            "In force; not yet applicable (from 2025-05-15); not enforced since"
            " 2025-05-13 (announced); rescission announced 2025-05-13, not effected (open 1 day).",
        ),
        ("2025-06-01", "2025-05-12", "In force; applicable since 2025-05-15."),
        (
            "2026-05-28",
            "2026-05-28",
            "In force; applicable since 2025-05-15; not enforced since"
            " 2025-05-13 (announced); rescission announced 2025-05-13, not effected"
            " (open 380 days).",
        ),
    ],
)
def test_diffusion_rule_is_announced_not_effected(store, as_of, known, headline):
    diffusion(store)
    found = store.status("fr:2025-00636", date.fromisoformat(as_of), date.fromisoformat(known))
    assert found.headline == (headline or "Not in force.")


@pytest.mark.parametrize(
    ("as_of", "known", "headline", "applicability"),
    [
        ("2025-10-31", "2025-10-31", "In force; applicable since 2025-09-29.", "applicable"),
        (
            "2025-11-03",
            "2025-11-03",
            "In force; applicable since 2025-09-29; suspension announced"
            " 2025-11-01, not effected (open 2 days).",
            "applicable",
        ),
        (
            "2025-11-12",
            "2025-11-03",
            "In force; applicable since 2025-09-29; suspension announced"
            " 2025-11-01, not effected (open 11 days).",
            "applicable",
        ),
        ("2025-11-12", "2026-11-20", "In force; suspended 2025-11-10 to 2026-11-09.", "suspended"),
        (
            "2026-11-10",
            "2026-11-20",
            "In force; presumed applicable since 2026-11-10 (suspension ended, not confirmed).",
            "presumed_applicable",
        ),
    ],
)
def test_affiliates_rule_is_suspended_only_by_law(store, as_of, known, headline, applicability):
    affiliates(store)
    found = store.status("fr:2025-19001", date.fromisoformat(as_of), date.fromisoformat(known))
    assert (found.headline, found.axes["applicability"]) == (headline, applicability)


def test_a_plan_told_by_two_publishers_is_a_badge_until_the_actor_speaks(store):
    diffusion(store)

    def told(day: str) -> tuple[str, ...]:
        return store.status("fr:2025-00636", date.fromisoformat(day), date.fromisoformat(day)).flags

    assert told("2025-05-10") == ()
    put(
        store,
        "2025-05-09",
        release("news-b", "2025-05-09", 9, "Post"),
        say("rescission", "planned", "2025-05-07", "confirmed on Wednesday", **DIFFUSION),
    )
    store.resolve(at("2026-11-20"))
    assert told("2025-05-08") == ()
    assert told("2025-05-10") == ("rescission planned, 2025-05-07: 2 publishers",)
    assert told("2025-05-14") == ()


def test_thirty_outlets_are_one_event_and_the_verb_is_a_contradiction(store):
    diffusion(store)
    rows = store.ask(
        "SELECT event, modality, claims, sources FROM event_list"
        " WHERE type = 'rescission' ORDER BY date"
    )[1]
    assert [(r[1], r[2]) for r in rows] == [("planned", 1), ("announced", 4)]
    against = store.ask(
        "SELECT field, left_value, right_value, resolved_to FROM contradiction_list"
    )[1]
    assert against == [("modality", "announced", "done", "announced")] * 3


def test_a_promise_stays_open_until_the_law_keeps_it(store):
    diffusion(store)
    affiliates(store)
    rows = dict(store.ask("SELECT instrument || ' ' || type, state FROM promise_list")[1])
    assert rows == {
        "fr:2025-00636 rescission": "open",
        "fr:2025-19001 suspension": "kept",
        "fr:2025-19001 reimposition": "open",
    }


def test_press_alone_never_ends_a_rule(store):
    put(
        store,
        "2025-01-15",
        fr("2025-00636", "2025-01-15"),
        say("entry_into_force", "done", "2025-01-13", "effective January 13, 2025", **DIFFUSION),
        form="record",
    )
    for n, outlet in enumerate(("A", "B", "C")):
        put(
            store,
            "2025-05-14",
            release(f"p{n}", "2025-05-14", 9, outlet),
            say("rescission", "done", "2025-05-13", f"rescinded {outlet}", **DIFFUSION),
            say("suspension", "done", "2025-05-13", f"suspended {outlet}", **DIFFUSION),
        )
    store.resolve(at("2025-06-01"))
    found = store.status("fr:2025-00636", date(2025, 6, 1), date(2025, 6, 1))
    assert found.axes["force"] == "in_force" and found.axes["applicability"] == "applicable"
    assert found.promises == ()


def test_resolving_again_changes_nothing(store):
    diffusion(store)
    dump = contents(store)
    assert store.resolve(at("2026-11-20")).new_events == ()
    assert contents(store) == dump


def test_the_same_words_are_kept_once_and_edits_stand_beside(store):
    document = release("edited", "2025-05-13")
    texts = [
        "They initiated a rescission.",
        "They  initiated a\nrescission.",
        "They announced a rescission.",
    ]
    counts = []
    for n, text in enumerate(texts):
        store.keep(
            Capture(f"{n:064x}", "https://bis.test/edited", "bis_press", "plain", at("2025-05-13"))
        )
        counts.append(
            store.record(next(store.unextracted()), [Draft(document, text, "page")], "p/1")
        )
    assert [max(c, key=c.get) for c in counts] == ["new", "same", "changed"]
    assert store.ask("SELECT summary FROM change_list")[1] == [('"initiated" -> "announced"',)]
    assert store.ask("SELECT versions FROM document_list")[1] == [(2,)]


def test_a_day_told_later_for_the_same_words_has_them_read_again(store):
    undated = replace(release("late", "2025-05-13"), published=None)
    for n, document in enumerate((undated, release("late", "2025-05-13"), undated)):
        store.keep(
            Capture(
                f"{n:064x}", f"https://bis.test/late#{n}", "bis_press", "plain", at("2025-05-14")
            )
        )
        store.record(next(store.unextracted()), [Draft(document, "Today, words.", "page")], "p/1")
        texts = list(store.unread("test/1"))
        assert [t.published for t in texts] == [[None], [date(2025, 5, 13)], []][n]
        store.record_readings([Reading(t.id, "test/1", 0.0) for t in texts], at("2025-05-14"))


def test_search_finds_words_and_takes_any_input(store):
    diffusion(store)
    assert store.search("rescission")[0]["document"] == "bis:rescission"
    assert store.search('"unbalanced AND (') == []
    with pytest.raises(StoreError, match="at least one word"):
        store.search("  ")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("DELETE FROM event", "only reads"),
        ("CREATE TABLE x (y)", "only reads"),
        ("SELEC 1", "syntax error"),
        ("ATTACH 'other.db' AS o", "only reads"),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n",
            "seconds",
        ),
    ],
)
def test_questions_only_read(store, sql, words):
    diffusion(store)
    before = store.ask("SELECT count(*) FROM event_list")[1]
    with pytest.raises(AskError, match=words):
        store.ask(sql, seconds=0.2)
    assert store.ask("SELECT count(*) FROM event_list")[1] == before


def test_names_find_their_rule(store):
    diffusion(store)
    affiliates(store)
    for name in (
        "AI Diffusion Rule",
        "the ai diffusion rule",
        "90 FR 4544",
        "2025-00636",
        "Framework for Artificial Intelligence Diffusion",
        "diffusion rule",
    ):
        assert [i for i, _ in store.find_instruments(name)] == ["fr:2025-00636"], name
    assert len(store.find_instruments("rule")) == 2
    assert store.find_instruments("no such thing") == []


def test_an_objection_outlives_every_rebuild(store):
    diffusion(store)
    event = store.ask("SELECT event FROM event_list WHERE modality = 'announced'")[1][0][0]
    store.dispute(event, "the notice was never published", "counsel", at("2025-06-01"))
    store.resolve(at("2026-11-20"))
    assert store.explain(event)["objections"][0]["because"] == "the notice was never published"
    with pytest.raises(StoreError, match="no claim and no event"):
        store.dispute("nothing", "x", "me", at("2025-06-01"))


def test_what_is_no_database_is_left_alone(tmp_path: Path):
    text = tmp_path / "notes.db"
    text.write_text("dear diary, this is no database")
    with pytest.raises(NotADatabase, match="not an SQLite database"):
        Store(text)
    assert text.read_text() == "dear diary, this is no database"
    other = Database(tmp_path / "other.db")
    other["recipes"].insert({"id": 1})
    other.close()
    with pytest.raises(NotADatabase, match="not one of Ruletrail's"):
        Store(tmp_path / "other.db")
    with pytest.raises(NotADatabase, match="folder"):
        Store(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        Store(tmp_path / "no" / "such.db")


def test_a_newer_database_is_refused(tmp_path: Path):
    Store(tmp_path / "r.db").close()
    db = Database(tmp_path / "r.db")
    db["_sqlite_migrations"].insert(
        {"migration_set": "ruletrail", "name": "from_the_future", "applied_at": "2030-01-01"}
    )
    db.close()
    with pytest.raises(NewerDatabase, match="from_the_future"):
        Store(tmp_path / "r.db")


def test_schema_sql_is_what_the_migrations_make(tmp_path: Path):
    db = open_database(tmp_path / "r.db")
    assert db.schema.strip() == SCHEMA.read_text(encoding="utf-8").strip(), (
        "regenerate: python -m store.schema > store/schema.sql"
    )
    db.close()
    memory = Database(memory=True)
    migrations.apply(memory)
    assert not migrations.pending(memory)
    memory.close()


@given(st.text(alphabet="ab ", max_size=60), st.text(alphabet="ab ", max_size=60))
@settings(deadline=None, max_examples=60)
def test_changes_are_named_and_spacing_is_none(old: str, new: str):
    said = what_changed(old, new)
    assert (said == "spacing only") == (old.split() == new.split())
