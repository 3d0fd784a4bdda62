-- Days to act by that are still ahead, with the days left
SELECT l.date, CAST(julianday(l.date) - julianday(:on) AS INTEGER) AS days_left,
  l.instrument_name AS name, l.kind, l.state, l.url
FROM deadline_list l JOIN event_list e ON e.event = l.event
WHERE l.date >= :on AND l.state != 'cancelled' AND e.first_known <= :on
ORDER BY l.date, l.instrument_name, l.kind
