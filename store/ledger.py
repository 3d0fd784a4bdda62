"""Claims to events: one act is one event however many tell it, and authority decides what it was.

Pure: the same claims in any order give the same events. For one instrument and one type of change
there are three stages. *law*: a source of rank 3 or better says that it is so. *statement*: the
actor says it. *report*: others say it. What is said below the law joins the act it tells of where
the dates agree, contradicts it where they do not, and stands alone where there is no such act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from store.model import (
    CONFIRM_RANK,
    LAW_RANK,
    LAW_TYPES,
    MODALITY_CLASS,
    STATEMENT_RANK,
    Contradiction,
    Event,
    Precision,
    Said,
)
from store.wording import headline

#: An act told without its date, or with another one near it, is this act within these days.
NEAR = timedelta(days=10)
#: One rule has one of these: two dates for it are a contradiction, not two acts.
SINGULAR = frozenset({"filing", "publication", "adoption", "proposal"})
#: The date of these is the day it was said when no other is printed.
SAID_THAT_DAY = frozenset({"announced", "planned", "denied", "urged", "speculated", "reported"})
STAGES = ("law", "statement", "report")


@dataclass(slots=True)
class _Act:
    """An event in the making: its claims so far, the first being the one that leads."""

    stage: str
    lead: Said
    others: list[tuple[Said, str]] = field(default_factory=list)
    #: The claims that make the act what it is: those of its own stage that agree with it.
    backing: list[Said] = field(default_factory=list)
    day: str | None = None
    asserted: date = date.max
    #: The days on which the documents that make it came out: told of the act, they are no others.
    printed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._backed_by(self.lead)

    def join(self, one: Said, part: str) -> None:
        """One more claim tells of the act, or against it."""
        self.others.append((one, part))
        if part != "contradicting" and stage_of(one) == self.stage:
            self._backed_by(one)

    def _backed_by(self, one: Said) -> None:
        self.backing.append(one)
        self.day = self.day or one.claim.date
        self.asserted = min(self.asserted, _when(one))
        self.printed.add(_when(one).isoformat())


def _when(said: Said) -> date:
    return said.asserted or said.known


def _order(said: Said) -> tuple[int, int, date, date, str]:
    finish = {"done": 0, "scheduled": 0, "announced": 1}.get(said.claim.modality, 2)
    return (said.authority_rank, finish, _when(said), said.known, said.id)


def stage_of(said: Said) -> str:
    """`law`, `statement` or `report`: how much this claim can make so.

    A plan or an announcement printed in the Federal Register is a statement, not law.
    """
    claim = said.claim
    if claim.polarity == "negated" or MODALITY_CLASS[claim.modality] in ("soft", "denied"):
        return "report"
    if said.authority_rank <= LAW_RANK:
        return (
            "law"
            if claim.modality in ("done", "scheduled")
            or (claim.type == "proposal" and claim.modality == "proposed")
            else "statement"
        )
    if said.authority_rank <= STATEMENT_RANK:
        return "statement"
    if said.authority_rank == 7 and claim.type in ("oversight_finding", "legislation", "review"):
        return "statement"
    return "report"


def compatible(left: str | None, right: str | None) -> bool:
    """Two dates that can be one: equal, or one a less precise form of the other, or one unknown."""
    return not left or not right or left.startswith(right) or right.startswith(left)


def resolve(
    said: Iterable[Said], instruments: Mapping[str, str | None], names: Mapping[str, str]
) -> tuple[list[Event], list[Contradiction]]:
    """Events and contradictions from claims.

    `instruments` gives the instrument of each claim id (None: left open), `names` the printed name
    of each instrument. Events come sorted by instrument, date and id.
    """
    groups: dict[tuple[str | None, str, str], list[Said]] = defaultdict(list)
    for one in said:
        instrument = instruments.get(one.id)
        # What names no rule is told apart by who acts; with no actor, by the document.
        open_key = "" if instrument else (one.claim.actor or one.document)
        groups[(instrument, one.claim.type, open_key)].append(one)
    events: list[Event] = []
    contradictions: list[Contradiction] = []
    taken: set[str] = set()
    for instrument, kind, key in sorted(groups, key=lambda g: (g[0] or "", g[1], g[2])):
        acts = _acts(sorted(groups[(instrument, kind, key)], key=_order), open_ended=not instrument)
        for act in sorted(acts, key=lambda a: (a.day or "", STAGES.index(a.stage), _order(a.lead))):
            event = _event(act, instrument, names.get(instrument or "", ""), taken)
            events.append(event)
            contradictions.extend(_contradictions(act, event))
    events.sort(key=lambda e: (e.instrument or "", e.date or "", e.id))
    return events, contradictions


def _acts(said: Sequence[Said], *, open_ended: bool) -> list[_Act]:
    """Cluster the claims of one instrument and type, the strongest first."""
    acts: list[_Act] = []
    by_stage: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_stage[stage_of(one)].append(one)
    # A correction is heard when all that it can correct is there, whatever its rank.
    for one in sorted(by_stage["law"], key=_corrects):
        _join_law(acts, one)
    for stage in ("statement", "report"):
        for one in by_stage[stage]:
            _join_told(acts, one, stage, open_ended=open_ended)
    return acts


def _corrects(one: Said) -> bool:
    return bool(one.claim.details.get("corrects")) and bool(one.claim.old_date)


def _join_law(acts: list[_Act], one: Said) -> None:
    for act in acts:
        if _corrects(one) and act.day == one.claim.old_date:
            act.join(one, "supporting")
            act.day = one.claim.date
            return
        if compatible(act.day, one.claim.date):
            act.join(one, "repeating")
            return
        if one.claim.type in SINGULAR:
            act.join(one, "contradicting")
            return
    acts.append(_Act("law", one))


def _join_told(acts: list[_Act], one: Said, stage: str, *, open_ended: bool) -> None:
    claim = one.claim
    against = claim.polarity == "negated" or claim.modality == "denied"
    apart = claim.modality in ("urged", "speculated", "denied")
    best: tuple[int, _Act, str] | None = None
    for act in acts:
        match = _fit(act, one, against=against, apart=apart, open_ended=open_ended)
        if match and (best is None or match[0] > best[0]):
            best = (match[0], act, match[1])
    if best:
        best[1].join(one, best[2])
    else:
        acts.append(_Act(stage, one))


def _fit(
    act: _Act, one: Said, *, against: bool, apart: bool, open_ended: bool
) -> tuple[int, str] | None:
    """How well a told claim fits an act, and as what part of it; None where it does not."""
    claim, lead = one.claim, act.lead.claim
    lead_against = lead.polarity == "negated" or lead.modality == "denied"
    if apart or lead.modality in ("urged", "speculated", "denied"):
        same = lead.modality == claim.modality and abs(_when(one) - act.asserted) <= NEAR
        return (1, "repeating") if same and compatible(act.day, claim.date) else None
    if against != lead_against:
        return _against(act, one) if against else None
    if open_ended and act.day != claim.date:
        return None
    ahead = MODALITY_CLASS[claim.modality] != "done" and claim.modality != "scheduled"
    if act.stage == "law" and ahead and _when(one) < act.asserted:
        return None  # announced before it was law: two events on two days
    gap = abs(_when(one) - act.asserted)
    said_day = claim.date or (_when(one).isoformat() if gap <= NEAR else None)
    exact = bool(claim.date) and (claim.date == act.day or claim.date in act.printed)
    if exact or compatible(act.day, claim.date):
        recap = not claim.date and _when(one) < act.asserted - NEAR
        if recap:
            return None
        if act.stage == "law" and not exact and _when(one) < act.asserted - NEAR:
            return None
        score = 40 * exact + 10 * (act.stage != "report") + max(0, 10 - gap.days)
        score += 5 * (lead.modality == claim.modality)
        return score, _part(act, one)
    if _same_act_other_day(act, one, said_day):
        return max(1, 10 - gap.days), "contradicting"
    return None


def _same_act_other_day(act: _Act, one: Said, said_day: str | None) -> bool:
    """Another date for what is plainly the same act: a contradiction rather than a second act."""
    if act.stage == "report" or not said_day or not act.day or len(act.day) != 10:
        return False
    if act.stage == "law" and one.claim.type in ("entry_into_force", *SINGULAR):
        return True
    try:
        apart = abs(date.fromisoformat(said_day[:10]) - date.fromisoformat(act.day))
    except ValueError:
        return False
    return apart <= timedelta(days=4) and abs(_when(one) - act.asserted) <= NEAR


def _against(act: _Act, one: Said) -> tuple[int, str] | None:
    """A negation beside an act: it bears out that an announcement is no law, or disputes a law."""
    if _when(one) < act.asserted:
        return None
    if act.stage == "law":
        return (20, "contradicting") if one.claim.type in LAW_TYPES else None
    return (10, "supporting")


def _part(act: _Act, one: Said) -> str:
    if (
        act.stage != "law"
        and act.lead.claim.modality != "done"
        and one.claim.type in LAW_TYPES
        and one.claim.modality == "done"
        and one.authority_rank > STATEMENT_RANK
    ):
        return "contradicting"
    return "supporting" if one.authority_rank <= STATEMENT_RANK else "repeating"


def modality_of(act_stage: str, said: Said) -> str:
    """The modality an event takes from its leading claim: below the law, `done` is its twin."""
    claim = said.claim
    if act_stage == "law" or claim.type not in LAW_TYPES or claim.modality != "done":
        return claim.modality
    if claim.type == "reimposition" and said.authority_rank <= CONFIRM_RANK:
        return claim.modality  # the eCFR shows that a scheduled return has come
    if claim.polarity == "negated":
        return claim.modality
    return "announced" if act_stage == "statement" else "reported"


def _event(act: _Act, instrument: str | None, name: str, taken: set[str]) -> Event:
    lead, claim = act.lead, act.lead.claim
    said = [lead, *(s for s, _ in act.others)]
    modality = modality_of(act.stage, lead)
    day = act.day
    precision: Precision = next(
        (s.claim.date_precision for s in said if s.claim.date == day), "unknown"
    )
    if day is None and claim.modality in SAID_THAT_DAY and lead.asserted:
        day, precision = lead.asserted.isoformat(), "day"
    stem = f"{instrument or 'open:' + (claim.actor or lead.document)}/{claim.type}.{modality}"
    stem += ".not" if claim.polarity == "negated" else ""
    stem += f".{day or 'undated'}"
    key, n = stem, 1
    while key in taken:
        n += 1
        key = f"{stem}~{n}"
    taken.add(key)
    return Event(
        id=key,
        type=claim.type,
        modality=modality,
        polarity=claim.polarity,
        stage=act.stage,
        instrument=instrument,
        date=day,
        date_precision=precision if day else "unknown",
        old_date=next((s.claim.old_date for s in act.backing if s.claim.old_date), None),
        asserted=act.asserted,
        actor=next((s.claim.actor for s in act.backing if s.claim.actor), None),
        authority_rank=lead.authority_rank,
        headline=headline(name, claim, modality, day),
        first_known=min(s.known for s in act.backing),
        claims=((lead.id, "lead"), *sorted((s.id, part) for s, part in act.others)),
        publishers=tuple(
            sorted(
                {
                    s.publisher
                    for s, part in [(lead, "lead"), *act.others]
                    if part != "contradicting"
                }
            )
        ),
        details=claim.details,
    )


def _contradictions(act: _Act, event: Event) -> Iterable[Contradiction]:
    """Both sides of each disagreement; the event keeps what the higher authority said."""
    seen: set[tuple[str, str, str]] = set()
    for one, part in sorted(act.others, key=lambda o: _order(o[0])):
        if part != "contradicting":
            continue
        for name, left, right in _differences(event, one):
            key = (name, right, one.publisher)
            if key in seen:
                continue
            seen.add(key)
            yield Contradiction(
                id=f"{event.id}!{name}!{one.id}",
                event=event.id,
                instrument=event.instrument or "",
                field=name,
                left_claim=act.lead.id,
                left_value=left,
                right_claim=one.id,
                right_value=right,
                resolved_to=left,
            )


def _differences(event: Event, one: Said) -> Iterable[tuple[str, str, str]]:
    claim = one.claim
    if claim.polarity != event.polarity:
        # what has not happened by a day gives no other day for what has
        if claim.type not in SINGULAR:
            yield "polarity", event.polarity, claim.polarity
        return
    if not compatible(event.date, claim.date):
        yield "date", event.date or "", claim.date or ""
    if {claim.modality, event.modality} == {"done", "scheduled"}:
        return  # the day tells whether it is still ahead
    if MODALITY_CLASS[claim.modality] != MODALITY_CLASS[event.modality]:
        yield "modality", event.modality, claim.modality
