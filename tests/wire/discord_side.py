"""Forty channels in six servers of the loopback Discord, each with another wish, and what they show."""

from datetime import datetime
from pathlib import Path

from storage.engine.database import Database
from tests.servers.discord import DiscordProcess, Kind
from tests.servers.discord.places import said
from tests.wire.killing import Message
from tests.wire.wishes import CHANNELS, Spot, Wish, subscribe, wish

SERVERS = 6
KINDS = ("text", "announcement", "text", "thread", "forum")
_TYPES = {"text": Kind.TEXT, "thread": Kind.TEXT, "announcement": Kind.ANNOUNCEMENT, "forum": Kind.FORUM}


def wishes() -> list[Wish]:
    """Return all forty."""
    made = []
    for number in range(CHANNELS):
        kind = KINDS[number % len(KINDS)]
        publish = kind == "announcement" and number % 4 == 1
        made.append(wish(number, servers=SERVERS, kind=kind, publish=publish))
    return made


class DiscordSide:
    """A loopback Discord in a process of its own, not started yet."""

    platform = "discord"

    def __init__(self, folder: Path, clock: Path) -> None:
        module = "tests.wire.discord_server"
        self.server = DiscordProcess(folder / "discord.jsonl", "--clock", str(clock), module=module)
        self.spots: dict[Wish, Spot] = {}

    async def settle_in(self, database: Database, now: datetime) -> None:
        """Make the servers and channels, register and subscribe them."""
        call = self.server.call
        guilds = [await call("places.add_guild", f"Server {number}") for number in range(SERVERS)]
        for one in wishes():
            guild = guilds[one.server]
            channel = await call("places.add_channel", guild, one.name, kind=int(_TYPES[one.kind]))
            if one.kind == "thread":
                channel = await call("places.add_thread", channel, one.name)
            self.spots[one] = Spot(str(guild), str(channel))
        await subscribe(database, self.platform, self.spots, now)

    async def shown(self, one: Wish) -> list[Message]:
        """Return what a channel shows; of a forum what its posts do, all by their time."""
        channel = int(self.spots[one].channel)
        places = [channel]
        if one.kind == "forum":
            places = [int(post["id"]) for post in await self.server.call("places.posts", channel)]
        found = [message for place in places for message in await self.server.call("places.messages", place)]
        return [Message(message["id"], said(message)) for message in sorted(found, key=lambda made: int(made["id"]))]
