-- Companies named beside each event, most events first
SELECT x.company, x.ticker, count(*) AS events, max(e.first_known) AS latest,
  group_concat(DISTINCT e.instrument_name) AS instruments
FROM company_event_list x JOIN event_list e ON e.event = x.event
WHERE e.first_known <= :on
GROUP BY x.company, x.ticker
ORDER BY events DESC, x.company
