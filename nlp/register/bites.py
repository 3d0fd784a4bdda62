"""Claims from the DATES caption: when this document bites, and what it moves of another's."""

from __future__ import annotations

import re
from typing import Any, Final

from nlp.captions import Dated, caption_sentences, read_caption, read_moves
from nlp.register.links import bare_title, references
from nlp.register.sheet import QUOTED_RULE, Sheet
from nlp.register.short_names import preamble_end
from nlp.register.views import View, view

_SUSPENDS: Final = re.compile(
    r"\b(?:this|BIS|the (?:Bureau|Department|agency)|Bureau)\b[^.;]{0,90}\b(?:suspend(?:s|ing)"
    r"|stay(?:s|ing)|impos(?:es|ing) (?:a|an) (?:[\w-]+\s){0,3}(?:suspension|stay))\b",
    re.I,
)
_TITLED_SUSPENSION: Final = re.compile(
    r"\b(?:suspension|stay|suspending) of\b|; (?:suspension|stay)\b", re.I
)
#: What tells that a date is another document's own (an extension, a reopening).
_OF_OTHER: Final = {
    "comment_deadline": re.compile(r"comment period (?:for|of|on|to)|extend|reopen", re.I),
    "expiry": re.compile(r"expiration date of|extended", re.I),
    "entry_into_force": re.compile(
        r"\b(?:amendments?|revisions?|rule|regulations?|additions?)\b[^.;]{0,120}\bpublished\b",
        re.I,
    ),
    "compliance": re.compile(r"\b(?:rule|regulations?)\b[^.;]{0,120}\bpublished\b", re.I),
}
_INCLUSIVE: Final = re.compile(r"\b(?:through|thru|though|to and including)\b", re.I)


def caption_claims(sheet: Sheet) -> None:
    """The dated claims of every DATES caption, and a note where one that must be there is not."""
    captions = sheet.header.captions
    suspending = bool(captions) and suspends(sheet)
    found_any = False
    for caption in captions:
        shown = sheet.header.view(sheet.body, caption)
        found = read_caption(shown.text, sheet.published, sheet.kind)
        found_any = found_any or any(d.kind == "comment_deadline" for d in found)
        for d in found:
            _dated(sheet, shown, d, found, suspending)
    if captions and sheet.types == ("comment_deadline",) and not found_any:
        sheet.notes.append("DATES: no deadline found under an extension of the comment period")


def suspends(sheet: Sheet) -> bool:
    """Whether this document suspends or stays an earlier rule, as its header tells."""
    if "suspension" in sheet.types:
        return True
    if any(p.types == ("delay",) for p in sheet.parts) or sheet.kind == "proposed_rule":
        return False
    if _TITLED_SUSPENSION.search(sheet.title or ""):
        return sheet.target("") != (None, bare_title(sheet.title))
    summary = sheet.summary
    if not summary:
        return False
    for a, b in caption_sentences(summary.text)[:3]:
        sentence = summary.text[a:b]
        if _SUSPENDS.search(sentence) and (references(sentence) or QUOTED_RULE.search(sentence)):
            return True
    return False


def _dated(sheet: Sheet, shown: View, d: Dated, found: list[Dated], suspending: bool) -> None:
    span = shown.span(*d.sentence)
    at = shown.at(d.start)
    sentence = shown.text[slice(*d.sentence)]
    details = dict(d.details)
    if "odd" in details:
        sheet.notes.append(f"DATES: {details.pop('odd')} in {d.words!r}")
    month = details.pop("month", None)
    kind, about, ref, name = _whose(sheet, d.kind, sentence)
    if suspending and kind == "expiry" and details.get("whole") and about == "self":
        # The suspending rule ends itself on its last day, and the suspension with it.
        target, called = sheet.target("")
        sheet.add(
            "suspension_end", sheet.when(d.day), span, near=at, about="other", ref=target,
            name=called, day=d.day, date_basis=d.basis, date_text=d.words, rule="DATES",
            details={"until": not _INCLUSIVE.search(sentence)},
        )  # fmt: skip
    if suspending and kind == "entry_into_force" and about == "self":
        if not details.get("provision"):
            _suspension(sheet, span, at, d, found)
        elif any(
            x.kind in ("expiry", "suspension_end") and x.day and d.day and x.day < d.day
            for x in found
        ):
            kind, about = "reimposition", "other"
            ref, name = sheet.target("")
    done = kind in ("delay", "suspension")
    sheet.add(
        kind, "done" if done else sheet.when(d.day), span, near=at, about=about, ref=ref,
        name=name, day=d.day, month=month, date_basis=d.basis, date_text=d.words, rule="DATES",
        details=details, old_date=d.old.isoformat() if d.old else None,
    )  # fmt: skip


def _suspension(sheet: Sheet, span: tuple[int, int], at: int, d: Dated, found: list[Dated]) -> None:
    if any(x.kind == "suspension" for x in found):
        return
    target, called = sheet.target("")
    last = next((x for x in found if x.kind == "expiry" and x.details.get("whole")), None)
    extra: dict[str, Any] = {"last_day": last.day.isoformat()} if last and last.day else {}
    sheet.add(
        "suspension", "done", span, near=at, about="other", ref=target, name=called, day=d.day,
        date_basis=d.basis, date_text=d.words, details=extra, rule="DATES",
    )  # fmt: skip


def _whose(sheet: Sheet, kind: str, sentence: str) -> tuple[str, str, str | None, str | None]:
    """Whose date it is: this document's own or another's, with that one's number or title."""
    if kind in ("delay", "suspension", "suspension_end", "reimposition"):
        return kind, "other", *sheet.target(sentence)
    if kind not in _OF_OTHER:
        return kind, "self", None, None
    found = [r for r in references(sentence) if r not in sheet.own]
    if found and _OF_OTHER[kind].search(sentence):
        return kind, "other", found[0], None
    if kind == "comment_deadline" and "comment_deadline" in sheet.types:
        ref, name = sheet.target(sentence)
        if ref:
            return kind, "other", ref, name
    return kind, "self", None, None


#: A delay told in prose moves the rule's own date only where the words say so: else it is a date
#: that stands in the rule (of a status, an application), and the rule is in force as before.
DATE_IN_RULE: Final = "date in the rule"
_OF_EFFECT: Final = re.compile(
    r"\b(?:effective(?:ness)?\s(?:and\s\w+\s)?dates?|effectiveness|applicability\s(?:of|dates?)|tak(?:e|es|ing)\s"
    r"effect|complian|comply)",
    re.I,
)
#: How much of a preamble is read for the dates that the document moves.
_PREAMBLE: Final = 20_000


def told_claims(sheet: Sheet) -> None:
    """Dates of earlier rules that preamble and summary say this document moves.

    The preamble speaks first, for it prints the other rule's number; without one there is no claim
    from it. A summary may leave the rule open.
    """
    header = sheet.header
    if header.body:
        end = preamble_end(sheet.body, header.body.start, header.body.end)
        end = min(end, header.body.start + _PREAMBLE)
        _told(sheet, view(sheet.body, header.body.start, end, wrapped=header.wrapped), True)
    if sheet.summary:
        _told(sheet, sheet.summary, False)


def _told(sheet: Sheet, shown: View, numbered: bool) -> None:
    for d in read_moves(shown.text, sheet.published):
        day = d.day.isoformat() if d.day else None
        if any(
            c.type == d.kind and c.date == day and c.instrument_id is None for c in sheet.claims
        ):
            continue
        begin = max(shown.text.rfind("\n\n", 0, d.start), d.start - 600, 0)
        near = shown.text[begin : d.sentence[1]]
        found = [r for r in references(near) if r not in sheet.own]
        quoted = QUOTED_RULE.search(near)
        if numbered and not found:
            continue
        details = {k: v for k, v in d.details.items() if k != "odd"}
        if d.kind == "delay" and not _OF_EFFECT.search(near):
            details.setdefault("what", DATE_IN_RULE)
        sheet.add(
            d.kind, "done" if d.kind == "delay" else sheet.when(d.day), shown.span(*d.sentence),
            near=shown.at(d.start), about="other", ref=found[-1] if found else None,
            name=quoted["title"].strip(" ,.;") if quoted and not found else None, day=d.day,
            date_basis=d.basis, date_text=d.words, details=details, rule="told",
            old_date=d.old.isoformat() if d.old else None,
        )  # fmt: skip
