"""Time against length, for every regular expression of the reader and for the reader itself.

    python -m tests.benchmarks.hostile [--reader | --expressions] [NAME ...]

Every expression that the reader's modules and rule files hold is run over texts made to hurt it
(see `hostile_texts`) of 62,000 to 1,000,000 characters. What is printed is the slope of the time
on the length, both as logarithms, over the three largest sizes: 1 is linear, 2 quadratic. A fault
is a slope over 1.25 where it costs anything, or more than five seconds of one expression for a
million characters (of the reader: twenty).

An expression is run as the reader runs it: patterns of entities by their marks, anchors and
windows; what only ever sees a sentence, or the words of one mention, over pieces of that length
(`SEES`); all others by `finditer` over the whole text. Sizes grow from small ones, and a run that
would take too long by what the last two took is not begun (None).
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
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, Final

import nlp
from nlp.landmarks import Landmarks, Seeker
from nlp.patterns import _Compiled, _fits, _matches
from nlp.plain import blotted
from nlp.reader import Reader
from store.model import Text
from tests.benchmarks.figure import Figure
from tests.benchmarks.hostile_texts import COMMON, grown, pieces

SIZES: Final = (62_000, 125_000, 250_000, 500_000, 1_000_000)
STEEP: Final = 1.25
SLOW: Final = 5.0
#: Below this, in seconds for the largest text, a slope says nothing: it is the clock's.
CHEAP: Final = 0.25
#: A run of one expression or of the reader is not begun, or given up, beyond so many seconds.
GUARD: Final = 6.0
READER_GUARD: Final = 20.0
#: Sizes on which every text is tried; the worst of them goes on to `SIZES`.
_FIRST: Final = (400, 1_600, 6_400)
#: What sees a sentence sees it without words that are longer than any.
TOLD: Final = (
    *("triggers.", "openings.", "governors.", "modality.", "attribution.", "when.", "settled."),
    *("claims.", "happenings.", "portraits.", "clauses.", "denials.", "unreal.", "sources."),
    *("nominals.", "telling.", "nonfinite.", "frames.", "carriers.", "told.", "nouns."),
)
#: What modules see: a sentence (`nlp.sentences.LONGEST`), a mention or what stands beside one.
SEES: Final = {
    **dict.fromkeys(TOLD, 4_000),
    # an ACTION line is refused beyond 200 characters; what stands before a day is 100 or 260
    **dict.fromkeys(("register.action", "company_words.", "amendments.places"), 200),
    # the words beside a name
    **dict.fromkeys(("companies.KIND_LEFT", "companies.HINT", "companies.LISTED"), 90),
    "captions.roles._TOPIC": 400,
    **dict.fromkeys(("captions.sentences._PREPOSITION", "captions.sentences._MIS"), 101),
    **dict.fromkeys(("captions.moved._PROVISION", "captions.moved:", "captions.roles:"), 260),
    **dict.fromkeys(("amendments.instructions._BETWEEN", "listings.entry"), 200),
    "listings.tables:": 40,
    "captions.": 4_000,
    **dict.fromkeys(("numbers", "dates_grammar", "dates_hit", "dates_partial"), 400),
    "dates_relative": 400,
    "forms": 100,
    "sentences._WORD": 24,
}
Run = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression and how the reader runs it over a text."""

    regex: re.Pattern[str]
    run: Run


class _Late(Exception):
    """The time given is over."""


def expressions() -> dict[str, Expression]:
    """Every expression that a module of the reader holds, by where it is held."""
    out: dict[str, Expression] = {}
    for where, held in _everything():
        if isinstance(held, re.Pattern):
            out[where] = Expression(held, _bare(held, where))
        elif isinstance(held, Seeker):
            out[where] = Expression(held.regex, _sought(held))
        else:
            out[where] = Expression(held.regex, _matched(held))
    return out


def _bare(regex: re.Pattern[str], where: str) -> Run:
    sees = next((n for start, n in SEES.items() if where.startswith(start)), None)

    def run(text: str) -> int:
        pieces = [text] if sees is None else map("".join, zip(*[iter(text)] * sees, strict=False))
        if where.startswith(TOLD):
            pieces = map(blotted, pieces)
        return sum(1 for piece in pieces for _ in regex.finditer(piece))

    return run


def _sought(seeker: Seeker) -> Run:
    return lambda text: sum(1 for _ in seeker.matches(Landmarks(text)))


def _matched(pattern: _Compiled) -> Run:
    return lambda text: sum(
        _fits(pattern, text, match) for match in _matches(pattern, Landmarks(text))
    )


Held = Seeker | re.Pattern[str] | _Compiled


def _everything() -> Iterator[tuple[str, Held]]:
    """What modules hold, then what is written inside them; no expression twice."""
    seen: set[tuple[str, int]] = set()
    late: list[tuple[str, re.Pattern[str]]] = []
    for where, held in _of_modules():
        regex = held if isinstance(held, re.Pattern) else held.regex
        if isinstance(held, re.Pattern):
            late.append((where, held))
        elif (regex.pattern, regex.flags) not in seen:
            seen.add((regex.pattern, regex.flags))
            yield where, held
    for where, regex in (*late, *_inline()):
        if (regex.pattern, regex.flags) not in seen:
            seen.add((regex.pattern, regex.flags))
            yield where, regex


def _of_modules() -> Iterator[tuple[str, Held]]:
    for found in pkgutil.walk_packages(nlp.__path__, "nlp."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.startswith("__") or inspect.ismodule(value) or inspect.isclass(value):
                continue
            if isinstance(value, functools._lru_cache_wrapper):
                if inspect.signature(value).parameters or value.__module__ != found.name:
                    continue
                value = value()
            yield from _held(value, f"{found.name.removeprefix('nlp.')}.{name}", 0)


def _inline() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Expressions written where they are used: `re.search(r"...", text)`."""
    for path in sorted(Path(nlp.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=attr),
                    args=[ast.Constant(str(text)), *_],
                ) if attr != "compile":
                    where = path.relative_to(nlp.__path__[0]).with_suffix("").as_posix()
                    yield f"{where.replace('/', '.')}:{node.lineno}", re.compile(text)


def _held(value: Any, where: str, depth: int) -> Iterator[tuple[str, Held]]:
    if isinstance(value, _Compiled):
        yield f"{value.label.lower()}/{value.rule.name}", value
    elif isinstance(value, Seeker):
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
        for name in getattr(type(value), "__slots__", ()) or vars(value):
            yield from _held(getattr(value, name, None), f"{where}.{name}", depth + 1)


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Ends what runs inside after so many seconds, by `_Late`; of an expression, one long match."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(run: Run, text: str, guard: float = GUARD) -> float | None:
    """Processor seconds of a run; None where it was ended."""
    began = time.process_time()
    try:
        with guarded(guard):
            run(text)
    except _Late:
        return None
    return time.process_time() - began


def curve(
    run: Run, first: str, again: str, sizes: Sequence[int] = SIZES, guard: float = GUARD
) -> list[tuple[int, float | None]]:
    """Seconds for each size, up to the first that takes too long or would (None)."""
    out: list[tuple[int, float | None]] = []
    begun = [n for n in (500, 1_000, 2_000, 4_000, 8_000, 16_000, 31_000) if n < sizes[0]]
    last = before = 0.0
    for size in (*begun, *sizes):
        took = None
        if last < 0.005 or last * min(16.0, max(2.0, last / max(before, 1e-6))) < guard:
            took = seconds(run, grown(first, again, size), guard)
        if size in sizes or took is None:
            out.append((size, took))
        if took is None:
            break
        before, last = last, took
    return out


def slope(points: Sequence[tuple[int, float | None]], last: int = 3) -> float:
    """The slope of log time on log length over the `last` sizes that were done."""
    done = [(math.log(n), math.log(max(t, 1e-6))) for n, t in points if t is not None][-last:]
    if len(done) < 2:
        return math.inf
    x, y = (sum(v) / len(done) for v in zip(*done, strict=True))
    over = sum((a - x) * (b - y) for a, b in done)
    return float(over / sum((a - x) ** 2 for a, b in done))


def worst(held: Expression) -> dict[str, Any]:
    """The hostile text that costs an expression most, and the curve on it."""
    ranked = [
        (foreseen(held.run, first, again), first, again)
        for first, again in (*pieces(held.regex), *COMMON)
    ]
    _, first, again = max(ranked)
    points = curve(held.run, first, again)
    told = _told(points)
    return told | {"regex": held.regex.pattern[:200], "first": first, "again": again[:200]}


def foreseen(run: Run, first: str, again: str) -> float:
    """What the largest text would take in seconds, if the time went on growing as on small ones."""
    points = curve(run, first, again, _FIRST, 0.5)
    last: float | None = points[-1][1]
    if last is None:
        return math.inf
    power = max(1.0, slope(points, 2))
    return last * math.exp(power * math.log(SIZES[-1] / _FIRST[-1]))


def _told(points: Sequence[tuple[int, float | None]], slow: float = SLOW) -> dict[str, Any]:
    steep, last = slope(points), points[-1][1]
    bad = last is None or last > slow or (steep > STEEP and (last or 0) > CHEAP)
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
            out.append(
                {"name": f"reader, {kind}: {name}"} | _told(points, READER_GUARD) | {"again": again}
            )
    return out


def measure(
    data: Path | None = None, names: Sequence[str] = (), reader: bool = True
) -> list[dict[str, Any]]:
    """A row for each expression, the worst first, then the reader's; no data is wanted."""
    rows = []
    for name, held in expressions().items():
        if not names or any(part in name for part in names):
            rows.append({"name": name} | worst(held))
            if rows[-1]["fault"]:
                print(f"{name}: {rows[-1]['seconds']}", file=sys.stderr, flush=True)
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
    print(json.dumps(rows, indent=1))
    faults = sum(row["fault"] for row in rows)
    print(f"{len(rows)} curves, {faults} faults", file=sys.stderr)
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
