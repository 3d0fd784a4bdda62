"""Who acts and who speaks in a sentence, and whether the actor is another government."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from store.model import Mention

_US: Final = (
    (r"\b(?:Bureau of Industry and Security|BIS)\b", "BIS"),
    (
        r"\b(?:U\.?S\.? )?(?:Department of Commerce|Commerce Department|Commerce(?! Committee"
        r"| City)|DOC)\b|\bSecretary (?:of Commerce )?(?:Howard )?Lutnick\b",
        "Commerce",
    ),
    (r"\bWhite House\b", "White House"),
    (r"\b(?:Government Accountability Office|GAO)\b|\bComptroller General\b", "GAO"),
    (
        r"\b(?:President (?:Donald |Joe )?(?:Trump|Biden)|the President|Trump(?! administration)"
        r"|Biden(?!-era| administration))\b",
        "President",
    ),
    (r"\bTrump administration\b", "Trump administration"),
    (r"\bBiden administration\b", "Biden administration"),
    (r"\b(?:U\.S\. government|United States|Washington|administration)\b", "US government"),
    (r"\b(?:Treasury(?: Department)?|OFAC|Office of Foreign Assets Control)\b", "Treasury"),
    (r"\b(?:OIRA|Office of Information and Regulatory Affairs)\b", "OIRA"),
    (r"\b(?:OMB|Office of Management and Budget)\b", "OMB"),
    (r"\b(?:Customs and Border Protection|CBP)\b", "CBP"),
    (r"\bSenate\b", "US Senate"),
    (r"\bHouse(?: of Representatives)?\b(?! price)", "US House"),
    (r"\bCongress\b", "US Congress"),
    (r"\b(?:Department of Justice|Justice Department|DOJ)\b", "Justice"),
    (r"\b(?:\w+ )?(?:federal )?(?:court|judge)\b", "court"),
    (r"\bsenators?\b|\bSens?\.\s", "US senators"),
)
_ACTORS: Final = re.compile(
    "|".join(f"(?P<a{n}>{p.replace('(?P<', '(?:<')})" for n, (p, _) in enumerate(_US))
)
_FOREIGN: Final = re.compile(
    r"\b(?:China|Beijing|the EU|EU|Brussels|European (?:Union|Commission|Parliament|Council)"
    r"|Parliament|MOFCOM|Chinese (?:government|authorities|officials|regulators)"
    r"|(?:China['’]s )?Ministry of Commerce|Japan|Tokyo|South Korea|Seoul|Taiwan|Taipei"
    r"|Netherlands|the Dutch|The Hague|Dutch government|India|Russia|Moscow|Malaysia|Brazil"
    r"|Canada|Britain|the UK|London|both sides)"
    r"\b(?:['’]s (?:government|ministry|commerce ministry|parliament|cabinet|regulators?))?,?\s+"
    r"(?:(?:also|in (?:return|turn|answer)|has|have|had|will|would|is|was|are|were|then|\(\w+\)"
    r"|could|may|puts?)\s+){0,4}"
    r"(?:\w+(?:ed|s|ing)|put|brought|hit|set|cut|told|took|has|have|is|are"
    r"|(?<=will\s)\w+|(?<=would\s)\w+)\b"
)
_PRIVATE: Final = re.compile(
    r"\b(?:company|firm|airline|club|league|store|school|museum|restaurant|platform|app|team|retailer"
    r"|orchestra|city|university)\s+(?:(?:has|had|will|is|was|also|then|quietly|\w+ly)\s){0,3}$",
    re.I,
)
_PRIVATE_RULE: Final = re.compile(
    r"^\s(?:its|their)\s(?:own|return|dress|refund|carry-on|house|company|bag|fee)\b", re.I
)
_POLICY: Final = re.compile(
    r"\bBIS\b|Bureau of Industry|Commerce|export control|Export Administration|\bEntity List"
    r"|Federal Register|White House"
    r"|\bTrump\b|\bBiden\b|\bCongress|\bSenat|House of Rep|\bGAO\b|Accountability Office|Treasury"
    r"|\bOFAC\b|\bCustoms\b|tariff"
    r"|[Pp]roclamation|[Ee]xecutive [Oo]rder|\bU\.S\. government|[Ii]nterim final rule"
    r"|[Ff]inal rule|\bOIRA\b|United States|[Ee]xport (?:licen|rule|curb|restric)|\bBill\b"
    r"|\bAct\b"
)
_SPEAKER: Final = re.compile(
    r"\b(?P<who>(?:[A-Z][\w.’'-]{0,30}\s){0,5}[A-Z][\w.’'-]{0,30})\s(?:said|says|told|noted|added|wrote"
    r"|confirmed|stated|announced)\b"
)


def about_policy(text: str) -> bool:
    """Whether a text has anything of US policy in it at all."""
    return bool(_POLICY.search(text))


def actor(sentence: str, verb: tuple[int, int]) -> str | None:
    """The US actor that stands nearest before the trigger, else the nearest after "by"."""
    last = None
    for m in _ACTORS.finditer(sentence, 0, verb[0]):
        last = m
    if last is None:
        by = re.search(r"\bby\b", sentence[verb[1] : verb[1] + 60])
        if by:
            last = _ACTORS.search(
                sentence, verb[1] + by.end(), min(len(sentence), verb[1] + by.end() + 60)
            )
    return _US[int(str(last.lastgroup)[1:])][1] if last else None


def foreign(sentence: str, verb: tuple[int, int]) -> bool:
    """Whether the clause of the trigger has another government for its subject."""
    found = None
    for m in _FOREIGN.finditer(sentence, max(0, verb[0] - 200), min(len(sentence), verb[1] + 1)):
        found = m
    if not found:
        return False
    if re.search(r"[;.]", sentence[found.start() : verb[0]]):
        return False
    before = sentence[max(0, found.start() - 14) : found.start()]
    if re.search(r"\b(?:to|in|with|for|from|of|on|against|bound for)\s(?:the\s)?$", before):
        return False
    return _ACTORS.search(sentence, found.end(), verb[0]) is None


def private(sentence: str, verb: tuple[int, int]) -> bool:
    """Whether the rule is a company's, a club's or a school's own."""
    return bool(
        _PRIVATE.search(sentence, max(0, verb[0] - 60), verb[0])
        or _PRIVATE_RULE.match(sentence[verb[1] : verb[1] + 40])
    )


def speaker(sentence: str, mentions: Sequence[Mention]) -> str | None:
    """Who is quoted or reported as speaking in the sentence."""
    if m := _SPEAKER.search(sentence):
        return m["who"].strip()
    people = [x for x in mentions if x.label == "PERSON"]
    if people and re.search(r"\b(?:said|says|told|noted|stated)\b", sentence):
        return str(people[0].value.get("name") or people[0].quote)
    return None
