"""The gateway's sessions, and what can happen to them."""

import asyncio

import discord
import pytest

from tests.discord_server.bot import running, text_channel
from tests.discord_server.conftest import Newsroom


async def test_a_dropped_connection_is_resumed_and_what_was_missed_comes_after(newsroom: Newsroom) -> None:
    gateway, places = newsroom.server.gateway, newsroom.server.places
    async with running(newsroom.server, discord.Intents(guilds=True, guild_messages=True)) as bot:
        gateway.drop()
        for word in ("one", "two", "three"):
            places.write(newsroom.channel, newsroom.mina, f"{bot.user.mention if bot.user else ''} {word}")
        await newsroom.server.until(lambda: len(bot.heard) == 3)
        assert [text.split()[-1] for text in bot.heard] == ["one", "two", "three"]
        assert (gateway.identified, gateway.resumed) == (1, 1)


async def test_reconnect_is_followed(newsroom: Newsroom) -> None:
    async with running(newsroom.server):
        newsroom.server.gateway.ask_to_reconnect()
        await newsroom.server.until(lambda: newsroom.server.gateway.resumed == 1)


async def test_an_invalid_session_is_identified_anew(newsroom: Newsroom) -> None:
    gateway = newsroom.server.gateway
    async with running(newsroom.server) as bot:
        gateway.invalidate()
        await newsroom.server.until(lambda: gateway.identified == 2 and gateway.connected == 1)
        await newsroom.server.until(lambda: len(bot.guilds) == 1)


async def test_silence_is_noticed_by_the_missing_acknowledgement(newsroom: Newsroom) -> None:
    gateway = newsroom.server.gateway
    gateway.heartbeat = 0.1
    async with running(newsroom.server, heartbeat_timeout=0.3) as bot:
        gateway.fall_silent()
        newsroom.server.places.write(newsroom.channel, newsroom.mina, "unheard until then")
        await newsroom.server.until(lambda: gateway.resumed >= 1 and len(bot.heard) >= 1)


async def test_an_event_that_cannot_be_parsed_ends_the_client(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.gateway.garble("CHANNEL_CREATE", {"id": "1"})
        with pytest.raises(KeyError):
            await asyncio.wait_for(bot.life, 30)


async def test_an_intent_that_was_not_switched_on_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(newsroom.server, discord.Intents(guilds=True, message_content=True)):
            pass


async def test_others_messages_are_empty_without_the_content_intent(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.places.write(newsroom.channel, newsroom.mina, "a secret")
        await text_channel(bot, newsroom.channel).send("own")
        await newsroom.server.until(lambda: len(bot.heard) == 2)
    assert bot.heard == ["", "own"]
