-- Every event of one rule in order; where none is named, of all rules the 2,000 known last
SELECT coalesce(instrument_name, actor) AS name, coalesce(date, asserted) AS day, type, modality,
  polarity, stage, old_date, quote, url
FROM event_list
WHERE event IN (SELECT event FROM event_list WHERE instrument = :instrument AND first_known <= :on
  UNION ALL SELECT event FROM (SELECT event FROM event_list
    WHERE :instrument IS NULL AND first_known <= :on ORDER BY first_known DESC, event LIMIT 2000))
ORDER BY name, day, authority_rank, event
