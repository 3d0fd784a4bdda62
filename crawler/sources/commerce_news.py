"""Press releases of the Commerce Department.

2026-11-24  First written. The feed at /feeds/news answers 403 to everybody, so the listing is
            read. An address holds year and month; the day stands on the card, at times on none.
            Blog posts and speeches among the cards belong to listings of their own.
"""

import re
from datetime import timedelta

from crawler.kinds import Listing


class CommerceNews(Listing):
    """Releases under /news/press-releases/YYYY/MM/."""

    publisher = "U.S. Department of Commerce"
    kind = "release"
    authority_rank = 5
    base = "https://www.commerce.gov"
    at = "15 8-20 * * mon-fri"
    quiet_after = timedelta(days=7)
    extractor = "commerce_article"
    listing = "/news/press-releases"
    pages = re.compile(r"/news/press-releases/\d{4}/\d{2}/[^/]+$")
    others = re.compile(r"/news/(blog|fact-sheets|speeches|media-advisories)/\d{4}/\d{2}/")
    paged = True
