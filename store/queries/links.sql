-- What each Federal Register document does to others: corrects, delays, suspends, extends ...
SELECT DISTINCT l.published, l.document, l.relation, l.ref, l.to_document, l.quote, l.url
FROM link_list l
WHERE l.relation != 'cites'
  AND NOT (l.document LIKE 'pi:%' AND EXISTS (SELECT 1 FROM document_list d
  WHERE d.document = 'fr:' || substr(l.document, 4)))
ORDER BY l.published DESC, l.document, l.relation, l.ref
