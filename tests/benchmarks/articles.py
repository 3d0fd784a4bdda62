"""News pages: title, day and text of real pages of many houses, against what people marked there.

    python -m tests.benchmarks.articles [--data DIR] [--misses]

DIR is the folder of real records (`news_pages/COUNTRY` with pages, addresses and gold). Without it
there is nothing to measure, and that is said: no page of a publisher is in the repository.

title  exactly the publisher's, after blanks, quotes and dashes are made alike
date   the day in Washington, where all days of the ledger are; a stamp without a zone, or a
       midnight, is a day as written. For peers the day as written counts too
body   F1 of words, each as often as it stands; median, mean and the share above 0.9

Many houses write up to three titles: for searches (JSON-LD), for sharing (meta) and for readers
(the heading). 28 pages have several; people marked JSON-LD's on 17 and another on 11, by house. No
order of the three gives more than one page more (2026-11-25). Every title that is not right here
is another of the same page.

The gold text has the standfirst, the points at the head, headings and paragraphs, and no captions,
no notes on authors. A page for which nothing comes out has 0 in each. `--misses` prints the pages
that are not right, and the words on either side only.

Peers in the same run: trafilatura alone (its text, title and date, as it comes), htmldate alone
(as it comes; and with the settings of crawler/extract/article.py), the readability and the
justext that trafilatura brings along.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from crawler.extract import extract
from crawler.extract.article import text_of
from crawler.page import Unexpected
from store.model import Capture
from tests.benchmarks.figure import Figure

RECORDS: Final = Path(__file__).parents[2].parent / "shared" / "data"
FOLDER: Final = "news_pages"
SKIPPED: Final = "articles: skipped, the real pages are not beside the checkout"
#: A text above this is as good as the gold: two people who mark a page differ by as much.
GOOD: Final = 0.9
_WASHINGTON: Final = ZoneInfo("America/New_York")
_ALIKE: Final = str.maketrans("‘’‚‛′`“”„‟″–—‑−", "''''''" + '"""""' + "----")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its publisher served it, with what people marked there."""

    country: str
    name: str
    url: str
    raw: bytes
    title: str
    stamp: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody took from a page; an empty text where he does not look for one."""

    title: str = ""
    day: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How much of a page is right."""

    page: Page
    found: Found
    title: bool
    day: bool
    body: float


def pages(data: Path) -> Iterator[Page]:
    """The pages, by country and name. Gold and pages of a house are both in order of time."""
    for folder in sorted(p for p in (data / FOLDER).iterdir() if p.is_dir()):
        addresses = json.loads((folder / "meta.info").read_text("utf-8"))
        for file in sorted(folder.glob("*.json")):
            golds = json.loads(file.read_text("utf-8")).values()
            kept = sorted(folder.glob(f"{file.stem}_*.html.gz"))
            for path, gold in zip(kept, golds, strict=True):
                yield Page(
                    country=folder.name,
                    name=path.name.removesuffix(".html.gz"),
                    url=addresses[path.name]["url"],
                    raw=gzip.decompress(path.read_bytes()),
                    title=gold["title"],
                    stamp=datetime.fromisoformat(str(gold["publishing_date"])),
                    body="\n".join(_rows(gold["body"])),
                )


def _rows(body: dict[str, Any]) -> Iterator[str]:
    yield from body["summary"]
    for section in body["sections"]:
        yield from section["headline"]
        yield from section["paragraphs"]


def ours(page: Page) -> Found:
    """What the crawler's extractor takes from the page, with no help of a feed."""
    capture = Capture(
        sha256="0" * 64,
        url=page.url,
        source="news",
        extractor="article",
        fetched_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    try:
        draft = extract(capture, page.raw)[0]
    except Unexpected:
        return Found()
    title = draft.document.title or ""
    return Found(
        title=title,
        day=str(draft.document.published or ""),
        body=draft.text.removeprefix(title).strip(),
    )


def trafilatura_alone(page: Page) -> Found:
    """trafilatura as it comes."""
    import trafilatura

    found = trafilatura.bare_extraction(text_of(page.raw), url=page.url, with_metadata=True)
    if found is None:
        return Found()
    told = found if isinstance(found, dict) else found.as_dict()
    return Found(*(str(told.get(key) or "") for key in ("title", "date", "text")))


def htmldate_alone(page: Page) -> Found:
    """htmldate as it comes: mostly the day of the last change."""
    from htmldate import find_date

    return Found(day=find_date(text_of(page.raw), url=page.url) or "")


def htmldate_original(page: Page) -> Found:
    """htmldate asked for the first day and for all it can do."""
    from htmldate import find_date

    text = text_of(page.raw)
    found = find_date(text, url=page.url, original_date=True, extensive_search=True)
    return Found(day=found or "")


def readability(page: Page) -> Found:
    """The text of trafilatura's readability."""
    from lxml import html
    from trafilatura.readability_lxml import Document

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(text_of(page.raw).encode(), parser=parser)
    found = Document(tree).summary()
    return Found(body=str(html.document_fromstring(found).text_content()) if found else "")


def justext_alone(page: Page) -> Found:
    """The paragraphs that justext takes for good."""
    import justext  # type: ignore[import-untyped]

    rows = justext.justext(page.raw, justext.get_stoplist("English"))
    return Found(body="\n".join(r.text for r in rows if not r.is_boilerplate))


PEERS: Final[dict[str, Callable[[Page], Found]]] = {
    "trafilatura alone": trafilatura_alone,
    "htmldate alone": htmldate_alone,
    "htmldate, first day": htmldate_original,
    "readability": readability,
    "justext": justext_alone,
}


def words(text: str) -> Counter[str]:
    """The words of a text, each as often as it stands."""
    return Counter(re.findall(r"\w+", text.translate(_ALIKE).lower()))


def f1(found: str, wanted: str) -> float:
    """F1 of the words of two texts."""
    left, right = words(found), words(wanted)
    both = left.total() + right.total()
    return 2 * (left & right).total() / both if both else 0.0


def alike(text: str) -> str:
    """A title with its blanks, quotes and dashes made alike."""
    return " ".join(text.translate(_ALIKE).split())


def days(stamp: datetime) -> tuple[str, str]:
    """(the day in Washington, the day as written) of a stamp."""
    written = stamp.date().isoformat()
    if stamp.tzinfo is None or stamp.time() == time(0):
        return written, written
    return stamp.astimezone(_WASHINGTON).date().isoformat(), written


def score(page: Page, found: Found, lenient: bool = False) -> Score:
    """How much of the page is right; `lenient` lets the day as written count too."""
    right = days(page.stamp) if lenient else days(page.stamp)[:1]
    return Score(
        page=page,
        found=found,
        title=bool(found.title) and alike(found.title) == alike(page.title),
        day=found.day[:10] in right,
        body=f1(found.body, page.body),
    )


def row(who: str, country: str, scores: Sequence[Score]) -> dict[str, Any]:
    """What somebody has right in a country; nothing of what he does not look for."""
    told: dict[str, Any] = {"who": who, "country": country, "pages": len(scores)}
    bodies = [s.body for s in scores]
    if any(s.found.title for s in scores):
        told["title"] = sum(s.title for s in scores)
    if any(s.found.day for s in scores):
        told["date"] = sum(s.day for s in scores)
    if any(s.found.body for s in scores):
        told["body_median"] = round(statistics.median(bodies), 4)
        told["body_mean"] = round(statistics.fmean(bodies), 4)
        told["body_good"] = sum(b > GOOD for b in bodies)
    return told


def measure(data: Path) -> tuple[list[dict[str, Any]], list[Score]]:
    """A row for everybody and each country, and for all pages; and our scores, page by page."""
    there = list(pages(data))
    ways: dict[str, Callable[[Page], Found]] = {"Ruletrail": ours, **PEERS}
    rows: list[dict[str, Any]] = []
    mine: list[Score] = []
    for who, way in ways.items():
        scores = [score(page, way(page), lenient=way is not ours) for page in there]
        mine = mine or scores
        for country in (*sorted({p.country for p in there}), "all"):
            chosen = [s for s in scores if country in ("all", s.page.country)]
            rows.append(row(who, country, chosen))
    return rows, mine


def figures(data: Path | None) -> list[Figure]:
    """The figures of this measure; `data` is the folder of real records."""
    if data is None or not (data / FOLDER).is_dir():
        print(SKIPPED, file=sys.stderr)
        return []
    rows = measure(data)[0]
    told = {(r["who"], r["country"]): r for r in rows}
    out: list[Figure] = []
    for country in dict.fromkeys(r["country"] for r in rows):
        mine, count = told["Ruletrail", country], told["Ruletrail", country]["pages"]
        for key, measured, peer in MEASURES:
            part = 1 if key in ("body_median", "body_mean") else count
            out.append(
                Figure(
                    area="articles",
                    measure=f"{measured}, {country}",
                    value=mine[key] / part,
                    data="records",
                    peer=told[peer, country][key] / part,
                    peer_name=peer,
                    note=f"{count} pages" if part == 1 else f"{mine[key]} of {count}",
                    detail=country != "all",
                )
            )
    return out


#: What is measured, its name and whom it is measured against.
MEASURES: Final = (
    ("title", "title", "trafilatura alone"),
    ("date", "date", "htmldate, first day"),
    ("body_median", "text, median F1", "trafilatura alone"),
    ("body_mean", "text, mean F1", "trafilatura alone"),
    ("body_good", f"texts with F1 above {GOOD}", "trafilatura alone"),
)


def misses(scores: Iterable[Score]) -> Iterator[str]:
    """A few lines for each page that is not right."""
    for s in scores:
        told: list[str] = []
        if not s.title:
            told.append(f"title {s.found.title!r}, marked {s.page.title!r}")
        if not s.day:
            told.append(f"date {s.found.day!r}, marked {s.page.stamp}")
        if s.body <= GOOD:
            found, wanted = words(s.found.body), words(s.page.body)
            extra, lost = (found - wanted).total(), (wanted - found).total()
            told.append(f"text {s.body:.3f}: {extra} words too many, {lost} lost")
        if told:
            yield f"{s.page.country}/{s.page.name}: " + "; ".join(told)


def main() -> None:
    """Print the rows as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.articles")
    parser.add_argument("--data", type=Path, default=RECORDS, help="folder of real records")
    parser.add_argument("--misses", action="store_true", help="name the pages that are not right")
    asked = parser.parse_args()
    if not (asked.data / FOLDER).is_dir():
        print(SKIPPED, file=sys.stderr)
        return
    rows, mine = measure(asked.data)
    for told in rows:
        print(json.dumps(told, ensure_ascii=False))
    if asked.misses:
        print("\n".join(misses(mine)))


if __name__ == "__main__":
    main()
