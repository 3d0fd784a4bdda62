"""Which rule a later document is about: chains come from numbers and a subject, never from a RIN
or a docket alone."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.ingest import ingest
from nlp.reader import Reader
from store.database import Store
from store.instruments import SERIES, dockets_of
from store.model import Claim, Document, Text
from tests.test_incremental import ledger, made_whole
from tests.test_store import at, put

DATA = Path(__file__).parents[1].parent / "shared" / "data"
#: One worker takes in the shared records, once.
pytestmark = [pytest.mark.xdist_group("chains"), pytest.mark.timeout(400)]
SHARED = pytest.mark.skipif(
    not DATA.exists(), reason="the shared records are not beside this checkout"
)
RULE, LATER = date(2025, 3, 3), date(2025, 6, 2)
TITLE = "Widget Safety; Labels for Small Widgets"
OTHER = "Gadget Safety; Recalls of Large Gadgets"
Numbers = dict[str, tuple[str, ...]]
RIN = {"rin": ("0694-AJ90",)}
DOCKET = {"docket": ("BIS-2025-0001",)}


def paper(
    number: str, title: str, day: date, ids: Numbers, action: str = "Final rule."
) -> Document:
    return Document(
        *(f"fr:{number}", "federal_register", "rule", 2, "Federal Register", None, title, day),
        *({"fr_doc": (number,), **ids}, {"action": action}),
    )


def says(type_: str, name: str | None = None, **more: str) -> Claim:
    quote = f"{type_} of {name or more}"
    return Claim(
        *(type_, "done", "affirmed", quote, 0, len(quote), name),
        date=LATER.isoformat(),
        date_precision="day",
        **more,  # type: ignore[arg-type]
    )


def original(store: Store, number: str, title: str, ids: Numbers, day: date = RULE) -> None:
    own = says("entry_into_force", title, instrument_id=f"fr:{number}")
    put(store, str(day), paper(number, title, day, ids), own)


def correction(store: Store, number: str, title: str, ids: Numbers, **more: str) -> None:
    """A correction that names its rule by number (`more`), else by its own title's words."""
    claim = says("correction", None if more else title, **more)
    document = paper(number, f"{title}; Correction", LATER, ids, "Final rule; correction.")
    put(store, str(LATER), document, claim)


def chain(store: Store, number: str) -> str:
    """What the correction of this number was found to be about."""
    store.resolve(at(str(LATER)))
    found = store.db.execute(
        "SELECT c.resolved FROM claim c JOIN wording w ON w.rowid = c.wording"
        " WHERE w.document = ? AND c.type = 'correction'",
        (f"fr:{number}",),
    ).fetchall()
    return "; ".join(sorted(str(r[0]) for r in found))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("why", "rule", "later", "named"),
    [
        ("its citation", {"fr": ("90 FR 100",)}, {}, {"instrument_ref": "90 FR 100"}),
        ("its document number", {}, {}, {"instrument_ref": "2025-00001"}),
        ("the number of a correction", {}, {}, {"instrument_ref": "C1-2025-00001"}),
        ("a docket and the subject", DOCKET, DOCKET, {}),
        ("a RIN and the subject", RIN, RIN, {}),
        ("a RIN and the subject, though each BIS document has a docket of its own",
         {**RIN, "docket": ("250301-0001",)}, {**RIN, "docket": ("250601-0002",)}, {}),
        ("the docket of CMS, whatever its stage",
         {"docket": ("CMS-1785-F and CMS-1788-F",)}, {"docket": ("CMS-1785-CN2",)}, {}),
    ],
)  # fmt: skip
def test_a_later_document_is_of_the_rule_that_it_names_by(
    why: str, rule: Numbers, later: Numbers, named: dict[str, str], store: Store
) -> None:
    original(store, "2025-00001", TITLE, rule)
    correction(store, "2025-00002", TITLE, later, **named)
    assert chain(store, "2025-00002") == "fr:2025-00001", why


@pytest.mark.parametrize(
    ("why", "title", "rule", "later", "day"),
    [
        ("a RIN alone", OTHER, RIN, RIN, RULE),
        ("a docket alone", OTHER, DOCKET, DOCKET, RULE),
        ("a RIN and a docket, but another subject", OTHER, RIN | DOCKET, RIN | DOCKET, RULE),
        ("the subject alone", TITLE, {}, {}, RULE),
        ("the subject, another RIN", TITLE, RIN, {"rin": ("0694-AJ91",)}, RULE),
        ("the docket and the subject, another RIN",
         TITLE, RIN | DOCKET, {"rin": ("0694-AJ91",)} | DOCKET, RULE),
        ("the RIN and the subject, the docket of another rulemaking",
         TITLE, RIN | DOCKET, RIN | {"docket": ("BIS-2025-0002",)}, RULE),
        ("a rule that came only after", TITLE, RIN, RIN, LATER + timedelta(1)),
    ],
)  # fmt: skip
def test_what_links_nothing(
    why: str, title: str, rule: Numbers, later: Numbers, day: date, store: Store
) -> None:
    original(store, "2025-00001", title, rule, day)
    correction(store, "2025-00002", TITLE, later)
    assert chain(store, "2025-00002").startswith("name:widget-safety"), why


def test_two_rules_of_one_title_are_told_apart_by_their_dockets_alone(store: Store) -> None:
    for n in (1, 2):
        ids = {"rin": ("2120-AA64",), "docket": (f"FAA-2025-000{n}",)}
        original(store, f"2025-0000{n}", TITLE, ids)
        correction(store, f"2025-0001{n}", TITLE, ids)
    correction(store, "2025-00013", TITLE, {"rin": ("2120-AA64",)})
    assert chain(store, "2025-00011") == "fr:2025-00001"
    assert chain(store, "2025-00012") == "fr:2025-00002"
    assert chain(store, "2025-00013") == "name:widget-safety-labels-for-small-widgets@2120-AA64"


def test_a_rin_of_a_series_links_nothing_from_the_rule_on_that_makes_it_one(store: Store) -> None:
    original(store, "2025-00001", TITLE, RIN)
    correction(store, "2025-00002", TITLE, RIN)
    for n in range(SERIES - 2):
        original(store, f"2025-0010{n}", f"{OTHER} {n}", RIN)
    assert chain(store, "2025-00002") == "fr:2025-00001"
    original(store, "2025-00200", f"{OTHER} last", RIN)
    assert chain(store, "2025-00002").endswith("@2025-00002")


def test_a_rule_not_held_has_its_later_documents_together_and_no_unlike_ones(store: Store) -> None:
    long = f"{TITLE} {'and Many More Widgets ' * 4}of 20"
    for number, title, ids in (
        ("2025-00001", TITLE, RIN),
        ("2025-00002", TITLE, RIN),
        ("2025-00003", TITLE, {"rin": ("0694-AJ91",)}),
        ("2025-00004", TITLE, {}),
        ("2025-00005", f"{long}24", RIN),
        ("2025-00006", f"{long}25", RIN),
    ):
        correction(store, number, title, ids)
    homes = [chain(store, f"2025-0000{n}") for n in range(1, 7)]
    assert homes[0] == homes[1]
    assert len(set(homes)) == 5


@pytest.mark.parametrize("seed", range(4))
def test_chains_come_out_the_same_in_every_order_of_arrival(seed: int, store: Store) -> None:
    come = [
        *((original, f"2025-0000{n}", TITLE if n < 3 else f"{OTHER} {n}") for n in range(9)),
        *((correction, f"2025-0010{n}", TITLE) for n in range(3)),
    ]
    random.Random(seed).shuffle(come)
    for put_, number, title in come:
        ids = {**RIN, "docket": (f"BIS-2025-000{number[-1]}",)} if number[-1] != "2" else RIN
        put_(store, number, title, ids)
        store.resolve(at(str(LATER)))
        assert ledger(store.db) == made_whole(store, at(str(LATER)))
    homes = [chain(store, f"2025-0010{n}") for n in range(3)]
    assert homes == [
        *("fr:2025-00000", "fr:2025-00001"),
        "name:widget-safety-labels-for-small-widgets@2025-00102",
    ]


@pytest.mark.parametrize(
    ("printed", "dockets"),
    [
        (("CMS-1738-F, CMS-1687-F, and CMS-5531-F",), ("CMS-1738", "CMS-1687", "CMS-5531")),
        (("FAA-2025-0001", "Airspace Docket No. 20-ASO-30"),
         ("FAA-2025-0001", "Airspace Docket No. 20-ASO-30")),
        (("FAR-2018-0018,",), ("FAR-2018-0018",)),
        ((), ()),
    ],
)  # fmt: skip
def test_dockets_as_they_are_compared(printed: tuple[str, ...], dockets: tuple[str, ...]) -> None:
    assert dockets_of(printed) == dockets


def read(action: str, dates: str = "", more: str = "") -> list[tuple[str, str | None, object]]:
    text = (
        f"{TITLE}\n\nAGENCY: Labor Department\n\nACTION: {action}\n\n"
        + (f"DATES: {dates}\n\n" if dates else "")
        + f"type: Rule\npublication_date: 2009-04-21\ndocument_number: E9-9182\n{more}"
    )
    claims = Reader().read_one(Text("t", text, kind="rule", published=date(2009, 4, 21))).claims
    return [(c.type, c.date, c.details.get("what")) for c in claims if c.type != "publication"]


def test_what_chains_of_the_records_taught_the_reader() -> None:
    """74 FR 18132 moves two dates of one rule; 86 FR 13630 ends no rule that it delays; the day of
    a C1 record is that of its own publication."""
    dates = (
        "The effective date of the rule published at 74 FR 3678 is delayed until October 19, 2009, "
        "and its applicability date is delayed until January 1, 2010."
    )
    assert read("Final rule; delay of effective date and applicability date.", dates) == [
        ("delay", "2009-10-19", None),
        ("delay", "2010-01-01", "compliance"),
    ]
    ended = read("Final rule; delay of effective and compliance dates; withdrawal; correction.")
    assert {c[0] for c in ended} == {"delay", "correction"}
    own = "effective_on: 2009-04-21\ncorrection_of: E9-100"
    assert [c[0] for c in read("Correction.", more=own)] == ["correction"]


# Real records: 4,894 rules of 2001 to 2024.


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A ledger of what the headers of the shared rules and delays say."""
    folder = tmp_path_factory.mktemp("chains")
    now = datetime(2026, 10, 8, 12, tzinfo=UTC)
    with Store(folder / "r.db") as store:
        ingest([DATA / "fr_rules", DATA / "fr_delays"], store, Archive(folder / "a"), now=now)
        reader = Reader()
        store.record_readings(list(reader.read(list(store.unread(reader.version)))), now)
        store.resolve(now)
        yield store


def chains(store: Store) -> dict[str, set[str]]:
    """The documents that tell of each instrument, its own among them."""
    found: dict[str, set[str]] = {}
    for instrument, document in store.db.execute(
        "SELECT DISTINCT c.resolved, w.document FROM claim c JOIN wording w ON w.rowid = c.wording"
        " WHERE c.resolved IS NOT NULL"
    ).fetchall():
        found.setdefault(instrument, set()).add(document)
    return found


def subject(title: str) -> str:
    return title.casefold().split("; correction")[0].split("; delay")[0]


@SHARED
def test_the_rin_of_airworthiness_directives_links_nothing(held: Store) -> None:
    rows = held.db.execute(
        "SELECT d.id, d.title, (SELECT group_concat(n.value, ' ') FROM identifier n"
        " WHERE n.document = d.id AND n.kind = 'docket' AND n.value LIKE 'FAA-%')"
        " FROM identifier i JOIN document d ON d.id = i.document"
        " WHERE i.kind = 'rin' AND i.value = '2120-AA64'"
    ).fetchall()
    directives = {id_: (subject(title), docket) for id_, title, docket in rows}
    assert len(directives) > 600
    unlike = {
        instrument: sorted(told)
        for instrument, documents in chains(held).items()
        if len(told := documents & directives.keys()) > 1 and len({directives[d] for d in told}) > 1
    }
    assert unlike == {}
    assert "rin:2120-AA64" not in chains(held)


@SHARED
def test_how_many_chains_there_are_and_how_long(held: Store) -> None:
    by_size = Counter(len(documents) for documents in chains(held).values())
    print("\ndocuments in a chain, and how many such chains:", sorted(by_size.items()))
    assert 115 <= sum(n for size, n in by_size.items() if size > 1) <= 150
    # Eight rules on state air plans are read as acts on the Clean Air Act itself.
    assert max(len(d) for i, d in chains(held).items() if i != "name:clean-air-act") <= 3


@SHARED
def test_no_chain_holds_a_later_rule_than_what_acts_on_it_or_another_rulemaking(
    held: Store,
) -> None:
    days = dict(held.db.execute("SELECT id, published FROM document").fetchall())
    rins: dict[str, set[str]] = {}
    for document, rin in held.db.execute(
        "SELECT document, value FROM identifier WHERE kind = 'rin'"
    ).fetchall():
        rins.setdefault(document, set()).add(rin)
    acted = held.db.execute(
        "SELECT DISTINCT c.resolved, w.document FROM claim c JOIN wording w ON w.rowid = c.wording"
        " WHERE c.resolved != w.document AND c.resolved LIKE 'fr:%'"
        " AND c.type IN ('correction', 'delay', 'withdrawal', 'suspension', 'comment_deadline')"
    ).fetchall()
    pairs = [(rule, later) for rule, later in acted if rule in days]
    assert len(pairs) > 90
    assert [p for p in pairs if days[p[0]] > days[p[1]]] == []
    assert [
        p for p in pairs
        if p[0] in rins and p[1] in rins and not rins[p[0]] & rins[p[1]]
    ] == []  # fmt: skip


@SHARED
def test_every_chain_has_one_headline_on_any_day(held: Store) -> None:
    known = date(2026, 10, 8)
    long = [i for i, documents in chains(held).items() if len(documents) > 1]
    for year in range(2000, 2027):
        for day in (date(year, 1, 1), date(year, 3, 1), date(year, 7, 19), date(year, 12, 31)):
            found = [held.status(i, day, known) for i in long]
            assert [s.instrument_id for s in found] == long
            assert [s for s in found if not s.headline.strip() or "\n" in s.headline] == []
    every = Counter(s.instrument_id for s in held.statuses(date(2021, 3, 9), known))
    assert {i: every[i] for i in long if every[i] != 1} == {}
