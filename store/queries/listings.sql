-- Parties added to, changed on or taken off the Entity List, by document
SELECT l.date, l.action, l.party, l.country, l.document, l.url
FROM listing_list l
ORDER BY l.date DESC, l.document, l.action, l.party
