"""How a trigger is told: by its rule's form, the words around it, and the source it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp.modality import Telling, reported, tell_noun, tell_verb
from nlp.triggers import Trigger

#: What parts the clauses of which one may rest on a source and another not.
_PART: Final = re.compile(r";\s|,\s(?:though|although|while|whereas|even as|even though)\s", re.I)
#: "issued a suspension of the rule": the act is what is issued, not the rule.
_ACT_OF: Final = re.compile(
    r"\b(?:suspensions?|rescissions?|repeal|delays?|postponements?|extensions?|stays?|pauses?"
    r"|freeze"
    r"|withdrawal|revocation|waivers?|replacements?|substitutes?|successor|corrections?"
    r"|(?:suspend|rescind|repeal|delay|postpon|extend|paus|withdraw|revok|correct|replac)ing)"
    r"\s(?:of|to|in|for|from|the|a|an|its|that|this|all|parts?|it)\b[^.;,]*\Z",
    re.I,
)


def tell(sentence: str, t: Trigger, official: bool, own: bool) -> Telling | None:
    """How a trigger is told; None where it tells of nothing."""
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
                if (seen.modality, seen.polarity) == ("proposed", "negated"):
                    telling = Telling("done", "negated", seen.words)
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
        if telling and t.type == "withdrawal" and telling.words == "proposal":
            # "never finalized its proposal and withdrew it": nobody proposes to withdraw one
            telling = Telling("done", telling.polarity, "of a proposal")
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
    if telling.modality == "done" and telling.polarity == "negated" and _quoted(sentence, start):
        return Telling("denied", "affirmed", "quoted")
    if (
        not t.by.rules.keeps
        and telling.modality
        in ("done", "announced", "planned", "scheduled", "proposed", "speculated")
        and reported(_segment(sentence, start))
        and not re.search(r"\bconfirm(?:s|ed)\b", sentence)
        and not participle(sentence, start)
    ):
        return Telling("reported", telling.polarity, "reported")
    return telling


#: An actor's own people, and that they speak.
_SPEAKS: Final = re.compile(
    r"(?:[”\"’'],?|,)\s[^.;]{0,70}?\b(?:official|spokes\w+|secretary|department|agency|bureau"
    r"|BIS|Commerce|White House|administration|Lutnick|Kessler|Greer|Bessent|Trump|president"
    r"|chair\w*"
    r"|director|commissioner)\b[^.;]{0,40}?\b(?:said|says|told|insisted|added|stressed"
    r"|maintained)\b"
    r"|\b(?:official|spokes\w+|secretary|department|agency|bureau|BIS|Commerce|White House"
    r"|administration|Lutnick|Kessler|Greer|Bessent|Trump|president|chair\w*|director|commissioner)"
    r"\b[^.;]{0,60}?\b(?:said|says|told|insisted|added|stressed|maintained"
    r"|wrote)\b[^.;]{0,30}[“\"]",
    re.I,
)


def _quoted(sentence: str, at: int) -> bool:
    """Whether an official's words are quoted at `at`: then a negation is a denial."""
    opening = max(sentence.rfind("“", 0, at), sentence.rfind('"', 0, at))
    if (
        opening < 0
        or "”" in sentence[opening:at]
        or sentence.count('"', 0, at) % 2 == 0 != (sentence[opening] == "“")
    ):
        return False
    return bool(_SPEAKS.search(sentence))


def _segment(sentence: str, at: int) -> str:
    a, b = 0, len(sentence)
    for m in _PART.finditer(sentence):
        if m.start() < at:
            a = m.start()
        else:
            b = m.start()
            break
    return sentence[a:b]


def participle(sentence: str, at: int) -> bool:
    """ ", issued in January," is a remark on the rule and not what the source reports."""
    return bool(re.search(r",\s(?:\w+ly\s)?$", sentence[max(0, at - 14) : at]))


def retold(sentence: str, t: Trigger, told: Sequence[Trigger]) -> bool:
    """Whether an act is told by another: the issuing of a rule "to replace it" or of its suspension
    by that, a suspension by its being lifted."""
    if t.type == "suspension" and t.by.pattern.form == "noun":
        # "denied that it had lifted the suspension" says nothing of the suspension
        return any(
            o.type in ("reimposition", "suspension_end") and 0 < t.verb[0] - o.verb[1] < 30
            for o in told
        )
    if t.type != "adoption":
        return False
    if t.object and _ACT_OF.search(sentence, t.verb[1], t.object[0]):
        return True
    return any(o.type == "replacement" and abs(o.verb[0] - t.verb[0]) < 60 for o in told)
