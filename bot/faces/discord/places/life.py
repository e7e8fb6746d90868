"""What becomes of servers and channels: the bot is added and removed, channels are renamed and deleted, rights change.

Each method is called by the listener with what an event brought, and puts into the database what follows from it.
"""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import discord
import structlog
from discord import app_commands

from bot.faces.discord.commands.sync import sync
from bot.faces.discord.commands.translate import spoken
from bot.faces.discord.places.greeting import Greeter
from bot.faces.discord.places.places import PLATFORM, Places
from bot.faces.discord.setup.permissions import granted_in, may_post
from bot.locale.catalogue import Catalogue
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.workspaces import Workspace

NEW_FOR = timedelta(days=1)
"""A server that added the bot no longer ago, while it was not listening, is greeted when it listens again."""

Channel = discord.abc.GuildChannel | discord.Thread

log = structlog.get_logger(__name__)


class Life:
    """Follows what becomes of the places."""

    def __init__(self, places: Places, database: Database, catalogue: Catalogue, desk: Desk, clock: Clock) -> None:
        """Take who registers places, and what the greeting and the registration of commands need."""
        self._places = places
        self._database = database
        self._clock = clock
        self._greeter = Greeter(catalogue, desk)
        self._joining = asyncio.Lock()

    async def register(self, tree: app_commands.CommandTree[discord.Client], application: int | None) -> None:
        """Register the commands where they have changed. Where Discord refuses, those it knows go on working."""
        if application is None:
            return
        try:
            await sync(tree, application, self._database, self._clock)
        except discord.HTTPException as error:
            log.error("commands not registered", status=error.status, code=error.code, said=error.text)  # noqa: TRY400 - a trace says no more

    async def ready(self, guilds: Iterable[discord.Guild]) -> None:
        """Compare the servers that the bot is in with those we know.

        One that cannot be reached just now counts as there.
        """
        there = {str(guild.id): guild for guild in guilds}
        async with self._database.read() as tx:
            known = {one.external: one for one in await workspaces.listing(tx, platform=PLATFORM)}
        for external, one in known.items():
            if external.isdecimal() and external not in there and one.left_at is None:
                await self._leave(one)
        for external, guild in there.items():
            await self._there(guild, known.get(external))

    async def available(self, guild: discord.Guild) -> None:
        """A server was slow to be told at the start, or is back from an outage."""
        await self._there(guild, await self._known(guild.id))

    async def joined(self, guild: discord.Guild) -> None:
        """Somebody added the bot: go on where it was before, or greet.

        Discord also says so of servers that were slow to be told at the start: those are known, and not greeted.
        """
        async with self._joining:
            known = await self._known(guild.id)
            if known is not None:
                await self._back(guild, known)
            else:
                await self._server(guild)
        log.info("in a server", server=guild.id, known=known is not None)
        if known is None or known.left_at is not None:
            await self._greeter.greet(guild)

    async def left(self, guild: discord.Guild) -> None:
        """The bot was removed from a server, or the server deleted."""
        one = await self._known(guild.id)
        if one is not None:
            await self._leave(one)

    async def renamed(self, before: discord.Guild, after: discord.Guild) -> None:
        """A server changed: note its name and its language, also where it is spoken in its channels."""
        if (before.name, before.preferred_locale) == (after.name, after.preferred_locale):
            return
        one = await self._known(after.id)
        if one is not None:
            await self._server(after)
            await self._look_at_all(after, one.id)

    async def channel_changed(self, before: Channel, after: Channel) -> None:
        """A channel or thread changed: note its name, and post again at once where that was refused and is allowed."""
        if _seen(before) != _seen(after):
            await self._look_at(after)

    async def channel_gone(self, guild: int | None, channel: int) -> None:
        """A channel or thread was deleted: nothing more is posted there."""
        one = await self._known(guild)
        if one is None:
            return
        async with self._database.read() as tx:
            place = await destinations.by_external(tx, one.id, str(channel))
        if place is not None and not place.gone:
            async with self._database.write() as tx:
                await outbox.end(tx, place.id, reason="it was deleted", now=self._clock.now())
            log.info("channel deleted", server=guild, channel=channel)

    async def role_changed(self, before: discord.Role, after: discord.Role) -> None:
        """A role changed: where it is one of the bot's, post again at once where that was refused and is allowed."""
        if before.permissions != after.permissions and after in after.guild.me.roles:
            await self._rights_changed(after.guild)

    async def member_changed(self, before: discord.Member, after: discord.Member) -> None:
        """A member got or lost roles: where it is the bot, the same."""
        if after == after.guild.me and before.roles != after.roles:
            await self._rights_changed(after.guild)

    async def _rights_changed(self, guild: discord.Guild) -> None:
        one = await self._known(guild.id)
        if one is not None:
            await self._look_at_all(guild, one.id)

    async def _there(self, guild: discord.Guild, known: Workspace | None) -> None:
        """Bring a server up to date that the bot is in, known or not."""
        if guild.unavailable:
            if known is not None and known.left_at is not None:
                await self._rejoin(known.id)
        elif known is not None:
            await self._back(guild, known)
        elif guild.me.joined_at is not None and self._clock.now() - guild.me.joined_at < NEW_FOR:
            await self.joined(guild)

    async def _back(self, guild: discord.Guild, known: Workspace) -> None:
        """Bring a known server up to date, and go on where the bot had left it."""
        await self._server(guild)
        if known.left_at is not None:
            await self._rejoin(known.id)
        await self._look_at_all(guild, known.id)

    async def _server(self, guild: discord.Guild) -> int:
        return await self._places.server(guild.id, guild.name, spoken(guild.preferred_locale))

    async def _look_at_all(self, guild: discord.Guild, workspace: int) -> None:
        """Bring a server's known channels up to date, as far as Discord shows them."""
        async with self._database.read() as tx:
            known = await destinations.listing(tx, workspace)
        for place in known:
            channel = guild.get_channel_or_thread(int(place.external)) if place.external.isdecimal() else None
            if channel is not None:
                await self._register(channel, place)

    async def _look_at(self, channel: Channel) -> None:
        one = await self._known(channel.guild.id)
        if one is None:
            return
        async with self._database.read() as tx:
            place = await destinations.by_external(tx, one.id, str(channel.id))
        if place is not None:
            await self._register(channel, place)

    async def _register(self, channel: Channel, place: Destination) -> None:
        await self._places.channel(
            place.workspace,
            channel.id,
            channel.type,
            channel.name,
            spoken(channel.guild.preferred_locale),
            can_post=may_post(channel.type, granted_in(channel)),
        )

    async def _known(self, guild: int | None) -> Workspace | None:
        async with self._database.read() as tx:
            return await workspaces.by_external(tx, PLATFORM, str(guild))

    async def _leave(self, one: Workspace) -> None:
        async with self._database.write() as tx:
            await workspaces.leave(tx, one.id, self._clock.now())
        log.info("left a server", server=one.external)

    async def _rejoin(self, workspace: int) -> None:
        async with self._database.write() as tx:
            await workspaces.rejoin(tx, workspace, self._clock.now())
        log.info("back in a server", workspace=workspace)


def _seen(channel: Channel) -> tuple[object, ...]:
    """Return what of a channel may change anything for us."""
    return channel.name, channel.type, getattr(channel, "overwrites", None)
