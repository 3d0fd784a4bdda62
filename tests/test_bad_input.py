"""Bad input gets one clear line and the right exit code, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.lock import Busy, lock
from store.database import Store
from store.model import Capture, Document, Draft
from tests.conftest import Ran

Run = Callable[..., Ran]
NOW = datetime(2025, 5, 13, 22, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A database with one document in it."""
    path = tmp_path / "ruletrail.db"
    with Store(path) as store:
        capture = Capture("0" * 64, "https://example.org/a", "news", "article", NOW)
        store.keep(capture)
        (pending,) = store.unextracted()
        document = Document(
            "news:x/a", "news", "news", 9, "X", url="https://example.org/a", title="A title"
        )
        store.record(pending, [Draft(document, "A title\n\nSome words.", "page")], "article/1")
    return path


def one_line(ran: Ran, code: int, *words: str) -> None:
    assert ran.code == code, ran
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert len(lines) == 1, ran.err
    for word in words:
        assert word in lines[0]
    assert ran.out == ""


def test_a_file_that_is_not_there(run: Run, kept: Path) -> None:
    one_line(run("ingest", "nothing.html"), 2, "nothing.html", "does not exist")
    one_line(run("annotate", "nothing.jsonl"), 2, "nothing.jsonl")
    one_line(run("restore", "nothing.tar"), 2, "nothing.tar", "does not exist")
    one_line(run("--config", "nothing.toml", "status"), 2, "nothing.toml", "ruletrail init")


def test_an_unknown_key_in_the_configuration(run: Run, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "ruletrail.toml").write_text("[crawl]\ndely = 1\n")
    one_line(run("status"), 2, "ruletrail.toml", "crawl.dely", "did you mean 'delay'")
    one_line(run("query", "--config", "ruletrail.toml", "select 1"), 2, "crawl.dely")


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("query", "select 1"),
        ("read",),
        ("search", "words"),
        ("run",),
        ("backup", "b.tar"),
    ],
)
def test_a_database_that_is_none_is_refused_and_left_alone(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are my notes, and no database.\n")
    before = path.read_bytes()
    ran = run(*arguments, "--database", "notes.db")
    one_line(ran, 2, "notes.db", "is not an SQLite database")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["notes.db"]


def test_another_programs_database_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE mine (x)")
    db.commit()
    db.close()
    one_line(run("status", "--database", "other.db"), 2, "other.db", "not one of Ruletrail's")
    db = sqlite3.connect(path)
    assert [row[0] for row in db.execute("SELECT name FROM sqlite_master")] == ["mine"]
    db.close()


def test_a_database_that_is_not_there_is_not_made_by_asking(run: Run, tmp_path: Path) -> None:
    for arguments in (("status",), ("query", "select 1"), ("timeline", "x"), ("verify",)):
        one_line(run(*arguments), 2, "ruletrail.db", "no such database", "ruletrail demo")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "delete from document",
        "drop table document",
        "insert into document values (1)",
        "update document set title = 'x'",
        "create table x (a)",
        "create temp table x as select 1",
        "attach 'other.db' as o",
        "with x as (select 1) delete from document",
        "pragma user_version = 7",
        "vacuum into 'copy.db'",
    ],
)
def test_sql_that_writes(run: Run, kept: Path, tmp_path: Path, sql: str) -> None:
    before = _contents(kept)
    ran = run("query", sql)
    assert ran.code == 2, ran
    assert len(ran.err.splitlines()) == 1
    assert _contents(kept) == before
    assert not (tmp_path / "other.db").exists() and not (tmp_path / "copy.db").exists()


def _contents(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    lines = list(db.iterdump())
    lines.append(str(db.execute("PRAGMA user_version").fetchone()))
    db.close()
    return lines


def test_sql_that_is_wrong(run: Run, kept: Path) -> None:
    one_line(run("query", "select * from nowhere"), 2, "no such table: nowhere")
    one_line(run("query", "selekt * frm x"), 2, "syntax error")
    one_line(run("query", "--csv", "--json", "select 1"), 2, "not both")


def test_names_that_nothing_has(run: Run, kept: Path) -> None:
    one_line(run("crawl", "bis_pres"), 2, "no source", "'bis_pres'", "did you mean 'bis_press'")
    one_line(run("status", "No Such Rule"), 2, "no instrument", "'No Such Rule'")
    one_line(run("timeline", "No Such Rule"), 2, "no instrument")
    one_line(run("explain", "fr:1"), 2, "fr:1", "no event and no document")
    one_line(run("dispute", "fr:1", "--because", "it is wrong"), 2, "no claim and no event")
    one_line(run("query", "eventz"), 2, "no question", "'eventz'")
    one_line(run("statsu"), 2, "No such command")


def test_days_that_are_none(run: Run, kept: Path) -> None:
    one_line(run("status", "--as-of", "2025-02-30"), 2, "'2025-02-30' is no date", "2025-05-13")
    one_line(run("search", "x", "--since", "May 13"), 2, "'May 13' is no date")
    one_line(run("ingest", "ruletrail.db", "--published", "soon"), 2, "'soon' is no date")
    one_line(
        run("crawl", "--since", "2025-02-01", "--until", "2025-01-01"),
        2,
        "--since 2025-02-01 is after --until 2025-01-01",
    )
    one_line(run("digest", "--since", "2025-02-01", "--on", "2025-01-01"), 2, "is after")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(run: Run, kept: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    one_line(run("calendar", "--out", "closed/d.ics"), 1, "closed/d.ics", "Permission denied")


def test_a_place_that_is_no_folder(run: Run, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for arguments in (
        ("calendar", "--out", "file/d.ics"),
        ("feed", "--out", "file/e.atom"),
        ("backup", "file/b.tar"),
        ("init", "--out", "file/ruletrail.toml"),
    ):
        ran = run(*arguments)
        assert ran.code in (1, 2) and len(ran.err.splitlines()) == 1, ran
        assert "file" in ran.err
    one_line(run("status", "--database", "no/where.db"), 2, "no/where.db")
    one_line(run("read", "--database", "no/where.db"), 2, "no/where.db", "does not exist")
    assert (tmp_path / "file").read_text() == "mine"


def test_mail_that_is_not_set_up(run: Run, kept: Path) -> None:
    one_line(run("digest", "--send"), 2, "no mail server", "[mail]")
    one_line(run("digest", "--to", "me@example.org"), 2, "no mail server")


def test_init_leaves_a_file_that_is_there(run: Run, tmp_path: Path) -> None:
    assert run("init").code == 0
    mine = tmp_path / "ruletrail.toml"
    mine.write_text(mine.read_text() + "# mine\n")
    before = mine.read_text()
    one_line(run("init"), 2, "ruletrail.toml", "is there already")
    assert mine.read_text() == before
    assert run("status", "--config", "ruletrail.toml").code == 2  # no database yet, but no bad key


def test_a_restore_never_writes_over_a_database(run: Run, kept: Path, tmp_path: Path) -> None:
    ran = run("backup", "b.tar")
    assert ran.code == 0, ran
    before = hashlib.sha256(kept.read_bytes()).hexdigest()
    one_line(run("restore", "b.tar"), 2, "ruletrail.db is there already")
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == before
    (tmp_path / "half.tar").write_bytes((tmp_path / "b.tar").read_bytes()[:700])
    one_line(run("restore", "half.tar", "--database", "new.db"), 2, "half.tar")
    (tmp_path / "text.tar").write_text("no tar")
    one_line(run("restore", "text.tar", "--database", "new.db"), 2, "text.tar")
    assert not (tmp_path / "new.db").exists() and not (tmp_path / "new.db.archive").exists()


def test_a_second_pass_is_told_who_is_at_work(run: Run, kept: Path) -> None:
    with lock(kept):
        one_line(run("read"), 1, "another pass is at work", f"process {os.getpid()}")
        with pytest.raises(Busy), lock(kept):
            pass
    with lock(kept):
        pass


def test_a_demo_does_not_touch_a_folder_that_is_not_its_own(run: Run, kept: Path) -> None:
    before = kept.read_bytes()
    one_line(run("demo", "--out", "."), 2, "ruletrail.db was not made by a demo")
    assert kept.read_bytes() == before
