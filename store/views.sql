-- The public views. Tables behind them may change; these names and columns stay.
-- Dates are ISO text; both ends of status_interval are half-open (valid_to and known_to are the
-- first day on which the state no longer holds, NULL while it does).

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

-- A country stands in a tier or country group from the day that puts it there to the day that takes
-- it out, by whatever document.
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

-- A date that is right of another rule disputes nothing: "it became law on November 10" is told of
-- the rule that suspends, in a text whose subject is the one suspended.
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

-- For each open promise: where the act was looked for, through which day, and not found.
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
