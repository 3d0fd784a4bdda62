CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
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
CREATE TABLE 'wording_search_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'wording_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE 'wording_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'wording_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;
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
CREATE TABLE instrument (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT, fr_citation TEXT,
  fr_document_number TEXT, rin TEXT, docket TEXT, headline TEXT
) STRICT;
CREATE TABLE alias (
  alias TEXT NOT NULL, instrument TEXT NOT NULL, plain TEXT NOT NULL DEFAULT '', PRIMARY KEY (alias, instrument)
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
  valid_from TEXT, valid_to TEXT, known_from TEXT, known_to TEXT, basis_claim TEXT
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
, event TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE threshold (
  instrument TEXT NOT NULL, name TEXT, comparator TEXT NOT NULL, number REAL NOT NULL,
  unit TEXT, scope TEXT, valid_from TEXT, valid_to TEXT, quote TEXT NOT NULL, url TEXT
) STRICT;
CREATE TABLE company_event (
  company TEXT NOT NULL, ticker TEXT, event TEXT NOT NULL, quote TEXT NOT NULL,
  PRIMARY KEY (company, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE objection (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, because TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE delivery (
  subscriber TEXT NOT NULL, event TEXT NOT NULL, revision INTEGER NOT NULL,
  message_id TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (subscriber, event, revision)
) STRICT, WITHOUT ROWID;
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
CREATE INDEX contradiction_by_event ON contradiction (event);
CREATE INDEX contradiction_by_right_claim ON contradiction (right_claim);
CREATE TABLE tier (
  document TEXT NOT NULL, country TEXT NOT NULL, tier TEXT NOT NULL, date TEXT,
  operation TEXT NOT NULL, quote TEXT NOT NULL, url TEXT
) STRICT;
CREATE INDEX tier_by_document ON tier (document);
CREATE INDEX tier_by_removal ON tier (tier, country, date) WHERE operation = 'remove';
CREATE INDEX event_of_law ON event (type, date, instrument) WHERE stage = 'law';
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
CREATE INDEX status_ends ON status (valid_to) WHERE known_to IS NULL;
CREATE TRIGGER wording_came AFTER INSERT ON wording BEGIN INSERT INTO touched_wording VALUES (new.rowid) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER wording_read AFTER UPDATE OF relevance ON wording BEGIN INSERT INTO touched_wording VALUES (new.rowid) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER wording_dated AFTER UPDATE OF seen, published ON wording WHEN old.seen IS NOT new.seen OR old.published IS NOT new.published BEGIN INSERT INTO touched_wording VALUES (new.rowid) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER wording_went AFTER DELETE ON wording BEGIN INSERT INTO touched_wording VALUES (old.rowid) ON CONFLICT DO NOTHING; INSERT INTO touched_document VALUES (old.document) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER document_came AFTER INSERT ON document BEGIN INSERT INTO touched_document VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER document_changed AFTER UPDATE OF kind, authority_rank, publisher, url, title, published ON document WHEN old.kind IS NOT new.kind OR old.authority_rank IS NOT new.authority_rank OR old.publisher IS NOT new.publisher OR old.url IS NOT new.url OR old.title IS NOT new.title OR old.published IS NOT new.published BEGIN INSERT INTO touched_document VALUES (new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER document_went AFTER DELETE ON document BEGIN INSERT INTO touched_document VALUES (old.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER identifier_came AFTER INSERT ON identifier BEGIN INSERT INTO touched_document VALUES (new.document) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER identifier_went AFTER DELETE ON identifier BEGIN INSERT INTO touched_document VALUES (old.document) ON CONFLICT DO NOTHING; END;
CREATE VIEW document_list AS
SELECT d.id AS document, d.source, d.kind, d.authority_rank, d.url, d.title, d.published,
  d.first_seen, d.last_seen, d.publisher,
  (SELECT count(*) FROM wording w WHERE w.document = d.id) AS versions
FROM document d;
CREATE VIEW mention_list AS
SELECT w.document, w.id AS wording, m.label, m.value, m.quote, m.start, m."end", m.number, m.unit,
  m.comparator, m.iso_date, m.entity, m.rule
FROM mention m JOIN wording w ON w.rowid = m.wording;
CREATE VIEW claim_list AS
SELECT c.id AS claim, w.document, c.type, c.modality, c.polarity, c.role,
  c.resolved AS instrument, c.instrument AS instrument_named, c.actor, c.speaker,
  c.date, c.date_precision, c.date_basis, c.old_date, c.quote, c.start, c."end",
  d.authority_rank, d.publisher, d.published, w.seen AS known_at,
  (SELECT ec.event FROM event_claim ec WHERE ec.claim = c.id ORDER BY ec.event LIMIT 1) AS event,
  d.url, c.rule, c.reader, w.id AS wording
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document;
CREATE VIEW event_list AS
SELECT e.id AS event, e.type, e.modality, e.polarity, e.instrument, e.date, e.date_precision,
  e.old_date, e.actor, e.authority_rank, e.headline, c.quote, d.url,
  (SELECT count(*) FROM event_claim ec WHERE ec.event = e.id) AS claims,
  json_array_length(e.publishers) AS sources, e.first_known, e.asserted, e.stage,
  i.name AS instrument_name
FROM event e
  LEFT JOIN claim c ON c.id = e.lead
  LEFT JOIN wording w ON w.rowid = c.wording
  LEFT JOIN document d ON d.id = w.document
  LEFT JOIN instrument i ON i.id = e.instrument;
CREATE VIEW instrument_list AS
SELECT i.id AS instrument, i.name,
  (SELECT json_group_array(a.alias) FROM alias a WHERE a.instrument = i.id) AS aliases,
  i.fr_citation, i.fr_document_number, i.rin, i.docket, i.headline, i.kind
FROM instrument i;
CREATE VIEW status_interval AS
SELECT s.instrument, s.axis, s.state, s.valid_from, s.valid_to, s.known_from, s.known_to,
  ec.event AS basis_event
FROM status s LEFT JOIN event_claim ec ON ec.claim = s.basis_claim;
CREATE VIEW deadline_list AS
SELECT l.id AS deadline, l.instrument, l.kind, l.date, l.precision, l.state, l.sequence, l.event,
  d.url, i.name AS instrument_name
FROM deadline l
  LEFT JOIN event e ON e.id = l.event
  LEFT JOIN claim c ON c.id = e.lead
  LEFT JOIN wording w ON w.rowid = c.wording
  LEFT JOIN document d ON d.id = w.document
  LEFT JOIN instrument i ON i.id = l.instrument;
CREATE VIEW threshold_list AS
SELECT instrument, name, comparator, number, unit, scope, valid_from, valid_to, quote, url
FROM threshold;
CREATE VIEW tier_list AS
SELECT t.document AS instrument, t.country, t.tier, t.date AS valid_from,
  (SELECT min(o.date) FROM tier o WHERE o.operation = 'remove' AND o.tier = t.tier
    AND o.country = t.country AND o.date > t.date) AS valid_to,
  t.quote, t.url
FROM tier t WHERE t.operation = 'add';
CREATE VIEW promise_list AS
SELECT p.id AS promise, p.instrument, p.type, p.announced_on, p.due, p.state,
  CAST(julianday(coalesce(p.fulfilled_on, date('now'))) - julianday(p.announced_on) AS INTEGER)
    AS age_days,
  p.fulfilled_by, p.fulfilled_on, p.modality, p.event, i.name AS instrument_name
FROM promise p LEFT JOIN instrument i ON i.id = p.instrument;
CREATE VIEW contradiction_list AS
SELECT x.id AS contradiction, x.instrument, x.field, x.left_claim, x.left_value, x.right_claim,
  x.right_value, x.resolved_to, x.event
FROM contradiction x
WHERE NOT (x.field = 'date' AND EXISTS (SELECT 1 FROM event o
  WHERE o.stage = 'law' AND o.type = (SELECT e.type FROM event e WHERE e.id = x.event)
    AND o.date = x.right_value AND o.instrument IS NOT x.instrument));
CREATE VIEW listing_list AS
SELECT document, party, action, country, date, url, list, aliases, addresses, license_requirement,
  license_policy, citation
FROM listing;
CREATE VIEW company_event_list AS
SELECT x.company, x.ticker, x.event, e.instrument, e.type, e.date, x.quote
FROM company_event x JOIN event e ON e.id = x.event;
CREATE VIEW change_list AS
SELECT document, form, from_wording AS from_version, to_wording AS to_version, seen, summary
FROM change;
CREATE VIEW source_health AS
SELECT s.name AS source,
  (SELECT max(r.started) FROM run r WHERE r.source = s.name) AS last_run,
  (SELECT max(r.finished) FROM run r WHERE r.source = s.name AND r.error IS NULL
     AND r.verdict IN ('ok', 'quiet')) AS last_success,
  (SELECT max(r.finished) FROM run r WHERE r.source = s.name AND r.new > 0) AS last_new,
  s.quiet_after_days AS expected_within,
  coalesce((SELECT r.verdict FROM run r WHERE r.source = s.name AND r.finished IS NOT NULL
    ORDER BY r.id DESC LIMIT 1), s.state) AS verdict,
  coalesce((SELECT r.error FROM run r WHERE r.source = s.name ORDER BY r.id DESC LIMIT 1),
    s.note) AS note,
  s.url, s.at, s.publisher
FROM source s;
CREATE VIEW silence_list AS
SELECT 'a Federal Register document making the ' || p.type || ' of ' || i.name || ' law' AS query,
  r.searched_in AS sources, r.searched_through AS through_date, 0 AS found, r.searched_run AS run
FROM promise p JOIN instrument i ON i.id = p.instrument JOIN resolution r
WHERE p.state = 'open' AND r.searched_through IS NOT NULL;
CREATE VIEW problem_list AS
SELECT run, source, level, message, sample, seen FROM problem;
CREATE VIEW textual_change_list AS
SELECT w.document, t.cfr_path, t.operation, t.old_text, t.new_text, t.start, t."end",
  t.instruction, t.new_path, w.id AS wording, d.published, d.url
FROM textual_change t JOIN wording w ON w.rowid = t.wording JOIN document d ON d.id = w.document;
CREATE VIEW link_list AS
SELECT w.document, l.relation, l.ref,
  (SELECT min(n.document) FROM identifier n WHERE n.value = l.ref AND n.kind IN ('fr_doc', 'fr')
     AND n.document != w.document) AS to_document,
  l.date, l.quote, l.start, l."end", w.id AS wording, d.published, d.url
FROM link l JOIN wording w ON w.rowid = l.wording JOIN document d ON d.id = w.document;
CREATE VIEW delivery_list AS
SELECT subscriber, event, revision, message_id, state, at FROM delivery;
CREATE VIEW objection_list AS
SELECT id AS objection, subject, because, by, at FROM objection;
CREATE VIEW run_list AS
SELECT id AS run, source, started, finished, new, changed, same, failed, error, stage, fetched,
  verdict
FROM run;
CREATE VIEW outlet_list AS
SELECT o.publisher, min(o.authority_rank) AS authority_rank, sum(o.claims) AS claims,
  count(*) AS documents, coalesce(max(x.contradicted), 0) AS contradicted
FROM outspoken o LEFT JOIN (
  SELECT d.publisher, count(DISTINCT c.id) AS contradicted FROM contradiction_list x
    JOIN claim c ON c.id = x.right_claim JOIN wording w ON w.rowid = c.wording
    JOIN document d ON d.id = w.document
  GROUP BY d.publisher) x ON x.publisher = o.publisher
GROUP BY o.publisher;
