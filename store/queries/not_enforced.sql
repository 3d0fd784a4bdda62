-- Rules that are law and that their agency says it does not enforce
SELECT i.name, s.valid_from AS since, e.quote, e.url
FROM status_interval s
  JOIN instrument_list i ON i.instrument = s.instrument
  JOIN event_list e ON e.event = s.basis_event
WHERE s.axis = 'enforcement' AND s.state = 'non_enforcement_announced'
  AND s.valid_from <= :on AND (s.valid_to IS NULL OR s.valid_to > :on)
  AND s.known_from <= :on AND (s.known_to IS NULL OR s.known_to > :on)
ORDER BY s.valid_from, i.name
