-- Where two sources disagree, and which one the record follows
SELECT i.name, x.field, x.left_value, l.publisher AS left_publisher, x.right_value,
  r.publisher AS right_publisher, x.resolved_to, r.quote, r.url
FROM contradiction_list x
  LEFT JOIN instrument_list i ON i.instrument = x.instrument
  LEFT JOIN claim_list l ON l.claim = x.left_claim
  LEFT JOIN claim_list r ON r.claim = x.right_claim
ORDER BY i.name, x.field, r.published, x.contradiction
