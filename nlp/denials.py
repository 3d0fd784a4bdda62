"""Words of denial and negation around an act's own word, as patterns anchored at it.

Each is searched in the stretch to the left of a trigger (it ends in `$`) or to its right (it
begins with `^`).
"""

from __future__ import annotations

from typing import Final

from nlp.governors import ADV, NP_OF, TWIN, made

#: What an act is made by.
_PAPER: Final = (
    r"\b(?:notice|rule|regulation|order|document|correction|action|proposal|draft|text|filing)"
)

NEGATED: Final = made(
    rf"(?:\bnothing\s(?:in|about|on)\s(?:(?:the|this|that|its|these)\s)?(?:[\w-]+\s){{1,5}}$"
    rf"|\b(?:not(?!\sonly\b)|never|cannot|yet to|without|short of|instead of|rather than"
    rf"|no longer|nobody has|nothing has|neither|still to)\s+{ADV}(?:been\s+|be\s+|being\s+"
    rf"|have\s+|yet\s+|to\s+)?{ADV}(?:a\s|the\s|any\s)?$"
    r"|\bwithout\s+having\s+(?:been\s+)?$"
    rf"|\w+n['’]t\s+{ADV}(?:been\s+|be\s+|being\s+|have\s+)?{ADV}$"
    rf"|\b(?:no|neither|none|nothing|nobody)\b(?:(?!\s(?:that|which|who|when"
    rf"|where)\b)[^.;,:]){{0,90}}\b(?:has|have|had|was|were|is"
    rf"|are)\s+{ADV}(?:been\s+)?{ADV}$"
    rf"|\bno\s\w+(?:,\s\w+){{0,3}},?\s(?:or|nor|and)\s(?:\w+\s){{1,3}}"
    rf"(?:has|have|had|was|were|is|are)\s+{ADV}(?:been\s+)?{ADV}$"
    rf"|\b(?:nor|at no (?:point|time|stage)|never)\s(?:has|have|had|did|does|do|is|are|was|were"
    rf"|will)"
    rf"\s(?:[^.;,:]{{1,70}})?$"
    rf"|\bno(?:thing)?\s+(?:(?!(?:on|of|about|in|to|from|for|when|that|who)\b)\w+\s+){{0,4}}$"
    # "never published a notice that rescinds the rule", "no notice to rescind it has appeared"
    rf"|\b(?:no|never|not|neither|nor|nothing|yet to|failed to|without|\w+n['’]t)\s[^.;:]{{0,60}}?"
    rf"{_PAPER}s?\s(?:that|which|to)\s(?:would\s)?{ADV}$"
    # "no rule, notice or correction that rescinds it has been filed"
    rf"|\b(?:no|nothing|none)\b(?:(?!\b(?:but|and|though|said|says|has|have|is|was|are|were)\b)"
    rf"[^.;:]){{0,70}}\b(?:that|which)\s{ADV}$"
    # "neither suspended nor rescinded", "has not suspended or rescinded"
    rf"|\b(?:neither|not|never|nor)\b[^.;,:]{{1,70}}\bnor\s+{ADV}$"
    rf"|(?:\bnot|n['’]t|\bnever)\s+(?:been\s+)?\w+\s+(?:\w+\s+){{0,3}}or\s+{ADV}$"
    # "no sign that BIS has rescinded it"
    r"|\b(?:no|little|without)\s(?:\w+\s){0,2}?(?:sign|evidence|indication|proof|hint|record|trace"
    r"|confirmation|suggestion|reason to (?:think|believe))s?\s(?:that|of)\b[^.;]{0,80}$"
    # "no rule that is in the code has been withdrawn", "not one of the rules was"
    rf"|\b(?:no|none|nothing)\b[^.;:,]{{0,40}}\s(?:that|which)\s(?:is|are|was|were|has|have|had"
    rf"|\w+s)\b[^.;:,]{{0,60}}\b(?:has|have|had|was|were|is|are)\s+{ADV}(?:been\s+)?{ADV}$"
    rf"|\bnot\s(?:one|a\ssingle|any)\b[^.;:,]{{0,60}}\b(?:has|have|had|was|were|is|are)\s+{ADV}"
    rf"(?:been\s+)?{ADV}$)"
)
_DENIES: Final = (
    r"(?:denie[sd]|denying|deny|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|disput(?:es|ed|ing)"
    r"|refut(?:es|ed|ing)|contradict(?:s|ed|ing)|rebuff(?:s|ed)|disavow(?:s|ed)|rubbish(?:es|ed)"
    r"|pour(?:s|ed) cold water|push(?:es|ed|ing) back|(?:play|knock)(?:s|ed) down|shot down"
    r"|(?<!not )rul(?:ed|es|ing) out|(?:did |would |do |could )?not discuss(?:ed)?"
    r"|n[o'’]t discuss)"
)
_TALK: Final = (
    r"(?:(?:\w+[\s-]){0,3}(?:reports?|claims?|rumou?rs?|stor(?:y|ies)|suggestions?|speculation|talk"
    r"|notion|idea|assertions?|allegations?|accounts?|article|posts?|word)\b)"
)
#: Somebody speaks in the sentence: then what is called false is denied, and not only untrue.
SPOKEN: Final = made(
    r"\b(?:sa(?:id|ys|y)|told|tells|call(?:s|ed|ing)|spokes\w+|den(?:y|ied|ies|ying)|dismiss\w*"
    r"|reject\w*|insist\w*|according|stat(?:es|ed)|wr(?:ote|ites)|post(?:s|ed)|quoted"
    r"|maintain\w*|stress\w*|brand(?:s|ed)|label\w*|describ\w*)\b"
)
#: What is asked of an agency; refusing it is no denial of a fact.
_REQUEST: Final = (
    r"(?:requests?|petitions?|applications?|bids?|appeals?|pleas?|motions?|calls?|demands?|offers?"
    r"|pressure|efforts?|attempts?)"
)
DENYING: Final = (
    made(
        r"\b(?:brush|wav|bat|swat|shrug|laugh|slap|swe[pe]|tamp|quash|squelch|scoff|downplay"
        r"|minimi[sz]"
        r"|discount|dispel|debunk|knock|play|sho[ot]|talk|wave|cool|rubbish|pooh-pooh|scotch)"
        r"(?:ed|s|es|ing|ted|ting|ped|ped|ged|t)?(?:\s(?:aside|away|off|down|at|back\son|out))?\s"
        rf"(?:[\w’'-]+\s){{0,3}}?{_TALK}\s(?:that|of|about|on)\b[^.;]{{0,100}}$"
    ),
    made(
        r"(?<!\bafter )(?<!having )(?<!despite )(?<!before )(?<!\bby )(?<!not )(?<!presumption of )"
        rf"\b{_DENIES}\b(?!\s+(?:(?:a|an|the|any|its|their|export|all)\s)?(?:entry"
        rf"|licen[cs]es?(?!\s(?:was|were|had|has|is|are|will|would))"
        rf"|export privileges|access|visa|(?:\w+\s){{0,2}}{_REQUEST})\b)[^.;]{{0,120}}$"
    ),
    made(
        rf"\b(?:call(?:s|ed|ing)|brand(?:s|ed|ing)|label(?:s|led|ed|ling)|describ(?:es|ed|ing)"
        rf"|term(?:s|ed))\s"
        rf"(?:[\w“”\"’'-]+\s){{0,6}}?{_TALK}[^.;]{{0,100}}$"
    ),
    made(
        r"\b(?:not|no(?:thing)?|never)\s(?:\w+\s)?(?:true|truth|correct|the case|accurate|factual"
        r"|substance|basis|merit)\b[^.;]{0,110}$"
    ),
    made(
        r"\b(?:wrongly|erroneously|mistakenly|falsely|incorrectly|inaccurately|prematurely)\s"
        r"(?:\w+\s){0,2}?(?:said|told|report(?:s|ed)|claim(?:s|ed)|stated?|announced|suggest(?:s"
        r"|ed)"
        r"|believed?|assumed?|wrote|describ(?:es|ed)|list(?:s|ed))\b[^.;]{0,80}$"
    ),
    made(
        r"\b(?:false|untrue|wrong|incorrect|inaccurate|misleading|nonsense|fiction|baseless)\b"
        r"[”\"’',]{0,2}\s(?:\w+\s){0,3}(?:that|to (?:say|claim|suggest|report))\b[^.;]{0,100}$"
    ),
    made(
        r"\b(?:no|any|without|not have|have neither|neither)\s(?:\w+\s){0,2}(?:plans?"
        r"|intentions?|intent|desire|wish"
        rf"|interest|thought)\s(?:(?:of|in|for|on)\s+{ADV}|to\s+{ADV}(?:be\s)?)(?:a\s|an\s"
        rf"|the\s)?{TWIN}$"
    ),
)
FALSE: Final = made(
    r"^[^.;]{0,160}\b(?:(?:is|are|was|were|as|as being)\s+(?:\w+ly\s|simply\s|just\s|flat\s)?"
    r"(?:false|wrong|untrue|incorrect|inaccurate|baseless|unfounded|nonsense|fiction|fake"
    r"|not true|not correct|not accurate|without (?:foundation|basis)|a misreading|mistaken)"
    r"|(?<!is )(?<!are )(?<!was )false[.,]?)(?=\W|$)"
    r"|^[^.]{0,160}\b(?:call|brand|label|term|deem)(?:s|ed|led)?\s(?:that|this|it"
    r"|the\s\w+)\s(?:\w+ly\s)?"
    r"(?:false|wrong|untrue|incorrect|inaccurate|baseless|nonsense|fiction|a mistake)\b"
)
#: "A report that BIS had suspended the rule was dismissed": the denial follows in the passive.
TALK_OF: Final = made(
    rf"\b{_TALK}\s(?:that|of|about|on|in|which|saying|to the effect)\b[^.;]{{0,120}}$"
)
WAVED_OFF: Final = made(
    r"^[^.;]{0,120}?\b(?:is|are|was|were|has been|have been|be)\s(?:\w+ly\s|quickly\s|since\s){0,2}"
    r"(?:denied|dismissed|rejected|disputed|refuted|contradicted|rebutted|debunked|disavowed"
    r"|(?:waved|batted|brushed|swatted|knocked|played|shot|talked|laughed|shrugged|slapped)"
    r" (?:away|aside|off|down))\b"
)
#: "Rumors that it has are wrong": the report is no source then.
DEBUNKED: Final = made(
    r"\b(?:contrary to|despite|notwithstanding|never mind)\b[^.;,]{0,50}?\b(?:report|claim|rumou?r"
    r"|blog|post|stor(?:y|ies)|speculat|suggest)"
    rf"|\b{_TALK}\s[^.;]{{0,120}}?\b(?:is|are|was|were)\s(?:\w+ly\s|simply\s|just\s"
    rf"|flat\s)?(?:false"
    r"|wrong|untrue|incorrect|inaccurate|baseless|unfounded|nonsense|fiction|mistaken|not true"
    r"|a misreading)\b"
)
#: "has made no decision to rescind", "not decided whether to": nothing is decided.
NO_DECISION: Final = made(
    r"\b(?:no|without (?:a|any)|(?:not|n['’]t|never|nor|yet to|neither)\s(?:\w+\s){0,2}?(?:made"
    r"|make"
    r"|taken?|reach(?:ed)?|come to|announced?) (?:a|an|any))\s(?:\w+\s){0,2}?(?:decisions?"
    r"|determinations?|choice|conclusions?|agreement|consensus|moves?|steps?|action|progress"
    r"|headway|date"
    r"|timetable)\b"
    r"[^.;,]{0,60}?\b(?:to|towards?|on|about|whether|as to|of|for)\s(?:\w+\s){0,6}$"
    r"|(?:\b(?:not|never|nor|yet to|still to|neither)|n['’]t)\s(?:\w+\s){0,2}?(?:decided?"
    r"|determined?"
    r"|settled?|resolved?)\s(?:on\s)?(?:whether|if|when|how)\b[^.;,]{0,60}$"
    r"|\bundecided\b[^.;,]{0,20}\b(?:whether|if|on|about)\b[^.;,]{0,50}$"
)
#: "None of the petitions to rescind the rule has been acted on", "have gone unheeded".
UNHEEDED: Final = made(
    r"^[^.;]{0,110}?\b(?:has|have|was|were|is|are)\s(?:yet\s|so far\s|ever\s"
    r"|been\s){0,3}(?:acted on"
    r"|granted|answered|heeded|taken up|approved|accepted|met|successful)\b"
)
NONE_OF: Final = made(
    rf"\b(?:none|neither|no|not one)\b(?:\sof)?[^.;,]{{0,40}}?\b{_REQUEST}\b[^.;]{{0,60}}$"
)
#: "It is doubtful that BIS will", "few expect BIS to".
DOUBTED: Final = made(
    r"\b(?:doubt(?:s|ed|ful|ing)? (?:that|whether|if)|unlikely (?:that|to)|improbable|implausible"
    r"|far-fetched|inconceivable"
    r"|hard to (?:see|imagine|believe)|s[ck]eptical|few(?:\s\w+){0,2}?\s(?:expect|believe|think"
    r"|predict|foresee)|(?:no one|nobody|hardly any\w*|none)\b[^.;,]{0,30}?\s(?:expect|believ|think"
    r"|predict|foresee)\w*)\b[^.;,]{0,60}$"
)
#: "had it wrong", "a report to the contrary": what the sentence says besides denies the report.
DISMISSING: Final = made(
    rf"\b(?:dismissing|denying|rejecting|rebutting|contradicting|disputing|refuting)\b"
    rf"[^.;]{{0,40}}?{_TALK}"
    rf"|\b(?:calling|branding|describing|labell?ing)\b[^.;]{{0,20}}{_TALK}"
    rf"|\b(?:despite|contrary to|notwithstanding)\b[^.;,]{{0,40}}?{_TALK}"
)
#: "has denied the request of the firm to be removed", "resisted calls to delay".
REFUSED: Final = (
    made(
        r"(?:\b(?:not|never|yet to|neither)|n['’]t)\s(?:\w+ly\s|yet\s|even\s|ever\s|quite\s"
        r"|really\s){0,2}"
        r"(?:got(?:ten)?|get|come|came|been|gone|brought (?:it|them)sel(?:f|ves)|moved|any closer"
        r"|closer"
        r"|near|reached the point of|got as far as|gone so far as|gone as far as)\s?"
        r"(?:a?round to|close to|as far as|so far as|near|anywhere near|to the point of"
        r"|to)?\s(?:to\s)?"
        r"(?=\S*$)$"
    ),
    made(
        r"\b(?:denie[sd]|denying|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|refus(?:es|ed|ing)"
        r"|rebuff(?:s|ed|ing)|resist(?:s|ed|ing)|turn(?:s|ed|ing) (?:down|aside|away)"
        r"|declin(?:es|ed|ing)|brush(?:es|ed|ing) (?:off|aside)|ignor(?:es|ed|ing))\s"
        rf"[^.;,]{{0,40}}?\b{_REQUEST}\b[^.;]{{0,80}}?\b(?:to|that|for)\s[^.;,]{{0,60}}$"
    ),
    made(
        r"\b(?:decided|chose|opted|voted|elected|agreed|resolved|moved|chosen"
        rf"|determined)\s+not\s+to\s+{ADV}(?:be\s)?{TWIN}$"
    ),
    made(
        r"\b(?:decided|decision|voted|chose|advised|opted) against\s+(?:(?:a|an|the|any)\s)?"
        r"(?:\w+ly\s)?$"
    ),
    made(
        r"\b(?:h(?:olds?|eld|olding) (?:off|back)(?: on| from)?|refrain\w* from|shied away from"
        r"|back(?:ed|s|ing) (?:away|off|out) (?:from|of)|abstain\w* from|stop\w* short of"
        r"|balk\w* at"
        r"|baulk\w* at|put off|avoid(?:s|ed|ing)?|far from|in lieu of|no closer to)\s+(?:\w+ly\s)?$"
    ),
)
#: "Failed to", "declined to".
FAILED: Final = made(
    rf"\b(?:fail(?:s|ed|ing|ure)?|declin(?:es|ed|ing)|refus(?:es|ed|ing|al)|neglect(?:s|ed)|unable"
    rf"|unwilling|omit(?:s|ted)|forgot|reluctant|powerless)\s+to\s+{ADV}(?:be\s)?{ADV}{TWIN}$"
)
NO_NOUN: Final = made(
    r"\b(?:no|not (?:a|an|the|any)|n[o'’]t (?:a|an|any)|neither a|without (?:a|an|any)"
    r"|never (?:a|any)|(?:short of|instead of|rather than|in lieu of|far from|absent"
    r"|in the absence of"
    r"|lack of|lack(?:s|ed|ing)|falling short of|fell short of|held off on|holds? off on"
    r"|backed away from|shied away from|resist(?:s|ed)|eschew(?:s|ed)|avoid(?:s|ed))"
    r"(?: (?:a|an|any|the))?)\s+"
    r"(?:(?!(?:plan|intention|intent)s?\b)\w+\s+){0,2}$"
)
BEFORE_NOT: Final = made(r"(?:\b(?:not|never|no longer)|n['’]t)\s+(?:\w+ly\s+|been\s+|be\s+){0,2}$")
NOT_INSIDE: Final = made(
    r"^(?:(?:will|shall|may|might|could|is|are|was|were)\s+(?:\w+\s+){0,2}(?:not|never)\b|won['’]t)"
)
NO_OBJECT: Final = made(r"^\s(?:no|neither)\s(?!longer)")
#: "No Federal Register notice of rescission has been issued".
NO_PAPER: Final = made(
    r"\b(?:no|not (?:a|an|one|any)(?: single)?|neither|never (?:a|an|any)|without (?:a|an|any)"
    r"|nor (?:a"
    r"|any))\s(?:[\w-]+\s){0,5}?(?:notices?|rules?|orders?|documents?|announcements?|statements?"
    r"|word"
    r"|decisions?|texts?|papers?|regulations?|talk|mention|plans?|signs?|prospect|hint|question)"
    r"\s(?:of|on|for|about|announcing)\s(?:(?:the|a|an|any|its|that|formal|full|further)\s){0,2}$"
)
RIGHT_NEGATED: Final = made(
    NP_OF
    + r"(?:has|have|had|is|was|were|are|does|did|do)(?:\s+(?:still|yet|so far))?\s*(?:not|never"
    r"|n[o'’]t|yet to)\b"
    r"|^(?:\s(?:of|by|to|in|for)\s[^.;:]{0,90}?)?,?\s" + r"never\s\w+"
)
#: "No delay is planned", "a delay is not under consideration": an actor denies it.
NONE_MEANT: Final = (
    r"(?:planned|intended|foreseen|envisaged|contemplated|coming|(?:being "
    r"|under )?consider(?:ed|ation)"
    r"|(?:being )?discuss(?:ed|ion)|on the (?:table|agenda|cards)|in (?:the works|prospect|view)"
    r"|being (?:prepared|weighed|drafted))\b"
)
NOT_MEANT: Final = made(
    NP_OF + rf"(?:is|was|are|were)\s(?:not|n[o'’]t)\s(?:even\s|now\s)?{NONE_MEANT}"
)
NO_MEANT: Final = made(
    NP_OF + rf"(?:is|was|are|were)\s(?:now\s|being\s|ever\s|even\s)?{NONE_MEANT}"
)
