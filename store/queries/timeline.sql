-- Every event of each rule in order (of one rule where an instrument is given)
SELECT coalesce(instrument_name, actor) AS name, coalesce(date, asserted) AS day, type, modality,
  polarity, stage, old_date, quote, url
FROM event_list
WHERE (:instrument IS NULL OR instrument = :instrument) AND first_known <= :on
ORDER BY name, day, authority_rank, event
