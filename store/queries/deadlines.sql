-- Days to act by that are still ahead, with the days left
SELECT date, CAST(julianday(date) - julianday(:on) AS INTEGER) AS days_left,
  instrument_name AS name, kind, state, url
FROM deadline_list
WHERE date >= :on AND state != 'cancelled'
ORDER BY date, instrument_name, kind
