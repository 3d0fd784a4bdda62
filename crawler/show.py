"""How results look on a terminal of 80 columns: tables, wrapped words, progress; and as data."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

import click

LINES: Final = 4  # of one cell; longer cells end in an ellipsis
SHORT: Final = 28  # a column up to this width is never wrapped
WORD: Final = 24  # the least room for a column that is
LONGEST: Final = 600  # of a value on lines of its own


def width() -> int:
    """Columns to write in: the terminal's, at most 100; 80 where there is none."""
    if sys.stdout.isatty():
        return max(40, min(100, shutil.get_terminal_size().columns))
    return int(os.environ.get("COLUMNS") or 80)


#: The query of a long address says nothing to a person.
TAIL: Final = re.compile(r"\?[^\s?]{40,}?(?=:?(?:\s|$))")


def briefly(text: str) -> str:
    """A note on one line, the long tails of addresses left out."""
    return TAIL.sub("?…", plain(text))


def plain(value: Any) -> str:
    """A value as words on one line; None is nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value).split())


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Aligned columns that fit the width.

    A long column is wrapped in its place; where there are several, they stand on lines of their
    own under each row; and where even the short ones have no room, each row is a block.
    """
    cells = [[plain(value) for value in row] for row in rows]
    natural = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    words = [
        max([len(name), *(len(word) for row in cells for word in row[i].split())])
        for i, name in enumerate(columns)
    ]
    short = [i for i, n in enumerate(natural) if n <= SHORT]
    long = [i for i, n in enumerate(natural) if n > SHORT]
    right = {i for i in short if all(isinstance(row[i], int | float | None) for row in rows)}
    room = width() - 2 * (len(columns) - 1)
    narrow = width() - 2 * (len(short) - 1) - sum(natural[i] for i in short)
    if sum(natural) <= room:
        widths = natural
    elif len(long) == 1 and narrow - 2 >= WORD:
        widths = [narrow - 2 if i in long else n for i, n in enumerate(natural)]
    elif len(short) > 1 and narrow >= 0:
        return _rows_with_lines(columns, cells, natural, short, long, right)
    elif sum(words) <= room and len(long) < 3:
        widths = _squeeze(natural, words, room)
    else:
        return "\n\n".join("\n".join(_lines(columns, row)) for row in cells)
    return "\n".join(_aligned(columns, cells, widths, right))


def _aligned(
    columns: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int], right: Set[int]
) -> Iterator[str]:
    yield _line(name.ljust(n) for name, n in zip(columns, widths, strict=True))
    yield _line("-" * n for n in widths)
    for row in cells:
        wrapped = [_cell(text, n) for text, n in zip(row, widths, strict=True)]
        for depth in range(max(len(w) for w in wrapped)):
            parts = [w[depth] if depth < len(w) else "" for w in wrapped]
            yield _line(
                part.rjust(n) if i in right else part.ljust(n)
                for i, (part, n) in enumerate(zip(parts, widths, strict=True))
            )


def _rows_with_lines(
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    natural: Sequence[int],
    short: Sequence[int],
    long: Sequence[int],
    right: Set[int],
) -> str:
    """Short columns aligned, the long ones as `name  value` under each row."""
    heads = list(
        _aligned(
            [columns[i] for i in short],
            [[row[i] for i in short] for row in cells],
            [natural[i] for i in short],
            {n for n, i in enumerate(short) if i in right},
        )
    )
    lines = heads[:2]
    for head, row in zip(heads[2:], cells, strict=True):
        lines.append(head)
        filled = [i for i in long if row[i]]
        lines += _lines([columns[i] for i in filled], [row[i] for i in filled], indent=2)
    return "\n".join(lines)


def _squeeze(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit: first the widest give way down to their longest word, then all of them."""
    widths = list(natural)
    while sum(widths) > room:
        slack = [i for i, n in enumerate(widths) if n > least[i]] or range(len(widths))
        widest = max(slack, key=lambda i: widths[i])
        widths[widest] -= 1
    return widths


def _cell(text: str, n: int) -> list[str]:
    lines = textwrap.wrap(text, n) or [""]
    if len(lines) > LINES:
        last = lines[LINES - 1]
        lines = [*lines[: LINES - 1], (last if len(last) < n else last[: n - 1]) + "…"]
    return lines


def _lines(names: Sequence[str], values: Sequence[str], indent: int = 0) -> Iterator[str]:
    margin = indent + max(map(len, names), default=0) + 2
    for name, value in zip(names, values, strict=True):
        first = (" " * indent + name).ljust(margin)
        yield wrap(cut(value, LONGEST) or "-", indent=" " * margin, first=first)


def _line(parts: Iterable[str]) -> str:
    return "  ".join(parts).rstrip()


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """Words wrapped to the width, every line indented (`first`: what the first line begins with).
    Addresses are never broken."""
    text = plain(text)
    return textwrap.fill(
        text,
        width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words="://" not in text,
        break_on_hyphens=False,
    )


def cut(text: str, length: int) -> str:
    """At most `length` characters, ending in an ellipsis where something is left out."""
    text = plain(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """RFC 4180 with a header; None is an empty field."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def as_json(value: Any) -> str:
    """Indented JSON with readable letters; days and moments in ISO."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "items"):
        return dict(value.items())
    raise TypeError(f"{type(value).__name__} is no JSON value")


class Progress:
    """Long work told on standard error: one moving line on a terminal, else a line per step.

    `step` is a finished thing worth a line in a log; `tick` only moves the line of a terminal.
    """

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()

    def step(self, text: str) -> None:
        """A step that is done."""
        click.echo(f"\r\x1b[K{text}" if self.live else text, err=True)

    def tick(self, text: str) -> None:
        """How far it is; nothing where nobody watches."""
        if self.live:
            room = shutil.get_terminal_size().columns - 1
            click.echo(f"\r\x1b[K{cut(text, room)}", err=True, nl=False)

    def clear(self) -> None:
        """Take the moving line away."""
        if self.live:
            click.echo("\r\x1b[K", err=True, nl=False)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress that leaves no half line behind, whatever happens."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.clear()
