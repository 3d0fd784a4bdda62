-- How each source is: last run, last success, last new item, verdict
SELECT source, verdict, last_run, last_success, last_new, expected_within AS quiet_after_days, note
FROM source_health
ORDER BY verdict IN ('ok', 'quiet'), source
