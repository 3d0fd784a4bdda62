"""Whether every quote can still be had from the archived bytes, offline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from store.model import Capture

if TYPE_CHECKING:
    from crawler.archive import Archive
    from store.database import Store

_WORDINGS = """
SELECT w.capture, w.rowid, w.id, w.document, w.form, w.part, t.text, w.extractor
FROM wording w JOIN wording_text t ON t.wording = w.rowid ORDER BY w.capture, w.rowid
"""
_CAPTURE = """
SELECT sha256, url, source, extractor, first_seen, content_type, status, hints, id
FROM capture WHERE id = ?
"""
_QUOTES = """
SELECT 'claim ' || id, quote, start, "end" FROM claim WHERE wording = :w
UNION ALL
SELECT label || ' mention', quote, start, "end" FROM mention WHERE wording = :w
UNION ALL
SELECT relation || ' link', quote, start, "end" FROM link WHERE wording = :w
"""


@dataclass(frozen=True)
class Evidence:
    """What was checked, and a line for each thing that did not hold."""

    captures: int
    wordings: int
    quotes: int
    failures: tuple[str, ...]


def check(store: Store, archive: Archive, tell: Callable[[str], None]) -> Evidence:
    """Take every wording out of its capture's bytes again and look for every quote in it."""
    captures = wordings = quotes = 0
    failures: list[str] = []
    total = store.db.execute("SELECT count(DISTINCT capture) FROM wording").fetchone()[0]
    rows = store.db.execute(_WORDINGS).fetchall()
    for capture_id, group in groupby(rows, key=lambda row: row[0]):
        captures += 1
        if captures % 20 == 0 or captures == total:
            tell(f"checking {captures:,} of {total:,} captures")
        kept = list(group)
        wordings += len(kept)
        texts, why = _again(store, archive, capture_id)
        for _, rowid, name, document, form, part, text, _ in kept:
            if why:
                failures.append(f"{name}: {why}")
            elif text not in texts.get((document, form, part), ()):
                failures.append(f"{name}: another text comes out of its bytes now")
            for what, quote, start, end in store.db.execute(_QUOTES, {"w": rowid}).fetchall():
                quotes += 1
                if text[start:end] != quote:
                    failures.append(f"{name}: {what}: characters {start} to {end} say otherwise")
    return Evidence(captures, wordings, quotes, tuple(failures))


def _again(
    store: Store, archive: Archive, capture_id: int
) -> tuple[dict[tuple[str, str, str | None], list[str]], str | None]:
    """The texts that come out of a capture's bytes by (document, form, part), or why none do."""
    from crawler.archive import Damaged, Missing
    from crawler.extract import extract
    from crawler.page import Unexpected

    capture = _capture(store.db.execute(_CAPTURE, (capture_id,)).fetchone())
    texts: dict[tuple[str, str, str | None], list[str]] = {}
    try:
        for draft in extract(capture, archive.get(capture.sha256)):
            key = (draft.document.id, draft.form, draft.part)
            texts.setdefault(key, []).append(draft.text)
    except (Missing, Damaged, Unexpected) as error:
        return texts, str(error)
    return texts, None


def _capture(row: Any) -> Capture:
    sha256, url, source, extractor, seen, content_type, status, hints, number = row
    return Capture(
        sha256=sha256,
        url=url,
        source=source,
        extractor=extractor,
        fetched_at=datetime.fromisoformat(seen),
        content_type=content_type,
        status=status,
        hints=json.loads(hints),
        id=number,
    )


def sample(store: Store, archive: Archive, count: int = 50) -> Iterator[str]:
    """Lines for those of the newest captures whose bytes are not in the archive, or not whole."""
    from crawler.archive import Damaged, Missing

    rows = store.db.execute(
        "SELECT DISTINCT sha256 FROM capture ORDER BY id DESC LIMIT ?", (count,)
    ).fetchall()
    for (sha256,) in rows:
        try:
            archive.get(sha256)
        except (Missing, Damaged) as error:
            yield str(error)
