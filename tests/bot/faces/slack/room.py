"""A workspace of a loopback Slack in which what becomes of it is followed, and what is known of it then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.faces.slack.places.greeting import Greeter
from bot.faces.slack.places.life import Life
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.faces.slack.living import Living, alive
from tests.bot.faces.slack.newsroom import NOON, Newsroom, newsroom
from tests.bot.invented import DESK
from tests.places import a_place

HOUR = timedelta(hours=1)


@dataclass
class Room:
    """A workspace, and who follows what becomes of it."""

    news: Newsroom
    life: Life
    living: Living

    async def follow(self, channel: str, *, notices: bool = False) -> None:
        """Have a channel registered, as if somebody had subscribed it."""
        name = self.news.server.places.channel(channel)["name"]
        who = await self.news.people.who(
            self.news.team, self.news.server.places.channel(channel)["creator"], channel, name
        )
        if notices:
            async with self.news.database.write() as tx:
                await destinations.set_notices(tx, who.destination, notices=True)

    async def place(self, channel: str) -> Destination:
        """Return a channel that is registered."""
        found = await self.news.place(channel)
        assert found is not None
        return found

    async def notices(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what is to be told, and where."""
        async with self.news.database.write() as tx:
            due = await outbox.claim(
                tx,
                self.news.clock.now() + HOUR,
                platforms=["slack", "terminal"],
                owner="me",
                lease_until=NOON,
                limit=99,
            )
        return [(one.destination.external, one.payload["data"]) for one in due if "data" in one.payload]

    async def has_left(self) -> bool:
        """Tell whether the app is taken for removed."""
        its = await self.news.workspace()
        assert its is not None
        return its.left_at is not None


@asynccontextmanager
async def followed_room(file: Path) -> AsyncIterator[Room]:
    """Open a room on a database, whose file is its own."""
    database = await Database.open(f"sqlite:///{file}", durable=False)
    async with newsroom(database) as news:
        greeter = Greeter(shipped.catalogue(), DESK, news.directs)
        life = Life(news.people, greeter)
        async with alive(life, news.server) as living:
            yield Room(news, life, living)
    await database.close()


async def hear_as_operator(room: Room) -> None:
    """Have an operator's terminal hear notices."""
    async with room.news.database.write() as tx:
        local = await workspaces.put(tx, platform="terminal", external="local", name="local", locale="en", now=NOON)
        await a_place(tx, local.id, "local", NOON, kind="terminal", name="terminal", notices=True)
