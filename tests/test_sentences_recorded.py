"""Short texts recorded with the claims that they make: one file for each field of reading."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from nlp.reader import Reader
from store.model import Text

FILES = sorted((Path(__file__).parent / "recordings" / "sentences").glob("*.jsonl"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_recorded_sentences_make_their_claims(reader: Reader, file: Path) -> None:
    wrong = []
    for n, line in enumerate(file.read_text().splitlines(), 1):
        item = json.loads(line)
        published = date.fromisoformat(item["published"]) if item.get("published") else None
        found = reader.read_one(Text("x", item["text"], published=published)).claims
        told = {(c.type, c.modality, c.polarity) for c in found}
        want = {(c["type"], c["modality"], c["polarity"]) for c in item["claims"]}
        if not want <= told or (not want and told):
            wrong.append(f"{file.name}:{n} {item['text']} want {want} told {told}")
    assert not wrong, "\n".join(wrong)
