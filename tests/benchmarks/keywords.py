"""The peer of the claim reader: a sentence with an act's word in it claims that act, as done.

Each sentence is searched for the stems of each type; a type is claimed once a text, affirmed, done,
with no date and no instrument. The stems were written from what the types mean, and left as they
were once their score was known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

STEMS: Final[Mapping[str, re.Pattern[str]]] = {
    kind: re.compile(rf"\b(?:{words})", re.I)
    for kind, words in {
        "rescission": r"rescind|rescission|revok|revocation|repeal",
        "withdrawal": r"withdr[ae]w",
        "suspension": r"suspend|suspension|paus(?:e|ing)|\bstay(?:ed)?\b",
        "suspension_end": r"suspension (?:ends|lapses|expires)",
        "reimposition": r"reimpos|reinstat",
        "delay": r"delay|postpon",
        "replacement": r"replac(?:e|ing)\b|replacement",
        "proposal": r"propos(?:ed|es|al)",
        "adoption": r"(?:final|interim final) rule|issued|adopted",
        "publication": r"publish|publication",
        "entry_into_force": r"effective|takes? effect|t(?:ook|aken) effect|into force",
        "compliance": r"compliance date|must comply|comply by",
        "expiry": r"expir",
        "comment_deadline": r"comments? (?:are|is|must|will|period|due|until)",
        "correction": r"correct(?:ed|ion|ing|s)\b",
        "guidance": r"guidance|FAQ|advisory",
        "non_enforcement": r"(?:not|no longer|stop) enforc",
        "enforcement_action": r"penalt|fined|settle",
        "license_requirement": r"licen[sc]e requirement|requires? a licen[sc]e",
        "license_grant": r"(?:granted|approved|issued) (?:a |an |\w+ )?licen[sc]e",
        "license_policy": r"licensing policy|review policy|presumption of",
        "listing_addition": r"add(?:s|ed|ing|ition)?\b.{0,60}Entity List",
        "listing_removal": r"remov(?:e|es|ed|ing|al)\b.{0,60}Entity List",
        "threshold_change": r"threshold",
        "tariff": r"tariff|duty|duties",
        "court_ruling": r"court|judge",
        "legislation": r"bill|\bAct\b|House passed|Senate passed",
        "executive_order": r"executive order",
        "oversight_finding": r"GAO|Government Accountability Office|inspector general",
        "review": r"\breview",
    }.items()
}
_SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?](?=\s)|$)", re.M)


def answer(text: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of a text, as `annotate` would write them."""
    claims: dict[str, dict[str, Any]] = {}
    for sentence in _SENTENCE.finditer(text["text"]):
        for kind, stem in STEMS.items():
            if kind not in claims and stem.search(sentence[0]):
                claims[kind] = {
                    "type": kind,
                    "modality": "done",
                    "polarity": "affirmed",
                    "quote": sentence[0][:600],
                    "start": sentence.start(),
                    "end": sentence.start() + len(sentence[0][:600]),
                }
    return {"id": text["id"], "claims": list(claims.values()), "mentions": []}
