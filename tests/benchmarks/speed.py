"""How fast the reader reads, against the stock small English pipeline on the same texts.

    python -m tests.benchmarks.speed [DATA]

DATA is a folder of real records (whole proposed rules in `fr_full_text/documents.jsonl.gz`);
without it the Register's texts of the bundled miniature are read. What is compared is
`Reader().read_one`, everything it does (header, dates, amendments, mentions, claims), with the
model's pipeline as it comes, all components, by `nlp.pipe`, and with spaCy's bare tokenizer, below
which no pipeline of spaCy can go. One process, one core; each round reads other texts, chosen by
the seed, with each way in turns. The ratio is the median of the rounds', its spread the lowest and
the highest. Words are what `str.split` counts. Memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import html
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from nlp.pipeline import MODELS
from nlp.reader import Reader
from store.model import Text
from tests.benchmarks.figure import Figure

HOME: Final = Path(__file__).parents[2]
MINIATURE: Final = HOME / "crawler" / "replica" / "register"
RECORDS: Final = Path("fr_full_text", "documents.jsonl.gz")
SEED: Final = 20261124
ROUNDS: Final = 6
#: Words that one round reads: the peer needs some 4 seconds for them.
SAMPLE: Final = 18_000
#: Words of a rule of a hundred printed pages of the Register.
HUNDRED_PAGES: Final = 80_000
_PRE: Final = re.compile(r"<pre[^>]*>(.*)</pre>", re.S | re.I)
_TAG: Final = re.compile(r"<[^>]{0,400}>")


def texts(data: Path | None, whole: bool = True) -> list[Text]:
    """Documents of the Register, `whole` or also cut off: the records, else the miniature's."""
    if data is not None and (data / RECORDS).is_file():
        return list(_records(data / RECORDS, whole))
    return [
        Text(path.stem, path.read_text(encoding="utf8"), published=date(2025, 5, 15), kind="rule")
        for path in sorted(MINIATURE.glob("*.txt"))
    ]


def _records(path: Path, whole: bool) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            held = _PRE.search(row["text"])  # a text cut off has no end of its wrapper
            if not whole or (held and "[FR Doc" in held[1]):
                body = html.unescape(_TAG.sub("", held[1] if held else row["text"]))
                day = date.fromisoformat(row["publication_date"])
                yield Text(row["document_number"], body, published=day, kind="proposed_rule")


def samples(found: Sequence[Text]) -> list[list[Text]]:
    """Texts for each round, other ones as long as there are any, of about `SAMPLE` words each."""
    shuffled = random.Random(SEED).sample(found, len(found))
    if count(found) < SAMPLE * ROUNDS * 2:
        return [shuffled] * ROUNDS
    out: list[list[Text]] = [[]]
    for text in shuffled:
        if count(out[-1]) >= SAMPLE:
            if len(out) == ROUNDS:
                break
            out.append([])
        out[-1].append(text)
    return out


def count(found: Sequence[Text]) -> int:
    """The words of some texts."""
    return sum(len(text.text.split()) for text in found)


def hundred_pages(found: Sequence[Text]) -> Text:
    """The longest of the texts, one after the other, up to a hundred pages' words: one rule."""
    body, words = [], 0
    longest = sorted(found, key=lambda text: (-len(text.text), text.id))
    while words < HUNDRED_PAGES:
        for text in longest:
            body.append(text.text)
            words += len(text.text.split())
            if words >= HUNDRED_PAGES:
                break
    return Text("100-pages", "\n\n".join(body), published=longest[0].published, kind="rule")


def timed(do: Callable[[], object]) -> float:
    """Seconds of the process that a call takes, the collector's debts paid before."""
    gc.collect()
    began = time.process_time()
    do()
    return time.process_time() - began


def stock() -> tuple[str, Any]:
    """The name of the model and its pipeline as it comes, every component on."""
    import spacy
    from spacy.util import is_package

    name = next(model for model in MODELS if is_package(model))
    return name, spacy.load(name)


def measure(data: Path | None = None) -> list[dict[str, Any]]:
    """The measures, each a JSON value: `name`, `ratio` (how many times the peer's speed), `spread`
    of it, words a second of both or seconds, what was read."""
    found = texts(data)
    source = "records" if data is not None and (data / RECORDS).is_file() else "bundled"
    grown = _memory_apart(data)
    name, pipeline = stock()
    reader = Reader()
    rounds = samples(found)
    reader.read_one(rounds[0][0])  # what is loaded or compiled once is, before a clock runs
    list(pipeline.pipe([rounds[0][0].text[:2000]]))
    took: list[tuple[int, float, float, float]] = []
    for number, chosen in enumerate(rounds):
        took.append((count(chosen), *_turn(number, chosen, reader, pipeline)))
    measured = {
        "data": source,
        "rounds": len(rounds),
        "texts": len({text.id for chosen in rounds for text in chosen}),
        "words": sum(words for words, *_ in took),
        "seed": SEED,
    }
    whole = _against("whole documents", took, 2, name)
    bare = _against("whole documents, against the tokenizer", took, 3, "spaCy's tokenizer alone")
    long = _long(hundred_pages(found), reader, name, whole["peer_words_per_second"])
    return [whole | measured, bare | measured, long | {"data": source}, grown | {"data": source}]


def _turn(
    number: int, chosen: Sequence[Text], reader: Reader, pipeline: Any
) -> tuple[float, float, float]:
    """Seconds of ours, the model's pipeline and its tokenizer; who goes first changes."""
    bodies = [text.text for text in chosen]
    ways: tuple[Callable[[], object], ...] = (
        lambda: [reader.read_one(text) for text in chosen],
        lambda: list(pipeline.pipe(bodies)),
        lambda: list(pipeline.tokenizer.pipe(bodies)),
    )
    seconds = [0.0, 0.0, 0.0]
    for step in range(3):
        way = (number + step) % 3
        seconds[way] = timed(ways[way])
    return seconds[0], seconds[1], seconds[2]


def _long(text: Text, reader: Reader, peer: str, peer_speed: float) -> dict[str, Any]:
    tries = [timed(lambda: reader.read_one(text)) for _ in range(3)]
    words = count([text])
    theirs = words / peer_speed
    return {
        "name": "a rule of a hundred pages",
        "seconds": round(statistics.median(tries), 3),
        "peer": peer,
        # by its words a second: it refuses a text of more than 1,000,000 letters
        "peer_seconds": round(theirs, 1),
        "ratio": round(theirs / statistics.median(tries), 1),
        "spread": [round(theirs / max(tries), 1), round(theirs / min(tries), 1)],
        "words": words,
        "characters": len(text.text),
    }


def _against(
    name: str, took: Sequence[tuple[int, float, float, float]], peer: int, peer_name: str
) -> dict[str, Any]:
    ratios = [row[peer] / row[1] for row in took]
    words = sum(row[0] for row in took)
    return {
        "name": name,
        "peer": peer_name,
        "ratio": round(statistics.median(ratios), 2),
        "spread": [round(min(ratios), 2), round(max(ratios), 2)],
        "ours_words_per_second": round(words / sum(row[1] for row in took)),
        "peer_words_per_second": round(words / sum(row[peer] for row in took)),
    }


def memory(found: Sequence[Text]) -> dict[str, Any]:
    """How much the process grows while it reads the second half of the texts, in MB."""
    reader = Reader()
    half = len(found) // 2
    for text in found[:half]:
        reader.read_one(text)
    gc.collect()
    middle = resident()
    for text in found[half:]:
        reader.read_one(text)
    gc.collect()
    return {
        "name": "memory over the texts, MB",
        "middle_mb": round(middle, 1),
        "end_mb": round(resident(), 1),
        "grown_mb": round(resident() - middle, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "texts": len(found),
        "words": count(found),
    }


def _memory_apart(data: Path | None) -> dict[str, Any]:
    """`memory`, in a process that does nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.speed", "--memory"]
    done = subprocess.run(
        [*command, *([str(data)] if data else [])], capture_output=True, check=True, cwd=HOME
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def resident() -> float:
    """What the process holds in memory now, in MB; its peak where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def figures(data: Path | None = None) -> list[Figure]:
    """The measures as figures of the report."""
    whole, bare, long, grown = measure(data)
    source = whole["data"]
    return [
        Figure(
            *("speed", "whole documents of the Register, times the peer's", whole["ratio"], source),
            kind="ratio",
            peer_name=f"{whole['peer']}, {whole['peer_words_per_second']:,} words a second",
            at_least=15.0 if source == "records" else None,
            spread=(whole["spread"][0], whole["spread"][1]),
            note=f"{whole['ours_words_per_second']:,} words a second, one core",
        ),
        Figure(
            *("speed", "the same, times the bare tokenizer's", bare["ratio"], source),
            kind="ratio",
            peer_name=f"{bare['peer']}, {bare['peer_words_per_second']:,} words a second",
            spread=(bare["spread"][0], bare["spread"][1]),
        ),
        Figure(
            *("speed", "a rule of a hundred pages, times the peer's", long["ratio"], source),
            kind="ratio",
            peer_name=f"{long['peer']}, {long['peer_seconds']:,.0f} s",
            spread=(long["spread"][0], long["spread"][1]),
            note=f"{long['seconds']:.2f} s for {long['words']:,} words",
        ),
        Figure(
            *("speed", f"memory grown over half of {grown['texts']} texts", grown["grown_mb"]),
            *(source, "megabytes"),
            note=f"MB; {grown['peak_mb']:.0f} MB at the most",
        ),
    ]


def main() -> int:
    """Print the measures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed")
    parser.add_argument("data", nargs="?", type=Path, help="folder of real records")
    parser.add_argument("--memory", action="store_true", help="only the memory")
    asked = parser.parse_args()
    if asked.data is not None and not (asked.data / RECORDS).is_file():
        print(f"no {asked.data / RECORDS}: the miniature's texts are read", file=sys.stderr)
    told = memory(texts(asked.data, whole=False)) if asked.memory else measure(asked.data)
    print(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
