"""A swift expression finds what the plain one finds, in any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.swift import swift

PIECES = st.sampled_from(["a", "B", "k", "s", "i", "-", "]", "^", " ", "é", "7", "ab", "Si", "É"])
SIMPLE = PIECES.map(re.escape) | st.sampled_from([r"\b", r"\d", r"\s", "[a-c]", "[^a]", ".", r"\w"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(inner, min_size=1, max_size=3)
    return (
        rows.map("".join)
        | rows.map(lambda r: f"(?:{'|'.join(r)})")
        | inner.map(lambda x: f"(?:{x})?")
        | inner.map(lambda x: f"(?:{x}){{1,3}}")
        | inner.map(lambda x: f"(?={x})")
        | inner.map(lambda x: f"(?<!a){x}")
        | inner.map(lambda x: f"(?-i:{x})")
        | inner.map(lambda x: f"(?i:{x})")
        | inner.map(lambda x: f"({x})")
    )


def found(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[object, ...]]]:
    return [(m.span(), m.groups()) for m in pattern.finditer(text)]


@settings(max_examples=400, deadline=None)
@given(
    st.recursive(SIMPLE, _grown, max_leaves=6),
    st.lists(PIECES | st.sampled_from("İıſ\u212a"), max_size=12).map("".join),
    st.sampled_from([0, re.I]),
)
@example("k|s", "\u212aſ", int(re.I))
@example("i", "İı", int(re.I))
@example("(?:a)?", "", 0)
def test_it_finds_what_the_plain_one_finds(pattern: str, text: str, flags: int) -> None:
    assert found(swift(pattern, flags), text) == found(re.compile(pattern, flags), text)


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_character_that_re_takes_for_a_letter_begins_a_match(letter: str) -> None:
    plain, quick = re.compile(letter, re.I), swift(letter, re.I)
    text = "".join(map(chr, range(0x2200)))
    assert plain.findall(text) == quick.findall(text)
