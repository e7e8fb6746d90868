"""Places to wait for."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from yarl import URL

from feeds.clock import SteppedClock
from feeds.fetch.limits import Limits
from feeds.fetch.places import Places, is_loopback, origin_of
from tests.feeds.fetch.conftest import NOW


async def settle() -> None:
    """Let every task that can run do so."""
    for _ in range(10):
        await asyncio.sleep(0)


def places_of(limits: Limits, clock: SteppedClock | None = None) -> Places:
    """Without pauses, unless the test steps a clock through them."""
    limits = limits if clock else replace(limits, pause=0)
    return Places(limits, clock or SteppedClock(NOW), Random(1))


class SetBackClock(SteppedClock):
    back = timedelta()

    def now(self) -> datetime:
        return super().now() - self.back


class Visitor:
    def __init__(self, places: Places, url: str) -> None:
        self.inside = False
        self._leave = asyncio.Event()
        self._task = asyncio.create_task(self._visit(places, URL(url)))

    async def _visit(self, places: Places, url: URL) -> None:
        async with places.place(url):
            self.inside = True
            await self._leave.wait()
        self.inside = False

    async def leave(self) -> None:
        self._leave.set()
        await self._task
        await settle()


async def test_who_waits_for_a_busy_origin_takes_no_place_from_others() -> None:
    places = places_of(Limits(concurrent=2))
    visitors = [Visitor(places, url) for url in ("https://a.kr/1", "https://a.kr/2", "https://b.kr/", "https://c.kr/")]
    await settle()
    assert [visitor.inside for visitor in visitors] == [True, False, True, False]
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    assert places._lanes == {}


async def test_places_are_given_first_come_first_served() -> None:
    places = places_of(Limits())
    visitors = [Visitor(places, "https://a.kr/") for _ in range(3)]
    for number, visitor in enumerate(visitors):
        await settle()
        assert [other.inside for other in visitors] == [other == number for other in range(3)]
        await visitor.leave()


async def test_a_clock_that_is_set_back_keeps_nobody_waiting_longer_than_the_pause() -> None:
    clock = SetBackClock(NOW)
    places = Places(Limits(pause=10), clock, Random(1))
    await Visitor(places, "https://a.kr/1").leave()
    clock.back = timedelta(hours=3)
    second = Visitor(places, "https://a.kr/2")
    await settle()
    clock.move_to(NOW + timedelta(seconds=15.1))
    await settle()
    assert second.inside
    await second.leave()


async def test_an_origin_is_left_alone_for_the_pause_and_others_are_not_held_up_by_it() -> None:
    clock = SteppedClock(NOW)
    places = places_of(Limits(concurrent=1, pause=10), clock)
    first, second, other = (Visitor(places, url) for url in ("https://a.kr/1", "https://a.kr/2", "https://b.kr/"))
    await settle()
    await first.leave()
    clock.move_to(NOW + timedelta(seconds=4.9))  # the pause is 5 to 15 s
    await settle()
    assert [second.inside, other.inside] == [False, True]
    await other.leave()
    await settle()
    assert [second.inside, other.inside] == [False, False]
    clock.move_to(NOW + timedelta(seconds=15.1))
    await settle()
    assert second.inside
    await second.leave()


async def test_this_machine_needs_no_pause() -> None:
    places = places_of(Limits(pause=10), SteppedClock(NOW))
    async with asyncio.timeout(5):
        for _ in range(3):
            async with places.place(URL("http://127.0.0.1:8080/")):
                pass
    assert places._lanes == {}


async def test_an_origin_is_forgotten_once_its_pause_is_over() -> None:
    clock = SteppedClock(NOW)
    places = places_of(Limits(pause=10), clock)
    for url in ("https://a.kr/", "https://b.kr/"):
        async with places.place(URL(url)):
            pass
    assert len(places._lanes) == 2
    clock.move_to(NOW + timedelta(seconds=15.1))
    async with places.place(URL("https://c.kr/")):
        assert list(places._lanes) == ["https://a.kr:443", "https://b.kr:443", "https://c.kr:443"]
    assert list(places._lanes) == ["https://c.kr:443"]


async def test_different_schemes_ports_and_hosts_are_different_origins() -> None:
    places = places_of(Limits(concurrent=10))
    urls = ["http://a.kr/", "https://a.kr/", "https://a.kr:444/", "https://b.a.kr/"]
    async with asyncio.timeout(5), AsyncExitStack() as stack:
        for url in urls:
            await stack.enter_async_context(places.place(URL(url)))
        assert len(places._lanes) == 4


@pytest.mark.parametrize("url", ["https://a.kr/x", "https://A.kr:443/y", "https://a.kr./", "https://a.kr"])
def test_one_origin_has_one_spelling(url: str) -> None:
    assert origin_of(URL(url)) == "https://a.kr:443"


def test_loopback_is_told_by_spelling() -> None:
    assert all(map(is_loopback, ["localhost", "feed.localhost", "127.0.0.1", "127.3.2.1", "::1"]))
    assert not any(map(is_loopback, ["a.kr", "notlocalhost", "8.8.8.8", "", "2001::1"]))


@pytest.mark.parametrize("name", ["connect", "total", "body_bytes", "concurrent", "per_origin", "loopback_per_origin"])
def test_a_limit_that_lets_nothing_through_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError, match=f"limit {name} "):
        Limits(**{name: 0})


@pytest.mark.parametrize("name", ["redirects", "pause"])
def test_none_at_all_is_a_limit_of_redirects_and_pause_and_less_is_not(name: str) -> None:
    assert getattr(Limits(**{name: 0}), name) == 0
    with pytest.raises(ValueError, match=f"limit {name} "):
        Limits(**{name: -1})
