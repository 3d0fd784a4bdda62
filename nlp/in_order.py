"""Lines as they come, and work on them in several processes with results in the order of the lines.

Nothing waits for more than it needs: a line that has come is worked on though the next one has not,
and a result goes out as soon as those before it have.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from threading import Condition, Thread
from typing import BinaryIO, Final, Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")

#: Lines handed to a process at a time, where so many have come.
BATCH: Final = 32
#: Batches, finished or not, that are kept for each process.
AHEAD: Final = 4
_CHUNK: Final = 1 << 16


def lines_of(file: BinaryIO) -> Iterator[str]:
    """The lines of an open file, each when it has come; what is no UTF-8 is read as U+FFFD.

    A pipe is read past its buffer: a thread that waits in one blocks the end of the program.
    """
    try:
        descriptor = file.fileno()
    except OSError:  # a file in memory
        yield from (line.decode("utf-8", "replace") for line in file)
        return
    parts: list[bytes] = []
    while chunk := os.read(descriptor, _CHUNK):
        first, *others = chunk.split(b"\n")
        parts.append(first)
        for other in others:
            yield b"".join(parts).decode("utf-8", "replace")
            parts = [other]
    if any(parts):
        yield b"".join(parts).decode("utf-8", "replace")


def in_order(
    items: Iterable[S], work: Callable[[list[S]], list[T]], jobs: int, start: Callable[[], object]
) -> Iterator[T]:
    """What `work` makes of the items in `jobs` processes, one result for each, in their order.

    `start` is called once in each process. Memory does not grow with the number of items. Closed
    early, it finishes what the processes are at and no more.
    """
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(start,)) as pool:
        pool.submit(work, []).result()  # no thread of ours may run while processes are made
        feed = _Feed(items, BATCH * jobs)
        try:
            yield from _through(feed, pool, work, jobs)
        finally:
            feed.stop()
            pool.shutdown(cancel_futures=True)  # waits: at the exit its thread would race us


def _through(
    feed: _Feed[S], pool: ProcessPoolExecutor, work: Callable[[list[S]], list[T]], jobs: int
) -> Iterator[T]:
    ahead: deque[Future[list[T]]] = deque()
    while True:
        ready: list[T] | None = None
        with feed.changed:
            busy = sum(not f.done() for f in ahead)
            room = len(ahead) < AHEAD * jobs
            if ahead and ahead[0].done():
                ready = ahead.popleft().result()
            elif room and feed.waiting and (busy < jobs or len(feed.waiting) >= BATCH):
                ahead.append(pool.submit(work, feed.take(BATCH)))
                ahead[-1].add_done_callback(feed.tell)
            elif not ahead and feed.ended:
                break
            else:
                feed.changed.wait()
        if ready is not None:
            yield from ready
    if feed.fault:
        raise feed.fault


class _Feed(Generic[S]):
    """Items that a thread of their own brings, never more than `most` before they are taken.

    What is asked of it, is asked while `changed` is held.
    """

    def __init__(self, items: Iterable[S], most: int) -> None:
        self.changed = Condition()
        self.waiting: deque[S] = deque()
        self.fault: Exception | None = None
        self._items, self._most = items, most
        self._done = False
        self._stopped = False
        Thread(target=self._bring, daemon=True).start()

    @property
    def ended(self) -> bool:
        """Whether no item is there and none will come."""
        return self._done and not self.waiting

    def take(self, most: int) -> list[S]:
        """The next items, as many as there are."""
        taken = [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]
        self.changed.notify_all()
        return taken

    def tell(self, _: object = None) -> None:
        """Wake who waits for a change."""
        with self.changed:
            self.changed.notify_all()

    def stop(self) -> None:
        """Let the thread end where it brings the next item."""
        with self.changed:
            self._stopped = True
            self.changed.notify_all()

    def _bring(self) -> None:
        try:
            for item in self._items:
                with self.changed:
                    self.changed.wait_for(lambda: len(self.waiting) < self._most or self._stopped)
                    if self._stopped:
                        return
                    self.waiting.append(item)
                    self.changed.notify_all()
        except Exception as fault:  # noqa: BLE001 -- raised again where the results are taken
            self.fault = fault
        finally:
            with self.changed:
                self._done = True
                self.changed.notify_all()


def _begin(start: Callable[[], object]) -> None:
    """In a new process: Ctrl-C, which the terminal tells all of them, is for the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    start()
