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

from nlp import attribution, days, when
from nlp.instruments import Instruments, Named
from nlp.phrases import as_told
from nlp.plain import blotted
from nlp.settled import Found, lead_dates, settle, substance_dates
from nlp.telling import past
from nlp.told import participle, retold, tell
from nlp.triggers import Trigger, of_type, shut, triggers
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
#: A draft's review and withdrawal never touch the rule that it would change.
_DRAFT: Final = re.compile(r"\b(?:drafts?|proposals?)\b", re.I)
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
    rules = Instruments(text, mentions, own, told=not official)
    home = attribution.at_home(text.text)
    if not (home or any(n.id for n in rules.named) or attribution.about_policy(text.text)):
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
        sentence = blotted(text.text[a : min(b, a + LONGEST)])
        inside = ordered[bisect_left(starts, a) : bisect_left(starts, a + len(sentence))]
        near = [m for m in inside if m.label == "DATE"]
        before = when.carried(sentence, previous)
        head = when.lead_date(sentence, a, near)
        previous = head or before
        if sentence.rstrip(" \n\"”’'").endswith("?"):
            continue
        b = a + len(sentence)
        told = triggers(sentence, rules.spans(a, b), rules.spans(a, b, ("rule",)), closed, home)
        told = [t for t in told if not retold(sentence, t, told)]
        given = when.assign(sentence, a, told, near)
        for n, t in enumerate(told):
            day = given.get(n)
            if day is None and t.type not in when.FORWARD:
                day = before
                if when.says_now(sentence) or re.match(
                    r"we conclude", sentence[t.start : t.end], re.I
                ):
                    day = dateline or day
            if day is None:
                day = days.same_day(sentence, ordered[: bisect_left(starts, a + t.verb[0])][-20:])
            found += _claims(text, sentence, a, t, rules, day, head, inside, near, official)
    claims = substance_dates(settle(found))
    dates = [m for m in ordered if m.label == "DATE"]
    return claims if official else as_told(lead_dates(claims, dates, text.published), text)


_IT: Final = re.compile(r"it|them|both|that one|the measure", re.I)
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
    head: Mention | None,
    mentions: Sequence[Mention],
    near: Sequence[Mention],
    official: bool,
) -> Iterator[Found]:
    if attribution.foreign(sentence, t.verb) or attribution.private(sentence, t.verb):
        return
    if attribution.corporate(text.text, a + t.verb[0], t.type, mentions):
        return
    pronoun = t.object and _IT.fullmatch(sentence[slice(*t.object)])
    if t.type == "rescission" and pronoun and rules.draft_last(a + t.verb[0]):
        t = of_type(t, "withdrawal")
    telling = tell(sentence, t, official, official or rules.own is not None)
    if telling is None:
        return
    kind = _KIND.get(t.type, "rule")
    of_draft = t.type in ("review", "withdrawal") and _DRAFT.search(sentence)
    if of_draft or t.by.pattern.name in _OF_DRAFTS or t.by.pattern.name.endswith("of a draft"):
        kind = "draft"
    thing = (a + t.object[0], a + t.object[1]) if t.object else None
    if t.type in _ISSUED and _ISSUES_AN_ACT.search(sentence[(t.object or t.verb)[1] :][:60]):
        kind = "listing"
    named = rules.meant((a, a + len(sentence)), (a + t.verb[0], a + t.verb[1]), thing, kind, t.type)
    if _MANY.match(sentence[t.verb[1] :]):
        # "revokes 78 executive orders": the one at hand is not among them, unless it is told so
        named = rules.among(a + t.verb[1], a + len(sentence), "order")
    start, end = _quote(sentence, t)
    who = attribution.actor(sentence, t.verb)
    said = attribution.speaker(sentence, mentions)
    value = dict(day.value) if day else {}
    led = head.value.get("iso") if head else None
    iso = days.to_come(sentence, t, telling, day, text.published) or value.get("iso")
    if day and (course := days.in_course(day, near)):
        iso = course
    elif day and (
        future := days.ahead(
            day, sentence, a, text.published, sentence[slice(*t.verb)], telling.modality == "done"
        )
    ):
        iso = future
    modality = days.in_time(telling.modality, t, sentence, iso, text.published)
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
            quote=text.text[a + start : a + end],
            start=a + start,
            end=a + end,
            instrument=n.name if n else None,
            instrument_id=n.id if n else None,
            instrument_ref=rules.behind(n) if n else None,
            actor=who,
            speaker=said,
            date=iso,
            date_precision=value.get("precision") or ("day" if iso else "unknown"),
            date_basis=value.get("basis") if iso else None,
            date_text=day.quote if day else None,
            role="background" if _recalled(sentence, t, iso or led, text.published) else "main",
            rule=rule,
            details=dict(t.by.pattern.details),
        )
        yield Found(claim, a + t.verb[0], n is not None)


def _bare_participle(sentence: str, at: int) -> bool:
    """Whether "brought in under Biden" or "who wrote it" only tells which rule is meant."""
    return bool(_NAMING.search(sentence[max(0, at - 16) : at]))


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
    return past(sentence, t.verb[0]) or participle(sentence, t.verb[0])
