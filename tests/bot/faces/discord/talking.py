"""A bot that people talk with on a loopback Discord: the real listener, dispatcher and database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.commands.call import Probe
from bot.commands.dispatch import Dispatcher
from bot.faces.chat import Answering
from bot.faces.discord.chat import DiscordSettings, open_chat
from bot.faces.discord.client import Listener
from bot.locale.catalogue import Catalogue
from storage import subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Subscription
from tests.bot.faces.answering import answering
from tests.bot.faces.discord.ending import ended
from tests.servers.discord import TOKEN, LoopbackDiscord
from tests.servers.discord.components import Part, every
from tests.servers.discord.messages import EPHEMERAL

Json = dict[str, Any]


@dataclass
class Talk:
    """A newsroom with an admin, a plain member, and the one who runs the bot; and the bot, when it runs."""

    discord: LoopbackDiscord
    database: Database
    catalogue: Catalogue
    guild: int
    channel: int
    admin: int
    reader: int
    operator: int
    more: dict[str, Any] = field(default_factory=dict)
    """Of the dispatcher: what else handlers may use."""

    def answering(self, probe: Probe | None = None, dispatcher: type[Dispatcher] = Dispatcher) -> Answering:
        """Return what a listener answers with."""
        more = self.more | ({"probe": probe} if probe else {})
        return answering(self.database, self.catalogue, dispatcher, **more)

    def settings(self, **changed: Any) -> DiscordSettings:
        """Return how to reach the loopback."""
        given: dict[str, Any] = {
            "token": TOKEN,
            "operators": frozenset({str(self.operator)}),
            "api": self.discord.api,
            "gateway": self.discord.socket,
            "patience": 60.0,  # nothing is put off because the machine is busy: `test_answering` is of that
        }
        return DiscordSettings(**(given | changed))

    @asynccontextmanager
    async def listening(
        self, probe: Probe | None = None, dispatcher: type[Dispatcher] = Dispatcher, **changed: Any
    ) -> AsyncIterator[Listener]:
        """Start a new listener, as after a restart, and stop it; `changed` are settings."""
        async with open_chat(self.settings(**changed), self.catalogue) as chat:
            listener = chat._listener(self.answering(probe, dispatcher))
            running = asyncio.create_task(listener.start(TOKEN))
            try:
                await self.discord.until(lambda: running.done() or self._knows_all(listener))
                assert not running.done()
                yield listener
            finally:
                await listener.close()
                await asyncio.gather(running, return_exceptions=True)
                await ended()

    def _knows_all(self, listener: Listener) -> bool:
        return any(guild.id == self.guild and not guild.unavailable for guild in listener.guilds)

    async def command(self, name: str, options: Json | None = None, *, by: int = 0, **how: Any) -> Json:
        """Use a slash command, the admin if nobody is said, and return the message that answers."""
        channel = how.pop("channel", self.channel)
        asked = self.discord.people.command(by or self.admin, channel, name, options, **how)
        return await self.discord.people.shown(asked)

    async def press(self, message: Json, label: str, *, by: int = 0) -> Json:
        """Press the button with a label, and return the message that answers: a new one, or the same."""
        return await self.discord.people.shown(self.pressed(message, label, by=by))

    def pressed(self, message: Json, label: str, *, by: int = 0) -> int:
        """Press the button with a label, and return the interaction."""
        return self.discord.people.press(by or self.admin, int(message["id"]), button(message, label)["custom_id"])

    async def following(self, workspace: str | None = None) -> list[Subscription]:
        """Return what is followed in a workspace, the newsroom if none is said."""
        async with self.database.read() as tx:
            its = await workspaces.by_external(tx, "discord", workspace or str(self.guild))
            return await subscriptions.listing(tx, workspace=its.id) if its else []

    def everyone_sees(self) -> list[Json]:
        """Return the messages of the channel."""
        return self.discord.places.messages(self.channel)


def button(message: Json, label: str) -> Json:
    """Return the button with a label."""
    found = [one for one in buttons(message) if one.get("label") == label]
    assert found, (label, [one.get("label") for one in buttons(message)])
    return found[0]


def buttons(message: Json) -> list[Json]:
    """Return all buttons of a message."""
    return [one for one in every(message["components"]) if one["type"] == Part.BUTTON]


def private(message: Json) -> bool:
    """Tell whether only the asker sees a message."""
    return bool(message["flags"] & EPHEMERAL)


def colour(message: Json) -> int | None:
    """Return the colour at a card's edge: its kind."""
    return next((one["accent_color"] for one in every(message["components"]) if one["type"] == Part.CONTAINER), None)
