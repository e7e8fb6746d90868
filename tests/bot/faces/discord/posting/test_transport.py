"""All requests keep one pace, and what was tried of a call is known."""

import asyncio
from contextlib import suppress

import aiohttp
import pytest
from aiohttp import web

from bot.faces.discord.posting.transport import BURST, RATE, Pace, TriedOnce, attempts, once, trace
from tests.bot.faces.discord.poster import Scripted, refuses, scripted
from tests.bot.faces.scripted import tears


class FastLoop:
    """A loop's clock that moves only when somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now)
        monkeypatch.setattr(asyncio, "sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def test_no_second_has_more_than_fifty_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, pace = FastLoop(monkeypatch), Pace()
    passed = []
    for _ in range(500):
        await pace.wait()
        passed.append(clock.now)
    assert max(sum(start <= one < start + 1 for one in passed) for start in passed) <= 50
    assert 498 / RATE - BURST / RATE <= passed[-1] - passed[0] <= 500 / RATE


async def test_a_pause_allows_no_more_than_a_burst(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, pace = FastLoop(monkeypatch), Pace(10, 3)
    for _ in range(20):
        await pace.wait()
    clock.now += 100
    began = clock.now
    for _ in range(3):
        await pace.wait()
    assert clock.now == began
    await pace.wait()
    assert clock.now == pytest.approx(began + 0.1)


async def test_who_waits_first_goes_first_and_who_is_cancelled_takes_nothing() -> None:
    pace, order = Pace(200, 1), []

    async def go(name: int) -> None:
        await pace.wait()
        order.append(name)

    tasks = [asyncio.create_task(go(number)) for number in range(8)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    loop = asyncio.get_running_loop()
    began = loop.time()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == [0, 1, 2, 4, 5, 6, 7]
    assert loop.time() - began < 7.9 / 200 + 0.2


class Counting(Pace):
    """Counts what has to wait."""

    def __init__(self) -> None:
        super().__init__(10_000, 1_000)
        self.count = 0

    async def wait(self) -> None:
        self.count += 1


async def ask(server: Scripted, session: aiohttp.ClientSession, path: str = "/channels/1/messages") -> int:
    async with session.post(server.api + path) as response:
        await response.read()
        return response.status


async def test_every_attempt_keeps_the_pace_but_answers_to_people() -> None:
    pace = Counting()
    async with scripted(judged=False) as server, aiohttp.ClientSession(trace_configs=[trace(pace)]) as session:
        server.answers = [lambda _: web.Response()]
        await ask(server, session)
        await ask(server, session)
        await ask(server, session, "/interactions/1/token/callback")
        await ask(server, session, "/webhooks/1/token")
    assert pace.count == 2


async def test_what_must_not_be_done_twice_is_not_tried_again_after_a_lost_answer() -> None:
    async with scripted(judged=False) as server, aiohttp.ClientSession(trace_configs=[trace(Counting())]) as session:
        server.answers = [refuses(502), lambda _: web.Response()]
        with attempts() as tried, once():
            assert await ask(server, session) == 502
            assert tried.in_doubt
            with pytest.raises(TriedOnce):
                await ask(server, session)
        assert len(server.asked) == 1
        assert await ask(server, session) == 200, "other calls are not concerned"


async def test_what_was_refused_may_be_tried_again_also_where_it_has_to_be_done_once() -> None:
    async with scripted(judged=False) as server, aiohttp.ClientSession(trace_configs=[trace(Counting())]) as session:
        server.answers = [refuses(429, 0, **{"Retry-After": "1"}), lambda _: web.Response()]
        with attempts() as tried, once():
            assert [await ask(server, session), await ask(server, session)] == [429, 200]
        assert not tried.in_doubt


async def test_a_connection_that_never_was_leaves_no_doubt_and_a_torn_one_does() -> None:
    async with scripted(judged=False) as server, aiohttp.ClientSession(trace_configs=[trace(Counting())]) as session:
        server.answers = [tears]
        with attempts() as tried, suppress(aiohttp.ClientError):
            await ask(server, session)
        assert tried.in_doubt
    async with aiohttp.ClientSession(trace_configs=[trace(Counting())]) as session:
        with attempts() as tried, suppress(aiohttp.ClientConnectorError):
            await ask(server, session)
        assert not tried.in_doubt
