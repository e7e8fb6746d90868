"""Limits, lost answers and outages as discord.py meets them."""

import asyncio
import time
from collections.abc import Callable

import aiohttp
import discord
import pytest

from tests.discord_server.bot import running, text_channel
from tests.discord_server.conftest import Newsroom
from tests.servers.discord import NO_LIMITS, Fault, Limits, LoopbackDiscord, Rule
from tests.servers.discord.limits import MESSAGES, Limiter


def standing(server: LoopbackDiscord, real: Callable[[], float]) -> Callable[[], float]:
    """Return a clock that stands still until something is refused: the next is too soon on the slowest machine, too."""
    began = real()
    return lambda: real() if server.traffic.of(MESSAGES, "429") else began


async def test_a_channel_takes_five_messages_in_five_seconds() -> None:
    at = 100.0
    limiter = Limiter(Limits(), lambda: at)
    verdicts = [limiter.take(MESSAGES, "1") for _ in range(6)]
    assert [verdict.passes for verdict in verdicts] == [True] * 5 + [False]
    assert verdicts[0].headers["X-RateLimit-Remaining"] == "4"
    assert (verdicts[5].scope, verdicts[5].retry_after) == ("user", 5.0)
    assert limiter.take(MESSAGES, "2").passes  # another channel has a bucket of its own
    at = 105.0
    assert limiter.take(MESSAGES, "1").passes


async def test_the_fifty_first_request_of_a_second_is_refused_for_all() -> None:
    limiter = Limiter(Limits(), lambda: 100.0)
    verdicts = [limiter.take(MESSAGES, str(channel)) for channel in range(51)]
    assert [verdict.passes for verdict in verdicts] == [True] * 50 + [False]
    assert verdicts[50].scope == "global"
    callback = "POST /interactions/{interaction_id}/{interaction_token}/callback"
    assert limiter.take(callback, "").passes  # interactions are not bound to it


async def test_the_client_waits_for_its_bucket_and_for_the_global_limit() -> None:
    limits = Limits({MESSAGES: Rule(2, 0.3)}, None, Rule(4, 0.3))
    async with LoopbackDiscord(limits=limits) as server:
        guild = server.places.add_guild()
        channels = [server.places.add_channel(guild, f"c{number}") for number in range(4)]
        async with running(server) as bot:
            server.limiter.now = standing(server, time.monotonic)
            await asyncio.gather(*(text_channel(bot, channel).send(str(n)) for channel in channels for n in range(2)))
        assert all(len(server.places.messages(channel)) == 2 for channel in channels)
        assert server.traffic.of(MESSAGES, "429") > 0


@pytest.mark.parametrize(("fault", "written"), [(Fault.LOST_BEFORE, 0), (Fault.LOST_AFTER, 1)])
async def test_a_lost_answer_leaves_the_client_in_doubt(newsroom: Newsroom, fault: Fault, written: int) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.faults.next(MESSAGES, fault)
        with pytest.raises(aiohttp.ClientError):
            await text_channel(bot, newsroom.channel).send("text")
    assert len(newsroom.server.places.messages(newsroom.channel)) == written


async def test_a_504_after_the_message_was_written_is_retried_and_the_nonce_keeps_it_one(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.faults.next(MESSAGES, Fault.BROKEN_AFTER)
        await text_channel(bot, newsroom.channel).send("text", nonce="n")
    assert newsroom.server.places.texts(newsroom.channel) == ["text"]
    assert newsroom.server.traffic.of(MESSAGES, "504") == 1


async def test_an_outage_is_503_and_ends(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.faults.down = True
        with pytest.raises(discord.DiscordServerError):
            await text_channel(bot, newsroom.channel).send("text")
        newsroom.server.faults.down = False
        await text_channel(bot, newsroom.channel).send("text")


async def test_faults_by_chance_are_the_same_for_a_seed() -> None:
    async def outcomes(seed: int) -> list[Fault]:
        async with LoopbackDiscord(limits=NO_LIMITS, seed=seed) as server:
            server.faults.lost_after = server.faults.too_many = 0.2
            return [server.faults.roll(MESSAGES) for _ in range(100)]

    first = await outcomes(1)
    assert first == await outcomes(1) != await outcomes(2)
    assert 5 < first.count(Fault.LOST_AFTER) < 40


async def test_a_random_429_is_waited_out(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        newsroom.server.faults.next(MESSAGES, Fault.TOO_MANY)
        await text_channel(bot, newsroom.channel).send("text")
    assert newsroom.server.traffic.of(MESSAGES, "429") == 1


async def test_slow_mode_makes_the_bot_wait(newsroom: Newsroom) -> None:
    newsroom.server.places.set_slow_mode(newsroom.channel, 1)
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)
        newsroom.server.world.now = standing(newsroom.server, time.time)
        await channel.send("first")
        await channel.send("second")
    assert newsroom.server.traffic.of(MESSAGES, "429") == 1
    assert newsroom.server.places.texts(newsroom.channel) == ["first", "second"]
