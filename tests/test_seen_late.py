"""Older words that come late, by a backfill or a second archive, are older words all the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from store.database import Store
from store.model import Capture, Document, Draft, Party, Reading

#: What one page said on three days: its title, its kind, whom it lists.
SEEN = (
    ("2025-03-01", "First title", "release", "Acme Works"),
    ("2025-03-02", "Second title", "statement", "Borealis Works"),
    ("2025-03-03", "Third title", "notice", "Cygnus Works"),
)


def take(store: Store, seen: Sequence[tuple[str, str, str, str]]) -> None:
    for day, title, kind, party in seen:
        at = datetime.fromisoformat(day).replace(hour=22, tzinfo=UTC)
        text = f"The bureau adds {party} to the list."
        sha = hashlib.sha256(text.encode()).hexdigest()
        store.keep(Capture(sha, f"https://x.test/{sha[:6]}", "bis_press", "plain", at))
        page = Document(
            "bis:a", "bis_press", kind, 5, "BIS", "https://x.test/a", title, None, stated={"k": day}
        )
        store.record(next(store.unextracted()), [Draft(page, text, "page")], "plain/1")
        wording = next(t for t in store.unread("test/1"))
        listed = Party(party, "addition", 16, 16 + len(party))
        found = Reading(wording.id, "test/1", 1.0, (), (), parties=(listed,))
        store.record_readings([found], at)
    store.resolve(datetime(2025, 4, 1, tzinfo=UTC))


def told(store: Store) -> list[list[tuple[object, ...]]]:
    return [
        store.db.execute(sql).fetchall()
        for sql in (
            "SELECT title, kind, stated, substr(first_seen, 1, 10), substr(last_seen, 1, 10)"
            " FROM document",
            "SELECT a.text, b.text, substr(seen, 1, 10), summary FROM change"
            " JOIN wording f ON f.id = from_wording JOIN wording_text a ON a.wording = f.rowid"
            " JOIN wording t ON t.id = to_wording JOIN wording_text b ON b.wording = t.rowid"
            .replace("substr(seen", "substr(change.seen") + " ORDER BY 3",
            "SELECT party FROM listing_list",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_wordings_come_changes_nothing(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    with Store(tmp_path / "r.db") as store:
        take(store, [SEEN[n] for n in order])
        documents, changes, parties = told(store)
    assert documents == [
        ("Third title", "notice", '{"k":"2025-03-03"}', "2025-03-01", "2025-03-03")
    ]
    assert [(c[2], c[3]) for c in changes] == [
        ("2025-03-02", '"Acme" -> "Borealis"'),
        ("2025-03-03", '"Borealis" -> "Cygnus"'),
    ]
    assert parties == [("Cygnus Works",)]
