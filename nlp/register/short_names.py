"""Short names that a Federal Register text defines for itself or for a document it cites."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from nlp.register.links import printed_references
from nlp.register.views import View

#: What leads to a defined name inside its parenthesis.
_LEAD: Final = re.compile(
    r"\(\s?(?:(?:hereinafter|hereafter|herein|also|collectively|together|jointly|referred|known"
    r"|called|defined|cited|to|as|the|or|and|an?|in|this|rule|preamble)\b[\s,:]{0,3}){0,9}",
    re.I,
)
_NAME: Final = re.compile(
    r"[“\"]{1,2}(?:[Tt]he )?(?P<name>[A-Z0-9][^“”\"()\n]{1,70}?)[,.;]?[”\"]{1,2}"
)
_BETWEEN: Final = re.compile(r"[\s,;]{1,3}(?:(?:or|and|hereinafter|the|also|as)\s){0,3}")
_BARE: Final = re.compile(
    r"(?:the )?(?P<name>(?:[A-Z0-9][\w/&.,-]{0,24}\s){1,7}(?:Rule|IFR|Framework|NPRM))\s?\)"
)
_KIND: Final = re.compile(
    r"\b(?:[Rr]ules?|IFRs?|[Ff]ramework|[Oo]rder|[Rr]egulations?|[AS]?NPRM|[Nn]otice"
    r"|[Dd]etermination|[Pp]roposal)\b"
)
#: Names of every document of their kind are nobody's name.
_GENERIC: Final = re.compile(
    r"(?:(?:the|this|a|joint|proposed|interim|direct|temporary|final|prior|original|new"
    r"|supplemental|notice of) ?){0,4}(?:rules?|ifrs?|ifcs?|frameworks?|orders?|regulations?"
    r"|[as]?nprms?|notices?|determinations?|rulemaking|proposals?|proposed rulemaking)",
    re.I,
)
_SELF: Final = re.compile(
    r"\b(?:this|today[’']s|the present)\s(?:\w+\s){0,3}(?:rule|IFR|action|document|framework"
    r"|notice|proposal|rulemaking|order)[\s,]{0,3}$",
    re.I,
)
#: A sentence that starts "With this rule" and names no other document defines this rule's name.
_OPENS: Final = re.compile(
    r"^\W{0,4}(?:\w+\s){0,2}(?:this|today[’']s)\s(?:\w+\s){0,3}(?:rule|IFR)\b", re.I
)
_OTHER: Final = re.compile(r"\b(?:published|issued|promulgated|titled|entitled|proposed)\b|[“\"]")
_RULE_NAME: Final = re.compile(r"\b(?:Rule|IFR)$")
_SENTENCE: Final = re.compile(r"(?<=[a-z0-9)”\"\]])\.\s{1,9}(?=[A-Z“])|\n[ \t]*\n")
_RIGHT_AFTER: Final = re.compile(r"^[”\")\s.,;]{1,6}$")
_AMENDING: Final = re.compile(r"\bList of Subjects\b|^PART \d", re.M)
#: A definition names what was said in the sentence just before it.
_NEAR: Final = 420


def preamble_end(body: str, start: int, end: int) -> int:
    """Where the preamble ends and the amended text starts."""
    m = _AMENDING.search(body, start, end)
    return m.start() if m else end


def defined_names(
    shown: View, title: str | None, own: str | None, numbers: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """(alias, id or number) pairs of a passage, in order.

    A name stands for the number printed nearest before it in its sentence, or behind it in its
    parenthesis; for this document where "this rule" or its own title or one of its own `numbers`
    leads to it. A name that leads to neither is left out.
    """
    text = shown.text
    floor = 0
    last: tuple[int, str] | None = None
    at = text.find("(")
    while at >= 0:
        found = list(_names(text, at))
        if found:
            end = found[-1][1]
            low = max(floor, at - _NEAR)
            if last and not text[last[0] : at].strip(" ,)").removeprefix("or").strip():
                ref: str | None = last[1]
            else:
                ref = _meant(text, low, at, end, title, own, numbers)
                if ref is None and own and _RULE_NAME.search(found[0][0]):
                    near = _sentence(text[low:at])
                    if _OPENS.match(near) and not _OTHER.search(near):
                        ref = own
            if ref:
                last = (end, ref)
                for name, _ in found:
                    yield name, ref
            floor = end
            at = text.find("(", end)
        else:
            at = text.find("(", at + 1)


def _names(text: str, at: int) -> Iterator[tuple[str, int]]:
    lead = _LEAD.match(text, at)
    if lead is None:
        return
    place = lead.end()
    if m := _BARE.match(text, place):
        if not _GENERIC.fullmatch(m["name"]):
            yield m["name"], m.end() - 1
        return
    while m := _NAME.match(text, place):
        name = " ".join(m["name"].split())
        if _KIND.search(name) and not _GENERIC.fullmatch(name):
            yield name, m.end()
        between = _BETWEEN.match(text, m.end())
        if between is None:
            return
        place = between.end()


def _sentence(lead: str) -> str:
    """The last sentence of a passage."""
    stops = [m.end() for m in _SENTENCE.finditer(lead)]
    return lead[stops[-1] :] if stops else lead


def _meant(
    text: str, low: int, at: int, end: int, title: str | None, own: str | None,
    numbers: Collection[str],
) -> str | None:  # fmt: skip
    near = _sentence(text[low:at])
    close = text.find(")", end)
    inside = text[end : close if 0 <= close < end + 60 else end]
    behind = text[end : end + 160]
    stop = re.search(r"\.\s{1,9}(?=[A-Z])|\n[ \t]*\n|;", behind)
    named = list(printed_references(behind[: stop.start()] if stop else behind))
    close_by = [r.ref for r in named[:1] if _RIGHT_AFTER.match(behind[: r.start])]
    found = (
        [r.ref for r in printed_references(inside)][:1]
        or close_by
        or [r.ref for r in printed_references(near)]
        or [r.ref for r in named[:1]]
    )
    if found:
        return own if found[-1] in numbers else found[-1]
    if own and (_SELF.search(near[-90:]) or (title and title.casefold() in near.casefold())):
        return own
    return None
