"""A connection that hears what becomes of the places, and nothing else: acknowledged once it was seen to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.slack.places.life import Life
from tests.servers.slack import LoopbackSlack


class Living:
    """What was heard."""

    def __init__(self, server: LoopbackSlack) -> None:
        self._server = server
        self.failed: list[BaseException] = []

    async def settled(self) -> None:
        """Wait until all that Slack has told was seen to."""
        await self._server.until(lambda: not self._server.world.waiting and not self._server.delivery.waiting())
        assert self.failed == []


@asynccontextmanager
async def alive(life: Life, server: LoopbackSlack) -> AsyncIterator[Living]:
    """Connect by Socket Mode, as the SDK does it."""
    living = Living(server)

    async def hear(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if request.type == "events_api":
            try:
                await life.heard(request.payload["team_id"], request.payload["event"])
            except Exception as error:  # noqa: BLE001 - the test says so
                living.failed.append(error)
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    client = SocketModeClient(
        app_token=server.app_token, web_client=AsyncWebClient(base_url=server.api), auto_reconnect_enabled=False
    )
    client.socket_mode_request_listeners.append(hear)
    await client.connect()
    try:
        yield living
        await living.settled()
    finally:
        await client.close()
