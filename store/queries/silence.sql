-- What was searched for and not found, and through which day
SELECT query, sources, through_date, found
FROM silence_list
ORDER BY through_date DESC, query
