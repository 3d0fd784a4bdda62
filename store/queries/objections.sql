-- What people dispute, and why
SELECT at, subject, because, by
FROM objection_list
ORDER BY at DESC, objection
