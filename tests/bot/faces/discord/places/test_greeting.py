"""A server that adds the bot is told what to do next, where somebody will read it."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from bot.faces.discord.places.greeting import Greeter
from tests.bot import shipped
from tests.servers.discord import TOKEN, LoopbackDiscord, Permission, pointed_at

POSTING = int(Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
READING = int(Permission.VIEW_CHANNEL)


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as running:
        with pointed_at(running):
            yield running


async def greet() -> None:
    """Connect, and greet the one server there is."""
    intents = discord.Intents.none()
    intents.guilds = True
    flags = discord.MemberCacheFlags.none()

    class Client(discord.Client):
        async def on_ready(self) -> None:
            try:
                (guild,) = self.guilds
                while guild.unavailable:  # noqa: ASYNC110 - the library does not wait for long, nor does it tell
                    await asyncio.sleep(0.01)
                await Greeter(shipped.catalogue(), shipped.korea_us_visa()).greet(guild)
            finally:
                await self.close()

    client = Client(intents=intents, member_cache_flags=flags, chunk_guilds_at_startup=False, guild_ready_timeout=0.1)
    await client.start(TOKEN)


def general(server: LoopbackDiscord, guild: int) -> int:
    return int(server.world.guild(str(guild))["system_channel_id"])


async def test_the_greeting_stands_in_the_channel_for_system_messages_and_says_what_to_type(
    server: LoopbackDiscord,
) -> None:
    guild = server.places.add_guild()
    server.places.add_channel(guild, "news")
    await greet()
    (text,) = server.places.texts(general(server, guild))
    for line in ("/visa subscribe", "/visa status", "/visa-admin settings"):
        assert line in text
    assert "lacks" not in text


async def test_what_the_bot_lacks_there_is_named(server: LoopbackDiscord) -> None:
    guild = server.places.add_guild(everyone=POSTING)
    await greet()
    (text,) = server.places.texts(general(server, guild))
    assert "still lacks: Attach Files, Read Message History" in text


async def test_where_the_system_channel_is_closed_it_stands_in_the_first_text_channel_that_is_open(
    server: LoopbackDiscord,
) -> None:
    guild = server.places.add_guild()
    server.places.deny(general(server, guild), int(Permission.SEND_MESSAGES))
    announcements = server.places.add_channel(guild, "announcements", kind=discord.ChannelType.news.value)
    news, later = (server.places.add_channel(guild, name) for name in ("news", "later"))
    await greet()
    tried = (general(server, guild), announcements, news, later)
    assert [one for one in tried if server.places.texts(one)] == [news]


@pytest.mark.parametrize("may_read", [True, False])
async def test_where_nothing_is_open_who_added_the_bot_is_told_if_the_audit_log_may_be_read(
    server: LoopbackDiscord, *, may_read: bool
) -> None:
    guild = server.places.add_guild(everyone=READING, joined=False)
    adder, other = (server.places.add_member(guild, name) for name in ("mina", "jun"))
    server.places.add_bot(guild, permissions=int(Permission.VIEW_AUDIT_LOG) if may_read else 0, by=adder)
    server.places.note_bot(guild, server.places.add_member(guild, "another bot"), other)
    await greet()
    owner = int(server.world.guild(str(guild))["owner_id"])
    told = [one for one in (adder, other, owner) if server.places.texts(server.places.direct(one))]
    assert told == [adder if may_read else owner]
    assert server.traffic.of("GET /guilds/{guild_id}/audit-logs") == may_read


async def test_where_nothing_is_open_the_owner_is_told_in_direct_messages(server: LoopbackDiscord) -> None:
    guild = server.places.add_guild(everyone=READING)
    await greet()
    owner = int(server.world.guild(str(guild))["owner_id"])
    (text,) = server.places.texts(server.places.direct(owner))
    assert "Newsroom" in text
    assert "View Channel, Send Messages" in text
    assert "/visa subscribe" in text
