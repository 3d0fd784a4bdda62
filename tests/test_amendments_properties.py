"""Instructions made from a grammar read back to what was put in; no text breaks or slows it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.amendments import read_amendments, textual_changes
from nlp.amendments.places import Place, following, numeral, orders, roman, spelled, spread

VERBS = {
    "add": ("adding", "Add", "added"),
    "revise": ("revising", "Revise", "revised"),
    "remove": ("removing", "Remove", "removed"),
    "reserve": ("removing and reserving", "Remove and reserve", "removed and reserved"),
}
letters = st.sampled_from("abcdefghjk")
digits = st.integers(1, 12).map(str)
romans = st.integers(1, 4).map(numeral)
chains = st.one_of(
    st.tuples(letters), st.tuples(letters, digits), st.tuples(letters, digits, romans)
).map(lambda marks: "".join(f"({m})" for m in marks))
sections = st.tuples(st.integers(700, 799), st.integers(1, 40)).map(lambda s: f"{s[0]}.{s[1]}")
targets = st.lists(chains, min_size=1, max_size=5, unique=True)
word = st.text("abcdefg ", min_size=1, max_size=20).map(lambda s: " ".join(s.split())).filter(bool)


def listed(items: list[str]) -> str:
    if len(items) < 3:
        return " and ".join(items)
    return ", ".join(items[:-1]) + ", and " + items[-1]


@st.composite
def instructions(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """An instruction and the operations it must read as: whole chains, several clauses."""
    number = draw(sections)
    sign = draw(st.sampled_from(["Section {}", "§ {}"]))
    clauses = draw(
        st.lists(st.tuples(st.sampled_from(sorted(VERBS)), targets), min_size=1, max_size=3)
    )
    wanted, said = [], []
    for verb, chains_ in clauses:
        noun = "paragraph" if len(chains_) == 1 else "paragraphs"
        said.append((verb, f"{noun} {listed(chains_)}"))
        wanted += [(verb, f"15 CFR {number}{c}") for c in chains_]
    place = sign.format(number)
    shape = draw(st.sampled_from(["amended", "Amend", "in", "list"]))
    if shape == "amended":
        words = "; ".join(f"{VERBS[v][0]} {t}" for v, t in said)
        return f"{place} is amended by {words}.", wanted
    if shape == "Amend":
        words = ", and ".join(f"{VERBS[v][0]} {t}" for v, t in said)
        return f"Amend {place.replace('Section', 'section')} by {words}.", wanted
    if shape == "in":
        words = "; ".join(f"{VERBS[v][1].lower()} {t}" for v, t in said)
        return f"In {place.replace('Section', 'section')}, {words}.", wanted
    items = "\n\n".join(f"{'abc'[n]}. {VERBS[v][1]} {t}." for n, (v, t) in enumerate(said))
    return f"In {place.replace('Section', 'section')}:\n\n{items}", wanted


@given(instructions(), st.sampled_from(["", "0\n", "■ "]))
def test_what_is_put_in_is_read(made: tuple[str, list[tuple[str, str]]], mark: str) -> None:
    words, wanted = made
    text = f"PART 700—A PART\n\n{mark}1. {words}\n"
    found = textual_changes(text, 15)
    assert [(c.operation, c.cfr_path) for c in found] == wanted
    assert all(text[c.start : c.end].strip() for c in found)


@given(sections, chains, word, word, st.booleans())
def test_words_replaced_are_read(number: str, chain: str, old: str, new: str, first: bool) -> None:
    swap = (
        f"removing “{old}” and adding in its place “{new}”"
        if first
        else f"removing “{old}” and adding “{new}” in its place"
    )
    text = f"PART 700—A\n\n1. Amend § {number} by {swap} in paragraph {chain}.\n"
    (change,) = textual_changes(text, 15)
    assert (change.operation, change.cfr_path) == ("replace", f"15 CFR {number}{chain}")
    assert (change.old_text, change.new_text) == (old, new)


@given(st.text(), st.text("(abi1)§. \n0“”PARTamendby:;-—,", max_size=400))
def test_any_text_is_read_without_fault(odd: str, near: str) -> None:
    text = (
        f"{odd}\nPART 7—A\n\n1. Amend § 7.1 by {near}\n{odd}\n2. Revise § 7.2 to read as follows:"
    )
    found = read_amendments(text)
    for change in found.changes:
        assert 0 <= change.start < change.end <= len(text)
        assert text[change.start : change.end].strip()
    for start, end in found.unread:
        assert 0 <= start < end <= len(text)


@given(st.integers(1, 89))
def test_numerals_there_and_back(number: int) -> None:
    assert roman(numeral(number)) == number


@given(st.integers(1, 20), st.integers(1, 20), st.sampled_from(["digit", "lower", "roman"]))
def test_ranges_are_counted_out(first: int, more: int, kind: str) -> None:
    outer = {"digit": ("(a)",), "lower": (), "roman": ("(a)", "(1)")}[kind]
    ends = [Place(15, "740", "740.2", (*outer, spelled(kind, n))) for n in (first, first + more)]
    found = list(spread(*ends))
    assert len(found) == more + 1
    assert (found[0], found[-1]) == tuple(ends)


def test_lists_go_on_at_the_deepest_level_that_fits() -> None:
    assert following(("(a)", "(1)", "(i)"), ("(ii)",)) == ("(a)", "(1)", "(ii)")
    assert following(("(a)", "(1)", "(i)"), ("(2)",)) == ("(a)", "(2)")
    assert following(("(a)", "(1)", "(i)"), ("(b)",)) == ("(b)",)
    assert following(("B", "(2)"), ("(6)",)) == ("B", "(6)")
    assert following(("12", "(b)", "(1)"), ("12", "(b)", "(2)")) == ("12", "(b)", "(2)")
    assert orders("(i)") == {"lower": 9, "roman": 1}


@pytest.mark.parametrize(
    "unit",
    [
        *("amend ", "“a", "(a)", "\n0\n", "a. Revising paragraph (a);\n", "§ 1.1 ", "as follows: "),
        *("1. Amend § 1.1 by:\na. Revising paragraph (a);\n\nThe revisions read as follows:\n\n",),
        *(
            "The revisions and ",
            "(a)(1)(i) through (z)(9)(x), ",
            "1. Amend § 1.1 by ",
            "PART 1--X\n",
        ),
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    def took(size: int) -> float:
        text = "PART 1--A\n\n1. Amend § 1.1 by " + unit * (size // len(unit))
        began = time.perf_counter()
        read_amendments(text)
        return time.perf_counter() - began

    small = min(took(50_000) for _ in range(2))
    assert took(200_000) < 12 * small + 0.25
