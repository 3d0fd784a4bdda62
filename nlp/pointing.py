"""Words by which a sentence points to a rule without its name, and what types may be claimed of."""

from __future__ import annotations

import re
from typing import Final

SELF: Final = re.compile(
    r"\bthis (?:(?:interim|temporary|direct|final|proposed)\s){0,3}(?:rule|IFR|TFR|notice"
    r"|notification|action|document|order|proclamation)\b"
    r"|^(?:the )?(?:BIS|Bureau of Industry and Security)\b[^.;]{0,60}\b(?:amends|is amending"
    r"|issues|is issuing)\b",
    re.I,
)
#: Types that make a rule: "issued a final rule" is a rule of its own, not the one spoken of.
MADE: Final = frozenset({"adoption", "publication", "filing", "proposal"})
INDEFINITE: Final = re.compile(
    r"(?<!\bas )\b(?:an?|another|one)\s(?:(?!(?:the|its|that|this)\s)[\w-]+\s){0,3}$", re.I
)
PLURAL: Final = re.compile(r"\b(?:rules|regulations|IFRs|orders)$", re.I)
BOTH: Final = re.compile(
    r"^\W*(?:both|the two (?:rules|IFRs|interim|final|measures|orders))\b"
    r"|\bboth (?:rules|IFRs|measures|orders|are|were|take|took|will)\b",
    re.I,
)
#: "It was withdrawn from review": a rule spoken of; "the draft" is never the rule in force.
THE_RULE: Final = re.compile(
    r"\b(?:the|that|this|its)\s(?:proposed rule|rule|measure|text)\b|\bit\b", re.I
)
DRAFT: Final = re.compile(
    r"\b(?:draft|proposal|replacement|proposed (?:[\w-]+ ){0,4}?(?:rule|regulation|rulemaking))\b",
    re.I,
)
#: "BIS released two interim final rules.": what they are is told next.
TWO: Final = re.compile(r"\b(?:two|a pair of|twin)\s(?:[\w-]+\s){0,3}(?:rules|IFRs|orders)\b", re.I)
#: One of the two rules spoken of last.
ONE: Final = re.compile(r"\b[Tt]he (former|latter)\b(?!\s[a-z]+\s(?:president|secretary))")
#: A sentence that goes on about the rule spoken of.
ON: Final = re.compile(
    r"^\W*(?:It\s(?!(?:is|was)\s(?:\w+\s)?(?:that|not|clear|unclear|possible))"
    r"|(?:The|That|This|Under (?:the|that|this))\s(?:(?:new|interim|final|temporary)\s){0,2}"
    r"(?:rule|framework|measure|regulation|IFR|order|proclamation|text)\b)"
)
#: A sentence that turns to another act.
APART: Final = re.compile(r"\W*(?:Separately|In a separate|Elsewhere|In other news)\b")
ON_SAME: Final = re.compile(r"\W*(?:The|That|This|Its)\s(?:guidance|tariffs?|duty|duties)\b")
#: What a rule does, told with the rule itself as the subject.
DOES: Final = frozenset(
    {
        *("threshold_change", "scope_change", "license_requirement", "license_policy"),
        *("license_requirement_lifted", "country_treatment", "tariff"),
    }
)
#: What is issued, ended or paused need not be a rule.
OF_ANY: Final = frozenset(
    {
        *("expiry", "delay", "suspension", "suspension_end", "rescission", "adoption"),
        *("entry_into_force", "replacement", "reimposition", "withdrawal", "scope_change"),
        *("end_user_status_revoked", "end_user_status_granted", "compliance", "publication"),
        *("oversight_finding", "non_enforcement"),
    }
)
#: What only a rule has: an order sets no term for comments on itself.
OF_RULES: Final = frozenset(
    {
        *("comment_deadline", "proposal", "compliance", "threshold_change", "scope_change"),
        *("country_treatment", "adoption", "correction", "withdrawal"),
    }
)
BASIS: Final = re.compile(
    r"\b(?:that|which)\s(?:the\s)?$|\b(?:pursuant to|under|implement(?:s|ed|ing)"
    r"|rest(?:s|ed|ing) on"
    r"|dr[ae]ws? on|required by|directed by|based on|called for (?:in|by)"
    r"|in line with|in response to|authority of"
    r"|section [\d.]+ of|carr(?:ies|ied|ying) out|stem(?:s|med|ming) from)\s(?:the\s|President\s"
    r"|\w+['’]s\s){0,3}$",
    re.I,
)
ENDS_BASIS: Final = frozenset({"executive_order", "rescission", "court_ruling", "tariff"})
OF_ONE: Final = frozenset(
    {"replacement", "oversight_finding", "enforcement_action", "license_grant"}
)
OWN_KIND: Final = {"tariff": "tariff", "guidance": "guidance"}
#: A title's end by which a document is on another one, named before it.
ON_ANOTHER: Final = re.compile(
    r"[;:,]\s(?:(?:Technical )?Corrections?(?: and Clarifications?)?|Extension of Comment Period"
    r"|Delay of Effective Date)$",
    re.I,
)


def narrowed(kind: str, type: str, words: str) -> str:
    """The kind of instrument that a claim of a type can be about, its object's words given."""
    if kind == "rule" and type == "withdrawal" and DRAFT.search(words):
        return "draft"
    return "regulation" if kind == "rule" and type in OF_RULES else kind
