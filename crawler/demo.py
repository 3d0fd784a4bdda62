"""The demo: the bundled publishers played day by day, with everything that a real day does.

One pass for each day on which something changed, with that day as its `now`: what was known when
in the demo's database is therefore as real as its HTTP.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from store.model import Status, Tally

if TYPE_CHECKING:
    from crawler.config import Config
    from store.database import Store

STAGED: Final = (
    "This is the demo: its texts were written for it after public facts and are nobody's own words."
    " Links lead to the miniature, which has stopped, or to the real documents."
)
FLAGSHIP: Final = "AI Diffusion Rule"
MARK: Final = ".ruletrail-demo"
HOUR: Final = clock_time(22, tzinfo=UTC)  # after the last release of a day in Washington
DATABASE: Final = "ruletrail.db"
ARCHIVE: Final = "ruletrail.db.archive"
FILES: Final = ("digest.txt", "digest.html", "digest.eml", "deadlines.ics", "events.atom")
TOLD: Final = 8  # events that a digest should have at least


class NotOurs(Exception):
    """The folder holds something that the demo did not make; nothing was touched."""


@dataclass(frozen=True)
class Played:
    """What the demo made: its folder, counts, the flagship's status and timeline, and faults."""

    folder: Path
    days: int
    first: date
    last: date
    seconds: float
    counts: dict[str, int]
    status: Status
    instrument: dict[str, Any]
    timeline: list[dict[str, Any]]
    unwell: tuple[Tally, ...]


def play(out: Path, *, tell: Callable[[str], None], step: Callable[[str], None]) -> Played:
    """Play the whole calendar into the folder `out` and write what goes out there.

    A demo that is there already is replaced once the new one is complete. Raises NotOurs where
    the folder holds another database or files of these names that no demo wrote.
    """
    _refuse_what_is_not_ours(out)
    out.mkdir(parents=True, exist_ok=True)
    fresh = out / ".playing"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        played = _play(fresh, tell, step)
        (out / MARK).write_text("Made by `ruletrail demo`, which replaces it.\n", encoding="utf-8")
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", ARCHIVE, *FILES):
            _take_away(out / name)
            if (fresh / name).exists():
                (fresh / name).rename(out / name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return replace(played, folder=out)


def _refuse_what_is_not_ours(out: Path) -> None:
    if (out / MARK).exists():
        return
    for name in (DATABASE, ARCHIVE, *FILES):
        if (out / name).exists():
            raise NotOurs(
                f"{out / name} was not made by a demo; nothing was changed (--out names a folder)"
            )


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _play(folder: Path, tell: Callable[[str], None], step: Callable[[str], None]) -> Played:
    from crawler.config import parse
    from crawler.daily import daily_pass, new_reader
    from crawler.replica import Replica
    from crawler.run import Crawler
    from store.database import Store

    began = time.monotonic()
    tell("loading the model")
    reader = new_reader()
    unwell: list[Tally] = []
    with Replica() as replica:
        config = replace(parse(replica.sources(), where="demo"), database=folder / DATABASE)
        days = replica.days()
        with Store(config.database) as store, Crawler(config) as crawler:
            step(f"{len(days)} days, from {days[0]} to {days[-1]}, over HTTP at {replica.url}")
            for n, day in enumerate(days, 1):
                replica.day = day
                tell(f"day {n} of {len(days)}, {day}: crawl, read, resolve")
                result = daily_pass(
                    store, config, datetime.combine(day, HOUR), crawler=crawler, reader=reader
                )
                unwell += result.unwell
                if n % 10 == 0 or n == len(days):
                    step(f"{day}: {n} days played, {result.resolved.events} events")
        tell("writing what goes out")
        with Store(config.database) as store:
            _write(store, config, folder, days[-1])
            return _told_by(store, folder, days, time.monotonic() - began, unwell)


def _write(store: Store, config: Config, folder: Path, last: date) -> None:
    from crawler.post import put, write
    from store.calendar import calendar
    from store.digest import compose
    from store.feed import feed

    now = datetime.combine(last, HOUR)
    composed = compose(store, _since(store, last), last, now=now, sources_note=STAGED)
    write(composed, folder, "digest", "Ruletrail <ruletrail@localhost>", ("reader@localhost",))
    put(folder / "deadlines.ics", calendar(store, now))
    put(folder / "events.atom", feed(store, now, ""))


def _since(store: Store, last: date) -> date:
    """The last week, or further back until the digest has something to say."""
    _, rows = store.ask(
        "SELECT first_known FROM event_list WHERE first_known <= :last"
        " ORDER BY first_known DESC LIMIT :n",
        {"last": last.isoformat(), "n": TOLD},
    )
    week = last - timedelta(days=7)
    return min(week, date.fromisoformat(rows[-1][0])) if rows else week


def _told_by(
    store: Store, folder: Path, days: list[date], seconds: float, unwell: list[Tally]
) -> Played:
    last = days[-1]
    (instrument, _name), *_ = store.find_instruments(FLAGSHIP)
    columns, rows = store.ask(
        "SELECT * FROM instrument_list WHERE instrument = :id", {"id": instrument}
    )
    views = ("document_list", "claim_list", "event_list", "instrument_list", "deadline_list")
    counts = {view: store.ask(f"SELECT count(*) FROM {view}")[1][0][0] for view in views}
    return Played(
        folder=folder,
        days=len(days),
        first=days[0],
        last=last,
        seconds=seconds,
        counts=counts,
        status=store.status(instrument, last, last),
        instrument=dict(zip(columns, rows[0], strict=True)),
        timeline=store.timeline(instrument),
        unwell=tuple(unwell),
    )


def told(played: Played) -> str:
    """The demo's last words: timeline, status, what was made and where to look next."""
    from crawler.report import status, timeline, trouble
    from crawler.show import wrap

    count = played.counts
    database = f"--database {played.folder / DATABASE}"
    lines = [
        timeline(played.status.instrument, played.timeline, brief=True),
        "",
        "=" * 72,
        status(played.status, played.instrument, basis=()),
        "",
        wrap(
            f"{played.days} days from {played.first} to {played.last} in"
            f" {played.seconds:.0f} seconds: {count['document_list']} documents,"
            f" {count['claim_list']} claims, {count['event_list']} events on"
            f" {count['instrument_list']} instruments, {count['deadline_list']} deadlines."
        ),
        "",
        wrap(STAGED),
        "",
        f"In {played.folder}/: {DATABASE}, {', '.join(FILES[:3])},",
        f"{', '.join(FILES[3:])}",
        "",
        "Where to look next:",
        f"  open {played.folder / 'digest.html'} in a browser",
        f"  ruletrail status {database}",
        f'  ruletrail status "{FLAGSHIP}" --known-at 2025-05-12 {database}',
        f'  ruletrail timeline "Affiliates Rule" {database}',
        f"  ruletrail digest --since 2025-05-13 --on 2025-05-14 {database}",
        f"  ruletrail query {database}",
        f"  ruletrail verify {database}",
    ]
    lines += [trouble(found) for found in played.unwell]
    return "\n".join(lines)
