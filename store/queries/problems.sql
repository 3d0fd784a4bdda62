-- What went wrong while fetching and reading, latest first
SELECT seen, source, level, message, sample
FROM problem_list
ORDER BY seen DESC, source, message
