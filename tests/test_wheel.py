"""The wheel carries everything: it is built, installed into an empty environment and run there.

The environment sees the libraries of the present one through a path file, so that nothing is
downloaded; Ruletrail itself comes from the wheel, and the tests run outside the checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("crawler", "nlp", "store")
NOT_DATA = {".py", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what the repository would hold."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for room in ROOMS:
        shutil.copytree(ROOT / room, source / room, ignore=ignored)
    for file in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / file, source / file)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (built,) = (folder / "dist").glob("ruletrail-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of an environment with the wheel in it, and this one's libraries."""
    home = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    scheme = {"base": str(home), "platbase": str(home)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install"]
    quietly = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, *quietly, str(wheel)], check=True, capture_output=True)
    # Path files among the libraries are not followed, so the checkout stays off the path.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def outside(bin_folder: Path, *arguments: str, cwd: Path, timeout: float = 60) -> tuple[int, str]:
    """Exit code and all output of the installed `ruletrail` in a folder outside the checkout."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        [str(bin_folder / "ruletrail"), *arguments],
        cwd=cwd,
        env={**clean, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    data = [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in NOT_DATA and "__pycache__" not in path.parts
    ]
    assert {Path(name).suffix for name in data} >= {".toml", ".sql", ".md", ".txt"}
    assert [name for name in data if name not in packed] == []
    modules = [
        p.relative_to(ROOT).as_posix() for room in ROOMS for p in (ROOT / room).rglob("*.py")
    ]
    assert [name for name in modules if name not in packed] == []
    assert not [name for name in packed if name.startswith("tests/")]
    assert any(name.endswith("/licenses/LICENSE") for name in packed)


def test_the_installed_command_is_the_wheels_own(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(installed / "python"), "-c", "import crawler, nlp, store; print(crawler.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)
    code, words = outside(installed, "--help", cwd=tmp_path)
    assert code == 0 and "Every day:" in words
    code, words = outside(installed, "--version", cwd=tmp_path)
    assert code == 0 and words.startswith("ruletrail, version ")


def test_init_read_status_and_questions_work_outside_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    assert outside(installed, "init", cwd=tmp_path)[0] == 0
    code, words = outside(installed, "read", cwd=tmp_path)
    assert code == 0, words
    code, words = outside(installed, "status", cwd=tmp_path)
    assert code == 0 and "Nothing was known" in words
    code, words = outside(installed, "query", cwd=tmp_path)
    assert code == 0 and len(words.splitlines()) >= 12, words


def test_the_demo_runs_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    code, words = outside(installed, "demo", "--out", "shown", cwd=tmp_path, timeout=115)
    assert code == 0, words[-2000:]
    assert "not effected" in words
    names = {path.name for path in (tmp_path / "shown").iterdir()}
    assert names >= {"ruletrail.db", "digest.html", "digest.eml", "deadlines.ics", "events.atom"}
