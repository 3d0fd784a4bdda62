"""The words for what the ledger holds: types, modalities and authorities, as people say them."""

from __future__ import annotations

from datetime import date

from store.model import Claim

TYPE_WORDS = {
    "entry_into_force": "entry into force",
    "non_enforcement": "non-enforcement",
    "suspension_end": "end of suspension",
    "comment_deadline": "comment deadline",
    "threshold_change": "change of threshold",
    "scope_change": "change of scope",
    "country_treatment": "treatment of a country",
    "license_requirement": "license requirement",
    "license_requirement_lifted": "license requirement lifted",
    "license_policy": "license review policy",
    "license_grant": "license granted",
    "end_user_status_granted": "end-user status granted",
    "end_user_status_revoked": "end-user status revoked",
    "listing_addition": "addition to a list",
    "listing_change": "change of a listing",
    "listing_removal": "removal from a list",
    "executive_order": "executive order",
    "oversight_finding": "oversight finding",
    "court_ruling": "court ruling",
    "enforcement_action": "enforcement action",
    "page_edited": "page edited",
    "source_field_changed": "record changed at its source",
}
AUTHORITY = {
    1: "statute or court",
    2: "Federal Register",
    3: "public inspection",
    4: "eCFR",
    5: "agency statement",
    6: "White House statement",
    7: "GAO or Congress",
    8: "law firm or trade press",
    9: "news",
}
DEADLINE_WORDS = {
    "comment_deadline": "comments close",
    "entry_into_force": "takes effect",
    "compliance": "compliance date",
    "expiry": "expires",
    "expiry_of_part": "a license or grace period in it expires",
    "suspension_end": "last day of suspension",
    "date_in_rule": "a date set in it",
}
#: How each modality is said after the type: a change that is law needs no word at all.
MODALITY_WORDS = {
    "done": "",
    "scheduled": "set for",
    "announced": "announced",
    "planned": "planned",
    "proposed": "proposed",
    "reported": "reported",
    "speculated": "speculated about",
    "urged": "urged",
    "denied": "denied",
}


def exact(day: str | None) -> date | None:
    """The date where it is known to the day, else None: no state begins on a guessed day."""
    return date.fromisoformat(day) if day and len(day) == 10 else None


def type_words(kind: str) -> str:
    """`entry_into_force` -> `entry into force`."""
    return TYPE_WORDS.get(kind, kind.replace("_", " "))


def deadline_words(kind: str) -> str:
    """`comment_deadline` -> `comments close`: what happens on the day, as a notice says it."""
    return DEADLINE_WORDS.get(kind, type_words(kind))


def headline(name: str, claim: Claim, modality: str, day: str | None) -> str:
    """One line for an event: `AI Diffusion Rule: rescission announced, 2025-05-13`."""
    words = [type_words(claim.type)]
    if claim.polarity == "negated":
        words.insert(0, "no")
    if MODALITY_WORDS[modality]:
        words.append(MODALITY_WORDS[modality])
    line = " ".join(words)
    if day:
        line += f" {day}" if modality == "scheduled" else f", {day}"
    subject = name or claim.instrument or claim.actor
    return f"{subject}: {line}" if subject else line[0].upper() + line[1:]
