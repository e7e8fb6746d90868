"""The listener beside the poster: whatever ends it, another one is started."""

import asyncio

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


async def test_a_closed_listener_hears_nothing_more(talk: Talk) -> None:
    """The library tells it so from a task of its own, which fails where the client has no loop any more."""
    async with talk.listening() as listener:
        pass
    listener.dispatch("ready")
    await asyncio.sleep(0)
    assert not listener.was_ready
