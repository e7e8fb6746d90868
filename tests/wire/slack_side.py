"""Forty channels in three workspaces of the loopback Slack, each with another wish, and what they show."""

from datetime import datetime
from pathlib import Path

from storage.engine.database import Database
from tests.servers.slack import SlackProcess, said
from tests.wire.asking import Asker
from tests.wire.killing import Message
from tests.wire.wishes import CHANNELS, Spot, Wish, subscribe, wish

WORKSPACES = 3
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
        self.asker = Asker(self.server, clock)

    async def settle_in(self, database: Database, now: datetime) -> None:
        """Make the workspaces and channels, register and subscribe them."""
        call = self.server.call
        teams = [await call("places.add_team", f"Server {number}") for number in range(WORKSPACES)]
        self.tokens = {team: await call("places.token", team) for team in teams}
        for one in wishes():
            team = teams[one.server]
            self.spots[one] = Spot(team, await self._place(team, one))
        await self.asker.settle_in(teams[0])
        await subscribe(database, self.platform, self.spots, now)

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
