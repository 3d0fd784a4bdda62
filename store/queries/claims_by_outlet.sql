-- How many claims each outlet made, and how many of them the record contradicts
SELECT publisher, authority_rank, claims, documents, contradicted
FROM outlet_list
ORDER BY authority_rank, claims DESC, publisher
