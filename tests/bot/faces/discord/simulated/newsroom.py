"""A newsroom on simcord, a simulation of Discord in this process: the real listener and database, and no sockets.

simcord (3.2.1) tells the bot less than Discord does: every person and every server speaks American English, and nobody
knows who installed the app. `_as_discord_tells` adds both, as the documentation of interactions has them.
"""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.cards.card import Card, CardKind
from bot.faces.discord.cards.render import COLOURS
from bot.faces.discord.chat import DiscordSettings, open_chat
from bot.faces.discord.client import Listener
from bot.faces.discord.posting.face import DiscordFace
from bot.faces.face import Posting, Sent
from bot.locale.catalogue import Catalogue
from storage import subscriptions, workspaces
from storage.engine.database import Database
from storage.subscriptions import Subscription
from tests.bot import shipped
from tests.bot.faces.answering import answering
from tests.bot.faces.discord.poster import place
from tests.bot.faces.every_command import Step, probe
from tests.bot.invented import DESK, NOW
from tests.servers.discord.components import Part, every, texts
from tests.servers.discord.recorded import violations

Json = dict[str, Any]
ROOTS = (DESK.command, f"{DESK.command}-admin")
"""The slash commands: everyone's, and the admins'."""
PATIENCE = 60.0
"""Seconds that simcord waits for the bot to come to rest."""
_PERMISSIONS = {
    "everyone": discord.Permissions.none(),
    "manager": discord.Permissions(manage_channels=True),
    "admin": discord.Permissions(manage_guild=True),
    "operator": discord.Permissions(manage_guild=True),
}


@dataclass
class Newsroom:
    """A server with people of all permissions, and the bot in it."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    people: Mapping[str, simcord.MemberActor]
    """By what they may: everyone, manager, admin, operator."""
    database: Database
    catalogue: Catalogue
    client: Listener
    another: Callable[[], Listener]
    """Makes a listener that knows nothing of what those before it said."""
    locale: str = "en-US"
    """What the person speaks who does something next."""

    @property
    def admin(self) -> simcord.MemberActor:
        return self.people["admin"]

    @property
    def reader(self) -> simcord.MemberActor:
        return self.people["everyone"]

    async def use(self, step: Step, *, by: str = "admin") -> simcord.InteractionResult:
        """Use a slash command."""
        return await self.people[by].slash(self.channel, spelled(step), **options(step))

    async def start_again(self) -> None:
        """Put a new listener in the place of the one there is."""
        self.client = self.another()
        await self.env.restart_bot(self.client)

    async def post(self, card: Card) -> discord.Message:
        """Post a card as an alert is posted."""
        face = DiscordFace(self.client, self.catalogue)
        sent = await face.send(place(self.guild.id, self.channel.id), Posting(card, "t-1", NOW))
        assert isinstance(sent, Sent)
        message = self.channel.last_message
        assert message is not None
        return message

    async def following(self) -> list[Subscription]:
        """Return what is followed."""
        async with self.database.read() as tx:
            its = await workspaces.by_external(tx, "discord", str(self.guild.id))
            return await subscriptions.listing(tx, workspace=its.id) if its else []


def spelled(step: Step) -> str:
    """Return how a command is typed on Discord."""
    return f"{ROOTS[step.command.admin]} {step.name}"


def options(step: Step) -> Json:
    """Return what is given to a command; a long text is a file."""
    return {name: ("desk.yaml", str(value).encode()) if name == "yaml" else value for name, value in step.given.items()}


def failed(components: list[Json]) -> bool:
    """Tell whether a message shows an error."""
    frames = [one for one in every(components) if one["type"] == Part.CONTAINER]
    return any(one["accent_color"] == COLOURS[CardKind.ERROR] for one in frames)


def words(components: list[Json]) -> str:
    """Return all text of a message."""
    return "\n".join(texts(components))


def buttons(components: list[Json]) -> list[Json]:
    """Return the buttons that can be pressed."""
    return [one for one in every(components) if one["type"] == Part.BUTTON and "custom_id" in one]


def answer(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """Return the one message that answers: on a busy machine an error may come as another than the first, put off."""
    (message,) = (one for one in (result.response, *result.followups) if one is not None)
    return message


@asynccontextmanager
async def open_newsroom(filled: Path, folder: Path) -> AsyncIterator[Newsroom]:
    """Open a newsroom with a copy of a database that holds stories."""
    catalogue = shipped.catalogue()
    mine = shutil.copy(filled, folder / "visabot.sqlite3")
    database = await Database.open(f"sqlite:///{mine}", durable=False)
    env = simcord.Env(discord.Client(intents=discord.Intents.none()), settle_timeout=PATIENCE)
    await env.start()
    try:
        guild = env.create_guild("Newsroom")
        people = {name: _member(env, guild, name, may) for name, may in _PERMISSIONS.items()}
        settings = DiscordSettings("no.token", operators=frozenset({str(people["operator"].id)}))
        async with open_chat(settings, catalogue) as chat:
            another = partial(chat._listener, answering(database, catalogue, probe=probe))
            channel = guild.create_text_channel("news")
            room = Newsroom(env, guild, channel, people, database, catalogue, another(), another)
            await env.restart_bot(room.client)
            _as_discord_tells(room)
            yield room
            env.raise_errors()
            wrong = [one for request in env.http_requests for one in _violations(request)]
            assert not wrong, "Discord would not have it:\n" + "\n".join(wrong)
    finally:
        await env.shutdown()
        await database.close()


def _member(env: simcord.Env, guild: simcord.GuildHandle, name: str, may: discord.Permissions) -> simcord.MemberActor:
    roles = [guild.create_role(name, permissions=may)] if may.value else []
    return guild.add_member(env.create_user(name), roles=roles)


def _violations(request: simcord.HttpLogEntry) -> Iterator[str]:
    """Find what Discord would not take: simcord takes more."""
    asked = {name: str(value) for name, value in request.params.items()}
    return violations(request.method, request.path, asked, request.json)


def _as_discord_tells(room: Newsroom) -> None:
    """Add to interactions what simcord leaves out, before the bot hears of them."""

    def tell(event: str, payload: Mapping[str, Any]) -> None:
        if event != "INTERACTION_CREATE":
            return
        assert isinstance(payload, dict)
        guild = payload.get("guild_id")
        payload |= {"locale": room.locale, "authorizing_integration_owners": {"0": guild or "0"}}
        if guild:
            payload["guild_locale"] = room.locale

    room.env.backend.subscribers.insert(0, tell)
