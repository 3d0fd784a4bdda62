"""What runs when, as data; and the clock that runs it.

The clock types the same commands that a person types, each in a process of its own, one at a
time: a late run is coalesced with the next of its kind, never dropped for being late.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from crawler.config import Config


@dataclass(frozen=True, slots=True)
class Job:
    """A command and the five crontab fields of its times, weekdays by name."""

    name: str
    at: str
    arguments: tuple[str, ...]


def jobs(config: Config) -> list[Job]:
    """What runs when: each source in its own rhythm, reading in between, the day's pass.

    The rhythm of a source is what the configuration says, else what its class declares, else
    `[watch] crawl`.
    """
    declared = _declared()
    found = [
        Job(f"crawl {name}", source.at or declared.get(name) or config.watch.crawl, ("crawl", name))
        for name, source in config.sources.items()
        if source.enabled
    ]
    return [
        *found,
        Job("read", config.watch.read, ("read",)),
        Job("run", config.watch.run, ("run",)),
    ]


def _declared() -> dict[str, str]:
    from crawler.source import sources

    rhythms = {name: getattr(kind, "at", None) for name, kind in sources().items()}
    return {name: at for name, at in rhythms.items() if at}


def command_line(config: Config, job: Job) -> list[str]:
    """What the clock runs for a job: this Python, this database, this configuration."""
    options = ["--database", str(config.database)]
    if config.path:
        options += ["--config", str(config.path)]
    return [sys.executable, "-m", "crawler.cli", *job.arguments, *options]


class Watch:
    """The clock with its one worker; `run` returns when a signal or `stop` ends it."""

    def __init__(
        self, config: Config, tell: Callable[[str], None], planned: Sequence[Job] | None = None
    ) -> None:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.blocking import BlockingScheduler
        from apscheduler.triggers.cron import CronTrigger

        self._config = config
        self._tell = tell
        self._child: subprocess.Popen[bytes] | None = None
        self._stopping = False
        self._lock = threading.Lock()  # between starting a command and being told to stop
        self._clock = BlockingScheduler(
            timezone=config.watch.zone,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        for job in jobs(config) if planned is None else planned:
            trigger = CronTrigger.from_crontab(job.at, timezone=config.watch.zone)
            self._clock.add_job(self._run, trigger, args=[job], id=job.name, name=job.name)

    def run(self) -> None:
        """Run until SIGTERM or SIGINT; a command at work is asked to end and waited for."""
        before = {s: signal.signal(s, self._on_signal) for s in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._clock.start()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """End the clock and the command at work."""
        with self._lock:
            self._stopping = True
            if self._child is not None and self._child.poll() is None:
                self._child.terminate()
        if self._clock.running:
            self._clock.shutdown(wait=False)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._tell("stopping")
        # The scheduler's own lock may be held where the signal fell: stop from another thread.
        threading.Thread(target=self.stop, daemon=True).start()

    def _run(self, job: Job) -> None:
        with self._lock:
            if self._stopping:
                return
            self._tell(f"{job.name}: started")
            child = self._child = subprocess.Popen(command_line(self._config, job))
        with child:
            code = child.wait()
        self._tell(f"{job.name}: " + ("done" if code == 0 else f"ended with exit code {code}"))
