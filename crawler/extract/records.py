"""JSON in the shapes that publishers and people write it: one value, an envelope, JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a part of a capture: what, where, and the words themselves. `lost` says
    that the part was not taken; otherwise it was, read as the message says."""

    message: str
    sample: str | None = None
    lost: bool = True


def parsed(raw: bytes | str) -> Any:
    """The JSON value; ValueError with one line where it is none (NaN and too deep among them)."""
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"broken JSON: {error.msg}, column {error.colno}") from None
    except UnicodeDecodeError:
        raise ValueError("broken JSON: not UTF-8") from None
    except RecursionError:
        raise ValueError("JSON nested too deeply") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"broken JSON: {name} is no JSON value")


def values(raw: bytes) -> Iterator[tuple[int, Any]]:
    """(line, value) of every JSON value: one whole value, or one a line. A Flaw for a bad one."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    lines = [(n, row) for n, row in enumerate(raw.split(b"\n"), 1) if row.strip()]
    if not lines:
        yield 1, Flaw("nothing in it")
        return
    if by_line([row for _, row in lines[:4]]):
        for number, row in lines:
            yield number, _value(row, number)
        return
    try:
        yield lines[0][0], json.loads(raw, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        sample = raw.split(b"\n")[error.lineno - 1][:200].decode(errors="replace")
        yield error.lineno, Flaw(f"line {error.lineno}: broken JSON: {error.msg}", sample)
    except (ValueError, RecursionError) as error:
        told = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)[:100]
        yield lines[0][0], Flaw(f"line {lines[0][0]}: broken JSON: {told}")


def _value(row: bytes, number: int) -> Any:
    try:
        return parsed(row)
    except ValueError as error:
        return Flaw(f"line {number}: {error}", row[:200].decode(errors="replace"))


def by_line(head: list[bytes]) -> bool:
    """Whether a file that starts with these lines holds one JSON object a line."""
    # A pretty-printed value opens on a line that is no value of its own; a broken line of a file
    # of JSON lines has neighbours that are.
    rows = [row.strip() for row in head if row.strip()]
    if len(rows) < 2 or rows[0].startswith(b"[") or rows[0].endswith((b"[", b"{", b",", b":")):
        return False
    for row in rows[:3]:
        if row.startswith(b"{") and row.endswith(b"}"):
            try:
                return isinstance(parsed(row), dict)
            except ValueError:
                continue
    return False
