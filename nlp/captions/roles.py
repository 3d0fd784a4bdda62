"""What a day in a caption is a day of, by the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from nlp.captions.cited import PAST
from nlp.captions.cues import Cue
from nlp.captions.cues import cues as read_cues
from nlp.captions.dated import Dated
from nlp.captions.printed import Day
from nlp.captions.relative import Counted
from nlp.captions.sentences import misprinted, preposition

#: A licence or authorization that a rule holds has days of its own, which are not the rule's.
_OF_LICENCE: Final = re.compile(
    r"\b(?:TGLs?|general licen[cs]es?|waiver|savings clause)\b[^;]{0,160}\b(?:valid|effective"
    r"|expires?|available)\b",
    re.I,
)
_EXCEPT_PART: Final = re.compile(
    r"\bexcept (?:that |for )?(?:compliance with |the )?(?P<part>[^;]{3,200}?)(?:,? (?:which|is"
    r"|are|for which)\b[^.;]{0,60})?$"
)
_BARE: Final = re.compile(
    r"^(?:\s|•|<[A-Za-z]{1,8}>){0,12}(?:Effective|Date|Dates?|Effective dates?)?[\s:.,]*$", re.I
)
_DEADLINE: Final = ("by", "before", "until", "later than", "through", "till", "thru")
_ENDING: Final = re.compile(r"\b(?:until|through)\sthe\s(?:end|close|conclusion)\b[^.;]{0,80}$")
_TOPIC: Final = re.compile(
    r"\W{0,40}(?:[\w ]{0,30}:\s*)?(?:(?:written|public|electronic|initial|any|all|formal|your)"
    r"\s){0,3}comments?\b",
    re.I,
)
#: A month alone is read where it is told as a term.
_MONTH_LEAD: Final = re.compile(
    r"\b(?:in|by|until|through|before|effective|beginning|starting|later than|date is)\s"
    r"(?:early\s|late\s|mid-?\s?|the end of\s)?$",
    re.I,
)
_VERB: Final = re.compile(r"\b(?:must|should|may|will|are|is|can|shall)\b")
_HEARING: Final = re.compile(
    r"\brequest(?:s|ing|ed)?\s(?:for\s|that\s|to hold\s)?(?:a\s|an\s)?(?:\w+\s){0,2}hearings?\b"
    r"|\bhearing requests?\b",
    re.I,
)
_SENT: Final = re.compile(r"\b(?:comment|objection|statement|petition)", re.I)
_WHAT: Final = (
    ("reply comments", re.compile(r"\brepl(?:y|ies)\b", re.I)),
    ("nominations", re.compile(r"\bnominat", re.I)),
    ("applications", re.compile(r"\bapplications?\b", re.I)),
    ("petitions", re.compile(r"\bpetition\b", re.I)),
    ("protests", re.compile(r"\bprotests?\b", re.I)),
    ("objections", re.compile(r"\bobjections?\b", re.I)),
    ("oppositions", re.compile(r"\boppositions?\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the label over it, the document's kind, whether a day on which the
    rule takes effect was told before."""

    label: str
    kind: str | None
    entered: bool


def plain(sentence: str, place: Place, free: list[Day], floor: int = 0) -> Iterator[Dated]:
    """The days of a sentence that moves nothing, from offset `floor` on."""
    cues = read_cues(sentence)
    entered = complied = False
    licence = bool(_OF_LICENCE.search(sentence))
    last: Dated | None = None
    for d in free:
        before = [c for c in cues if floor <= c.start and c.end <= d.start]
        after = [c for c in cues if c.start >= d.end]
        p = preposition(sentence, d.start)
        if not d.known and not d.odd and not _MONTH_LEAD.search(sentence[: d.start]):
            continue
        role, details = _role(sentence, d, p, before, after, place, floor)
        if last and re.fullmatch(r",?\s(?:and\s|or\s)?", sentence[last.end : d.start]):
            role = role if role not in ("other", "comment") else _listed(last.kind)
            if last.kind == "comment_deadline" and "reply" in sentence:
                details["what"] = "reply comments"
        if role == "entry_into_force" and entered and _ENDING.search(sentence[: d.start]):
            p = "until"
        if role in ("entry_into_force", "expiry", "applicability") and p in (
            *("through", "thru", "until", "till"),
        ):
            last = _at("expiry", d, sentence, {"whole": True} if entered and not licence else {})
            yield last
            continue
        if (
            role in ("entry_into_force", "applicability")
            and p in ("to", "and")
            and entered
            and _ranged(sentence, d, p)
        ):
            last = _at("expiry", d, sentence, {"whole": True})
            yield last
            continue
        if role == "entry_into_force" and licence:
            entered = True
            continue
        if role == "applicability":
            role, more = _applied(sentence, d, p, entered or place.entered)
            details |= more
        if role == "compliance":
            if complied and (m := _EXCEPT_PART.search(sentence[: d.start])):
                details["provision"] = m["part"].strip(" ,")[:160]
            complied = True
        if role == "entry_into_force":
            if re.search(r"\bunless\b[^.;]{0,80}$", sentence[: d.start]) and entered:
                near = sentence[max(0, d.start - 80) : d.start]
                role = "comment" if re.search(r"comment", near) else "other"
            elif part := _part(sentence, d, entered):
                details["provision"] = part
            entered = entered or role == "entry_into_force"
        if role == "comment":
            role = "comment_deadline"
            details |= _what(sentence, d.start) if "what" not in details else {}
        if role in ("entry_into_force", "compliance", "expiry", "comment_deadline"):
            last = _at(role, d, sentence, details)
            yield last


def relative(sentence: str, place: Place, found: list[Counted]) -> Iterator[Dated]:
    """The counted days of a sentence, typed."""
    cues = read_cues(sentence)
    for c in found:
        before = [q for q in cues if q.end <= c.start]
        after = [q for q in cues if q.start >= c.end]
        role = before[-1].role if before else after[0].role if after else ""
        if role == "other" and any(q.role == "comment" for q in before) and _deadline(sentence, c):
            role = "comment"
        if not role:
            role = _by_label(place, sentence[: c.start], [])
        role = {"applicability": "entry_into_force", "comment": "comment_deadline"}.get(role, role)
        if c.basis == "upon_publication":
            role = "entry_into_force"
        if role not in ("entry_into_force", "compliance", "comment_deadline"):
            continue
        details: dict[str, Any] = {"weekend": c.weekend} if c.weekend else {}
        if role == "comment_deadline":
            details |= _what(sentence, c.start)
        if c.from_effective:
            if role == "entry_into_force":
                continue
            details["counted"] = c.from_effective
        words = sentence[c.start : c.end]
        yield Dated(role, c.day, c.start, c.end, c.basis, words=words, details=details)


def _role(
    sentence: str,
    d: Day,
    p: str,
    before: list[Cue],
    after: list[Cue],
    place: Place,
    floor: int,
) -> tuple[str, dict[str, Any]]:
    role = before[-1].role if before else ""
    lead = sentence[floor : d.start]
    if _HEARING.search(lead) and (p in _DEADLINE or re.search(r"\bdeadline\b", lead)):
        return "comment", {} if _SENT.search(lead) else {"what": "hearing requests"}
    if role in ("other", "meeting") and p in _DEADLINE and _sent_in(before):
        role = "comment"
    if role == "comment":
        return _comment_role(sentence, d, p, before), {}
    if not role:
        if p in _DEADLINE and after and after[0].role == "comment":
            return "comment", {}
        role = _by_label(place, lead, after)
    if role in ("entry_into_force", "other") and _topic(sentence, d, p):
        return "other", {}
    return role, {}


def _sent_in(before: list[Cue]) -> bool:
    """Whether a thing to send in is told of, with nothing about attending in between."""
    for c in reversed(before):
        if c.role in ("entry_into_force", "compliance", "expiry", "applicability", "meeting"):
            return False
        if c.role == "comment":
            return True
    return False


def _topic(sentence: str, d: Day, p: str) -> bool:
    """Whether a day is what comments are asked on, and no day of this caption."""
    head = _TOPIC.match(sentence)
    if not head or p in _DEADLINE:
        return False
    verb = _VERB.search(sentence, head.end())
    return bool(verb and d.start < verb.start())


def _listed(kind: str) -> str:
    return {"comment_deadline": "comment"}.get(kind, kind)


def _deadline(sentence: str, c: Counted) -> bool:
    return bool(re.search(r"\b(?:within|due|until|by)\b", sentence[max(0, c.start - 40) : c.end]))


def _ranged(sentence: str, d: Day, p: str) -> bool:
    """Whether "to" or "and" before a day closes a range that "from" or "between" opened."""
    lead = sentence[max(0, d.start - 220) : d.start]
    opened = (
        r"\bbetween\b" if p == "and" else r"\b(?:from|form|between|effective|applicable|valid)\b"
    )
    return bool(re.search(opened, lead, re.I))


def _comment_role(sentence: str, d: Day, p: str, before: list[Cue]) -> str:
    """A day in a sentence about comments is a deadline when it is told as one."""
    gap = sentence[before[-1].start : d.start]
    if _topic(sentence, d, p) and not re.search(r"\bdue\b", gap):
        return "other"
    if p in ("to", "after", "since", "from", "as of", "between") and not re.search(
        r"extend", gap[-60:]
    ):
        return "other"
    if (m := _last(PAST, gap)) and not re.search(r"\band\b|[;:]", gap[m.end() :]):
        return "other"
    if p in _DEADLINE or re.search(
        r"\bdue\b|:\s*$|\bby\b|\bbefore\b|\blater than\b|\buntil\b|\bcloses?\b|\bends?\b|\bdate\b"
        r"|\bdeadline\b",
        gap,
    ):
        return "comment"
    return "comment" if p in ("on", "") else "other"


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for m in pattern.finditer(text):
        found = m
    return found


def _by_label(place: Place, lead: str, after: list[Cue]) -> str:
    label = place.label
    if re.search(r"\bAs of\s$", lead) and after and after[0].role == "other":
        return "other"
    if re.search(r"comment|submission|nomination|reply", label) or (
        "deadline" in label and re.search(r"appli|transmit|receipt|propos|submi", label)
    ):
        return "comment"
    if "complian" in label:
        return "compliance"
    if "applicab" in label:
        return "applicability"
    if "effective" in label:
        return "entry_into_force"
    if "expir" in label:
        return "expiry"
    if _BARE.match(lead) and place.kind in ("rule", None) and not after:
        return "entry_into_force"
    return after[0].role if after and after[0].role != "comment" else "other"


def _applied(sentence: str, d: Day, p: str, entered: bool) -> tuple[str, dict[str, Any]]:
    """A day of applicability: the rule's own day of effect, or a later day from which it binds."""
    lead = sentence[max(0, d.start - 70) : d.start]
    bound = p == "after" and re.search(
        r"\b(?:\w+(?:ing|ed)|made|paid|held|sent)\s(?:on or\s|on and\s)?after\b",
        lead,
    )
    if entered or bound:
        return "compliance", {"what": "applicability"}
    return "entry_into_force", {}


def _part(sentence: str, d: Day, entered: bool) -> str | None:
    """The provision that a date is limited to, in the caption's words."""
    lead = sentence[max(0, d.start - 260) : d.start]
    m = re.search(
        r"(?:except (?:for|that)|with the exception of|amendatory (?:instructions?|paragraphs?)"
        r"|(?:amendments?|revisions?|additions?|removals?) (?:to|of|in)|paragraphs?"
        r"|Sec(?:s|tions?)?\.?|§+)\s?[^.;]{0,180}$",
        lead,
    )
    if not m:
        return None
    words = m.group(0)
    if (
        re.match(r"(?:with the )?except", words)
        or entered
        or re.match(r"amendatory|paragraph", words)
    ):
        return (
            re.sub(
                r",?\s*(?:which\s)?(?:is|are|will be|becomes?)?\s*effective\s*(?:on\s)?$", "", words
            ).strip(" ,")[:160]
            or None
        )
    return None


def _what(sentence: str, at: int) -> dict[str, Any]:
    """Whose deadline it is, where it is not that of comments."""
    begin = max(0, at - 200)
    for stop in re.finditer(r"(?<![ap]\.m)[;.]\s|,\sand\s(?=\w+\scomments?\b)", sentence[:at]):
        begin = max(begin, stop.end())
    clause = sentence[begin:at]
    told = sorted((hit.start(), name) for name, pattern in _WHAT if (hit := pattern.search(clause)))
    found = [name for _, name in told]
    if "reply comments" in found:
        m = re.search(r"\brepl", clause, re.I)
        own = re.search(r"\bcomments?\b(?!\speriod)", clause[: m.start()] if m else "", re.I)
        return (
            {}
            if own and not re.search(r"\d{4}", clause[own.end() :])
            else {"what": "reply comments"}
        )
    if not found or re.search(r"\bcomment", clause, re.I):
        return {}
    return {"what": found[0]}


def _at(kind: str, d: Day, sentence: str, details: dict[str, Any]) -> Dated:
    if odd := d.odd or misprinted(sentence, d.start):
        details = {**details, "odd": odd}
    if not d.known and not d.odd:
        details = {**details, "month": f"{d.day:%Y-%m}"}
    day = d.day if d.known else None
    return Dated(
        kind, day, d.start, d.end, d.basis, words=sentence[d.start : d.end], details=details
    )
