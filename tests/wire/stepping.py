"""Stepping a bot through the wire's time while it posts to loopback platforms.

Feeds are polled on the grid of the steps only, whatever happened before, so that each run hears the same news at the
same moments. In between, and after the end, the clock goes on a minute at a time until all that is due is told and
shown. An outage takes no time on this clock: it stands while a platform does not answer.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select

from bot.service import Service
from feeds.clock import SteppedClock
from storage.schema import OPEN, outbox, posts
from storage.schema.delivery import STALE
from tests.wire.wire import Wire

MINUTE = timedelta(minutes=1)
PATIENCE = timedelta(days=1)
"""How long after the end the last post may be told."""
ANOTHER_LOOK = 0.05
"""Seconds until an unreachable platform is asked again."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """All clocks there are: the loopback platforms', the wire's and the bot's."""

    file: Path
    wire: Wire
    bot: SteppedClock

    def move_to(self, when: datetime) -> None:
        """Move them. The wire's is where a new process goes on from."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(str(when.timestamp()))
        fresh.replace(self.file)
        self.wire.move_to(when)
        self.bot.move_to(when)


@dataclass(frozen=True, slots=True)
class Grid:
    """When feeds are polled."""

    start: datetime
    until: datetime
    step: timedelta

    def holds(self, now: datetime) -> bool:
        """Tell whether they are polled now."""
        return now <= self.until and not (now - self.start) % self.step

    def after(self, now: datetime) -> datetime | None:
        """Return when they are polled next; None: never again."""
        then = now + self.step - (now - self.start) % self.step
        return then if then <= self.until else None


async def step(service: Service, clocks: Clocks, grid: Grid, addresses: Mapping[str, str]) -> None:
    """Poll, deliver, and move the clocks, until the end is reached and nothing is left to do on any platform."""
    while True:
        now = clocks.bot.now()
        if grid.holds(now):
            await service.poller.drain()
        await service.deliverer.look()
        then = grid.after(now)
        if await unfinished(service, addresses):
            then = min(now + MINUTE, then) if then else now + MINUTE
        if then is None:
            return
        if then > grid.until + PATIENCE:
            msg = "posts are due that cannot be told"
            raise RuntimeError(msg)
        for address in addresses.values():
            await reachable(address)
        clocks.move_to(then)


async def unfinished(service: Service, platforms: Iterable[str]) -> int:
    """Return how many posts of these platforms are due, or show less than they should."""
    here = list(platforms)
    async with service.database.read() as tx:
        due = await tx.scalar(select(func.count()).select_from(outbox).where(OPEN, outbox.c.platform.in_(here)))
        stale = await tx.scalar(select(func.count()).select_from(posts).where(STALE, posts.c.platform.in_(here)))
    return int(due or 0) + int(stale or 0)


async def reachable(address: str) -> None:
    """Return when the loopback platform at `address` takes connections."""
    where = urlsplit(address)
    while True:
        try:
            _, writer = await asyncio.open_connection(where.hostname, where.port)
        except OSError:
            await asyncio.sleep(ANOTHER_LOOK)
        else:
            writer.close()
            return
