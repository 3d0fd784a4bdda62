"""The shapes that pass between the rooms: frozen, typed, and importing nothing of ours.

Days are `datetime.date`, moments are aware UTC `datetime`. Offsets count Unicode code points of
a wording's text. A *document* is something a publisher put out; a *wording* is one text of it;
a *claim* is one sentence of one wording saying that something happened, will happen or did not
happen to a rule; an *event* is what we hold to have happened, resolved from claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final, Literal

GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "make": (
            "proposal",
            "review",
            "adoption",
            "filing",
            "publication",
            "correction",
            "guidance",
        ),
        "bite": ("entry_into_force", "compliance", "comment_deadline", "delay", "expiry"),
        "pause": ("suspension", "suspension_end", "reimposition", "non_enforcement"),
        "end": ("rescission", "withdrawal", "replacement"),
        "substance": (
            "threshold_change",
            "scope_change",
            "country_treatment",
            "license_requirement",
            "license_requirement_lifted",
            "license_policy",
            "license_grant",
            "end_user_status_granted",
            "end_user_status_revoked",
            "listing_addition",
            "listing_change",
            "listing_removal",
            "tariff",
        ),
        "oversight": (
            "executive_order",
            "legislation",
            "oversight_finding",
            "court_ruling",
            "enforcement_action",
        ),
        "record": ("page_edited", "source_field_changed"),
    }
)
TYPES: Final[tuple[str, ...]] = tuple(t for types in GROUPS.values() for t in types)

#: How a claim is told, and the class that two tellings are compared by.
MODALITY_CLASS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "done": "done",
        "announced": "ahead",
        "planned": "ahead",
        "scheduled": "ahead",
        "proposed": "ahead",
        "reported": "soft",
        "speculated": "soft",
        "urged": "soft",
        "denied": "denied",
    }
)
MODALITIES: Final[tuple[str, ...]] = tuple(MODALITY_CLASS)

#: Only a claim of this rank or better can make these happen to a rule; below it they are twins.
LAW_RANK: Final = 3
#: The rank that may confirm a scheduled return without making it law (the eCFR).
CONFIRM_RANK: Final = 4
#: The actor's own statement: agency release or White House. Opens a promise.
STATEMENT_RANK: Final = 6
LAW_TYPES: Final[frozenset[str]] = frozenset(
    {
        "entry_into_force",
        "compliance",
        "delay",
        "expiry",
        "suspension",
        "suspension_end",
        "reimposition",
        "rescission",
        "withdrawal",
        "replacement",
        "publication",
        "filing",
    }
)

KINDS: Final[tuple[str, ...]] = (
    "rule",
    "proposed_rule",
    "notice",
    "presidential_document",
    "release",
    "guidance",
    "news",
    "law_firm",
)
LABELS: Final[tuple[str, ...]] = (
    "TIER",
    "THRESHOLD",
    "MONEY",
    "PERCENT",
    "COMPANY",
    "DATE",
    "COUNTRY",
    "AGENCY",
    "PERSON",
    "INSTRUMENT",
    "ECCN",
    "CITATION",
)
IDENTIFIERS: Final[tuple[str, ...]] = ("fr_doc", "fr", "rin", "docket", "cfr", "correction_of")

#: `date` is also a field of some shapes below.
Day = date
Precision = Literal["instant", "day", "month", "quarter", "year", "unknown"]
Basis = Literal["stated", "computed", "upon_publication", "contingent", "inferred"]


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer of a publisher, its raw bytes held in the archive under `sha256`.

    `extractor` names the function that takes drafts out of the bytes; `hints` is what the source
    knew beside them (published, title, publisher, kind, authority_rank, feed), as JSON values.
    """

    sha256: str
    url: str
    source: str
    extractor: str
    fetched_at: datetime
    content_type: str | None = None
    status: int | None = None
    hints: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Something a publisher put out. `id` is readable and stable: `fr:2025-00636`, `bis:slug`.

    `authority_rank` is 1 (statute, court) to 9 (general news). `identifiers` maps the kinds of
    `IDENTIFIERS` to values in normal form: `{"fr_doc": ("2025-00636",), "fr": ("90 FR 4544",)}`.
    `stated` holds the publisher's own fields (action, dates, effective_on ...) as it gave them.
    """

    id: str
    source: str
    kind: str | None
    authority_rank: int
    publisher: str
    url: str | None = None
    title: str | None = None
    published: date | None = None
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an extractor makes of raw bytes: a document and one text of it.

    `form` tells texts of one document apart: `record` (composed from an API record), `text` (the
    full text), `page` (an article or release). `part` finds the document again inside a capture
    that holds several. `extractor` with its version makes the text reproducible from the bytes.
    """

    document: Document
    text: str
    form: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be read, as `annotate` takes it. `id` is a wording's id or the caller's own."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    kind: str | None = None
    url: str | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing named in a text: `text[start:end] == quote`, `value` in the label's normal form."""

    label: str
    quote: str
    start: int
    end: int
    value: Mapping[str, Any] = field(default_factory=dict)
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one text says of one rule: `type` x `modality` x `polarity`, with its evidence.

    `instrument` is the rule's name as the reader understands it; `instrument_id` its id where the
    reader knows one (`fr:2025-00636`); `instrument_ref` an official number printed with it, in
    normal form (`90 FR 4544`, `2025-00636`, `RIN 0694-AJ90`). `date` is an ISO day, month
    (`2025-05`), quarter (`2025-Q2`) or year, or None. `details` carries what the type needs beyond
    that: `parties` [{name, country}] of a listing told in prose, and `stated` {entities, entries,
    countries {name: number}, list} of what its text counts; `group`, `countries`, `operation` of a
    country_treatment; `eccn` of a scope_change; `last_day` of a suspension; `until` (true) on a
    suspension_end printed as "until D" (D itself is the day of return); `what` on a delay that
    moves another date than the effective one ("compliance", or "date in the rule"); `whole` (true)
    on an expiry that ends the rule itself ("effective D through E") rather than a license or grace
    period in it; `provision` on an effective date of a part only; `outcome` (challenged, stayed,
    enjoined, vacated, cra_subject, cra_disapproved) of a ruling or finding that concerns the rule.
    """

    type: str
    modality: str
    polarity: str
    quote: str
    start: int
    end: int
    instrument: str | None = None
    instrument_id: str | None = None
    instrument_ref: str | None = None
    actor: str | None = None
    speaker: str | None = None
    date: str | None = None
    date_precision: Precision = "unknown"
    date_basis: Basis | None = None
    date_text: str | None = None
    old_date: str | None = None
    role: str = "main"
    rule: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


#: What an amendatory instruction does to the text of the CFR.
OPERATIONS: Final[tuple[str, ...]] = (
    *("add", "revise", "remove", "replace", "redesignate", "reserve", "transfer"),
    *("suspend", "lift", "correct", "republish"),
)


@dataclass(frozen=True, slots=True)
class TextualChange:
    """One operation of an amendatory instruction on the text of the CFR, with its evidence.

    `operation` is one of `OPERATIONS`; `replace` is "removing X and adding in its place Y".
    `cfr_path` is the place in normal form: `15 CFR 748.16(a)(1)`, `15 CFR 774 supp. 1 ECCN 3A090`,
    `15 CFR 744 supp. 4`, `15 CFR 740 authority`. `instruction` is its number as printed (`2.b.i`).
    `old_text` and `new_text` are the words quoted or printed, None where the text shows none;
    `new_path` is where a redesignated text goes. `start` and `end` are the offsets of the
    instruction's own words (for one of several operations, of its part).
    """

    operation: str
    cfr_path: str | None
    start: int
    end: int
    instruction: str | None = None
    old_text: str | None = None
    new_text: str | None = None
    new_path: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One party that a document adds to, changes on, or takes off a list, as the list prints it.

    `action` is `addition`, `change` or `removal`; `list` is `Entity List`, `MEU List`, `UVL` ...
    `country` is the destination under which it stands, as printed. One entry is one Party: a party
    listed under two destinations is two. `start` and `end` are the offsets of its entry.
    """

    name: str
    action: str
    start: int
    end: int
    list: str = "Entity List"
    country: str | None = None
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    license_requirement: str | None = None
    license_policy: str | None = None
    citation: str | None = None


#: What one Federal Register document does to another.
RELATIONS: Final[tuple[str, ...]] = (
    *("corrects", "delays", "suspends", "reinstates", "amends", "rescinds", "withdraws", "extends"),
    *("reopens", "replaces", "finalizes", "confirms", "cites"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """What a document does to another one that it names, with the words that say so.

    `ref` is the other's number in normal form (`90 FR 4544`, `2025-00636`, `RIN 0694-AJ90`).
    `date` is the day of publication printed beside it, where one is.
    """

    relation: str
    ref: str
    start: int
    end: int
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a reader found in one text; `notes` are problems worth a row, never silence.

    `names` are short names that the text itself defines for an official number or for itself:
    pairs of (alias, instrument_id or instrument_ref). `header` is what a Federal Register text
    says of itself: `number`, `agency`, `action`, `stage` (final, interim_final, direct_final,
    temporary, proposed), `rin`, `docket`, `cfr` (lists), `filed_at`, `cut` (true for a text that
    ends before its body); empty for any other text.
    """

    id: str
    reader: str
    relevance: float
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    changes: tuple[TextualChange, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with who said it and when: what the ledger resolves.

    `asserted` is the day its document was published, `known` the day (in Washington) on which its
    wording was first captured.
    """

    id: str
    document: str
    publisher: str
    kind: str | None
    authority_rank: int
    asserted: date | None
    known: date
    claim: Claim
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A rule, bill, order or draft that things happen to. `id` is `fr:NUMBER` where published in
    the Federal Register, `cite:90 FR 4544` while only a citation is known, else `name:slug`."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    fr_citation: str | None = None
    fr_document_number: str | None = None
    rin: str | None = None
    docket: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What we hold to have happened. `claims` pairs claim ids with their part in it: `lead`,
    `supporting`, `repeating` or `contradicting`. `stage` is `law` (a source of rank 3 or better
    makes it so), `statement` (the actor's word) or `report` (others' word).
    `asserted` is the first day on which it was said."""

    id: str
    type: str
    modality: str
    polarity: str
    stage: str
    instrument: str | None
    date: str | None
    date_precision: Precision
    old_date: str | None
    asserted: Day | None
    actor: str | None
    authority_rank: int
    headline: str
    first_known: Day
    claims: tuple[tuple[str, str], ...]
    publishers: tuple[str, ...]
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interval:
    """A state on one axis. Both spans are half-open: `from` counts, `to` is the first day on
    which it is no longer so (None: open). `known_from` is None only for what needs no source."""

    instrument: str
    axis: str
    state: str
    valid_from: date | None
    valid_to: date | None
    known_from: date | None
    known_to: date | None
    basis_event: str | None
    #: The claim that leads the event: events are named anew when more becomes known, claims never.
    basis_claim: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A change that its actor announced or planned and that the law does not show yet."""

    id: str
    instrument: str
    type: str
    modality: str
    announced_on: date
    due: str | None
    state: str
    fulfilled_by: str | None
    fulfilled_on: date | None
    event: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day to act by. `state` is `standing`, `moved` or `cancelled`; `sequence` rises when the
    date moves."""

    id: str
    instrument: str
    kind: str
    date: str
    precision: Precision
    state: str
    sequence: int
    event: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that disagree on a field of one event; the higher rank wins the event."""

    id: str
    event: str
    instrument: str
    field: str
    left_claim: str
    left_value: str
    right_claim: str
    right_value: str
    resolved_to: str


@dataclass(frozen=True, slots=True)
class Status:
    """Status of one instrument on a day, as known on a day."""

    instrument: str
    instrument_id: str
    as_of: date
    known_at: date
    headline: str
    axes: Mapping[str, str]
    promises: tuple[Mapping[str, Any], ...] = ()
    basis: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source's run brought: counts of documents and the error that ended it, if any.

    `verdict` is `ok`, `quiet`, `blind`, `blocked` or `shape_changed`."""

    source: str
    started: datetime
    finished: datetime
    fetched: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    failed: int = 0
    verdict: str = "ok"
    error: str | None = None
    problems: tuple[Mapping[str, Any], ...] = ()
