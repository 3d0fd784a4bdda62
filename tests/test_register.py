"""The grammar of Federal Register headers: ACTION, DATES, links, in every shape."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.captions import days, read_caption
from nlp.register import header_claims
from nlp.register.action import read_action
from nlp.register.links import references
from store.model import Text

SHARED = Path(__file__).parents[1].parent / "shared"
WEDNESDAY = date(2021, 3, 17)


def dated(caption: str, published: date | None = WEDNESDAY, kind: str = "rule") -> list[tuple]:
    return [
        (d.kind, d.day.isoformat() if d.day else None)
        for d in read_caption(caption, published, kind)
    ]


CAPTIONS = [
    ("This rule is effective March 21, 2006.", [("entry_into_force", "2006-03-21")]),
    (
        "Effective date: This rule is effective January 13. 2025.",
        [("entry_into_force", "2025-01-13")],
    ),
    ("Effective January 1 2024.", [("entry_into_force", "2024-01-01")]),
    ("March 18, 2021.", [("entry_into_force", "2021-03-18")]),
    ("<RM>Effective April 30, 2001.", [("entry_into_force", "2001-04-30")]),
    ("Effective date October 20, 2008.", [("entry_into_force", "2008-10-20")]),
    (
        "Effective date: This rule is effective March 16, 2021. Comment date: Comments must be "
        "received by BIS no later than March 1, 2021.",
        [("entry_into_force", "2021-03-16"), ("comment_deadline", "2021-03-01")],
    ),
    (
        "The effective date of this rule is January 16, 2025. Compliance date: Compliance with the "
        "revisions is not required until January 31, 2025.",
        [("entry_into_force", "2025-01-16"), ("compliance", "2025-01-31")],
    ),
    (
        "Effective December 28, 2023, through December 31, 2023.",
        [("entry_into_force", "2023-12-28"), ("expiry", "2023-12-31")],
    ),
    (
        "Effective January 10, 2024, through 2400 hours, Alaska local time (A.l.t.), "
        "December 31, 2024.",
        [("entry_into_force", "2024-01-10"), ("expiry", "2024-12-31")],
    ),
    (
        "Effective 1200 hrs, Alaska local time (A.l.t.), February 18, 2001, until until 2400 hrs, "
        "A.l.t., December 31, 2001.",
        [("entry_into_force", "2001-02-18"), ("expiry", "2001-12-31")],
    ),
    (
        "The comment period for the document published on March 12, 2020 (85 FR 14428), is "
        "reopened. Submit comments on or before April 22, 2020.",
        [("comment_deadline", "2020-04-22")],
    ),
    (
        "This rule is effective on May 10, 2001 without further notice, unless EPA receives "
        "adverse comment by April 16, 2001.",
        [("entry_into_force", "2001-05-10"), ("comment_deadline", "2001-04-16")],
    ),
    (
        "The meeting will be held on Wednesday, February 14, 2024, from 12 p.m. until adjourned.",
        [],
    ),
    (
        "Nominations for members must be received on or before 5 p.m. Eastern Standard Time (EST) "
        "on February 8, 2024. After that date, the Department may continue to accept nominations.",
        [("comment_deadline", "2024-02-08")],
    ),
    ("This rule is effective upon publication.", [("entry_into_force", "2021-03-17")]),
    (
        "Comments must be received within 30 days after publication in the Federal Register.",
        [("comment_deadline", "2021-04-16")],
    ),
    (
        "The food additive petition was filed on December 21, 2023. Submit either electronic or "
        "written comments on the filing notice by March 11, 2024.",
        [("comment_deadline", "2024-03-11")],
    ),
]


@pytest.mark.parametrize(("caption", "want"), CAPTIONS)
def test_caption_is_read(caption: str, want: list[tuple]) -> None:
    assert dated(caption) == want


DELAYS = [
    (
        "The effective date of the final rule, published at 66 FR 4674, January 18, 2001, is "
        "delayed for 60 days, from March 19, 2001 to a new effective date of May 18, 2001.",
        "2001-05-18",
        "2001-03-19",
    ),
    (
        "The effective date of the rule amending 19 CFR part 361published at 85 FR 83804 (Dec. 23, "
        "2020), is delayed from January 25, 2021, to March 29, 2021.",
        "2021-03-29",
        "2021-01-25",
    ),
    (
        "As of March 9, 2021, the March 10, 2021 effective date of the final rule published on "
        "December 10, 2020, at 85 FR 79566, is delayed to March 21, 2021.",
        "2021-03-21",
        "2021-03-10",
    ),
    (
        "The effective date of the interim rule, which was published on December 17, 2008 "
        "[73 FR 76698], delayed until February 17, 2008 [74 FR 2823], delayed until March 9, 2009 "
        "[74 FR 7179], is further delayed until June 1, 2009.",
        "2009-06-01",
        "2009-03-09",
    ),
    (
        "The effective date of the final rule is delayed for 60 days, form February 2, 2001 to a "
        "new effective date of April 3, 2001.",
        "2001-04-03",
        "2001-02-02",
    ),
]


@pytest.mark.parametrize(("caption", "new", "old"), DELAYS)
def test_delay_has_its_new_date_and_its_old_one(caption: str, new: str, old: str) -> None:
    (found,) = [d for d in read_caption(caption, WEDNESDAY, "rule") if d.kind == "delay"]
    assert found.day is not None
    assert found.day.isoformat() == new
    assert found.old is not None
    assert found.old.isoformat() == old


def test_two_dates_delayed_in_one_sentence() -> None:
    found = read_caption(
        "The effective date of the rule amending 29 CFR Part 403, published January 21, 2009, at "
        "74 FR 3678, is delayed until October 19, 2009, and its applicability date is delayed "
        "until January 1, 2010.",
        date(2009, 4, 21),
        "rule",
    )
    assert [d.day.isoformat() for d in found if d.day] == ["2009-10-19", "2010-01-01"]


def test_a_new_rules_own_parts_are_contingent_and_no_delay() -> None:
    found = read_caption(
        "Effective May 24, 2021, except for amendatory instructions 3, 4, and 6, which are"
        " delayed. "
        "The Commission will publish a document announcing the effective date.",
        WEDNESDAY,
        "rule",
    )
    assert [(d.kind, d.basis) for d in found] == [
        ("entry_into_force", "stated"),
        ("entry_into_force", "contingent"),
    ]
    assert "instructions 3, 4, and 6" in str(found[1].details["provision"])


def test_stay_until_a_day_is_a_suspension_whose_last_day_is_the_day_before() -> None:
    found = read_caption(
        "Effective January 31, 2017, the final rule amending 50 CFR 622.189(g) that published on "
        "December 29, 2016, at 81 FR 95893, is stayed until March 21, 2017.",
        date(2017, 1, 31),
        "rule",
    )
    assert [(d.kind, str(d.day)) for d in found] == [
        ("suspension", "2017-01-31"),
        ("suspension_end", "2017-03-21"),
    ]
    assert found[0].details["last_day"] == "2017-03-20"
    assert found[1].details["until"] is True


def test_license_in_a_rule_does_not_end_the_rule() -> None:
    found = read_caption(
        "- Effective date: This rule is effective September 29, 2025.\n- Temporary General License "
        "(TGL) validity date: The TGL in supplement no. 1 to part 736 is valid from September 29, "
        "2025, through November 28, 2025.",
        date(2025, 9, 30),
        "rule",
    )
    assert [(d.kind, str(d.day), dict(d.details)) for d in found] == [
        ("entry_into_force", "2025-09-29", {}),
        ("expiry", "2025-11-28", {}),
    ]


def test_misprints_are_read_and_flagged() -> None:
    (day,) = days("The rule is effective Janaury 22, 2001.")
    assert day.day == date(2001, 1, 22)
    assert day.odd == "month printed as 'Janaury'"
    assert list(days("February 30, 2021; Foo 3, 2021")) == []


ACTIONS = [
    ("Final rule.", set(), "rule"),
    ("Interim final rule; delay of effective date.", {"delay"}, "rule"),
    ("<RM>Final rule; delay of effective date.", {"delay"}, "rule"),
    ("Final rule; delay of effective date and request for comments.", {"delay"}, "rule"),
    ("Stay of final rule.", {"suspension"}, None),
    ("Final rule; stay.", {"suspension"}, "rule"),
    ("Removal of administrative stay.", {"reimposition"}, None),
    ("Final rule; correction.", {"correction"}, "rule"),
    ("Correcting amendments.", {"correction"}, None),
    ("Proposed rule; withdrawal.", {"withdrawal", "proposal"}, "proposed_rule"),
    ("Withdrawal of direct final rule.", {"withdrawal"}, None),
    (
        "Identification of Prohibited Transactions; notification of rescission.",
        {"rescission"},
        "notice",
    ),
    ("Rescission of regulations.", {"rescission"}, None),
    ("Notification of vacated court order.", {"court_ruling"}, "notice"),
    (
        "Interim final rule; request for comments; extension of comment period.",
        {"comment_deadline"},
        "rule",
    ),
    ("Notification of inquiry; reopening comment period.", {"comment_deadline"}, "notice"),
    ("Proposed rule.", {"proposal"}, "proposed_rule"),
    ("Temporary rule, closure.", set(), "rule"),
    ("Final rule; guidance.", {"guidance"}, "rule"),
]


@pytest.mark.parametrize(("action", "types", "form"), ACTIONS)
def test_action_parts(action: str, types: set[str], form: str | None) -> None:
    parts, notes = read_action(action)
    assert {t for p in parts for t in p.types} == types
    assert next((p.form for p in parts if p.form), None) == form
    assert notes == []
    assert all(action[p.start : p.end] == p.text for p in parts)


def test_unknown_part_is_a_note_and_never_defaulted() -> None:
    parts, notes = read_action("Final rule; transmogrification of herrings.")
    assert notes == ["ACTION part unknown: 'transmogrification of herrings.'"]
    assert parts[1].types == ()


def test_footnote_in_action_is_refused() -> None:
    parts, notes = read_action("The bitcoin " * 40)
    assert parts == []
    assert notes[0].startswith("ACTION refused, 480 characters")


def test_references_in_normal_form() -> None:
    text = "(90 FR 4544), 91 Fed. Reg. 1,234; FR Doc. 2017–00317, RIN 0694-AJ90, document C1-2"
    assert references(text) == ["90 FR 4544", "91 FR 1234", "2017-00317", "RIN 0694-AJ90"]


RECORD = """Framework for Artificial Intelligence Diffusion

AGENCY: Bureau of Industry and Security, Department of Commerce.

ACTION: Interim final rule; request for comments.

SUMMARY: With this interim final rule BIS revises the controls (the "AI Diffusion IFR").

DATES: Effective date: This rule is effective January 13. 2025.

type: Rule
publication_date: 2025-01-15
effective_on: 2025-01-13
citation: 90 FR 4544
document_number: 2025-00636
regulation_id_numbers: 0694-AJ90"""


def test_record_of_a_rule_in_force_before_its_publication() -> None:
    read = header_claims(Text("x", RECORD, published=date(2025, 1, 15), kind="rule"))
    assert read is not None
    assert [(c.type, c.modality, c.date, c.instrument_id) for c in read.claims] == [
        ("publication", "done", "2025-01-15", "fr:2025-00636"),
        ("entry_into_force", "done", "2025-01-13", "fr:2025-00636"),
    ]
    assert all(RECORD[c.start : c.end] == c.quote for c in read.claims)
    assert read.claims[0].actor == "BIS"
    assert read.instrument == "Framework for Artificial Intelligence Diffusion"
    assert read.names == (("AI Diffusion IFR", "fr:2025-00636"),)
    assert read.notes == ("DATES: full stop for a comma in 'January 13. 2025'",)


def test_fields_speak_where_the_caption_is_silent() -> None:
    bare = RECORD.replace("DATES: Effective date: This rule is effective January 13. 2025.\n\n", "")
    read = header_claims(Text("x", bare, published=date(2025, 1, 15), kind="rule"))
    assert read is not None
    force = next(c for c in read.claims if c.type == "entry_into_force")
    assert (force.date, force.rule) == ("2025-01-13", "effective_on")
    assert force.quote == "effective_on: 2025-01-13"


FULL = """DEPARTMENT OF COMMERCE

Bureau of Industry and Security

15 CFR Parts 734 and 744

[Docket No. 251105-0001]

RIN 0694-AK00

One Year Suspension of a Rule

AGENCY: Bureau of Industry and Security, Department of Commerce.

ACTION: Final rule.

SUMMARY: In this final rule, BIS suspends for one year the interim final rule, "Expansion of \
End-User Controls," published on September 30, 2025 (90 FR 47201) (the "Affiliates Rule").

DATES: This rule is effective November 10, 2025, through November 9, 2026, except for amendatory \
instruction 3, which is effective November 10, 2026.

SUPPLEMENTARY INFORMATION: More.

[FR Doc. 2025-19846 Filed 11-10-25; 8:45 am]"""


def test_suspension_of_another_rule_in_a_full_text() -> None:
    read = header_claims(Text("x", FULL, published=date(2025, 11, 12), kind="rule"))
    assert read is not None
    told = {
        (c.type, c.modality, c.date, c.instrument_id, c.instrument_ref): dict(c.details)
        for c in read.claims
    }
    assert told == {
        ("filing", "done", "2025-11-10", "fr:2025-19846", None): {},
        ("suspension", "done", "2025-11-10", None, "90 FR 47201"): {"last_day": "2026-11-09"},
        ("entry_into_force", "done", "2025-11-10", "fr:2025-19846", None): {},
        ("suspension_end", "scheduled", "2026-11-09", None, "90 FR 47201"): {"until": False},
        ("expiry", "scheduled", "2026-11-09", "fr:2025-19846", None): {"whole": True},
        ("reimposition", "scheduled", "2026-11-10", None, "90 FR 47201"): {
            "provision": "except for amendatory instruction 3"
        },
    }
    assert ("Affiliates Rule", "90 FR 47201") in read.names
    assert read.instrument == "One Year Suspension of a Rule"


def test_delay_names_the_rule_it_delays() -> None:
    text = (
        "Connected Vehicles; Delay of Effective Date\n\nAGENCY: BIS.\n\nACTION: Final rule; delay"
        " of "
        "effective date.\n\nDATES: As of March 17, 2021, the effective date of the rule published "
        "January 16, 2021, at 86 FR 4923, is delayed until May 17, 2021.\n\ntype: Rule\n"
        "publication_date: 2021-03-17\neffective_on: 2021-01-16\ndocument_number: 2021-05555"
    )
    read = header_claims(Text("x", text, published=WEDNESDAY, kind="rule"))
    assert read is not None
    delay = next(c for c in read.claims if c.type == "delay")
    assert (delay.date, delay.instrument_ref, delay.details) == (
        "2021-05-17",
        "86 FR 4923",
        {"on": "2021-03-17"},
    )
    assert not [c for c in read.claims if c.type == "entry_into_force"]


def test_inspection_record_is_a_filing() -> None:
    text = (
        "A Rule\n\nAGENCY: Industry and Security Bureau\n\ntype: Rule\n"
        "filed_at: 2025-01-13T08:45:00-05:00\npublication_date: 2025-01-15\n"
        "document_number: 2025-00636"
    )
    read = header_claims(Text("x", text, kind="rule"))
    assert read is not None
    assert [(c.type, c.modality, c.date, c.instrument_id) for c in read.claims] == [
        ("filing", "done", "2025-01-13", "fr:2025-00636"),
        ("publication", "scheduled", "2025-01-15", "fr:2025-00636"),
    ]


def test_number_of_a_correction_points_at_what_it_corrects() -> None:
    text = (
        "T\n\nAGENCY: BIS.\n\ntype: Rule\npublication_date: 2025-07-29\n"
        "document_number: C1-2025-00636"
    )
    read = header_claims(Text("x", text, published=date(2025, 7, 29), kind="proposed_rule"))
    assert read is not None
    correction = next(c for c in read.claims if c.type == "correction")
    assert correction.instrument_ref == "2025-00636"
    assert not [c for c in read.claims if c.type == "proposal"]


def test_text_cut_off_after_its_header_is_noted() -> None:
    text = FULL[: FULL.index("SUPPLEMENTARY")] + "FOR FURTHER INFORMATION CONTACT: A. Person."
    read = header_claims(Text("x", text, published=date(2025, 11, 12), kind="rule"))
    assert read is not None
    assert "text cut off after its header" in read.notes


def test_old_numbers_carry_their_date() -> None:
    text = (
        "T\n\nAGENCY: BIS.\n\ntype: Rule\npublication_date: 2008-10-20\ndocument_number: E8-18852"
    )
    read = header_claims(Text("x", text, published=date(2008, 10, 20), kind="rule"))
    assert read is not None
    assert read.instrument_id == "fr:E8-18852@2008-10-20"


def test_news_is_no_register_text() -> None:
    assert header_claims(Text("x", "BIS said: DATES: none.", kind="news")) is None


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_caption_gives_right_offsets(caption: str) -> None:
    for d in read_caption(caption, WEDNESDAY, "rule"):
        assert 0 <= d.start <= d.end <= len(caption)
        assert d.words is None or caption[d.start : d.end] == d.words


SCORER = SHARED / "tools" / "score_register.py"


@pytest.mark.skipif(not SCORER.exists(), reason="labelled records are not here")
@pytest.mark.parametrize(
    ("what", "records", "gold"),
    [
        ("dates", "fr_api/documents.json.gz", None),
        ("delays", "fr_delays/rules_labelled.jsonl", "fr_delays/new_dates.jsonl"),
    ],
)
def test_scores_on_labelled_records(
    what: str, records: str, gold: str | None, tmp_path: Path
) -> None:
    data = SHARED / "data"
    made = subprocess.run(
        [sys.executable, SCORER, "make", data / records], capture_output=True, text=True, check=True
    )
    out = tmp_path / "out.jsonl"
    with out.open("w") as f:
        for line in made.stdout.splitlines():
            row = json.loads(line)
            read = header_claims(
                Text(
                    row["id"],
                    row["text"],
                    title=row["title"],
                    published=date.fromisoformat(row["published"]),
                    kind=row["kind"],
                )
            )
            claims = [
                {"type": c.type, "modality": c.modality, "date": c.date}
                for c in (read.claims if read else ())
            ]
            f.write(json.dumps({"id": row["id"], "claims": claims}) + "\n")
    command = [sys.executable, SCORER, what, data / records, out]
    command += ["--gold", data / gold] if gold else []
    score = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    if what == "dates":
        assert score["effective_on"]["recall"] >= 0.985
        assert score["effective_on"]["nothing_else"] >= 0.96
        assert score["comments_close_on"]["recall"] >= 0.985
        assert score["comments_close_on"]["nothing_else"] >= 0.95
    else:
        assert score["delays"]["f1"] >= 0.985
        assert score["new_date"]["found_and_no_other"] >= 0.95
