"""Listening by Socket Mode: a connection is always there, and another one is opened whenever one ends."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.slack.listening.socket import HEARTBEAT, Connection, Json, NotGreetedError, NotTakenError
from bot.faces.slack.posting.outcome import code_of, reason_of, wait_of
from bot.logs import LISTENING

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds before the next try; twice as long after each failure, until Slack greeted."""
_OK = 200
_ANNOUNCED = frozenset({"warning", "refresh_requested"})
"""Why Slack ends a connection that it wants another one for."""
_UNWANTED: Mapping[str, str] = {
    "link_disabled": "switch Socket Mode on, on the app's page Socket Mode",
    "too_many_websockets": "ten connections are open already: stop other bots that use this app-level token",
}
"""What to do about the other reasons, also where Slack ends a connection instead of greeting."""

REFUSED: Mapping[str, str] = {
    "invalid_auth": "copy it again from the app's page Basic Information, App-Level Tokens",
    "not_authed": "copy it again from the app's page Basic Information, App-Level Tokens",
    "not_allowed_token_type": "it is another kind of token: the app-level one begins with xapp-",
    "token_revoked": "it was revoked: make another on the app's page Basic Information, App-Level Tokens",
    "token_expired": "it has expired: make another on the app's page Basic Information, App-Level Tokens",
    "account_inactive": "the app was removed, or its workspace is gone: install it again",
    "missing_scope": "it lacks the scope connections:write: make another with it",
    "no_permission": "it lacks the scope connections:write: make another with it",
}
"""What to do about an app-level token that Slack does not take."""

log = structlog.get_logger(__name__)
listening = structlog.get_logger(LISTENING)


class SocketMode:
    """Keeps a connection open."""

    def __init__(
        self,
        app: AsyncApp,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        token: str,
        *,
        heartbeat: float = HEARTBEAT,
        pauses: tuple[float, float] = (FIRST_PAUSE, LONGEST_PAUSE),
    ) -> None:
        """Take who handles what comes, and the app-level token."""
        self._app = app
        self._client = client
        self._session = session
        self._token = token
        self._heartbeat = heartbeat
        self._pauses = pauses
        self._fading: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Listen until cancelled. It comes back by itself only where the token is refused."""
        pause, longest = self._pauses
        current: Connection | None = None
        try:
            while True:
                try:
                    following = await self._connect()
                except SlackApiError as error:
                    if (code := code_of(error)) in REFUSED:
                        log.error("slack refuses the app-level token", reason=code, todo=REFUSED[code])  # noqa: TRY400 - a trace says no more
                        return
                    wait = wait_of(error)
                    log.warning("slack gives no connection", reason=code)
                    pause = max(pause, wait.total_seconds()) if wait else pause
                except NotGreetedError as error:
                    log.warning("slack does not take a connection", reason=str(error))
                    _advise(error.reason)
                except (aiohttp.ClientError, OSError, TimeoutError) as error:
                    log.warning("slack cannot be reached", reason=reason_of(error))
                else:
                    listening.info("slack ready")
                    pause = self._pauses[0]
                    self._fade(current)
                    current, began = following, asyncio.get_running_loop().time()
                    await current.over()
                    log.info("slack connection ends", reason=current.reason or "it broke off")
                    _advise(current.reason)
                    lasted = asyncio.get_running_loop().time() - began
                    if current.reason in _ANNOUNCED and lasted > pause:
                        continue  # the next one is opened before this one is closed
                await asyncio.sleep(pause)
                pause = min(2 * pause, longest)
        finally:
            if current is not None:
                await current.close()
            for task in self._fading:
                task.cancel()
            await asyncio.gather(*self._fading, return_exceptions=True)

    async def _connect(self) -> Connection:
        told = await self._client.apps_connections_open(app_token=self._token)
        connection = Connection(self._session, self._handle, heartbeat=self._heartbeat)
        await connection.open(str(told["url"]))
        return connection

    def _fade(self, connection: Connection | None) -> None:
        if connection is not None:
            task = asyncio.create_task(connection.fade())
            self._fading.add(task)
            task.add_done_callback(self._fading.discard)

    async def _handle(self, envelope: Json) -> Json | None:
        """Hand an envelope on.

        Raises:
            NotTakenError: it is not to be acknowledged.
        """
        headers: dict[str, Any] = {}
        if envelope.get("retry_attempt") is not None:
            headers["x-slack-retry-num"] = str(envelope["retry_attempt"])
        request = AsyncBoltRequest(mode="socket_mode", body=envelope.get("payload") or {}, headers=headers)
        response = await self._app.async_dispatch(request)
        if response.status != _OK:
            raise NotTakenError(response.status)
        if not response.body:
            return None
        kind = response.headers.get("content-type", [""])[0]
        return json.loads(response.body) if kind.startswith("application/json") else {"text": response.body}


def _advise(reason: str) -> None:
    """Say what to do where Slack does not want a connection."""
    if todo := _UNWANTED.get(reason):
        log.warning("slack sends nothing", todo=todo)
