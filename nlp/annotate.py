"""The filter: one JSON document a line in, one JSON annotation a line out, in the same order.

`python -m nlp.annotate < IN > OUT` or `annotate(lines)`. A line that cannot be read gives
`{"id": ..., "error": ...}` in its place and the rest is done.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, BinaryIO

from nlp.in_order import in_order, lines_of
from nlp.reader import Reader
from store.model import KINDS, Claim, Link, Mention, Party, Reading, Text, TextualChange


class BadLine(ValueError):
    """A line that is no document; `id` is its id where it has one."""

    def __init__(self, message: str, id: Any = None) -> None:
        super().__init__(message)
        self.id = id


def annotate(lines: Iterable[str], jobs: int = 1) -> Iterator[tuple[str, bool]]:
    """For each line that is not blank, in order: (the JSON line to write, whether it was read).

    Memory does not grow with the number of lines; with `jobs` over 1 lines are read in that many
    processes and still come out in order.
    """
    wanted = (line for line in lines if line.strip())
    if jobs > 1:
        yield from in_order(wanted, _work, jobs, _reader)
        return
    reader = Reader()
    for line in wanted:
        yield annotate_line(line, reader)


def annotate_file(file: BinaryIO, jobs: int = 1) -> Iterator[tuple[str, bool]]:
    """As `annotate`, for the lines of an open file or pipe, each as it comes."""
    return annotate(lines_of(file), jobs)


def annotate_line(line: str, reader: Reader) -> tuple[str, bool]:
    """The annotation of one line, and whether the line could be read."""
    try:
        text, notes = parse(line)
    except BadLine as fault:
        known = fault.id if isinstance(fault.id, str | int) else None
        return _dumps({"id": known, "error": str(fault)}), False
    try:
        return _dumps(as_json(reader.read_one(text), notes)), True
    except Exception as fault:  # noqa: BLE001 -- told in its place: one text costs no other its own
        words = " ".join(str(fault).split())[:200]
        error = f"unexpected {type(fault).__name__} ({words})"
        return _dumps({"id": text.id, "error": error}), False


def parse(line: str) -> tuple[Text, list[str]]:
    """The document of a line, with notes on what was not understood. Raises BadLine."""
    try:
        row = json.loads(line.removeprefix("\ufeff"))  # as Windows begins a file
    except ValueError as fault:
        raise BadLine(f"not JSON: {fault}") from fault
    except RecursionError as fault:
        raise BadLine("not JSON: nested too deep") from fault
    if not isinstance(row, dict):
        raise BadLine(f"expected an object, found {type(row).__name__}")
    id_ = row.get("id")
    if not isinstance(id_, str):
        raise BadLine('expected a string as "id"' if id_ is not None else 'no "id"', id_)
    if not isinstance(row.get("text"), str):
        raise BadLine(
            'no "text"' if row.get("text") is None else 'expected a string as "text"', id_
        )
    notes: list[str] = []
    kind = row.get("kind")
    if kind is not None and kind not in KINDS:
        notes.append(f"unknown kind {kind!r}, read as null")
        kind = None
    for name in ("title", "url"):
        if row.get(name) is not None and not isinstance(row[name], str):
            raise BadLine(f'expected a string as "{name}"', id_)
    stated = {} if row.get("stated") is None else row["stated"]
    if not isinstance(stated, dict):
        raise BadLine('expected an object as "stated"', id_)
    text = Text(
        id=id_,
        text=row["text"],
        title=row.get("title"),
        published=_day(row.get("published"), id_),
        kind=kind,
        url=row.get("url"),
        stated=stated,
    )
    return text, notes


def as_json(reading: Reading, notes: Iterable[str] = ()) -> dict[str, Any]:
    """A reading in the shape of the public interface; `notes` only where there are any."""
    out: dict[str, Any] = {
        "id": reading.id,
        "reader": reading.reader,
        "relevance": reading.relevance,
        "mentions": [_mention(m) for m in reading.mentions],
        "claims": [_claim(c) for c in reading.claims],
    }
    if reading.header:
        out["header"] = dict(reading.header)
    for name, found in (
        ("links", reading.links),
        ("changes", reading.changes),
        ("parties", reading.parties),
    ):
        if found:
            out[name] = [_shape(x) for x in found]
    if said := [*notes, *reading.notes]:
        out["notes"] = said
    return out


def _shape(x: Link | TextualChange | Party) -> dict[str, Any]:
    """A shape's fields by name, without those that the text leaves open."""
    return {k: str(v) if k == "date" else v for k, v in asdict(x).items() if v not in (None, ())}


def _mention(m: Mention) -> dict[str, Any]:
    return {
        "label": m.label,
        "quote": m.quote,
        "start": m.start,
        "end": m.end,
        "value": dict(m.value),
    }


def _claim(c: Claim) -> dict[str, Any]:
    out: dict[str, Any] = {
        "type": c.type,
        "modality": c.modality,
        "polarity": c.polarity,
        "instrument": c.instrument,
        "instrument_id": c.instrument_id,
        "actor": c.actor,
        "speaker": c.speaker,
        "date": c.date,
        "date_precision": c.date_precision,
        "date_basis": c.date_basis,
        "old_date": c.old_date,
        "role": c.role,
        "quote": c.quote,
        "start": c.start,
        "end": c.end,
        "rule": c.rule,
    }
    if c.instrument_ref:
        out["instrument_ref"] = c.instrument_ref
    if c.details:
        out["details"] = dict(c.details)
    return out


def _day(value: Any, id_: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as fault:
        raise BadLine(f'"published" is no ISO date: {value!r}', id_) from fault


def _dumps(body: dict[str, Any]) -> str:
    """JSON on one line; a lone surrogate, which UTF-8 cannot carry, is written as its escape."""
    line = json.dumps(body, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(body)
    return line


@functools.cache
def _reader() -> Reader:
    """The reader of this process, its rules compiled."""
    reader = Reader()
    reader.read_one(Text("", "BIS rescinded the AI Diffusion Rule."))
    return reader


def _work(lines: list[str]) -> list[tuple[str, bool]]:
    return [annotate_line(line, _reader()) for line in lines]


def write(lines: Iterable[tuple[str, bool]]) -> int:
    """Each line to standard output as soon as it is there; how many could not be read."""
    failed = 0
    for line, read in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        failed += not read
    return failed


def main() -> int:
    """Standard input to standard output; 1 where a line could not be read, or where it was cut."""
    try:
        return 1 if write(annotate_file(sys.stdin.buffer)) else 0
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
