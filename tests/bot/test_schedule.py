"""The scheduler: it says when to look, and no look can block the next ones."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.schedule import Job, Schedule

SOON = timedelta(milliseconds=10)
LONG = timedelta(seconds=30)


async def test_jobs_look_at_once_and_again() -> None:
    looks = 0
    thrice = asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        if looks == 3:
            thrice.set()

    schedule = Schedule([Job("poll", look, every=SOON, deadline=LONG)])
    schedule.start()
    async with asyncio.timeout(10):
        await thrice.wait()
    await schedule.stop(grace=1)


async def test_a_look_that_hangs_is_cancelled_at_its_deadline_and_the_next_comes() -> None:
    begun = 0
    again = asyncio.Event()

    async def look() -> None:
        nonlocal begun
        begun += 1
        if begun == 2:
            again.set()
        await asyncio.Event().wait()

    schedule = Schedule([Job("poll", look, every=SOON, deadline=timedelta(milliseconds=50))])
    schedule.start()
    async with asyncio.timeout(10):
        await again.wait()
    await schedule.stop(grace=0.01)


async def test_a_look_that_fails_does_not_end_the_job() -> None:
    begun = 0
    again = asyncio.Event()

    async def look() -> None:
        nonlocal begun
        begun += 1
        if begun == 2:
            again.set()
        msg = "the disk is full"
        raise OSError(msg)

    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    async with asyncio.timeout(10):
        await again.wait()
    await schedule.stop(grace=1)


async def test_stopping_lets_a_look_come_to_its_end_and_starts_no_other() -> None:
    begun = asyncio.Event()
    gate = asyncio.Event()
    ended = 0

    async def look() -> None:
        nonlocal ended
        begun.set()
        await gate.wait()
        ended += 1

    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    async with asyncio.timeout(10):
        await begun.wait()
        stopping = asyncio.create_task(schedule.stop(grace=10))
        await asyncio.sleep(0)
        gate.set()
        await stopping
    assert ended == 1


async def test_stopping_does_not_wait_for_ever() -> None:
    begun = asyncio.Event()

    async def look() -> None:
        begun.set()
        await asyncio.Event().wait()

    schedule = Schedule([Job("deliver", look, every=SOON, deadline=LONG)])
    schedule.start()
    async with asyncio.timeout(10):
        await begun.wait()
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

    async def look() -> None:
        return

    async def went_back() -> None:
        raise AssertionError

    def now() -> datetime:
        nonlocal glances
        glances += 1
        if glances == 20:
            enough.set()
        return datetime.now(UTC) + (timedelta(days=3) if glances > 10 else timedelta())

    jobs = [Job("retain", look, every=timedelta(hours=1), deadline=LONG)]
    schedule = Schedule(jobs, went_back=went_back, now=now, watch_every=0.01)
    schedule.start()
    async with asyncio.timeout(10):
        await enough.wait()
    await schedule.stop(grace=1)
