"""When to look. What is due lives in our tables, so that neither a restart nor a clock change can lose or repeat a run.

APScheduler 3.11, with settings found by trying it: no misfire limit (its default of one second silently
skips runs), coalescing, one instance a job, UTC, memory only. A job that hangs would block its successors for ever, so
every job has a deadline.

APScheduler tells the time by the machine's clock: where that is set back by three days, no job would look for three
days. So the schedule watches the clock by the loop's own time, which nobody sets, and has every job look when it goes
back.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

WATCH_EVERY = 5.0
"""Seconds between two glances at the clock."""
BACK = timedelta(minutes=1)
"""A clock that went back by less has gone wrong by less than any job minds."""

log = structlog.get_logger(__name__)


def _machine() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to look after, again and again."""

    name: str
    look: Callable[[], Awaitable[object]]
    every: timedelta
    deadline: timedelta
    """A look that takes longer is cancelled and logged; the next one comes as usual."""


class Schedule:
    """Runs jobs until it is stopped."""

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        went_back: Callable[[], Awaitable[object]] | None = None,
        now: Callable[[], datetime] = _machine,
        watch_every: float = WATCH_EVERY,
    ) -> None:
        """Take the jobs; nothing runs before `start`.

        Args:
            jobs: what looks.
            went_back: called when the clock was set back, before the jobs look.
            now: the machine's clock.
            watch_every: seconds between two glances at it.

        """
        self._jobs = jobs
        self._went_back = went_back
        self._now = now
        self._watch_every = watch_every
        self._watch: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Start looking: each job at once, and then at its interval."""
        # A look that takes longer than its interval is ordinary here; APScheduler would warn each time.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for job in self._jobs:
            self._scheduler.add_job(
                self._look,
                IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC),
                args=(job,),
                id=job.name,
                name=job.name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()
        self._watch = asyncio.create_task(self._watch_the_clock(), name="watch the clock")

    async def stop(self, grace: float) -> None:
        """Start no more looks, give those under way `grace` seconds to end, then cancel them."""
        if not self._scheduler.running:
            return
        # Not `shutdown` at once: it cancels what runs, and a send cut off in the middle is a delivery in doubt.
        self._scheduler.pause()
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._scheduler.shutdown(wait=False)

    async def _watch_the_clock(self) -> None:
        loop = asyncio.get_running_loop()
        before, then = self._now(), loop.time()
        while True:
            await asyncio.sleep(self._watch_every)
            now, passed = self._now(), timedelta(seconds=loop.time() - then)
            if before + passed - now >= BACK:
                log.warning("the clock was set back", by=str(before + passed - now))
                await self._start_anew()
            before, then = now, loop.time()

    async def _start_anew(self) -> None:
        """Put right what the wrong clock left, and have every job look at once."""
        try:
            if self._went_back is not None:
                await self._went_back()
        except Exception:
            log.exception("what a clock that was ahead left is not put right")
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._now())

    async def _look(self, job: Job) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            async with asyncio.timeout(job.deadline.total_seconds()):
                await job.look()
        except TimeoutError:
            log.warning("job took too long", job=job.name, deadline=job.deadline.total_seconds())
        except Exception:
            log.exception("job failed", job=job.name)
