"""Places to wait for: so many requests at once over all, and to one origin."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from random import Random

from yarl import URL

from feeds.clock import Clock
from feeds.fetch.limits import Limits

_LONGEST_SPREAD = 1.5
"""The longest pause, in pauses."""


@dataclass(slots=True)
class _Lane:
    turns: asyncio.Semaphore
    ready_at: datetime
    """When the origin may be asked next."""
    users: int = 0
    """Those who hold a place or wait for one."""


class Places:
    """Hands out places, first come, first served, with a pause between two requests to one origin."""

    def __init__(self, limits: Limits, clock: Clock, random: Random) -> None:
        self._limits = limits
        self._clock = clock
        self._random = random
        self._overall = asyncio.Semaphore(limits.concurrent)
        # In the order of last use, so that those to forget are in front.
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def place(self, url: URL) -> AsyncIterator[None]:
        """Wait for a place to ask the origin (scheme, host and port) of `url`, and hold it.

        The origin's turn comes first: whoever waits for a busy origin takes no place from others. Nobody may hold a
        place while asking for another, or both could wait for ever.
        """
        here = is_loopback(url.host or "")
        width = self._limits.loopback_per_origin if here else self._limits.per_origin
        pause = 0.0 if here else self._limits.pause
        origin = origin_of(url)
        lane = self._lanes.pop(origin, None) or _Lane(asyncio.Semaphore(width), self._clock.now())
        self._lanes[origin] = lane
        lane.users += 1
        try:
            async with lane.turns:
                await self._clock_reaches(lane.ready_at, pause * _LONGEST_SPREAD)
                async with self._overall:
                    try:
                        yield
                    finally:
                        spread = timedelta(seconds=pause * self._random.uniform(0.5, _LONGEST_SPREAD))
                        lane.ready_at = self._clock.now() + spread
        finally:
            lane.users -= 1
            self._forget_idle()

    async def _clock_reaches(self, when: datetime, most: float) -> None:
        """Wait for a moment, at most so many seconds: a clock that was set back would have us wait for hours."""
        wait = min((when - self._clock.now()).total_seconds(), most)
        if wait > 0:
            await self._clock.sleep(wait)

    def _forget_idle(self) -> None:
        """Drop lanes from the front that nobody uses and whose pause is over; each once, so it is cheap."""
        now = self._clock.now()
        while self._lanes:
            origin, lane = next(iter(self._lanes.items()))
            if lane.users or lane.ready_at > now:
                return
            del self._lanes[origin]


def origin_of(url: URL) -> str:
    """Return scheme, host and port, one spelling for each origin: yarl folds case and adds the usual port."""
    return f"{url.scheme}://{(url.raw_host or '').rstrip('.')}:{url.port}"


def is_loopback(host: str) -> bool:
    """Say whether `host`, by its spelling, is this machine (RFC 6761, section 6.3, for the name)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
