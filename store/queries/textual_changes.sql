-- What rules change in the text of the CFR: operation, place, old and new words
SELECT t.published, t.document, t.cfr_path, t.operation, substr(t.old_text, 1, 160) AS old_text,
  substr(t.new_text, 1, 160) AS new_text, t.new_path, t.url
FROM textual_change_list t
WHERE t.wording = (SELECT x.wording FROM textual_change_list x WHERE x.document = t.document
  GROUP BY x.wording ORDER BY count(*) DESC, x.wording LIMIT 1)
  AND NOT (t.document LIKE 'pi:%' AND EXISTS (SELECT 1 FROM document_list d
  WHERE d.document = 'fr:' || substr(t.document, 4)))
ORDER BY t.published DESC, t.document, t.start
