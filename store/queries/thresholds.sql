-- Thresholds set by rules: what counts from which number on
-- digest 85: Thresholds in new rules
SELECT i.name, t.comparator || ' ' || CASE WHEN t.number >= 1e15
    THEN printf('%.3g', t.number) ELSE printf('%,.15g', t.number) END
    || coalesce(' ' || t.unit, '') AS threshold, t.valid_from AS since, t.quote, t.url
FROM threshold_list t JOIN instrument_list i ON i.instrument = t.instrument
WHERE :since IS NULL OR EXISTS (SELECT 1 FROM document_list d WHERE d.document = t.instrument
  AND date(d.first_seen, '-5 hours') BETWEEN :since AND :on)
ORDER BY i.name, t.unit, t.number, t.comparator
