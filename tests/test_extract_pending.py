"""Texts are taken out of every capture that waits; one broken page ends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.extract import extract, extract_pending
from crawler.page import Unexpected
from store.database import Store
from store.model import Capture

NOW = datetime(2025, 5, 14, 9, tzinfo=UTC)
PAGE = b"<html><main><h1>Chip rule to go</h1><p>Today, the bureau announced it.</p></main></html>"
RECORD = (
    b'{"document_number": "2025-00636", "title": "Framework", "publication_date": "2025-01-15"}'
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "ruletrail.db") as opened:
        yield opened


def kept(store: Store, raw: bytes, extractor: str, url: str, source: str) -> Capture:
    capture = Capture(
        sha256=Archive(store.archive_path).put(raw),
        url=url,
        source=source,
        extractor=extractor,
        fetched_at=NOW,
        hints={"published": "2025-05-13", "kind": "release"},
    )
    assert store.keep(capture) == "new"
    return capture


def test_one_broken_page_ends_nothing(store: Store) -> None:
    archive = Archive(store.archive_path)
    kept(store, b"<html>Request Access</html>", "bis_release", "https://bis.gov/a", "bis_press")
    kept(store, PAGE, "bis_release", "https://www.bis.gov/press-release/b", "bis_press")
    kept(store, b'{"results": [' + RECORD + b', {"title": "no number"}]}', "fr_search", "u", "fr")
    kept(store, RECORD, "no_such_extractor", "https://x.example", "news")
    gone = kept(store, b"gone", "article", "https://y.example", "news")
    archive.place(gone.sha256).unlink()
    told: list[str] = []
    found = extract_pending(store, archive, NOW, told.append)
    assert {n: (t.fetched, t.new, t.changed, t.same, t.failed) for n, t in found.items()} == {
        "bis_press": (2, 1, 0, 0, 1),
        "fr": (1, 1, 0, 0, 0),
        "news": (2, 0, 0, 0, 2),
    }
    assert len(told) == 5
    assert not list(store.unextracted()), "a capture that was tried does not wait again"
    assert extract_pending(store, archive, NOW) == {}
    _, rows = store.ask("SELECT source, level, message FROM problem_list ORDER BY source, message")
    assert [row[:2] for row in rows] == [
        ("bis_press", "error"),
        ("fr", "warning"),
        ("news", "error"),
        ("news", "error"),
    ]
    assert "looked for" in rows[0][2] and rows[1][2] == "a record without a document number"


def test_an_error_in_an_extractor_is_a_row_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import crawler.extract as package

    def broken(capture: Capture, raw: bytes) -> Iterator[package.Flaw]:
        raise ZeroDivisionError("by zero")
        yield

    plain = package.EXTRACTORS["plain"]
    monkeypatch.setitem(package.EXTRACTORS, "plain", replace(plain, take=broken))
    kept(store, b"text", "plain", "https://z.example", "news")
    found = extract_pending(store, Archive(store.archive_path), NOW)
    assert found["news"].failed == 1
    assert "ZeroDivisionError" in str(found["news"].problems[0]["message"])


def test_a_text_can_be_derived_again(store: Store) -> None:
    capture = kept(store, PAGE, "bis_release", "https://www.bis.gov/press-release/b", "bis_press")
    extract_pending(store, Archive(store.archive_path), NOW)
    _, rows = store.ask("SELECT t.text FROM wording_text t")
    again = extract(capture, Archive(store.archive_path).get(capture.sha256))
    assert rows == [(again[0].text,)]


def test_nothing_but_flaws_is_unexpected() -> None:
    capture = Capture("0" * 64, "u", "fr", "fr_search", NOW)
    with pytest.raises(Unexpected, match="line 1: broken JSON"):
        extract(capture, b'{"document_number": ')
    with pytest.raises(Unexpected, match="Record Not Found"):
        extract(capture, b'{"status":404,"message":"Record Not Found"}')
    assert extract(capture, b'{"description": "Documents", "count": 0}') == []
