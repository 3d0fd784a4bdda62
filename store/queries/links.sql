-- What each Federal Register document does to others: corrects, delays, suspends, extends ...
SELECT DISTINCT l.published, l.document, l.relation, l.ref, l.to_document, l.quote, l.url
FROM link_list l
WHERE l.relation != 'cites'
ORDER BY l.published DESC, l.document, l.relation, l.ref
