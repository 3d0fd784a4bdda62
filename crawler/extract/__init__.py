"""Taking texts out of raw bytes: the same bytes, extractor and hints give the same text for ever.

drafts = extract(capture, archive.get(capture.sha256))
tallies = extract_pending(store, archive, now)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from crawler.archive import Archive, Damaged, Missing
from crawler.extract.article import article
from crawler.extract.files import lines, markdown, plain
from crawler.extract.fulltext import fr_text
from crawler.extract.gpo import fr_xml
from crawler.extract.inspection import pi_search, pi_text
from crawler.extract.pages import bis_release, commerce_article
from crawler.extract.records import Flaw
from crawler.extract.register import fr_search
from crawler.page import Unexpected
from store.model import Capture, Draft, Tally

if TYPE_CHECKING:
    from store.database import Store

__all__ = ["EXTRACTORS", "Extractor", "Flaw", "extract", "extract_pending", "parts"]

#: A hundred or so; more of the same add nothing for a reader.
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Extractor:
    """A function that takes drafts out of bytes; `library` names what else decides its text."""

    take: Callable[[Capture, bytes], Iterator[Draft | Flaw]]
    version: int = 1
    library: str | None = None

    def name(self, extractor: str) -> str:
        """`article/1 trafilatura-2.3.1`: what made a text, as the ledger keeps it."""
        mark = f"{extractor}/{self.version}"
        return f"{mark} {self.library}-{version(self.library)}" if self.library else mark


EXTRACTORS: dict[str, Extractor] = {
    "fr_record": Extractor(fr_search),
    "fr_search": Extractor(fr_search),
    "fr_text": Extractor(fr_text, version=2),
    "fr_xml": Extractor(fr_xml),
    "pi_search": Extractor(pi_search),
    "pi_text": Extractor(pi_text, version=2),
    "bis_release": Extractor(bis_release),
    "commerce_article": Extractor(commerce_article),
    "article": Extractor(article, version=2, library="trafilatura"),
    "markdown": Extractor(markdown),
    "plain": Extractor(plain),
    "lines": Extractor(lines),
}


def parts(capture: Capture, raw: bytes) -> Iterator[Draft | Flaw]:
    """What a capture holds, one by one: drafts, and a Flaw for each part that cannot be read.

    Raises Unexpected where the whole has another shape than its extractor knows.
    """
    known = EXTRACTORS.get(capture.extractor)
    if known is None:
        raise Unexpected(capture.source, capture.url, f"an extractor named {capture.extractor!r}")
    return known.take(capture, raw)


def extract(capture: Capture, raw: bytes) -> list[Draft]:
    """The drafts in these bytes; Unexpected where there is none but a flaw."""
    drafts: list[Draft] = []
    flaws: list[Flaw] = []
    for part in parts(capture, raw):
        if isinstance(part, Flaw):
            flaws.append(part)
        else:
            drafts.append(part)
    if flaws and not drafts:
        raise Unexpected(capture.source, capture.url, flaws[0].message)
    return drafts


def extract_pending(
    store: Store,
    archive: Archive,
    now: datetime,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Tally]:
    """Take the texts out of every capture that still waits for it; a tally for each source.

    A capture of unexpected shape, or whose bytes are gone, becomes a problem row and is marked as
    tried; the others go on.
    """
    tallies: dict[str, Tally] = {}
    for number, capture in enumerate(store.unextracted(), 1):
        if progress:
            progress(f"taking texts out: {number}, {capture.source}")
        before = tallies.get(capture.source) or Tally(capture.source, now, now)
        tallies[capture.source] = _taken(store, archive, capture, now, before)
    return tallies


def _taken(store: Store, archive: Archive, capture: Capture, now: datetime, tally: Tally) -> Tally:
    known = EXTRACTORS.get(capture.extractor)
    name = known.name(capture.extractor) if known else capture.extractor
    drafts: list[Draft] = []
    flaws: list[Flaw] = []
    broken = 1
    try:
        for part in parts(capture, archive.get(capture.sha256)):
            if isinstance(part, Flaw):
                flaws.append(part)
            else:
                drafts.append(part)
        broken = 0
    except (Unexpected, Missing, Damaged) as error:
        flaws, drafts = [Flaw(str(error), capture.url)], []
    except Exception as error:  # noqa: BLE001 - one page must not end the pass; its row says what
        told = f"{capture.url}: {type(error).__name__}: {error}"
        flaws, drafts = [Flaw(told, capture.url)], []
    counts = store.record(capture, drafts, name)
    level = "error" if broken else "warning"
    for flaw in flaws[:MOST_PROBLEMS]:
        store.problem(capture.source, level, flaw.message, flaw.sample, now)
    return replace(
        tally,
        fetched=tally.fetched + 1,
        new=tally.new + counts["new"],
        changed=tally.changed + counts["changed"],
        same=tally.same + counts["same"],
        failed=tally.failed + broken,
        problems=(
            *tally.problems,
            *({"level": level, "message": f.message, "sample": f.sample} for f in flaws),
        ),
    )
