"""Entity List documents: parties added, changed and removed, and the counts that abstracts state.

`parties` reads the entries, `stated_counts` what an abstract says of their number, `check` tells
where the two differ, `listing_claims` makes the claims.
"""

from nlp.listings.claims import check, listing_claims
from nlp.listings.counts import Stated, stated_counts
from nlp.listings.parties import Listings, parties, read_listings

__all__ = [
    "Listings", "Stated", "check", "listing_claims", "parties", "read_listings", "stated_counts",
]  # fmt: skip
