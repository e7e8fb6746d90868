"""Many feeds at once: places are taken again as soon as they are free, and no server takes them all."""

import asyncio
from datetime import timedelta

from bot.service import Service
from feeds.feed import FeedSpec
from storage import feeds
from storage.feed_claims import PER_SERVER
from tests.bot.pipeline.polled import Polled
from tests.bot.pipeline.rss import OLD, rss
from tests.servers.feedserver import FeedServer, hang, page


async def follow(service: Service, server: FeedServer, count: int, *, slow: bool = False) -> None:
    async with service.database.write() as tx:
        for number in range(count):
            path = f"/{number}"
            server.answer(path, hang() if slow else page(rss(OLD)))
            name = f"{'slow' if slow else 'quick'}-{number}"
            since = service.clock.now() - timedelta(hours=slow)
            await feeds.add(tx, FeedSpec(name, server.url(path), name), None, since)


async def test_one_look_polls_all_that_is_due_however_many_places_there_are(
    server: FeedServer, service: Service
) -> None:
    count = 3 * PER_SERVER
    await follow(service, server, count)
    assert await service.poller.look() == count
    await service.poller.drain()
    assert len(server.requests) == count
    assert server.busiest == 1  # and yet one at a time


async def test_a_server_that_hangs_takes_few_places_though_its_feeds_are_due_longest(
    polled: Polled, server: FeedServer, service: Service
) -> None:
    async with FeedServer("127.0.0.2") as slow:
        await follow(service, slow, 10 * PER_SERVER, slow=True)
        await follow(service, server, 2 * PER_SERVER)
        looking = asyncio.create_task(service.poller.look())
        await server.until(lambda: len(server.requests) == 2 * PER_SERVER)
        await slow.until(lambda: slow.running == 1)
        async with service.database.read() as tx:
            assert await feeds.count_due(tx, polled.clock.now()) == 9 * PER_SERVER
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        await service.poller.stop()
    assert len(slow.requests) == 1
