"""How many amendatory instructions are read, and how fast.

    python -m tests.benchmarks.amendments [DATA]

What there is to read is what the printer marked: AMDPAR elements in GPO's XML, and the lone "0"
that its plain text has for the black square before an instruction. An instruction counts as read
where a change begins in its words; the head of a list ("Amend § 1.2 by:") where the item after it
does. Places and operations are judged against hand-checked records of what was printed.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from nlp.amendments import read_amendments
from store.model import Capture, Draft
from tests.benchmarks.figure import Figure, as_rows

RECORDINGS: Final = Path(__file__).parents[1] / "recordings" / "amendments"
ISSUES: Final = ("FR-2016-04-15.xml.gz", "2020-14935.xml.gz")
_MARK: Final = re.compile(r"\n0[ \t]*\n")
_END: Final = re.compile(r"\n\s*\n|\n0[ \t]*\n|\n {4}")
_HEAD: Final = re.compile(r"(?:\bby|:|--|—)\s*$")
_WHOLE: Final = re.compile(r"\b(?:follows|following|read|added|revised|removed)\b[^.]{0,12}$")
REPEATS: Final = 5


def measure(data: Path | None) -> list[dict[str, Any]]:
    """The figures as JSON values."""
    return as_rows(figures(data))


def figures(data: Path | None) -> list[Figure]:
    """Shares of marked instructions read, of recorded changes read right, and speed."""
    out = [*_recorded()]
    kind = "bundled"
    texts = [p.read_text("utf8") for p in sorted(RECORDINGS.glob("*.txt"))]
    if data is not None and (data / "fr_xml").exists():
        kind = "records"
        out.append(_share("AMDPAR elements read", kind, _elements(data)))
        texts = list(_full_texts(data))
    out.append(_share("marked instructions read", kind, (_marked(t) for t in texts)))
    out.append(_speed([t for t in texts if _MARK.search(t)][:60] or texts, kind))
    return out


def _share(measure: str, data: str, found: Iterator[tuple[int, int]]) -> Figure:
    there = read = 0
    for a, b in found:
        there, read = there + a, read + b
    note = f"{read:,} of {there:,}"
    return Figure("amendments", measure, read / max(1, there), data, note=note)


def _recorded() -> Iterator[Figure]:
    """Changes of the recordings: operation, place, old text and new place all as they must be."""
    wanted = got = right = 0
    for path in sorted(RECORDINGS.glob("*.json")):
        expected = json.loads(path.read_text("utf8"))
        text = path.with_suffix(".txt").read_text("utf8")
        found = [
            [c.instruction, c.operation, c.cfr_path, c.old_text, c.new_path]
            for c in read_amendments(text, expected.get("title")).changes
        ]
        want = [c[:5] for c in expected["changes"]]
        wanted, got = wanted + len(want), got + len(found)
        right += sum(min(found.count(c), want.count(c)) for c in map(list, set(map(tuple, want))))
    score = 2 * right / max(1, wanted + got)
    note = f"{right} of {wanted}, {got} read"
    yield Figure("amendments", "recorded changes, F1", score, "bundled", note=note)


def _read(starts: Sequence[int], spans: Sequence[tuple[int, int, str]]) -> tuple[int, int]:
    """How many instructions there are, and how many have a change beginning in them."""
    hits = []
    for a, z, _ in spans:
        n = bisect.bisect_left(starts, a)
        hits.append(n < len(starts) and starts[n] <= z)
    for n, (_, _, words) in enumerate(spans[:-1]):
        if not hits[n] and _HEAD.search(words) and not _WHOLE.search(words.rstrip(": ")):
            hits[n] = hits[n + 1]
    return len(spans), sum(hits)


def _marked(text: str) -> tuple[int, int]:
    spans = []
    for m in _MARK.finditer(text):
        end = _END.search(text, m.end())
        z = end.start() if end else len(text)
        spans.append((m.end() - 1, z, " ".join(text[m.end() : z].split())))
    if not spans:
        return 0, 0
    return _read(sorted(c.start for c in read_amendments(text).changes), spans)


def _full_texts(data: Path) -> Iterator[str]:
    with gzip.open(data / "fr_full_text" / "documents.jsonl.gz", "rt", encoding="utf8") as rows:
        for row in rows:
            yield json.loads(row)["text"]


def _elements(data: Path) -> Iterator[tuple[int, int]]:
    """AMDPAR elements of the issues, found again in the extracted text of their document."""
    from lxml import etree

    from crawler.extract import extract

    for name in ISSUES:
        raw = gzip.decompress((data / "fr_xml" / name).read_bytes())
        capture = Capture("0" * 64, "file:///x", "test", "fr_xml", datetime(2026, 1, 1, tzinfo=UTC))
        drafts = [d for d in extract(capture, raw) if isinstance(d, Draft)]
        root = etree.fromstring(raw)
        elements = [e for e in root.iter("RULE", "PRORULE") if e.find(".//AMDPAR") is not None]
        for element in elements:
            stamp = "".join(element.find(".//FRDOC").itertext()).replace("–", "-")
            draft = next(d for d in drafts if d.part and d.part in stamp)
            yield _in_text(draft.text, element)


def _in_text(text: str, element: Any) -> tuple[int, int]:
    spans, at = [], 0
    for part in element.iter("AMDPAR"):
        words = " ".join("".join(part.itertext()).split())
        found = text.find(words[:40], at)
        if found >= 0:
            at = found + 1
            spans.append((found, found + len(words), words))
        else:
            spans.append((len(text), len(text), words))
    return _read(sorted(c.start for c in read_amendments(text).changes), spans)


def _speed(texts: Sequence[str], data: str) -> Figure:
    """Times faster than spaCy's bare tokenizer on the same texts, in turns."""
    import spacy

    bare = spacy.blank("en")
    bare.max_length = 10_000_000
    runs: list[tuple[float, float]] = []
    for _ in range(REPEATS):
        ours = _timed(lambda: [read_amendments(t) for t in texts])
        theirs = _timed(lambda: [bare.make_doc(t[:900_000]) for t in texts])
        runs.append((ours, theirs))
    ratios = sorted(theirs / ours for ours, theirs in runs)
    words = sum(len(t.split()) for t in texts)
    rate = words / statistics.median(ours for ours, _ in runs)
    return Figure(
        "amendments",
        "speed against the tokenizer alone",
        statistics.median(ratios),
        data,
        kind="ratio",
        peer_name="spaCy's tokenizer",
        spread=(ratios[0], ratios[-1]),
        note=f"{rate:,.0f} words/s",
    )


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path)
    for row in measure(parser.parse_args().data):
        print(json.dumps(row))


if __name__ == "__main__":
    main()
