"""The surface of a clause: what commas set apart, where it begins, what form its verb has."""

from __future__ import annotations

import re
from typing import Final

from nlp.governors import ADV, TWIN

#: What commas set apart between a subject and its verb.
INSERT: Final = re.compile(
    r",\s(?:(?:which|who|whose|without|despite|rather than|instead of|not|after|before|having"
    r"|far from"
    r"|in|on|at|by|with|under|unlike|like|when|while|although|though|for|as"
    r"|contrary to)\s[^,;.]{1,100}"
    r"|however|though|of course|so far|to date|in fact|too|therefore|for now|at least|as yet),\s"
)
#: "the proposed rule that it sent": the proposal is what is acted on, not what acts.
OBJECT: Final = re.compile(
    r"^.*\b(?:that|which)\s(?:it|they|he|she|we|BIS|Commerce|the (?:agency|bureau|department))\s",
    re.I | re.S,
)
SUBORDINATE: Final = re.compile(
    r"\b(?:when|while|because|although|though|whereas|where|after)\s(?!\w+ing\b)(?=[^,;:]*$)", re.I
)
#: Dots that end no sentence.
DOT: Final = re.compile(
    r"\b(?:[A-Z]\.){1,4}|\b(?:Co|Ltd|Inc|Corp|Sens?|Reps?|No|St|Mr|Mrs|Ms|Dr|Gov|Jan|Feb|Mar"
    r"|Apr|Aug"
    r"|Sept?|Oct|Nov|Dec)\.|(?<=\d)\.(?=\d)"
)
PAST: Final = re.compile(
    r"(?:ed|wn|(?<!wid)(?<!broad)(?<!tight)(?<!loos)(?<!hard)(?<!soft)(?<!length)(?<!op)(?<!short)"
    r"(?<!tough)(?<!weak)(?<!stiff)(?<!sharp)(?<!e)en|ew|ook|made|gave|struck|wrote|broke|undid"
    r"|sought|brought|sent|held|kept"
    r"|left|lost"
    r"|came|went|fell|rose|\bran|swept|(?<!res)tore|froze|slid|\bbit|struck|stood|shut|wound"
    r"|won|found|built|laid|paid|said|told|sold|bought|began|drew|did|dealt)$"
)
#: Bases that look like a past or a participle: "tighten", "review", "exceed".
BASES: Final = frozenset(
    {
        *("tighten", "loosen", "weaken", "strengthen", "harden", "sharpen", "widen", "broaden"),
        *("soften", "lengthen", "toughen", "stiffen", "reopen", "re-open", "open", "shorten"),
        *("threaten", "dampen", "deepen", "lighten", "hasten", "heighten", "lessen", "worsen"),
        *("review", "renew", "view", "preview", "exceed", "need", "proceed", "slacken"),
    }
)
#: "to withdraw" and "may be withdrawn" have a governor; "withdrew" has none.
AUXILIARY: Final = re.compile(
    rf"(?:\b(?:be|been|being|is|are|was|were|has|have|had|having|gets?|got)|n['’]t|['’]s|['’]ve)\s+"
    rf"(?:(?:not|never|neither|yet)\s+)?{ADV}(?:not\s+|been\s+|being\s+)?{ADV}{TWIN}$",
    re.I,
)
#: "Commerce to scrap chip rule": the future of headlines.
HEADLINE: Final = re.compile(
    r"^\W*(?:[A-Z][\w.’'-]*\s(?:and\s|of\s)?){1,5}[Tt]o\s+(?:\w+ly\s)?(?:[Bb]e\s)?$"
    r"|^\W*(?:(?:[A-Z][\w.’'-]*|chips?|exports?|licens\w+|curbs|controls|rules?|on|for|of|and|new"
    r"|AI|export|chip|final|limits|restrictions|ban"
    r"|requirements?)\s){1,8}to\s+(?:\w+ly\s)?(?:be\s)?$"
)
WENT_ON: Final = re.compile(
    r"\b(?:went on|proceeded|saw fit|managed|stepped in|acted (?:\w+ )?|used [^.;,]{1,60}"
    r"|took (?:the|a) [^.;,]{1,40})"
    rf"\s?to\s+{ADV}{TWIN}$",
    re.I,
)
#: A question that is quoted: the sentence goes on after it.
QUESTION: Final = re.compile(r"[^.!?;]*\?[\"”’']")
DO_NOT: Final = re.compile(r"\b(?:never|not)\s(?:\w+\s){0,2}$", re.I)
#: "has suspended", "had been added": finite, so that no "asked to" further left governs it.
FINITE: Final = re.compile(
    rf"(?:\b(?:has|had)|(?<!to )(?<!will )(?<!may )(?<!might )(?<!could )(?<!would )(?<!should )"
    rf"(?<!must )(?<!not )(?<!never )\bhave)\s+{ADV}(?:(?:not|never)\s+)?(?:been\s+)?{ADV}{TWIN}$",
    re.I,
)
PERFECT: Final = re.compile(rf"\b(?:has|have|had|having)\s+{ADV}(?:been\s+)?{ADV}{TWIN}$", re.I)
#: "A notice rescinding the rule was published", "published a notice rescinding the rule".
ISSUED_AFTER: Final = re.compile(
    r"[^.;]{0,90}?\b(?:was|were|has been|is)\s(?:\w+ly\s)?(?:published|issued|released|posted"
    r"|signed"
    r"|printed)\b",
    re.I,
)
ISSUED_BEFORE: Final = re.compile(
    r"(?<!to )(?<!will )\b(?:published|issued|released|signed|posted|printed)\s(?:an?|the|its)\s"
    r"(?:[\w-]+\s){0,3}(?:notice|rule|regulation|order)\s(?:\w+ly\s)?$",
    re.I,
)
#: "The text that replaces this rule will be shorter": what it replaces, it does not yet.
WHICH: Final = re.compile(r"\b(?:that|which)\s+$", re.I)
#: "released a final rule under which applications will be judged": the rule is made.
UNDER_WHICH: Final = re.compile(
    r"\b(?:issued|released|published|unveiled|signed|adopted|finali[sz]ed|has|announced)\s"
    r"[^.;]{0,40}\b(?:rule|order|proclamation|measure|IFR)s?\s(?:under|by|through|with)\swhich\b"
    r"[^.;]*$",
    re.I,
)
#: Verbs that are nouns as often: "a repeal", "the delay".
NOUNS: Final = frozenset(
    {
        "repeal",
        "delay",
        "stay",
        "pause",
        "halt",
        "freeze",
        "rewrite",
        "overhaul",
        "scrap",
        "reversal",
    }
)
#: "had been expected to delay the rule but did not".
DID_NOT: Final = re.compile(
    r"[^.]{0,130}?(?:\b(?:but|yet)|;)\s(?:(?:it|they|he|she|then|in the end|so far|ultimately"
    r"|the agency|the bureau)\s){0,2}(?:did not|didn['’]t|never did|has not|hasn['’]t|have not"
    r"|had not"
    r"|hadn['’]t|never has)(?=\s?[.,;]|\s*$|\s(?:so|do so|yet|so far)\b)",
    re.I,
)
STILL_TO_COME: Final = re.compile(r"[^.;,]{0,60}\b(?:will|would|is to|are to)\b", re.I)
#: A time to come that makes a present tense a plan: "a replacement comes later", "follows soon".
IN_TIME: Final = re.compile(
    r"[^.;,:]{0,60}?(?<!until)(?<!to)(?<!through)(?<!for)(?<!from)(?<!of)(?<!by)(?<!or)\s"
    r"(?:(?:later|soon|shortly|in due course|tomorrow)(?=\s(?:this|in|on)\b|[,;:”\"]|\.?\Z)"
    r"|(?:next|in the coming|in the next)\s(?:few\s|two\s|three\s)?"
    r"(?:days?|weeks?|months?|quarter|years?|spring|summer|fall|autumn|winter)\b)",
    re.I,
)


def bared(left: str) -> str:
    """The stretch without what commas set apart: "BIS, which is weighing a ban, suspended"."""
    return INSERT.sub(" ", DOT.sub(lambda m: m[0].replace(".", ""), left))


def clause(left: str) -> str:
    """The clause in which a verb of its own subject stands: what comes before "when" is another."""
    cut = 0
    for m in SUBORDINATE.finditer(left):
        cut = m.end()
    return left[cut:]
