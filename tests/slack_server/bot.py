"""A small app on slack-bolt, as the loopback Slack meets it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server.conftest import Newsroom

QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
BUTTON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "visabot-0", "value": "v1:why", "text": {"type": "plain_text", "text": "Why?"}}
    ],
}


def client(newsroom: Newsroom) -> AsyncWebClient:
    """Return a client with the workspace's token that tries nothing again."""
    token = newsroom.server.places.token(newsroom.team)
    return AsyncWebClient(token=token, base_url=newsroom.server.api, retry_handlers=[])


def app(newsroom: Newsroom) -> AsyncApp:
    """Return an app that answers commands, buttons and a few events."""
    made = AsyncApp(client=client(newsroom), logger=logging.getLogger("tests.slack"))

    @made.command("/visa")
    async def command(ack: Any, respond: Any, command: dict[str, Any]) -> None:
        await ack()
        section = {"type": "section", "text": {"type": "mrkdwn", "text": command["text"]}}
        await respond(text=command["text"], blocks=[section, BUTTON])

    @made.action("visabot-0")
    async def pressed(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"pressed {action['value']}", replace_original=True)

    return made


@asynccontextmanager
async def running(newsroom: Newsroom, made: AsyncApp | None = None) -> AsyncIterator[AsyncSocketModeHandler]:
    """Run an app in Socket Mode."""
    made = made or app(newsroom)
    handler = AsyncSocketModeHandler(made, newsroom.server.app_token, web_client=made.client, ping_interval=1)
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.close_async()
