"""Any Unicode text gets an answer in time in proportion to its length, with every offset right."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.annotate import annotate_line
from nlp.pipeline import mentions
from nlp.reader import Reader
from store.model import Mention, Text

READER = Reader()
PUBLISHED = date(2025, 6, 12)
#: What a text may be made of besides anything: words that rules look for, and what hides them.
WORDS = st.sampled_from(
    [
        *("Nvidia (NASDAQ: NVDA) ", "U.S.-China ", "May 13-15, 2025 ", "10-11 May ", "Tier 2 "),
        *("10²⁶ operations ", "10 26 FLOPs ", "at least 50% owned ", "TPP ≥ 4800 ", "2 GB/s/mm² "),
        *("Commerce, State and Energy ", "3A090.a, .b and .c ", "22 CFR parts 120-130 ", "EAR99 "),
        *("5 U.S.C. 553(b), 706 ", "90 FR 4544 ", "Lam (LRCX) ", "two weeks earlier, on May 29 "),
        *("Shenzhen X Co., Ltd. ", "Haber LLP ", "2025年5月13日", "Q3 of last year ", "€5bn "),
        *("\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\u2069", "\u200f"),
        *("\ud800", "\udfff", "\x00", "\x85", "\u2028", "\u0301", "\u0345", "\U000e0001", "İ", "ß"),
        *("<b>", "</p>", "&nbsp;", "<sup>26</sup>", "<!--", "\r\n", "\n\n", "\t", ". ", "“", "("),
        *("rescinded ", "the AI Diffusion Rule ", "will ", "SUMMARY: ", "DATES: ", "ACTION: "),
    ]
)
ANY = st.text(st.characters(exclude_categories=()), max_size=120)
TEXTS = st.one_of(ANY, st.lists(st.one_of(WORDS, WORDS, ANY), max_size=40).map("".join))


def check(text: str, found: tuple[Mention, ...]) -> None:
    ends: dict[str, int] = {}
    for m in found:
        assert text[m.start : m.end] == m.quote != "" and m.value
        assert m.start >= ends.get(m.label, 0), "two of a label overlap"
        ends[m.label] = m.end


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["news", "rule", "release", None]), st.none() | st.dates())
def test_offsets_hold_on_any_text(text: str, kind: str | None, published: date | None) -> None:
    reading = READER.read_one(Text("x", text, published=published, kind=kind))
    check(text, reading.mentions)
    assert all(text[c.start : c.end] == c.quote for c in reading.claims)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_line_of_json_is_answered_in_utf_8(text: str) -> None:
    out, read = annotate_line(json.dumps({"id": "x", "text": text, "kind": "news"}), READER)
    assert read and "\n" not in out
    row = json.loads(out.encode())
    for hit in (*row["mentions"], *row["claims"]):
        assert text[hit["start"] : hit["end"]] == hit["quote"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066"])
def test_what_is_not_seen_hides_nothing(hidden: str) -> None:
    text = f"Nvi{hidden}dia and {hidden}Hua{hidden}wei spoke on May{hidden} 7, 20{hidden}25."
    found = [m.value.get("name") or m.value["iso"] for m in mentions(Text("x", text))]
    assert found == ["Nvidia", "Huawei", "2025-05-07"]


def seconds(text: str, kind: str = "news") -> float:
    """Processor seconds that a text costs; its offsets are checked."""
    began = time.process_time()
    reading = READER.read_one(Text("x", text, published=PUBLISHED, kind=kind))
    took = time.process_time() - began
    check(text, reading.mentions)
    return took


STORY = (
    "On May 13, 2025 the Commerce Department said it would rescind the AI Diffusion Rule, under "
    "which Tier 2 countries such as India could have imported up to 50,000 GPUs from Nvidia and "
    "AMD.\n\nA chip with a total processing performance of 4,800 or more needs a licence under "
    "ECCN 3A090.a (15 CFR 742.6). Shares of Lam Research rose 3% and the talks go on.\n\n"
)


@pytest.mark.parametrize(
    ("again", "size"),
    [
        (STORY, 40_000),
        ("export controls on chips that Nvidia sells to China and that BIS wants to keep ", 40_000),
        ("a", 100_000),
        ("(", 100_000),
        ("\u200b", 100_000),
        ("字", 100_000),
    ],
)
def test_four_times_the_text_costs_no_more_than_eight_times(again: str, size: int) -> None:
    seconds(again * (5_000 // len(again)))
    short = seconds((again * (size // len(again) + 1))[:size])
    long = seconds((again * (4 * size // len(again) + 1))[: 4 * size])
    assert long < 8 * max(short, 0.05), (short, long)


def test_fifty_thousand_words_without_a_full_stop() -> None:
    assert seconds("export controls on chips which Nvidia sells and " * 6_250) < 30


def test_five_million_times_one_character() -> None:
    assert seconds("a" * 5_000_000, "rule") < 30


def test_a_word_longer_than_any_hides_nothing_and_stays_in_the_quote() -> None:
    path = "x-" * 60
    text = f"On May 5, 2026, BIS rescinded the AI Diffusion Rule ({path}), it said."
    (claim,) = Reader().read_one(Text("t", text)).claims
    assert (claim.type, claim.quote) == ("rescission", text)
    assert text[claim.start : claim.end] == claim.quote
