"""The ways a publisher publishes. A source is one of these, declared."""

from crawler.kinds.feeds import Feeds
from crawler.kinds.listing import Listing
from crawler.kinds.register import FederalRegisterApi, PublicInspectionApi

__all__ = ["FederalRegisterApi", "Feeds", "Listing", "PublicInspectionApi"]
