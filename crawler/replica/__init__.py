"""The publishers in miniature, on loopback, with a calendar and switchable faults."""

from crawler.replica.server import FIRST, LAST, Replica

__all__ = ["FIRST", "LAST", "Replica"]
