"""Files of every kind become documents, once; what is wrong is said in one line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.ingest import IngestError, IngestResult, ingest
from store.database import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECORDINGS = Path(__file__).parent / "recordings"
SHARED = Path(__file__).parents[1].parent / "shared" / "data"
RELEASE = (RECORDINGS / "markdown" / "clipping.md").read_text("utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "db" / "ruletrail.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "in").mkdir()


def take(store: Store, *paths: Path, **given: Any) -> IngestResult:
    return ingest(paths, store, Archive(store.archive_path), now=NOW, **given)


def counts(found: IngestResult) -> tuple[int, int, int, int]:
    return found.new, found.changed, found.same, found.failed


def documents(store: Store) -> dict[str, tuple[Any, ...]]:
    _, rows = store.ask(
        "SELECT document, source, kind, authority_rank, publisher, published, first_seen"
        " FROM document_list ORDER BY document"
    )
    return {row[0]: row[1:] for row in rows}


def test_a_clipping_is_its_publishers_release(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "clip.md"
    path.write_text(RELEASE, "utf-8")
    given = {"published": date(2025, 11, 10), "kind": "release"}
    assert take(store, path, **given) == IngestResult(new=1)
    assert take(store, path, **given) == IngestResult(same=1)
    assert documents(store) == {
        "bis:bureau-suspends-affiliates-rule": (
            "bis_press", "release", 5, "Bureau of Industry and Security", "2025-11-10",
            "2026-11-24T12:00:00Z",
        )
    }  # fmt: skip


def test_what_the_user_says_later_counts(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "clip.md"
    path.write_text(RELEASE, "utf-8")
    assert counts(take(store, path)) == (1, 0, 0, 0)
    assert counts(take(store, path, published=date(2025, 11, 10))) == (0, 0, 1, 0)
    assert documents(store)["bis:bureau-suspends-affiliates-rule"][4] == "2025-11-10"


def test_a_release_is_one_where_the_user_vouches(store: Store, tmp_path: Path) -> None:
    claims, vouched, firm, hosted = (tmp_path / "in" / f"{n}.txt" for n in "abcd")
    for path in (claims, vouched, firm, hosted):
        path.write_text(f"Agency release {path.stem}\n\nToday, the agency did {path.stem}.\n")
    take(store, claims)
    take(store, vouched, kind="release")
    take(store, firm, kind="law_firm")
    take(store, hosted, url="https://www.gao.gov/products/b-337935", seen=date(2026, 5, 12))
    ranks = {name.split("-")[0]: row[1:4] for name, row in documents(store).items()}
    assert ranks["file:a"] == (None, 9, "unknown")
    assert ranks["file:b"] == ("release", 5, "unknown")
    assert ranks["file:c"] == ("law_firm", 8, "unknown")
    assert documents(store)["news:gao.gov/products/b-337935"] == (
        "news", "release", 7, "Government Accountability Office", None, "2026-05-12T16:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["rule", "proposed_rule", "notice", "presidential_document"])
def test_nobody_can_vouch_for_the_law(store: Store, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "in" / "typed.txt"
    path.write_text("Rescission\n\nBIS rescinds the AI Diffusion Rule, effective June 1, 2026.\n")
    take(store, path, kind=kind, published=date(2026, 6, 1))
    [(_, kept, rank, *_)] = documents(store).values()
    assert (kept, rank) == (kind, 9)


def test_many_records_are_one_capture(store: Store, tmp_path: Path) -> None:
    rows = [
        {"document_number": f"2024-{n:05}", "title": f"Rule {n}", "publication_date": "2024-05-01"}
        for n in range(2500)
    ]
    path = tmp_path / "in" / "rules.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert counts(take(store, path)) == (2500, 0, 0, 0)
    assert counts(take(store, path)) == (0, 0, 2500, 0)
    assert store.ask("SELECT count(*) FROM capture")[1] == [(1,)]
    assert len([p for p in store.archive_path.rglob("*") if p.is_file()]) == 1
    other = tmp_path / "in" / "api.json"
    other.write_text(json.dumps({"count": 1, "results": [{**rows[0], "action": "Final rule."}]}))
    assert counts(take(store, other)) == (0, 1, 0, 0), "another wording, not another document"
    assert store.ask("SELECT count(*) FROM document")[1] == [(2500,)]


def test_a_bad_line_is_named_and_the_rest_is_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "rules.jsonl"
    good = '{"document_number": "2024-0000%d", "title": "T", "publication_date": "2024-05-01"}'
    path.write_text("\n".join([good % 1, '{"document_number": ', good % 2, '{"title": "none"}']))
    found = take(store, path)
    assert counts(found) == (2, 0, 0, 2)
    assert found.problems[0].startswith(f"{path}: line 2: broken JSON")
    assert found.problems[1] == f"{path}: a record without a document number (none)"
    assert counts(take(store, path)) == (0, 0, 2, 2), "told again, taken once"


def test_bad_files_are_one_line_each(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    bad = {
        "empty.html": b"",
        "junk.bin": b"\x00\x01\x02" * 50,
        "noise.html": bytes(range(1, 256)) * 3,
        "doc.pdf": b"%PDF-1.7\n% words",
        "cut.jsonl.gz": gzip.compress(b'{"id": 1}' * 500)[:20],
        "broken.json": b'{"results": [\n{"document_number": "2024-1",\n oops}]}',
        "broken.xml": b"<RULE><PREAMB></RULE>",
        "broken.warc": b"WARC/1.0\r\nrubbish",
    }
    for name, raw in bad.items():
        (folder / name).write_bytes(raw)
    (folder / "good.txt").write_text("Title\n\nWords of a document.\n")
    missing = folder / "no-such.html"
    found = take(store, missing, *(folder / name for name in bad), folder / "good.txt")
    assert counts(found) == (1, 0, 0, 9)
    assert len(found.problems) == 9
    lines = dict(zip(("missing", *bad), found.problems, strict=True))
    assert lines["missing"] == f"{missing}: no such file or folder"
    assert lines["empty.html"].endswith("empty.html: is empty")
    assert "is binary;" in lines["junk.bin"] and "is binary;" in lines["noise.html"]
    assert "is binary (PDF)" in lines["doc.pdf"]
    assert "cannot be read" in lines["cut.jsonl.gz"]
    assert "broken.json: line 3: broken JSON" in lines["broken.json"]
    assert "well-formed XML" in lines["broken.xml"]
    assert all("\n" not in line for line in found.problems)
    assert store.ask("SELECT count(*) FROM capture")[1] == [(1,)], "what holds nothing is not kept"


def test_wrong_use_is_refused_before_anything_is_taken(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.write_text("Title\n\nWords.")
    with pytest.raises(IngestError, match="did you mean proposed_rule"):
        take(store, path, kind="proposed-rules")
    with pytest.raises(IngestError, match="is no web address"):
        take(store, path, url="bis.gov/x")
    with pytest.raises(IngestError, match="one document, but 2 files"):
        take(store, path, tmp_path / "in" / ".." / "in", store.path, url="https://bis.gov/x")
    assert documents(store) == {}


def test_a_folder_is_its_files_each_once(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / ".hidden").write_text("x")
    (folder / "sub").mkdir()
    (folder / "sub" / "labels.jsonl").write_text('{"document_number": "1", "is_delay": true}\n')
    (folder / "sub" / "feed.xml").write_text("<?xml version='1.0'?><!-- c --><rss></rss>")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\x00\x00")
    (folder / "release.md").write_text(RELEASE, "utf-8")
    found = take(store, folder, folder / "release.md")
    assert counts(found) == (1, 0, 0, 0)
    assert found.problems == ()
    assert any("labels about documents" in note for note in found.notes)
    assert len(found.notes) == 3


def test_lines_were_seen_when_they_say(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in" / "docs.jsonl"
    rows = [
        {"id": "a", "text": "One.", "seen": "2025-05-13", "url": "https://wire.example/a"},
        {"id": "b", "text": "Two.", "seen": "2025-05-14T08:00:00-04:00", "source": "wire"},
        {"id": "c", "text": "Three.", "kind": "speech"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    found = take(store, path)
    assert counts(found) == (3, 0, 0, 0)
    assert found.notes == (f"{path}: line 3: unknown kind 'speech' read as none (c)",)
    seen = {name.rsplit("/", 1)[1]: row[5] for name, row in documents(store).items()}
    assert seen == {
        "a": "2025-05-13T16:00:00Z",
        "b": "2025-05-14T12:00:00Z",
        "c": "2026-11-24T12:00:00Z",
    }
    assert counts(take(store, path)) == (0, 0, 3, 0)
    assert len([p for p in store.archive_path.rglob("*") if p.is_file()]) == 1


def warc_record(url: str, status: bytes, body: bytes) -> bytes:
    http = b"HTTP/1.1 " + status + b"\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2025-05-13T22:00:00Z\r\nWARC-Record-ID: <urn:uuid:{len(body)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_pages_of_a_web_archive(store: Store, tmp_path: Path) -> None:
    page = (RECORDINGS / "bis_release" / "empty_date_slot.html").read_bytes()
    news = (RECORDINGS / "article" / "list_of_strings.html").read_bytes()
    records = [
        ("https://www.bis.gov/press-release/commerce-announces", b"200 OK", page),
        ("https://wire.example/article/chip-rule", b"200 OK", news),
        ("https://wire.example/gone", b"404 Not Found", b"<html>gone</html>"),
    ]
    path = tmp_path / "in" / "crawl.warc.gz"
    path.write_bytes(b"".join(gzip.compress(warc_record(*record)) for record in records))
    assert counts(take(store, path)) == (2, 0, 0, 0)
    assert counts(take(store, path)) == (0, 0, 2, 0)
    rows = documents(store)
    assert rows["bis:commerce-announces"][0] == "bis_press"
    assert rows["news:wire.example/article/chip-rule"][5] == "2025-05-13T22:00:00Z"


def test_a_kill_between_keeping_and_recording_loses_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in" / "a.txt"
    path.write_text("Title\n\nWords.")

    def killed(*_: object) -> dict[str, int]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            take(store, path)
    assert counts(take(store, path)) == (1, 0, 0, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared records are not beside this checkout")
def test_real_records_once_and_again(store: Store) -> None:
    folders = [SHARED / n for n in ("fr_api", "fr_rules", "fr_delays", "bis_press", "fr_xml")]
    first = take(store, *folders)
    assert (first.failed, first.problems) == (0, ())
    assert first.new > 5400
    assert len(first.notes) == 1 and "new_dates.jsonl" in first.notes[0]
    again = take(store, *folders)
    assert counts(again) == (0, 0, first.new + first.changed + first.same, 0)
    assert store.ask("SELECT count(*) FROM capture")[1] == [(7,)]
