"""What a day and a question cost, beside the number of documents that are held.

    python -m tests.benchmarks.ledger_scale [--data DIR] [--work DIR] [--sizes N ...] [--write FILE]

Takes real records of the Federal Register where they stand beside the checkout, as if each had been
seen on its day; renumbered copies fill up what is missing, and stand for all where there are none
(the miniature's records are copied then). Reads and resolves them with the program's own functions
and times what is asked every day, warm, the median of several tries; a question stands beside the
bare indexed SELECT of one row, what is taken in beside the bare `executemany` of as many rows. The
databases stay in the work folder for the next run: reading 110,000 texts takes ten minutes.
Nothing is written into the repository but with `--write`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

from crawler.archive import Archive
from crawler.daily import read_unread
from crawler.ingest import ingest
from crawler.replica.documents import read_documents
from crawler.replica.records import Records
from store.database import Store
from store.keeping import moment
from store.questions import questions

RECORDS: Final = Path(__file__).parents[3] / "shared" / "data"
FILES: Final = (
    "fr_rules/rules.jsonl.gz",
    "fr_delays/rules_labelled.jsonl",
    "fr_volume/documents.jsonl.gz",
)
SIZES: Final = (1_000, 10_000, 110_000)
NOW: Final = datetime(2026, 11, 24, 17, tzinfo=UTC)
#: A day in the middle of the records: the questions have something to answer.
ON: Final = "2024-03-01"
TRIES: Final = 7
TEN: Final = 10


def real(data: Path) -> list[dict[str, Any]]:
    """The records beside the checkout, each number once; none where there are none."""
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        path = data / name
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf8") if path.suffix == ".gz" else path.open() as f:
            for row in map(json.loads, f):
                found.setdefault(row["document_number"], row)
    return list(found.values())


def bundled() -> list[dict[str, Any]]:
    """The records of the miniature, as its server gives them."""
    documents = read_documents()
    given = Records(documents, date(2026, 11, 20), "https://www.federalregister.gov")
    rows = [given.published(d) for d in documents if d.appears and d.appears <= given.day]
    keys = ("title", "abstract", "action", "dates", "document_number", "publication_date", "type")
    return [{k: row[k] for k in keys if row.get(k)} for row in rows]


def copies(rows: Sequence[dict[str, Any]], first: int) -> Iterator[dict[str, Any]]:
    """The records again and again under numbers of their own: `2027-100000` and so on."""
    for n in count(first):
        row = rows[n % len(rows)]
        plain = {k: v for k, v in row.items() if k not in ("citation", "url", "html_url")}
        yield plain | {"document_number": f"2027-{100_000 + n}"}


def sample(rows: Sequence[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """So many of the records, spread evenly over them."""
    if size >= len(rows):
        return list(rows)
    return [rows[n * len(rows) // size] for n in range(size)]


def take_in(store: Store, rows: Sequence[dict[str, Any]], day: date | None = None) -> None:
    """Ingest these records; each was seen on its own day, or all of them on `day`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("\n".join(lines) + "\n", encoding="utf8")
        archive = Archive(store.archive_path)
        found = ingest([path], store, archive, seen=day, now=NOW, progress=_tell)
    if found.failed:
        print(f"{found.failed} records were not taken: {found.problems[:2]}", file=sys.stderr)
    if day is None:
        for table, seen in (("wording", "seen"), ("document", "first_seen")):
            store.db.execute(
                f"UPDATE {table} SET {seen} = published || 'T22:00:00Z'"
                f" WHERE {seen} = ? AND published IS NOT NULL",
                (moment(NOW),),
            )


def prepared(path: Path, rows: Sequence[dict[str, Any]], size: int, jobs: int) -> dict[str, Any]:
    """A database of so many documents, read and resolved: how long the whole ledger took."""
    with Store(path) as store:
        if not _count(store, "document"):
            take_in(store, sample(rows, size))
        made = 0
        while (missing := size - _count(store, "document")) > 0:
            take_in(store, list(islice(copies(rows, made), missing)))
            made += missing
        began = time.perf_counter()
        read = read_unread(store, NOW, jobs=jobs, tell=_tell)
        took = time.perf_counter() - began
        whole = store.resolve(NOW, whole=True)
        return {
            "documents": _count(store, "document"),
            "copies": _count(store, "document", "id LIKE 'fr:2027-1%'"),
            "claims": whole.claims,
            "read_s": took if read else None,
            "whole_s": whole.seconds,
        }


def asked(path: Path) -> dict[str, float]:
    """Warm medians in ms: the bare SELECT, status, timeline, and every named question."""
    with Store(path) as store:
        rule = store.db.execute(
            "SELECT instrument FROM event GROUP BY 1 HAVING instrument LIKE 'fr:%'"
            " ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()[0]
        on = date.fromisoformat(ON)

        def status() -> None:
            store.find_instruments(rule)
            store.status(rule, on, NOW.date())

        sql = "SELECT * FROM document WHERE id = ?"
        found = {
            "bare SELECT of one row": median(lambda: store.db.execute(sql, (rule,)).fetchall()),
            "status": median(status),
            "status by words of a name": median(lambda: store.find_instruments("hawk removal")),
            "timeline": median(lambda: store.timeline(rule)),
        }
        for name, question in questions().items():
            given = {"today": ON, "on": ON, "since": None, "instrument": None}
            for instrument in (None, rule) if "instrument" in question.parameters else (None,):
                given["instrument"] = instrument
                these = {p: given[p] for p in question.parameters}
                label = f"query {name}" + (" --instrument" if instrument else "")
                found[label] = median(lambda q=question, t=these: store.ask(q.text, t, seconds=60))
    return found


def a_day(path: Path, rows: Sequence[dict[str, Any]], jobs: int) -> dict[str, float]:
    """Medians in s of ten new documents: taken in, read (the model loaded), resolved."""
    from nlp.reader import Reader

    reader = Reader()
    list(reader.read([]))
    took: dict[str, list[float]] = {"take in": [], "read": [], "resolve": [], "rows": []}
    with Store(path) as store:
        for n in range(3):
            made = _count(store, "document", "id LIKE 'fr:2027-%'")
            day = NOW.date() + timedelta(n)
            new = list(islice(copies(rows, made + 7), TEN))
            new = [row | {"publication_date": day.isoformat()} for row in new]
            began = time.perf_counter()
            take_in(store, new, day)
            taken = time.perf_counter()
            read_unread(store, NOW, reader=reader)
            read = time.perf_counter()
            changes = store.db.conn.total_changes
            store.resolve(NOW + timedelta(n))
            took["take in"].append(taken - began)
            took["read"].append(read - taken)
            took["resolve"].append(time.perf_counter() - read)
            took["rows"].append(store.db.conn.total_changes - changes)
        found = {name: statistics.median(all_) for name, all_ in took.items()}
        found["bare"] = _bare(store, int(found["rows"]))
    found["a day"] = found["take in"] + found["read"] + found["resolve"]
    return found


def _bare(store: Store, rows: int) -> float:
    """So many rows of ordinary width by one `executemany`, in a transaction of its own."""
    db = store.db
    db.execute("CREATE TABLE IF NOT EXISTS bare (a TEXT PRIMARY KEY, b TEXT, c TEXT, d INTEGER)")
    began = time.perf_counter()
    with db.atomic():
        these = [(f"fr:{n}/entry_into_force", "x" * 40, "2025-01-15", n) for n in range(rows)]
        db.conn.executemany("INSERT INTO bare VALUES (?,?,?,?)", these)
    took = time.perf_counter() - began
    db.execute("DROP TABLE bare")
    return took


def median(ask: Callable[[], Any]) -> float:
    """The median of several tries in ms; one more goes before and is not counted."""
    ask()
    took = []
    for _ in range(TRIES):
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


def table(found: Sequence[dict[str, Any]]) -> str:
    """All that was measured, in Markdown, a column a size."""
    heads = [f"{f['documents']:,}" for f in found]
    rows = [["documents", *heads], ["---", *("---:" for _ in found)]]
    rows.append(["claims", *(f"{f['claims']:,}" for f in found)])
    rows.append(["whole ledger made again, s", *(f"{f['whole_s']:.1f}" for f in found)])
    for name, words in (
        ("a day", "ten documents more, all of it, s"),
        ("take in", "- taken in"),
        ("read", "- read"),
        ("resolve", "- resolved"),
        ("bare", "- bare `executemany` of the rows written"),
    ):
        rows.append([words, *(f"{f['day'][name]:.3f}" for f in found)])
    rows.append(["- rows written", *(f"{f['day']['rows']:,.0f}" for f in found)])
    for name in found[-1]["asked"]:
        rows.append([f"{name}, ms", *(f"{f['asked'][name]:.2f}" for f in found)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _count(store: Store, of: str, where: str = "1") -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {of} WHERE {where}").fetchone()[0])


def _tell(words: str) -> None:
    print(f"\r{words}\033[K", end="", file=sys.stderr, flush=True)


def main() -> int:
    """Measure at each size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ledger_scale")
    parser.add_argument("--data", type=Path, default=RECORDS, help="folder of real records")
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()) / "ruletrail-scale",
        help="folder for the databases",
    )  # fmt: skip
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    parser.add_argument("--write", type=Path, help="write the table into this file too")
    given = parser.parse_args()
    rows = real(given.data)
    if not rows:
        print(f"no records in {given.data}: copies of the miniature's stand for them")
        rows = bundled()
    given.work.mkdir(parents=True, exist_ok=True)
    found = []
    for size in given.sizes:
        path = given.work / f"{'real' if given.data.is_dir() else 'copies'}-{size}.db"
        one = prepared(path, rows, size, given.jobs)
        one["asked"] = asked(path)
        day = given.work / "a-day.db"
        shutil.copy(path, day)
        one["day"] = a_day(day, rows, given.jobs)
        day.unlink()
        shutil.rmtree(given.work / "a-day.db.archive", ignore_errors=True)
        found.append(one)
        _tell("")
    told = (
        table(found)
        + "\n\n"
        + "".join(
            f"{f['documents']:,} documents: {f['copies']:,} of them are renumbered copies.\n"
            for f in found
        )
    )
    print(told)
    if given.write:
        given.write.write_text(told, encoding="utf8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
