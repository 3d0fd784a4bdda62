"""Feeds named in the configuration: press, trade press, law firms, GAO, the White House.

2026-11-24  First written. Reuters and AP have no feeds, Politico and Bloomberg pages are closed to
            us; a feed that is gone is a problem of its own while the others are read.
"""

from datetime import timedelta

from crawler.kinds import Feeds


class News(Feeds):
    """Each feed's publisher, kind and rank stand with it in the configuration."""

    publisher = "the press"
    kind = "news"
    authority_rank = 9
    at = "5,35 * * * *"
    quiet_after = timedelta(days=2)
    extractor = "article"
