"""`make bench`: every figure of the README, measured, each beside a peer in the same run.

    python -m tests.benchmarks [NAME ...] [--data DIR] [--lower REASON]

Writes REPORT.md and figures.json beside this file, and the table in the README, which leaves
details to the report. Scores below their floors end the run with 1; `--lower REASON` lets them, and
writes the reason into the report. Curves on hostile texts are apart (`python -m
tests.benchmarks.hostile`): they take some ten minutes.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests.benchmarks.figure import Figure, as_rows, fallen, raise_floors, table

HERE: Final = Path(__file__).parent
README: Final = HERE.parents[1] / "README.md"
RECORDS: Final = HERE.parents[2] / "shared" / "data"
#: Each module has `figures(data)`; the order is the report's. Peers only where `make peers` was;
#: before `speed` nothing may load the model: a new process counts its parent's memory as its peak.
MODULES: Final = (
    "captions", "event_types", "listings", "amendments", "claims", "articles", "speed",
    "news_speed", "peers",
)  # fmt: skip
_IN_README: Final = re.compile(r"(?<=<!-- bench -->\n).*?(?=<!-- /bench -->)", re.S)


def measure(names: Sequence[str], data: Path | None) -> list[Figure]:
    """The figures of the named modules, in order, told as they come."""
    out: list[Figure] = []
    for name in names:
        began = time.perf_counter()
        print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
        out += import_module(f"tests.benchmarks.{name}").figures(data)
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return out


def machine() -> str:
    """What the figures were measured on."""
    import os

    name = platform.processor() or platform.machine()
    try:
        cpus = Path("/proc/cpuinfo").read_text(encoding="utf8")
        name = next((x.split(":")[1].strip() for x in cpus.splitlines() if "model name" in x), name)
    except OSError:
        pass  # no such file outside Linux: the architecture is what is known
    return (
        f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"spaCy {version('spacy')}"
    )


def report(figures: Sequence[Figure], reason: str | None) -> str:
    """The report, in Markdown."""
    records = any(f.data == "records" for f in figures)
    parts = [
        "# Measured",
        "",
        "Made by `make bench`; nothing here is typed. Scores do not depend on the machine; ratios "
        "are of medians against the peer named, measured in turns in the same run, with the lowest "
        "and the highest in brackets.",
        "",
        f"Machine: {machine()}. Seeds are fixed. "
        + (
            "Data: real records beside the checkout, and what the repository holds."
            if records
            else "Data: what the repository holds (the real records were not beside the checkout)."
        ),
        "",
        table(figures),
        "",
    ]
    if reason:
        parts += [f"Floors lowered: {reason}", ""]
    return "\n".join(parts)


def main() -> int:
    """Measure, write, compare with the floors."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    parser.add_argument("--data", type=Path, default=RECORDS, help="folder of real records")
    parser.add_argument("--lower", metavar="REASON", help="let scores fall below their floors")
    asked = parser.parse_args()
    strange = set(asked.names) - set(MODULES)
    if strange:
        parser.error(f"no such benchmark: {', '.join(sorted(strange))} (there are {MODULES})")
    found = measure(asked.names or MODULES, asked.data if asked.data.is_dir() else None)
    print(table(found))
    low = fallen(found)
    for line in low:
        print(f"fallen: {line}", file=sys.stderr)
    if low and not asked.lower:
        return 1
    raise_floors(found, lower=bool(asked.lower))
    if not asked.names:
        (HERE / "REPORT.md").write_text(report(found, asked.lower), encoding="utf8")
        rows = json.dumps(as_rows(found), indent=1, ensure_ascii=False)
        (HERE / "figures.json").write_text(rows + "\n", encoding="utf8")
        words = README.read_text(encoding="utf8")
        new = _IN_README.sub(lambda _: table(f for f in found if not f.detail) + "\n", words)
        README.write_text(new, encoding="utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
