"""What ACTION says, which documents are acted on, short names, corrections as printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.register import header_claims, references
from nlp.register.action import read_action, stage_of, vocabulary
from nlp.register.corrections import corrected
from nlp.register.short_names import defined_names
from nlp.register.views import view
from store.model import TYPES, Text

EXAMPLES = [(e, x) for e in vocabulary().entry for x in e.examples]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[x for _, x in EXAMPLES])
def test_vocabulary_reads_its_examples(entry, example: str) -> None:
    before = {
        "final": "Final rule; ",
        "proposed": "Proposed rule; ",
        "temporary": "Temporary rule; ",
    }
    line = before.get(entry.beside[0], "") + example if entry.beside else example
    parts, notes = read_action(line)
    assert notes == []
    assert parts[-1].types == entry.types
    assert parts[-1].modality == entry.modality
    assert parts[-1].stage == entry.stage
    assert set(entry.types) <= set(TYPES)


LINES = [
    ("Final rule; delay of effective date and final rule.", ["", "delay", ""]),
    ("Final rule; removal of administrative stay.", ["", "reimposition"]),
    ("Final rule; response to petition for reconsideration, technical corrections.",
     ["", "", "correction"]),
    ("Notification of action denying petition for reconsideration and administrative stay.", [""]),
    ("Partial withdrawal of proposed rule.", ["withdrawal"]),
    ("Withdrawal of final rule.", ["rescission"]),
    ("Final rule; withdrawal.", ["", "rescission"]),
    ("Direct final rule; withdrawal.", ["", "withdrawal"]),
    ("Temporary rule; reopening.", ["", ""]),
    ("Proposed rule; reopening.", ["proposal", "comment_deadline"]),
    ("Temporary rule; interim measures extended.", ["", "expiry"]),
    ("Notice of extension of comment period.", ["comment_deadline"]),
    ("Final rule; withdrawal of enforcement discretion; delay of effective date.",
     ["", "", "delay"]),
    ("Notice of rescission of antidumping duty administrative review.", [""]),
    ("Proposed delay in effective date.", ["delay"]),
    ("Final rule, interim final rule; delay of effective date and comment date.",
     ["", "", "delay", ""]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "want"), LINES)
def test_each_part_of_a_line_is_read(line: str, want: list[str]) -> None:
    parts, notes = read_action(line, 7)
    assert notes == []
    assert [",".join(p.types) for p in parts] == want
    assert all(line[p.start - 7 : p.end - 7] == p.text for p in parts)


def test_proposed_and_planned_acts_are_not_done() -> None:
    (proposed,), _ = read_action("Proposed delay in effective date.")
    (planned,), _ = read_action("Notification of upcoming rescission of FTR Case 2022-05.")
    assert (proposed.modality, planned.modality) == ("proposed", "planned")


def test_misprint_is_read_and_told() -> None:
    (part,), notes = read_action("Recission of regulations.")
    assert part.types == ("rescission",)
    assert notes == ["ACTION misprint: 'recission' read as 'rescission'"]


@pytest.mark.parametrize(
    "line", ["Final rule; continuance of herrings.", "Notice of unwithdrawal."]
)
def test_an_unread_act_is_unknown(line: str) -> None:
    parts, notes = read_action(line)
    assert notes == [f"ACTION part unknown: {parts[-1].text!r}"]
    assert not parts[-1].known


def test_stage_is_the_documents_form() -> None:
    assert stage_of(read_action("Interim final rule; correction.")[0]) == "interim_final"
    assert stage_of(read_action("Notice.")[0]) is None


WORDS = [
    *("final", "rule;", "delay", "of", "the", "effective", "date", "and", ",", ":", "with", "stay"),
    *("notice", "withdrawal", "request", "for", "comments", "extension", "(x)", "<RM>"),
]


@settings(max_examples=200, deadline=500)
@given(st.lists(st.sampled_from(WORDS), max_size=24))
def test_any_line_gives_right_offsets(words: list[str]) -> None:
    line = " ".join(words)
    for p in read_action(line)[0]:
        assert line[p.start : p.end] == p.text


def linked(action: str, dates: str, summary: str = "Words.", **more: str) -> list[tuple]:
    text = (
        f"{more.get('title', 'A Rule')}\n\nAGENCY: BIS.\n\nACTION: {action}\n\n"
        f"SUMMARY: {summary}\n\nDATES: {dates}\n\n"
        f"SUPPLEMENTARY INFORMATION: {more.get('body', 'X')}"
    )
    read = header_claims(Text("x", text, published=date(2025, 5, 1), kind="rule"))
    assert read is not None
    return [(x.relation, x.ref, x.date.isoformat() if x.date else None) for x in read.links]


LINKS = [
    ("Interim final rule; delay of effective date.",
     "As of January 12, 2022, the effective date for the interim final rule published October 21, "
     "2021, at 86 FR 58205, is delayed to March 7, 2022.",
     [("delays", "86 FR 58205", "2021-10-21")]),
    ("Final rule; delay of effective date.",
     "The effective date of FR Doc. 2017-00317, published in the Federal Register on January 19, "
     "2017 (82 FR 6259), is delayed until March 21, 2017.",
     [("delays", "2017-00317", None), ("delays", "82 FR 6259", "2017-01-19")]),
    ("Interim rule; delay of the effective date.",
     "The effective date of the interim rule, which was published on December 17, 2008 [73 FR "
     "76698], delayed until February 17, 2008 [74 FR 2823], is further delayed until June 1, 2009.",
     [("delays", "73 FR 76698", "2008-12-17"), ("cites", "74 FR 2823", None)]),
    ("Proposed rules; reopening of the comment periods.",
     "The comment periods on the proposed rules that published on December 12, 2024, at 89 FR "
     "100662, and on January 8, 2025, at 90 FR 1421 are reopened until May 19, 2025.",
     [("reopens", "89 FR 100662", "2024-12-12"), ("reopens", "90 FR 1421", "2025-01-08")]),
    ("Proposed rule; withdrawal.",
     "FDA is withdrawing the proposed rule published October 2, 2023 (88 FR 67697) as of January "
     "14, 2025.",
     [("withdraws", "88 FR 67697", "2023-10-02")]),
]  # fmt: skip


@pytest.mark.parametrize(("action", "dates", "want"), LINKS)
def test_links_tell_what_is_done(action: str, dates: str, want: list[tuple]) -> None:
    assert linked(action, dates) == want


def test_history_and_quoted_titles_are_no_acts() -> None:
    body = (
        "The Coast Guard published a notice titled ``Temporary deviation from regulations; "
        "reopening of the comment period'' in the Federal Register (88 FR 76666)."
    )
    assert linked("Final rule.", "Effective May 2, 2025.", body=body) == []
    summary = "The rule at 90 FR 1000, as amended at 90 FR 2000, would be rescinded."
    assert {r for r, _, _ in linked("Final rule.", "Effective May 2, 2025.", summary)} == {"cites"}


def test_a_correction_names_its_document_in_words_or_number() -> None:
    summary = "In rule document 2022-17031, appearing on pages 52224-52279, make this correction."
    assert linked("Correction.", "None.", summary) == [("corrects", "2022-17031", None)]
    text = "T\n\nAGENCY: BIS.\n\ntype: Rule\ndocument_number: C1-2025-00636"
    read = header_claims(Text("x", text, kind="rule"))
    assert read is not None
    assert [(x.relation, x.ref) for x in read.links] == [("corrects", "2025-00636")]
    assert text[read.links[0].start : read.links[0].end] == "C1-2025-00636"


def test_own_numbers_are_never_linked() -> None:
    text = (
        "A Rule\n\nAGENCY: BIS.\n\nSUMMARY: This rule (90 FR 4544, RIN 0694-AJ90) is new.\n\n"
        "citation: 90 FR 4544\nregulation_id_numbers: 0694-AJ90\ndocument_number: 2025-00636"
    )
    read = header_claims(Text("x", text, kind="rule"))
    assert read is not None
    assert read.links == ()


def test_numbers_in_every_print() -> None:
    text = "FR Doc. 2017-00317, document 2022-22873; doc. 23-1234; C1-2025-00636; FR Doc. E8-28159"
    assert references(text) == ["2017-00317", "2022-22873", "23-1234", "C1-2025-00636", "E8-28159"]
    assert references("Docket No. 2022-22873 and 15 CFR 744") == []


NAMES = [
    ("the interim final rule, ``Expansion,'' published on\nSeptember 30, 2025 (90 FR 47201) (the "
     "``Affiliates Rule'').", [("Affiliates Rule", "90 FR 47201")]),
    ("a rule published October 25, 2023 (88 FR 73458) (hereinafter referred to as the “AC/S IFR” "
     "or “October 17 IFR”).", [("AC/S IFR", "88 FR 73458"), ("October 17 IFR", "88 FR 73458")]),
    ("One rule (87 FR 62186) (“October 7 IFR”) and one at 88 FR 73458 (\"AC/S IFR\").",
     [("October 7 IFR", "87 FR 62186"), ("AC/S IFR", "88 FR 73458")]),
    ("(“AI Diffusion Rule,” 90 FR 4544 (Jan. 15, 2025))", [("AI Diffusion Rule", "90 FR 4544")]),
    ("EPA issued requirements (2015 Ozone Rule). 83 FR 62998.",
     [("2015 Ozone Rule", "83 FR 62998")]),
    ("With this interim final rule (the \"AI Diffusion IFR\"), BIS acts.",
     [("AI Diffusion IFR", "fr:own")]),
    ("the rule at 90 FR 1 (the “Final Rule”), the Act (“ECRA”), a framework (NICE Framework)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "want"), NAMES)
def test_short_names(text: str, want: list[tuple[str, str]]) -> None:
    seen = view(text, 0, len(text), wrapped=True)
    assert list(defined_names(seen, None, "fr:own")) == want


def test_names_are_read_to_the_end_of_the_preamble() -> None:
    text = (
        "A Rule\n\nAGENCY: BIS.\n\nSUMMARY: Words.\n\nSUPPLEMENTARY INFORMATION: "
        + "More words. " * 3000
        + "\n\nThe rule at 90 FR 4544 (the “AI Diffusion Rule”) is old.\n\n"
        "List of Subjects in 15 CFR Part 744\n\nThe rule at 1 FR 1 (the “No Rule”)."
    )
    read = header_claims(Text("x", text, kind="rule"))
    assert read is not None
    assert read.names == (("AI Diffusion Rule", "90 FR 4544"),)


CORRECTION = (
    "A Rule; Correction\n\nAGENCY: BIS.\n\nACTION: Correction.\n\nSUMMARY: In rule document "
    "2025-00636, on page 4544, in the third column, in the DATES section, in line 5, the "
    "effective date “January 13, 2025” should read “January 31, 2025”.\n\n"
    "document_number: C1-2025-00636\npublication_date: 2025-02-03"
)


def test_printed_correction_gives_old_and_new_words_and_the_date_put_right() -> None:
    read = header_claims(Text("x", CORRECTION, published=date(2025, 2, 3), kind="rule"))
    assert read is not None
    told = {(c.type, c.date, c.old_date, c.instrument_ref): dict(c.details) for c in read.claims}
    assert told[("correction", "2025-02-03", None, "2025-00636")] == {
        "old_text": "January 13, 2025",
        "new_text": "January 31, 2025",
    }
    assert ("entry_into_force", "2025-01-31", "2025-01-13", "2025-00636") in told


def test_a_corrected_date_of_unknown_kind_is_a_note() -> None:
    text = CORRECTION.replace("the effective date ", "")
    read = header_claims(Text("x", text, published=date(2025, 2, 3), kind="rule"))
    assert read is not None
    assert "DATES corrected, kind of date unknown: 'January 31, 2025'" in read.notes
    assert {c.type for c in read.claims} == {"correction"}


def test_removing_and_adding_is_a_correction_too() -> None:
    (found,) = corrected("On page 2, remove “3A090” and add “3A090.a” in its place.")
    assert (found.old, found.new) == ("3A090", "3A090.a")


def test_filing_of_another_document_told_in_a_summary() -> None:
    text = (
        "Public Briefing\n\nAGENCY: BIS.\n\nSUMMARY: On January 10, 2025, the Office of the "
        'Federal Register posted for public inspection a BIS interim final rule: "Framework for '
        'Artificial Intelligence Diffusion" (RIN 0694-AJ90).\n\ndocument_number: 2025-00637\n'
        "publication_date: 2025-01-15"
    )
    read = header_claims(Text("x", text, published=date(2025, 1, 15), kind="rule"))
    assert read is not None
    (filing,) = [c for c in read.claims if c.type == "filing"]
    assert (filing.date, filing.instrument_ref, filing.instrument_id) == (
        "2025-01-10",
        "RIN 0694-AJ90",
        None,
    )
    assert filing.instrument == "Framework for Artificial Intelligence Diffusion"
