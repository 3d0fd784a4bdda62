"""The tables, as an ordered list of migrations. What they add up to stands in schema.sql.

A schema change is one more function at the end; it is applied at the next opening, in a
transaction. Tables are narrow: texts and raw bytes live apart from the rows that are listed.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from store import marks
from store.instruments import plain

migrations = Migrations("ruletrail")

_CRAWLED = """
CREATE TABLE run (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL, stage TEXT NOT NULL,
  started TEXT NOT NULL, finished TEXT,
  fetched INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0, same INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0, verdict TEXT, error TEXT
) STRICT;
CREATE INDEX run_by_source ON run (source, started);
CREATE TABLE source (
  name TEXT PRIMARY KEY, publisher TEXT NOT NULL, url TEXT, at TEXT,
  quiet_after_days REAL, state TEXT NOT NULL DEFAULT 'on', note TEXT
) STRICT;
CREATE TABLE capture (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, url TEXT NOT NULL, source TEXT NOT NULL,
  extractor TEXT NOT NULL, hints TEXT NOT NULL, content_type TEXT, status INTEGER,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, extracted_by TEXT, run INTEGER,
  UNIQUE (url, sha256, extractor)
) STRICT;
CREATE INDEX capture_unextracted ON capture (id) WHERE extracted_by IS NULL;
CREATE TABLE validator (
  url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, seen TEXT NOT NULL
) STRICT;
CREATE TABLE document (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT, authority_rank INTEGER NOT NULL,
  publisher TEXT NOT NULL, url TEXT, title TEXT, published TEXT, stated TEXT NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL
) STRICT;
CREATE INDEX document_by_published ON document (published);
CREATE TABLE identifier (
  document TEXT NOT NULL REFERENCES document (id), kind TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (document, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_by_value ON identifier (value, kind);
CREATE TABLE wording (
  rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
  document TEXT NOT NULL REFERENCES document (id),
  form TEXT NOT NULL, number INTEGER NOT NULL, title TEXT, published TEXT, kind TEXT,
  url TEXT, stated TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, capture INTEGER NOT NULL REFERENCES capture (id), part TEXT,
  extractor TEXT NOT NULL, seen TEXT NOT NULL, last_seen TEXT NOT NULL, read_by TEXT,
  relevance REAL,
  UNIQUE (document, form, text_sha256)
) STRICT;
CREATE INDEX wording_by_reader ON wording (read_by);
CREATE TABLE wording_text (
  wording INTEGER PRIMARY KEY REFERENCES wording (rowid), title TEXT, text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE wording_search USING fts5 (
  title, text, content='wording_text', content_rowid='wording', tokenize='porter unicode61'
);
CREATE TABLE change (
  document TEXT NOT NULL, form TEXT NOT NULL, from_wording TEXT NOT NULL,
  to_wording TEXT NOT NULL, seen TEXT NOT NULL, summary TEXT NOT NULL,
  PRIMARY KEY (from_wording, to_wording)
) STRICT, WITHOUT ROWID;
CREATE TABLE problem (
  id INTEGER PRIMARY KEY, run INTEGER, source TEXT NOT NULL, level TEXT NOT NULL,
  message TEXT NOT NULL, sample TEXT, seen TEXT NOT NULL,
  UNIQUE (source, message, sample)
) STRICT;
"""

_READ = """
CREATE TABLE mention (
  wording INTEGER NOT NULL REFERENCES wording (rowid), label TEXT NOT NULL, quote TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, value TEXT NOT NULL, rule TEXT,
  number REAL, unit TEXT, comparator TEXT, iso_date TEXT, entity TEXT
) STRICT;
CREATE INDEX mention_by_wording ON mention (wording);
CREATE INDEX mention_by_entity ON mention (label, entity);
CREATE TABLE claim (
  id TEXT PRIMARY KEY, wording INTEGER NOT NULL REFERENCES wording (rowid),
  type TEXT NOT NULL, modality TEXT NOT NULL, polarity TEXT NOT NULL, role TEXT NOT NULL,
  instrument TEXT, instrument_id TEXT, instrument_ref TEXT, actor TEXT, speaker TEXT,
  date TEXT, date_precision TEXT NOT NULL, date_basis TEXT, date_text TEXT, old_date TEXT,
  quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  rule TEXT NOT NULL, reader TEXT NOT NULL, details TEXT NOT NULL, resolved TEXT
) STRICT;
CREATE INDEX claim_by_wording ON claim (wording);
CREATE INDEX claim_by_resolved ON claim (resolved);
CREATE TABLE defined_name (
  wording INTEGER NOT NULL REFERENCES wording (rowid), alias TEXT NOT NULL,
  target TEXT NOT NULL, PRIMARY KEY (wording, alias, target)
) STRICT, WITHOUT ROWID;
"""

_HELD = """
CREATE TABLE instrument (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT, fr_citation TEXT,
  fr_document_number TEXT, rin TEXT, docket TEXT, headline TEXT
) STRICT;
CREATE TABLE alias (
  alias TEXT NOT NULL, instrument TEXT NOT NULL, PRIMARY KEY (alias, instrument)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, modality TEXT NOT NULL, polarity TEXT NOT NULL,
  stage TEXT NOT NULL, instrument TEXT, date TEXT, date_precision TEXT NOT NULL,
  old_date TEXT, asserted TEXT, actor TEXT, authority_rank INTEGER NOT NULL,
  headline TEXT NOT NULL, first_known TEXT NOT NULL, publishers TEXT NOT NULL,
  details TEXT NOT NULL, lead TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_instrument ON event (instrument, date);
CREATE INDEX event_by_known ON event (first_known);
CREATE TABLE event_claim (
  event TEXT NOT NULL, claim TEXT NOT NULL, part TEXT NOT NULL, PRIMARY KEY (event, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_claim_by_claim ON event_claim (claim);
CREATE TABLE status (
  instrument TEXT NOT NULL, axis TEXT NOT NULL, state TEXT NOT NULL,
  valid_from TEXT, valid_to TEXT, known_from TEXT, known_to TEXT, basis_event TEXT
) STRICT;
CREATE INDEX status_by_instrument ON status (instrument, axis);
CREATE TABLE promise (
  id TEXT PRIMARY KEY, instrument TEXT NOT NULL, type TEXT NOT NULL, modality TEXT NOT NULL,
  announced_on TEXT NOT NULL, due TEXT, state TEXT NOT NULL, fulfilled_by TEXT,
  fulfilled_on TEXT, event TEXT NOT NULL
) STRICT;
CREATE TABLE deadline (
  id TEXT PRIMARY KEY, instrument TEXT NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
  precision TEXT NOT NULL, state TEXT NOT NULL, sequence INTEGER NOT NULL, event TEXT NOT NULL
) STRICT;
CREATE TABLE contradiction (
  id TEXT PRIMARY KEY, instrument TEXT NOT NULL, field TEXT NOT NULL,
  left_claim TEXT NOT NULL, left_value TEXT NOT NULL, right_claim TEXT NOT NULL,
  right_value TEXT NOT NULL, resolved_to TEXT NOT NULL
) STRICT;
CREATE TABLE threshold (
  instrument TEXT NOT NULL, name TEXT, comparator TEXT NOT NULL, number REAL NOT NULL,
  unit TEXT, scope TEXT, valid_from TEXT, valid_to TEXT, quote TEXT NOT NULL, url TEXT
) STRICT;
CREATE TABLE tier (
  instrument TEXT NOT NULL, country TEXT NOT NULL, tier TEXT NOT NULL,
  valid_from TEXT, valid_to TEXT, quote TEXT NOT NULL, url TEXT
) STRICT;
CREATE TABLE listing (
  document TEXT NOT NULL, party TEXT NOT NULL, action TEXT NOT NULL, country TEXT,
  date TEXT, url TEXT
) STRICT;
CREATE TABLE company_event (
  company TEXT NOT NULL, ticker TEXT, event TEXT NOT NULL, quote TEXT NOT NULL,
  PRIMARY KEY (company, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE textual_change (
  wording INTEGER NOT NULL, cfr_path TEXT, operation TEXT NOT NULL, old_text TEXT,
  new_text TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE TABLE silence (
  query TEXT NOT NULL, sources TEXT NOT NULL, through_date TEXT NOT NULL,
  found INTEGER NOT NULL, run INTEGER
) STRICT;
"""

_SENT = """
CREATE TABLE objection (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, because TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE delivery (
  subscriber TEXT NOT NULL, event TEXT NOT NULL, revision INTEGER NOT NULL,
  message_id TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (subscriber, event, revision)
) STRICT, WITHOUT ROWID;
"""

# `listing` and `textual_change` held no rows of any use before: both are derived and made anew.
_AMENDED = """
DROP TABLE listing;
DROP TABLE textual_change;
CREATE TABLE listing (
  document TEXT NOT NULL, party TEXT NOT NULL, action TEXT NOT NULL, country TEXT,
  date TEXT, url TEXT, list TEXT, aliases TEXT NOT NULL, addresses TEXT NOT NULL,
  license_requirement TEXT, license_policy TEXT, citation TEXT
) STRICT;
CREATE TABLE party (
  wording INTEGER NOT NULL REFERENCES wording (rowid), list TEXT NOT NULL, action TEXT NOT NULL,
  name TEXT NOT NULL, country TEXT, aliases TEXT NOT NULL, addresses TEXT NOT NULL,
  license_requirement TEXT, license_policy TEXT, citation TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX party_by_wording ON party (wording);
CREATE TABLE textual_change (
  wording INTEGER NOT NULL REFERENCES wording (rowid), instruction TEXT, operation TEXT NOT NULL,
  cfr_path TEXT, old_text TEXT, new_text TEXT, new_path TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX textual_change_by_wording ON textual_change (wording);
CREATE TABLE link (
  wording INTEGER NOT NULL REFERENCES wording (rowid), relation TEXT NOT NULL, ref TEXT NOT NULL,
  date TEXT, quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX link_by_wording ON link (wording);
CREATE INDEX link_by_ref ON link (ref);
"""


def _run(db: Database, script: str) -> None:
    for statement in filter(None, (s.strip() for s in script.split(";"))):
        db.execute(statement)


@migrations()
def what_was_crawled(db: Database) -> None:
    """Runs, captures, documents, wordings with their texts and search index."""
    _run(db, _CRAWLED)


@migrations()
def what_was_read(db: Database) -> None:
    """Mentions, claims and the short names that texts define."""
    _run(db, _READ)


@migrations()
def what_is_held(db: Database) -> None:
    """What is derived from claims: instruments, events, status and the rest of the ledger."""
    _run(db, _HELD)


@migrations()
def what_was_sent(db: Database) -> None:
    """Objections of people and deliveries to people: neither is derived, neither is rebuilt."""
    _run(db, _SENT)


@migrations()
def what_documents_do_to_the_text(db: Database) -> None:
    """Amendatory operations, parties of lists as printed, and links between documents."""
    _run(db, _AMENDED)


@migrations()
def what_is_new_since_the_last_resolution(db: Database) -> None:
    """Marks of what came or changed, and the index by which its meaning is found."""
    _run(db, marks.TABLES)
    db.execute("ALTER TABLE status RENAME COLUMN basis_event TO basis_claim")
    db.execute("UPDATE status SET basis_claim = (SELECT lead FROM event WHERE id = basis_claim)")
    for (alias,) in db.execute("SELECT DISTINCT alias FROM alias").fetchall():
        db.execute("UPDATE alias SET plain = ? WHERE alias = ?", (plain(alias), alias))
    for trigger in marks.TRIGGERS:
        db.execute(trigger)


def main() -> None:
    """Print the tables and views as they stand: `python -m store.schema > store/schema.sql`."""
    import tempfile
    from pathlib import Path

    from store.connection import open_database

    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "schema.db")
        print(db.schema)
        db.close()


if __name__ == "__main__":
    main()
