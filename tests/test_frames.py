"""Verbs by their sense, and what they are done to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import frames
from nlp.frames.inflect import forms

END = [
    *("rescinded", "tore up", "did away with", "scrapped", "killed", "rolled back"),
    *("pulled the plug on", "jettisoned", "unwound", "put an end to"),
]


def types(sentence: str) -> list[str]:
    return [act.frame.type for act in frames.acts(sentence, ())]


@pytest.mark.parametrize("verb", END)
def test_whatever_the_verb_that_ends_a_rule_it_is_a_rescission(verb: str) -> None:
    assert types(f"The bureau {verb} the export rule on Friday.") == ["rescission"]


@pytest.mark.parametrize(
    ("sentence", "type"),
    [
        ("Commerce put the whole rule on ice.", "suspension"),
        ("The rule was put on hold by Commerce.", "suspension"),
        ("BIS shelved its draft rule.", "withdrawal"),
        ("BIS lifted the suspension of the rule.", "reimposition"),
        ("They scrapped the license requirement for Malta.", "license_requirement_lifted"),
        ("The bureau bumped up the ceiling on orders.", "threshold_change"),
        ("The rule bites on May 15.", "entry_into_force"),
        ("The agency green-lit nothing, but it waved through two licenses.", "license_grant"),
    ],
)
def test_the_object_makes_the_type(sentence: str, type: str) -> None:
    assert type in types(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He revoked the status under the rule.",
        "The press release meets the definition of a rule.",
        "They dropped a complaint about the rule.",
        "It scrapped plans for a rule.",
        "The repeal of the rule would help.",
    ],
)
def test_what_the_verb_does_not_govern_is_no_object(sentence: str) -> None:
    assert types(sentence) == []


def test_a_named_rule_is_an_object() -> None:
    sentence = "The bureau axed GAIN 7 in March."
    at = sentence.index("GAIN")
    (act,) = frames.acts(sentence, [(at, at + 6)])
    assert (act.frame.type, sentence[slice(*act.object)]) == ("rescission", "GAIN 7")


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("scrap", {"scrap", "scraps", "scrapped", "scrapping"}),
        ("issue", {"issue", "issues", "issued", "issuing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("do away with", {"did away with", "done away with", "doing away with"}),
        ("slash", {"slashes", "slashed"}),
        ("toughen", {"toughened", "toughening"}),
        ("ax", {"axes", "axed", "axing"}),
    ],
)
def test_forms_of_a_verb(verb: str, expected: set[str]) -> None:
    assert expected <= set(forms(verb))


@given(st.text(max_size=400))
def test_any_text_gives_acts_that_lie_in_it(text: str) -> None:
    for act in frames.acts(text, ()):
        for a, b in (act.verb, act.object):
            assert 0 <= a < b <= len(text)
        assert re.search(r"\w", text[slice(*act.verb)])
