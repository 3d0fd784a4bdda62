-- Pages and records whose words changed after we first saw them
SELECT c.seen, d.publisher, d.title, c.form, c.summary, d.url, c.from_version, c.to_version
FROM change_list c JOIN document_list d ON d.document = c.document
ORDER BY c.seen DESC, c.document, c.form
