"""Socket Mode: connections that the bot opens itself: Slack needs no address of it (Slack, "Using Socket Mode").

Slack ends every connection after some hours and says so before: another is opened first, and what comes in between is
heard by whichever it comes to. Each address of a connection is good for one try, within half a minute. The SDK's own
client tries an address again for ever, and goes on with a token that Slack refuses; hence this one.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog

HEARTBEAT = 20.0
"""Seconds between two questions to Slack whether it is still there; it has half of that to answer."""
HELLO_WITHIN = 15.0
"""Seconds that Slack may take to greet on a new connection."""
CLOSING = 1.0
"""Seconds that Slack has to take leave when a connection is closed; it does not always."""
FADING = 30.0
"""Seconds that a connection stays open behind its successor: what it was sent is still acknowledged there."""

Json = dict[str, Any]
Handle = Callable[[Json], Awaitable[Json | None]]
"""Takes an envelope and returns what goes with its acknowledgement; raises NotTakenError where that is not to be given.
"""

log = structlog.get_logger(__name__)


class NotTakenError(Exception):
    """An envelope is not to be acknowledged: nobody heard it, or not in time."""


class NotGreetedError(Exception):
    """Slack ends a new connection before it has greeted, or does not greet: its word for why, or none."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason or "slack closed a new connection, or did not greet")
        self.reason = reason


class Connection:
    """One connection."""

    def __init__(self, session: aiohttp.ClientSession, handle: Handle, *, heartbeat: float = HEARTBEAT) -> None:
        """Take what opens it, and who is given what comes."""
        self._session = session
        self._handle = handle
        self._heartbeat = heartbeat
        self._reading: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[None]] = set()
        self._greeted = asyncio.Event()
        self._over = asyncio.Event()
        self.reason = ""
        """Why it ended, or is about to, in Slack's word; "" where it broke off."""

    async def open(self, url: str) -> None:
        """Connect, and wait until Slack greets.

        Raises:
            NotGreetedError: it does not.
            aiohttp.ClientError, OSError, TimeoutError: there is no connection.

        """
        leave = aiohttp.ClientWSTimeout(ws_close=CLOSING)
        socket = await self._session.ws_connect(url, heartbeat=self._heartbeat, max_msg_size=0, timeout=leave)
        self._reading = asyncio.create_task(self._read(socket))
        waiting = [asyncio.create_task(one.wait()) for one in (self._greeted, self._over)]
        try:
            await asyncio.wait(waiting, timeout=HELLO_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()
        if not self._greeted.is_set():
            await self.close()
            raise NotGreetedError(self.reason)

    async def over(self) -> None:
        """Wait until it has broken off, or Slack says that it will end."""
        await self._over.wait()

    async def fade(self) -> None:
        """Stay until Slack closes it, not for long."""
        try:
            if self._reading is not None:
                await asyncio.wait({self._reading}, timeout=FADING)
        finally:
            await self.close()

    async def close(self) -> None:
        """End it."""
        for task in (self._reading, *self._answering):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._hear(socket, message.data)
        except (aiohttp.ClientError, OSError) as error:
            log.info("slack connection broke off", reason=repr(error))
        finally:
            self._over.set()
            await socket.close()

    def _hear(self, socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
        try:
            envelope = json.loads(text)
            kind = envelope.get("type")
        except (ValueError, AttributeError):
            log.warning("slack sent what is no envelope", characters=len(text))
            return
        match kind:
            case "hello":
                self._greeted.set()
            case "disconnect":
                self.reason = str(envelope.get("reason") or "")
                self._over.set()
            case _ if isinstance(envelope.get("envelope_id"), str):
                task = asyncio.create_task(self._take(socket, envelope))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            case _:
                log.info("slack sent something unknown", kind=kind)

    async def _take(self, socket: aiohttp.ClientWebSocketResponse, envelope: Json) -> None:
        """Handle an envelope and acknowledge it; where that fails, Slack sends it again."""
        try:
            payload = await self._handle(envelope)
        except NotTakenError as error:
            log.info("slack envelope not taken", kind=envelope.get("type"), status=str(error))
            return
        except Exception:
            log.exception("slack envelope failed", kind=envelope.get("type"))
            return
        acknowledged: Json = {"envelope_id": envelope["envelope_id"]}
        if payload is not None and envelope.get("accepts_response_payload", True):
            acknowledged["payload"] = payload
        try:
            await socket.send_str(json.dumps(acknowledged))
        except (aiohttp.ClientError, OSError) as error:
            log.info("not acknowledged", reason=repr(error))
