"""Socket Mode: connections of the app, and what can be made to go wrong with them (reference: "Using Socket Mode")."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp
from aiohttp import web

from tests.servers.slack.methods.auth import TICKET_LASTS
from tests.servers.slack.world import World
from tests.servers.store import Json

MOST_CONNECTIONS = 10


class Connection:
    """One connection; what is sent is sent in order."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None) -> None:
        self.socket = socket
        self.silent = False
        self.pending: set[str] = set()
        """Envelopes that were sent here and are not acknowledged."""
        self._transport = transport
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()

    def send(self, payload: Any) -> None:
        """Send a payload; a text as it is."""
        if not self.silent:
            self._queue.put_nowait(payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False))

    def close(self) -> None:
        """Close the connection after what was sent before."""
        self._queue.put_nowait(None)

    def tear(self) -> None:
        """End the connection without a word."""
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Write what is queued, until the connection is closed."""
        while (text := await self._queue.get()) is not None:
            await self.socket.send_str(text)
        await self.socket.close()


@dataclass
class Sockets:
    """All connections. Any one of them is sent an envelope."""

    world: World
    random: Random
    closed: bool = False
    """No connection is let in."""
    refuses: str = ""
    """Why new connections are ended instead of greeted: `link_disabled`, `too_many_websockets`."""
    connections: list[Connection] = field(default_factory=list)
    opened: int = 0
    """How many there were since the start."""
    acknowledge: Callable[[str, Json | None], None] = lambda _envelope, _payload: None
    lost: Callable[[set[str]], None] = lambda _envelopes: None
    came: Callable[[], None] = lambda: None

    # Faults.

    def drop(self) -> None:
        """Tear all connections."""
        for one in list(self.connections):
            one.tear()

    def disconnect(self, reason: str = "refresh_requested", *, within: float = 0.0) -> None:
        """Announce the end of all connections, and close them after some seconds.

        Args:
            reason: `warning` (ten seconds before, with Slack), `refresh_requested`, `link_disabled`,
                `too_many_websockets`.
            within: Seconds until they are closed.
        """
        for one in list(self.connections):
            one.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})
            asyncio.get_running_loop().call_later(within, one.close)

    def fall_silent(self) -> None:
        """Say nothing more on the connections there are, not even to pings: dead, but open."""
        for one in self.connections:
            one.silent = True

    def send_raw(self, text: str) -> None:
        """Send a text that need not be JSON to all."""
        for one in self.connections:
            one.send(text)

    @property
    def connected(self) -> int:
        """How many connections there are."""
        return len(self.connections)

    def send(self, row: Json) -> bool:
        """Send an envelope by one of the connections; False if there is none."""
        if not self.connections:
            return False
        one = self.random.choice(self.connections)
        one.pending.add(row["id"])
        told = {
            "envelope_id": row["id"],
            "payload": row["payload"],
            "type": row["type"],
            "accepts_response_payload": row["accepts"],
        }
        if row["type"] == "events_api":
            told |= {"retry_attempt": row["attempt"], "retry_reason": row["reason"]}
        one.send(told)
        return True

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = self.world.store.table("tickets").get(request.query.get("ticket", ""))
        if self.closed:
            return web.Response(status=503)
        if ticket is None or self.world.now() - ticket["at"] > TICKET_LASTS:
            return web.Response(status=408, text="expired_ticket")
        response = web.WebSocketResponse(max_msg_size=0, autoping=False)
        await response.prepare(request)
        one = Connection(response, request.transport)
        refused = "too_many_websockets" if len(self.connections) >= MOST_CONNECTIONS else self.refuses
        if refused:
            one.send({"type": "disconnect", "reason": refused, "debug_info": {"host": "loopback"}})
            one.close()
            await one.write()
            return response
        writing = asyncio.create_task(one.write())
        self.connections.append(one)
        self.opened += 1
        one.send(
            {
                "type": "hello",
                "num_connections": len(self.connections),
                "debug_info": {"host": "loopback", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self.world.app},
            }
        )
        self.came()
        try:
            async for message in response:
                await self._receive(one, message)
        finally:
            self.connections.remove(one)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            self.lost(one.pending)
        return response

    async def _receive(self, one: Connection, message: aiohttp.WSMessage) -> None:
        if message.type is aiohttp.WSMsgType.PING and not one.silent:
            await one.socket.pong(message.data)
        elif message.type is aiohttp.WSMsgType.TEXT and not one.silent:
            said = json.loads(message.data)
            one.pending.discard(said["envelope_id"])
            self.acknowledge(said["envelope_id"], said.get("payload"))
