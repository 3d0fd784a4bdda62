"""What a verb is done to: the noun it governs, its subject in the passive, a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: Words between a verb and its object that make the noun behind them no object of the verb.
_NOT_OVER: Final = re.compile(
    r"[;:()]|(?<!or )(?<!and )\b(?:rescind|suspend|revok|repeal|withdraw|delay|extend|publish|issu"
    r"|enforc|impos|adopt|finali[sz]|replac|lift|scrapp|paus|releas)ing\b"
    r"|\b(?:under|for|against|by|from|with|after|before|because|over|despite|to|as|in|into|on"
    r"|outside|beyond|inside|within|above|below|that|which|who|whose|when|where|while|but|if|whether|about|at|until|through|without|since"
    r"|plans?|ideas?|talks?|calls?|bids?|efforts?|requests?|lawsuits?|challenges?|hearings?|votes?"
    r"|questions?|defen[cs]es?|litigation|challenging|criticism|changes|amendments?|support|opposition|exemptions?|enforcement|suspension|delay"
    r"|rescission|repeal|replacement|publication|announcement|release|statement|is|are|was|were|has"
    r"|have|had|will|would|said|says|nothing|draft|parts?|review)\b",
    re.I,
)
#: A gerund in between has the noun for its own object, unless it is an adjective.
_GERUND: Final = re.compile(
    r"\b(?!(?:exist|pend|sweep|outgo|ongo|remain|overarch|follow|forego|correspond|land|rul"
    r"|control|licens|report|bank|chipmak|manufactur|comput|process|lend|hous|min|drill|fish"
    r"|rulemak|operat|train|trad|financ|spend|build|gambl|vap|smok|grow|stand|bind|open|clos|vot"
    r"|market|advertis|teach|broadcast|stream|shipp|packag|label|pric|test|screen|monitor|model"
    r"|underly|lead|emerg|loom|schedul|recordkeep|bookkeep|engineer|confus|cripp|puzzl|punish"
    r"|far-reach|wide-rang|long-stand|hard-hit|groundbreak|start|meet|draw|work|liv)ing\b)"
    r"(?<![\w-])[a-z]{3,}ing\b",
    re.I,
)
_STOP: Final = re.compile(
    r"[;:]|,\s(?:which|who|while|but|after|although|though|whereas|when|where|because|and|a|an|the)\b"
    r"|\s[-–—]\s|—"
)
#: "postponed, for the second time, the date": what commas set apart behind a verb.
_ASIDE: Final = re.compile(
    r",\s(?:for|in|on|at|by|with|without|once|again|yet|as|to|after|under|this|last|effective|if|or)"
    r"\s[^,.;:]{2,60},(?=\s)|,\s(?:again|too|in turn|however|finally|at last|in effect),(?=\s)"
)
_BE: Final = re.compile(
    r"\b(?:be|been|being|is|was|were|are|get|gets|got)\s(?:(?!to\b)[\w-]+\s){0,2}\Z", re.I
)
#: What stands for the thing.
PRONOUN: Final = re.compile(r"\s(?:it|them|both|that one|the (?:rule|measure|framework)s?)\b", re.I)
#: Between a subject and its verb: auxiliaries, adverbs, a short clause or a phrase of place.
_SUBJECT: Final = re.compile(
    r"(?:\s[\w’'“”\"$%.&/-]+){0,7}?(?:,\s[^.;,]{3,80},|\s\([^().;]{2,60}\)"
    r"|\s[–—-]\s[^–—.;]{3,80}\s[–—-])?,?(?:\s(?:which|that))?(?:\s(?:has|have|had|is|was|were|are|will"
    r"|would|could|may|might|should|must|to|be|been|being|now|then|soon|also|not|never|only|first"
    r"|finally|eventually|still|yet|due|set|expected|scheduled|slated|likely|going|about|\w+ly))*\s\Z",
    re.I,
)
#: "the rule, which officials said they would drop": the object stands before its clause.
_RELATIVE: Final = re.compile(
    r",?\s(?:(?:which|that|whom)\s)?(?:(?:the|its|their|his|some|many)\s)?(?:[\w’'.-]+\s){0,3}?"
    r"(?:[\w’'-]+\s(?:said|says|announced|wrote|told\s\w+)\s(?:(?:in|on|last)\s\w+\s)?)?"
    r"(?:(?:that\s)?(?:it|they|he|she|we|[\w’'-]+)\s)"
    r"(?:has|have|had|will|would|may|might|could|should|now|then|is|was|are|were|to|never|not|\w+ly"
    r"|plans?|planned|wants?|wanted|intends?|intended|later|soon|also|since)?\s?"
    r"(?:(?:to|be|been|not|never|\w+ly)\s)*\Z",
    re.I,
)
#: A verb with nothing behind it but the end of its clause, or a word of time.
_GAP: Final = re.compile(
    r"(?:\s(?:last|this|in|on|a)\s\w+(?:\s\w+)?|\s\w+ly)?(?:[,.;:)]|\s?\Z)", re.I
)
#: "a notice to rescind the rule was published": what stands in a phrase is not the subject.
_INNER: Final = re.compile(
    r"\b(?:to\s\w+|(?:that|which)\s\w+s|repeal of|notice (?:on|of)|\w+(?:ing|ion) of)"
    r"\s(?:(?:the|its|their|a|an|this|that)\s)?\Z",
    re.I,
)
#: "announced on Tuesday a rule": a day between the verb and its object.
_DAY: Final = re.compile(
    r"\A\s(?:on|in|late|last|this|early|earlier)\s[\w.]{3,12}(?:\s\d{1,2})?(?:,?\s\d{4},?)?\s"
    r"(?=(?:an?|the|its|new|two|three|another|fresh)\s)|\A\s(?:today|yesterday)\s"
)
AHEAD: Final = 100
BEHIND: Final = 140


@dataclass(frozen=True, slots=True)
class Found:
    """The place of an object and how far it stands from its verb, in characters."""

    span: tuple[int, int]
    far: int


def governed(
    sentence: str,
    verb: tuple[int, int],
    slot: tuple[int, int] | None,
    things: re.Pattern[str],
    named: Sequence[tuple[int, int]],
    subject: bool,
    pronoun: bool,
) -> Found | None:
    """The nearest thing of a class, or named rule, that the verb is done to; None where none is."""
    start, end = verb
    if slot:
        return _within(sentence, slot, things, named, pronoun)
    if subject:
        return _before(sentence, start, things, named)
    left = sentence[max(0, start - 40) : start]
    head = sentence[start:end].split()[0].casefold()
    if head.endswith(("ed", "en", "wn", "ne", "t", "id", "ut", "ck", "de")) and _BE.search(left):
        return _before(sentence, start, things, named)
    if aside := _ASIDE.match(sentence, end):
        end = aside.end()
    right = sentence[end : end + AHEAD]
    if stop := _STOP.search(right):
        right = right[: stop.start()]
    spans = [(m.start(), m.end()) for m in things.finditer(right)]
    spans += [(a - end, b - end) for a, b in named if end <= a < end + len(right)]
    for a, b in sorted(spans):
        gap = right[:a]
        if gap.count(" ") > 8 or _NOT_OVER.search(gap) or _GERUND.search(gap):
            break
        return Found((end + a, end + b), a)
    if _GAP.match(sentence, end) and (found := _antecedent(sentence, start, things, named)):
        return found
    if pronoun and (m := PRONOUN.match(right)):
        return Found((end + m.start() + 1, end + m.end()), 1)
    if head.endswith(("ed", "en", "wn", "ne")):
        # "the rule scrapped in May": a participle behind its noun
        return next(
            (
                Found((a, b), start - b)
                for a, b in _all(sentence, max(0, start - 40), start, things, named)
                if 0 < start - b < 3
            ),
            None,
        )
    return None


def _antecedent(
    sentence: str, start: int, things: re.Pattern[str], named: Sequence[tuple[int, int]]
) -> Found | None:
    """What a relative clause that ends in the verb is about."""
    spans = _all(sentence, max(0, start - 90), start, things, named)
    for a, b in sorted(spans, key=lambda s: (-s[1], s[0])):
        if _RELATIVE.fullmatch(sentence, b, start) and re.match(
            r",?\s(?:which|that|whom)\b", sentence[b:start]
        ):
            return Found((a, b), start - b)
    return None


def _all(
    sentence: str, a: int, b: int, things: re.Pattern[str], named: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    found = [m.span() for m in things.finditer(sentence, a, b)]
    return sorted([*found, *(n for n in named if a <= n[0] and n[1] <= b)])


def _within(
    sentence: str,
    slot: tuple[int, int],
    things: re.Pattern[str],
    named: Sequence[tuple[int, int]],
    pronoun: bool,
) -> Found | None:
    inside = _all(sentence, *slot, things, named)
    if inside:
        return Found(inside[0], inside[0][0] - slot[0])
    if pronoun and (m := PRONOUN.fullmatch(sentence, *slot)):
        return Found((slot[0] + 1, m.end()), 1)
    return None


def _before(
    sentence: str, start: int, things: re.Pattern[str], named: Sequence[tuple[int, int]]
) -> Found | None:
    """The subject of a verb: the last thing of its class before it in its clause."""
    begin = max(0, start - BEHIND)
    spans = sorted(_all(sentence, begin, start, things, named), key=lambda s: (s[1], -s[0]))
    inner: list[tuple[int, int]] = []
    for a, b in reversed(spans):
        if any(x <= a and b <= y for x, y in inner):
            continue
        if _INNER.search(sentence, max(0, a - 60), a):
            inner.append((a, b))
        elif _SUBJECT.fullmatch(sentence[b:start]):
            return Found((a, b), start - b)
    return None
