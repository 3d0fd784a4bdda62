-- What press and law firms told otherwise than the record, outlet by outlet
SELECT r.publisher, r.published, i.name, x.field, x.right_value AS told, x.resolved_to AS record,
  r.quote, r.url
FROM contradiction_list x
  JOIN claim_list r ON r.claim = x.right_claim
  LEFT JOIN instrument_list i ON i.instrument = x.instrument
WHERE r.authority_rank >= 8
ORDER BY r.published DESC, r.publisher, x.contradiction
