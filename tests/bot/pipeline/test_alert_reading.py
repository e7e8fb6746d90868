"""What cards about stories are made of is read once for all that are due, and each place gets its own of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from bot.pipeline.alert_reading import Wanted, read_alerts
from bot.pipeline.write import Writer
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from storage import subscriptions
from storage.engine.database import Database, Tx
from storage.subscriptions import Mode, Terms
from tests.bot import shipped
from tests.migrated import migrated
from tests.storage.world import NOON, World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    database = await Database.open(f"sqlite:///{migrated(tmp_path / 'world.sqlite3')}", durable=False)
    yield await World.make(database)
    await database.close()


async def test_each_place_gets_its_language_its_post_and_nothing_of_a_story_that_is_gone(
    world: World, desk: Desk
) -> None:
    english, silent = await world.add_channel(), await world.add_channel()
    await world.subscribe()
    async with world.database.write() as tx:
        await subscriptions.add(tx, english.id, None, Terms(Mode.INSTANT, "UTC", "en"), next_due_at=None, now=NOON)
    first = await world.open_story(tell=[world.channel])
    (posted,) = await world.deliver()
    second = await world.open_story(tell=[])
    wanted = [Wanted(story, place) for story in (first, second, 999) for place in (world.channel, english, silent)]
    async with world.database.read() as tx:
        found = await read_alerts(tx, wanted, desk=desk)
    assert [one and (one.view.id, one.locale, one.message) for one in found] == [
        (first, "ko", f"message-{posted.id}"),
        (first, "en", None),
        (first, "ko", None),  # the place's own: nothing is subscribed there
        (second, "ko", None),
        (second, "en", None),
        (second, "ko", None),
        None,
        None,
        None,
    ]


class Counted:
    """A database that counts its readings."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.readings = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        self.readings += 1
        async with self._database.read() as tx:
            yield tx


async def test_a_story_that_is_due_in_many_places_is_read_for_all_of_them_at_once(world: World, desk: Desk) -> None:
    places = [await world.add_channel() for _ in range(20)]
    await world.open_story(tell=places)
    due = await world.claim(limit=20)
    counted = Counted(world.database)
    database = cast("Database", counted)
    writer = Writer(database=database, desk=desk, catalogue=shipped.catalogue(), clock=SteppedClock(NOON))
    cards = await asyncio.gather(*(writer.render(delivery) for delivery in due))
    assert len(cards) == 20
    assert all(cards)
    assert counted.readings == 1
