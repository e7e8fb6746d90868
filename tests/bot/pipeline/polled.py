"""A bot that polls feeds of a server on loopback, step by step."""

from datetime import timedelta

from bot.service import Service
from feeds.clock import SteppedClock
from feeds.feed import FeedSpec
from storage import feeds
from storage.turn.snapshot import FeedState
from tests.servers.feedserver import FeedServer

QUARTER = timedelta(minutes=15)
"""How often the feeds are polled."""
TALKS = "Seoul and Washington hold visa working group talks"
"""A headline that is told."""


class Polled:
    """Feeds that are polled by a bot, step by step."""

    def __init__(self, service: Service, server: FeedServer, clock: SteppedClock) -> None:
        self.service = service
        self.server = server
        self.clock = clock

    async def follow(self, name: str = "herald", publisher: str | None = None) -> None:
        spec = FeedSpec(name, self.server.url(f"/{name}"), publisher or name, lang="en", every=QUARTER)
        async with self.service.database.write() as tx:
            await feeds.add(tx, spec, None, self.clock.now())

    async def round(self, after: timedelta = QUARTER) -> None:
        """Move on, poll what is due, deliver."""
        self.clock.move_to(self.clock.now() + after)
        await self.service.poller.drain()
        await self.service.deliverer.look()

    async def state(self, name: str = "herald") -> FeedState:
        async with self.service.database.read() as tx:
            found = await feeds.by_slug(tx, name)
        assert found is not None
        return found
