"""Chat platforms with many channels, some slow, and what is to be said in them."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.cards.card import Card
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Sent, Unknown
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from storage import outbox, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.outbox import NewRow
from tests.bot import shipped
from tests.builders import NOW
from tests.migrated import migrated
from tests.places import a_place


@dataclass
class ChannelFace:
    """Keeps what was said in which channel. A channel in `slow` answers once its event is set."""

    platform: str = "discord"
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Tokens by channel, in order."""
    slow: dict[str, asyncio.Event] = field(default_factory=dict)
    answers: dict[str, list[tuple[Outcome, bool]]] = field(default_factory=lambda: defaultdict(list))
    """By channel: what its next sends answer, and whether the post is there all the same."""
    edited: list[str] = field(default_factory=list)
    under_way: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def send(self, to: Address, posting: Posting) -> Outcome:
        self.under_way[to.channel] += 1
        assert self.under_way[to.channel] == 1, "two at once in one channel"
        try:
            if to.channel in self.slow:
                await self.slow[to.channel].wait()
            await asyncio.sleep(0)
            answers = self.answers[to.channel]
            outcome, there = answers.pop(0) if answers else (Sent(posting.token), True)
            if there:
                assert posting.token not in self.said[to.channel], "said twice"
                self.said[to.channel].append(posting.token)
                await self._note()
            return outcome
        finally:
            self.under_way[to.channel] -= 1

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:
        self.edited.append(message)
        await self._note()
        return Sent(message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:
        return Found(posting.token) if posting.token in self.said[to.channel] else Absent()

    async def until(self, count: int) -> None:
        """Wait until so much was said and edited."""
        async with asyncio.timeout(30), self.changed:
            await self.changed.wait_for(lambda: sum(map(len, self.said.values())) + len(self.edited) >= count)

    async def _note(self) -> None:
        async with self.changed:
            self.changed.notify_all()


@dataclass
class Channels:
    """A database with a server, its channels, and what is to be said in them."""

    database: Database
    clock: SteppedClock
    faces: dict[str, ChannelFace]
    deliverer: Deliverer
    workspace: int
    count: int = 0

    @classmethod
    async def open(cls, folder: Path, desk: Desk, *faces: ChannelFace) -> Self:
        """Open a database in the folder; what an earlier one left there stays."""
        database = await Database.open(f"sqlite:///{migrated(folder / 'channels.sqlite3')}", durable=False)
        clock = SteppedClock(NOW)
        async with database.write() as tx:
            its = await workspaces.put(tx, platform="discord", external="G", name="Guild", locale="en", now=NOW)
        by_platform = {face.platform: face for face in faces}
        writer = Writer(database=database, desk=desk, catalogue=shipped.catalogue(), clock=clock)
        deliverer = Deliverer(database=database, faces=by_platform, writer=writer, clock=clock, owner="me")
        return cls(database, clock, by_platform, deliverer, its.id)

    async def channel(
        self, name: str, *, workspace: int | None = None, kind: str = "text", notices: bool = False
    ) -> Destination:
        """Make a channel."""
        async with self.database.write() as tx:
            return await a_place(tx, workspace or self.workspace, name, self.clock.now(), kind=kind, notices=notices)

    async def terminal(self) -> Destination:
        """Make the operator's place."""
        async with self.database.write() as tx:
            its = await workspaces.put(tx, platform="terminal", external="local", name="Here", locale="en", now=NOW)
        return await self.channel("terminal", workspace=its.id, kind="terminal", notices=True)

    async def say(self, *to: Destination, due: datetime | None = None) -> list[int]:
        """Have something to say in each of these channels, and return the rows."""
        self.count += 1
        when = due or self.clock.now()
        data = {"data": {"kind": "network"}}
        rows = [NewRow(one.id, f"notice:said:{self.count}:{one.id}", "notice", when, payload=data) for one in to]
        async with self.database.write() as tx:
            return await outbox.put(tx, rows)

    async def deliver(self, after: timedelta = timedelta()) -> None:
        """Move on and deliver."""
        self.clock.move_to(self.clock.now() + after)
        await self.deliverer.look()

    async def close(self) -> None:
        """Stop what is under way."""
        await self.deliverer.stop()
        await self.database.close()
