-- Announced or planned by the actor itself, and not law: the open promises with their age in days
SELECT p.instrument_name AS name, p.type, p.modality, p.announced_on,
  CAST(julianday(:on) - julianday(p.announced_on) AS INTEGER) AS age_days, p.due, e.quote, e.url
FROM promise_list p JOIN event_list e ON e.event = p.event
WHERE p.modality != 'scheduled' AND p.announced_on <= :on
  AND p.state IN ('open', 'kept', 'withdrawn') AND (p.fulfilled_on IS NULL OR p.fulfilled_on > :on)
ORDER BY p.announced_on, p.instrument_name, p.type
