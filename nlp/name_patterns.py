"""What names of rules look like in prose, and the descriptions by which the press names some."""

from __future__ import annotations

import re
from typing import Final

from nlp.swift import swift

#: Descriptions by which the press names a rule that the gazetteer knows; the second item is an
#: alias of the gazetteer. A description counts only where no named instrument stands nearer.
DESCRIBED: Final = (
    (
        re.compile(
            r"\b(?:(?:former )?(?:president )?(?:joe )?biden(?:['’]s|[- ]era"
            r"|[- ]administration(?:['’]s)?| administration['’]s)?"
            r"|previous administration['’]s)\s(?:\w+[- ,]+){0,5}?(?:AI|artificial intelligence"
            r"|chips?|semiconductors?|export|diffusion)"
            r"(?:[- ]\w+){0,4}?\s?\b(?:rules?|limits|curbs|controls|restrictions|framework"
            r"|measures?|polic(?:y|ies)|regulations?)"
            r"|\b(?:rule|curbs|limits|controls|restrictions) (?:of|from|by) (?:former "
            r"|the )?(?:president )?(?:joe )?biden(?: administration)?"
            r"|\bbiden(?:['’]s|[- ]era) (?:rules?|limits|curbs|controls"
            r"|restrictions)\b(?=[^.]{0,60}\b(?:AI|chips?)\b)",
            re.I,
        ),
        "AI Diffusion Rule",
    ),
    (
        re.compile(
            r"\b(?:50[- ]?percent|50%)[- ](?:affiliates? |ownership )?rule\b(?! of OFAC)",
            re.I,
        ),
        "Affiliates Rule",
    ),
)
#: "Biden-era AI rules" are more than one, unless the text is on that one.
ON_DIFFUSION: Final = re.compile(
    r"\bdiffusion\b|\btiers?\b|\bcap(?:s|ped)?\b|\bcountries\b|\bMay (?:7|13|15)\b", re.I
)
CITED_AS: Final = re.compile(r"\bmay be cited as (?:the )?[“\"](?P<name>[^”\"\n]{4,90})[”\"]", re.I)
OTHER: Final = swift(
    r"\b(?P<bill>H\.R\. ?\d+|S\. ?\d{2,5}\b|(?:[A-Z][\w’'-]*\s(?:(?:of|and|for|in|by|on"
    r"|the)\s)?){1,9}?Act\b(?! of \d{4})(?:\s\([A-Z]{3,10}\))?)"
    r"|\b(?P<order>(?:Executive Order|E\.?O\.?|Proclamation)\s(?:No\. )?\d{4,6})"
    r"|\b(?:rule|proclamation|order|notice|action|regulation)s?,?\s(?:entitled|titled"
    r"|called)?,?\s?[“\"](?P<titled>[A-Z][^”\"\n]{8,200})[”\"]"
    r"|\b(?:rule|order|proclamation),?\s(?:(?:entitled|titled"
    r"|called),?\s)?(?P<named>[A-Z][a-z]+(?:,?\s(?:(?:[A-Z][\w’'-]*)|of|to|for|the|and|on|in|from"
    r"|with)){3,20})"
)
NO_BILL: Final = re.compile(
    r"Congressional Review Act|Export Control Reform Act|Impoundment Control Act"
    r"|Trade Expansion Act|Paperwork Reduction Act"
    r"|Administrative Procedure Act|Privacy Act|Freedom of Information Act"
    r"|Emergency Economic Powers Act|^AI Act$|^The Act$|^Act$",
    re.I,
)
#: A title that tells of an act is a headline and no rule's name; what follows its verb may be one.
HEADLINE: Final = re.compile(
    r"\b(?:Announc|Rescind|Plan|Find|Suspend|Withdraw|Issu|Revis|Add|Remov|Say|Unveil|Deni|Initiat"
    r"|Expand|End|Mov|Finaliz|Vacat|Freez|Uphold|Block|Delay|Publish|Releas|Propos|Lift|Scrap|Repeal"
    r"|Revok|Extend|Correct|Amend|Rewrit|Drop|Sign|Pass|Paus|Postpon|Narrow|Widen|Tighten|Eas|Mull"
    r"|Weigh|Consider|Seek|Send|Impos|Target|Strik|Halt|Halv|Delist|Challeng|Back|Kill|Reviv|Sue"
    r"|Reject|Restor|Reinstat|Adopt|Defend|Attack|Toss|Stay|Clear|Leav|Keep)(?:e?s|ies)\b(?:\s(?:Out"
    r"|Back|Down|Off|Up))?(?:\s(?:The|Its|A|An|New|Final|Interim|Proposed|Own))*\s?"
    r"|\b(?:To|Will)\s[A-Z][a-z]+\s(?:(?:The|Its|A|An|New)\s)?"
)
#: Words of a name that stand before its first mention's start, after a quotation mark.
QUOTED: Final = re.compile(r"[“\"]((?:[A-Z][\w’'/-]*\s){1,4})\Z")
#: "Title of a Rule" (the "Short Rule"): the second is another name of the first.
DEFINED: Final = re.compile(r"[\"”]?,?\s\((?:the\s|or\s|hereinafter\s){0,2}[“\"]?(?=[A-Z0-9])")
TITLED: Final = re.compile(r",?\s(?:formally|officially|titled|entitled|called)[^\w\n]{1,4}")
#: Between two names of one list.
AND: Final = re.compile(
    r"(?:\s\([^)]{0,40}\))?(?:,|,?\s(?:and|or|as well as|&))\s"
    r"(?:\d{2,3} (?:FR|Fed\. Reg\.) [\d,]{3,7}\s\()?(?:the\s|its\s|a\s|an\s)?"
    r"(?:(?:[A-Z][\w.]*\s){0,3}[A-Z][\w.]*['’]s\s)?[“\"]?"
)
WITH: Final = re.compile(r"\s(?:and|or|as well as|&)\s")
