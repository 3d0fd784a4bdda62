"""What SQL derives from readings and the ledger: lists, tiers, thresholds, companies.

Each table is made again for some documents or events alone: nothing in it depends on another
document, but that parties printed in the Register stand for those of its public inspection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlite_utils import Database

from store.index import THESE, as_json, chunks

#: Parties as the newest wordings print them; a listing bites on its document's effective day. What
#: was on public inspection counts until the Register's own copy is read.
_LISTED_AS_PRINTED: Final = f"""
INSERT INTO listing SELECT DISTINCT w.document, p.name, p.action, p.country,
  coalesce(
    (SELECT min(c.date) FROM claim c WHERE c.wording = p.wording
      AND c.type IN ('listing_' || p.action, 'end_user_status_revoked', 'end_user_status_granted')
      AND c.modality != 'proposed'),
    (SELECT min(c.date) FROM claim c WHERE c.wording = p.wording
      AND c.type = 'entry_into_force' AND json_extract(c.details, '$.provision') IS NULL)),
  d.url, p.list, p.aliases, p.addresses, p.license_requirement, p.license_policy, p.citation
FROM party p JOIN wording w ON w.rowid = p.wording JOIN document d ON d.id = w.document
WHERE w.document IN {THESE}
  AND w.rowid = (SELECT n.rowid FROM wording n WHERE n.document = w.document
    AND n.form = w.form ORDER BY n.seen DESC, n.number DESC LIMIT 1)
  AND w.form = (SELECT n.form FROM party q JOIN wording n ON n.rowid = q.wording
    WHERE n.document = w.document GROUP BY n.form ORDER BY count(*) DESC, n.form LIMIT 1)
  AND NOT (w.document LIKE 'pi:%' AND EXISTS (SELECT 1 FROM party q JOIN wording n
    ON n.rowid = q.wording WHERE n.document = 'fr:' || substr(w.document, 4)))
ORDER BY w.document, p.start
"""
_LISTED_IN_PROSE: Final = f"""
INSERT INTO listing SELECT DISTINCT w.document,
  CASE p.type WHEN 'object' THEN json_extract(p.value, '$.name') ELSE p.value END,
  replace(c.type, 'listing_', ''),
  json_extract(CASE p.type WHEN 'object' THEN p.value ELSE NULL END, '$.country'),
  c.date, d.url, json_extract(c.details, '$.list'), '[]', '[]', NULL, NULL, NULL
FROM claim c JOIN wording w ON w.rowid = c.wording JOIN document d ON d.id = w.document,
  json_each(c.details, '$.parties') p
WHERE w.document IN {THESE} AND c.type LIKE 'listing_%'
  AND NOT EXISTS (SELECT 1 FROM listing l
    WHERE l.document IN (w.document, 'fr:' || substr(w.document, 4)))
ORDER BY w.document, c.id, p.key
"""
#: What puts a country into a tier or country group, by the rule's own text, and what takes it out.
_TIERS: Final = f"""
INSERT INTO tier SELECT document, country, tier, date, 'add', quote, url FROM
  (SELECT d.id AS document, country.value AS country, json_extract(c.details, '$.group') AS tier,
    c.date, c.quote, d.url, row_number() OVER (
      PARTITION BY d.id, country.value, json_extract(c.details, '$.group')
      ORDER BY c.date IS NULL, c.date, c.id) AS place
  FROM document d JOIN wording w ON w.document = d.id JOIN claim c ON c.wording = w.rowid
    JOIN instrument i ON i.id = d.id, json_each(c.details, '$.countries') country
  WHERE d.id IN {THESE} AND c.type = 'country_treatment' AND c.modality IN ('done', 'scheduled')
    AND d.authority_rank <= 3 AND json_extract(c.details, '$.group') IS NOT NULL
    AND json_extract(c.details, '$.operation') != 'remove')
WHERE place = 1 ORDER BY document, tier, country
"""
_OUT_OF_TIERS: Final = f"""
INSERT INTO tier SELECT DISTINCT w.document, country.value, json_extract(c.details, '$.group'),
  c.date, 'remove', c.quote, d.url
FROM document d JOIN wording w ON w.document = d.id JOIN claim c ON c.wording = w.rowid,
  json_each(c.details, '$.countries') country
WHERE d.id IN {THESE} AND c.type = 'country_treatment' AND c.modality = 'done'
  AND json_extract(c.details, '$.group') IS NOT NULL
  AND json_extract(c.details, '$.operation') = 'remove'
ORDER BY 1, 3, 2, 4, 6
"""
#: A threshold counts from the day its rule is law.
_THRESHOLDS: Final = f"""
INSERT INTO threshold SELECT instrument, name, comparator, number, unit, NULL, (SELECT
    min(s.valid_from) FROM status s WHERE s.instrument = t.instrument AND s.axis = 'force'
    AND s.known_to IS NULL AND s.state IN ('in_force', 'partially_in_force')), NULL, quote, url
FROM (SELECT i.id AS instrument, json_extract(m.value, '$.name') AS name, m.comparator, m.number,
    m.unit, m.quote, d.url, row_number() OVER (
      PARTITION BY i.id, m.comparator, m.number, m.unit ORDER BY m.quote, w.id, m.start) AS place
  FROM document d JOIN instrument i ON i.id = d.id JOIN wording w ON w.document = d.id
    JOIN mention m ON m.wording = w.rowid
  WHERE d.id IN {THESE} AND +m.label = 'THRESHOLD' AND d.authority_rank <= 3
    AND d.kind IN ('rule', 'proposed_rule') AND m.number IS NOT NULL AND m.comparator IS NOT NULL) t
WHERE place = 1 ORDER BY instrument, number, comparator, unit
"""
_OUTSPOKEN: Final = f"""
INSERT INTO outspoken SELECT d.id, d.publisher, d.authority_rank, count(*)
FROM document d JOIN wording w ON w.document = d.id JOIN claim c ON c.wording = w.rowid
WHERE d.id IN {THESE} GROUP BY d.id
"""
# `+` keeps the planner from the index over all mentions of a label: a wording has few.
_COMPANIES: Final = f"""
INSERT OR IGNORE INTO company_event SELECT m.entity, json_extract(m.value, '$.ticker'), ec.event,
  c.quote
FROM event_claim ec JOIN claim c ON c.id = ec.claim
  JOIN mention m ON m.wording = c.wording AND +m.label = 'COMPANY'
    AND m.start >= c.start AND m."end" <= c."end"
WHERE ec.event IN {THESE} AND m.entity IS NOT NULL
ORDER BY ec.event, m.entity, c.id, m.start
"""


def derive(db: Database, documents: Iterable[str]) -> None:
    """Make lists, tiers, thresholds and counts of claims of these documents again."""
    for some in chunks(sorted(_with_inspection(documents))):
        these = (as_json(some),)
        for table in ("listing", "tier", "outspoken"):
            db.execute(f"DELETE FROM {table} WHERE document IN {THESE}", these)
        db.execute(f"DELETE FROM threshold WHERE instrument IN {THESE}", these)
        for statement in (
            *(_LISTED_AS_PRINTED, _LISTED_IN_PROSE, _TIERS, _OUT_OF_TIERS, _THRESHOLDS),
            _OUTSPOKEN,
        ):
            db.execute(statement, these)


def _with_inspection(documents: Iterable[str]) -> set[str]:
    """A document and its public inspection are listed together: one stands for the other."""
    found = set(documents)
    numbers = {d[3:] for d in found if d.startswith(("fr:", "pi:"))}
    return found | {f"{prefix}:{n}" for n in numbers for prefix in ("fr", "pi")}


def name_companies(db: Database, events: Sequence[str]) -> None:
    """The companies named in the sentences that tell of these events."""
    for some in chunks(events):
        db.execute(_COMPANIES, (as_json(some),))
