"""Forty channels in three workspaces of the loopback Slack, each with another wish, and what they show."""

import asyncio
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import aiohttp

from storage.engine.database import Database
from tests.servers.slack import SlackProcess, said
from tests.wire.killing import ANOTHER_LOOK, Message
from tests.wire.wishes import CHANNELS, Spot, Wish, subscribe, wish

WORKSPACES = 3
HOUR = 3600.0
KINDS = ("channel", "private", "channel", "shared", "direct")


def wishes() -> list[Wish]:
    """Return all forty."""
    made = []
    for number in range(CHANNELS):
        kind = KINDS[number % len(KINDS)]
        publish = kind == "channel" and number % 4 == 0
        made.append(wish(number, servers=WORKSPACES, kind=kind, publish=publish))
    return made


class SlackSide:
    """A loopback Slack in a process of its own, not started yet."""

    platform = "slack"

    def __init__(self, folder: Path, clock: Path) -> None:
        module = "tests.wire.slack_server"
        self.server = SlackProcess(folder / "slack.jsonl", "--clock", str(clock), module=module)
        self.spots: dict[Wish, Spot] = {}
        self.tokens: dict[str, str] = {}
        """The app's, by workspace."""
        self._clock = clock
        self._lobby = self._asker = self._bot = ""

    async def settle_in(self, database: Database, now: datetime) -> None:
        """Make the workspaces and channels, register and subscribe them."""
        call = self.server.call
        teams = [await call("places.add_team", f"Server {number}") for number in range(WORKSPACES)]
        self.tokens = {team: await call("places.token", team) for team in teams}
        for one in wishes():
            team = teams[one.server]
            self.spots[one] = Spot(team, await self._place(team, one))
        self._lobby = await call("places.add_channel", teams[0], "lobby")
        self._asker = await call("places.add_person", teams[0], "mina", channels=[self._lobby])
        self._bot = await call("places.bot", teams[0])
        await subscribe(database, self.platform, self.spots, now)

    async def talk(self) -> None:
        """Ask the bot something, where nobody subscribed, every hour of the wire's time, until cancelled."""
        asked_at = 0.0
        while True:
            now = float(self._clock.read_text())
            if now - asked_at >= HOUR:
                asked_at = now
                with suppress(aiohttp.ClientError):  # Slack was killed: nobody asks
                    await self.server.call("people.say", self._asker, self._lobby, f"<@{self._bot}> status")
            await asyncio.sleep(ANOTHER_LOOK)

    async def answers(self) -> list[int]:
        """Return how many answers each question got that somebody asked."""
        said_there = await self.server.call("places.messages", self._lobby)
        asked = [one["ts"] for one in said_there if one["user"] == self._asker]
        return [sum(one.get("thread_ts") == ts and one["user"] == self._bot for one in said_there) for ts in asked]

    async def shown(self, one: Wish) -> list[Message]:
        """Return what a channel or a person's direct messages show."""
        channel = self.spots[one].channel
        if channel.startswith("@"):
            channel = await self.server.call("places.direct", channel.removeprefix("@"))
        return [Message(message["ts"], said(message)) for message in await self.server.call("places.messages", channel)]

    async def _place(self, team: str, one: Wish) -> str:
        """Make a place; every third public channel is one that the app has to join by itself."""
        if one.kind == "direct":
            return f"@{await self.server.call('places.add_person', team, one.name)}"
        kinds = {"private": one.kind == "private", "shared": one.kind == "shared", "locale": one.locale}
        bot = one.kind != "channel" or int(one.name.removeprefix("news-")) % 3 > 0
        return str(await self.server.call("places.add_channel", team, one.name, bot=bot, **kinds))
