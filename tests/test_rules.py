"""Rule files: what does not fit is refused, with the way out."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from nlp import rules
from nlp.rules import EntityRules, RuleError, load, load_entities


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Shape:
    label: str
    mode: Literal["done", "planned"] = "done"
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()
    day: date | None = None
    span: tuple[int, int] = (0, 0)


def write(folder: Path, text: str) -> Path:
    path = folder / "thing.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_becomes_its_shape(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'label = "X"\nmode = "planned"\nwords = ["a", "b"]\nday = 2025-05-13\nspan = [1, 2]\n'
        '[[parts]]\nname = "p"\nweight = 2\n',
    )
    assert load(path, Shape) == Shape(
        "X", "planned", (Part("p", 2.0),), ("a", "b"), date(2025, 5, 13), (1, 2)
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('label = "X"\nwrods = []\n', "thing.toml: unknown key 'wrods'; did you mean 'words'?"),
        ('words = ["a"]\n', "thing.toml: the key 'label' is missing"),
        ("label = 3\n", "thing.toml label: expected str, found 3"),
        ('label = "X"\nmode = "plannd"\n', "did you mean 'planned'?"),
        ('label = "X"\nwords = ["a", 1]\n', r"thing.toml words\[1\]: expected str, found 1"),
        ('label = "X"\n[[parts]]\nnmae = "p"\n', r"thing.toml parts\[0\]: unknown key 'nmae'"),
        ('label = "X"\nspan = [1]\n', "expected 2 items"),
        ("label = \n", "not TOML"),
        ('label = "X"\nday = "soon"\n', "expected date"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        load(write(tmp_path, text), Shape)


def test_a_bad_pattern_is_refused_when_loaded(tmp_path: Path) -> None:
    head = 'label = "X"\nmeaning = "x"\nexamples = []\n[[patterns]]\nname = "n"\n'
    with pytest.raises(RuleError, match="bad regular expression"):
        load(write(tmp_path, head + 'regex = "(a"\n'), EntityRules)
    with pytest.raises(RuleError, match="unknown part 'digit'; did you mean 'digits'"):
        load(write(tmp_path, head + 'regex = "<<digit>>"\n[parts]\ndigits = "1"\n'), EntityRules)


def test_every_entity_file_says_what_it_is_and_has_examples() -> None:
    labels = [entity.label for entity in load_entities()]
    assert sorted(labels) == sorted(set(labels))
    for entity in load_entities():
        assert entity.meaning and entity.examples, entity.label
        assert not entity.entries or entity.source, f"{entity.label}: a list names its source"


def test_the_fingerprint_changes_with_any_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "nlp"
    shutil.copytree(rules.HERE, home, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rules, "HERE", home)
    before = rules.fingerprint()
    assert before == rules.fingerprint() and len(before) == 12
    assert rules.fingerprint(["model"]) != before
    tier = home / "entities" / "tier.toml"
    tier.write_text(tier.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert rules.fingerprint() != before
