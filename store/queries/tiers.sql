-- Which country stands in which tier, under which rule
SELECT i.name, t.country, t.tier, t.valid_from AS since, t.valid_to AS until, t.quote, t.url
FROM tier_list t LEFT JOIN instrument_list i ON i.instrument = t.instrument
ORDER BY i.name, t.tier, t.country
