-- Documents first seen today, by authority
SELECT authority_rank, kind, publisher, title, published, url, document
FROM document_list
WHERE date(first_seen, '-5 hours') = :on
ORDER BY authority_rank, publisher, title, document
