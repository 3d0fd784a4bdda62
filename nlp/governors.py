"""The words that govern how an act is told, as patterns anchored at the act's own word.

Each pattern is searched in the stretch to the left of a trigger (it ends in `$`) or to its right
(it begins with `^`), so a sentence costs time in proportion to its length.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.swift import swift

ADV: Final = (
    r"(?:(?:\w{2,14}ly|now|henceforth|hereafter|thereafter|instead|also|then|soon|once|again|just"
    r"|even|first|yet|still|at once|at last"
    r"|in turn|in part|itself|themselves|already|ever|so much as|in due course|in time|thus far"
    r"|so far"
    r"|to date|as yet|officially|largely|either|both),?\s+){0,3}"
)
#: A verb that shares its governor with the trigger: "rescind and replace", "repeal or modify".
TWIN: Final = r"(?:\w{3,14}(?:,|\s+(?:and|or))\s+(?:\w{3,14}\s+(?:and|or)\s+)?)?"
TO: Final = (
    r"(?:,?\s+(?:\w+ly|\w+day|in|on|by|for|at|this|that|next)\s?\w*|\s+(?:of|by"
    r"|from)(?:\s[\w.]+){1,4}"
    r"|\s(?:(?:\d+|\w+)[-–]\d+|\d+\sto\s\d+|(?:\w+ly|along\sparty\slines)))?"
    rf"\s+to\s+{ADV}(?:have\s+)?(?:be\s+|been\s+)?{ADV}{TWIN}$"
)
NP: Final = r"[^.;:]{0,110}?"


def made(pattern: str) -> re.Pattern[str]:
    """The pattern compiled, case ignored."""
    return swift(pattern, re.I)


#: Who asks: "asked Commerce to", "a letter pressing BIS to", "called for the rule to be".
_ASK: Final = (
    r"(?:\b(?:ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|(?<!the )call(?:s|ed|ing)? (?:on|for|upon)"
    r"|press(?:es|ed|ing)?(?!\s(?:release|secretary|conference|statement|office|briefing))"
    r"|petition(?:s|ed|ing)?|demand(?:s|ed|ing)?|lobb(?:y|ies|ied|ying)|implor\w+|beg(?:s|ged"
    r"|ging)?"
    r"|want(?:s|ed|ing)?(?!\sto\b)|encourag\w+|recommend\w*|request(?:s|ed|ing)?|exhort\w*"
    r"|plead(?:s|ed|ing)? (?:with|for)|appeal(?:s|ed|ing)? to|beseech\w*|advocat\w+|insist\w*"
    r"|letter\s(?!from (?:the )?(?:BIS|Commerce|bureau|agency|department|government|US|U\.S)|say"
    r"|tell|inform|stat|confirm|which|that sa)[^.;]{0,40}|calls(?=\sto\b)|pleas?"
    r"|pressur\w+|pushing|pushed|push(?:es)? for"
    r"|advis(?:es|ed)|propos\w+ that)\b)"
)
#: The request's verb as an infinitive, alone or after another one ("to review and suspend").
_ASKED_TO: Final = rf"(?:to|that)\s+(?:[^.;:]{{0,80}}?\s)?{ADV}(?:be\s)?{TWIN}$"
URGED: Final = (
    made(rf"{_ASK}{NP}\s{_ASKED_TO}"),
    made(rf"\b(?:should|ought to|must|needs? to)\s+(?:not\s+)?{ADV}(?:be\s)?{TWIN}$"),
    made(
        r"\b(?:call(?:s|ed|ing)?(?: anew| again)? for|urg\w+|demand\w*|(?<!the )want(?:s|ed|ing)?"
        r"|would (?:like|prefer|welcome)|favou?r(?:s|ed|ing)?|seek(?:s|ing)?|sought"
        r"|recommend\w*"
        r"|advocat\w+|plea(?:s|ded)? for|(?:press|push|petition|lobb|plead|ask|appeal|implor)(?:s"
        r"|es"
        r"|ed|ing|ies|ied|ying)?(?:\s(?!(?:that|to|and)\b)[\w’.-]+){0,5} for|request(?:s|ed|ing)?)"
        r"\s+(?:a|an|the|its|full|immediate|outright|swift|prompt|\s){0,4}$"
    ),
)
#: "Exporters want the rule rescinded".
WANTED: Final = made(
    r"\bwant(?:s|ed|ing)?\s(?!to\b|no\b)(?:[\w’'-]+\s){1,6}$|\b(?:would like"
    r"|would prefer) to see\s[^.;,]{1,50}$"
)
PLAN_WORDS: Final = (
    r"(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|intent(?:ion)?s?|aim(?:s|ed|ing)?|mean(?:s|t)?"
    r"|seek(?:s|ing)?"
    r"|sought|prepar(?:e|es|ing|ed)|ready|readying|poised|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)"
    r"|promis(?:e|es|ed|ing)"
    r"|about|going|mov(?:e|es|ed|ing)|bid|effort|efforts|commit(?:s|ted|ment)?|wants?|hop(?:e|es"
    r"|ed|ing)|working"
    r"|signal+(?:s|ed|ing)?|undertak\w+|propose[sd]?|proposing|continues?|expects|determined"
    r"|eager|keen|offer(?:s|ed|ing)?"
    r"|on (?:track|course|schedule)|(?:lay\w*|laid|clear\w*) the (?:ground(?:work)?|way)|steps"
    r"|drive"
    r"|push|(?:a|the) (?:blueprint|roadmap|timetable))"
)
PLANNED: Final = (
    made(rf"\b{PLAN_WORDS}{TO}"),
    made(
        rf"\b(?:plans?|intentions?|intent|move|bid|proposals?|vow|pledge|promise)\s+(?:(?:for|of"
        rf"|on|about)\s+)?"
        rf"(?:a|an|the|its|to|\s){{0,4}}{ADV}$"
    ),
    made(
        rf"\b(?:will|shall|'ll|’ll|won['’]t)\s+{ADV}(?:(?:not|never)\s+)?(?:be\s+|have\s+"
        rf"|soon\s+)?{ADV}{TWIN}$"
    ),
    made(
        rf"\b(?:will|shall)\s+(?:\w+\s){{1,4}}to\s+{ADV}{TWIN}$"
        r"|\b(?:vow|pledg|promis|swore|sworn|plann|intend|mean|undertak)\w*\s(?:not|never)\sto"
        rf"\s+{ADV}(?:be\s)?{TWIN}$"
    ),
    made(
        r"\b(?:planned|intended|promised|impending|looming|imminent|scheduled|forthcoming"
        r"|upcoming|pending|eventual|future"
        r"|coming)\s+(?:\w+\s+(?:and|or)\s+)?$"
    ),
)
ANNOUNCED: Final = (
    made(
        rf"\b(?:decision|decisions|decid(?:e|es|ed|ing)|agree(?:s|d|ment|ing)?|ordered|deal"
        rf"|resol(?:ve|ves|ved|ving|ution)|opt(?:s|ed|ing)?|cho(?:ose|oses|se|sen)|elect(?:s|ed)?"
        rf"|vot(?:e|es|ed|ing)){TO}"
    ),
    made(
        r"\b(?:announc\w+|initiat\w+|declar\w+|confirm\w+|unveil\w+|disclos\w+|began|beg[iu]ns?"
        r"|start(?:s|ed)?|formaliz\w+|formalis\w+"
        r"|set in motion|launch(?:es|ed)?|notice of|decision on)\s+(?:(?:of|that|it|its|the|a|an"
        r"|their|this|is|was|were|are|be|they"
        r"|formal|official|full|immediate|complete|one-year|12-month|temporary|year-long|process"
        r"|process of|had|he)\s+){0,6}$"
    ),
)
SCHEDULED: Final = (
    made(rf"\b(?:set|scheduled|slated|due|supposed|timed|meant|expected){TO}"),
    made(rf"\b(?:is|are|was|were)\s+to\s+(?:have\s+)?(?:be\s+|been\s+)?{ADV}{TWIN}$"),
)
SPECULATED: Final = (
    made(
        rf"\b(?:could|may|might|can)\s+{ADV}(?:(?:not|never)\s+)?(?:be\s+|have\s+|also\s+|soon\s+"
        rf"|yet\s+)?(?:be\s+)?{ADV}{TWIN}$"
    ),
    made(
        r"\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|discuss(?:es|ed|ing)?"
        r"|debat(?:es|ed|ing)"
        r"|contemplat\w+|float(?:s|ed|ing)?|explor(?:es|ed|ing)|suggest(?:s|ed|ing)?|possib(?:le"
        r"|ly|ility of)|potential"
        r"|likely|unlikely|expect(?:s|ed|ing)?|whether|speculat\w+|threaten(?:s|ed|ing)?|talk of"
        r"|chance of|prospect of"
        rf"|risk of|idea of|eye(?:s|d|ing)?|study(?:ing)?|studie[sd]|option of|talks? (?:on|about)"
        rf"|hint(?:s|ed|ing)? (?:at|that)|open to|not ruled? out|n['’]t ruled? out"
        rf"|lean(?:s|ed|ing)? (?:to|towards?)|toy(?:s|ed|ing)? with|think(?:s|ing)? (?:of|about)"
        rf"|look(?:s|ed|ing)? (?:at|into)|hopes? (?:for|of))\s+(?:(?:a|an|the|its|to|that|of|on"
        rf"|be|by|further|an?\s\w+"
        rf"|longer|new|fresh|more|tighter|tougher|stricter|wider|broader|additional|full|another"
        rf"|one-year|whether)\s+){{0,4}}{ADV}{TWIN}$"
    ),
)
#: "It proposes rescinding", "is proposing to approve the plan ... and withdraw".
PROPOSING: Final = made(r"\bpropos(?:e|es|ed|ing)\b[^.;]{0,170}$")
#: "will in due course rescind", "did not of itself rescind": words between modal and verb.
LOOSE_MODAL: Final = made(
    r"\b(?P<modal>will|shall|would|may|might|could|should|must|did|does|do)(?P<no>\snot|\snever"
    r"|n['’]t)?\s(?:(?!(?:and|or|but|to|be|have|that|the|an?|any|its|their|no"
    r"|this)\b)[\w’-]+\s){1,5}$"
)
SHARED_MODAL: Final = made(
    r"\b(?P<modal>would|will|shall|may|might|could|should)\s(?:not\s)?[a-z]+\b[^.;]{0,150}"
    r"\b(?:and|or)\s(?:(?:then|also|later|\w+ly)\s)?$"
)
PROPOSAL: Final = made(
    r"\b(?:this |the |our )?(?:proposed (?:rule|rulemaking|action|regulation)"
    r"|proposal)\b[^.;]{0,120}$"
    r"|\b(?:we|agency|BIS|department|bureau)\b[^.;]{0,30}\b(?:propos(?:e|es|ing)"
    r"|proposed)\b[^.;]{0,120}$"
)
AS_NOUN: Final = made(
    r"(?:\b(?:the|an?|of|for|its|their|this|any|no|such|our|his|partial|full|immediate|outright"
    r"|swift|possible|likely|formal|quick|early|eventual)|\w['’]s|\ws['’])\s"
    r"(?:(?:full|partial|immediate|outright|swift|formal|legal|possible|likely|temporary|long|short"
    r"|brief|further|new|second|first|last|one|planned|promised|announced|final|total|complete"
    r"|quiet|\w+-\w+)\s)?$"
)
PLANS_FOR: Final = made(r"\b(?:plans?|planned|intends?)\s+(?:\w+\s+){0,5}$")
#: "promised a rescission", "is preparing the suspension".
MEANS: Final = made(
    r"\b(?:prepar(?:e|es|ed|ing)(?: for)?|promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)"
    r"|vow(?:s|ed|ing)?|intend(?:s|ed)?|signal+(?:s|ed|ing)?|draft(?:s|ing)|work(?:s|ing) on"
    r"|await(?:s|ed|ing)?|ahead of)\s(?:(?:a|an|the|its|their|full|partial|further|temporary"
    r"|outright|formal|swift|\w+-\w+)\s){0,3}$"
)
#: The notice itself is the act.
ISSUED_NOTICE: Final = made(
    r"\b(?:issued|published|released|posted|signed|filed)\s(?:a|the|its"
    r"|an)\s(?:\w+\s)?notice of\s(?:the\s)?$"
)
PROPOSED_NOUN: Final = made(r"\bpropos\w+\s+(?:\w+\s+){0,3}$")
ACT_OF: Final = made(
    r"\b(?:completed|finali[sz]ed|effected|carried out|ordered|imposed|published)\s+(?:a|an|the"
    r"|its)?\s*(?:\w+\s+){0,2}$"
)
WOULD: Final = made(
    rf"\bwould(?:n['’]t)?\s+{ADV}(?:(?:not|never)\s+)?(?:be\s+|soon\s+)?{ADV}{TWIN}$"
)
SAID: Final = made(
    r"\b(?:said|says|announc\w+|told|confirmed|declared|stated|pledged|promised|vowed|added"
    r"|notified|informed|disclosed|wrote)\b"
)

#: "would be spared, the President said": the speaker comes last.
SAID_AFTER: Final = made(
    r"^[^.;”\"]{0,120}?,\s(?:(?:the|a|an|one|according to)\s)?(?:(?!(?:and|but|who|which|or)\b)"
    r"[\w’'.-]+\s){0,6}?(?:said|says|announced|told|confirmed|added|stated|wrote|say)\b"
)
GUESSER: Final = made(
    r"\b(?:analysts?|lawyers?|attorneys?|critics?|experts?|economists?|executives?|lobbyists?|firm"
    r"|traders?|investors?|professor|scholars?|advisers?|consultants?|observers?|industry|people"
    r"|source|person)\b"
)
#: What may stand between a noun and its verb: "the rescission of the rule".
NP_OF: Final = r"^(?:\s(?:of|by|to|in|for)\s[^.;:]{0,90}?)?,?\s"
#: "is willing to suspend": what an actor would do, and has not said it will.
_WILLING: Final = made(
    rf"\b(?:willing(?:ness)?|inclined|tempted|minded|disposed|prepared|free|likely|unlikely"
    rf"|openness"
    rf"|thinking|reluctant|in a position|under pressure|urge[sd]?|pressure){TO}"
)
#: "directed Commerce to raise": decided, and still to be done.
_DIRECTED: Final = made(
    rf"\b(?:direct|instruct|task|command|order|charg|bid)(?:s|ed|es|ing|ding)?\s(?!(?:on|of|was"
    rf"|is)\b)"
    rf"[^.;,]{{1,60}}?\sto\s{ADV}{TWIN}$"
)
#: What others expect: "analysts expect BIS to suspend", "looks likely to".
_EXPECTED: Final = made(
    rf"\b(?:expect(?:s|ed|ing)?|predict(?:s|ed)?|foresee(?:s)?|bet(?:s|ting)?|fear(?:s|ed|ing)?)\s"
    rf"(?!to\b)[^.;,]{{1,60}}?\s(?:to|will|would|may)\s+{ADV}(?:be\s)?{TWIN}$"
)
#: "seems doomed to be repealed".
_FATED: Final = made(
    rf"\b(?:doomed|destined|bound|certain|sure|fated|tipped|liable|apt|ripe|headed|in line|odds-on)"
    rf"{TO}"
)
#: "Perhaps BIS will": a guess, whatever the verb.
GUESS: Final = made(
    r"\b(?:perhaps|maybe|possibly|conceivably|presumably|probably)\b[^.;,]{0,50}$"
    r"|\bwhether\b[^.;,]{0,90}$"
    r"|\b(?:speculat\w+|bet(?:s|ting)?|chances?|odds|possib\w+|prospect|hop(?:e|es|ed|ing)"
    r"|fear(?:s|ed)?|predict\w*|expect\w*|think(?:s|ing)?|believ\w+|conceivable|likely"
    r"|guess\w*)\sthat\s[^.;,]{0,50}$"
)
#: "The purpose of this notice is to": what is done by it.
PURPOSE: Final = made(
    r"\b(?:purpose|aim|goal|point|object|objective|intent|effect)s?\b[^.;,]{0,60}$"
)
#: "Unless somebody acts, the rule springs back": what comes by itself.
BY_DEFAULT: Final = made(
    r"^\W*(?:unless|absent|barring|failing|without|if (?:nothing|nobody|no one|neither|no)\b)"
    r"[^.;]{0,110},[^.;]{0,80}$"
)
#: "is mulling a plan to": the plan itself is only thought of.
PLAN_THOUGHT_OF: Final = made(
    r"\b(?:consider\w*|weigh\w*|mull\w*|float\w*|discuss\w*|debat\w*|explor\w*|study(?:ing)?"
    r"|studie[sd]|ey(?:e|es|ed|eing)|toy\w* with|possible|potential)\s(?:[\w-]+\s){0,3}$"
)
#: "Under the proposal, BIS would", "the bill would": what a draft does is proposed.
DRAFT_WOULD: Final = made(
    r"\b(?:proposed (?:rule|rulemaking|action|regulation|order|amendment)|proposals?"
    r"|draft(?: \w+)?|rulemaking"
    r"|bill|legislation|resolution|amendment|document|text|paper|package|plan"
    r"|version)s?\b[^.;]{0,110}\bwould\s[^.;,]{0,60}$"
)
#: "Among the options is delaying", "one option would be to".
_OPTION: Final = made(
    r"\b(?:options?|possibilit(?:y|ies)|ideas?|alternatives?|scenarios?)\b[^.;,]{0,60}?"
    rf"\s(?:is|are|was|were|be|being)\s(?:to\s)?{ADV}{TWIN}$"
)
GOVERNORS: Final = (
    (URGED[:2], "urged"),
    (PLANNED[:4], "planned"),
    ((*ANNOUNCED[:1], _DIRECTED), "announced"),
    (SPECULATED, "speculated"),
    ((_EXPECTED, _OPTION, _FATED, _WILLING), "speculated"),
    (SCHEDULED, "scheduled"),
)
