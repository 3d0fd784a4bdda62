"""Words that make an act unreal, general or a mere attribute: then it is not told at all.

Each pattern is searched in the stretch to the left of a trigger (it ends in `$`) or to its right
(it begins with `^`).
"""

from __future__ import annotations

from typing import Final

from nlp.governors import ADV, made

#: What acts are made of: "a rule that removes" removes, "an agency that withdraws" need not.
PAPERS: Final = (
    r"(?:rule|regulation|notice|order|document|proclamation|bill|act|measure|IFR|memorandum|letter"
    r"|statement|release)"
)
UNREAL: Final = made(
    rf"\bwould(?:\s+not)?\s+(?:\w+ly\s+)?have\s+(?:\w+ly\s+)?(?:been\s+)?{ADV}$"
    rf"|\bwould\s+have\s+(?:the|it|them|this)\b[^.;,]{{0,30}}$"
    rf"|\b(?:an?|any)\s(?!{PAPERS})\w+\s(?:that|who|which)\s{ADV}$"
    r"|\bthose\s(?:that|which|who)\b[^.;]{0,80}$"
    r"|\b(?:if|unless|whenever|as soon as|in case|(?:as|so) long as|provided that)\b[^.;,]{1,90}$"
    r"|\bwhether or not\b[^.;,]{1,80}$"
    r"|\b(?:regardless of|no matter|irrespective of) (?:whether|if|when|how)\b[^.;,]{1,80}$"
    rf"|\b(?:can(?:not|\snot)|can['’]t|could not|couldn['’]t)\s{ADV}(?:be\s)?$"
    r"|\bany\s(?:[\w-]+\s){0,2}?(?:decision|move|attempt|effort|step|plan|proposal|bid|action"
    r"|notice|rule|order)\s(?:to|that|of|for)\s[^.;,]{0,40}$"
    rf"|\b(?:until|should|once)\s+(?:it|they|nothing|the|a|an|that|this|such|BIS|Commerce"
    rf"|Congress)\b[^.;,]{{0,50}}$"
    r"|^\W*(?:had|were|should|if)\s(?!been\b)[^.;,]{1,70}$"
    r"|[,;]\s(?:had|were)\s(?:it|they|the|a|an|BIS|Commerce|Congress)\s[^.;,]{0,70}$"
    r"|\b(?:suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing)|pretend(?:s|ed|ing)?|hypothetically"
    r"|as (?:if|though)|what if)\b[^.;,]{1,80}$"
    # "was nearly rescinded", "came close to suspending"
    r"|\bnot so much\s(?:been\s)?$"
    rf"|\b(?:any|every|each|whichever|whatever)\s(?!{PAPERS})\w+\s(?:that\s|which\s)?(?:BIS"
    rf"|Commerce"
    rf"|it|they|the\s\w+)\s{ADV}$"
    r"|\b(?:nearly|almost|all but|as good as|practically|virtually|not quite)\s(?:been\s)?$"
    r"|\b(?:c[ao]me|coming|got|been) (?:very |so |perilously )?(?:close|near) to\s$"
    # "nobody has said that the rule is rescinded"
    r"|\b(?:nobody|no one|none|neither|never|not|nor)\b[^.;,]{0,40}?\b(?:said|say|says|claim(?:s"
    r"|ed)?"
    r"|suggest(?:s|ed)?|indicated?|shown?|prove[dn]?)\s(?:that|when|whether|if|how)\b[^.;,]{0,60}$"
    rf"|\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|unclear|uncertain|unsure|question of|not know"
    rf") (?:\w+\s)?(?:whether|if|when|why|how)\b[^.;,]{{1,80}}$"
)
#: "was on the verge of scrapping it when": it was not done, nor is it now to come.
ABOUT_TO: Final = made(
    rf"\b(?:was|were|had been)\s(?:\w+ly\s)?(?:on the (?:verge|point|brink|cusp|eve) of|about to"
    rf"|within \w+ of|(?:minutes|hours|days) (?:away )?from|close to|ready to)\s{ADV}$"
)
BUT_THEN: Final = made(r"^[^.;]{0,120}?\b(?:when|until|but|before)\b")
#: "do not describe it as repealed": a word for the rule and no act.
CALLED: Final = made(
    r"\b(?:describ|call|treat|regard|view|record|report|refer|portray|characteri[sz]|brand)\w*"
    r"\s[^.;]{0,60}\bas\s(?:(?:having\sbeen|being|if\sit\swere|\w+ly)\s)?$"
)
#: "abandoned plans to": what was meant is given up.
DROPPED: Final = made(
    r"\b(?:let(?:s|ting)?\s(?:lapse|die|drop|slide|go of)|drop(?:s|ped|ping)?|abandon\w*|shelv\w+"
    r"|scrap\w*|cancel\w*|ditch\w*|halt\w*"
    r"|walk\w* away from|back\w* (?:off|away|out) (?:from|of)|g[ia]ve(?:s|n)? up(?: on)?"
    r"|retreat\w* from|withdr[ae]w\w*|reconsider\w*|end(?:s|ed)?|oppos\w+|criticis?z?\w+"
    r"|block(?:s|ed)?|defeat\w*|reject\w*)\s(?:[\w’'-]+\s){0,3}$"
)
#: Relative clauses that describe an office or a person by what they do in general.
IDLE: Final = made(
    r"\b(?:office|agency|bureau|panel|committee|body|official)s?\s(?:that|which|who)\s$"
)
#: "the rescinded rules", "now-rescinded": says which rule, and tells nothing.
ATTRIBUTE: Final = made(
    r"(?:\b(?:the|an?|these|those|this|certain|any|some|its|their|other|of|amended or"
    r"|amended and)\s|-)$"
)
#: "unless extended or revoked by", "with those rules being repealed absent comments".
CONDITION: Final = made(
    r"\b(?:unless|until|if|whenever|whether)\s(?:[\w’'-]+\s){0,8}$"
    r"|\b(?:after|once|before|as soon as)\s(?:[\w’'-]+\s){1,8}(?:is|are|gets?)\s(?:\w+ly\s)?$"
    r"|\bwhen\s(?:(?:is|are|it|they|and|if|\w+ly)\s){0,4}$"
    r"|\b(?:whether|should)\b[^.;]{0,120}\b(?:or|and)\s$"
    r"|\b(?:until|whenever|unless)\b[^.]{0,150}$"
    r"|\bwith\b[^.;]{0,80}\bbeing\s(?:\w+ly\s)?$"
)
#: "required in order to withdraw", "the requirement to withhold and revoke".
NEEDED: Final = made(
    r"\b(?:in order|required|requirements?|needed|necessary|authority|power|ability"
    r"|procedures?)\sto\s(?:\w+\s){0,6}$"
)
#: "Rescinding the rule is intended to": the act as a subject, not told as done.
AS_SUBJECT: Final = made(r"^[^.;,]{2,110}?\b(?:is|would|will|was|could|may|can)\b")
AIM: Final = made(r"\b(?:goal|aim|purpose|intention|view|review)\b[^.;]{0,120}\bby\s$")
#: "adds firms to the list when the committee votes": a habit or a power, told in the present.
HABIT: Final = made(
    r"^[^.;]{0,90}?\b(?:whenever|each time|every time|from time to time|by (?:a )?(?:majority"
    r"|unanimous|simple majority)|(?:when|if) (?:an?|the|it|they|its) (?:\w+ )?\w+s\b)"
)
#: What rewrites the text of a bill or a draft: what it drops was never law.
EDITS: Final = made(
    r"\b(?:amendments?|bills?|drafts?|versions?|compromise|negotiators|conferees|drafters|authors"
    r"|sponsors?|staffers|legislation)\b(?:\s(?:that|which|of|for|in|on|to|the|a|an|this|new|latest"
    r"|final|bill|draft|[A-Z][\w-]+|has|have|had|also|then|now|\w+ly|adopted|released|introduced"
    r"|and)"
    r"){0,9}\s$"
)
FROM_A_BILL: Final = made(
    r"^[^.;,]{0,70}?\b(?:from|in|out of) (?:the |a |an |its |their )?(?:[\w-]+\s){0,3}(?:bill|draft"
    r"|text|version|amendment|package|legislation|NDAA)\b"
)
