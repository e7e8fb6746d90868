"""A bot that does nothing but live: events of a loopback Discord go to `Life`, as the listener has it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot.faces.discord.life import Life
from tests.servers.discord import TOKEN, LoopbackDiscord


class Living(discord.Client):
    """Hands events on, and tells when it is ready."""

    def __init__(self, life: Life) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        flags = discord.MemberCacheFlags.none()
        # The library waits so many seconds for servers that are slow to be told at the start.
        more: dict[str, Any] = {"guild_ready_timeout": 0.1}
        super().__init__(intents=intents, member_cache_flags=flags, chunk_guilds_at_startup=False, **more)
        self.life = life
        self.settled = asyncio.Event()
        self.failed: list[str] = []

    async def on_ready(self) -> None:
        await self.life.ready(self.guilds)
        self.settled.set()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.life.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.life.left(guild)

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        await self.life.renamed(before, after)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        await self.life.channel_changed(before, after)

    async def on_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        await self.life.channel_changed(before, after)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self.life.channel_gone(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self.life.channel_gone(payload.guild_id, payload.thread_id)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        await self.life.role_changed(before, after)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        self.failed.append(event_method)
        await super().on_error(event_method, *args, **kwargs)


@asynccontextmanager
async def alive(life: Life, server: LoopbackDiscord) -> AsyncIterator[Living]:
    """Connect, give the client once it is ready, and close it. Nothing that it was told may have failed."""
    client = Living(life)
    running = asyncio.create_task(client.start(TOKEN))
    try:
        await asyncio.wait_for(client.settled.wait(), 10)
        yield client
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
    assert server.gateway.identified
    assert client.failed == []
