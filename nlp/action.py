"""The ACTION line of a Federal Register document: nearly a vocabulary, read part by part."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MAX_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class ActionPart:
    """One part of an ACTION line; `types` are the claim types it stands for (none: a form only).

    `form` names what the document is, where the part says it: rule, proposed_rule, notice.
    `target` tells whether the type concerns this document ("self") or another one ("other").
    """

    text: str
    start: int
    end: int
    types: tuple[str, ...] = ()
    form: str | None = None
    target: str = "self"
    stage: str | None = None


# (pattern over the normalised part, types, form, target, stage). The first that matches is used.
_PARTS: Final[tuple[tuple[str, tuple[str, ...], str | None, str, str | None], ...]] = (
    (
        r"court[- ]ordered delay|(?:further |partial |indefinite )*(?:delay|postponement"
        r"|deferral)s?\b|delayed (?:effective|compliance)|postponing",
        ("delay",),
        None,
        "other",
        None,
    ),
    (r"(?:proposed|request).*\bdelay", (), "proposed_rule", "self", None),
    (
        r"(?:removal|lifting|termination|dissol\w+) of (?:administrative |the )?(?:stay"
        r"|suspension)|lift\w* (?:of )?stay",
        ("reimposition",),
        None,
        "other",
        None,
    ),
    (
        r"(?:final rule|interim final rule)?\W*(?:administrative |partial |further "
        r"|temporary )*stay\b|stay of|suspension\b|(?:temporary |partial |indefinite )+suspension"
        r"|suspended|postponement of effectiveness",
        ("suspension",),
        None,
        "other",
        None,
    ),
    (
        r"withdrawal of (?:direct|proposed|notice)|^(?:administrative )?withdrawal$|^withdrawal\b"
        r"|withdrawn|partial withdrawal",
        ("withdrawal",),
        None,
        "other",
        None,
    ),
    (
        r"withdrawal of (?:final|interim|temporary) (?:final )?rule|rescission|rescind|revocation"
        r"|repeal|removal of regulations?|final removal|^removal$|termination of order"
        r"|notification of vacat|vacated|vacatur",
        ("rescission",),
        None,
        "other",
        None,
    ),
    (r"correct(?:ion|ions|ing|ed)\b|erratum|errata", ("correction",), None, "other", None),
    (
        r"(?:extension|reopening|re-opening|opening|reopened|extended)\b.*(?:comment|reply"
        r"|submission|deadline)|comment period (?:extension|reopen)|^reopening$",
        ("comment_deadline",),
        None,
        "other",
        None,
    ),
    (
        r"extension (?:to|of) (?:order|effective|expiration|temporary|effectiveness)"
        r"|continuation of effectiveness|^extension$|interim measures extended",
        ("expiry",),
        None,
        "other",
        None,
    ),
    (
        r"(?:confirmation|announcement|establishment|notification"
        r"|notice)\w* of (?:the )?(?:effective|compliance|applicability)|(?:effective|compliance"
        r"|applicability|transition) dates?\b|announcement of (?:effective|compliance)"
        r"|confirmation of|date of effectiveness|announcement of effective",
        ("entry_into_force",),
        None,
        "other",
        None,
    ),
    (
        r"enforcement discretion|non-enforcement|extension of period before enforcement",
        ("non_enforcement",),
        None,
        "other",
        None,
    ),
    (r"direct (?:final )?rule", (), "rule", "self", "direct_final"),
    (
        r"(?:temporary )?interim (?:final )?(?:rule|regulation)s?|interim final determination"
        r"|interim action|supplemental interim rule",
        (),
        "rule",
        "self",
        "interim_final",
    ),
    (
        r"temporary (?:final |interim )?(?:rule|regulation|specification)s?"
        r"|emergency (?:final )?rule|final temporary rule",
        (),
        "rule",
        "self",
        "temporary",
    ),
    (
        r"^(?:the )?f?inal (?:\w+[- ]){0,4}(?:rule|rules|rulemaking|regulations?|order|orders"
        r"|action|amendments?|special conditions|priority|priorities|requirements?|definitions?"
        r"|waivers?|determinations?|guide|policy|specifications|authorization"
        r"|supplementary rules?)\b|^final$|final rule",
        (),
        "rule",
        "self",
        "final",
    ),
    (
        r"(?:notice of |advance(?:d)? |supplemental "
        r"|notification of )*(?:notice of )?proposed (?:\w+ )?(?:rule|rules|rulemaking"
        r"|regulations?|amendment|order|priority|priorities|definitions?|action|collection"
        r"|settlement)|\bnprm\b|\banprm\b|proposal",
        ("proposal",),
        "proposed_rule",
        "self",
        "proposed",
    ),
    (
        r"guidance|interpretive rule|(?:official )?interpretation|statement of policy"
        r"|policy (?:statement|interpretation)|advisory opinion|compliance (?:bulletin|guide)"
        r"|circular|small entity compliance|staff accounting bulletin|commentary|regulatory guide"
        r"|frequently asked",
        ("guidance",),
        None,
        "self",
        None,
    ),
    (
        r"request(?:s|ing)? for (?:public |further |additional )*(?:comment|information"
        r"|nomination|input|proposals|applications?)|with (?:request for )?comments?(?: period)?"
        r"|comment (?:period|request)|public comment|solicitation|addition of comment"
        r"|opportunity for|invitation",
        (),
        None,
        "self",
        None,
    ),
)

# Parts that say what a document is and change nothing that the ledger tracks.
_PLAIN: Final = re.compile(
    r"notice|notification|announcement|determination|orders?$|order\b|closures?|reallocation"
    r"|quota|inseason|in-season"
    r"|adjustment|technical|treasury decision|amendments?$|amendment\b|rules?$|regulations?$"
    r"|issuance|publication of"
    r"|approval|meeting|hearing|availability|response|denial|summary presentation|emergency action"
    r"|deviation|possession limit|definitions?|conforming|administrative|exemption|waiver"
    r"|priority|procedur"
    r"|specifications?|record of decision|statement|referendum|reconsideration|clarification"
    r"|update|revision"
    r"|petition|collection|decision|ratification|finding|delegation|termination|project period"
    r"|forms?\b|findings"
    r"|apportionment|reapportionment|retention|modification|designation|harvest|allocation"
    r"|listing|review|report"
    r"|requirements?|reduction|holdback|agreement|application|license|implementation"
    r"|identification|criteria"
    r"|arrival restrictions|travel restrictions|preemption|nomenclature|enforcement of|nureg"
    r"|program|commission"
    r"|permit|system of records|computer matching|investigation|invest|grant|funding|vacanc"
    r"|renewal|charter"
    r"|antidumping|countervailing|environmental|scoping|intent|inventory|repatriation"
    r"|cancellation|change"
    r"|opportunity|sale|list\b|policy|consent decree|registration|removal|addition|establish"
    r"|deletion|tariff"
    r"|fees?\b|schedule|cost of living|plan\b|recission|submission|exclusion|postpone|extension"
    r"|with comments?"
    r"|advisory|filing|penalt|transfer|sanction|inquiry|conditions|comments|opening|information"
    r"|complaint|results|affirmative|proclamation|executive",
    re.I,
)


def read_action(text: str, start: int = 0) -> tuple[list[ActionPart], list[str]]:
    """The parts of an ACTION line with offsets (from `start`), and notes on what was not known.

    A line over 200 characters is a footnote that strayed into the field: it is refused.
    """
    if len(text) > MAX_LENGTH:
        return [], [f"ACTION refused, {len(text)} characters: {text[:80]!r}"]
    parts: list[ActionPart] = []
    notes: list[str] = []
    for m in re.finditer(r"[^;,:]+", text):
        raw = m.group(0)
        words = re.sub(r"<[A-Z]{1,3}>", "", raw)
        words = re.sub(r"\s+", " ", words).strip(" .\n").casefold()
        words = re.sub(r"^(?:and|with)\s(?!request|comment)", "", words)
        if not words:
            continue
        a = start + m.start() + (len(raw) - len(raw.lstrip()))
        b = start + m.start() + len(raw.rstrip())
        known = _part(words)
        if not known and not _PLAIN.search(words):
            notes.append(f"ACTION part unknown: {raw.strip()!r}")
        parts += [ActionPart(text[a - start : b - start], a, b, *k) for k in known] or [
            ActionPart(text[a - start : b - start], a, b)
        ]
    return parts, notes


def _part(words: str) -> list[tuple[tuple[str, ...], str | None, str, str | None]]:
    """What one part says; "delay of effective date and request for comments" says two things."""
    found: list[tuple[tuple[str, ...], str | None, str, str | None]] = []
    for pattern, (types, form, target, stage) in _COMPILED:
        if not pattern.search(words):
            continue
        if found and (form or types == ("guidance",) or types == found[0][0]):
            if re.match(r"\w+(?: \w+)? of\b", words):
                continue
            if form and not any(f[1] for f in found):
                found.append(((), form, "self", stage))
            continue
        if types == ("delay",) and re.search(
            r"^proposed|request for (?:public )?comment on", words
        ):
            types = ()
        found.append((types, form, target, stage))
    if any(f[0] == ("delay",) for f in found):
        found = [f for f in found if f[0] != ("entry_into_force",)]
    if any(f[0] == ("suspension",) for f in found):
        found = [f for f in found if f[0] != ("delay",)]
    if any(f[0] == ("reimposition",) for f in found):
        found = [f for f in found if f[0] != ("suspension",)]
    if any(f[0] == ("withdrawal",) for f in found) and any(f[0] == ("rescission",) for f in found):
        found = [f for f in found if f[0] != ("withdrawal",)]
    return found


_COMPILED: Final = tuple((re.compile(p[0], re.I), p[1:]) for p in _PARTS)
