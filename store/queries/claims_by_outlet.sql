-- How many claims each outlet made, and how many of them the record contradicts
SELECT c.publisher, min(c.authority_rank) AS authority_rank, count(*) AS claims,
  count(DISTINCT c.document) AS documents,
  sum(EXISTS (SELECT 1 FROM contradiction_list x WHERE x.right_claim = c.claim)) AS contradicted
FROM claim_list c
GROUP BY c.publisher
ORDER BY authority_rank, claims DESC, c.publisher
