"""The verbs that move a date: which of them move one now, and what kind of date it is."""

from __future__ import annotations

import re
from typing import Final

from nlp.captions.printed import Day
from nlp.captions.sentences import preposition

MOVED: Final = re.compile(
    r"\b(?P<verb>(?:delay|postpon|deferr?|stay|suspend|extend|lift|reopen|re-open|terminat|remov"
    r"|dissolv)(?:ed|es|s|ing))\b"
)
_FINITE: Final = re.compile(
    r"(?:\b(?:is|are|be|been|being|was|were|hereby|further|indefinitely|temporarily|partially"
    r"|administratively|also|again|now|will|shall|is being|action|document|rule|notice)"
    r"\s*(?:hereby|further|again|being|also)?\s*)$"
)
_RECITED: Final = re.compile(
    r"\b(?:which|that|and)\s(?:was|were|had|has|have)\s(?:\w+\s){0,2}$"
    r"|\b(?:previously|originally|initially|last|recently|already)\s$"
)
_PAST: Final = re.compile(r"\b(?:was|were|had been|has been|have been)\s(?:\w+\s){0,2}$")
_MAIN_AFTER: Final = re.compile(
    r"\b(?:is|are|hereby|further|again|being)\s(?:(?:hereby|further|again|being|now|also)\s){0,3}"
    r"(?:delayed|extended|stayed|postponed|suspended|deferred|reopened)\b"
)
_UNREAL: Final = re.compile(
    r"\b(?:not|may|might|could|would|whether|proposed to be)\s(?:be\s)?$"
    r"|\b(?:if|unless|whether)\b[^.;]{0,90}$",
    re.I,
)
_ADJECTIVE: Final = re.compile(
    r"^\s(?:(?:effective|compliance) dates?|comment|public|start|implementation|provisions?"
    r"|requirements?|rules?|paragraphs?|sections?|text|opening|until publication)\b"
)
_ACTOR: Final = re.compile(
    r"(?:\b(?:document|rule|action|notice|notification|order|amendment|correction|we|it|hereby"
    r"|agency|bureau|commission|department|service|office|board|administration|secretary"
    r"|administrator|corporation|council|agencies|treasury|bank)\b|\b[A-Z][A-Z&]{1,7}\b)[^.;]{0,60}$",
    re.I,
)
_NOUN_AFTER: Final = re.compile(r"^\s(?:to|in|of|with|and|or|on)\b|^[,.;)]")
_PROGRESSIVE: Final = re.compile(
    r"\b(?:is|are|am|by)\s(?:(?:hereby|also|further|now|again)\s){0,2}$", re.I
)
_STAY: Final = re.compile(r"\b(?:stay|suspension)s?\b", re.I)
_OF_COMMENT: Final = re.compile(
    r"\bcomment|\bsubmission|\breply|\bnominat|\bapplications?\b|\bresponses?\b|\bpetitions?\b"
    r"|\bproposals?\b|\bobjections?\b",
    re.I,
)
_WHAT_EXPIRY: Final = re.compile(r"\bexpir|\btermination date|\bsunset|\bends? on\b", re.I)
OF_EFFECT: Final = re.compile(
    r"\beffective\b|\beffectiveness\b|\bapplicab|\benforcement date", re.I
)
UNTIL: Final = ("until", "till", "to", "through", "thru", "date of")


def in_present(sentence: str, m: re.Match[str]) -> bool:
    """Whether a participle is told of the present: "is delayed", "are being extended"."""
    before = sentence[max(0, m.start() - 50) : m.start()]
    return bool(
        re.search(r"\b(?:is|are|will be|being|hereby)\s(?:(?!not\b)\w+\s){0,2}$", before)
    ) and not re.search(r"\b(?:was|were)\sbeing\s$", before)


def recited(sentence: str, d: Day) -> bool:
    """Whether a day is that of an earlier move retold: "which was extended until May 9"."""
    if preposition(sentence, d.start) not in UNTIL:
        return False
    begin = max(0, d.start - 120)
    verbs = list(MOVED.finditer(sentence, begin, d.start))
    if not verbs:
        return False
    gap = sentence[verbs[-1].end() : d.start]
    if verbs[-1]["verb"].endswith("ing") and re.match(r"\s(?:the|its|that)\s[^;.]{0,60}$", gap):
        return True
    return not re.search(r"[;:]|\b(?:comments?|effective|must|should|will)\b", gap)


def is_main(sentence: str, m: re.Match[str]) -> bool:
    """The verb that moves a date now, not the recital of an earlier move."""
    before = sentence[max(0, m.start() - 100) : m.start()]
    after = sentence[m.end() : m.end() + 60]
    verb = m["verb"]
    if _UNREAL.search(before) or _ADJECTIVE.match(after):
        return False
    if verb.startswith(("lift", "terminat", "remov", "dissolv")) and not _STAY.search(sentence):
        return False
    if verb.endswith("ing"):
        return bool(_PROGRESSIVE.search(before))
    if verb.endswith("s"):
        noun = re.search(r"\b(?:the|a|an|of|any|proposed|such|these|corresponding)\s$", before)
        return bool(_ACTOR.search(before)) and not noun and not _NOUN_AFTER.match(after)
    if _RECITED.search(before):
        return False
    if _PAST.search(before):
        return not _MAIN_AFTER.search(sentence, m.end())
    if _FINITE.search(before):
        return True
    if re.match(r"^\s(?:until|to)\s[^.;]{0,60}[\[(]?\b\d{2,3} (?:FR|Fed)", after) or re.match(
        r"^\s(?:at|on|in|by)\b", after
    ):
        return False
    return not _MAIN_AFTER.search(sentence, m.end())


def moved_kind(verb: str, near: str, before: str, label: str, active: bool) -> str | None:
    """The claim type of what a verb moves, by the words of its subject, or object where active.

    None for a verb that moves no date.
    """
    near = near[:160] if active else near[-160:]
    if not active and not re.search(r"\b(?:date|period|deadline|rule|order|stay)", near, re.I):
        near = before[-300:]
    if verb.startswith(("lift", "terminat", "remov", "dissolv")):
        return "reimposition" if re.search(r"\b(?:stay|suspension)s?\b", near, re.I) else None
    if verb.startswith(("reopen", "re-open")):
        told = re.search(r"\bcomment|\bdocket\b|\brecord\b|\bsubmission", near + before, re.I)
        return "comment_deadline" if told or "comment" in label else None
    if verb.startswith(("stay", "suspend")):
        return "suspension"
    if verb.startswith("extend"):
        return _extended(near, label)
    if _OF_COMMENT.search(near) and not OF_EFFECT.search(near):
        return "comment_deadline"
    return "delay"


def _extended(near: str, label: str) -> str | None:
    """What an extension extends: a time for comments, a rule that would end, a date to come."""
    if re.search(r"\bcomment", near, re.I) or ("comment" in label and not OF_EFFECT.search(near)):
        return "comment_deadline"
    if _STAY.search(near):
        return "suspension_end"
    if _WHAT_EXPIRY.search(near):
        return "expiry"
    if re.search(
        r"\b(?:effective|compliance|applicability|implementation|triggering|start)"
        r" (?:dates?|deadlines?)\b|\bdate (?:until|by|on|after) which\b"
        r"|\bdates? (?:for|of) complian|\bdeadlines? (?:for|to) (?:comply|complian)",
        near,
        re.I,
    ):
        return "delay"
    if _OF_COMMENT.search(near):
        return "comment_deadline"
    return "expiry" if re.search(r"\brule|\border|\brestriction", near, re.I) else None
