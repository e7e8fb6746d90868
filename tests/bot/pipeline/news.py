"""News that arrives, and headlines for it."""

from datetime import timedelta
from typing import Any

from bot.service import Service
from feeds.clock import SteppedClock
from feeds.entry import Entry
from feeds.feed import FeedSpec
from feeds.parse.document import Document
from storage import feeds
from storage.turn.snapshot import FeedState
from tests.builders import NOW, an_entry

HOUR = timedelta(hours=1)


class News:
    """Entries that arrive by feeds which had their baseline."""

    def __init__(self, service: Service, clock: SteppedClock) -> None:
        self.service = service
        self.clock = clock
        self.count = 0

    async def feed(self, publisher: str) -> FeedState:
        async with self.service.database.write() as tx:
            found = await feeds.by_slug(tx, publisher)
            spec = FeedSpec(publisher, f"https://{publisher}.invalid/rss", publisher)
            return found or await feeds.add(tx, spec, None, NOW - HOUR)

    async def arrive(self, *titles: str, publisher: str = "herald", **changes: Any) -> None:
        """Have entries with these titles arrive now."""
        entries: list[Entry] = []
        for title in titles:
            self.count += 1
            values: dict[str, Any] = {"n": self.count, "publisher": publisher, "published": self.clock.now()} | changes
            entries.append(an_entry(title, **values))
        feed = await self.feed(publisher)
        if feed.baseline_at is None:
            await self.service.poller.take(feed, Document("rss20", "", ()))
            feed = await self.feed(publisher)
        await self.service.poller.take(feed, Document("rss20", "", tuple(entries)))

    async def deliver(self, after: timedelta = timedelta()) -> None:
        self.clock.move_to(self.clock.now() + after)
        await self.service.deliverer.look()


def headline(number: int) -> str:
    words = ["alpha", "bravo", "carol", "delta", "eagle", "flint", "grape", "hotel"]
    return f"Visa working group talks, {words[number % 8]} {words[number // 8 % 8]} matter {number}"
