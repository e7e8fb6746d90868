"""The scheduler: it says when to look, and no look can block the next ones."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.schedule import Job, Schedule

SOON = timedelta(milliseconds=10)
LONG = timedelta(seconds=30)


async def nothing() -> None:
    return


class Look:
    """Counts how often was looked, and what came of it each time."""

    def __init__(self, then: Callable[[], Awaitable[object]] = nothing) -> None:
        self._then = then
        self._begun = 0
        self._changed = asyncio.Condition()

    async def __call__(self) -> None:
        async with self._changed:
            self._begun += 1
            self._changed.notify_all()
        await self._then()

    async def begun(self, often: int) -> None:
        """Wait until it began so often."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: self._begun >= often)


async def test_jobs_look_at_once_and_again() -> None:
    look = Look()
    schedule = Schedule([Job("poll", look, every=SOON, deadline=LONG)])
    schedule.start()
    await look.begun(3)
    await schedule.stop(grace=1)


async def test_a_look_that_hangs_is_cancelled_at_its_deadline_and_the_next_comes() -> None:
    look = Look(asyncio.Event().wait)
    schedule = Schedule([Job("poll", look, every=SOON, deadline=timedelta(milliseconds=50))])
    schedule.start()
    await look.begun(2)
    await schedule.stop(grace=0.01)


async def test_a_look_that_fails_does_not_end_the_job() -> None:
    async def fail() -> None:
        msg = "the disk is full"
        raise OSError(msg)

    look = Look(fail)
    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    await look.begun(2)
    await schedule.stop(grace=1)


async def test_stopping_lets_a_look_come_to_its_end_and_starts_no_other() -> None:
    gate = asyncio.Event()
    ended: list[str] = []

    async def finish() -> None:
        await gate.wait()
        ended.append("look")

    look = Look(finish)
    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    await look.begun(1)
    async with asyncio.timeout(10):
        stopping = asyncio.create_task(schedule.stop(grace=10))
        await asyncio.sleep(0)
        gate.set()
        await stopping
    assert ended == ["look"]


async def test_stopping_does_not_wait_for_ever() -> None:
    look = Look(asyncio.Event().wait)
    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    await look.begun(1)
    async with asyncio.timeout(10):
        await schedule.stop(grace=0.01)
    await schedule.stop(grace=0.01)


async def test_a_clock_that_is_set_back_is_noticed_and_every_job_looks_at_once() -> None:
    looks: list[str] = []
    twice = asyncio.Event()
    wrong = timedelta(days=3)

    async def look() -> None:
        looks.append("look")
        if looks.count("look") == 2:
            twice.set()

    async def went_back() -> None:
        looks.append("put right")

    def now() -> datetime:
        return datetime.now(UTC) + (timedelta() if looks else wrong)

    jobs = [Job("retain", look, every=timedelta(hours=1), deadline=LONG)]
    schedule = Schedule(jobs, went_back=went_back, now=now, watch_every=0.01)
    schedule.start()
    async with asyncio.timeout(10):
        await twice.wait()
    await schedule.stop(grace=1)
    assert looks == ["look", "put right", "look"]


async def test_a_clock_that_runs_on_or_jumps_ahead_wakes_nobody() -> None:
    glances = 0
    enough = asyncio.Event()

    async def went_back() -> None:
        raise AssertionError

    def now() -> datetime:
        nonlocal glances
        glances += 1
        if glances == 20:
            enough.set()
        return datetime.now(UTC) + (timedelta(days=3) if glances > 10 else timedelta())

    jobs = [Job("retain", nothing, every=timedelta(hours=1), deadline=LONG)]
    schedule = Schedule(jobs, went_back=went_back, now=now, watch_every=0.01)
    schedule.start()
    async with asyncio.timeout(10):
        await enough.wait()
    await schedule.stop(grace=1)
