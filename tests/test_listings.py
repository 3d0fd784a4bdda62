"""Parties of listing documents, in the three shapes in which the Register's texts come."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import fulltext, gpo
from crawler.extract.columns import in_rows
from crawler.replica.documents import read_documents
from crawler.replica.rawtext import raw_text
from nlp.listings import check, listing_claims, parties, read_listings, stated_counts
from nlp.listings.destinations import destination, heading
from nlp.listings.entry import read_entity, read_terms
from store.model import Capture, Draft, Party
from tests.printing_office import in_columns, in_xml, stripped

HERE = Path(__file__).parent / "recordings" / "listings"
FIELDS = (
    "name", "action", "list", "country", "aliases", "addresses", "license_requirement",
    "license_policy", "citation",
)  # fmt: skip


def plain(party: Party) -> dict[str, Any]:
    values = {name: getattr(party, name) for name in FIELDS}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


def from_xml(raw: str) -> str:
    capture = Capture(
        "0" * 64, "https://x.test/1", "x", "fr_xml", datetime(2025, 3, 28, tzinfo=UTC)
    )
    (draft,) = gpo.fr_xml(capture, raw.encode())
    assert isinstance(draft, Draft)
    return draft.text


def from_columns(raw: str) -> str:
    return fulltext.read(in_rows(raw))


SHAPES: dict[str, Callable[[str], str]] = {
    "printed.xml": from_xml,
    "printed.txt": from_columns,
    "printed.stripped.txt": fulltext.read,
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_printed_supplement_is_read_whole(name: str) -> None:
    text = SHAPES[name]((HERE / name).read_text(encoding="utf8"))
    found = read_listings(text)
    assert found.notes == ()
    assert [plain(p) for p in found.parties] == json.loads((HERE / "printed.json").read_text())
    assert check(found.parties, stated_counts(text)) == ()
    for p in found.parties:
        assert text[p.start : p.end].startswith(p.name[:20])


def test_columns_that_ran_into_each_other_are_told_and_not_guessed() -> None:
    raw = (HERE / "printed.txt").read_text(encoding="utf8")
    text = fulltext.read(re.sub(r"(?m)^-{60,}$", "", raw))  # without its rules no column is told
    found = read_listings(text)
    assert "Entity List: a table that could not be read" in found.notes
    assert {p.citation for p in found.parties} == {None}
    assert len(found.parties) == 6  # those that the instructions name


WORD = st.text("bcdfglmnprstv", min_size=3, max_size=7).map(str.capitalize)
NAME = st.tuples(WORD, WORD, st.sampled_from(["Co., Ltd.", "JSC", "Institute", "Trading FZE"])).map(
    " ".join
)
ADDRESS = st.tuples(st.integers(1, 99), WORD, WORD).map(lambda t: f"No. {t[0]} {t[1]} Road, {t[2]}")
TERMS = st.sampled_from(
    [
        ("For all items subject to the EAR. (See § 744.11 of the EAR).", "Presumption of denial."),
        ("For all items subject to the EAR (see §§ 734.9(g) and 744.21(b) of the EAR).",
         "Policy of denial. See §§ 746.8(b) and 744.21(e)."),
        ("All items subject to the EAR.", "Case-by-case review."),
    ]
)  # fmt: skip
CITED = st.sampled_from(
    ["90 FR 14046, 3/28/25.", "84 FR 22961, 5/21/19. 90 FR 14046, 3/28/25.",
     "90 FR [INSERT FR PAGE NUMBER], 3/28/2025."]
)  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> Party:
    requirement, policy = draw(TERMS)
    return Party(
        name=draw(NAME), action="addition", start=0, end=0,
        country=draw(st.sampled_from(["CHINA, PEOPLE'S REPUBLIC OF", "TURKEY", "HONG KONG"])),
        aliases=tuple(draw(st.lists(NAME, max_size=4, unique=True))),
        addresses=tuple(draw(st.lists(ADDRESS, min_size=1, max_size=3, unique=True))),
        license_requirement=requirement, license_policy=policy, citation=draw(CITED),
    )  # fmt: skip


@pytest.mark.parametrize("shape", ["xml", "columns", "dotted columns", "stripped"])
@settings(deadline=None, max_examples=60)
@given(listed=st.lists(entries(), min_size=1, max_size=4, unique_by=lambda p: p.name))
def test_what_is_printed_reads_back(shape: str, listed: list[Party]) -> None:
    listed = sorted(listed, key=lambda p: str(p.country))
    order = "2. Supplement no. 4 to part 744 is amended by adding entries to read as follows:"
    if shape == "xml":
        text = from_xml(
            f"<RULE><SUBJECT>T</SUBJECT><REGTEXT><AMDPAR>{order}</AMDPAR>{in_xml(listed)}</REGTEXT>"
            "<FRDOC>[FR Doc. 2025-99920 Filed 3-25-25; 8:45 am]</FRDOC></RULE>"
        )
    elif shape == "stripped":
        text = f"{order} {stripped(listed)} [FR Doc. 2025-99920 Filed 3-25-25; 8:45 am]"
    else:
        table = in_columns(listed, "." if "dotted" in shape else " ")
        text = from_columns(f"<html><pre>\n{order}\n\n{table}\n\n[FR Doc. 2025-99920]</pre></html>")
    assert [plain(p) for p in parties(text)] == [plain(p) for p in listed]


def test_the_miniatures_listing_pages_are_read_whole() -> None:
    expected = json.loads((HERE / "miniature.json").read_text(encoding="utf8"))
    found: dict[str, Any] = {}
    for document in read_documents():
        text = fulltext.read(raw_text(document)[0])
        listed = read_listings(text, document.fields["title"])
        assert listed.notes == ()
        for p in listed.parties:
            assert p.name in text[p.start : p.end]
        if listed.parties:
            found[document.number] = [plain(p) for p in listed.parties]
    assert found == expected


def test_an_instruction_alone_names_its_parties() -> None:
    text = (
        "In supplement no. 4 to part 744, under RUSSIA, revise the entry for “Fictional OOO”; by "
        "removing “Nowhere Semi Ltd.” under the destination of Ireland; and, under TURKEY, by "
        "adding, in alphabetical order, entries for “A Lojistik”; “B Lojistik”; and “C Lojistik”."
    )
    assert [(p.name, p.action, p.country) for p in parties(text)] == [
        ("Fictional OOO", "change", "RUSSIA"),
        ("Nowhere Semi Ltd.", "removal", "Ireland"),
        ("A Lojistik", "addition", "TURKEY"),
        ("B Lojistik", "addition", "TURKEY"),
        ("C Lojistik", "addition", "TURKEY"),
    ]


def test_words_replaced_in_an_entry_are_no_party() -> None:
    text = (
        "Supplement no. 4 to part 744 is amended by removing the phrase “Foo Works” and adding in "
        "its place “Foo Labs” in the entry for “Fictional OOO” under RUSSIA."
    )
    assert [(p.name, p.action) for p in parties(text)] == [("Fictional OOO", "change")]


def test_an_old_citation_tells_a_revised_entry_from_a_new_one() -> None:
    text = (
        "Supplement No. 4 to part 744 is amended: (a) By adding under Iran, in alphabetical order, "
        "one Iranian entity; and (b) By revising, under Iran, one Iranian entity. Country Entity "
        "License requirement License review policy Federal Register citation * * * * * * * IRAN * "
        "* * * * * Made-Up Trading, 1 Nowhere Street, Tehran, Iran. For all items subject to the "
        "EAR. Presumption of denial. 76 FR [INSERT FR PAGE NUMBER], 11/21/11. Old Trading, P.O. "
        "Box 1, Tehran, Iran. For all items subject to the EAR. Presumption of denial. 75 FR "
        "36519, 6/28/10. 76 FR [INSERT FR PAGE NUMBER], 11/21/11."
    )
    assert [(p.name, p.action) for p in parties(text)] == [
        ("Made-Up Trading", "addition"),
        ("Old Trading", "change"),
    ]


def test_other_lists_have_other_columns() -> None:
    text = (
        "3. Supplement No. 7 to part 744 is amended by adding entries as follows: Country Entity "
        "Federal Register citation RUSSIA * * * * * * Imaginary Aero Works 86 FR [INSERT FR PAGE "
        "NUMBER], November 26, 2021.\n\n4. Supplement no. 6 to part 744 is amended by adding one "
        "entry for Finland.\n\nCountry | Listed person and address | Federal Register citation and "
        "date of publication\n* * * * * * *\nFINLAND | Invented Forwarding Oy, Keksitty katu 1, "
        "00000 Helsinki, Finland. | 90 FR 17331, 4/25/2025.\n"
    )
    aero, forwarder = parties(text)
    assert (aero.list, aero.name, aero.country) == ("MEU List", "Imaginary Aero Works", "RUSSIA")
    assert (forwarder.list, forwarder.name) == ("UVL", "Invented Forwarding Oy")
    assert forwarder.citation == "90 FR 17331, 4/25/2025."


def test_the_preamble_is_read_where_the_rule_itself_is_missing() -> None:
    text = (
        "SUPPLEMENTARY INFORMATION:\n\nThis final rule adds the following two entities to the "
        "Entity List and includes, where appropriate, aliases:\n\nChina\n\n- Invented Optics;\n\n"
        "Pakistan\n\n- Imaginary Trading House, a.k.a., the following one alias: -ITH.\n\nSavings "
        "Clause\n\nThis rule removes the following entity from the Entity List:\n\nTurkey\n\n(1) "
        "Made-Up Lojistik Ltd. Sti., 1 Nowhere Street, Ankara, Turkey.\n"
    )
    assert [(p.name, p.action, p.country, p.aliases) for p in parties(text)] == [
        ("Invented Optics", "addition", "China", ()),
        ("Imaginary Trading House", "addition", "Pakistan", ("ITH",)),
        ("Made-Up Lojistik Ltd. Sti.", "removal", "Turkey", ()),
    ]


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        (
            "BIS amends the EAR to revise the list of Validated End-User (VEU) authorizations for "
            "the People's Republic of China (PRC) by removing Intel Semiconductor (Dalian) Ltd.; "
            "Samsung China Semiconductor Co. Ltd.; and SK hynix Semiconductor (China) Ltd.",
            ["Intel Semiconductor (Dalian) Ltd.", "Samsung China Semiconductor Co. Ltd.",
             "SK hynix Semiconductor (China) Ltd."],
        ),
        (
            "This rule adds Huawei Technologies Co., Ltd. and sixty-eight of its non-U.S. "
            "affiliates to the Entity List.",
            ["Huawei Technologies Co., Ltd."],
        ),
        ("This rule adds certain Chinese entities to the Entity List.", []),
        ("BIS amends the EAR by adding General Order No. 7 on the Entity List.", []),
    ],
)  # fmt: skip
def test_an_abstract_may_name_its_parties(abstract: str, names: list[str]) -> None:
    assert [p.name for p in parties(abstract)] == names


@pytest.mark.parametrize(
    ("cell", "name", "aliases", "addresses"),
    [
        (
            "EKT Made-Up, a.k.a., Katr Invented, Katr Trading, #1 floor, 11/A Nowhere Building, "
            "Damascus, Syria; and #1 floor, 02/A Rami Street, Damascus, Syria (See alternate "
            "address under Lebanon).",
            "EKT Made-Up", ("Katr Invented", "Katr Trading"),
            ("#1 floor, 11/A Nowhere Building, Damascus, Syria",
             "#1 floor, 02/A Rami Street, Damascus, Syria"),
        ),
        (
            "Magsham, a.k.a., the following one alias: -M.A.G. Tech. Sheikh Nobody Road, Dubai, "
            "U.A.E.; and P.O. Box 12, Sharjah, U.A.E.",
            "Magsham", ("M.A.G. Tech",),
            ("Sheikh Nobody Road, Dubai, U.A.E.", "P.O. Box 12, Sharjah, U.A.E."),
        ),
        ("Invented Cloud Beijing, Beijing, China.", "Invented Cloud Beijing", (),
         ("Beijing, China",)),
        ("Made-Up Technologies Co., Ltd. (Made-Up), 12F, Tower B, Shenzhen, China.",
         "Made-Up Technologies Co., Ltd. (Made-Up)", (), ("12F, Tower B, Shenzhen, China",)),
        ("Nobody at All", "Nobody at All", (), ()),
    ],
)  # fmt: skip
def test_a_cell_falls_into_name_aliases_and_addresses(
    cell: str, name: str, aliases: tuple[str, ...], addresses: tuple[str, ...]
) -> None:
    entity = read_entity(cell)
    assert (entity.name, entity.aliases, entity.addresses) == (name, aliases, addresses)


def test_a_name_that_the_document_gives_elsewhere_parts_a_cell() -> None:
    cell = "Institute of Nothing, Imaginary Academy, Lenin Square, Moscow"
    assert read_entity(cell, ["Institute of Nothing, Imaginary Academy"]).name.endswith("Academy")


def test_terms_are_parted_by_their_set_phrases() -> None:
    terms = read_terms(
        "X. For all items (See § 744.11). Policy of denial. 75 FR 7358, 2/19/10. 90 FR 1, 1/2/25."
    )
    assert terms.requirement == "For all items (See § 744.11)."
    assert terms.policy == "Policy of denial."
    assert terms.citation == "75 FR 7358, 2/19/10. 90 FR 1, 1/2/25."


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CHINA, PEOPLE'S REPUBLIC OF", "China"),
        ("China (People's Republic of)", "China"),
        ("UNITED ARAB EMIRATES", "United Arab Emirates"),
        ("U.A.E.", "United Arab Emirates"),
        ("Türkiye", "Turkey"),
        ("Ruritania", "Ruritania"),
    ],
)
def test_destinations_have_their_usual_names(printed: str, name: str) -> None:
    assert destination(printed) == name
    assert (heading(printed) is not None) is (name != "Ruritania")


def test_claims_merge_statement_and_parties() -> None:
    text = SHAPES["printed.stripped.txt"]((HERE / "printed.stripped.txt").read_text())
    claims = listing_claims(
        parties(text), stated_counts(text), text, instrument="Rule", instrument_id="fr:2025-99920",
        actor="BIS", effective=date(2025, 3, 25),
    )  # fmt: skip
    assert [c.type for c in claims] == ["listing_addition", "listing_change", "listing_removal"]
    for c in claims:
        assert text[c.start : c.end] == c.quote
        assert (c.date, c.modality, c.instrument_id) == ("2025-03-25", "done", "fr:2025-99920")
    added = claims[0].details
    assert added["list"] == "Entity List"
    assert added["parties"][0] == {
        "name": "Invented Optics Research Institute",
        "country": "CHINA, PEOPLE'S REPUBLIC OF",
    }
    assert added["stated"] == {
        "list": "Entity List", "entities": 4, "entries": None,
        "countries": {"China": 2, "Russia": 1, "United Arab Emirates": 1},
    }  # fmt: skip
    assert {len(c.details["parties"]) for c in claims[1:]} == {1}


def test_a_lost_validated_end_user_status_is_no_listing_removal() -> None:
    document = next(d for d in read_documents() if d.number == "2025-16735")
    text = fulltext.read(raw_text(document)[0])
    (claim,) = listing_claims(
        parties(text), stated_counts(text), text, instrument=None, instrument_id=None, actor=None,
        effective=None, proposed=True,
    )  # fmt: skip
    assert (claim.type, claim.modality, claim.date) == ("end_user_status_revoked", "proposed", None)
    assert len(claim.details["parties"]) == 3
    assert text[claim.start : claim.end] == claim.quote


def test_differences_between_the_numbers_and_the_entries_are_told() -> None:
    text = "This rule adds 12 entities to the Entity List, under the destination of China (11)."
    found = parties(
        "Supplement no. 4 to part 744 is amended under CHINA by adding “Aa Co.” and “Bb Co.”"
    )
    assert check(found, stated_counts(text)) == (
        "Entity List, addition: 12 entities stated, 2 found",
        "Entity List, addition, China: 11 stated, 2 found",
    )


HOSTILE = (
    "Supplement no. 4 to part 744 is amended by adding ", "adding entries for “A”; ", "a.k.a., ",
    "90 FR 14046, 3/28/25. ", "SUMMARY: ", "under the destinations of China, ", "A, ", "-A; ",
    "(1) ",
    "one hundred and ", "* ", "Country | Entity | Federal Register citation\n", "“", "CHINA ",
    "For all items subject 90 FR 1. ", "adds the following entities: ",
)  # fmt: skip
BEFORE = (
    "",
    "2. Supplement no. 4 to part 744 is amended by adding: Country Entity License requirement "
    "License review policy Federal Register citation ",
    "2. Supplement no. 4 to part 744 is amended by adding:\n\nCountry | Entity | License "
    "requirement | License review policy | Federal Register citation\n| ",
)


@pytest.mark.parametrize("seed", HOSTILE)
def test_hostile_text_is_read_in_linear_time(seed: str) -> None:
    for before in BEFORE:
        text = before + seed * (200_000 // len(seed))
        began = time.perf_counter()
        read_listings(text)
        stated_counts(text)
        assert time.perf_counter() - began < 3


@given(st.text(max_size=300))
def test_any_text_is_read_and_offsets_hold(text: str) -> None:
    for prefix in BEFORE:
        whole = prefix + text
        for p in parties(whole):
            assert 0 <= p.start < p.end <= len(whole)
