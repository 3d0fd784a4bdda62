"""The spaCy pipeline made from the rules."""

import importlib.util
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import pipeline
from nlp.pipeline import load, mentions, model_name, parse
from nlp.plain import PIECE
from store.model import LABELS, Mention, Text

WORDS = st.sampled_from(
    ["Nvidia ", "U.S.-China ", "May 7, 2025 ", "Tier 2 ", "10²⁶ operations ", "BIS ", "50% owned ",
     "\u200b", "\ud800", "\xa0", "\n\n", "<b>", "Commerce ", "3A090.a ", "90 FR 4544 ", "é", "𝔸 "]
)  # fmt: skip


def found(text: str, label: str) -> list[str]:
    return [m.quote for m in mentions(Text("t", text)) if m.label == label]


def check(text: str, seen: tuple[Mention, ...]) -> None:
    ends: dict[str, int] = {}
    for mention in seen:
        assert mention.label in LABELS and mention.value
        assert text[mention.start : mention.end] == mention.quote != ""
        assert mention.start >= ends.get(mention.label, 0), "two of a label overlap"
        ends[mention.label] = mention.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.lists(WORDS, max_size=30).map("".join), st.none() | st.dates())
def test_offsets_are_right_on_any_text(text: str, published: date | None) -> None:
    check(text, mentions(Text("t", text, published=published)))


def test_zero_width_characters_hide_nothing() -> None:
    assert found("Nvi\u200bdia and the Bureau\u00a0of Industry and Secu\u00adrity", "COMPANY") == [
        "Nvi\u200bdia"
    ]
    assert found("the Bureau\u00a0of Industry\nand Secu\u00adrity", "AGENCY") == [
        "Bureau\u00a0of Industry\nand Secu\u00adrity"
    ]


def test_what_lies_inside_a_longer_thing_is_not_told_twice() -> None:
    text = (
        "The U.S. Department of Commerce said Taiwan Semiconductor Manufacturing Company owned "
        "50 percent or more under the FIGHT China Act and 15 CFR 744.11."
    )
    assert found(text, "COUNTRY") == []
    assert found(text, "PERCENT") == []
    assert found(text, "THRESHOLD") == ["50 percent or more"]


def test_a_text_beyond_the_limit_of_spacy_is_read_in_pieces() -> None:
    text = "word " * (2 * PIECE // 5) + "\n\nNvidia (NVDA) ships H20 chips. " + "word " * 70_000
    assert len(text) > 1_000_000
    seen = mentions(Text("t", text))
    check(text, seen)
    assert [m.quote for m in seen if m.label == "COMPANY"] == ["Nvidia"]


def test_five_hundred_companies_in_a_row_end_in_time() -> None:
    text = "Huawei Technologies Co., Ltd., Beijing Example Corp. and others " * 500
    assert len([m for m in mentions(Text("t", text)) if m.label == "COMPANY"]) == 1000


def test_the_component_sets_spans() -> None:
    language = load()
    doc = language("The AI Diffusion Rule caps Nvidia at Tier 2.")
    assert [s.text for s in doc.spans["INSTRUMENT"]] == ["AI Diffusion Rule"]
    assert [s.text for s in doc.spans["COMPANY"]] == ["Nvidia"]
    assert [m.label for m in doc._.mentions] == ["INSTRUMENT", "COMPANY", "TIER"]


@pytest.mark.skipif(
    all(importlib.util.find_spec(name) is None for name in pipeline.MODELS),
    reason="no English model installed",
)
def test_a_sentence_is_parsed_with_lemmas_and_heads() -> None:
    text = "Commerce rescinded\u00a0the rule\ud800."
    (doc,) = parse([text])
    root = next(token for token in doc if token.dep_ == "ROOT")
    assert root.lemma_ == "rescind"
    assert text[root.idx : root.idx + len(root)] == "rescinded"
    assert not doc.ents


def test_without_a_model_rules_alone_and_one_clear_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MODELS", ("no_such_model_of_english",))
    model_name.cache_clear()
    load.cache_clear()
    try:
        with pytest.warns(RuntimeWarning, match="reading by rules alone"):
            assert model_name() is None
        assert load().pipe_names == ["ruletrail_mentions"]
        assert [doc.text for doc in parse(["It acts."])] == ["It acts."]
    finally:
        model_name.cache_clear()
        load.cache_clear()
