"""The README's commands, run: what it prints is what they print.

Blocks fenced as `console` hold `$ ruletrail ...` lines with their output; they are run in order,
in a folder with the demo's database. A line `...` stands for any lines. `make readme` writes what
the commands print now into the page.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ruletrail

pytestmark = pytest.mark.xdist_group("demo")
README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
REST = "..."
HASH = re.compile(r"\b[0-9a-f]{64}\b|(?<=reader )[0-9a-f]{12}\b")


def blocks(page: str) -> list[tuple[str, list[str]]]:
    """(command, lines of output) of every `$ ruletrail` line in a console block."""
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    return found


def printed(command: str, folder: Path) -> tuple[int, list[str]]:
    """The exit code and the lines that a command writes, the replica's port made one."""
    name, *arguments = shlex.split(command)
    assert name == "ruletrail", command
    ran = ruletrail(*arguments, cwd=folder)
    return ran.code, re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8000", ran.out + ran.err).splitlines()


def fits(want: list[str], got: list[str]) -> bool:
    """Whether the output is what the page shows, with `...` for any lines."""
    pattern = "\n".join(".*" if line == REST else re.escape(plain(line)) for line in want)
    return re.fullmatch(pattern, "\n".join(plain(line) for line in got), re.S) is not None


def plain(line: str) -> str:
    """A line without what differs from machine to machine: hashes of pages that name the port,
    and the reader's fingerprint, which every change of a rule moves."""
    return HASH.sub("HASH", line).rstrip()


def test_every_command_of_the_page_prints_what_the_page_shows(demo: Path, tmp_path: Path):
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    commands = blocks(README.read_text(encoding="utf-8"))
    assert len(commands) >= 8
    for command, want in commands:
        code, got = printed(command, tmp_path)
        assert code == 0, (command, got)
        assert fits(want, got), f"$ {command}\n" + "\n".join(got)


@pytest.mark.parametrize(
    ("want", "got", "same"),
    [
        (["a", "b"], ["a", "b "], True),
        (["a", "..."], ["a", "b", "c"], True),
        (["a"], ["b"], False),
        (["a.c"], ["abc"], False),
        (["of " + "a" * 64], ["of " + "b" * 64], True),
        (["rule x; reader " + "a" * 12], ["rule y; reader " + "b" * 12], False),
    ],
)
def test_dots_stand_for_any_lines_and_nothing_else_does(want, got, same):
    assert fits(want, got) is same


def test_pictures_and_files_named_on_the_page_exist():
    page = README.read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!https?:|#)([^)]+)\)", page)
    assert named and all((README.parent / name).exists() for name in named)


def rewrite(folder: Path) -> None:
    """Put what the commands print now under each command; lines after a `...` stay left out."""
    page = README.read_text(encoding="utf-8")
    for block in BLOCK.findall(page):
        out: list[str] = []
        for command, want in blocks(f"```console\n{block}```"):
            code, got = printed(command, folder)
            assert code == 0, (command, got)
            if REST in want:
                got = [*got[: want.index(REST)], REST]
            out += [f"$ {command}", *(line.rstrip() for line in got)]
        page = page.replace(block, "\n".join(out) + "\n")
    README.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        shutil.copytree(sys.argv[1], made, dirs_exist_ok=True)
        rewrite(Path(made))
