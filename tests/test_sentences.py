"""Sentence ends in the texts of law and press."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.sentences import LONGEST, sentences


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "See Supp. No. 4 to part 742 and Sec. 740.27 of the EAR.",
        "The rule stands at 91 Fed. Reg. 1234 and 15 C.F.R. 744.11.",
        "Sen. Elizabeth Warren and Rep. John R. Moolenaar asked on Jan. 5, 2025.",
        "The U.S. Department of Commerce and Huawei Technologies Co. were heard.",
        "It costs $1.3 billion, i.e. less, under 50 U.S.C. 4801.",
        "Huawei v. United States was decided.",
    ],
)
def test_a_short_form_ends_no_sentence(text: str) -> None:
    assert parts(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The rule left the U.S.| It stands.",
        "The answer is no.| The rule stands.",
        'He said "no."| Officials agreed.',
        "Was it done?| It was not!| The end.",
        "Chips went to Nvidia Corp.| The rule stands.",
        "It took effect in 2025.| 17 countries agreed.",
        "TITLE of a rule|\n\nAGENCY: Bureau of Industry and Security.",
        "The rule provides:|\n- a cap;|\n- a list.",
        "type: Rule|\npublication_date: 2025-01-15|\neffective_on: 2025-01-13",
    ],
)
def test_a_sentence_ends(text: str) -> None:
    plain = text.replace("|", "")
    assert parts(plain) == [part.strip() for part in text.split("|")]


def test_a_wrapped_line_goes_on() -> None:
    text = "The Bureau of Industry and Security is amending the Export Administration\nRegulations."
    assert parts(text) == [text]


@given(st.text(max_size=400))
def test_spans_are_in_order_and_cover_every_word(text: str) -> None:
    spans = sentences(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_fifty_thousand_words_without_a_stop_are_cut_at_blanks() -> None:
    spans = sentences("word " * 50_000)
    assert max(end - start for start, end in spans) <= LONGEST
    assert sum(end - start + 1 for start, end in spans) == 250_000
