"""A bot that people talk with on a loopback Slack: the real listener, dispatcher and database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.commands.call import Probe
from bot.faces.chat import Answering
from bot.faces.slack.chat import SlackChat, SlackSettings, open_chat
from bot.locale.catalogue import Catalogue
from feeds.clock import SteppedClock
from storage import subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Subscription
from tests.bot.faces.answering import answering
from tests.bot.invented import NOW
from tests.servers.slack import LoopbackSlack
from tests.servers.slack.elements import every, label

Json = dict[str, Any]


@dataclass
class Talk:
    """A newsroom with an admin, a plain member, and the one who runs the bot; and the bot, when it runs."""

    slack: LoopbackSlack
    database: Database
    catalogue: Catalogue
    team: str
    channel: str
    admin: str
    reader: str
    operator: str
    more: dict[str, Any] = field(default_factory=dict)
    """Of the dispatcher: what else handlers may use."""
    clock: SteppedClock = field(default_factory=lambda: SteppedClock(NOW))

    def answering(self, probe: Probe | None = None) -> Answering:
        """Return what a listener answers with."""
        more = self.more | ({"probe": probe} if probe else {})
        return answering(self.database, self.catalogue, clock=self.clock, **more)

    def settings(self, **changed: Any) -> SlackSettings:
        """Return how to reach the loopback."""
        given: dict[str, Any] = {
            "token": self.slack.places.token(self.team),
            "app_token": self.slack.app_token,
            "operators": frozenset({self.operator}),
            "api": self.slack.api,
        }
        return SlackSettings(**(given | changed))

    @asynccontextmanager
    async def listening(self, probe: Probe | None = None, **changed: Any) -> AsyncIterator[SlackChat]:
        """Start a new listener, as after a restart, and stop it."""
        async with open_chat(self.settings(**changed), self.catalogue) as chat:
            running = asyncio.create_task(chat.run(self.answering(probe)))
            try:
                await self.slack.until(lambda: running.done() or self.slack.sockets.connected > 0)
                assert not running.done()
                yield chat
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    @asynccontextmanager
    async def listening_to_the_end(self, **changed: Any) -> AsyncIterator[SlackChat]:
        """Start a listener that has no reason to go on, and wait until it has ended."""
        async with open_chat(self.settings(**changed), self.catalogue) as chat, asyncio.timeout(30):
            await chat.run(self.answering())
            yield chat

    async def command(self, text: str, *, by: str = "", channel: str = "", name: str = "/visa") -> Json:
        """Type a slash command, the admin if nobody is said, and return the message that answers."""
        asked = self.slack.people.command(by or self.admin, channel or self.channel, name, text)
        return await self.slack.people.reply(asked)

    async def press(self, message: Json, on: str, *, by: str = "") -> Json:
        """Press the button of a message that is labelled so, or carries this; return the message that answers."""
        return await self.slack.people.reply(self.pressed(message, on, by=by))

    def pressed(self, message: Json, on: str, *, by: str = "") -> str:
        """Press such a button, and return what was asked."""
        return self.slack.people.press(by or self.admin, message["ts"], button(message, on)["action_id"])

    async def following(self) -> list[Subscription]:
        """Return what is followed in the workspace."""
        async with self.database.read() as tx:
            its = await workspaces.by_external(tx, "slack", self.team)
            return await subscriptions.listing(tx, workspace=its.id) if its else []

    def everyone_sees(self) -> list[Json]:
        """Return the messages of the channel."""
        return self.slack.places.messages(self.channel)


def buttons(shown: Json) -> list[Json]:
    """Return all buttons of a message or a view."""
    return [element for _, element in every(shown["blocks"]) if element["type"] == "button"]


def button(shown: Json, on: str) -> Json:
    """Return the button that is labelled so, or whose line begins so."""
    for one in buttons(shown):
        if label(one) == on or one["value"].partition("::")[2].startswith(on):
            return one
    raise AssertionError((on, [(label(one), one["value"]) for one in buttons(shown)]))


def private(message: Json) -> bool:
    """Tell whether only the asker sees a message."""
    return bool(message.get("is_ephemeral"))


def label_of(element: Json) -> str:
    """Return what stands on a button."""
    return label(element)
