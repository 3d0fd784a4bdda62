"""Seekers find what the bare expressions find; entries found by words are those of every token."""

import random
import re
from collections.abc import Sequence
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.symbols import ORTH

from nlp import dates_grammar, gazetteer
from nlp.gazetteer import add_entries, tokenizer
from nlp.landmarks import Folded, Landmarks, Seeker, lowered
from nlp.patterns import _patterns
from nlp.rules import load_entities
from store.model import Mention

SEEKERS = {
    f"{p.label}/{p.rule.name}": p.seeker for p in _patterns() if p.anchor is None and p.rule.marks
} | {f"DATE/{name}": held for name, held in vars(dates_grammar).items() if isinstance(held, Seeker)}
TEXT = st.text(max_size=120)
EXAMPLES = [example.text for rules in load_entities() for example in rules.examples]


def drawn(tree: Sequence[Any], rng: random.Random) -> str:
    """A text that the tree's expression matches, but for what its lookarounds refuse."""
    out = ""
    for at, (op, av) in enumerate(tree):
        if op is c.LITERAL:
            out += chr(av)
        elif op is c.IN:
            out += _char(av, rng)
        elif op is c.NOT_LITERAL:
            out += "z" if av != ord("z") else "y"
        elif op is c.ANY:
            out += "."
        elif op is c.BRANCH:
            out += drawn(rng.choice(av[1]), rng)
        elif op is c.SUBPATTERN:
            out += drawn(av[3], rng)
        elif op is c.ATOMIC_GROUP:
            out += drawn(av, rng)
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            low, high, inside = av
            for _ in range(rng.choice([low, min(high, low + 1), min(high, low + 4)])):
                out += drawn(inside, rng)
        elif op is c.GROUPREF:
            out += rng.choice("-/.")
        elif op is c.ASSERT and av[0] > 0 and at == len(tree) - 1:
            out += drawn(av[1], rng)  # what has to follow
    return out


def _char(choices: Sequence[Any], rng: random.Random) -> str:
    if choices[0][0] is c.NEGATE:
        return rng.choice("aZ 1\n")
    op, av = rng.choice(choices)
    if op is c.LITERAL:
        return chr(av)
    if op is c.RANGE:
        return chr(rng.randint(*av))
    return {c.CATEGORY_DIGIT: "4", c.CATEGORY_SPACE: rng.choice(" \n"), c.CATEGORY_WORD: "w"}.get(
        av, "#"
    )


def spans(found: Any) -> list[tuple[int, int]]:
    return [match.span() for match in found]


@pytest.mark.parametrize("name", SEEKERS)
def test_marks_lose_nothing_that_the_expression_matches(name: str) -> None:
    seeker, rng = SEEKERS[name], random.Random(name)
    tree = list(_parser.parse(seeker.regex.pattern, seeker.regex.flags))
    matched = 0
    for _ in range(150):
        around = [rng.choice(["", " ", ". ", "(", "the ", "\n", "x", "7"]) for _ in range(3)]
        text = around[0] + drawn(tree, rng) + around[1] + drawn(tree, rng) + around[2]
        bare = spans(seeker.regex.finditer(text))
        assert spans(seeker.matches(Landmarks(text))) == bare, text
        matched += len(bare)
    assert matched > 8, "the texts try nothing"


@pytest.mark.parametrize("name", SEEKERS)
def test_a_match_begins_where_first_allows_it(name: str) -> None:
    first = SEEKERS[name].first
    if first is not None:
        assert _parser.parse(first.pattern).getwidth() == (1, 1)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES) | TEXT, min_size=1, max_size=4).map(" ".join), st.data())
def test_marks_lose_nothing_in_texts(text: str, data: st.DataObject) -> None:
    seeker = data.draw(st.sampled_from(list(SEEKERS.values())))
    assert spans(seeker.matches(Landmarks(text))) == spans(seeker.regex.finditer(text))


@given(TEXT)
@example("İstanbul ẞ K ſ")
def test_lower_case_keeps_every_place(text: str) -> None:
    lower = lowered(text)
    assert len(lower) == len(text)
    assert Landmarks(text).places((Folded("st"),)) == [
        m.start() for m in re.finditer("(?=st)", lower)
    ]


PHRASES = [
    phrase
    for rules in load_entities()
    for entry in rules.entries
    for phrase in (*entry.phrases, *entry.folded)
] + [phrase for rules in load_entities() for phrase in rules.never]
JOINS = st.sampled_from(
    [" ", " ", " ", "-", "/", ", ", ". ", "", "’s ", " (", ") ", "\n", "  ", "$", "%", "50", "km_"]
)


def changed(word: str, how: int) -> str:
    return (word, word.upper(), word.lower(), word.title())[how]


BITS = st.tuples(st.sampled_from(PHRASES), st.integers(0, 3)).map(lambda b: changed(*b))


def of_every_token(text: str) -> set[tuple[str, int, int, str | None]]:
    doc = tokenizer().make_doc(gazetteer._broken(text.replace("\n", " ")))
    known = gazetteer._gazetteer()
    out: set[tuple[str, int, int, str | None]] = set()
    for matcher in (known.exact, known.folded):
        for key, first, last in matcher(doc):
            label, entry, _ = known.entries[key]
            end = doc[last - 1].idx + len(doc[last - 1])
            rule = f"{label.lower()}/{entry.name if entry else gazetteer.NEVER}"
            out.add((label, doc[first].idx, end, rule))
    return out


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(BITS, JOINS), max_size=14))
def test_entries_are_those_of_every_token(bits: list[tuple[str, str]]) -> None:
    text = "".join(phrase + join for phrase, join in bits)
    found: dict[str, list[Mention]] = {}
    add_entries(text, lowered(text), found)
    seen = {(m.label, m.start, m.end, m.rule) for ms in found.values() for m in ms}
    assert seen == of_every_token(text)
    assert all(text[m.start : m.end] == m.quote for ms in found.values() for m in ms)


def test_no_entry_begins_or_ends_inside_a_contraction() -> None:
    """ "cannot" is two tokens with nothing between: an entry "Can" would never be looked for."""
    words = re.compile(r"[a-z]+|[0-9]+")
    held = [words.findall(phrase.lower()) for phrase in PHRASES]
    assert all(held), "an entry without letters or numbers of ASCII is never found"
    begins = {phrase.split()[0] for phrase in PHRASES}
    ends = {phrase.split()[-1] for phrase in PHRASES}
    made: Any = tokenizer().tokenizer
    for written, parts in made.rules.items():
        pieces = [str(part[ORTH]) for part in parts]
        if any(word not in words.findall(written.lower()) for word in pieces):
            assert begins.isdisjoint(pieces[1:]), written
            assert ends.isdisjoint(pieces[:-1]), written


def test_an_endless_word_is_no_trap() -> None:
    found: dict[str, list[Mention]] = {}
    text = "US/" * 40_000 + " Nvidia"
    add_entries(text, lowered(text), found)
    assert found["COMPANY"][-1].quote == "Nvidia"
