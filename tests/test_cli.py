"""Every command that asks, on a small ledger with real bytes behind it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.cli import SECTIONS
from crawler.extract import extract_pending
from store.database import Store
from store.model import Capture, Claim, Reading
from tests.conftest import Ran, ruletrail

Run = Callable[..., Ran]

RULE = (
    "Framework for Artificial Intelligence Diffusion\n\n"
    "This rule is effective January 13, 2025.\n\n"
    "Compliance is required by May 15, 2025.\n"
)
RELEASE = (
    "Commerce Announces Rescission of the AI Diffusion Rule\n\n"
    "Today the Department announced a rescission of the AI Diffusion Rule.\n\n"
    "The Department directed that the rule will not be enforced.\n"
)
OTHER = "A second rule\n\nThe second AI rule was proposed on March 3, 2025.\n"


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T22:00:00+00:00").astimezone(UTC)


def claim(text: str, quote: str, type_: str, modality: str, day: str, **more: str) -> Claim:
    start = text.index(quote)
    given = {"instrument": "AI Diffusion Rule", "instrument_id": "fr:2025-00636", **more}
    return Claim(
        type_,
        modality,
        "affirmed",
        quote,
        start,
        start + len(quote),
        date=day,
        date_precision="day",
        date_basis="stated",
        date_text=day,
        rule="tests.pattern",
        **given,  # type: ignore[arg-type]
    )


def put(store: Store, day: str, name: str, raw: str, hints: dict[str, object]) -> str:
    archive = Archive(store.archive_path)
    sha = archive.put(raw.encode())
    url = f"https://example.org/{name}"
    source = str(hints.pop("source"))
    store.keep(Capture(sha, url, source, "plain", at(day), hints={**hints, "id": name, "url": url}))
    extract_pending(store, archive, at(day))
    (text,) = store.unread("tests/1")
    return text.id


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `ruletrail.db`: a rule, a release about it, and a rule with a similar name."""
    folder = tmp_path_factory.mktemp("ledger")
    agency = {"source": "bis_press", "publisher": "BIS", "kind": "release", "authority_rank": 5}
    register = {
        "source": "federal_register",
        "publisher": "Federal Register",
        "kind": "rule",
        "authority_rank": 2,
    }
    with Store(folder / "ruletrail.db") as store:
        wording = put(
            store, "2025-01-15", "fr:2025-00636", RULE, {**register, "published": "2025-01-15"}
        )
        in_force = claim(
            RULE,
            "This rule is effective January 13, 2025.",
            "entry_into_force",
            "done",
            "2025-01-13",
        )
        by = claim(
            RULE, "Compliance is required by May 15, 2025.", "compliance", "scheduled", "2025-05-15"
        )
        store.record_readings(
            [Reading(wording, "tests/1", 1.0, claims=(in_force, by))], at("2025-01-15")
        )
        wording = put(
            store, "2025-05-13", "bis:rescission", RELEASE, {**agency, "published": "2025-05-13"}
        )
        gone = claim(
            RELEASE,
            "Today the Department announced a rescission of the AI Diffusion Rule.",
            "rescission",
            "announced",
            "2025-05-13",
            actor="Commerce",
        )
        free = claim(
            RELEASE,
            "The Department directed that the rule will not be enforced.",
            "non_enforcement",
            "done",
            "2025-05-13",
            actor="Commerce",
        )
        store.record_readings(
            [Reading(wording, "tests/1", 1.0, claims=(gone, free))], at("2025-05-13")
        )
        wording = put(
            store, "2025-05-14", "fr:2025-09999", OTHER, {**register, "published": "2025-05-14"}
        )
        second = claim(
            OTHER,
            "The second AI rule was proposed on March 3, 2025.",
            "proposal",
            "done",
            "2025-03-03",
            instrument="Second AI Diffusion Proposal",
            instrument_id="fr:2025-09999",
        )
        store.record_readings(
            [Reading(wording, "tests/1", 1.0, claims=(second,))], at("2025-05-14")
        )
        store.resolve(at("2025-05-14"))
    return folder


@pytest.fixture
def ask(ledger: Path) -> Run:
    def here(*arguments: str, stdin: str = "") -> Ran:
        return ruletrail(*arguments, cwd=ledger, stdin=stdin)

    return here


def fits(ran: Ran) -> None:
    """Nothing but what cannot be broken (an id, an address) goes past 80 columns."""
    for line in ran.out.splitlines():
        assert len(line) <= 80 or " " not in line.strip(), line


def test_help_is_quick_and_loads_neither_scrapy_nor_spacy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom crawler.cli import run\ncode = run(['--help'])\n"
        "heavy = {'scrapy', 'spacy', 'trafilatura', 'twisted', 'apscheduler', 'rich', 'nlp',"
        " 'sqlite_utils', 'numpy', 'bs4', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_help_names_every_command_and_every_command_has_help(run: Run) -> None:
    words = run("--help").out
    for commands in SECTIONS.values():
        for command in commands:
            assert f"  {command.name} " in words
            assert command.help and command.get_short_help_str(200).endswith("."), command.name
    assert run("status", "-h").code == 0
    assert run().code == 2  # alone, the help and the code of wrong use


def test_only_what_works_is_a_command() -> None:
    names = {command.name for commands in SECTIONS.values() for command in commands}
    assert names.isdisjoint({"web", "prune", "backfill"})
    assert names >= {
        *("demo", "init", "run", "watch", "sources", "crawl", "ingest", "read", "annotate"),
        *("status", "timeline", "search", "explain", "dispute", "query", "digest", "calendar"),
        *("feed", "doctor", "verify", "rebuild", "backup", "restore"),
    }


def test_status_says_announced_and_not_effected_with_the_words(ask: Run) -> None:
    ran = ask("status", "AI Diffusion Rule", "--as-of", "2026-05-28", "--known-at", "2026-05-28")
    assert ran.code == 0 and ran.err == ""
    words = " ".join(ran.out.split())
    assert "In force; applicable since 2025-05-15; not enforced since 2025-05-13" in words
    assert "rescission announced 2025-05-13, not effected (open 380 days)" in words
    assert "“Today the Department announced a rescission of the AI Diffusion Rule.”" in words
    assert "BIS, 2025-05-13" in words
    fits(ran)


def test_status_as_json_has_the_promised_shape(ask: Run) -> None:
    ran = ask(
        *("status", "fr:2025-00636", "--json", "--as-of", "2026-05-28"),
        *("--known-at", "2026-05-28"),
    )
    found = json.loads(ran.out)
    assert found["instrument_id"] == "fr:2025-00636"
    assert (found["as_of"], found["known_at"]) == ("2026-05-28", "2026-05-28")
    assert set(found["axes"]) == {
        *("process", "force", "applicability", "enforcement", "oversight"),
    }
    assert found["axes"]["force"] == "in_force"
    (promise,) = found["promises"]
    assert promise == {
        "type": "rescission",
        "announced_on": "2025-05-13",
        "age_days": 380,
        "state": "open",
        **{
            k: v
            for k, v in promise.items()
            if k not in ("type", "announced_on", "age_days", "state")
        },
    }
    assert found["basis"] and all(isinstance(event, str) for event in found["basis"])


def test_nothing_asked_shows_the_help_as_it_is(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (2, "")
    assert ran.out == run("--help").out


@pytest.mark.parametrize("words", ['"', '""', "*", "()"])
def test_a_search_for_no_word_is_refused_in_a_line(ask: Run, words: str) -> None:
    ran = ask("search", words)
    assert (ran.code, ran.err) == (2, "ruletrail: search: give at least one word\n")


def test_what_was_known_before_the_announcement_says_nothing_of_it(ask: Run) -> None:
    ran = ask("status", "AI Diffusion Rule", "--as-of", "2025-05-13", "--known-at", "2025-05-12")
    assert ran.code == 0
    assert "rescission" not in ran.out.split("It rests on")[0]


def test_status_alone_lists_all(ask: Run) -> None:
    ran = ask("status")
    assert "(fr:2025-00636)" in ran.out and "(fr:2025-09999)" in ran.out
    assert len(json.loads(ask("status", "--json").out)) == 2
    early = ask("status", "--known-at", "2024-01-01")
    assert early.code == 0 and "Nothing was known on 2024-01-01" in early.out


def test_an_ambiguous_name_lists_the_candidates(ask: Run) -> None:
    ran = ask("timeline", "Diffusion")
    assert ran.code == 2 and ran.out == ""
    assert "'Diffusion' can be 2 instruments" in ran.err
    assert "fr:2025-00636" in ran.err and "fr:2025-09999" in ran.err


def test_an_unknown_name_is_offered_near_ones(ask: Run) -> None:
    ran = ask("status", "AI Difusion Rule")
    assert ran.code == 2
    assert "no instrument is called 'AI Difusion Rule'; near: AI Diffusion Rule" in ran.err


def test_timeline_tells_events_in_order_with_their_words(ask: Run) -> None:
    ran = ask("timeline", "AI Diffusion Rule")
    days = [line[:10] for line in ran.out.splitlines() if line[:4] == "2025"]
    assert days == sorted(days) and len(days) >= 3
    assert "“This rule is effective January 13, 2025.”" in ran.out
    fits(ran)
    rows = json.loads(ask("timeline", "AI Diffusion Rule", "--json").out)
    assert rows[0]["type"] == "entry_into_force"
    assert all(row["claims"][0]["quote"] for row in rows)


def test_search_shows_the_words(ask: Run) -> None:
    ran = ask("search", "announced", "rescission")
    assert "[rescission]" in ran.out and "https://example.org/bis:rescission" in ran.out
    fits(ran)
    assert json.loads(ask("search", "rescission", "--json", "--kind", "rule").out) == []
    assert "No document has these words." in ask("search", "zebra").out
    assert ask("search", 'odd "quote', "AND", "(").code == 0


def test_explain_goes_down_to_the_bytes(ask: Run, ledger: Path) -> None:
    rows = json.loads(ask("timeline", "AI Diffusion Rule", "--json").out)
    event = next(row for row in rows if row["type"] == "rescission")
    ran = ask("explain", event["event"])
    assert ran.code == 0
    for words in ("tests.pattern", "tests/1", "characters", event["claims"][0]["sha256"]):
        assert words in ran.out
    fits(ran)
    name = event["claims"][0]["document"]
    document = ask("explain", name)
    assert f"wording {name}#" in document.out and "plain/" in document.out
    assert json.loads(ask("explain", name, "--json").out)["claims"]


def test_query_aligns_wraps_and_exports(ask: Run) -> None:
    sql = "select event, headline, quote, date from event_list order by event"
    ran = ask("query", sql)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    rows = list(csv.DictReader(io.StringIO(ask("query", sql, "--csv").out)))
    data = json.loads(ask("query", sql, "--json").out)
    assert [r["event"] for r in rows] == [r["event"] for r in data] and len(data) >= 4
    assert ask("query", "select 1 as one where 0").out == "No rows (one).\n"
    assert ask("query", "--limit", "1", sql, "--csv").out.count("\n") == 2
    count = ask("query", "select count(*) from event_list")
    assert int(count.out.splitlines()[-1]) == len(data)


def test_query_alone_lists_the_questions_and_each_has_an_answer(ask: Run) -> None:
    listed = list(csv.DictReader(io.StringIO(ask("query", "--csv").out)))
    assert len(listed) >= 10
    assert all(row["question"] for row in listed)
    for row in listed:
        ran = ask("query", row["name"])
        assert ran.code == 0, (row["name"], ran.err)


def test_options_are_taken_before_and_after_the_command(ask: Run, ledger: Path) -> None:
    path = str(ledger / "ruletrail.db")
    elsewhere = ledger.parent
    before = ruletrail("--database", path, "status", cwd=elsewhere)
    after = ruletrail("status", "--database", path, cwd=elsewhere)
    assert before.code == after.code == 0
    assert before.out == after.out != ""


def test_the_configured_database_is_the_default(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "ruletrail.toml").write_text(f"database = {str(ledger / 'ruletrail.db')!r}\n")
    assert "fr:2025-00636" in ruletrail("status", cwd=tmp_path).out


def test_verify_finds_every_quote_and_says_when_one_is_lost(ledger: Path, tmp_path: Path) -> None:
    ran = ruletrail("verify", cwd=ledger)
    assert ran.code == 0, ran
    assert "5 quotes in 3 wordings from 3 captures: none failed" in ran.out
    assert ruletrail("backup", str(tmp_path / "b.tar"), cwd=ledger).code == 0
    assert ruletrail("restore", "b.tar", cwd=tmp_path).code == 0
    assert ruletrail("verify", cwd=tmp_path).code == 0
    sound = ruletrail("query", "select * from claim_list", "--csv", cwd=ledger).out
    assert ruletrail("query", "select * from claim_list", "--csv", cwd=tmp_path).out == sound
    with Store(tmp_path / "ruletrail.db") as store:
        store.db.execute("UPDATE claim SET start = start + 1 WHERE type = 'compliance'")
        sha = store.db.execute("SELECT sha256 FROM capture ORDER BY id DESC LIMIT 1").fetchone()[0]
        Archive(store.archive_path).place(sha).unlink()
    ran = ruletrail("verify", cwd=tmp_path)
    assert ran.code == 1
    assert "2 failed" in ran.out and "say otherwise" in ran.out and sha in ran.out


def test_an_objection_is_a_row_shown_beside_the_event(ledger: Path, tmp_path: Path) -> None:
    assert ruletrail("backup", str(tmp_path / "b.tar"), cwd=ledger).code == 0
    assert ruletrail("restore", "b.tar", cwd=tmp_path).code == 0
    rows = json.loads(ruletrail("timeline", "AI Diffusion Rule", "--json", cwd=tmp_path).out)
    event = rows[0]["event"]
    ran = ruletrail("dispute", event, "--because", "the date is wrong", "--by", "A", cwd=tmp_path)
    assert ran.code == 0 and f"objection 1 to {event} is recorded" in ran.out
    assert "the date is wrong" in ruletrail("explain", event, cwd=tmp_path).out


def test_an_unexpected_error_is_one_line_and_debug_shows_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ledger: Path
) -> None:
    from crawler import cli

    def broken(*_: object) -> None:
        raise KeyError("lost")

    monkeypatch.chdir(ledger)
    monkeypatch.setattr(Store, "search", broken)
    assert cli.run(["search", "x"]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1 and "unexpected KeyError" in err and "--debug" in err
    assert cli.run(["search", "x", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error_with_words(ledger: Path) -> None:
    command = f"{sys.executable} -m crawler.cli timeline 'AI Diffusion Rule' --json | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ledger,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert done.stderr == ""


def test_annotate_is_a_filter_that_answers_every_line_in_order(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": "BIS announced a rescission of the AI Diffusion Rule."}),
        "{broken",
        json.dumps({"id": "c", "text": "Nothing to see."}),
    ]
    ran = run("annotate", stdin="\n".join(lines) + "\n")
    assert ran.code == 1 and ran.err == ""
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["id"] for row in found] == ["a", None, "c"]
    assert "error" in found[1] and "claims" in found[0] and "claims" in found[2]
    (tmp_path / "good.jsonl").write_text(lines[0] + "\n")
    assert run("annotate", "good.jsonl").code == 0
    assert list(tmp_path.glob("*.db")) == []


def test_demo_that_is_stopped_ends_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "demo"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    first = process.stderr.readline()
    process.terminate()
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1 and out == ""
    assert "days, from 2025-01-10" in first and err.splitlines()[-1] == "ruletrail: stopped"
    assert "Traceback" not in err
    assert list((tmp_path / "demo").iterdir()) == []
