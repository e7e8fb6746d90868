"""The bot that posts to a loopback Discord, as a process of its own, its clock stepped together with the wire's.

    python -m tests.wire.discord_stepper WIRE_URL DISCORD_URL CLOCK_FILE START UNTIL STEP_MINUTES

Feeds are polled on the grid of the steps only, whatever happened before, so that each run hears the same news at the
same moments. In between, and after the end, the clock goes on a minute at a time until all that is due is told and
shown. An outage takes no time on this clock: it stands while Discord does not answer.
"""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import discord
from discord.http import Route
from sqlalchemy import func, select

from bot.configure import load
from bot.faces.discord.client import options
from bot.faces.discord.face import DiscordFace
from bot.faces.discord.transport import Pace, trace
from bot.locale.catalogue import load_catalogue
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.loader import shipped_desk
from storage.schema import OPEN, outbox, posts
from storage.schema.delivery import STALE
from tests.servers.discord import TOKEN
from tests.servers.discord.api import PREFIX
from tests.wire.discord_server import FASTER
from tests.wire.wire import Wire

MINUTE = timedelta(minutes=1)
PATIENCE = timedelta(days=1)
"""How long after the end the last post may be told."""
ANOTHER_LOOK = 0.05
"""Seconds until an unreachable Discord is asked again."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """All clocks there are: the loopback Discord's, the wire's and the bot's."""

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


async def step(service: Service, clocks: Clocks, grid: Grid, address: str) -> None:
    """Poll, deliver, and move the clocks, until the end is reached and nothing is left to do."""
    while True:
        now = clocks.bot.now()
        if grid.holds(now):
            await service.poller.drain()
        await service.deliverer.look()
        then = grid.after(now)
        if await unfinished(service):
            then = min(now + MINUTE, then) if then else now + MINUTE
        if then is None:
            return
        if then > grid.until + PATIENCE:
            msg = "posts are due that cannot be told"
            raise RuntimeError(msg)
        await reachable(address)
        clocks.move_to(then)


async def unfinished(service: Service) -> int:
    """Return how many posts are due, or show less than they should."""
    here = "discord"
    async with service.database.read() as tx:
        due = await tx.scalar(select(func.count()).select_from(outbox).where(OPEN, outbox.c.platform == here))
        stale = await tx.scalar(select(func.count()).select_from(posts).where(STALE, posts.c.platform == here))
    return int(due or 0) + int(stale or 0)


async def reachable(address: str) -> None:
    """Return when the loopback Discord takes connections."""
    where = urlsplit(address)
    while True:
        try:
            _, writer = await asyncio.open_connection(where.hostname, where.port)
        except OSError:
            await asyncio.sleep(ANOTHER_LOOK)
        else:
            writer.close()
            return


async def log_in(rest: discord.Client, address: str) -> None:
    """Log in, however often it takes."""
    while rest.user is None:
        await reachable(address)
        with suppress(aiohttp.ClientError, OSError, discord.HTTPException):
            await rest.login(TOKEN)


@contextmanager
def speaking_with(address: str) -> Iterator[None]:
    """Let the library reach the loopback Discord."""
    before, Route.BASE = Route.BASE, address + PREFIX
    try:
        yield
    finally:
        Route.BASE = before


async def main(wire_url: str, address: str, clock_file: str, *span: str) -> None:
    """Run to the end."""
    start, until, minutes = span
    wire = Wire(wire_url)
    clocks = Clocks(Path(clock_file), wire, SteppedClock(wire.now()))
    clocks.move_to(clocks.bot.now())
    grid = Grid(datetime.fromisoformat(start), datetime.fromisoformat(until), timedelta(minutes=int(minutes)))
    settings = load()
    pace = Pace(rate=45.0 * FASTER, burst=3 * FASTER)
    rest = discord.Client(**options(trace(pace)))
    with speaking_with(address):
        await log_in(rest, address)
        faces = {"discord": DiscordFace(rest, load_catalogue())}
        async with open_service(settings, shipped_desk(settings.desk), faces, clocks.bot) as service:
            await step(service, clocks, grid, address)
        await rest.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
