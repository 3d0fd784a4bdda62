"""Press releases of the Bureau of Industry and Security.

2026-11-24  First written. bis.gov has no feed; the listing names hundreds of releases back to the
            2000s, so that a first run takes some and later runs the rest. Class names are build
            artefacts: links alone are looked for. Printed dates are often empty; the data block
            of a page has the moment.
"""

import re
from datetime import timedelta

from crawler.kinds import Listing


class BisPress(Listing):
    """Releases under /press-release/, on bis.gov, www.bis.gov and media.bis.gov alike."""

    publisher = "Bureau of Industry and Security"
    kind = "release"
    authority_rank = 5
    base = "https://www.bis.gov"
    at = "*/30 8-20 * * mon-fri"
    quiet_after = timedelta(days=10)
    extractor = "bis_release"
    listing = "/news-updates"
    pages = re.compile(r"/press-release/[^/]+$")
