"""The sources as configured, written into the database so that their health can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.config import Config
    from store.database import Store


def declare(store: Store, config: Config) -> None:
    """A row for every source there is, with its publisher, address, rhythm and state."""
    from crawler.source import sources

    kinds = sources()
    for name, source in config.sources.items():
        kind = kinds.get(name)
        quiet = getattr(kind, "quiet_after", None)
        address = source.base or ", ".join(feed.url for feed in source.feeds)
        store.declare_source(
            name,
            getattr(kind, "publisher", None) or name,
            address or None,
            source.at or getattr(kind, "at", None) or config.watch.crawl,
            quiet.total_seconds() / 86400 if quiet else None,
            "on" if source.enabled else "off",
        )
