-- Documents first seen today, by authority
SELECT authority_rank, kind, publisher, title, published, url, document
FROM document_list
WHERE first_seen BETWEEN :on AND date(:on, '+2 days') AND date(first_seen, '-5 hours') = :on
ORDER BY authority_rank, publisher, title, document
