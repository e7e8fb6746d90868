"""HTTP mode: signed requests, as slack-bolt verifies them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from tests.servers.slack import SIGNING_SECRET, NotOffered
from tests.slack_server.bot import client
from tests.slack_server.conftest import Newsroom


@asynccontextmanager
async def _listening(newsroom: Newsroom) -> AsyncIterator[list[str]]:
    """Run an app behind an address of its own; yields what it heard."""
    heard: list[str] = []
    made = AsyncApp(client=client(newsroom), signing_secret=SIGNING_SECRET)

    @made.command("/visa")
    async def command(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"you said {command['text']}")

    @made.event("channel_rename")
    async def renamed(event: dict[str, Any]) -> None:
        heard.append(event["channel"]["name"])

    runner = web.AppRunner(made.web_app("/slack/events"))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    newsroom.server.http.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield heard
    finally:
        await runner.cleanup()


async def test_commands_and_events_are_posted_and_acknowledged_by_their_answers(newsroom: Newsroom) -> None:
    async with _listening(newsroom) as heard:
        asked = newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "상태")
        assert await newsroom.server.people.text(asked) == "you said 상태"
        newsroom.server.places.rename_channel(newsroom.channel, "other")
        await newsroom.server.until(lambda: heard == ["other"])
        assert await newsroom.server.http.verify()


@pytest.mark.parametrize(("name", "value"), [("secret", "another"), ("late_by", 400)])
async def test_a_request_that_is_forged_or_old_is_not_acknowledged(newsroom: Newsroom, name: str, value: Any) -> None:
    async with _listening(newsroom):
        setattr(newsroom.server.http, name, value)
        asked = newsroom.server.people.command(newsroom.mina, newsroom.channel, "/visa", "status")
        with pytest.raises(NotOffered, match="operation_timeout"):
            await newsroom.server.people.acked(asked)
