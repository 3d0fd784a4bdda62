"""Sentences to claims: the event files' own examples, the five verbs, and the reading rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp.happenings import EventExample, EventRules, load_events
from nlp.reader import Reader
from store.model import TYPES, Claim, Text

EVENTS = load_events()
EXAMPLES = [(rules, example) for rules in EVENTS for example in rules.examples]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def claims(
    reader: Reader, text: str, published: date | None = None, kind: str = "news"
) -> list[Claim]:
    found = list(reader.read_one(Text("x", text, published=published, kind=kind)).claims)
    assert all(text[c.start : c.end] == c.quote for c in found)
    return found


def of_type(found: list[Claim], kind: str) -> list[tuple[str, str]]:
    return [(c.modality, c.polarity) for c in found if c.type == kind]


def test_every_type_that_texts_make_has_its_file() -> None:
    assert {r.type for r in EVENTS} == set(TYPES) - {"page_edited", "source_field_changed"}
    assert all(r.examples for r in EVENTS)


@pytest.mark.parametrize(("rules", "example"), EXAMPLES, ids=lambda x: getattr(x, "type", ""))
def test_example_of_an_event_file(reader: Reader, rules: EventRules, example: EventExample) -> None:
    found = claims(reader, example.text, example.published, example.kind or "news")
    got = [c for c in found if c.type == rules.type]
    assert len(got) == len(example.claims)
    for claim, want in zip(got, example.claims, strict=True):
        told: dict[str, Any] = {key: getattr(claim, key) for key in want}
        assert told == dict(want)


RULE = "the AI Diffusion Rule"
TELLINGS = [
    (f"The Commerce Department formally rescinded {RULE}.", ("done", "affirmed")),
    (f"The Commerce Department announced a rescission of {RULE}.", ("announced", "affirmed")),
    (f"The Commerce Department initiated a rescission of {RULE}.", ("announced", "affirmed")),
    (f"The Commerce Department signaled its intention to rescind {RULE}.", ("planned", "affirmed")),
    (f"The Commerce Department scrapped {RULE}.", ("done", "affirmed")),
    (f"The Commerce Department announced that it is rescinding {RULE}.", ("announced", "affirmed")),
    (f"The Commerce Department announced that it will rescind {RULE}.", ("announced", "affirmed")),
    (f"The Commerce Department said it will rescind {RULE}.", ("planned", "affirmed")),
    (f"The Commerce Department said it would rescind {RULE}.", ("planned", "affirmed")),
    (f"The Commerce Department plans to rescind and replace {RULE}.", ("planned", "affirmed")),
    (f"The Commerce Department is preparing to rescind {RULE}.", ("planned", "affirmed")),
    (
        f"The President praised the decision of Commerce to rescind {RULE}.",
        ("announced", "affirmed"),
    ),
    (f"The Commerce Department could rescind {RULE}.", ("speculated", "affirmed")),
    (f"The Commerce Department is considering rescinding {RULE}.", ("speculated", "affirmed")),
    (f"Two sources said the Commerce Department will rescind {RULE}.", ("reported", "affirmed")),
    (f"Commerce has reportedly rescinded {RULE}.", ("reported", "affirmed")),
    (f"Senators urged the Commerce Department to rescind {RULE}.", ("urged", "affirmed")),
    (f"Commerce should rescind {RULE}, the senators wrote.", ("urged", "affirmed")),
    (
        f"A Commerce spokesman denied that the department has rescinded {RULE}.",
        ("denied", "affirmed"),
    ),
    (f"Commerce has not rescinded {RULE}.", ("done", "negated")),
    (f"Commerce has yet to rescind {RULE}.", ("done", "negated")),
    (f"Commerce does not intend to rescind {RULE}.", ("planned", "negated")),
    (f"No notice that rescinds {RULE} has been published by BIS.", ("done", "negated")),
    (f"{RULE[4:]} remains on the books at BIS.", ("done", "negated")),
    ("The rescission of the AI Diffusion Rule has not been published by BIS.", ("done", "negated")),
    (
        "BIS said that reports that it rescinded the AI Diffusion Rule are false.",
        ("denied", "affirmed"),
    ),
]


@pytest.mark.parametrize(("text", "want"), TELLINGS)
def test_how_a_rescission_is_told(reader: Reader, text: str, want: tuple[str, str]) -> None:
    assert of_type(claims(reader, text), "rescission") == [want]


NOTHING = [
    f"If Commerce rescinded {RULE}, shares would rise.",
    f"Will Commerce rescind {RULE}?",
    f"Commerce would have rescinded {RULE} had Congress not acted.",
    "The House voted on the rescissions package of the White House.",
    "Commerce rescinded the administrative review of the antidumping duty order on garlic.",
    "NTIA of the Commerce Department will rescind the preliminary selections of the program.",
    "The airline rescinded its carry-on rule, and the White House said nothing.",
    "How the Rescission of the AI Diffusion Rule Could Shift Tech Markets",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_rescission(reader: Reader, text: str) -> None:
    assert of_type(claims(reader, text), "rescission") == []


def test_rescinding_a_suspension_is_a_return(reader: Reader) -> None:
    found = claims(reader, "BIS rescinded the suspension of the Affiliates Rule on May 4, 2026.")
    assert [(c.type, c.modality, c.date) for c in found] == [("reimposition", "done", "2026-05-04")]


def test_presumption_of_denial_is_no_denial(reader: Reader) -> None:
    found = claims(reader, "BIS reviews license applications under a presumption of denial.")
    assert not [c for c in found if c.modality == "denied"]


def test_another_governments_act_is_no_claim(reader: Reader) -> None:
    text = "The White House watched. China suspended its rule, and the EU delayed its rule."
    assert claims(reader, text) == []


def test_removal_from_the_veu_list_tightens(reader: Reader) -> None:
    found = claims(reader, "BIS removed three fabs from the validated end-user (VEU) program.")
    assert [c.type for c in found] == ["end_user_status_revoked"]


def test_no_publication_date_no_invented_year(reader: Reader) -> None:
    found = claims(reader, "BIS rescinded the AI Diffusion Rule on May 7.")
    assert [(c.type, c.date) for c in found] == [("rescission", None)]


DATES = [
    ("BIS rescinded the AI Diffusion Rule on Thursday.", date(2026, 5, 15), "2026-05-14"),
    ("Yesterday BIS rescinded the AI Diffusion Rule.", date(2026, 5, 15), "2026-05-14"),
    ("BIS rescinded the AI Diffusion Rule on May 7.", date(2026, 5, 15), "2026-05-07"),
    (
        "On May 7, 2026, BIS rescinded the AI Diffusion Rule, issued on January 15, 2025.",
        None,
        "2026-05-07",
    ),
    ("BIS rescinded the AI Diffusion Rule of January 2025 on May 7, 2026.", None, "2026-05-07"),
    ("In May 2026 BIS rescinded the AI Diffusion Rule.", None, "2026-05"),
]


@pytest.mark.parametrize(("text", "published", "want"), DATES)
def test_date_of_an_act(reader: Reader, text: str, published: date | None, want: str) -> None:
    assert [c.date for c in claims(reader, text, published) if c.type == "rescission"] == [want]


def test_weekday_to_come(reader: Reader) -> None:
    text = "The suspension of the Affiliates Rule by BIS ends on Monday."
    (found,) = [c for c in claims(reader, text, date(2026, 11, 6)) if c.type == "suspension_end"]
    assert found.date == "2026-11-09"


def test_set_to_take_effect_is_told_as_written(reader: Reader) -> None:
    text = "The AI Diffusion Rule, which was set to take effect on May 15, caps exports, BIS says."
    (found,) = claims(reader, text, date(2025, 5, 8))
    assert (found.type, found.modality, found.date) == (
        "entry_into_force",
        "scheduled",
        "2025-05-15",
    )


def test_the_rule_of_a_document(reader: Reader) -> None:
    text = (
        "BIS issued the Affiliates Rule on September 29, 2025.\n\nOn May 4, 2026 BIS rescinded the "
        "rule."
    )
    (found,) = [c for c in claims(reader, text) if c.type == "rescission"]
    assert (found.instrument, found.instrument_id) == ("Affiliates Rule", "fr:2025-19001")


def test_a_rule_described_and_not_named(reader: Reader) -> None:
    text = "The Trump administration plans to rescind Biden-era curbs on AI chips."
    (found,) = claims(reader, text)
    assert (found.type, found.modality, found.instrument_id) == (
        "rescission",
        "planned",
        "fr:2025-00636",
    )


def test_a_new_rule_is_not_the_one_spoken_of(reader: Reader) -> None:
    text = (
        "The AI Diffusion Rule is on the books. BIS published a final rule on licences for cameras "
        "on May 4, 2026."
    )
    (found,) = [c for c in claims(reader, text) if c.type == "publication"]
    assert found.instrument == "final rule on licences for cameras"


def test_headline_and_body_that_differ_are_two_claims(reader: Reader) -> None:
    text = (
        "Commerce Scraps AI Diffusion Rule\n\nOn Tuesday the Commerce Department announced a "
        "rescission of the rule. It announced the rescission again."
    )
    found = claims(reader, text, date(2025, 5, 14))
    assert [(c.modality, c.date) for c in found] == [("done", None), ("announced", "2025-05-13")]


def test_recap_is_background(reader: Reader) -> None:
    text = (
        "On November 4, 2026 BIS issued guidance on chips. In May 2025 Commerce had announced a "
        "rescission of the AI Diffusion Rule."
    )
    found = claims(reader, text, date(2026, 11, 5))
    assert [(c.type, c.role) for c in found] == [("guidance", "main"), ("rescission", "background")]


def test_draft_is_not_the_rule_it_would_change(reader: Reader) -> None:
    text = (
        'The AI Diffusion Rule stands. Commerce withdrew the draft rule titled "AI Action Plan '
        'Implementation" from review on March 13, 2026.'
    )
    (found,) = [c for c in claims(reader, text) if c.polarity == "affirmed"]
    assert (found.type, found.date) == ("withdrawal", "2026-03-13")
    assert found.instrument_id != "fr:2025-00636"


@pytest.mark.parametrize(
    ("text", "published", "type_", "dates"),
    [
        # a day counted from the act is not the day of the act
        (
            "Tomorrow it will be a month since the Commerce Department announced that it was"
            " rescinding the AI Diffusion Rule.",
            date(2025, 6, 12),
            "rescission",
            {None},
        ),
        # another government's measure is no claim on a rule of ours
        (
            "China will suspend the export controls on rare earths that it announced on October 9,"
            " 2025, and the Affiliates Rule stays.",
            date(2025, 11, 1),
            "suspension",
            set(),
        ),
    ],
)
def test_what_stands_near_an_act_without_being_its_date_or_ours(text, published, type_, dates):
    [reading] = Reader().read([Text("x", text, published=published, kind="news")])
    assert {c.date for c in reading.claims if c.type == type_} == dates
