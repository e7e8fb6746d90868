"""The listener beside the poster: whatever ends it, another one is started."""

import asyncio
from dataclasses import replace

from structlog.testing import capture_logs

from bot.faces.discord.chat import open_chat
from tests.bot.faces.discord.ending import ended
from tests.bot.faces.discord.talking import Talk


async def test_an_event_that_cannot_be_parsed_does_not_end_the_bot(talk: Talk) -> None:
    async with open_chat(talk.settings(), talk.catalogue) as chat:
        running = asyncio.create_task(chat.run(talk.answering()))
        gateway = talk.discord.gateway
        try:
            await talk.discord.until(lambda: gateway.identified == 1 and gateway.connected == 1)
            gateway.garble("GUILD_CREATE", {"id": "not a number"})
            await talk.discord.until(lambda: gateway.identified == 2)
            assert not running.done()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await ended()


async def test_a_refused_token_ends_the_listening_and_nothing_else(talk: Talk) -> None:
    async with open_chat(talk.settings(token="no-such-token"), talk.catalogue) as chat:  # noqa: S106 - none
        await asyncio.wait_for(chat.run(talk.answering()), 30)
    assert talk.discord.gateway.identified == 0


async def test_without_a_network_a_line_says_so_and_no_trace(talk: Talk) -> None:
    settings = replace(talk.settings(), api="http://127.0.0.1:9/api/v10")  # the discard port: nothing listens
    with capture_logs() as logged:
        async with open_chat(settings, talk.catalogue) as chat:
            running = asyncio.create_task(chat.run(talk.answering()))
            await talk.discord.until(lambda: any(one["event"].endswith("starts again") for one in logged))
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await ended()
    told = next(one for one in logged if one["log_level"] != "info")
    assert (told["event"], told["log_level"]) == ("discord cannot be reached", "warning")
    assert "127.0.0.1:9" in told["reason"]
    assert "exc_info" not in told


async def test_a_closed_listener_hears_nothing_more(talk: Talk) -> None:
    """The library tells it so from a task of its own, which fails where the client has no loop any more."""
    async with talk.listening() as listener:
        pass
    listener.dispatch("ready")
    await asyncio.sleep(0)
    assert not listener.was_ready
