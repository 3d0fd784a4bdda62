"""Sentences to claims: one builder over the event rules.

A trigger gives the type; the words around it modality and polarity; the document the rule meant;
the dates near it the date. What is told twice is one claim (type, instrument, modality class,
polarity); what is only recalled is background.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from nlp import attribution, when
from nlp.instruments import Instruments, Named
from nlp.modality import Telling, past, reported, tell_noun, tell_verb
from nlp.settled import Found, settle, substance_dates
from nlp.triggers import Trigger, gate, shut, triggers
from store.model import Claim, Mention, Text

QUOTE: Final = 600
#: Sentences longer than this are read only in their first part: no sentence of English is.
LONGEST: Final = 4000
RECALLED: Final = timedelta(days=21)
_KIND: Final = {
    "legislation": "bill",
    "executive_order": "order",
    "tariff": "order",
    "listing_addition": "listing",
    "listing_change": "listing",
    "listing_removal": "listing",
    "license_grant": "open",
    "license_policy": "listing",
    "license_requirement": "listing",
    "license_requirement_lifted": "listing",
    "end_user_status_granted": "listing",
    "end_user_status_revoked": "listing",
    "enforcement_action": "open",
    "guidance": "open",
    "correction": "open",
    "filing": "listing",
}
_NAMING: Final = re.compile(
    r"\b(?:[Rr]ules?|[Ff]ramework|measures?|regulations?|IFR|licen[cs]es?|who|which|that)\s$"
)
_WEEKDAY: Final = re.compile(r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", re.I)
_OF_DRAFTS: Final = frozenset(
    {
        *("sent to OIRA", "withdraw a draft", "withdrawn from review", "withdrawal of a draft"),
        "under review",
    }
)
_ISSUED: Final = frozenset({"adoption", "publication", "filing"})
#: "a final rule that suspends the Affiliates Rule": what is issued is not the rule named.
_ISSUES_AN_ACT: Final = re.compile(
    r"^[^.;]{0,30}?\b(?:that|which|to|by which)\s(?:\w+ly\s)?"
    r"(?:suspend|rescind|delay|correct|extend|revok|withdraw|postpon|stay)"
    r"|^[^.;]{0,30}?\b(?:suspending|rescinding|delaying|extending|correcting)\b"
)


def read_claims(
    text: Text,
    mentions: Sequence[Mention],
    spans: Sequence[tuple[int, int]],
    own: Named | None = None,
    official: bool = False,
) -> list[Claim]:
    """The claims told in the sentences `spans` of a text.

    `own` is the rule that the text itself is (a Federal Register document, a rule's abstract);
    `official` is true for Federal Register text, where a present tense is the act itself.
    """
    rules = Instruments(text, mentions, own)
    if not attribution.about_policy(text.text) and not any(n.id for n in rules.named):
        return []
    ordered = sorted(mentions, key=lambda m: m.start)
    starts = [m.start for m in ordered]
    closed = shut(text.text)
    found: list[Found] = []
    previous: Mention | None = None
    dateline = next(
        (
            m
            for m in ordered[: bisect_left(starts, 60)]
            if m.label == "DATE" and m.end < 60 and m.value.get("precision") == "day"
        ),
        None,
    )
    for a, b in spans:
        sentence = text.text[a : min(b, a + LONGEST)]
        inside = ordered[bisect_left(starts, a) : bisect_left(starts, a + len(sentence))]
        near = [m for m in inside if m.label == "DATE"]
        before = when.carried(sentence, previous)
        previous = when.lead_date(sentence, a, near) or before
        if not gate().search(sentence) or sentence.rstrip(" \n\"”’'").endswith("?"):
            continue
        told = triggers(sentence, rules.spans(a, a + len(sentence)), closed)
        told = [t for t in told if not _retold(t, told)]
        given = when.assign(sentence, a, told, near)
        for n, t in enumerate(told):
            day = given.get(n)
            if day is None and t.type not in when.FORWARD:
                day = before
                if when.says_now(sentence) or re.match(r"we conclude", t.match.group(0), re.I):
                    day = dateline or day
            found += _claims(text, sentence, a, t, rules, day, inside, official)
    return substance_dates(settle(found))


_MANY: Final = re.compile(
    r"\s(?:\d+|dozens of|scores of|several|many)\s(?:[\w-]+\s){0,2}"
    r"(?:orders|rules|regulations|actions|memoranda)\b",
    re.I,
)


def _claims(
    text: Text,
    sentence: str,
    a: int,
    t: Trigger,
    rules: Instruments,
    day: Mention | None,
    mentions: Sequence[Mention],
    official: bool,
) -> Iterator[Found]:
    if attribution.foreign(sentence, t.verb) or attribution.private(sentence, t.verb):
        return
    telling = _tell(sentence, t, official, official or rules.own is not None)
    if telling is None:
        return
    kind = _KIND.get(t.type, "rule")
    if t.by.pattern.name in _OF_DRAFTS:
        kind = "draft"
    thing = (a + t.object[0], a + t.object[1]) if t.object else None
    if t.type in _ISSUED and _ISSUES_AN_ACT.search(sentence[(t.object or t.verb)[1] :][:60]):
        kind = "listing"
    named = rules.meant((a, a + len(sentence)), (a + t.verb[0], a + t.verb[1]), thing, kind, t.type)
    if _MANY.match(sentence[t.verb[1] :]):
        named = []  # "revokes 78 executive orders": the one at hand is not among them
    start, end = _quote(sentence, t)
    who = attribution.actor(sentence, t.verb)
    said = attribution.speaker(sentence, mentions)
    value = dict(day.value) if day else {}
    iso = _to_come(sentence, t, telling, day, text.published) or value.get("iso")
    modality = _in_time(telling.modality, t, sentence, iso, text.published)
    if (
        t.type == "adoption"
        and iso is None
        and t.by.pattern.form == "verb"
        and _bare_participle(sentence, t.verb[0])
    ):
        return
    rule = f"{t.type}: {t.by.pattern.name}"
    for n in named or (None,):
        claim = Claim(
            type=t.type,
            modality=modality,
            polarity=telling.polarity,
            quote=sentence[start:end],
            start=a + start,
            end=a + end,
            instrument=n.name if n else None,
            instrument_id=n.id if n else None,
            actor=who,
            speaker=said,
            date=iso,
            date_precision=value.get("precision") or ("day" if iso else "unknown"),
            date_basis=value.get("basis") if iso else None,
            date_text=day.quote if day else None,
            role="background" if _recalled(sentence, t, iso, text.published) else "main",
            rule=rule,
            details=dict(t.by.pattern.details),
        )
        yield Found(claim, a + t.verb[0], n is not None)


def _in_time(modality: str, t: Trigger, sentence: str, iso: Any, published: date | None) -> str:
    """A day to come is scheduled, whatever the tense; a day of force that has come is done."""
    if t.type not in ("entry_into_force", "expiry"):
        return modality
    day = date.fromisoformat(iso) if isinstance(iso, str) and len(iso) == 10 else None
    present = re.match(
        r"(?:take|takes|become|becomes|come|comes|go|goes|enter|enters|kick|kicks|expire|expires"
        r"|lapse|lapses)\b",
        sentence[slice(*t.verb)],
    )
    if modality == "done" and present and not (day and published and day <= published):
        return "scheduled"
    if modality == "done" and day and published and day > published:
        return "scheduled"
    if (
        modality == "scheduled"
        and t.by.pattern.form == "state"
        and day
        and published
        and day <= published
        and t.type == "entry_into_force"
    ):
        return "done"
    return modality


def _bare_participle(sentence: str, at: int) -> bool:
    """Whether "brought in under Biden" or "who wrote it" only tells which rule is meant."""
    return bool(_NAMING.search(sentence[max(0, at - 16) : at]))


def _retold(t: Trigger, told: Sequence[Trigger]) -> bool:
    """Whether the issuing of a rule "to replace it" is the replacement, told once."""
    return t.type == "adoption" and any(
        o.type == "replacement" and abs(o.verb[0] - t.verb[0]) < 60 for o in told
    )


def _to_come(
    sentence: str, t: Trigger, telling: Telling, day: Mention | None, published: date | None
) -> str | None:
    """The weekday to come, where a weekday is told of as future ("ends on Monday")."""
    if day is None or published is None or not _WEEKDAY.match(day.quote):
        return None
    if t.type not in when.FORWARD and t.type not in ("publication", "reimposition"):
        return None
    verb = sentence[slice(*t.verb)].casefold().split()[0]
    if telling.modality not in ("scheduled", "planned") and not re.search(
        r"[^s]s$|^take|^come", verb
    ):
        return None
    iso = day.value.get("iso")
    if not isinstance(iso, str) or len(iso) != 10:
        return None
    found = date.fromisoformat(iso)
    if published - timedelta(days=7) <= found < published and "last " + day.quote not in sentence:
        return (found + timedelta(days=7)).isoformat()
    return None


def _tell(sentence: str, t: Trigger, official: bool, own: bool) -> Telling | None:
    p = t.by.pattern
    start, end = t.verb
    if p.form == "state":
        telling: Telling | None = Telling(p.modality or "done", p.polarity or "affirmed", p.name)
        if p.modality == "done" and not p.polarity:
            seen = tell_verb(sentence, start, end, False)
            if seen and (
                seen.modality == "denied"
                or seen.polarity == "negated"
                or (not own and seen.modality in ("planned", "speculated", "urged"))
            ):
                telling = seen
    elif p.form == "noun":
        telling = tell_noun(sentence, start, end)
    elif p.modality == "neg":
        seen = tell_verb(sentence, start, end, False)
        modality = seen.modality if seen else "announced"
        if modality == "done" and re.search(
            r"\b(?:would|will)\b", sentence[max(0, start - 30) : end]
        ):
            modality = "announced"
        telling = Telling(
            "announced" if modality in ("planned",) else modality, "affirmed", "not enforced"
        )
    else:
        telling = tell_verb(sentence, start, end, t.by.rules.legal and not official)
        if (
            telling
            and t.object
            and re.search(r"\bno\s(?:\w+\s){0,3}$", sentence[end : max(end, t.object[0])], re.I)
        ):
            telling = Telling(telling.modality, "negated", "no")
        if telling and p.modality and telling.modality in ("done", "announced"):
            telling = Telling(p.modality, telling.polarity, telling.words)
        if telling and p.polarity:
            telling = Telling(telling.modality, p.polarity, telling.words)
    if telling is None:
        return None
    if (
        not t.by.rules.keeps
        and telling.modality
        in ("done", "announced", "planned", "scheduled", "proposed", "speculated")
        and reported(_segment(sentence, start))
        and not re.search(r"\bconfirm(?:s|ed)\b", sentence)
        and not _participle(sentence, start)
    ):
        return Telling("reported", telling.polarity, "reported")
    return telling


def _segment(sentence: str, at: int) -> str:
    a = max(sentence.rfind("; ", 0, at), 0)
    b = sentence.find("; ", at)
    return sentence[a : b if b > 0 else len(sentence)]


def _participle(sentence: str, at: int) -> bool:
    """ ", issued in January," is a remark on the rule and not what the source reports."""
    return bool(re.search(r",\s(?:\w+ly\s)?$", sentence[max(0, at - 14) : at]))


def _quote(sentence: str, t: Trigger) -> tuple[int, int]:
    a, b = 0, len(sentence)
    while a < b and sentence[a].isspace():
        a += 1
    while b > a and sentence[b - 1].isspace():
        b -= 1
    if b - a > QUOTE:
        a = max(a, min(t.verb[0] - QUOTE // 2, b - QUOTE))
        b = a + QUOTE
    return a, b


def _recalled(sentence: str, t: Trigger, iso: Any, published: date | None) -> bool:
    if published and iso and len(str(iso)) >= 7 and t.type not in when.FORWARD:
        text = str(iso)
        day = (
            date.fromisoformat(text if len(text) == 10 else f"{text[:7]}-28")
            if re.match(r"\d{4}-\d\d", text)
            else None
        )
        if day and day < published - RECALLED:
            return True
    return past(sentence, t.verb[0]) or _participle(sentence, t.verb[0])
