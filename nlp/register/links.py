"""Citations, numbers and RINs of other Federal Register documents, and what is done to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from nlp.captions import caption_sentences, days
from nlp.register.action import ActionPart
from nlp.register.header import Header, Part
from nlp.register.relations import Act, acts, governing
from store.model import Link, Text

_NUMBER: Final = r"(?:[CRZ]\d-)?(?:(?:19|20)\d\d[-–]\d{4,5}|\d{2}[-–]\d{3,5}|[EZ]\d[-–]\d{2,5})"
_REFERENCE: Final = re.compile(
    r"\b(?P<fr>\d{2,3})\s(?:FR|Fed\.?\s?Reg\.?|F\.R\.)\s(?P<page>\d[\d,]{0,7}\d)\b"
    rf"|\b(?:FR\s?Doc(?:ument)?s?\.?|(?:[Rr]ule |[Nn]otice )?[Dd]ocuments?|[Dd]ocs?\.)"
    rf"(?:\s(?:[Nn]o|[Nn]umber)s?)?[.:]?\s(?P<number>{_NUMBER})(?![\w-])"
    r"|\bRINs?:?\s(?P<rin>\d{4}[-–][A-Z]{2}\d{2,3})\b"
    r"|(?<![\w-])(?P<bare>[CR]\d-(?:19|20)\d\d[-–]\d{4,5})(?![\w-])"
)
#: A participle just before a citation tells the citation's own history, not what is done here.
_HISTORY: Final = re.compile(
    r"(?<!is )(?<!are )(?<!hereby )(?<!being )(?<!further )\b(?:amended|corrected|delayed|extended"
    r"|stayed|suspended|modified|reopened|withdrawn|supplemented|superseded|revised|as amended)"
    r"(?:\s(?!by this)(?:on|at|in|by|until|to|and|[A-Z][a-z]{2,8}\.?|\d{1,4},?|\w+)){0,9}[\s\[(,]*$"
)
_SEE: Final = re.compile(r"\b(?:[Ss]ee(?:,? also)?|[Ee]\.g\.|cf\.|as described in)[,:]?\s\W{0,3}$")
_IN_DOCUMENT: Final = re.compile(
    r"^\W{0,3}In (?:the )?(?:[\w-]{1,20} ){0,3}(?:document|FR Doc\.?)\s", re.I
)
_MAKES_CORRECTION: Final = re.compile(
    r"\bcorrect|\b(?:appearing|published|beginning) on pages?\b", re.I
)
_BESIDE_RIGHT: Final = re.compile(r"^[\s,()\[\]]{0,4}(?:(?:on|of|published|dated)\s){0,2}$")
_BESIDE_LEFT: Final = re.compile(r"^[\s,()\[\]]{0,4}(?:(?:at|in|as)\s)?[\s(\[]{0,3}$")
_NO_PUBLICATION: Final = re.compile(
    r"\b(?:effective|until|through|to|by|from|before|after|than|ends?|expires?)\s(?:on\s)?$", re.I
)
_OF_ACTION: Final = {
    "delay": "delays",
    "suspension": "suspends",
    "reimposition": "reinstates",
    "correction": "corrects",
    "withdrawal": "withdraws",
    "rescission": "rescinds",
    "expiry": "extends",
    "comment_deadline": "extends",
    "entry_into_force": "confirms",
    "compliance": "confirms",
}
#: No sentence is longer; what goes on beyond is a table or a list.
LONGEST: Final = 6000
#: How much of the preamble may tell what the document acts on: its first paragraphs.
FIRST_PARAGRAPHS: Final = 4000


@dataclass(frozen=True, slots=True)
class Reference:
    """An official number printed in a text, in normal form, with its offsets there."""

    ref: str
    start: int
    end: int


def printed_references(text: str) -> Iterator[Reference]:
    """Citations, document numbers and RINs in order, each as often as it stands there."""
    for m in _REFERENCE.finditer(text):
        if m["fr"]:
            ref = f"{m['fr']} FR {m['page'].replace(',', '')}"
        elif m["rin"]:
            ref = f"RIN {m['rin'].replace('–', '-')}"
        else:
            ref = (m["number"] or m["bare"]).replace("–", "-")
        yield Reference(ref, m.start(), m.end())


def references(text: str) -> list[str]:
    """Citations, document numbers and RINs printed in a text, in normal form and in order."""
    return list(dict.fromkeys(r.ref for r in printed_references(text)))


def find_links(
    text: Text, header: Header, parts: Sequence[ActionPart], own: Collection[str]
) -> tuple[Link, ...]:
    """What this document does to others that it names, most telling places first.

    Read are title, DATES, SUMMARY and the first paragraphs of the body; `own` numbers are never
    linked. A document named without being acted on is `cites`, from the header only.
    """
    found: list[Link] = list(_by_number(text, header))
    body = header.body
    opening = Part("", body.start, min(body.end, body.start + FIRST_PARAGRAPHS)) if body else None
    zones = [header.title, *header.captions, header.summary, opening]
    for zone in filter(None, zones):
        found += _in_zone(text.text, header, zone, own, cites=zone is not opening)
    found = _by_action(found, parts)
    return tuple(_settled(found))


def _by_number(text: Text, header: Header) -> Iterator[Link]:
    of = header.fields.get("correction_of")
    if of:
        yield Link("corrects", of.text.strip(), of.start, of.end)
        return
    m = re.fullmatch(r"[CR]\d-(.+)", header.number or "")
    at = text.text.find(header.number or "\0") if m else -1
    if m and at >= 0:
        yield Link("corrects", m[1], at, at + len(header.number or ""))


def _in_zone(
    body: str, header: Header, zone: Part, own: Collection[str], *, cites: bool
) -> Iterator[Link]:
    seen = header.view(body, zone)
    if not any(True for _ in printed_references(seen.text)):
        return
    for a, b in caption_sentences(seen.text):
        sentence = re.sub(r"\s", " ", seen.text[a : min(b, a + LONGEST)])
        named = list(printed_references(sentence))
        if not named:
            continue
        told = acts(sentence)
        for n, r in enumerate(named):
            if r.ref in own:
                continue
            act = _act(sentence, told, r)
            if act is None and (not cites or "should read" in sentence):
                continue
            low = min(act.start, r.start) if act else r.start
            high = max(act.end, r.end) if act else r.end
            start, end = seen.span(a + low, a + high)
            before = named[n - 1].end if n else 0
            after = named[n + 1].start if n + 1 < len(named) else len(sentence)
            yield Link(
                act.relation if act else "cites", r.ref, start, end,
                _published(sentence, r, before, after),
            )  # fmt: skip


def _act(sentence: str, told: list[Act], r: Reference) -> Act | None:
    lead = sentence[max(0, r.start - 110) : r.start]
    if _HISTORY.search(lead) or _SEE.search(lead):
        return None
    m = _IN_DOCUMENT.match(sentence[: r.end])
    if m and _MAKES_CORRECTION.search(sentence[r.end :]):
        return Act("corrects", "active", m.start(), m.end())
    return governing(sentence, told, r.start, r.end)


def _published(sentence: str, r: Reference, before: int, after: int) -> date | None:
    """The day of publication printed beside a reference."""
    low = max(before, r.start - 120)
    left = [
        (d, sentence[low + d.end : r.start])
        for d in days(sentence[low : r.start])
        if not _NO_PUBLICATION.search(sentence[max(0, low + d.start - 25) : low + d.start])
    ]
    if left and _BESIDE_LEFT.match(left[-1][1]):
        return left[-1][0].day
    for d in days(sentence[r.end : min(after, r.end + 60)]):
        if _BESIDE_RIGHT.match(sentence[r.end : r.end + d.start]):
            return d.day
        break
    return left[-1][0].day if left else None


def _by_action(found: list[Link], parts: Sequence[ActionPart]) -> list[Link]:
    """Where ACTION tells an act that no sentence told, it is done to the first document named."""
    told = [
        _OF_ACTION[t] for p in parts for t in p.types if t in _OF_ACTION and p.target == "other"
    ]
    words = " ".join(p.text.casefold() for p in parts)
    if "closing" in words:
        told = [t for t in told if t != "extends"]
    if "reopen" in words:
        told = ["reopens" if t == "extends" else t for t in told]
    acted = {link.relation for link in found} - {"cites"}
    if not told or acted & set(told) or (acted and len(told) == 1):
        return found
    for n, link in enumerate(found):
        if link.relation == "cites" and not link.ref.startswith("RIN"):
            found[n] = replace(link, relation=told[0])
            break
    return found


def _settled(found: list[Link]) -> Iterator[Link]:
    acted = {link.ref for link in found if link.relation != "cites"}
    days_of = {link.ref: link.date for link in reversed(found) if link.date}
    seen: set[tuple[str, str]] = set()
    for link in found:
        key = (link.relation, link.ref)
        if key in seen or (link.relation == "cites" and link.ref in acted):
            continue
        seen.add(key)
        yield replace(link, date=link.date or days_of.get(link.ref))


def bare_title(title: str | None) -> str | None:
    """A title without the words that say what this document does to the rule it names."""
    if not title:
        return None
    bare = re.sub(
        r"[;:,]?\s*(?:(?:Further|Partial)\s)?(?:Delay|Postponement|Stay|Suspension|Withdrawal"
        r"|Correction|Extension|Reopening)s?\b[^;]{0,80}$",
        "",
        title,
        flags=re.I,
    ).strip()
    return bare or title
