"""Runs the other libraries, in an environment of their own: it knows nothing of the project.

Standard input is `{"rounds": N, "texts": [{"text", "published"}, ...]}`; standard output, for each
library, `{"name", "version", "seconds": [of each round], "days": [[ISO days of each text], ...]}`,
or `{"name", "missing": why}` where it is not installed. Days only of those that find dates.
"""

from __future__ import annotations

import contextlib
import gc
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import datetime
from importlib.metadata import version
from typing import Any

Find = Callable[[str, datetime | None], Any]
Days = Callable[[Any], Iterable[str]]


def dateparser() -> tuple[Find, Days | None]:
    from dateparser.search import search_dates

    def find(text: str, now: datetime | None) -> Any:
        settings = {"RELATIVE_BASE": now} if now else {}
        return search_dates(text, languages=["en"], settings=settings) or []

    return find, lambda found: [when.date().isoformat() for _, when in found]


def datefinder() -> tuple[Find, Days | None]:
    import datefinder as library

    def find(text: str, now: datetime | None) -> Any:
        return list(library.find_dates(text, base_date=now))

    return find, lambda found: [when.date().isoformat() for when in found]


def recognizers() -> tuple[Find, Days | None]:
    from recognizers_date_time import recognize_datetime

    def find(text: str, now: datetime | None) -> Any:
        return [(x.resolution, now) for x in recognize_datetime(text, "en-us", reference=now)]

    return find, lambda found: filter(None, (_nearest(*x) for x in found))


def _nearest(resolution: Any, now: datetime | None) -> str | None:
    """Of the days that an expression may mean, the one nearest to the publication."""
    days = []
    for value in (resolution or {}).get("values", []):
        with contextlib.suppress(KeyError, ValueError):
            days.append(datetime.fromisoformat(value["value"]))
    if not days:
        return None  # a time, a range or a duration
    return min(days, key=lambda d: abs(d - now) if now else 0).date().isoformat()


def eyecite() -> tuple[Find, Days | None]:
    from eyecite import get_citations

    return lambda text, _: get_citations(text), None


def quantulum3() -> tuple[Find, Days | None]:
    from quantulum3 import parser

    return lambda text, _: parser.parse(text), None


LIBRARIES = {
    "dateparser": dateparser,
    "datefinder": datefinder,
    "recognizers-text-suite": recognizers,
    "eyecite": eyecite,
    "quantulum3": quantulum3,
}


def run(name: str, texts: list[tuple[str, datetime | None]], rounds: int) -> dict[str, Any]:
    """The seconds of each round and the days found in each text."""
    try:
        find, days = LIBRARIES[name]()
    except ImportError as error:
        return {"name": name, "missing": str(error)}
    found = [find(*text) for text in texts]  # loads and compiles before a clock runs
    seconds = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        for text in texts:
            find(*text)
        seconds.append(time.process_time() - began)
    told = {"name": name, "version": version(name), "seconds": seconds}
    return told | ({"days": [sorted(set(days(x))) for x in found]} if days else {})


def main() -> None:
    """Standard input to standard output."""
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    texts = [
        (t["text"], datetime.fromisoformat(t["published"]) if t["published"] else None)
        for t in asked["texts"]
    ]
    with contextlib.redirect_stdout(sys.stderr):
        told = [run(name, texts, asked["rounds"]) for name in LIBRARIES]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
