"""One writer at a time: two passes over one database would do the same work twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no flock
    fcntl = None  # type: ignore[assignment]


class Busy(Exception):
    """Another process holds the lock; the one line names it."""


@contextmanager
def lock(database: Path) -> Iterator[None]:
    """Hold `DATABASE.lock` with our process id in it; the system lets go when we end, however.

    Raises Busy when another process holds it. The file itself stays: removing it would let two
    processes lock two files of one name.
    """
    path = database.with_name(database.name + ".lock")
    with path.open("a+", encoding="ascii") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                holder = file.read().strip() or "unknown"
                raise Busy(
                    f"{database}: another pass is at work (process {holder});"
                    " wait for it to end, or stop it"
                ) from None
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
