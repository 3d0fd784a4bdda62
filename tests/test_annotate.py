"""The filter: one line out for each line in, in order, whatever the line."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path

import pytest

from nlp.annotate import annotate, annotate_file, annotate_line
from nlp.in_order import AHEAD, BATCH, in_order, lines_of
from nlp.reader import Reader
from store.model import Text

GOOD = {"id": "a", "text": "BIS rescinded the AI Diffusion Rule on May 7, 2026.", "kind": "news"}


def rows(*lines: object, jobs: int = 1) -> list[tuple[dict, bool]]:
    made = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [(json.loads(text), read) for text, read in annotate(made, jobs)]


def test_a_document_in_the_public_shape() -> None:
    ((row, read),) = rows({**GOOD, "published": "2026-05-08", "title": None, "more": [1]})
    assert read
    assert list(row) == ["id", "reader", "relevance", "mentions", "claims"]
    assert row["reader"] == Reader().version
    (claim,) = row["claims"]
    assert list(claim)[:16] == [
        *("type", "modality", "polarity", "instrument", "instrument_id", "actor", "speaker"),
        *("date", "date_precision", "date_basis", "old_date", "role", "quote", "start", "end"),
        "rule",
    ]
    assert (claim["type"], claim["modality"], claim["date"]) == ("rescission", "done", "2026-05-07")
    assert claim["instrument_id"] == "fr:2025-00636"
    for found in (*row["claims"], *row["mentions"]):
        assert GOOD["text"][found["start"] : found["end"]] == found["quote"]


def test_unknown_kind_is_read_as_null_with_a_note() -> None:
    ((row, read),) = rows({**GOOD, "kind": "tweet"})
    assert read
    assert row["notes"] == ["unknown kind 'tweet', read as null"]
    assert row["claims"]


def test_bad_lines_stand_in_their_places() -> None:
    got = rows(
        "{not json",
        "[1, 2]",
        {"text": "x"},
        {"id": 7, "text": "x"},
        {"id": "b"},
        {"id": "c", "text": 5},
        {"id": "d", "text": "x", "published": "someday"},
        {"id": "e", "text": "x", "stated": []},
        "[" * 100_000,
        "",
        GOOD,
    )
    assert [read for _, read in got] == [False] * 9 + [True]
    assert [row["id"] for row, _ in got] == [None, None, None, 7, "b", "c", "d", "e", None, "a"]
    assert got[1][0] == {"id": None, "error": "expected an object, found list"}
    assert got[2][0]["error"] == 'no "id"'
    assert got[6][0]["error"] == "\"published\" is no ISO date: 'someday'"
    assert got[7][0]["error"] == 'expected an object as "stated"'
    assert "nested too deep" in got[8][0]["error"] or "not JSON" in got[8][0]["error"]


def test_surrogates_and_long_text_pass() -> None:
    ((row, read),) = rows('{"id": "s", "text": "BIS \\ud800 rescinded the rule. \\u200b"}')
    assert read
    assert row["id"] == "s"


def test_lines_are_read_as_they_come() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield json.dumps(GOOD)

    assert len(list(islice(annotate(endless()), 3))) == 3


def test_jobs_keep_the_order() -> None:
    lines = [json.dumps({**GOOD, "id": str(n)}) for n in range(90)]
    lines[40] = "{"
    out = [(json.loads(text), read) for text, read in annotate(lines, jobs=2)]
    assert [row["id"] for row, _ in out] == [None if n == 40 else str(n) for n in range(90)]
    assert sum(not read for _, read in out) == 1


@pytest.mark.parametrize("jobs", [2, 3])
def test_jobs_change_no_byte(jobs: int) -> None:
    lines = [json.dumps({**GOOD, "id": str(n), "kind": "x" if n % 7 else None}) for n in range(70)]
    lines[::9] = ["{"] * len(lines[::9])
    assert list(annotate(lines, jobs)) == list(annotate(lines))


def test_an_id_that_is_none_is_not_repeated() -> None:
    got = rows('{"id": NaN}', {"id": {"a": 1}, "text": "x"}, '{"id": "\\ud800"}')
    assert [row["id"] for row, _ in got] == [None, None, "\ud800"]
    line, _ = annotate_line('{"id": "\\ud800"}', Reader())
    assert line.isascii()


def test_a_text_that_the_reader_stumbles_over_is_told_in_its_place() -> None:
    def stumble(text: Text) -> tuple[()]:
        raise KeyError("x" * 500)

    line, read = annotate_line(json.dumps(GOOD), Reader(stumble))
    assert not read
    row = json.loads(line)
    assert (row["id"], row["error"][:21]) == ("a", "unexpected KeyError (")
    assert len(row["error"]) < 250


def pipe(data: bytes) -> list[str]:
    out, into = os.pipe()
    with open(into, "wb") as file:  # noqa: PTH123 -- a descriptor, no path
        file.write(data)
    with open(out, "rb") as file:  # noqa: PTH123
        return list(lines_of(file))


@pytest.mark.parametrize(
    "data, lines",
    [
        (b"", []),
        (b"a\nb", ["a", "b"]),
        (b"a\r\n\nb\n", ["a\r", "", "b"]),
        (b"\xffa\n\xe2\x82\xac", ["\ufffda", "\u20ac"]),
        ("\u2028\x0b\x85\n".encode(), ["\u2028\x0b\x85"]),
    ],
)
def test_lines_end_at_a_line_feed_and_nowhere_else(data: bytes, lines: list[str]) -> None:
    assert pipe(data) == lines
    assert [line.removesuffix("\n") for line in lines_of(io.BytesIO(data))] == lines


def test_a_line_longer_than_what_is_read_at_once(tmp_path: Path) -> None:
    long = "€" * 100_000
    (tmp_path / "long").write_text(f"{long}\n{long}\n")
    with (tmp_path / "long").open("rb") as file:
        assert list(lines_of(file)) == [long, long]


def same(numbers: list[int]) -> list[int]:
    return numbers


def nothing() -> None:
    pass


def test_no_more_is_taken_than_can_be_worked_on() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        for number in count():
            taken = number
            yield number

    found = in_order(endless(), same, 2, nothing)
    assert list(islice(found, 500)) == list(range(500))
    assert taken < 500 + (AHEAD + 1) * 2 * BATCH + BATCH
    found.close()  # type: ignore[attr-defined]


def test_a_fault_of_the_items_comes_after_the_results() -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise OSError("gone")

    found = in_order(broken(), same, 2, nothing)
    assert list(islice(found, 3)) == [0, 1, 2]
    with pytest.raises(OSError, match="gone"):
        next(found)


COMMANDS = [
    pytest.param([sys.executable, "-m", "nlp.annotate"], id="module"),
    pytest.param([sys.executable, "-m", "crawler.cli", "annotate"], id="command"),
    pytest.param([sys.executable, "-m", "crawler.cli", "annotate", "--jobs", "2"], id="jobs"),
]
#: As a person's shell has it: Python holds back what it writes to a pipe.
PLAIN = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
LINE = json.dumps(GOOD).encode() + b"\n"


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=PLAIN,
        start_new_session=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_is_answered_before_the_next_one_comes(command: list[str]) -> None:
    with start(command) as process:
        assert process.stdin and process.stdout and process.stderr
        for _ in range(2):
            process.stdin.write(LINE)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == "a"
        process.stdin.close()
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")
        assert process.wait(30) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_has_seen_enough_is_no_crash(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(LINE * 2_000)
    with (tmp_path / "lines").open("rb") as lines:
        process = subprocess.Popen(
            command, stdin=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
        )
        with process:
            assert process.stdout and process.stderr
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(30) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_stopped_at_the_terminal(command: list[str]) -> None:
    with start(command) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(LINE)
        process.stdin.flush()
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells all processes
        assert process.wait(30) == 1
        told = process.stderr.read().decode().split()
        assert told == ([] if "nlp.annotate" in command else ["ruletrail:", "stopped"])


def test_progress_is_shown_to_a_terminal() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "crawler.cli", "annotate"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        out, _ = process.communicate(LINE + b"{\n", timeout=60)
    assert out.count(b"\n") == 2
    assert select.select([ours], [], [], 10)[0]
    shown = os.read(ours, 10_000)
    os.close(ours)
    os.close(theirs)
    assert b"2 lines, 1 bad" in shown
    assert shown.endswith(b"\r\x1b[K")


def test_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nlp.annotate"],
        input=json.dumps(GOOD) + "\n{\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["claims"]
    assert second["error"].startswith("not JSON")


def test_a_file_as_windows_begins_it_loses_no_line() -> None:
    (line, good), *rest = annotate_file(io.BytesIO(b"\xef\xbb\xbf" + LINE))
    assert good and not rest
    assert json.loads(line)["id"] == json.loads(LINE)["id"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The White House on Monday said it will rescind the AI Diffusion Rule.", None),
        ("Jane Doe said on Monday that BIS rescinded the AI Diffusion Rule.", "Jane Doe"),
    ],
)
def test_a_day_is_no_speaker(text: str, speaker: str | None) -> None:
    claims = Reader().read_one(Text("t", text, date(2026, 3, 10))).claims
    assert [c.speaker for c in claims] == [speaker]
