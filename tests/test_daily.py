"""The pass of a day against the publishers in miniature: real HTTP, real files, real model."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.config import Config, parse
from crawler.daily import daily_pass, new_reader, read_unread
from crawler.lock import lock
from crawler.replica import LAST, Replica
from crawler.run import Crawler
from store.database import Store
from tests.conftest import ruletrail


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica() as served:
        yield served


@pytest.fixture
def config(replica: Replica, tmp_path: Path) -> Config:
    return replace(parse(replica.sources()), database=tmp_path / "ruletrail.db")


def evening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 22, tzinfo=UTC)


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = ("document", "wording", "mention", "claim", "event", "status", "promise", "deadline")
    return {
        name: [
            tuple(v for k, v in row.items() if k != "last_seen")
            for row in store.db.query(f"select * from {name} order by 1, 2, 3")
        ]
        for name in tables
    }


def test_a_blocked_source_stops_no_other_and_says_nothing_of_the_law(
    replica: Replica, config: Config
) -> None:
    replica.day = date(2025, 5, 14)
    replica.fault = ("bis", "blocked")
    heard: list[str] = []
    with Store(config.database) as store, Crawler(config) as crawler:
        reader = new_reader()
        now = evening(replica.day)
        result = daily_pass(store, config, now, crawler=crawler, reader=reader, tell=heard.append)
        assert [(t.source, t.verdict) for t in result.unwell] == [("bis_press", "blocked")]
        assert result.exit_code == 1
        assert {t.source for t in result.crawled if t.new} == {
            *("federal_register", "commerce_news", "news"),
        }
        assert result.read > 20 and result.resolved.events > 20
        assert heard[0] == "fetching 5 sources" and heard[-1] == "resolving"
        assert store.ask("select verdict from source_health where source = 'bis_press'")[1] == [
            ("blocked",)
        ]
        assert store.ask("select * from document_list where source = 'bis_press'")[1] == []

        replica.fault = None
        later = daily_pass(store, config, now, crawler=crawler, reader=reader)
        assert later.unwell == () and later.exit_code == 0
        found = store.ask("select count(*) from document_list where source = 'bis_press'")[1]
        assert found[0][0] > 0

        before = contents(store)
        again = daily_pass(store, config, now, crawler=crawler, reader=reader)
        assert again.read == 0 and again.exit_code == 0
        assert again.resolved.new_events == ()
        assert contents(store) == before

        replica.fault = ("*", "gone")
        gone = daily_pass(store, config, now, crawler=crawler, reader=reader)
        assert len(gone.unwell) == 5
        assert contents(store) == before


def test_reading_in_two_processes_finds_the_same(replica: Replica, tmp_path: Path) -> None:
    replica.day = date(2025, 5, 20)
    now = evening(replica.day)
    config = replace(parse(replica.sources()), database=tmp_path / "r.db")
    with Store(config.database) as store:
        daily_pass(store, config, now)
        alone = contents(store)
        assert alone["claim"]
        heard: list[str] = []
        count = read_unread(store, now, again=True, jobs=2, tell=heard.append)
        assert count == len(alone["wording"]) and heard[-1] == f"reading {count} of {count}"
        store.resolve(now)
        assert contents(store) == alone


def test_nothing_to_read_loads_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoModel:
        version = "tests/1"

        def read(self, texts: object) -> Iterator[object]:
            raise AssertionError("nothing is unread")

    with Store(tmp_path / "r.db") as store:
        assert read_unread(store, evening(LAST), reader=NoModel()) == 0  # type: ignore[arg-type]


def written(replica: Replica) -> str:
    """The replica's addresses as a person would write them in ruletrail.toml."""
    tables = replica.sources()
    lines = ["[crawl]", "delay = 0", "[digest]", 'out = "digests"', "days = 400"]
    for name, source in tables["sources"].items():
        lines.append(f"[sources.{name}]")
        plain = {key: value for key, value in source.items() if key != "feeds"}
        lines += [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
        for feed in source.get("feeds", ()):
            lines.append(f"[[sources.{name}.feeds]]")
            lines += [f"{key} = {json.dumps(value)}" for key, value in feed.items()]
    return "\n".join(lines) + "\n"


def test_run_is_one_pass_with_its_digest_as_cron_calls_it(replica: Replica, tmp_path: Path) -> None:
    replica.day = LAST
    (tmp_path / "ruletrail.toml").write_text(written(replica))
    first = ruletrail("run", cwd=tmp_path)
    assert first.code == 0, first.err
    lines = first.out.splitlines()
    assert [line.partition(":")[0] for line in lines[:5]] == [
        *("bis_press", "commerce_news", "federal_register", "news", "public_inspection"),
    ]
    assert " events on " in lines[5] and lines[6].startswith("digest: ")
    assert len(list((tmp_path / "digests").iterdir())) == 3
    second = ruletrail("run", cwd=tmp_path)
    assert second.code == 0, second.err
    assert "0 texts read" in second.out and "(0 new)" in second.out
    assert "digest: nothing new since" in second.out

    replica.fault = ("bis", "reshaped")
    third = ruletrail("run", cwd=tmp_path)
    assert third.code == 1
    (line,) = third.err.splitlines()
    assert line.startswith("ruletrail run: bis_press: shape changed: ")
    health = json.loads(ruletrail("sources", "--json", cwd=tmp_path).out)
    verdicts = {row["source"]: row["verdict"] for row in health}
    assert verdicts["bis_press"] == "shape_changed"
    assert set(verdicts.values()) <= {"ok", "quiet", "shape_changed"}


def test_two_runs_do_not_meet(replica: Replica, tmp_path: Path) -> None:
    (tmp_path / "ruletrail.toml").write_text(written(replica))
    with lock(tmp_path / "ruletrail.db"):
        ran = ruletrail("run", cwd=tmp_path)
    assert ran.code == 1 and ran.out == ""
    assert f"another pass is at work (process {os.getpid()})" in ran.err
    assert replica.asked == []


def test_crawl_takes_one_source_and_a_backfill(replica: Replica, tmp_path: Path) -> None:
    replica.day = LAST
    (tmp_path / "ruletrail.toml").write_text(written(replica))
    ran = ruletrail(
        *("crawl", "federal_register", "--since", "2025-01-10", "--until", "2025-01-20"),
        cwd=tmp_path,
    )
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) == 1 and ran.out.startswith("federal_register: ")
    found = ruletrail("query", "select document from document_list", "--csv", cwd=tmp_path).out
    assert "fr:2025-00636" in found
    assert all(row.startswith("fr:") for row in found.splitlines()[1:])
