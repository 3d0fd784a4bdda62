"""Each finding leads to the rule file that made it, and to no other version of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from crawler.explanation import explanation, located
from nlp.annotate import as_json
from nlp.origins import origin, present
from nlp.reader import Reader
from nlp.rules import ENTITIES, EVENTS, HERE
from store.model import Text

NOW = present()
BODY = "BIS rescinded the AI Diffusion Rule on May 7, 2026, and Nvidia must seek 3A090 licenses."


@pytest.mark.parametrize("folder", [EVENTS, ENTITIES], ids=lambda f: f.name)
def test_a_rule_file_by_the_name_of_its_rule(folder: Path) -> None:
    for path in folder.glob("*.toml"):
        rule = f"{path.stem}: a pattern" if folder is EVENTS else f"{path.stem}/pattern"
        found = origin(rule, NOW)
        assert found
        assert HERE.parent / found.file == path
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(found.version)


@pytest.mark.parametrize("rule", ["DATES", "date/weekday", "", "../x: y", "listings", "told: x"])
def test_a_rule_that_is_in_no_file(rule: str) -> None:
    assert origin(rule, NOW) is None


def test_what_an_earlier_reader_read_has_no_file_of_today() -> None:
    assert origin("rescission: rescind", NOW)
    assert origin("rescission: rescind", "0" * 12) is None


def test_every_claim_of_prose_has_its_file() -> None:
    reading = as_json(Reader().read_one(Text("a", BODY, kind="news")))
    assert reading["claims"]
    for claim in reading["claims"]:
        found = origin(claim["rule"], NOW)
        assert found and found.file == f"nlp/events/{claim['type']}.toml"


def test_findings_are_shown_with_words_rule_and_version() -> None:
    claim = {
        **dict.fromkeys(("date", "date_text", "date_basis", "published", "known_at")),
        "claim": "c",
        "publisher": "BIS",
        "authority_rank": 5,
        "wording": "d#page.1",
        "type": "rescission",
        "modality": "done",
        "polarity": "affirmed",
        "quote": BODY,
        "start": 0,
        "end": len(BODY),
        "rule": "rescission: rescind",
        "reader": NOW,
    }
    mention = {"label": "AGENCY", "quote": "BIS", "value": "{}", "start": 0}
    document = dict.fromkeys(
        ("document", "title", "publisher", "authority_rank", "published", "first_seen", "url"), "x"
    )
    wording = dict.fromkeys(
        ("form", "seen", "last_seen", "sha256", "fetched_at", "extractor", "relevance")
    )
    found = {
        "document": document,
        "wordings": [{**wording, "wording": "d#page.1", "read_by": NOW}],
        "claims": [claim],
        "mentions": [{**mention, "wording": "d#page.1", "rule": "agency/BIS"}],
        "changes": [],
        "objections": [],
    }
    told = located(found)
    assert told["claims"][0]["rule_file"] == "nlp/events/rescission.toml"
    assert told["mentions"][0]["rule_file"] == "nlp/entities/agency.toml"
    shown = explanation(told)
    for row in (*told["claims"], *told["mentions"]):
        assert f"{row['rule_file']}, version {row['rule_version']}" in shown
    assert f"rescission: rescind; reader {NOW}" in shown
    old = located({**found, "claims": [{**claim, "reader": "0" * 12}], "mentions": []})
    assert "rule file" not in explanation(old)
