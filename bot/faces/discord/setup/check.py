"""`visabot discord check`: who the bot is on Discord, where it is, and what keeps it from posting where it is followed.

Everything is asked of Discord by its REST API, with the token: nothing listens, nothing is posted, nothing is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord
from discord.abc import GuildChannel

from bot.faces.discord.chat import DiscordSettings
from bot.faces.discord.commands.register import unanswered_tree
from bot.faces.discord.commands.registered import differences
from bot.faces.discord.commands.sync import payloads
from bot.faces.discord.places.places import PLATFORM
from bot.faces.discord.setup.permissions import lacking
from bot.faces.discord.setup.reaching import logged_in
from bot.faces.followed import Followed, followed_on
from bot.faces.seen import DIRECT
from bot.locale.catalogue import load_catalogue
from bot.locale.voice import Voice
from feeds.desks.desk import Desk
from storage.destinations import Destination
from storage.engine.database import Database


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place that follows something."""

    name: str
    problems: tuple[str, ...]
    """What keeps posts from it, a sentence each."""


@dataclass(frozen=True, slots=True)
class ServerFound:
    """A server."""

    name: str
    external: str
    places: tuple[PlaceFound, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What Discord told."""

    user: str
    application: int
    commands: tuple[str, ...]
    """Names of those that there are to be."""
    commands_wrong: tuple[str, ...]
    servers: tuple[ServerFound, ...]
    people: int
    """Whose direct messages follow something."""

    @property
    def problems(self) -> int:
        """How many things are to be seen to."""
        of_servers = sum(bool(one.problem) + sum(len(place.problems) for place in one.places) for one in self.servers)
        return len(self.commands_wrong) + of_servers


async def check(settings: DiscordSettings, desk: Desk, database: Database | None) -> Findings:
    """Ask Discord.

    Args:
        settings: with the token.
        desk: it names the commands.
        database: None: nothing is followed yet.

    Raises:
        ErrandError: Discord cannot be asked.

    """
    followed = await followed_on(database, PLATFORM) if database is not None else {}
    async with logged_in(settings) as client:
        tree = await unanswered_tree(client, desk)
        wrong = await differences(client, tree)
        servers = []
        async for guild in client.fetch_guilds(limit=None, with_counts=False):
            here = followed.pop(str(guild.id), None)
            places = await _places(client, guild.id, here.places) if here is not None else ()
            servers.append(ServerFound(guild.name, str(guild.id), places))
        servers += _not_there(followed)
        return Findings(
            user=str(client.user),
            application=client.application_id or 0,
            commands=tuple(one["name"] for one in await payloads(tree)),
            commands_wrong=tuple(wrong),
            servers=tuple(servers),
            people=sum(not external.isdecimal() for external in followed),
        )


def _not_there(followed: Mapping[str, Followed]) -> list[ServerFound]:
    """Return the servers that the bot is not in although they follow something; those that removed it meant to."""
    text = "the bot is not in it any more: invite it again (visabot discord invite)"
    return [
        ServerFound(one.workspace.name, external, problem=text)
        for external, one in followed.items()
        if external.isdecimal() and one.workspace.left_at is None
    ]


async def _places(client: discord.Client, number: int, places: Sequence[Destination]) -> tuple[PlaceFound, ...]:
    if not places or client.user is None:
        return ()
    guild = await client.fetch_guild(number, with_counts=False)
    look = _Look(
        guild,
        await guild.fetch_member(client.user.id),
        {one.id: one for one in await guild.fetch_channels()},
        Voice("en", "UTC", load_catalogue()),
    )
    return tuple(
        [PlaceFound(place.name, tuple(await look.problems(place))) for place in places if place.kind != DIRECT]
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """A server as the bot's own member is allowed in it."""

    guild: discord.Guild
    me: discord.Member
    channels: Mapping[int, GuildChannel]
    voice: Voice
    """The operator's, of the command line: English. It has Discord's names of permissions."""

    async def problems(self, place: Destination) -> list[str]:
        """Return what keeps posts from a place."""
        try:
            problems = self._of_channel(await self._found(place))
        except discord.NotFound:
            return ["it was deleted: unsubscribe it"]
        except discord.Forbidden:
            return ["the bot cannot see it: give its role View Channel there; add it to a private thread"]
        if place.mention is not None and place.mention != str(self.guild.id):
            problems += self._of_role(int(place.mention), place)
        if place.gone and not problems:
            problems.append(f"it was given up ({place.reason or 'no reason noted'}): use any command there to go on")
        return problems

    async def _found(self, place: Destination) -> GuildChannel | discord.Thread:
        """Return a channel, or a thread: only the latter must be asked for."""
        return self.channels.get(int(place.external)) or await self.guild.fetch_channel(int(place.external))

    def _of_channel(self, found: GuildChannel | discord.Thread) -> list[str]:
        holder = self.channels[found.parent_id] if isinstance(found, discord.Thread) else found
        granted = holder.permissions_for(self.me)
        lacks = [
            f"the bot's role lacks {self.voice.say(one.label)} there, needed {one.why}"
            for one in lacking(found.type, granted)
        ]
        if isinstance(found, discord.Thread) and found.locked and not granted.manage_threads:
            lacks.append("the thread is locked: unlock it")
        return lacks

    def _of_role(self, number: int, place: Destination) -> list[str]:
        role = self.guild.get_role(number)
        if role is None:
            return ["the role that its alerts mention was deleted: choose another with posting"]
        holder = self.channels.get(int(place.external))
        may = holder.permissions_for(self.me).mention_everyone if holder else self.me.guild_permissions.mention_everyone
        if role.mentionable or may:
            return []
        return [f"its alerts mention @{role.name}, which nobody is called by: let anyone mention that role"]
