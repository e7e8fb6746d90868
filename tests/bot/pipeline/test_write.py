"""However many cards are due at once, people who ask meanwhile find a connection to read by."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

from bot.pipeline.write import AT_ONCE, Writer
from feeds.desks.desk import Desk
from storage import outbox
from storage.engine.database import Database, Tx
from storage.engine.engines import READERS
from tests.bot import shipped
from tests.bot.pipeline.channels import ChannelFace, Channels


class Counted:
    """A database that counts who reads at the same time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open = self.most = 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        self._open += 1
        self.most = max(self.most, self._open)
        async with self._database.read() as tx:
            yield tx
        self._open -= 1


async def test_cards_take_half_of_the_connections_at_most(tmp_path: Path, desk: Desk) -> None:
    channels = await Channels.open(tmp_path, desk, ChannelFace("discord"))
    await channels.say(*[await channels.channel(f"C{number}") for number in range(10)])
    now = channels.clock.now()
    async with channels.database.write() as tx:
        due = await outbox.claim(
            tx, now, platforms=["discord"], owner="me", lease_until=now + timedelta(minutes=1), limit=10, but=()
        )
    counted = Counted(channels.database)
    database = cast("Database", counted)
    writer = Writer(database=database, desk=desk, catalogue=shipped.catalogue(), clock=channels.clock)
    cards = await asyncio.gather(*(writer.render(delivery) for delivery in due))
    await channels.close()
    assert len(cards) == 10
    assert all(cards)
    assert counted.most == AT_ONCE <= READERS // 2
