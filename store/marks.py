"""What the latest migration runs: the index of what can be meant, and marks of what is new.

Apart from `store/schema.py` only for its length. What is derived and kept here anew is made at the
next resolution, which is a whole one; names are carried over, so that rules are found until then.
Triggers set the marks, so that no write can
forget them; a resolution clears them in its own transaction.
"""

from __future__ import annotations

from typing import Final

TABLES: Final = """
CREATE TABLE touched_document (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE touched_wording (wording INTEGER PRIMARY KEY) STRICT;
CREATE TABLE resolution (
  id INTEGER PRIMARY KEY CHECK (id = 1), day TEXT NOT NULL, searched_in TEXT,
  searched_through TEXT, searched_run INTEGER
) STRICT;
CREATE TABLE known_number (
  number TEXT NOT NULL, kind TEXT NOT NULL, document TEXT NOT NULL, instrument TEXT NOT NULL,
  PRIMARY KEY (number, kind, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_number_by_document ON known_number (document);
CREATE INDEX known_number_by_instrument ON known_number (number, kind, instrument);
CREATE TABLE known_name (
  name TEXT NOT NULL, alias TEXT NOT NULL, target TEXT NOT NULL, number TEXT,
  instrument TEXT NOT NULL, times INTEGER NOT NULL, document TEXT, wording INTEGER
) STRICT;
CREATE INDEX known_name_by_name ON known_name (name, instrument);
CREATE INDEX known_name_by_number ON known_name (number) WHERE number IS NOT NULL;
CREATE INDEX known_name_by_instrument ON known_name (instrument);
CREATE INDEX known_name_by_document ON known_name (document) WHERE document IS NOT NULL;
CREATE INDEX known_name_by_wording ON known_name (wording) WHERE wording IS NOT NULL;
CREATE TABLE looked_up (
  key TEXT NOT NULL, wording INTEGER NOT NULL, PRIMARY KEY (key, wording)
) STRICT, WITHOUT ROWID;
CREATE INDEX looked_up_by_wording ON looked_up (wording);
CREATE TABLE told (
  subject TEXT NOT NULL, wording INTEGER NOT NULL, known TEXT NOT NULL,
  PRIMARY KEY (subject, wording)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_wording ON told (wording);
ALTER TABLE contradiction ADD COLUMN event TEXT NOT NULL DEFAULT '';
UPDATE contradiction SET event = substr(id, 1, instr(id, '!') - 1);
CREATE INDEX contradiction_by_event ON contradiction (event);
CREATE INDEX contradiction_by_right_claim ON contradiction (right_claim);
DROP TABLE silence;
DROP TABLE tier;
CREATE TABLE tier (
  document TEXT NOT NULL, country TEXT NOT NULL, tier TEXT NOT NULL, date TEXT,
  operation TEXT NOT NULL, quote TEXT NOT NULL, url TEXT
) STRICT;
CREATE INDEX tier_by_document ON tier (document);
CREATE INDEX tier_by_removal ON tier (tier, country, date) WHERE operation = 'remove';
CREATE INDEX event_of_law ON event (type, date, instrument) WHERE stage = 'law';
ALTER TABLE alias ADD COLUMN plain TEXT NOT NULL DEFAULT '';
CREATE INDEX alias_by_instrument ON alias (instrument);
CREATE INDEX alias_by_plain ON alias (plain, instrument);
CREATE INDEX instrument_by_citation ON instrument (fr_citation);
CREATE INDEX instrument_by_number ON instrument (fr_document_number);
CREATE INDEX instrument_by_rin ON instrument (rin);
CREATE TABLE outspoken (
  document TEXT PRIMARY KEY, publisher TEXT NOT NULL, authority_rank INTEGER NOT NULL,
  claims INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX outspoken_by_publisher ON outspoken (publisher, authority_rank, claims);
CREATE INDEX document_by_first_seen ON document (first_seen);
CREATE INDEX promise_by_instrument ON promise (instrument);
CREATE INDEX deadline_by_instrument ON deadline (instrument);
CREATE INDEX threshold_by_instrument ON threshold (instrument);
CREATE INDEX listing_by_document ON listing (document);
CREATE INDEX company_event_by_event ON company_event (event);
CREATE INDEX status_by_state ON status (axis, state, valid_from);
CREATE INDEX status_begins ON status (valid_from) WHERE known_to IS NULL;
CREATE INDEX status_ends ON status (valid_to) WHERE known_to IS NULL
"""
_DESCRIBES: Final = ("kind", "authority_rank", "publisher", "url", "title", "published")
_CHANGED: Final = " OR ".join(f"old.{c} IS NOT new.{c}" for c in _DESCRIBES)


def _marking(name: str, on: str, *marks: str) -> str:
    # An outer "OR" or "ON CONFLICT" overrides "INSERT OR IGNORE" in a trigger, but not this.
    found = (mark.split(" ") for mark in marks)
    body = " ".join(
        f"INSERT INTO touched_{table} VALUES ({row}) ON CONFLICT DO NOTHING;"
        for table, row in found
    )
    return f"CREATE TRIGGER {name} AFTER {on} BEGIN {body} END"


_DATED: Final = "old.seen IS NOT new.seen OR old.published IS NOT new.published"
#: Only a reading sets `relevance`, and it always does: what was read again counts as new.
TRIGGERS: Final = (
    _marking("wording_came", "INSERT ON wording", "wording new.rowid"),
    _marking("wording_read", "UPDATE OF relevance ON wording", "wording new.rowid"),
    _marking(
        "wording_dated", f"UPDATE OF seen, published ON wording WHEN {_DATED}", "wording new.rowid"
    ),
    _marking("wording_went", "DELETE ON wording", "wording old.rowid", "document old.document"),
    _marking("document_came", "INSERT ON document", "document new.id"),
    _marking(
        "document_changed",
        f"UPDATE OF {', '.join(_DESCRIBES)} ON document WHEN {_CHANGED}",
        "document new.id",
    ),
    _marking("document_went", "DELETE ON document", "document old.id"),
    _marking("identifier_came", "INSERT ON identifier", "document new.document"),
    _marking("identifier_went", "DELETE ON identifier", "document old.document"),
)
