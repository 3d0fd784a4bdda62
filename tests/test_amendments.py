"""Amendatory instructions: what they do to which place of the Code, in every printed shape."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from nlp.amendments import read_amendments, textual_changes, unread_instructions
from store.model import OPERATIONS
from tests.benchmarks import amendments as bench

RECORDINGS = Path(__file__).parent / "recordings" / "amendments"
NAMES = sorted(p.stem for p in RECORDINGS.glob("*.json"))
REPLICA = Path(__file__).parents[1] / "crawler" / "replica" / "register"
DATA = Path(__file__).parents[1].parent / "shared" / "data"


def rows(text: str, title: int | None = 15, part: str | None = None) -> list[tuple[str, str]]:
    return [(c.operation, c.cfr_path or "?") for c in textual_changes(text, title, part)]


def one(instruction: str, part: str = "774") -> list[tuple[str, str]]:
    return rows(f"PART {part}—A PART\n\n1. {instruction}\n")


@pytest.mark.parametrize("name", NAMES)
def test_recording(name: str) -> None:
    expected = json.loads((RECORDINGS / f"{name}.json").read_text("utf8"))
    text = (RECORDINGS / f"{name}.txt").read_text("utf8")
    found = read_amendments(text, expected["title"])
    read = [
        [c.instruction, c.operation, c.cfr_path, c.old_text, c.new_path, c.new_text]
        for c in found.changes
    ]
    assert [[*c[:5], (c[5] or "")[:60] or None] for c in read] == expected["changes"]
    assert not found.unread
    for change in found.changes:
        assert change.operation in OPERATIONS
        assert text[change.start : change.end].strip()


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (
            "Section 740.2 is amended by revising paragraph (a)(9)(ii) introductory text and the"
            " first and third sentences of paragraph (c), and adding paragraphs (d) through (f).",
            [
                ("revise", "15 CFR 740.2(a)(9)(ii) introductory text"),
                ("revise", "15 CFR 740.2(c) first sentence"),
                ("revise", "15 CFR 740.2(c) third sentence"),
                ("add", "15 CFR 740.2(d)"),
                ("add", "15 CFR 740.2(e)"),
                ("add", "15 CFR 740.2(f)"),
            ],
        ),
        (
            "Section 740.9 is amended by revising paragraphs (a)(1)(i), (ii), and (iv), and (b).",
            [
                ("revise", "15 CFR 740.9(a)(1)(i)"),
                ("revise", "15 CFR 740.9(a)(1)(ii)"),
                ("revise", "15 CFR 740.9(a)(1)(iv)"),
                ("revise", "15 CFR 740.9(b)"),
            ],
        ),
        (
            "Add §§ 740.27, 740.28, and 740.29 to read as follows:",
            [("add", f"15 CFR 740.{n}") for n in (27, 28, 29)],
        ),
        ("Remove §§ 736.3 through 736.5.", [("remove", f"15 CFR 736.{n}") for n in (3, 4, 5)]),
        ("Remove and reserve subpart B.", [("reserve", "15 CFR 774 subpart B")]),
        ("Part 740 is amended by adding Supplement No. 5.", [("add", "15 CFR 740 supp. 5")]),
        (
            "In supplement no. 1 to part 774, Category 3, revise ECCNs 3A001, 3A090, and 3E001.",
            [("revise", f"15 CFR 774 supp. 1 ECCN {c}") for c in ("3A001", "3A090", "3E001")],
        ),
        (
            "Supplement No. 1 to Part 774 (the Commerce Control List), Category 4—Computers, is"
            " amended by adding, between the entries for ECCNs 4E001 and 4E980, ECCN 4E091.",
            [("add", "15 CFR 774 supp. 1 ECCN 4E091")],
        ),
        (
            "Supplement No. 1 to part 774 is amended by adding ECCN 3A904 after ECCN 3A101.",
            [("add", "15 CFR 774 supp. 1 ECCN 3A904")],
        ),
        (
            'Supplement no. 1 to part 774 is amended by removing "April 13, 2026" from Note 1 to'
            ' ECCN 3A090.a and adding in its place "December 31, 2026".',
            [("replace", "15 CFR 774 supp. 1 ECCN 3A090.a note 1")],
        ),
        (
            "Effective November 10, 2025, through November 9, 2026, § 744.11(a)(1) and § 744.8"
            " are stayed.",
            [("suspend", "15 CFR 744.11(a)(1)"), ("suspend", "15 CFR 744.8")],
        ),
        ("The suspension of § 744.11(a)(1) is lifted.", [("lift", "15 CFR 744.11(a)(1)")]),
        ("Transfer § 744.9 from subpart A to subpart B.", [("transfer", "15 CFR 744.9")]),
        (
            "In § 744.23, paragraph (a)(2)(i) is corrected to read as follows:",
            [("correct", "15 CFR 744.23(a)(2)(i)")],
        ),
        ("Revise and republish § 772.1 to read as follows:", [("revise", "15 CFR 772.1")]),
        (
            "The authority citation for 15 CFR parts 740, 742, and 744 continues to read as"
            " follows:",
            [("republish", f"15 CFR {n} authority") for n in (740, 742, 744)],
        ),
        (
            "Amend § 772.1 by revising the definition of “Advanced-Node Integrated Circuits” and"
            " adding definitions for “EUV” and “GAA” in alphabetical order.",
            [
                ("revise", '15 CFR 772.1 definition "Advanced-Node Integrated Circuits"'),
                ("add", '15 CFR 772.1 definition "EUV"'),
                ("add", '15 CFR 772.1 definition "GAA"'),
            ],
        ),
        (
            "Amend § 17.95(e) by adding an entry for “Longfin Smelt” after the entry for “Delta"
            " Smelt”.",
            [("add", '15 CFR 17.95(e) entry "Longfin Smelt"')],
        ),
        (
            "In § 100.501, amend Table 4 to paragraph (i)(4) by adding an entry for “The Race”.",
            [("add", '15 CFR 100.501(i)(4) table 4 entry "The Race"')],
        ),
        (
            "Amend the undesignated center heading preceding § 10.151 to read as follows:",
            [("revise", "15 CFR 10.151 preceding heading")],
        ),
        ("Note 3 to paragraph (b)(10) of § 742.6 is removed.",
         [("remove", "15 CFR 742.6(b)(10) note 3")]),
        (
            "In appendix A to part 1041, remove and reserve Model Forms A-1 and A-2.",
            [("reserve", '15 CFR 1041 appendix A "Model Forms A-1 and A-2"')],
        ),
        ("Amend § 740.2 by removing the last sentence of paragraph (a)(3).",
         [("remove", "15 CFR 740.2(a)(3) last sentence")]),
        (
            "Section 48.30 of part 48 is amended by removing “$5” and adding “$6” in its place in"
            " paragraphs (a) and (b).",
            [("replace", "15 CFR 48.30(a)"), ("replace", "15 CFR 48.30(b)")],
        ),
    ],
)  # fmt: skip
def test_instruction(instruction: str, expected: list[tuple[str, str]]) -> None:
    assert one(instruction) == expected


def test_replacement_keeps_both_texts() -> None:
    text = (
        "PART 5--AGENTS\n\n0\n9. Amend Sec. Sec.  5.204(a) and 5.205(a) by removing \n"
        "``Registration Unit'' each place it appears and adding in its place \n``FARA Unit''.\n"
    )
    found = textual_changes(text, 28)
    assert [(c.cfr_path, c.old_text, c.new_text) for c in found] == [
        ("28 CFR 5.204(a)", "Registration Unit", "FARA Unit"),
        ("28 CFR 5.205(a)", "Registration Unit", "FARA Unit"),
    ]
    assert text[found[0].start : found[0].end].startswith("Amend Sec. Sec.")


def test_words_in_their_places_respectively() -> None:
    found = textual_changes(
        "PART 7--A\n\n1. Amend § 7.3 by removing “one” and “two” and adding in their places “1”"
        " and “2”, respectively.\n",
        29,
    )
    assert [(c.old_text, c.new_text) for c in found] == [("one", "1"), ("two", "2")]


def test_a_reserved_section_an_unnamed_appendix_and_a_center_heading() -> None:
    text = (
        "PART 9--A\n\n1. Amend Appendix to Subpart A of Part 94 by revising the Chart of Limits.\n"
        "\n2. Add reserved §§ 94.82 and 94.83.\n\n3. Revise the undesignated center heading"
        " “Air”.\n\n4. Amend § 94.12 by removing the period in paragraph (u) and adding in its"
        " place “; or”.\n"
    )
    assert rows(text, 28) == [
        ("revise", '28 CFR 94 appendix, subpart A "Chart of Limits"'),
        ("reserve", "28 CFR 94.82"),
        ("reserve", "28 CFR 94.83"),
        ("revise", '28 CFR 9 heading "Air"'),
        ("replace", "28 CFR 94.12(u)"),
    ]
    assert textual_changes(text, 28)[-1].old_text == "."


def test_words_around_an_addition_are_not_added() -> None:
    text = "PART 10--A\n\n1. Amend § 10.1 by adding a hyphen between “bona” and “fide”.\n"
    assert [(c.operation, c.new_text) for c in textual_changes(text, 19)] == [("add", None)]


def test_printed_text_after_a_heading_is_no_list() -> None:
    text = (
        "PART 19--A\n\n15. Amend section 19.1408 by revising paragraph (a) to read as follows:\n\n"
        "19.1408 Contract clauses.\n\n(a) The contracting officer shall insert the clause.\n"
    )
    (change,) = textual_changes(text, 48)
    assert change.cfr_path == "48 CFR 19.1408(a)"
    assert change.new_text == "(a) The contracting officer shall insert the clause."


def test_lists_that_lost_their_lines() -> None:
    text = (
        "PART 136--A\n\n2. Amend § 136.3 by:\na. In paragraph (a): i. Revising the heading; ii."
        " Adding table Ii;\n0 iii. Revising table Id; and b. In paragraph (b): i. Removing"
        " paragraph (b)(1);\n0 ii. Removing paragraph (b)(2).\n"
    )
    assert [(c.instruction, c.cfr_path) for c in textual_changes(text, 40)] == [
        ("2.a.i", "40 CFR 136.3(a) heading"),
        ("2.a.ii", "40 CFR 136.3(a) table Ii"),
        ("2.a.iii", "40 CFR 136.3(a) table Id"),
        ("2.b.i", "40 CFR 136.3(b)(1)"),
        ("2.b.ii", "40 CFR 136.3(b)(2)"),
    ]


def test_words_beside_a_removal_are_not_removed() -> None:
    found = textual_changes(
        "PART 94--A\n\n1. Amend § 94.51 to remove “initial” before “application”.\n", 28
    )
    assert [(c.operation, c.old_text) for c in found] == [("remove", "initial")]


def test_redesignated_paragraphs_have_their_new_places() -> None:
    found = textual_changes(
        "PART 92--A\n\n1. Amend § 92.22 by redesignating paragraphs (a)(8) through (10) as"
        " paragraphs (a)(7) through (9) and paragraph (c)(1) as (c)(2).\n",
        50,
    )
    assert [(c.cfr_path, c.new_path) for c in found] == [
        *((f"50 CFR 92.22(a)({n})", f"50 CFR 92.22(a)({n - 1})") for n in (8, 9, 10)),
        ("50 CFR 92.22(c)(1)", "50 CFR 92.22(c)(2)"),
    ]


def test_lists_below_an_instruction_stand_in_its_section() -> None:
    text = (
        "PART 21—BID PROTESTS\n\n2. In § 21.0:\n\na. Amend paragraph (c) by removing the word “his”"
        " and adding in its place the words “the Architect's”;\n\nb. In paragraph (d):\n\n"
        "i. Revise the second sentence; and\n\nii. Add paragraph (d)(3).\n\n"
        "c. Remove paragraph (e).\n\nThe revision and addition read as follows:\n\n"
        "§ 21.0 Definitions.\n\n* * * * *\n\n"
        "(d) * * *\n\n(3) A new one.\n\n* * * * *\n"
    )
    assert [(c.instruction, c.operation, c.cfr_path) for c in textual_changes(text, 4)] == [
        ("2.a", "replace", "4 CFR 21.0(c)"),
        ("2.b.i", "revise", "4 CFR 21.0(d) second sentence"),
        ("2.b.ii", "add", "4 CFR 21.0(d)(3)"),
        ("2.c", "remove", "4 CFR 21.0(e)"),
    ]
    assert textual_changes(text, 4)[2].new_text == "(3) A new one."


def test_a_list_on_one_line() -> None:
    text = (
        "PART 5--A\n\n13. Amend Sec. 5.304 by: a. Revising paragraphs (b) and (c); b. Redesignating"
        " paragraph (d) as paragraph (e); and c. Adding a new paragraph (d).\n\nThe addition and"
        " revisions read as follows:\n\nSec. 5.304 Exemption.\n\n(b) One.\n\n(c) Two.\n\n(d) Three."
    )
    assert [(c.instruction, c.cfr_path, c.new_text) for c in textual_changes(text, 28)] == [
        ("13.a", "28 CFR 5.304(b)", "(b) One."),
        ("13.a", "28 CFR 5.304(c)", "(c) Two."),
        ("13.b", "28 CFR 5.304(d)", None),
        ("13.c", "28 CFR 5.304(d)", "(d) Three."),
    ]


def test_an_instruction_run_on_after_printed_text_is_found() -> None:
    text = (
        "PART 94--A\n\n8. Amend Sec. 94.25 by revising paragraph (b) to read as follows:\n\n(b) The"
        " actual expense. 9. Revise Sec. 94.31 to read as follows:\n\nSec. 94.31 Procedures.\n\n"
        "None."
    )
    assert [(c.instruction, c.cfr_path, c.new_text) for c in textual_changes(text, 28)] == [
        ("8", "28 CFR 94.25(b)", "(b) The actual expense."),
        ("9", "28 CFR 94.31", "Sec. 94.31 Procedures.\nNone."),
    ]


def test_numbered_text_of_the_rule_is_no_instruction() -> None:
    text = (
        "PART 748—A\n\n19. Supplement No. 10 to part 748 is added to read as follows:\n\n"
        "Supplement No. 10 to Part 748—Requirements\n\n4. Transfer of Chips. The VEU may not,"
        " without authorization from BIS, transfer chips that meet or exceed ECCN 3A090.a.\n\n"
        "a. Removing chips.\n\n(2) Revise the existing program to incorporate appendix A.\n"
    )
    assert rows(text) == [("add", "15 CFR 748 supp. 10")]


def test_the_text_before_the_amending_part_is_not_read() -> None:
    text = (
        "SUPPLEMENTARY INFORMATION:\n\n18. Section 5.302 would be amended to replace a form.\n\n"
        "20. Section 73.3516 is amended by other rules from time to time.\n\nFederal"
        " Communications Commission.\n\nPART 73--RADIO\n\n0\n1. Amend Sec.  73.30 by\n0\na."
        " Revising paragraph (c).\n"
    )
    assert rows(text, 47) == [("revise", "47 CFR 73.30(c)")]


def test_ambiguous_i_goes_where_the_marks_around_it_say() -> None:
    text = (
        "PART 734—A\n\n4. Section 734.9 is amended by revising paragraph (h) to read as follows:\n"
        "\n(h) Scope. Both:\n\n(1) Product.\n\n(i) One.\n\n(ii) Two.\n\n(2) Place.\n\n* * * * *\n\n"
        "5. Section 734.10 is amended by revising paragraphs (h) and (i) to read as follows:\n\n"
        "(h) Old.\n\n(1) Part.\n\n(i) New.\n\n(j) Kept.\n"
    )
    first, second, third = textual_changes(text, 15)
    assert first.new_text == "(h) Scope. Both:\n(1) Product.\n(i) One.\n(ii) Two.\n(2) Place."
    assert second.new_text == "(h) Old.\n(1) Part."
    assert third.new_text == "(i) New."


def test_titles_come_from_what_the_text_prints() -> None:
    body = "PART {0}--X\n\n1. Amend Sec.  {0}.3 by removing paragraph (a).\n"
    assert rows("7 CFR Part 205\n\n" + body.format(205), None) == [("remove", "7 CFR 205.3(a)")]
    assert rows(body.format(205), None) == [("remove", "CFR 205.3(a)")]
    two = "15 CFR Part 744\n\n31 CFR Part 850\n\n" + body.format(744) + body.format(850)
    assert [p for _, p in rows(two, None)] == ["15 CFR 744.3(a)", "31 CFR 850.3(a)"]
    ear = "the Export Administration Regulations are amended as follows:\n\n" + body.format(744)
    assert rows(ear, None) == [("remove", "15 CFR 744.3(a)")]


def test_what_is_named_and_not_read_is_said() -> None:
    text = (
        "PART 5--A\n\n3. Amend Sec.  5.2 by:\n\na. Altering the tenor of paragraphs (h) through (m)"
        " throughout;\n\nb. Revising paragraph (c).\n"
    )
    assert rows(text, 28) == [("revise", "28 CFR 5.2(c)")]
    assert unread_instructions(text, 28) == (
        "a. Altering the tenor of paragraphs (h) through (m) throughout;",
    )


def test_signature_and_stamp_are_no_printed_text() -> None:
    text = (
        "PART 762—A\n\n2. Section 762.5 is amended by adding paragraph (c) to read as follows:\n\n"
        "(c) Index.\n\nMatthew S. Borman,\nPrincipal Deputy Assistant Secretary.\n\n"
        "[FR Doc. 2025-99001 Filed 1-2-25; 8:45 am]\nBILLING CODE 3510-33-P\n"
    )
    assert [c.new_text for c in textual_changes(text, 15)] == ["(c) Index."]


def test_a_text_that_amends_nothing() -> None:
    assert textual_changes("The rule was amended in 1998. Add 3 to 4.") == ()
    assert textual_changes("") == ()


@pytest.mark.parametrize("path", sorted(REPLICA.glob("*.txt")), ids=lambda p: p.stem)
def test_the_publishers_in_miniature(path: Path) -> None:
    text = path.read_text("utf8")
    found = read_amendments(text)
    assert not found.unread
    for change in found.changes:
        assert change.cfr_path and change.cfr_path.startswith("15 CFR 7")
        assert text[change.start : change.end].strip()
    if "\n1. The authority citation" in text:
        assert len(found.changes) > 1


@pytest.mark.skipif(not DATA.exists(), reason="the shared records are not beside this checkout")
def test_marked_instructions_of_real_documents() -> None:
    found = {f.measure: f.value for f in bench.figures(DATA) if f.kind == "score"}
    assert found["AMDPAR elements read"] == 1.0
    assert found["marked instructions read"] > 0.995
    with gzip.open(DATA / "fr_full_text" / "documents.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in list(lines)[:80]:
            text = json.loads(line)["text"]
            assert all(c.cfr_path for c in textual_changes(text))
