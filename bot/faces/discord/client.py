"""The client that hears Discord: commands, and what becomes of servers and channels. Posts go out by another one."""

from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.faces.discord.answering.buttons import button_of
from bot.faces.discord.answering.conversation import Conversation
from bot.faces.discord.commands.offer import Offer
from bot.faces.discord.commands.tree import Tree
from bot.faces.discord.places.life import Life
from bot.logs import LISTENING

log = structlog.get_logger(__name__)
listening = structlog.get_logger(LISTENING)

QUIET_LIMIT = 30.0
"""Seconds that the library may wait out a rate limit by itself, its least; what takes longer is ours to put off."""


def options(trace: aiohttp.TraceConfig) -> dict[str, Any]:
    """Return what all our clients are made with: the least that Discord needs to tell us, and nobody mentioned."""
    intents = discord.Intents.none()
    intents.guilds = True
    # The library warns at each start that it cannot speak aloud, which reads like a fault. We never do.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    return {
        "intents": intents,
        "allowed_mentions": discord.AllowedMentions.none(),
        "max_messages": None,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "chunk_guilds_at_startup": False,
        "http_trace": trace,
        "max_ratelimit_timeout": QUIET_LIMIT,
    }


class Listener(discord.Client):
    """Hears everything, decides nothing: events go to `Life`; interactions, by the tree and the buttons, elsewhere."""

    def __init__(self, conversation: Conversation, life: Life, *, offer: Offer | None, **kwargs: Any) -> None:  # noqa: ANN401 - the library's
        """Take who answers, and what there is to command. `kwargs` are discord.py's: see `options`."""
        super().__init__(**kwargs)
        self.life = life
        self.was_ready = False
        """Whether it ever was: `is_ready` forgets it when the client is closed, and the library closes it by itself."""
        self.tree: app_commands.CommandTree[discord.Client] = Tree(self, conversation)
        self._button = button_of(conversation)
        self._offer = offer

    async def setup_hook(self) -> None:
        """Before connecting: say what there is to command."""
        if self._offer is not None:
            await self._offer.put_into(self.tree)
        self.add_dynamic_items(self._button)
        await self.life.register(self.tree, self.application_id)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's
        """Hear nothing once closed: the library still tells a closed client that it is ready, two seconds late."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_ready(self) -> None:
        """All servers are known by name."""
        self.was_ready = True
        listening.info("discord ready", servers=len(self.guilds), user=str(self.user))
        await self.life.ready(self.guilds)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is there that was not; those that are there from the beginning, `on_ready` sees to."""
        if self.was_ready:
            await self.life.available(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Somebody added the bot."""
        await self.life.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed."""
        await self.life.left(guild)

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Its name or language may be another one."""
        await self.life.renamed(before, after)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Its name, or what may be done in it, may be another one."""
        await self.life.channel_changed(before, after)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Nothing can be posted there any more."""
        await self.life.channel_gone(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Nothing can be posted there any more."""
        await self.life.channel_gone(payload.guild_id, payload.thread_id)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """What the bot may do may be another thing."""
        await self.life.role_changed(before, after)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Without the members' intent this is heard of the bot alone: its roles may be others."""
        await self.life.member_changed(before, after)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        """Its name, or whether it is archived, may be another one."""
        await self.life.channel_changed(before, after)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002 - the library's
        """Log what failed; the others go on. What the end cuts off has not failed: `ready` makes up for it."""
        if self.is_closed():
            log.info("discord event cut off by the end", discord_event=event_method)
            return
        log.exception("discord event failed", discord_event=event_method)  # noqa: LOG004 - called while it is handled


class ShardedListener(Listener, discord.AutoShardedClient):
    """The same on several connections, for thousands of servers."""
