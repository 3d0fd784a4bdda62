"""Words that tell what a day is a day of, and the labels over sentences of a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CUES: Final = re.compile(
    r"(?P<comment>\bcomment(?:s|ers?)?\b|\bsubmi[ts]|\bsubmission|\bnominat|\brepl(?:y|ies)\b"
    r"|\bpetitions?\b|\brespon[ds]|\bpostmarked|\breceive[ds]?\b|\bdue\b|\bprotests?\b"
    r"|\bapplications? (?:must|should|will|are)|\bclosing date\b|\bobjections?\b|\brequests?\b"
    r"|\b(?:be|are) filed\b(?! with)|\bfiled (?:on or before|by|no later than|not later than)\b"
    r"|\bstatements?\b|\boppositions?\b|\bdeadline for (?:transmittal|receipt|fil|submi)"
    r"|\bproposals? (?:must|should|are))"
    r"|(?P<compliance>\bcomplian|\bcomply\b|\bmandatory\b)"
    r"|(?P<expiry>\bexpir\w*|\bterminat\w*|\bceases?\b(?: to be (?:in effect|effective|valid))?"
    r"|\bno longer (?:in effect|effective|valid)|\bsunsets?\b"
    r"|\bremains? (?:valid|in effect|effective) (?:until|through|to)\b)"
    r"|(?P<applicability>\bapplicab"
    r"|\bappl(?:y|ies) (?:to|beginning|as of|on and after|with respect))"
    r"|(?P<entry_into_force>\beffective|\bin effect\b|\btakes? effect|\binto effect|\bin force"
    r"|\binto force|\bis valid|\boperational\b)"
    r"|(?P<meeting>\bmeetings?\b|\bhearings?\b|\bwebinar|\bconference|\bheld\b|\bbriefing"
    r"|(?<!Federal )\bregist(?:er|ration)|\bworkshop|\bsessions?\b|\bscheduled\b|\bconvene"
    r"|\battend|\bcontact\b)"
    r"|(?P<other>\bincorporation by reference|\bapproved\b|\boccurr|\bissued\b|\bfiled\b"
    r"|\bmade on\b|\bsigned\b|\bdeclaration\b|\bdecision\b|\bestimated\b|\brepatriation"
    r"|\bstudy\b|\benforced\b|(?<!without )\bactual notice\b|\bwithdrawn\b|\bavailable\b"
    r"|\bperiod of support)",
    re.I,
)
_LABEL: Final = re.compile(
    r"(?:<bullet>|[\s•*-]){0,12}(?:(?P<name>[A-Z][\w ,/()&'’-]{2,70}?)\s?:(?=\s|$)"
    r"|(?P<alone>(?:Delayed |Further )?(?:Effective|Compliance|Comments?|Applicability|Expiration"
    r"|Public (?:hearing|meeting)|Virtual public hearing|Hearing)"
    r"(?: (?:dates?|period|deadline|due))?)\.(?:\s[A-Z]|$))",
    re.I,
)
_LABEL_KINDS: Final = re.compile(
    r"comment|submission|complian|effective|applicab|expir|deadline|nomination|meeting|hearing"
    r"|reply|enforcement"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of a role, with its offsets."""

    start: int
    end: int
    role: str


def cues(sentence: str) -> list[Cue]:
    """The words of a sentence that tell what its days are days of, in order."""
    return [Cue(m.start(), m.end(), str(m.lastgroup)) for m in _CUES.finditer(sentence)]


def label_of(sentence: str) -> str | None:
    """The label that a sentence or bullet opens with ("Comment date:"), or None where it has none.

    A label that tells of nothing dated here is the empty string."""
    m = _LABEL.match(sentence)
    if not m:
        return None
    name = str(m["name"] or m["alone"]).casefold()
    return name if _LABEL_KINDS.search(name) else ""
