"""The clock: what runs when is data, and what it runs are commands in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from crawler.config import Config, parse
from crawler.schedule import Job, Watch, command_line, jobs


def test_every_source_that_is_on_has_a_job_beside_reading_and_the_daily_pass() -> None:
    config = parse({"sources": {"news": {"enabled": False}, "bis_press": {"at": "7 9 * * mon"}}})
    planned = {job.name: job for job in jobs(config)}
    on = {f"crawl {name}" for name in config.sources if name != "news"}
    assert set(planned) == on | {"read", "run"}
    assert planned["crawl bis_press"] == Job(
        "crawl bis_press", "7 9 * * mon", ("crawl", "bis_press")
    )
    assert planned["run"].at == "30 6 * * *"


def test_every_rhythm_is_one_the_clock_understands_with_weekdays_by_name() -> None:
    for job in jobs(Config()):
        assert CronTrigger.from_crontab(job.at), job
        assert not any(letter.isdigit() for letter in job.at.split()[4]), job


def test_times_are_washingtons_in_winter_and_in_summer() -> None:
    zone = ZoneInfo(Config().watch.zone)
    trigger = CronTrigger.from_crontab("30 6 * * mon-fri", timezone=zone)
    winter = trigger.get_next_fire_time(None, datetime(2025, 1, 11, 12, tzinfo=UTC))  # a Saturday
    summer = trigger.get_next_fire_time(None, datetime(2025, 7, 5, 12, tzinfo=UTC))
    assert winter is not None and winter.astimezone(UTC).isoformat() == "2025-01-13T11:30:00+00:00"
    assert summer is not None and summer.astimezone(UTC).isoformat() == "2025-07-07T10:30:00+00:00"


def test_a_job_is_the_command_a_person_types(tmp_path: Path) -> None:
    config = Config(database=tmp_path / "r.db", path=tmp_path / "ruletrail.toml")
    line = command_line(config, Job("run", "30 6 * * *", ("run",)))
    assert line == [
        sys.executable,
        "-m",
        "crawler.cli",
        "run",
        "--database",
        str(tmp_path / "r.db"),
        "--config",
        str(tmp_path / "ruletrail.toml"),
    ]


def test_the_clock_has_one_worker_and_never_drops_a_job_for_being_late() -> None:
    clock = Watch(Config(), lambda _: None, [Job("x", "0 0 * * *", ("sources",))])._clock
    defaults = clock._job_defaults
    assert defaults["coalesce"] is True
    assert defaults["misfire_grace_time"] is None


def test_a_late_job_still_runs_and_its_exit_code_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    finished = threading.Event()

    def tell(line: str) -> None:
        told.append(line)
        if "exit code" in line or "done" in line:
            finished.set()

    config = Config(database=tmp_path / "none.db")
    watch = Watch(config, tell, [Job("bad", "0 0 1 1 *", ("status",))])
    job = watch._clock.get_jobs()[0]
    job.modify(next_run_time=datetime(2020, 1, 1, tzinfo=UTC))  # years late
    threading.Thread(target=lambda: (finished.wait(30), watch.stop()), daemon=True).start()
    watch.run()
    assert told == ["bad: started", "bad: ended with exit code 2"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watch_ends_clean_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", "watch"],
            cwd=tmp_path,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "80"},
        )
        try:
            until = time.monotonic() + 30
            while "Times are those of" not in log.read_text():
                assert process.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            time.sleep(1)
            process.send_signal(number)
            assert process.wait(20) == 0, log.read_text()
        finally:
            process.kill()
    words = log.read_text()
    assert "Traceback" not in words
    # a job may have fallen due in that second: it is asked to end, and says so after this
    assert "stopping" in words.splitlines()
