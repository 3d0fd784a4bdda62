-- Proposals that are no law yet, and until when comments are taken
SELECT i.name, i.headline, i.rin,
  (SELECT max(d.date) FROM deadline_list d WHERE d.instrument = i.instrument
    AND d.kind = 'comment_deadline') AS comments_until
FROM status_interval s JOIN instrument_list i ON i.instrument = s.instrument
WHERE s.axis = 'process' AND s.state IN ('proposed', 'comment_open', 'comment_closed')
  AND (s.valid_from IS NULL OR s.valid_from <= :on) AND (s.valid_to IS NULL OR s.valid_to > :on)
  AND s.known_from <= :on AND (s.known_to IS NULL OR s.known_to > :on)
ORDER BY comments_until DESC, i.name
