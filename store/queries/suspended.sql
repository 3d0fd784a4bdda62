-- Rules suspended today, with the last day of the pause
SELECT i.name, s.valid_from AS since, date(s.valid_to, '-1 day') AS last_day, e.quote, e.url
FROM status_interval s
  JOIN instrument_list i ON i.instrument = s.instrument
  JOIN event_list e ON e.event = s.basis_event
WHERE s.axis = 'applicability' AND s.state = 'suspended'
  AND s.valid_from <= :on AND (s.valid_to IS NULL OR s.valid_to > :on)
  AND s.known_from <= :on AND (s.known_to IS NULL OR s.known_to > :on)
ORDER BY s.valid_from, i.name
