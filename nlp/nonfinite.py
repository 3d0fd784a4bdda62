"""How an infinitive or a gerund is told, and a verb that borrows its modal from another."""

from __future__ import annotations

import re
from typing import Final

from nlp.clauses import DO_NOT, HEADLINE, ISSUED_AFTER, ISSUED_BEFORE, OBJECT, WENT_ON
from nlp.denials import FAILED
from nlp.governors import ADV, ANNOUNCED, PLAN_WORDS, PROPOSAL, SPECULATED, TWIN, URGED, made
from nlp.telling import Telling, first

#: "has begun to rescind".
BEGUN: Final = made(
    rf"\b(?:began|begun|begins?|start(?:s|ed)?|commenced?d?)\s+to\s+{ADV}(?:be\s)?{TWIN}$"
)
#: "is being rescinded": under way, not done.
BEING: Final = made(r"\b(?:is|are|was|were)\s(?:\w+\s){0,2}?being\s(?:\w+ly\s)?$")
#: "would be coupled with ending", "will begin by lifting".
MODAL_WITH: Final = made(
    r"\b(?P<modal>will|would|may|might|could)\b[^.;]{0,60}?\b(?:with|by|through|via|alongside"
    r"|include|involve|mean|entail)\s(?:\w+ly\s)?$"
)
#: What governs a gerund through a preposition: "intends on", "committed itself to".
GERUND_AHEAD: Final = made(
    r"\b(?:(?:intend|plan|insist|bank)(?:s|ned|ning|ed|ing)? on|(?:intent|set|bent) on|close to"
    r"|commit\w*(?: (?:it|them)sel(?:f|ves))? to|on the (?:verge|point|brink) of|in favou?r of"
    r"|work(?:s|ed|ing)? (?:on|towards?)|signal+(?:s|ed)|promis(?:es|ed)|pledg(?:es|ed)"
    r"|foreshadow(?:s|ed)"
    r"|forecasts?|flag(?:s|ged)|herald(?:s|ed)|await(?:s|ed)|a step (?:closer )?to(?:wards?)?"
    r"|prepar\w+ for"
    r"|count(?:s|ing|ed)? on|aim(?:s|ed|ing)? at)\s+(?:\w+ly\s)?$"
)
#: "signalled openness to pausing": nothing more than a thought.
THOUGHT_OF: Final = made(
    r"\b(?:(?:open(?:ness)?|receptive(?:ness)?|amenable|willing(?:ness)?|not averse|warm\w*"
    r"|lean\w*) (?:to|towards?)|(?:interest|merit|wisdom|point) in|(?:possibility|prospect"
    r"|likelihood"
    r"|chances?|odds|idea|option|notion|talk|hopes?|fears?|threat|risk|advantages?|feasibility"
    r"|virtues?) of|in talks (?:on|about|over)|talk(?:s|ed|ing)? (?:about|of)|flirt\w* with"
    r"|toy\w* with|mulls?|mull(?:ed|ing)|weigh(?:s|ed|ing)?|consider(?:s|ed|ing)?|ey(?:e|es|ed"
    r"|eing)"
    r"|contemplat\w+|float(?:s|ed|ing)?|debat(?:es|ed|ing)|explor(?:es|ed|ing)|threaten\w* with"
    r"|musing about|mused about|think(?:s|ing)? (?:of|about)|discuss(?:es|ed|ing)?)\s(?:\w+ly\s)?$"
)
#: "Some favour keeping the rule": what third parties would like.
FAVOURED: Final = made(
    r"\b(?:(?<!in )favou?r(?:s|ed|ing)?|support(?:s|ed|ing)?|advocat\w+|recommend\w*|prefer\w*"
    r"|endors\w+|urg\w+|(?:argu|push|campaign|press)(?:s|es|ed|ing)? for)\s(?:\w+ly\s)?$"
)
AFTER_PREPOSITION: Final = made(
    r"\b(?:before|without|instead of|rather than|short of|against|for|about|of"
    r"|from)\s+(?:\w+ly\s+)?$"
)
PLAN_OF: Final = made(
    r"\b(?:plan|intent|announc|decision|process)\w{0,8}\s{1,4}(?:of|for|on)\s{1,4}\S{0,40}\s{0,4}$"
)
PAPER: Final = made(r"\b(?:notice|regulation|plans?|will)\b")
OF_RULE: Final = made(
    r"\b(?:rule|order|notice|regulation|EAR|Regulations|action|document)\b[^.;]{0,50}\bto\s+\S*\s*$"
)
PROGRESSIVE: Final = made(
    rf"\b(?:is|are|was|were|'s|’s)\s+{ADV}(?:not\s+)?(?:\w+ing\s+(?:and|or)\s+)?$"
)
TO_INFINITIVE: Final = made(rf"\bto\s+{ADV}(?:be\s+)?{TWIN}$")


#: "a rule set to take effect in May": the participle alone, behind its noun.
SET_TO: Final = made(
    r"\b(?:set|due|slated|scheduled|poised|bound|destined)\sto\s(?:\w+ly\s)?(?:be\s)?$"
)

#: "its plan to rescind the rule and to replace it"
PLANNED_TWO: Final = made(
    rf"\b{PLAN_WORDS}\s+to\s[^.;]{{3,110}}?\b(?:and|or|but)\s(?:\w+ly\s|also\s|then\s)?"
    rf"to\s{ADV}(?:be\s)?$"
)
#: "is said to be delayed": the source is seen elsewhere.
RUMOURED: Final = made(
    r"\b(?:said|reported|understood|believed|thought|known|rumou?red)\sto\s(?:have\s|be\s"
    r"|been\s){1,2}"
    r"(?:\w+ly\s)?$"
)
#: "count on BIS suspending the rule": a gerund with its own subject is no act done.
WITH_SUBJECT: Final = made(
    r"\b(?:(?:count|rely|bet|bank|wager|bargain)(?:s|ed|ing|ting)? on|(?:hop|wait|plan|prepar|brac)"
    r"(?:e|es|ed|ing|s|ning)? for|(?:talk|risk|prospects?|chances?|odds|idea|possibility|notion"
    r"|likelihood|threat|hopes?|fears?) of|opposed to|s[ck]eptical of|envisag\w+|imagin\w+"
    r"|foresee\w*)"
    r"\s(?:the\s|an?\s)?(?:[\w’'.-]+\s){1,3}$"
)


def infinitive(left: str, polarity: str, legal: bool) -> Telling | None:
    """ "to rescind" with no word of will before it: the purpose of an act, or what failed."""
    if RUMOURED.search(left):
        return Telling("done", polarity, "said to be")
    if SET_TO.search(left):
        return Telling("scheduled", polarity, "set to")
    if PLANNED_TWO.search(left):
        return Telling("planned", polarity, "plan to ... and to")
    if OF_RULE.search(left) and not re.search(r"\bto\sbe\s$", left):
        return Telling("done", polarity, "purpose")
    if BEGUN.search(left):
        return Telling("announced" if legal else "done", polarity, "began to")
    if WENT_ON.search(left):
        return Telling("done", polarity, "went on to")
    if FAILED.search(left):
        return Telling("done", "negated", "failed to")
    if re.search(rf"\b(?:yet|still)\s+to\s+{ADV}(?:be\s)?{TWIN}$", left):
        return Telling("done", "negated", "yet to")
    if re.match(r"^\W*to\b", left) or HEADLINE.match(left):
        return Telling("planned", polarity, "to")
    if polarity == "negated" and DO_NOT.search(left):
        return Telling("done", polarity, "not")
    return None


def gerund(left: str, right: str, polarity: str, legal: bool) -> Telling | None:
    """How "rescinding" is told by what stands before and after it."""
    if GERUND_AHEAD.search(left):
        return Telling("planned", polarity, "ahead")
    if URGED[2].search(left) or FAVOURED.search(left):
        return Telling("urged", polarity, "urged")
    if first(SPECULATED[1:], left):
        return Telling("speculated", polarity, "considering")
    if THOUGHT_OF.search(left):
        return Telling("speculated", polarity, "thought of")
    if lent := MODAL_WITH.search(left):
        told = "planned" if lent["modal"].casefold() in ("will", "would") else "speculated"
        return Telling(told, polarity, lent["modal"])
    if WITH_SUBJECT.search(left):
        return Telling("speculated", polarity, "on it doing so")
    if PROGRESSIVE.search(left):
        return Telling("announced" if legal else "done", polarity, "progressive")
    if AFTER_PREPOSITION.search(left):
        if re.search(r"\b(?:without|short of)\s+\S*\s*$", left, re.I):
            return Telling("done", "negated", "without")
        if m := PLAN_OF.search(left):
            told = "announced" if m[0].casefold().startswith(("ann", "dec", "pro")) else "planned"
            return Telling(told, polarity, "of")
        return None
    if PAPER.search(left) and (ISSUED_AFTER.match(right) or ISSUED_BEFORE.search(left)):
        return Telling("done", polarity, "by a notice issued")
    if legal and (first(ANNOUNCED, left) or PAPER.search(left)):
        return Telling("announced", polarity, "gerund")
    return Telling("done", polarity, "gerund")


#: "The proposed rule was pulled": it happened to the proposal.
_HAPPENED: Final = made(
    r"\b(?:was|were|has been|have been|had been)\s(?:\w+ly\s|since\s|later\s)?$"
)


def proposed(left: str, told: Telling | None) -> Telling | None:
    """What a proposal does is proposed, however it is told."""
    if (
        told
        and told.modality in ("done", "announced")
        and not _HAPPENED.search(left)
        and PROPOSAL.search(OBJECT.sub("", left))
    ):
        return Telling("proposed", told.polarity, "proposal")
    return told


def by_modal(modal: str, polarity: str) -> Telling | None:
    """The telling of a verb that takes its modal from the verb before it."""
    told = {
        "will": "planned",
        "shall": "planned",
        "may": "speculated",
        "might": "speculated",
        "could": "speculated",
        "should": "urged",
        "must": "urged",
        "would": "speculated",
    }.get(modal)
    return Telling(told, polarity, modal) if told else None
