-- Events that became known in the last 30 days, by authority
SELECT first_known, stage, headline, date, actor, sources, quote, url
FROM event_list
WHERE first_known BETWEEN coalesce(:since, date(:on, '-30 days')) AND :on
ORDER BY authority_rank, first_known DESC, event
