"""What tests share: a command line that runs in a process of its own, as people run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

# A shell starts what runs in its background deaf to the terminal's interrupt, and its children too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it wrote where."""

    code: int
    out: str
    err: str


def ruletrail(*arguments: str, cwd: Path, stdin: str = "", timeout: float = 110) -> Ran:
    """Run `ruletrail ARGUMENTS` in `cwd`, 80 columns wide, without a terminal."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "crawler.cli", *arguments],
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Ran]:
    """`run("status", "--json")` in an empty folder of this test's own."""

    def here(*arguments: str, stdin: str = "") -> Ran:
        return ruletrail(*arguments, cwd=tmp_path, stdin=stdin)

    return here


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The folder that `ruletrail demo` filled, and what it said."""
    folder = tmp_path_factory.mktemp("demo")
    return folder / "demo", ruletrail("demo", cwd=folder)


@pytest.fixture(scope="session")
def demo(played: tuple[Path, Ran]) -> Path:
    """The folder that `ruletrail demo` filled: `ruletrail.db` and what goes out. Copy to change."""
    folder, ran = played
    assert ran.code == 0, ran.err
    return folder
