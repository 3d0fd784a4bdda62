"""Events as an Atom feed: each once, under an id that stays, updated when more is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote as percent
from xml.etree import ElementTree

from store.harmless import address, line
from store.keeping import moment
from store.telling import attribution, counted, objections, quoted
from store.wording import AUTHORITY

if TYPE_CHECKING:
    from store.database import Store

ATOM: Final = "http://www.w3.org/2005/Atom"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
TAG: Final = "tag:ruletrail,2025:"
MOST: Final = 200
_EVENTS: Final = """
SELECT e.id AS event, e.headline, e.stage, e.type, e.modality, e.authority_rank, e.actor,
  e.first_known, json_array_length(e.publishers) AS publishers, c.quote, d.publisher, d.published,
  d.url, (SELECT min(w2.seen) FROM event_claim ec JOIN claim c2 ON c2.id = ec.claim
    JOIN wording w2 ON w2.rowid = c2.wording WHERE ec.event = e.id AND ec.part != 'contradicting')
    AS first_seen,
  (SELECT max(w2.seen) FROM event_claim ec JOIN claim c2 ON c2.id = ec.claim
    JOIN wording w2 ON w2.rowid = c2.wording
    WHERE ec.event = e.id AND ec.part IN ('lead', 'supporting')) AS updated
FROM event e JOIN claim c ON c.id = e.lead JOIN wording w ON w.rowid = c.wording
  JOIN document d ON d.id = w.document
ORDER BY updated DESC, e.id LIMIT :most
"""
STAGES: Final = {"law": "Law", "statement": "Not law", "report": "Reported"}
NOTICE: Final = "This is no legal advice: read the official text before you act."


def feed(store: Store, now: datetime, base: str = "") -> bytes:
    """An Atom feed of the latest events as UTF-8 XML; the same for the same ledger and `now`.

    `base` is the address at which the feed will stand, if it is known.
    """
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {LANG: "en"})
    columns, rows = store.ask(_EVENTS, {"most": MOST})
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    _add(root, "id", f"{TAG}events")
    _add(root, "title", "Ruletrail events")
    _add(root, "subtitle", f"What is law, what was said, since when, and who says so. {NOTICE}")
    _add(root, "updated", found[0]["updated"] if found else moment(now))
    _add(root, "generator", "Ruletrail")
    _add(_add(root, "author"), "name", "Ruletrail")
    if url := address(base):
        _add(root, "link", rel="self", type="application/atom+xml", href=url)
    disputed = objections(store, [event["event"] for event in found])
    for event in found:
        _entry(root, event, disputed.get(event["event"], ()))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ElementTree.Element, event: Mapping[str, Any], disputed: Sequence[str]) -> None:
    entry = _add(root, "entry")
    stage = STAGES[event["stage"]]
    _add(entry, "id", f"{TAG}event/{percent(event['event'], safe=':/.~')}")
    _add(entry, "title", f"{stage}: {line(event['headline'])}")
    _add(entry, "updated", event["updated"])
    _add(entry, "published", event["first_seen"])
    _add(_add(entry, "author"), "name", line(event["publisher"] or "unknown", 80))
    if url := address(event["url"]):
        _add(entry, "link", rel="alternate", href=url)
    _add(entry, "category", term=event["stage"], label=stage)
    _add(entry, "category", term=event["type"], label=event["type"].replace("_", " "))
    by = attribution(event["publisher"], event["authority_rank"], event["published"])
    others = event["publishers"] - 1
    more = f" · +{counted(others, 'outlet')}" if others > 0 else ""
    authority = AUTHORITY.get(event["authority_rank"], "unknown authority")
    words = [
        f"{stage}, on the authority of: {authority}.",
        f"“{quoted(event['quote'], event['authority_rank'])}”",
        f"— {by}{more}",
        *(f"{words[0].upper()}{words[1:]}" for words in disputed),
        NOTICE,
    ]
    _add(entry, "content", "\n".join(words), type="text")


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element
