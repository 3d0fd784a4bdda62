-- Rules in force, and since when
SELECT i.name, s.state, s.valid_from AS since, i.fr_citation, i.instrument
FROM status_interval s JOIN instrument_list i ON i.instrument = s.instrument
WHERE s.axis = 'force' AND s.state IN ('in_force', 'partially_in_force')
  AND s.valid_from <= :on AND (s.valid_to IS NULL OR s.valid_to > :on)
  AND s.known_from <= :on AND (s.known_to IS NULL OR s.known_to > :on)
ORDER BY s.valid_from DESC, i.name
