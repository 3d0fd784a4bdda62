"""Real texts and pages of the shared records, where they lie beside the checkout: what share of
them comes out right. The floors stand a little under what was measured in November 2026."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.extract import Flaw, extract, parts
from store.model import Capture, Draft

DATA = Path(__file__).parents[1].parent / "shared" / "data"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="the shared records are not beside this checkout"
)
PAGES = (
    "us/APNews_2023_04_28", "us/APNews_2024_09_03", "us/CNBC_2023_04_28", "us/Reuters_2023_05_16",
    "us/Reuters_2024_03_07", "us/RestOfWorld_2025_10_21", "us/TechCrunch_2024_04_28",
    "us/WashingtonPost_2024_04_26", "us/Wired_2024_04_28", "uk/BBC_2026_04_25",
    "uk/TheGuardian_2024_02_24", "uk/TheTelegraph_2024_09_17",
)  # fmt: skip


def capture(extractor: str, url: str = "file:///x", **hints: Any) -> Capture:
    return Capture("0" * 64, url, "test", extractor, NOW, hints=hints)


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def f1(found: str, wanted: str) -> float:
    left, right = (Counter(re.findall(r"\w+", t.lower())) for t in (found, wanted))
    shared = sum((left & right).values())
    return 2 * shared / (sum(left.values()) + sum(right.values()))


def words_of(version: dict[str, Any]) -> str:
    body = version["body"]
    rows = list(body["summary"])
    for section in body["sections"]:
        rows += [*section["headline"], *section["paragraphs"]]
    return "\n".join(rows)


def test_articles_of_real_pages() -> None:
    scores, days, titles = [], 0, 0
    for name in PAGES:
        folder, file = name.split("/")
        meta = json.loads((DATA / "news_pages" / folder / "meta.info").read_text("utf-8"))
        gold = json.loads(
            (DATA / "news_pages" / folder / f"{file.split('_')[0]}.json").read_text("utf-8")
        )
        raw = unpacked(DATA / "news_pages" / folder / f"{file}.html.gz")
        url = meta[f"{file}.html.gz"]["url"]
        draft = extract(capture("article", url, feed="press"), raw)[0]
        body = draft.text.partition("\n\n")[2]
        score, version = max(
            ((f1(body, words_of(v)), v) for v in gold.values()), key=lambda pair: pair[0]
        )
        scores.append(score)
        days += str(version["publishing_date"])[:10] == str(draft.document.published)
        titles += f1(draft.document.title or "", version["title"]) > 0.6
        print(f"{name:32} F1 {score:.3f} {draft.document.published} {draft.document.title}")
    mean = sum(scores) / len(scores)
    print(f"mean F1 {mean:.3f}, days {days}, titles {titles} of {len(PAGES)}")
    assert mean > 0.96
    assert (days, titles) == (len(PAGES), len(PAGES))


def test_captions_of_real_full_texts() -> None:
    raw = unpacked(DATA / "fr_full_text" / "documents.jsonl.gz")
    rows = [json.loads(row) for row in raw.splitlines()][:120]
    head = b"\n".join(raw.splitlines()[:120])
    drafts = {d.part: d for d in extract(capture("fr_search"), head)}
    assert len(drafts) == len(rows)
    for row in rows:
        draft = drafts[row["document_number"]]
        whole = "</pre>" in row["text"]
        assert draft.document.stated.get("cut_off", False) is not whole
        assert draft.document.kind == "proposed_rule"
        assert "[[Page" not in draft.text and "<" not in draft.text[:400]
        if row.get("dates_par"):
            caption = re.search(r"^DATES:\s*(.*?)(?=\n\n|\Z)", draft.text, re.S | re.M)
            assert caption, row["document_number"]
            assert f1(caption[1], row["dates_par"]) > 0.9


def test_every_document_of_a_real_issue() -> None:
    raw = unpacked(DATA / "fr_xml" / "FR-2016-04-15.xml.gz")
    found = list(parts(capture("fr_xml"), raw))
    assert not [f for f in found if isinstance(f, Flaw)]
    drafts = [d for d in found if isinstance(d, Draft)]
    kinds = Counter(d.document.kind for d in drafts)
    assert kinds == {"notice": 132, "rule": 9, "proposed_rule": 4, "presidential_document": 1}
    rules = [d for d in drafts if d.document.kind in ("rule", "proposed_rule")]
    for draft in rules:
        assert re.search(r"^ACTION: \S", draft.text, re.M) and draft.document.stated["dates"]
        assert f"[FR Doc. {draft.part} Filed" in draft.text
    assert rules[0].document.identifiers["fr"] == ("81 FR 22173",)
