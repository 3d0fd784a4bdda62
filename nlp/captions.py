"""The DATES caption of a Federal Register document: typed dates, each with what it is a date of.

A caption holds several dates (34 % of rules, 94 % of delays), and the first is often the wrong
one: dates of *other* rules cited there ("published at 66 FR 4674, January 17, 2001") are set
aside; "until" and "through" are kept apart; misprints that read only one way are read and flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from nlp.moved import Dated, moves
from nlp.printed import Day, caption_sentences, days, preposition

_LABEL: Final = re.compile(
    r"(?P<name>(?:Delayed |Further )?(?:Effective|Compliance|Comments?|Applicab(?:le|ility)"
    r"|Expiration|Submission|Deadline|Meeting|Hearing|Mandatory compliance"
    r"|Enforcement)(?: and (?:applicability|compliance))?(?: (?:period|due|for comments))?"
    r"(?: (?:dates?|deadlines?|period))?)\s?(?::|\.(?=\s[A-Z]))",
    re.I,
)
# Dates that belong to another document, or to its history. Each ends just before the date.
_CITING: Final = re.compile(
    r"(?:\b(?:published|publication|issued|appeared|printed|filed|signed|dated|amended|revised"
    r"|corrected|adopted|approved|promulgated)\b(?:\s(?:in|on|at|by|and|as|the|a|an|of|Federal"
    r"|Register|FR|issue|document|final|rule)|,|\s?[\[(]?\d{2,3}\s(?:FR"
    r"|Fed\. ?Reg\.)\s[\d,-]+[\])]?"
    r"|\s\[?\(?FR Doc\.? [\w-]+[\])]?){0,12}[\s,(\[]*"
    r"|\b\d{2,3}\sFR\s\d[\d,-]*\s?[;,(]?\s?(?:on\s|of\s|published\s(?:on\s)?)?)$"
)
_CITED_AFTER: Final = re.compile(
    r"^,?\s?(?:[\[(]\s?(?:see\s)?\d{2,3}\s(?:FR|Fed\. ?Reg\.)|at\s\d{2,3}\sFR\b|,\s\d{2,3}\sFR\b"
    r"|\s?Federal Register\b|,?\s(?:in|at) (?:the Federal Register|volume)"
    r"|,?\s(?:final|interim|proposed|direct)\s(?:final\s)?(?:rule|order|regulation)"
    r"|\s(?:memorandum|notice|rule|IFR)\b)"
)
_UPON: Final = re.compile(
    r"\b(?:effective|applicable|take effect)\b[^.;]{0,60}\b(?P<words>(?:immediately )?(?:upon|on"
    r"|as of)"
    r"(?: the date of)? (?:its )?publication(?: date)?(?: (?:of|in)\b[^.;,]{0,40})?)",
    re.I,
)
_AFTER_PUBLICATION: Final = re.compile(
    r"\b(?P<n>\d{1,3}|thirty|sixty|ninety)[ -](?:calendar )?days (?P<which>after|from|of|following)"
    r" (?:the )?(?:date of )?(?:its )?publication",
    re.I,
)
_NUMBER: Final = {"thirty": 30, "sixty": 60, "ninety": 90}
_CUES: Final = re.compile(
    r"(?P<comment>\bcomments?\b|\bsubmi[ts]|\bsubmission|\bnominat|\brepl(?:y|ies)\b|\bpetition"
    r"|\brespon[ds]|\bpostmarked|\breceived\b|\bdue\b|\bapplications? (?:must|should|will|are)"
    r"|\bobjections?\b|\brequests?\b|\bmust be filed)"
    r"|(?P<compliance>\bcomplian|\bcomply\b|\bmandatory\b)"
    r"|(?P<expiry>\bexpir\w*|\bterminat\w*|\bceases?\b|\bsunsets?\b|\bremains? (?:valid|in effect))"
    r"|(?P<entry_into_force>\beffective|\bin effect\b|\btakes? effect|\binto effect|\bin force"
    r"|\binto force|\bbecame applicable|\bis valid|\bapplicab|\benforced?\b|\boperational\b)"
    r"|(?P<meeting>\bmeetings?\b|\bhearings?\b|\bwebinar|\bconference|\bheld\b|\bbriefing"
    r"|\bworkshop|\bsessions?\b|\bscheduled\b|\bconvene)"
    r"|(?P<other>\bincorporation by reference|\bapproved\b|\boccurred|\bissued\b|\bfiled\b"
    r"|\bpublished\b|\bsigned\b|\bdeclaration\b|\bdecision\b|\bestimated\b|\brepatriation"
    r"|\bstudy\b)",
    re.I,
)
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
    r"^[\s<>A-Zbulet•]{0,12}(?:Effective|Date|Dates?|Effective dates?)?[\s:.,]*$", re.I
)


#: No caption is longer; what goes on beyond is no caption any more and is not read.
LONGEST: Final = 20_000


def read_caption(
    text: str, published: date | None, kind: str | None, end: int | None = None
) -> list[Dated]:
    """The typed dates of a DATES caption, in order, offsets into `text`.

    `kind` is the document's (rule, proposed_rule, notice ...): a bare date is an effective date in
    a rule and nothing in a notice.
    """
    found: list[Dated] = []
    label = ""
    for a, b in caption_sentences(text[: min(end or LONGEST, LONGEST)]):
        sentence = text[a:b]
        head = _LABEL.match(sentence.lstrip(" \n<>bulet•-*"))
        if head:
            label = head["name"].casefold()
        found += [
            Dated(
                d.kind,
                d.day,
                d.start + a,
                d.end + a,
                d.basis,
                d.old,
                d.words,
                d.details,
                (a, b),
            )
            for d in _sentence(sentence, label, published, kind)
        ]
    return _settle(found)


def _masked(sentence: str, day: Day) -> bool:
    before = sentence[max(0, day.start - 160) : day.start]
    if _CITED_AFTER.match(sentence[day.end : day.end + 40]):
        return not re.search(r"\b(?:until|to|through|effective)\s$", before)
    return bool(_CITING.search(before)) and not re.search(
        r"\b(?:until|through|effective|by|before|later than)\s(?:[a-z]+\s)?$", before[-25:]
    )


def _sentence(
    sentence: str, label: str, published: date | None, kind: str | None
) -> Iterator[Dated]:
    every = list(days(sentence))
    free = [d for d in every if not _masked(sentence, d)]
    moved = list(moves(sentence, label, free, every))
    if moved and all(d.basis == "contingent" and d.kind == "entry_into_force" for d in moved):
        yield from _plain(sentence, label, free, kind)
        yield from moved
        return
    taken = {d.start for d in moved} | {
        x.start for d in moved if d.old for x in free if x.day == d.old
    }
    yield from moved
    if moved:
        first = moved[0].start
        for d in free:
            lead = sentence[: d.start]
            if d.start < first and re.match(
                r"^\W*(?:<bullet>)?\W*(?:[\w ]{0,30}:\s*)?(?:Effective|As of)\s(?:on\s)?$",
                lead,
                re.I,
            ):
                taken.add(d.start)
        later = [d for d in free if d.start not in taken and d.start > first]
        yield from _plain(sentence, label, later, kind, floor=moved[-1].end)
        return
    if not free:
        yield from _relative(sentence, label, published)
        return
    yield from _plain(sentence, label, free, kind)
    if re.search(r"\bupon publication\b", sentence, re.I):
        yield from _relative(sentence, label, published)


def _plain(
    sentence: str, label: str, free: list[Day], kind: str | None, floor: int = 0
) -> Iterator[Dated]:
    cues = [(m.start(), m.end(), str(m.lastgroup)) for m in _CUES.finditer(sentence)]
    entered = False
    licence = bool(_OF_LICENCE.search(sentence))
    complied = False
    for d in free:
        before = [c for c in cues if floor <= c[0] and c[1] <= d.start]
        after = [c for c in cues if c[0] >= d.end]
        role = before[-1][2] if before else ""
        p = preposition(sentence, d.start)
        if role == "comment":
            role = _comment_role(sentence, d, p, before)
        elif not role:
            role = _role_by_label(label, kind, sentence[floor : d.start], after)
        if role in ("entry_into_force", "expiry") and p in (
            "through",
            "though",
            "thru",
            "until",
            "till",
        ):
            yield _at("expiry", d, sentence, {"whole": True} if entered and not licence else {})
            continue
        if role == "entry_into_force" and p == "to" and entered:
            yield _at("expiry", d, sentence, {"whole": True})
            continue
        details: dict[str, object] = {}
        if role == "entry_into_force" and licence:
            entered = True
            continue
        if role == "compliance":
            if complied and (m := _EXCEPT_PART.search(sentence[: d.start])):
                details["provision"] = m["part"].strip(" ,")[:160]
            complied = True
        if role == "entry_into_force":
            if re.search(r"\bunless\b[^.;]{0,80}$", sentence[: d.start]) and entered:
                role = (
                    "comment_deadline"
                    if re.search(r"comment", sentence[d.start - 80 : d.start])
                    else "other"
                )
            elif part := _part(sentence, d, entered):
                details["provision"] = part
            entered = entered or role == "entry_into_force"
        if role == "comment":
            role = "comment_deadline"
        if role in ("entry_into_force", "compliance", "expiry", "comment_deadline", "meeting"):
            yield _at(role, d, sentence, details)


def _at(kind: str, d: Day, sentence: str, details: dict[str, object]) -> Dated:
    if d.odd:
        details = {**details, "odd": d.odd}
    return Dated(kind, d.day, d.start, d.end, words=sentence[d.start : d.end], details=details)


def _comment_role(sentence: str, d: Day, p: str, before: list[tuple[int, int, str]]) -> str:
    """A day in a sentence about comments is a deadline when it is told as one."""
    gap = sentence[before[-1][1] : d.start]
    if p in ("to", "after", "since", "from", "as of") and not re.search(r"extend", gap):
        return "other"
    if p in ("by", "before", "until", "later than", "through", "till") or re.search(
        r"\bdue\b|:\s*$|\bby\b|\bbefore\b|\blater than\b|\buntil\b|\bclos|\bends?\b|\bdate\b",
        gap + sentence[before[-1][0] : before[-1][1]],
    ):
        return "comment"
    return "comment" if p in ("on", "") else "other"


def _role_by_label(
    label: str, kind: str | None, lead: str, after: list[tuple[int, int, str]]
) -> str:
    if "comment" in label or "submission" in label:
        return "comment"
    if "complian" in label:
        return "compliance"
    if "effective" in label or "applicab" in label:
        return "entry_into_force"
    if "expiration" in label:
        return "expiry"
    if _BARE.match(lead) and kind in ("rule", None) and not after:
        return "entry_into_force"
    return after[0][2] if after and after[0][2] != "comment" else "other"


def _part(sentence: str, d: Day, entered: bool) -> str | None:
    """The provision that a date is limited to, in the caption's words."""
    lead = sentence[max(0, d.start - 260) : d.start]
    m = re.search(
        r"(?:except (?:for|that)|amendatory (?:instructions?|paragraphs?)|(?:amendments?|revisions?"
        r"|additions?|removals?) (?:to|of|in)|paragraphs?|Sec(?:s|tions?)?\.?|§+)\s?[^.;]{0,180}$",
        lead,
    )
    if not m:
        return None
    words = m.group(0)
    if re.match(r"except", words) or entered or re.match(r"amendatory|paragraph", words):
        return (
            re.sub(
                r",?\s*(?:which\s)?(?:is|are|will be|becomes?)?\s*effective\s*(?:on\s)?$", "", words
            ).strip(" ,")[:160]
            or None
        )
    return None


def _relative(sentence: str, label: str, published: date | None) -> Iterator[Dated]:
    if m := _UPON.search(sentence):
        yield Dated(
            "entry_into_force",
            published,
            *m.span("words"),
            basis="upon_publication",
            words=m["words"],
        )
        return
    m = _AFTER_PUBLICATION.search(sentence)
    if not m:
        return
    n = _NUMBER.get(m["n"].casefold()) or int(m["n"])
    cue = _CUES.search(sentence)
    kind = str(cue.lastgroup) if cue else ""
    kind = {"comment": "comment_deadline", "": ""}.get(kind, kind)
    if not kind:
        kind = (
            "comment_deadline"
            if "comment" in label
            else "entry_into_force"
            if "effective" in label
            else ""
        )
    if kind in ("comment_deadline", "entry_into_force", "compliance"):
        day = published + timedelta(days=n) if published else None
        yield Dated(kind, day, *m.span(), basis="computed", words=m.group(0))


def _settle(found: list[Dated]) -> list[Dated]:
    """One row for each kind, day and provision, the first told kept."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for d in found:
        key = (d.kind, d.day, d.details.get("what"))
        if key in seen or d.kind in ("meeting", "other"):
            continue
        seen.add(key)
        out.append(d)
    return out
