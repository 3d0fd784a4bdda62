"""A `read` that is killed loses nothing: begun again, it makes the same ledger."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from store.database import Store
from tests.conftest import ruletrail
from tests.replay import Replay, fingerprint, ledger
from tests.world import at

#: One worker plays the demo for all who look at it.
pytestmark = pytest.mark.xdist_group("demo")

#: Ends itself by SIGKILL where its second transaction is about to be committed: the first stands,
#: the second is whole and lost. Five readings a transaction, so that there are several.
DIES = """
import os, signal, sys
from sqlite_utils.utils import sqlite3
from crawler import cli
from store import readings
readings.BATCH, commits, connect = 5, [], sqlite3.connect
def told(sql):
    commits.extend([sql] if sql.startswith("COMMIT") else [])
    if len(commits) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
def watched(*given, **named):
    connection = connect(*given, **named)
    connection.set_trace_callback(told)
    return connection
sqlite3.connect = watched
sys.exit(cli.run(["read"]))
"""


CAPTURES = 12


@pytest.fixture(scope="module")
def unread(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some captures whose texts were neither taken out nor read."""
    folder = tmp_path_factory.mktemp("unread")
    with Store(folder / "ruletrail.db") as store:
        short = [c for c, drafts in Replay(demo).kept if sum(len(d.text) for d in drafts) < 3000]
        for capture in random.Random(1).sample(short, CAPTURES):
            store.keep(capture)
    shutil.copytree(demo / "ruletrail.db.archive", folder / "ruletrail.db.archive")
    return folder


@pytest.fixture(scope="module")
def uninterrupted(unread: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The ledger of one `read` that nothing stopped, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("uninterrupted") / "read"
    shutil.copytree(unread, folder)
    began = time.monotonic()
    ran = ruletrail("read", cwd=folder)
    assert ran.code == 0, ran
    return state(folder), time.monotonic() - began


def state(folder: Path) -> str:
    """The hash of a ledger as of one day, and of the readings that it is made from."""
    with Store(folder / "ruletrail.db", must_exist=True) as store:
        store.resolve(at(date(2026, 11, 20)))
        read = store.ask("SELECT * FROM mention_list ORDER BY 1, 2, 3, start, value")[1]
        claims = store.ask("SELECT * FROM claim_list ORDER BY claim")[1]
        return fingerprint({**ledger(store.db), "read": [repr(r) for r in (*read, *claims)]})


@pytest.mark.parametrize("seed", range(3))
def test_a_read_killed_at_any_moment_and_begun_again_makes_the_same_ledger(
    seed: int, unread: Path, uninterrupted: tuple[str, float], tmp_path: Path
) -> None:
    """Four kills of the command itself on one database, then a run to the end."""
    chance = random.Random(seed)
    folder = tmp_path / "read"
    shutil.copytree(unread, folder)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.cli", "read"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.3, 1) * uninterrupted[1])
        process.kill()
        process.wait()
    ran = ruletrail("read", cwd=folder)
    assert ran.code == 0, ran
    assert state(folder) == uninterrupted[0]


def test_a_read_killed_at_every_commit_makes_the_same_ledger(
    unread: Path, uninterrupted: tuple[str, float], tmp_path: Path
) -> None:
    folder = tmp_path / "read"
    shutil.copytree(unread, folder)
    died = []
    while not died or died[-1] == -signal.SIGKILL:
        ran = subprocess.run(
            [sys.executable, "-c", DIES], cwd=folder, capture_output=True, text=True, check=False
        )
        died.append(ran.returncode)
    assert died[-1] == 0, ran.stderr
    assert len(died) > CAPTURES, "each text taken out is a commit, and each five read"
    assert state(folder) == uninterrupted[0]
