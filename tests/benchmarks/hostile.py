"""Time against length, for every regular expression of the reader and for the reader itself.

    python -m tests.benchmarks.hostile [--reader | --expressions] [NAME ...]

Every expression that the reader's modules and rule files hold is run over texts made to hurt it
(see `hostile_texts`) of 62,000 to 1,000,000 characters. What is printed is the slope of the time
on the length, both as logarithms, over the three largest sizes: 1 is linear, 2 quadratic. A fault
is a slope over 1.25 where it costs anything, or more than two seconds for a million characters.

An expression is run as the reader runs it: those with marks by their `Seeker`, all others by
`finditer` over the whole text, though many only ever see a sentence or a caption.
"""

from __future__ import annotations

import argparse
import ast
import functools
import importlib
import inspect
import json
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, Final

import nlp
from nlp.landmarks import Landmarks, Seeker
from nlp.reader import Reader
from store.model import Text
from tests.benchmarks.figure import Figure
from tests.benchmarks.hostile_texts import COMMON, grown, pieces

SIZES: Final = (62_000, 125_000, 250_000, 500_000, 1_000_000)
STEEP: Final = 1.25
SLOW: Final = 2.0
#: Below this, in seconds for the largest text, a slope says nothing: it is the clock's.
CHEAP: Final = 0.05
#: A run of one expression or of the reader is given up after so many seconds.
GUARD: Final = 4.0
READER_GUARD: Final = 20.0
#: Sizes at which all texts are tried; those that grow too fast go on to `SIZES`.
_FIRST: Final = (4_000, 16_000)
Run = Callable[[str], object]


class _Late(Exception):
    """The time given is over."""


def expressions() -> dict[str, Seeker | re.Pattern[str]]:
    """Every expression that a module of the reader holds, by where it is held."""
    out: dict[str, Seeker | re.Pattern[str]] = {}
    seen: set[tuple[str, int]] = set()
    for found in pkgutil.walk_packages(nlp.__path__, "nlp."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("__") or inspect.ismodule(value) or inspect.isclass(value):
                continue
            if isinstance(value, functools._lru_cache_wrapper):
                if inspect.signature(value).parameters or value.__module__ != found.name:
                    continue
                value = value()
            short = found.name.removeprefix("nlp.")
            for where, held in _held(value, f"{short}.{name}", 0):
                regex = held.regex if isinstance(held, Seeker) else held
                key = (regex.pattern, regex.flags)
                if key not in seen or (isinstance(held, Seeker) and held.marks):
                    seen.add(key)
                    out.setdefault(where, held)
    for where, written in _inline():
        if (written.pattern, written.flags) not in seen:
            out[where] = written
    return _without_twins(out)


def _inline() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Expressions written where they are used: `re.search(r"...", text)`."""
    for path in sorted(Path(nlp.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(str(text)), *_]
                ):
                    where = path.relative_to(nlp.__path__[0]).with_suffix("").as_posix()
                    yield f"{where.replace('/', '.')}:{node.lineno}", re.compile(text)


def _held(value: Any, where: str, depth: int) -> Iterator[tuple[str, Seeker | re.Pattern[str]]]:
    if isinstance(value, Seeker):
        yield where, value
        for number, mark in enumerate((*value.marks, value.first)):
            if isinstance(mark, re.Pattern):
                yield f"{where}.mark{number}", mark
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield where, value
    elif depth < 6 and isinstance(value, dict):
        for key, item in value.items():
            yield from _held(item, f"{where}[{str(key)[:30]}]", depth + 1)
    elif depth < 6 and isinstance(value, tuple | list | frozenset | set):
        for number, item in enumerate(value):
            yield from _held(item, f"{where}[{number}]", depth + 1)
    elif depth < 6 and type(value).__module__.startswith(("nlp.", "store.")):
        label = _named(value)
        for name in getattr(type(value), "__slots__", ()) or vars(value):
            yield from _held(getattr(value, name, None), f"{where}{label}.{name}", depth + 1)


def _named(value: Any) -> str:
    rule = getattr(value, "rule", None) or getattr(value, "pattern", None)
    name = getattr(rule, "name", None)
    label = getattr(value, "label", None)
    return f"<{'/'.join(filter(None, (label, name)))}>" if isinstance(name, str) else ""


def _without_twins(
    found: dict[str, Seeker | re.Pattern[str]],
) -> dict[str, Seeker | re.Pattern[str]]:
    """Without the expressions that a `Seeker` with marks runs: the reader never runs them bare."""
    led = {
        (held.regex.pattern, held.regex.flags)
        for held in found.values()
        if isinstance(held, Seeker) and held.marks
    }
    return {
        where: held
        for where, held in found.items()
        if isinstance(held, Seeker) or (held.pattern, held.flags) not in led
    }


def run_of(held: Seeker | re.Pattern[str]) -> Run:
    """What the reader does with an expression, over a whole text."""
    if isinstance(held, re.Pattern):
        find = held.finditer
        return lambda text: sum(1 for _ in find(text))
    return lambda text: sum(1 for _ in held.matches(Landmarks(text)))


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Ends what runs inside after so many seconds, by `_Late`; expressions too can be ended."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(run: Run, text: str, guard: float = GUARD) -> float | None:
    """Processor seconds of a run, the better of two where it is short; None where it was ended."""
    best = math.inf
    for _ in range(2):
        began = time.process_time()
        try:
            with guarded(guard):
                run(text)
        except _Late:
            return None
        best = min(best, time.process_time() - began)
        if best > 0.2:
            break
    return best


def curve(
    run: Run, first: str, again: str, sizes: Sequence[int] = SIZES, guard: float = GUARD
) -> list[tuple[int, float | None]]:
    """Seconds for each size, up to the first that takes too long (None)."""
    out: list[tuple[int, float | None]] = []
    for size in sizes:
        out.append((size, seconds(run, grown(first, again, size), guard)))
        if out[-1][1] is None:
            break
    return out


def slope(points: Sequence[tuple[int, float | None]], last: int = 3) -> float:
    """The slope of log time on log length over the `last` sizes that were done."""
    done = [(math.log(n), math.log(max(t, 1e-6))) for n, t in points if t is not None][-last:]
    if len(done) < 2:
        return math.inf
    x, y = (sum(v) / len(done) for v in zip(*done, strict=True))
    over = sum((a - x) * (b - y) for a, b in done)
    return over / sum((a - x) ** 2 for a, b in done)


def worst(held: Seeker | re.Pattern[str]) -> dict[str, Any]:
    """The hostile text that costs an expression most, and the curve on it."""
    run = run_of(held)
    regex = held.regex if isinstance(held, Seeker) else held
    ranked: list[tuple[float, float, str, str]] = []
    for first, again in (*pieces(regex), *COMMON):
        short, long = (seconds(run, grown(first, again, n), 1.0) for n in _FIRST)
        if long is None or short is None:
            ranked.append((math.inf, math.inf, first, again))
            continue
        # what it would come to for the largest text, if it went on so
        power = max(1.0, math.log(max(long, 1e-6) / max(short, 1e-6), _FIRST[1] / _FIRST[0]))
        ranked.append((long * (SIZES[-1] / _FIRST[1]) ** power, power, first, again))
    _, _, first, again = max(ranked)
    points = curve(run, first, again)
    return _told(points) | {"regex": regex.pattern[:200], "first": first, "again": again[:200]}


def _told(points: Sequence[tuple[int, float | None]]) -> dict[str, Any]:
    steep, last = slope(points), points[-1][1]
    slow = last is None or last > SLOW
    bad = slow or (steep > STEEP and (last or 0) > CHEAP)
    return {
        "slope": round(steep, 2) if math.isfinite(steep) else None,
        "seconds": {str(n): None if t is None else round(t, 4) for n, t in points},
        "fault": bad,
    }


#: Texts for the whole reader: what is repeated.
TEXTS: Final = {
    "letters": "a",
    "blanks": " ",
    "line ends": "\n",
    "digits": "1",
    "brackets": "(",
    "quotes": "“",
    "stops": ". ",
    "capitals": "A ",
    "names": "Alpha Beta Gamma of Delta and ",
    "dates": "May 7, 2025 and ",
    "months": "January ",
    "money": "$1,000,000 million ",
    "citations": "15 CFR 744.11(a)(1), 744.12 and ",
    "entries": "U.S. Department of Commerce, ",
    "capital headings": "DATES: ",
    "captions": "DATES: This rule is effective May 7, 2025.\n\nSUMMARY: BIS is delaying it.\n\n",
    "instructions": "1. Section 744.11 is amended by removing “a” and adding in its place “b”.\n\n",
    "paragraphs": "(a) In general. The rule applies to all items.\n\n",
    "claims": "BIS rescinded the AI Diffusion Rule. ",
    "plans": "The rule will be rescinded by May. ",
    "table": "CHINA.....  Alpha Co., Ltd., a.k.a.,  For all items       Presumption of\n",
}


def reader_curves(sizes: Sequence[int] = SIZES, names: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The curve of `Reader().read_one` on each of `TEXTS`, as a rule and as news."""
    reader = Reader()
    out = []
    for name, again in TEXTS.items():
        for kind in ("rule", "news"):
            if names and name not in names:
                continue

            def run(text: str, kind: str = kind) -> object:
                return reader.read_one(Text("t", text, published=date(2025, 5, 8), kind=kind))

            run(again * 20)
            points = curve(run, "", again, sizes, READER_GUARD)
            out.append({"name": f"reader, {kind}: {name}"} | _told(points) | {"again": again})
    return out


def measure(
    data: Path | None = None, names: Sequence[str] = (), reader: bool = True
) -> list[dict[str, Any]]:
    """A row for each expression, the worst first, then the reader's; no data is wanted."""
    rows = [
        {"name": name} | worst(held)
        for name, held in expressions().items()
        if not names or any(part in name for part in names)
    ]
    rows.sort(key=lambda row: (not row["fault"], -(row["slope"] or 9)))
    return rows + (reader_curves() if reader else [])


def figures(data: Path | None = None) -> list[Figure]:
    """How many are faults, and the steepest and slowest of what is measured."""
    rows = measure()
    parts = (
        ("expressions", [r for r in rows if not r["name"].startswith("reader, ")]),
        (
            "the whole reader on hostile texts",
            [r for r in rows if r["name"].startswith("reader, ")],
        ),
    )
    return [
        Figure(
            *("hostile text", f"{name} ({len(of)}): linear to 1 MB, share"),
            sum(not r["fault"] for r in of) / len(of),
            "bundled",
            at_least=1.0,
            note="; ".join(r["name"] for r in of if r["fault"])[:300],
        )
        for name, of in parts
    ]


def main() -> int:
    """Print the rows as JSON, the faults first; 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hostile")
    parser.add_argument("names", nargs="*", help="only expressions with one of these in the name")
    parser.add_argument("--reader", action="store_true", help="only the whole reader")
    parser.add_argument("--expressions", action="store_true", help="only the expressions")
    asked = parser.parse_args()
    rows = (
        reader_curves(names=asked.names)
        if asked.reader
        else measure(names=asked.names, reader=not asked.expressions)
    )
    print(json.dumps(rows, indent=1, ensure_ascii=False))
    faults = sum(row["fault"] for row in rows)
    print(f"{len(rows)} curves, {faults} faults", file=sys.stderr)
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
