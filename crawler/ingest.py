"""Documents from files: what people already have, taken in as if it had been crawled.

    found = ingest([Path("clippings")], store, archive, now=now)

A file is one capture: its bytes are archived once, however many documents it holds. The same
file again changes nothing. What a file claims counts little: an official host in `--url` or in a
clipping's front matter decides publisher and rank; without one, a `kind` makes a document a
release (rank 5) or a law firm's (8) only where the user gave it and so vouches for it. Law (2) are
only the Federal Register's own records and pages: a file that calls itself a rule is a report (9).
Everything else is news (9).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.extract import EXTRACTORS, Flaw, parts
from crawler.extract.address import host_of
from crawler.extract.numbers import WASHINGTON
from crawler.extract.sniff import sniff
from crawler.extract.unpack import Given, address_in, captures, moment, read
from crawler.page import Unexpected
from store.model import KINDS, Capture, Draft

if TYPE_CHECKING:
    from crawler.archive import Archive
    from store.database import Store

#: Drafts that are recorded at once; bounds the memory that a large file takes.
BATCH = 2000
#: Lines told of one file; the rest is a count.
MOST_LINES = 20


class IngestError(Exception):
    """Wrong use, in one line: an unknown kind, an address that is none, one address for many."""


@dataclass(frozen=True)
class IngestResult:
    """Documents by what became of their wordings, and lines for people.

    `problems` are errors (a file or a part of it was not taken: `failed`); `notes` say what was
    passed over because it holds no documents, or read otherwise than it says.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    failed: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Taking:
    """One call: where to, what the user said, and what came of it so far."""

    store: Store
    archive: Archive
    given: Given
    now: datetime
    new: int = 0
    changed: int = 0
    same: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passed_over: dict[str, list[Path]] = field(default_factory=dict)

    def wrong(self, path: Path, reason: str) -> None:
        """A file, or a part of one, that is not taken."""
        self.failed += 1
        self.problems.append(f"{path}: {reason}")

    def result(self) -> IngestResult:
        """The counts; files passed over for the same reason are one line."""
        notes = list(self.notes)
        for reason, paths in self.passed_over.items():
            if len(paths) == 1:
                notes.append(f"{paths[0]}: {reason}; passed over")
            else:
                names = ", ".join(p.name for p in paths[:3])
                more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
                notes.append(f"passed over, each {reason}: {names}{more}")
        counts = (self.new, self.changed, self.same, self.failed)
        return IngestResult(*counts, tuple(self.problems), tuple(notes))


def ingest(
    paths: Iterable[Path | str],
    store: Store,
    archive: Archive,
    *,
    kind: str | None = None,
    published: date | None = None,
    seen: date | datetime | None = None,
    url: str | None = None,
    now: datetime,
    progress: Callable[[str], None] | None = None,
) -> IngestResult:
    """Take the documents of these files, and of the files in these folders, into the store.

    `kind`, `published`, `url` are what the user vouches for; `seen` is when the files were first
    seen (a day is its noon in Washington), else the day a line or a WARC record says, else `now`.
    Raises IngestError for wrong use; whatever is wrong with a file is a line in `problems`, and
    everything else is taken.
    """
    day = published.isoformat() if published else None
    told = {"kind": _kind(kind), "published": day, "url": _address(url)}
    given = Given({k: v for k, v in told.items() if v}, _seen(seen, now), seen is not None)
    taking = _Taking(store, archive, given, now)
    files = list(_files([Path(p) for p in paths], taking))
    if url and len(files) > 1:
        raise IngestError(f"--url names one document, but {len(files)} files are given")
    for path, named in files:
        if progress:
            progress(f"taking in {path.name}")
        _file(path, named, taking)
    return taking.result()


def _kind(kind: str | None) -> str | None:
    if kind is None or kind in KINDS:
        return kind
    near = get_close_matches(kind.strip().lower().replace("-", "_").replace(" ", "_"), KINDS, n=1)
    way = f"did you mean {near[0]}?" if near else f"kinds are {', '.join(KINDS)}"
    raise IngestError(f"--kind {kind}: unknown kind; {way}")


def _address(url: str | None) -> str | None:
    if url is not None and host_of(url) is None:
        raise IngestError(f"--url {url}: is no web address; it starts with https://")
    return url


def _seen(seen: date | datetime | None, now: datetime) -> datetime:
    if isinstance(seen, datetime):
        return seen if seen.tzinfo else seen.replace(tzinfo=WASHINGTON)
    return moment(seen) if seen else now


def _files(paths: list[Path], taking: _Taking) -> Iterator[tuple[Path, bool]]:
    """(file, whether the user named it) in order, each once."""
    done: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = [p for p in sorted(path.rglob("*")) if p.is_file() and not _hidden(p, path)]
            if not found:
                taking.notes.append(f"{path}: no files in this folder")
        elif path.exists():
            found = [path]
        else:
            taking.wrong(path, "no such file or folder")
            continue
        for file in found:
            if file.resolve() not in done:
                done.add(file.resolve())
                yield file, file == path


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _file(path: Path, named: bool, taking: _Taking) -> None:
    try:
        raw = read(path)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        taking.wrong(path, f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    name = path.name.removesuffix(".gz")
    address = str(taking.given.hints.get("url") or address_in(raw, name) or "") or None
    found = sniff(raw, name, address)
    if found.extractor is None:
        # A folder may hold anything; a file that the user names is meant.
        if found.wrong and (named or not raw.strip()):
            taking.wrong(path, found.reason)
        else:
            taking.passed_over.setdefault(found.reason, []).append(path)
        return
    for capture in captures(path, raw, found, address, taking.given):
        if isinstance(capture, Flaw):
            taking.wrong(path, capture.message)
        else:
            _take(path, *capture, taking)


def _take(path: Path, capture: Capture, raw: bytes, taking: _Taking) -> None:
    """Record what one capture holds; a capture that holds nothing readable is not kept."""
    flaws: list[Flaw] = []
    drafts = _drafts(capture, raw, flaws)
    try:
        first = next(drafts, None)
    except Unexpected as error:
        taking.wrong(path, f"no document in it: looked for {error.looked_for}")
        return
    if first is not None:
        _record(capture, raw, first, drafts, taking)
    lost = [f for f in flaws if f.lost]
    taking.failed += len(lost)
    for held, found in ((taking.problems, lost), (taking.notes, [f for f in flaws if not f.lost])):
        held += [f"{path}: {_told(flaw)}" for flaw in found[:MOST_LINES]]
        if more := len(found[MOST_LINES:]):
            held.append(f"{path}: and {more} more lines like these")
    if first is not None:
        for flaw in flaws[:MOST_LINES]:
            message = f"{path.name}: {flaw.message}"
            taking.store.problem(capture.source, "warning", message, flaw.sample, taking.now)


def _told(flaw: Flaw) -> str:
    sample = " ".join((flaw.sample or "").split())
    return f"{flaw.message} ({sample[:60]})" if sample else flaw.message


def _drafts(capture: Capture, raw: bytes, flaws: list[Flaw]) -> Iterator[Draft]:
    for part in parts(capture, raw):
        if isinstance(part, Flaw):
            flaws.append(part)
        else:
            yield part


def _record(
    capture: Capture, raw: bytes, first: Draft, rest: Iterator[Draft], taking: _Taking
) -> None:
    store = taking.store
    capture = replace(capture, sha256=taking.archive.put(raw))
    store.keep(capture)
    kept = next((c for c in store.unextracted() if _same(c, capture)), None)
    if kept is None:
        taking.same += 1 + sum(1 for _ in rest)
        return
    name = EXTRACTORS[capture.extractor].name(capture.extractor)
    batch = [first, *islice(rest, BATCH - 1)]
    # All batches or none: a file that is half recorded would pass for a whole one.
    with store.db.atomic():
        while batch:
            made = store.record(kept, batch, name)
            taking.new += made["new"]
            taking.changed += made["changed"]
            taking.same += made["same"]
            batch = list(islice(rest, BATCH))


def _same(one: Capture, other: Capture) -> bool:
    mine = (one.url, one.sha256, one.extractor)
    return mine == (other.url, other.sha256, other.extractor)
