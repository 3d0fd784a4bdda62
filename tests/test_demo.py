"""The whole daily job, end to end, over real HTTP: what `ruletrail demo` leaves behind."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest

from crawler.demo import FILES, NotOurs, play
from store.database import Store
from tests.conftest import Ran, ruletrail

Demo = tuple[Path, Ran]
#: One worker plays the demo for all who look at it.
pytestmark = pytest.mark.xdist_group("demo")


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with Store(folder / "ruletrail.db", must_exist=True) as store:
        return store.ask(sql)[1]


def test_it_ends_well_and_says_announced_not_effected(played: Demo) -> None:
    folder, ran = played
    assert ran.code == 0, ran.err[-2000:]
    words = " ".join(ran.out.split())
    assert "rescission announced 2025-05-13, not effected (open " in words
    assert "In force; applicable since 2025-05-15; not enforced since 2025-05-13" in words
    assert "90 FR 4544" in words and "fr:2025-00636" in words
    assert "Traceback" not in ran.err
    for line in ran.out.splitlines():
        assert len(line) <= 80 or " " not in line.strip() or "ruletrail " in line, line
    assert {path.name for path in folder.iterdir()} >= {"ruletrail.db", *FILES}


def test_progress_is_a_line_a_step_in_a_log(played: Demo) -> None:
    _, ran = played
    assert "\r" not in ran.err and "\x1b" not in ran.err + ran.out
    assert len(ran.err.splitlines()) >= 3


def test_its_ledger_has_what_was_asked_for(played: Demo) -> None:
    folder, _ = played
    ((events,),) = rows(folder, "select count(*) from event_list")
    ((instruments,),) = rows(folder, "select count(*) from instrument_list")
    assert isinstance(events, int) and events >= 40
    assert isinstance(instruments, int) and instruments >= 8
    sources = rows(folder, "select distinct source from document_list")
    assert {row[0] for row in sources} == {
        *("federal_register", "public_inspection", "bis_press", "commerce_news", "news"),
    }


def test_days_are_played_so_that_what_was_known_when_is_real(played: Demo) -> None:
    folder, _ = played
    days = rows(folder, "select distinct substr(first_seen, 1, 10) from document_list order by 1")
    assert len(days) >= 25
    assert str(days[0][0]) >= "2025-01-10" and str(days[-1][0]) <= "2026-11-20"
    # A page of Seoul bears the next day's date; Monday's issue is listed on Saturday.
    late = rows(
        folder,
        "select document from document_list where published > date(first_seen,"
        " iif(source = 'federal_register', '+3 days', '+1 day'))",
    )
    assert late == []
    ((known,),) = rows(
        folder,
        "select min(first_known) from event_list where instrument = 'fr:2025-00636'"
        " and type = 'rescission' and modality = 'announced'",
    )
    assert known == "2025-05-13"


def test_what_goes_out_can_be_read_by_what_reads_it(played: Demo) -> None:
    folder, _ = played
    calendar = icalendar.Calendar.from_ical((folder / "deadlines.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) >= 3
    feed = ElementTree.fromstring((folder / "events.atom").read_bytes())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) >= 20
    mail = message_from_bytes((folder / "digest.eml").read_bytes(), policy=policy.default)  # type: ignore[arg-type]
    assert isinstance(mail, EmailMessage)
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html is not None and text is not None
    assert text.get_content().split() == (folder / "digest.txt").read_text().split()
    assert "<script" not in html.get_content()
    assert len((folder / "digest.txt").read_text()) > 500


def test_every_quote_stands_in_the_bytes(played: Demo) -> None:
    folder, _ = played
    ran = ruletrail("verify", "--database", str(folder / "ruletrail.db"), cwd=folder)
    assert ran.code == 0, ran.out[-2000:]
    assert "none failed" in ran.out


def test_another_reading_changes_nothing(played: Demo, tmp_path: Path) -> None:
    folder, _ = played
    copy = tmp_path / "b.tar"
    database = ("--database", str(folder / "ruletrail.db"))
    assert ruletrail("backup", str(copy), *database, cwd=tmp_path).code == 0
    assert ruletrail("restore", str(copy), cwd=tmp_path).code == 0
    everything = "select * from status_interval order by 1, 2, 3, 4, 5, 6, 7"
    before = rows(tmp_path, everything)
    assert ruletrail("read", cwd=tmp_path).code == 0
    ran = ruletrail("rebuild", cwd=tmp_path)
    ledger, last = ran.out.splitlines()
    assert ran.code == 0 and last.endswith("none changed"), ran.out
    assert re.fullmatch("ledger [0-9a-f]{64}, as before", ledger)
    assert rows(tmp_path, everything) == before


def test_a_rin_means_the_rule_and_no_notice_about_it(played: Demo, tmp_path: Path) -> None:
    folder, _ = played
    ran = ruletrail(
        "status", "RIN 0694-AJ90", "--database", str(folder / "ruletrail.db"), cwd=tmp_path
    )
    assert ran.out.startswith("AI Diffusion Rule\n"), ran


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text("mine")
    with pytest.raises(NotOurs, match=r"digest\.txt was not made by a demo"):
        play(tmp_path, tell=print, step=print)
    assert [path.name for path in tmp_path.iterdir()] == ["digest.txt"]


def test_a_demo_that_fails_leaves_the_last_one_standing(
    played: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = played
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}

    def broken(*_: object) -> None:
        raise RuntimeError("out of something")

    monkeypatch.setattr("crawler.daily.new_reader", broken)
    with pytest.raises(RuntimeError, match="out of something"):
        play(folder, tell=lambda _: None, step=lambda _: None)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert date.fromisoformat(str(rows(folder, "select max(first_known) from event_list")[0][0]))
