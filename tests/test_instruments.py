"""Which rule and which day a claim means, where only the text itself names them."""

from __future__ import annotations

from datetime import date

import pytest

from nlp import acts, portraits
from nlp.namings import namings, telling
from nlp.reader import Reader
from store.model import Claim, Text


def claims(text: str, published: date | None = None) -> list[Claim]:
    return list(Reader().read_one(Text(id="t", text=text, kind="news", published=published)).claims)


def of(text: str, type: str, published: date | None = None) -> list[tuple[str | None, str | None]]:
    return [(c.instrument, c.date) for c in claims(text, published) if c.type == type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("BIS will suspend the outbound investment rule.", ["outbound investment rule"]),
        ("It issued a rule on foreign drone parts in May.", ["rule on foreign drone parts"]),
        ("A proposed rule that would widen the use controls is due.",
         ["proposed rule that would widen the use controls"]),
        ("The rule of January 14, 2025 stands.", ["rule of January 14, 2025"]),
        ("Its September 6, 2024 interim final rule stands.",
         ["September 6, 2024 interim final rule"]),
        ("The 25 percent chip tariff starts.", ["25 percent chip tariff"]),
        ("A rule on cameras and an interim rule on goggles came.",
         ["rule on cameras", "interim rule on goggles"]),
        ("The EU put off the Dutch scanner rule.", []),
        ("The statement is itself a rule for purposes of review.", []),
        ("No such rule on drones exists.", []),
    ],
)  # fmt: skip
def test_phrases_that_name_a_rule(text: str, names: list[str]) -> None:
    assert [n.name for n in namings(text, bytearray(len(text) + 1)) if n.words] == names


def test_words_that_any_rule_has_tell_none() -> None:
    assert telling("new interim final rule") == frozenset()
    assert telling("the connected vehicles rule") == telling("connected vehicle rule")


def test_the_rule_is_the_one_spoken_of_last() -> None:
    text = (
        "BIS issued a rule on optical lidar parts on May 3, 2026. The lidar rule bars exports to "
        "China. The rule takes effect on June 1, 2026."
    )
    assert of(text, "entry_into_force") == [("rule on optical lidar parts", "2026-06-01")]


def test_a_short_name_in_brackets_is_the_titles() -> None:
    text = (
        'BIS issued a final rule, "Security Requirements for Cloud Operators" (the "Cloud Rule"), '
        "on May 3, 2026. The Cloud Rule takes effect on June 1, 2026."
    )
    names = {c.instrument for c in claims(text)}
    assert names == {"Security Requirements for Cloud Operators"}


def test_both_of_a_list_and_the_latter() -> None:
    text = (
        "BIS's lidar sensor rule and the Commerce Department's routed exports rule take effect on "
        "June 1, 2026. A grace period in the latter expires on August 1, 2026."
    )
    assert of(text, "entry_into_force") == [
        ("lidar sensor rule", "2026-06-01"),
        ("routed exports rule", "2026-06-01"),
    ]
    assert {n for n, _ in of(text, "expiry")} <= {"routed exports rule"}


def test_a_headline_is_no_name() -> None:
    text = (
        "BIS Finalizes Lidar Sensor Rule\n\nThe bureau issued the Lidar Sensor Rule on May 3, "
        "2026. The Sensor Rule covers exports to China."
    )
    assert {c.instrument for c in claims(text)} <= {"Lidar Sensor Rule", None}


def test_one_order_told_of_many() -> None:
    text = (
        "President Trump signed an order on export controls that revoked many orders, among them "
        "Executive Order 14110, on January 20, 2025."
    )
    assert ("Executive Order 14110", "2025-01-20") in of(text, "rescission")


def test_the_day_in_a_clause_on_the_rule_is_not_the_day_of_the_act() -> None:
    text = "BIS will withdraw the draft lidar rule that it sent to OIRA on October 8, 2025."
    assert {d for _, d in of(text, "withdrawal")} == {None}


def test_the_day_in_a_rules_name_is_not_the_day_of_the_act() -> None:
    text = (
        "BIS plans to finalize its September 6, 2024 interim final rule on lasers by May 1, 2026."
    )
    assert {d for _, d in of(text, "adoption")} == {"2026-05-01"}


def test_the_new_day_of_what_is_moved() -> None:
    text = "BIS delayed the compliance date of its lidar rule from March 1 to September 1, 2026."
    assert {d for _, d in of(text, "delay")} == {"2026-09-01"}


def test_a_day_without_a_year_follows_the_day_before_it() -> None:
    text = (
        "The lidar rule was proposed by BIS on September 26, 2024, with comments due on October 28."
    )
    assert {d for _, d in of(text, "comment_deadline", date(2025, 11, 20))} == {"2024-10-28"}


def test_a_day_by_which_something_will_be_done_lies_ahead() -> None:
    text = "BIS will issue a rule on lidar export controls by December 1."
    assert {d for _, d in of(text, "adoption", date(2026, 7, 10))} == {"2026-12-01"}


def test_a_rule_effective_immediately_has_not_the_next_date() -> None:
    text = "The BIS lidar rule is effective immediately, and comments are due by August 3, 2026."
    assert "2026-08-03" not in {d for _, d in of(text, "entry_into_force")}


def meant(
    text: str, type: str, published: date | None = None
) -> list[tuple[str | None, str | None]]:
    return [(c.instrument, c.instrument_id) for c in claims(text, published) if c.type == type]


@pytest.mark.parametrize(
    ("text", "type", "name"),
    [
        ("On May 4, 2026, BIS added 12 companies to the Entity List.",
         "listing_addition", "Entity List"),
        ("The Commerce Department put 12 firms on its export blacklist on May 4, 2026.",
         "listing_addition", "Entity List"),
        ("BIS removed two parties from the Unverified List on May 4, 2026.",
         "listing_removal", "Unverified List"),
        ("BIS issued a final rule on May 4, 2026 that adds 12 parties to the Entity List.",
         "adoption", "Entity List"),
        ("BIS said comments on the proposed laser standard are due on June 1, 2026.",
         "comment_deadline", "proposed laser standard"),
        ("The export rule stays. On May 4, 2026, BIS issued a companion rule on lasers.",
         "adoption", "companion rule on lasers"),
        ("The Commerce Department issued export licences for the H20 on May 4, 2026.",
         "license_grant", "export licences for the H20"),
    ],
)  # fmt: skip
def test_what_no_name_tells_is_told_as_written_and_has_no_id(
    text: str, type: str, name: str
) -> None:
    assert meant(text, type) == [(name, None)]


def test_an_order_that_a_rule_rests_on_is_not_the_rule() -> None:
    text = (
        "BIS proposed a rule on cloud reporting on May 4, 2026, pursuant to Executive Order 14110. "
        "Comments are due on July 1, 2026."
    )
    names = {n for t in ("proposal", "adoption", "comment_deadline") for n, _ in meant(text, t)}
    assert names and not any("14110" in (n or "") for n in names)


@pytest.mark.parametrize(
    ("text", "published", "type", "id"),
    [
        ("The Commerce Department on Monday released a rule with controls on high-bandwidth memory "
         "for chips.", date(2024, 12, 3), "adoption", "fr:2024-28270"),
        ("Washington has put 140 Chinese chip toolmakers on the Entity List.",
         date(2024, 12, 3), "listing_addition", "fr:2024-28267"),
        ("The Commerce Department on Thursday issued worldwide controls on quantum computers and "
         "gate-all-around transistors.", date(2024, 9, 6), "adoption", "fr:2024-19633"),
        ("Samsung lost its validated end-user status, the Commerce Department said.",
         date(2025, 8, 30), "end_user_status_revoked", "fr:2025-16735"),
    ],
)  # fmt: skip
def test_an_act_without_a_name_is_known_by_its_day_and_topic(
    text: str, published: date, type: str, id: str
) -> None:
    assert [i for _, i in meant(text, type, published)] == [id]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("BIS said that Samsung and SK hynix become validated end users on October 13, 2023; a "
         "notice will be published in the Federal Register.", date(2023, 10, 10)),
        ("BIS plans another rule with controls on high-bandwidth memory for chips, and it may soon "
         "be issued.", date(2024, 12, 3)),
        ("BIS withdrew a draft rule on AI chips on May 4, 2026. The AI Diffusion Rule stays in "
         "place for now.", date(2026, 5, 5)),
        ("The Commerce Department may add 12 chip firms to the Entity List.", date(2026, 5, 5)),
    ],
)  # fmt: skip
def test_no_id_for_what_is_another_act(text: str, published: date) -> None:
    found = [c for c in claims(text, published) if c.type not in ("rescission", "entry_into_force")]
    assert found
    assert {c.instrument_id for c in found} == {None}


def test_a_long_title_goes_by_the_short_name_of_the_text() -> None:
    text = "BIS issued the foundry due diligence rule on January 15, 2025."
    assert meant(text, "adoption") == [("foundry due diligence rule", "fr:2025-00711")]


def test_the_acts_are_of_the_gazetteer() -> None:
    for act, _, _ in acts._all():
        assert portraits.known(act.name) or len(act.name) > 25, act.name
        assert act.types
