"""The words that govern how an act is told, as patterns anchored at the act's own word.

Each pattern is searched in the stretch to the left of a trigger (it ends in `$`) or to its right
(it begins with `^`), so a sentence costs time in proportion to its length.
"""

from __future__ import annotations

import re
from typing import Final

ADV: Final = (
    r"(?:(?:\w{2,14}ly|now|also|then|soon|once|again|just|even|first|yet|still|at once|at last"
    r"|in turn|in part|officially|largely|either|both),?\s+){0,3}"
)
#: A verb that shares its governor with the trigger: "rescind and replace", "repeal or modify".
TWIN: Final = r"(?:\w{3,14}(?:,|\s+(?:and|or))\s+(?:\w{3,14}\s+(?:and|or)\s+)?)?"
TO: Final = (
    r"(?:,?\s+(?:\w+ly|in|on|by|for|at|this|that|next)\s?\w*|\s+(?:of|by|from)(?:\s[\w.]+){1,4})?"
    rf"\s+to\s+{ADV}(?:have\s+)?(?:be\s+|been\s+)?{ADV}{TWIN}$"
)
NP: Final = r"[^.;:]{0,110}?"


def made(pattern: str) -> re.Pattern[str]:
    """The pattern compiled, case ignored."""
    return re.compile(pattern, re.I)


NEGATED: Final = made(
    rf"(?:\b(?:not|never|cannot|yet to|n[o']t|n’t|without|short of|instead of|rather than|no longer"
    rf"|nobody has|nothing has|neither)\s+{ADV}(?:been\s+|be\s+|being\s+|have\s+|yet\s+"
    rf"|to\s+)?{ADV}(?:a\s|the\s|any\s)?$"
    rf"|\b(?:no|neither|none|nothing|nobody)\b[^.;,:]{{0,90}}\b(?:has|have|had|was|were|is"
    rf"|are)\s+{ADV}(?:been\s+)?{ADV}$"
    rf"|\bno(?:thing)?\s+(?:\w+\s+){{0,4}}$|\bno\b[^.;:]{{0,70}}\b(?:that|which)\s{ADV}$)"
)
DENYING: Final = made(
    r"\b(?:denie[sd]|denying|deny|rejected|rejects|dismisse[sd]|disput(?:es|ed)|refute[sd]"
    r"|pushed back"
    r"|shot down|ruled out|rules out|not discuss(?:ed)?|n[o'’]t discuss)\b(?!\s+(?:entry"
    r"|licen[cs]e))[^.;]{0,120}$"
)
FALSE: Final = made(
    r"^[^.;]{0,160}\b(?:is|are|was|were)\s+(?:false|wrong|untrue|incorrect|inaccurate"
    r"|a misreading|mistaken)\b"
)
URGED: Final = (
    made(
        r"\b(?:ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|(?<!the )call(?:s|ed|ing)? (?:on|for|upon)"
        r"|press(?:es|ed|ing)?(?!\s(?:release|secretary|conference|statement|office|briefing))"
        r"|petition(?:s|ed|ing)?|demand(?:s|ed|ing)?|lobb(?:y|ies|ied|ying)|implor\w+|beg(?:s|ged)?"
        r"|want(?:s|ed|ing)?|encourag\w+|recommend(?:s|ed|ing)?|request(?:s|ed|ing)?|plead(?:s"
        r"|ed)? (?:with|for)"
        r"|letter\s[^.;]{0,40}|pushing|pushed|advis(?:es|ed))"
        rf"\b{NP}\s(?:to|that)\s+{NP}{ADV}(?:be\s)?{TWIN}$"
    ),
    made(rf"\b(?:should|ought to|must|needs? to)\s+(?:not\s+)?{ADV}(?:be\s)?{TWIN}$"),
    made(
        r"\b(?:call(?:s|ed|ing)? for|urg\w+|demand\w*|seek(?:s|ing)?|sought)\s+(?:a|an|the|its"
        r"|full|immediate|\s){0,4}$"
    ),
)
PLAN_WORDS: Final = (
    r"(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|intent(?:ion)?s?|aim(?:s|ed|ing)?|mean(?:s|t)?"
    r"|seek(?:s|ing)?"
    r"|sought|prepar(?:e|es|ing|ed)|ready|readying|poised|vow(?:s|ed|ing)?|pledg(?:e|es|ed|ing)"
    r"|promis(?:e|es|ed|ing)"
    r"|about|going|mov(?:e|es|ed|ing)|bid|effort|efforts|commit(?:s|ted|ment)?|wants?|hop(?:e|es"
    r"|ed|ing)|working"
    r"|signal+(?:s|ed|ing)?|undertak\w+|propose[sd]?|proposing|continues?|expects)"
)
PLANNED: Final = (
    made(rf"\b{PLAN_WORDS}{TO}"),
    made(
        rf"\b(?:plans?|intentions?|intent|move|bid|proposals?|vow|pledge|promise)\s+(?:(?:for|of"
        rf"|on|about)\s+)?"
        rf"(?:a|an|the|its|to|\s){{0,4}}{ADV}$"
    ),
    made(rf"\b(?:will|shall|'ll|’ll)\s+{ADV}(?:not\s+)?(?:be\s+|have\s+|soon\s+)?{ADV}{TWIN}$"),
    made(rf"\b(?:will|shall)\s+(?:\w+\s){{1,4}}to\s+{ADV}{TWIN}$"),
    made(
        r"\b(?:planned|intended|promised|forthcoming|upcoming|pending|eventual|future"
        r"|coming)\s+(?:\w+\s+(?:and|or)\s+)?$"
    ),
)
ANNOUNCED: Final = (
    made(rf"\b(?:decision|decisions|decid(?:e|es|ed|ing)|agree(?:s|d|ment|ing)?|ordered|deal){TO}"),
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
    made(rf"\b(?:is|are|was|were)\s+to\s+(?:have\s+)?(?:be\s+)?{ADV}{TWIN}$"),
)
SPECULATED: Final = (
    made(
        rf"\b(?:could|may|might|can)\s+{ADV}(?:not\s+)?(?:be\s+|have\s+|also\s+|soon\s+"
        rf"|yet\s+)?(?:be\s+)?{ADV}{TWIN}$"
    ),
    made(
        r"\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|mull(?:s|ed|ing)?|discuss(?:es|ed|ing)?"
        r"|debat(?:es|ed|ing)"
        r"|contemplat\w+|float(?:s|ed|ing)?|explor(?:es|ed|ing)|suggest(?:s|ed|ing)?|possib(?:le"
        r"|ly|ility of)|potential"
        r"|likely|unlikely|expect(?:s|ed|ing)?|whether|speculat\w+|threaten(?:s|ed|ing)?|talk of"
        r"|chance of|prospect of"
        rf"|risk of|hopes? (?:for|of))\s+(?:(?:a|an|the|its|to|that|of|on|be|by|further|an?\s\w+"
        rf"|longer|new|another|one-year|whether)\s+){{0,4}}{ADV}{TWIN}$"
    ),
)
#: What acts are made of: "a rule that removes" removes, "an agency that withdraws" need not.
PAPERS: Final = (
    r"(?:rule|regulation|notice|order|document|proclamation|bill|act|measure|IFR|memorandum|letter"
    r"|statement|release)"
)
UNREAL: Final = made(
    rf"\bwould(?:\s+not)?\s+(?:\w+ly\s+)?have\s+(?:\w+ly\s+)?(?:been\s+)?{ADV}$"
    rf"|\bwould\s+have\s+(?:the|it|them|this)\b[^.;,]{{0,30}}$"
    rf"|\b(?:an?|any)\s(?!{PAPERS})\w+\s(?:that|who|which)\s{ADV}$"
    rf"|\b(?:if|unless|until|whenever|should)\s+(?:it|they|nothing|the|a|an|BIS|Commerce"
    rf"|Congress)\b[^.;,]{{0,50}}$"
    rf"|\b(?:drop|drops|dropped|abandon\w*|shelv\w+)\s(?:the|its|any|a)\splans?\sto\s+{ADV}$"
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
    r"\b(?:unless|until|if|when|whenever|whether)\s(?:[\w-]+\s){0,4}$"
    r"|\b(?:whether|should)\b[^.;]{0,120}\b(?:or|and)\s$"
    r"|\b(?:until|whenever|unless)\b[^.]{0,150}$"
    r"|\bwith\b[^.;]{0,80}\bbeing\s(?:\w+ly\s)?$"
)
#: "would supersede the finding and withdraw the order": the verb shares a modal further left.
#: "required in order to withdraw", "the requirement to withhold and revoke".
NEEDED: Final = made(
    r"\b(?:in order|required|requirements?|needed|necessary|authority|power|ability"
    r"|procedures?)\sto\s(?:\w+\s){0,6}$"
)
#: "It proposes rescinding", "is proposing to approve the plan ... and withdraw".
PROPOSING: Final = made(r"\bpropos(?:e|es|ed|ing)\b[^.;]{0,170}$")
#: "Rescinding the rule is intended to": the act as a subject, not told as done.
AS_SUBJECT: Final = made(r"^[^.;,]{2,110}?\b(?:is|would|will|was|could|may|can)\b")
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
AS_NOUN: Final = made(r"\b(?:the|an?|of|for|its|their|partial|full|immediate)\s$")
AIM: Final = made(r"\b(?:goal|aim|purpose|intention|view|review)\b[^.;]{0,120}\bby\s$")
BEFORE_NOT: Final = made(r"\b(?:not|never|n[o'’]t|no longer)\s+(?:\w+ly\s+)?$")
NOT_INSIDE: Final = made(r"^(?:will|shall|may|might|could|is|are|was|were)\s+(?:\w+ly\s+)?not\b")
NO_OBJECT: Final = made(r"^\s(?:no|neither)\s(?!longer)")
OF_RULE: Final = made(
    r"\b(?:rule|order|notice|regulation|EAR|Regulations|action|document)\b[^.;]{0,50}\bto\s+\S*\s*$"
)
FAILED: Final = made(r"\b(?:failed|fails|declined|refused|neglected)\s+to\s+\S*\s*$")
AFTER_PREPOSITION: Final = made(
    r"\b(?:before|without|instead of|rather than|short of|against|for|about|of"
    r"|from)\s+(?:\w+ly\s+)?$"
)
PLAN_OF: Final = made(
    r"\b(?:plan|intent|announc|decision|process)\w{0,8}\s{1,4}(?:of|for|on)\s{1,4}\S{0,40}\s{0,4}$"
)
PAPER: Final = made(r"\b(?:notice|regulation|plans?|will)\b")
NO_NOUN: Final = made(r"\b(?:no|not (?:a|the)|neither a)\s+(?:\w+\s+){0,2}$")
PLANS_FOR: Final = made(r"\b(?:plans?|planned|intends?)\s+(?:\w+\s+){0,5}$")
PROPOSED_NOUN: Final = made(r"\bpropos\w+\s+(?:\w+\s+){0,3}$")
ACT_OF: Final = made(
    r"\b(?:completed|finali[sz]ed|effected|carried out|ordered|imposed|published)\s+(?:a|an|the"
    r"|its)?\s*(?:\w+\s+){0,2}$"
)
WOULD: Final = made(rf"\bwould\s+{ADV}(?:not\s+)?(?:be\s+|soon\s+)?{ADV}{TWIN}$")
SAID: Final = made(
    r"\b(?:said|says|announc\w+|told|confirmed|declared|stated|pledged|promised|vowed|added"
    r"|notified|informed|disclosed|wrote)\b"
)
PROGRESSIVE: Final = made(
    rf"\b(?:is|are|was|were|'s|’s)\s+{ADV}(?:not\s+)?(?:\w+ing\s+(?:and|or)\s+)?$"
)
TO_INFINITIVE: Final = made(rf"\bto\s+{ADV}(?:be\s+)?{TWIN}$")

REPORTED: Final = made(
    r"\breportedly\b|\breports? (?:that|of|say|said|suggest)|\bon reports\b|\breported to (?:have"
    r"|be)\b|\bmedia reports\b"
    r"|\bsources?\b[^.;]{0,40}\b(?:sa(?:y|id|ys)|told|familiar|close)|\bsources? (?:say|said"
    r"|told)|\bsays? (?:a|one) source"
    r"|\b(?:people|persons?|officials?|individuals?) (?:familiar|briefed|with knowledge|cited"
    r"|close to|who asked not)"
    r"|\baccording to (?:people|sources?|a person|reports?|two|three|four|five|several|media"
    r"|the (?:report|newspaper|outlet))"
    r"|\b(?:is|are|was|were) (?:said|reported|understood|believed|rumou?red) to\b"
    r"|\b(?:one|two|three|four|five|six|several|multiple|some|\d+) (?:unnamed "
    r"|anonymous )?(?:people|sources|officials)\b[^.;]{0,60}\b(?:said|say|told|familiar)"
    r"|\b(?:Reuters|Bloomberg(?: News)?|(?:the )?Wall Street Journal|(?:the )?New York Times"
    r"|(?:the )?Financial Times|(?:the )?Washington Post|WSJ|NYT|CNBC"
    r"|Axios|Politico|Semafor|Nikkei(?: Asia)?|the Information|Punchbowl|Nextgov(?:/FCW)?"
    r"|(?:the )?Associated Press|AP|CNN|AFP)"
    r" (?:has |had |first |also |earlier |previously )?(?:reports?|reported|carried|writes|wrote"
    r"|said|learned)"
    r"|\btold (?:Reuters|Bloomberg|Nextgov|Axios|Politico|CNBC|Semafor|the (?:Wall Street Journal"
    r"|New York Times|Financial Times|AP))"
    r"|\b(?:cited|seen|quoted) by (?:Reuters|Bloomberg)|\breports? from (?:Reuters|Bloomberg)"
    r"|\brumou?rs?\b|\b(?:commentators?|posts?|websites?|newsletters?|blogs?"
    r"|social media)\b[^.;]{0,60}\b(?:writ\w*|wrote|claim\w*|say|says|said|told|report\w*)"
    r"|\bfilings?\b[^.;]{0,40}\b(?:says?|said|shows?)\b"
)

#: What may stand between a noun and its verb: "the rescission of the rule".
NP_OF: Final = r"^(?:\s(?:of|by|to|in|for)\s[^.;:]{0,90}?)?,?\s"
RIGHT_NEGATED: Final = made(
    NP_OF
    + r"(?:has|have|had|is|was|were|are|does|did|do)(?:\s+(?:still|yet|so far))?\s*(?:not|never"
    r"|n[o'’]t|yet to)\b"
)
RIGHT: Final = (
    (
        made(
            NP_OF
            + r"(?:will|would|is to|are to|is planned|remains? planned|to come|to follow|to be"
            r"|comes? later)\b"
        ),
        "planned",
    ),
    (
        made(
            NP_OF
            + r"(?:may|might|could)\s(?:still\s|yet\s|also\s|now\s)?(?:be\s|come|follow|happen"
            r"|never|bring)"
        ),
        "speculated",
    ),
    (
        made(
            NP_OF
            + r"(?:was|were|is|has been|have been|had been)\s+(?:only\s+)?(?:announced|initiated"
            r"|promised)\b"
        ),
        "announced",
    ),
    (made(NP_OF + r"(?:took|takes|went|came)\s+(?:legal\s)?(?:into\s)?(?:effect|force)\b"), "done"),
    (
        made(
            NP_OF
            + r"(?:is|was|were|are|has been|have been|became)\s+(?:now\s|already\s)?(?:complete"
            r"|completed|done|final|finali[sz]ed|effective|published|issued|in force"
            r"|formali[sz]ed)\b"
        ),
        "done",
    ),
)
GOVERNORS: Final = (
    (URGED[:2], "urged"),
    (PLANNED[:4], "planned"),
    (ANNOUNCED[:1], "announced"),
    (SPECULATED, "speculated"),
    (SCHEDULED, "scheduled"),
)
