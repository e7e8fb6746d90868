"""The clocks."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from feeds.clock import SteppedClock, SystemClock

START = datetime(2025, 9, 28, tzinfo=UTC)


async def test_sleepers_wake_in_the_order_of_their_time_and_not_before_it() -> None:
    clock = SteppedClock(START)
    woken: list[int] = []

    async def sleep(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append(seconds)

    sleepers = [asyncio.create_task(sleep(seconds)) for seconds in (30, 10, 20)]
    await asyncio.sleep(0)
    clock.move_to(START + timedelta(seconds=25))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert woken == [10, 20]
    clock.move_to(START + timedelta(seconds=30))
    await asyncio.gather(*sleepers)
    assert woken == [10, 20, 30]


async def test_the_clock_never_goes_back_and_a_sleeper_that_left_harms_nobody() -> None:
    clock = SteppedClock(START)
    sleeper = asyncio.create_task(clock.sleep(5))
    await asyncio.sleep(0)
    sleeper.cancel()
    await asyncio.gather(sleeper, return_exceptions=True)
    clock.move_to(START + timedelta(hours=1))
    clock.move_to(START)
    assert clock.now() == START + timedelta(hours=1)
    await clock.sleep(0)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        SteppedClock(datetime(2025, 9, 28))  # noqa: DTZ001 - what is refused


async def test_the_system_clock_is_in_utc_and_sleeps() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(-1)
    assert before.tzinfo is UTC
    assert clock.now() >= before
