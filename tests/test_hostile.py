"""No expression of the reader grows faster than its text; the whole reader answers hostile ones."""

import re

import pytest

from nlp.pipeline import mentions
from store.model import Text
from tests.benchmarks import hostile
from tests.benchmarks.hostile_texts import grown, pieces

SHORT, LONG = 8_000, 32_000
#: Seconds that the short text may cost without a second look: ten linear passes' worth.
CHEAP = 0.008
EXPRESSIONS = hostile.expressions()


def steep(regex: re.Pattern[str], run: hostile.Run) -> list[str]:
    """The hostile texts that cost an expression nine times as much at four times the length."""
    out = []
    for first, again in pieces(regex)[:5] + pieces(regex)[-3:]:
        short = hostile.curve(run, first, again, (SHORT,), 0.5)[-1][1]
        if short is not None and short < CHEAP:
            continue
        long = None if short is None else hostile.seconds(run, grown(first, again, LONG), 2.0)
        if short is None or long is None or long > 9 * short:
            out.append(f"{first!r} then {again!r}")
    return out


@pytest.mark.parametrize("text", [r"\[[^\]]*\]x", r"a\w*;"])
def test_a_quadratic_expression_is_caught(text: str) -> None:
    regex = re.compile(text)
    assert steep(regex, lambda found: list(regex.finditer(found)))


def test_a_bounded_expression_is_none() -> None:
    regex = re.compile(r"\[[^\][]{0,80}\]x")
    assert not steep(regex, lambda found: list(regex.finditer(found)))


@pytest.mark.parametrize("part", range(4))
def test_no_entity_or_date_expression_is_steep(part: int) -> None:
    mine = [
        name
        for name in EXPRESSIONS
        if "/" in name or name.startswith(("patterns", "dates", "sentences", "numbers", "plain"))
    ]
    found = {
        name: steep(held.regex, held.run) for name in mine[part::4] if (held := EXPRESSIONS[name])
    }
    faults = {name: texts for name, texts in found.items() if texts}
    assert not faults


def test_every_rule_file_is_among_what_is_measured() -> None:
    names = " ".join(EXPRESSIONS)
    for wanted in ("citation/cfr", "threshold/chips", "openings.compiled", "register."):
        assert wanted in names


def test_hostile_texts_have_their_size_and_no_repeat_is_lost() -> None:
    found = pieces(re.compile(r"\d{2}(?:, \w+)*;"))
    assert any(again.startswith(", ") for _, again in found)
    assert all(len(grown(first, again, 500)) == 500 for first, again in found)


@pytest.mark.parametrize("name", ["digits", "brackets", "names", "dates", "money", "entries"])
def test_mentions_of_hostile_text_are_found_in_time(name: str) -> None:
    text = Text("t", grown("", hostile.TEXTS[name], 120_000))
    took = hostile.seconds(lambda _: mentions(text), "", 10.0)
    assert took is not None and took < 5.0
