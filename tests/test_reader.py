"""Whole texts through the reader: the flagship release and article, the Register, any Unicode."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.reader import Reader
from store.model import Claim, Reading, Text

SHARED = Path(__file__).parents[1].parent / "shared" / "data"
DIFFUSION = "fr:2025-00636"
RELEASE = """Department of Commerce Announces Rescission of Biden-Era AI Diffusion Rule

WASHINGTON, D.C. - Today, the Department of Commerce announced a rescission of the Biden \
Administration's AI Diffusion Rule, while rolling out steps on semiconductors.

The AI Diffusion Rule was issued on January 15, 2025, with compliance requirements that were set \
to come into effect on May 15, 2025.

BIS plans to publish a regulation formalizing the rescission and will issue a replacement rule.

Under Secretary Jeffery Kessler has instructed officials not to enforce the AI Diffusion Rule.

- Issuing guidance alerting industry to the risks of using PRC advanced computing ICs."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def keys(claims: tuple[Claim, ...]) -> set[tuple[str, str, str | None]]:
    return {(c.type, c.modality, c.date) for c in claims}


def check(text: str, reading: Reading) -> None:
    for found in (*reading.claims, *reading.mentions):
        assert text[found.start : found.end] == found.quote
        assert 0 < len(found.quote) <= 600
    assert 0.0 <= reading.relevance <= 1.0


def announced(reading: Reading) -> None:
    """What a careful reader takes from the release of 2025-05-13."""
    assert {
        ("rescission", "announced", "2025-05-13"),
        ("non_enforcement", "done", "2025-05-13"),
        ("adoption", "done", "2025-01-15"),
        ("compliance", "scheduled", "2025-05-15"),
        ("replacement", "planned", None),
        ("guidance", "done", "2025-05-13"),
    } <= keys(reading.claims)
    rescission = [c for c in reading.claims if c.type == "rescission"]
    assert [(c.modality, c.instrument_id, c.actor) for c in rescission] == [
        ("announced", DIFFUSION, "Commerce")
    ]
    adoption = next(c for c in reading.claims if c.type == "adoption")
    assert adoption.role == "background"


def test_release_that_announces_a_rescission(reader: Reader) -> None:
    reading = reader.read_one(Text("x", RELEASE, published=date(2025, 5, 13), kind="release"))
    check(RELEASE, reading)
    announced(reading)
    assert reading.relevance > 0.7


@pytest.mark.skipif(not SHARED.exists(), reason="the publishers' own pages are not here")
def test_release_and_article_as_published(reader: Reader) -> None:
    release = (SHARED / "bis_press" / "rescission_announced.md").read_text().split("---", 2)[2]
    announced(reader.read_one(Text("x", release, published=date(2025, 5, 13), kind="release")))
    article = (SHARED / "seed" / "article_2025-05.txt").read_text()
    reading = reader.read_one(Text("y", article, published=date(2025, 5, 8), kind="news"))
    check(article, reading)
    assert {c.modality for c in reading.claims} & {"done"} == set()
    (rescission,) = [c for c in reading.claims if c.type == "rescission"]
    assert (rescission.modality, rescission.date, rescission.actor, rescission.instrument_id) == (
        "planned",
        "2025-05-07",
        "Commerce",
        DIFFUSION,
    )
    (force,) = [c for c in reading.claims if c.type == "entry_into_force"]
    assert (force.modality, force.date) == ("scheduled", "2025-05-15")


RECORD = """Additions to the Entity List

AGENCY: Commerce Department; Industry and Security Bureau

ACTION: Final rule.

SUMMARY: In this rule, the Bureau of Industry and Security (BIS) amends the Export Administration \
Regulations (EAR) by adding 12 entities to the Entity List. BIS plans to add more entities to the \
Entity List next year. In 2022 BIS rescinded an older rule.

DATES: This rule is effective March 25, 2025.

type: Rule
publication_date: 2025-03-28
document_number: 2025-05427"""


def test_register_record_gives_header_and_substance(reader: Reader) -> None:
    reading = reader.read_one(Text("x", RECORD, published=date(2025, 3, 28), kind="rule"))
    check(RECORD, reading)
    told = keys(reading.claims)
    assert {
        ("publication", "done", "2025-03-28"),
        ("entry_into_force", "done", "2025-03-25"),
        ("listing_addition", "done", "2025-03-25"),
    } <= told
    assert ("listing_addition", "planned", None) in {(t, m, None) for t, m, _ in told}
    assert not [c for c in reading.claims if c.type == "rescission"]
    assert {c.instrument_id for c in reading.claims} == {"fr:2025-05427"}


def test_act_on_another_rule_needs_its_number(reader: Reader) -> None:
    text = RECORD.replace(
        "In 2022 BIS rescinded an older rule.",
        "This final rule rescinds the interim final rule at 89 FR 34680 in its entirety.",
    )
    reading = reader.read_one(Text("x", text, published=date(2025, 3, 28), kind="rule"))
    (rescission,) = [c for c in reading.claims if c.type == "rescission"]
    assert (rescission.instrument_id, rescission.instrument_ref, rescission.date) == (
        None,
        "89 FR 34680",
        "2025-03-25",
    )


def test_abstract_of_a_rule_speaks_of_the_rule_in_its_title(reader: Reader) -> None:
    text = (
        "Removal of a Widget\n\nIn this final rule, the Bureau of Industry and Security (BIS)"
        " amends "
        "the Export Administration Regulations (EAR) by removing one entity from the Entity List."
    )
    reading = reader.read_one(Text("x", text, published=date(2026, 8, 24), kind="release"))
    assert {(c.type, c.modality, c.instrument) for c in reading.claims} == {
        ("adoption", "done", "Removal of a Widget"),
        ("listing_removal", "done", "Removal of a Widget"),
    }


def test_unrelated_text_has_no_claim_and_no_relevance(reader: Reader) -> None:
    text = "The rule is suspended, the referee said. The Tier 1 club will replace its coach in May."
    reading = reader.read_one(Text("x", text, published=date(2026, 6, 15), kind="news"))
    assert reading.claims == ()
    assert reading.relevance == 0.0


def test_version_is_a_fingerprint(reader: Reader) -> None:
    assert reader.version == Reader().version
    assert len(reader.version) == 12
    texts = [Text(str(n), RELEASE) for n in range(3)]
    assert [r.id for r in reader.read(iter(texts))] == ["0", "1", "2"]


PIECES = st.sampled_from(
    [
        *("BIS ", "rescinded ", "the AI Diffusion Rule ", "on May 7, 2025", ". ", "\n\n", "will "),
        *("\u200b", "\U0001f600", "\ud800", "<b>", "10²⁶ ", "DATES: ", "AGENCY: ", "ACTION: "),
        *("SUMMARY: ", "effective ", "published ", "not ", "delayed until ", "Entity List ", "to "),
        *(
            "announced ",
            "a ",
            "suspension of ",
            "sources said ",
            "until ",
            "\r\n",
            "\t",
            "90 FR 4544 ",
        ),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_gives_right_offsets(text: str) -> None:
    reader = Reader()
    for kind in ("news", "rule"):
        check(text, reader.read_one(Text("x", text, published=date(2025, 5, 13), kind=kind)))


HOSTILE = [
    "rescind " * 30_000,
    "announced that it will not " * 10_000,
    "no rule that has not been " * 10_000,
    "delayed until January 1, 2025 from " * 8_000,
    "The rule (90 FR 4544) published on January 1, 2025, " * 5_000,
    "(Rule) " * 35_000,
    "Act " * 60_000,
    "a" * 250_000,
    "A B" * 80_000,
    "The Commerce Department said BIS will rescind the rule. " * 4_500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.timeout(60)
def test_a_quarter_megabyte_of_hostile_text_is_answered(reader: Reader, text: str) -> None:
    check(text, reader.read_one(Text("x", text, published=date(2025, 5, 13), kind="news")))
    header = "T\n\nAGENCY: BIS.\n\nACTION: Final rule.\n\nDATES: " + text
    check(header, reader.read_one(Text("x", header, published=date(2025, 5, 13), kind="rule")))
