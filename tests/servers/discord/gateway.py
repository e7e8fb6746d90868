"""The gateway: sessions that outlive their sockets (documentation, "Gateway" and "Gateway Events")."""

import asyncio
import json
import secrets
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.servers.discord.routes.account import socket_address
from tests.servers.discord.synced import guild_create, members_chunk
from tests.servers.discord.world import Event, World
from tests.servers.store import Json

MESSAGE_CONTENT = 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
"""Intents that must be switched on in the developer portal: GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT."""
KNOWN_INTENTS = (1 << 26) - 1
_KEPT = 10_000


class Socket:
    """One connection; what is sent is sent in order, compressed if that was asked for."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, *, compressed: bool) -> None:
        self.socket = socket
        self.muted = False
        self._transport = transport
        self.queue: asyncio.Queue[str | int] = asyncio.Queue()
        self._packer = zlib.compressobj() if compressed else None

    def send(self, text: str) -> None:
        """Send a payload."""
        if not self.muted:
            self.queue.put_nowait(text)

    def close(self, code: int) -> None:
        """Close the connection after what was sent before."""
        self.queue.put_nowait(code)

    def tear(self) -> None:
        """End the connection without a word."""
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Write what is queued, until the connection is closed."""
        while not isinstance(text := await self.queue.get(), int):
            if self._packer is None:
                await self.socket.send_str(text)
            else:
                packed = self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(packed)
        await self.socket.close(code=text)


@dataclass
class Session:
    """What a client identified as; it can be resumed until the client closes it in order."""

    id: str
    shard: tuple[int, int]
    intents: int
    seq: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    socket: Socket | None = None

    def dispatch(self, name: str, data: Any) -> None:
        """Send an event, and keep it for a resume."""
        self.seq += 1
        text = json.dumps({"op": 0, "t": name, "s": self.seq, "d": data}, ensure_ascii=False)
        self.kept.append((self.seq, text))
        if self.socket is not None:
            self.socket.send(text)


@dataclass
class Gateway:
    """All sessions, and what can be made to go wrong with them."""

    world: World
    token: str
    heartbeat: float = 41.25
    """Seconds between the heartbeats that clients are asked for."""
    privileged: int = 0
    """The privileged intents that were switched on."""
    refuse_resume: bool = False
    """Every RESUME is answered with Invalid Session."""
    closed: bool = False
    """No connection is let in."""
    sessions: dict[str, Session] = field(default_factory=dict)
    identified: int = 0
    resumed: int = 0
    heartbeats: int = 0

    # Faults.

    def drop(self, code: int | None = None) -> None:
        """End all connections: with a close code, or by tearing them."""
        for session in self.sessions.values():
            if session.socket is not None:
                if code is not None:
                    session.socket.close(code)
                else:
                    session.socket.tear()
                session.socket = None

    def fall_silent(self) -> None:
        """Say nothing more on the connections there are, not even to heartbeats: dead, but open."""
        for session in self.sessions.values():
            if session.socket is not None:
                session.socket.muted = True

    def ask_to_reconnect(self) -> None:
        """Send RECONNECT to all."""
        self._to_all({"op": 7, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Send INVALID SESSION to all; the sessions are gone unless `resumable`."""
        self._to_all({"op": 9, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def garble(self, name: str = "MESSAGE_CREATE", data: Any = None) -> None:
        """Dispatch an event that no client can make sense of."""
        for session in self.sessions.values():
            session.dispatch(name, {"id": None} if data is None else data)

    def send_raw(self, text: str) -> None:
        """Send a text that need not be JSON to all."""
        for session in self.sessions.values():
            if session.socket is not None:
                session.socket.send(text)

    @property
    def connected(self) -> int:
        """How many sessions have a connection."""
        return sum(session.socket is not None for session in self.sessions.values())

    # Events.

    def dispatch(self, event: Event) -> None:
        """Send an event to the sessions that see it."""
        for session in self.sessions.values():
            if self._sees(session, event):
                session.dispatch(event.name, self._shown(session, event))

    def _sees(self, session: Session, event: Event) -> bool:
        number, shards = session.shard
        own = (int(event.guild) >> 22) % shards == number if event.guild else number == 0
        if event.guild and event.name not in ("GUILD_DELETE", "INTERACTION_CREATE"):
            own = own and self.world.is_member(event.guild)
        return own and (not event.intents or bool(session.intents & event.intents))

    def _shown(self, session: Session, event: Event) -> Any:
        """Take the content out of others' messages where the client may not read it."""
        if not event.name.startswith("MESSAGE_") or "author" not in event.data or not event.guild:
            return event.data
        own = event.data["author"]["id"] == self.world.bot["id"]
        named = any(one["id"] == self.world.bot["id"] for one in event.data["mentions"])
        if own or named or session.intents & MESSAGE_CONTENT:
            return event.data
        return event.data | {"content": "", "embeds": [], "attachments": [], "components": []}

    # Connections.

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if self.closed:
            return web.Response(status=503)
        response = web.WebSocketResponse(max_msg_size=0)
        await response.prepare(request)
        socket = Socket(response, request.transport, compressed=request.query.get("compress") == "zlib-stream")
        writing = asyncio.create_task(socket.write())
        session: Session | None = None
        socket.send(_text(10, data={"heartbeat_interval": int(self.heartbeat * 1000)}))
        try:
            async for message in response:
                if message.type is aiohttp.WSMsgType.TEXT:
                    session = self._receive(socket, session, message.data)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            if session is not None and session.socket is socket:
                session.socket = None
                if response.close_code in (1000, 1001):
                    self.sessions.pop(session.id, None)
        return response

    def _receive(self, socket: Socket, session: Session | None, text: str) -> Session | None:
        try:
            payload = json.loads(text)
        except ValueError:
            socket.close(4002)
            return session
        data = payload.get("d")
        match payload.get("op"):
            case 1:
                self.heartbeats += 1
                socket.send(_text(11, data=None))
            case 2 if session is None:
                return self._identify(socket, data)
            case 2:
                socket.close(4005)
            case 6:
                return self._resume(socket, data)
            case 8 if session is not None:
                for chunk in members_chunk(self.world, data):
                    session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
            case 3 | 4 if session is not None:
                pass
            case 3 | 4 | 8:
                socket.close(4003)
            case _:
                socket.close(4001)
        return session

    def _identify(self, socket: Socket, data: Json) -> Session | None:
        shard = tuple(data.get("shard") or (0, 1))
        intents = data.get("intents", -1)
        if data.get("token") != self.token:
            socket.close(4004)
        elif not 0 <= shard[0] < shard[1]:
            socket.close(4010)
        elif not 0 <= intents <= KNOWN_INTENTS:
            socket.close(4013)
        elif intents & PRIVILEGED & ~self.privileged:
            socket.close(4014)
        else:
            session = Session(secrets.token_hex(16), (shard[0], shard[1]), intents)
            self.sessions[session.id] = session
            session.socket = socket
            self.identified += 1
            self._ready(session)
            return session
        return None

    def _ready(self, session: Session) -> None:
        number, shards = session.shard
        every = [one for one in self.world.store.table("guilds") if self.world.is_member(one)]
        own = [one for one in every if (int(one) >> 22) % shards == number]
        ready = {
            "v": 10,
            "user": self.world.bot | {"mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": one, "unavailable": True} for one in own],
            "private_channels": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": socket_address(self.world),
            "shard": list(session.shard),
            "application": {"id": self.world.bot["id"], "flags": 0},
            "_trace": [],
        }
        session.dispatch("READY", ready)
        if session.intents & 1:
            for guild in own:
                session.dispatch("GUILD_CREATE", guild_create(self.world, guild))

    def _resume(self, socket: Socket, data: Json) -> Session | None:
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self.token:
            socket.close(4004)
            return None
        seq = data.get("seq") or 0
        kept_from = session.kept[0][0] - 1 if session is not None and session.kept else 0
        if session is None or self.refuse_resume or not kept_from <= seq <= session.seq:
            socket.send(_text(9, data=False))
            return None
        self.resumed += 1
        for number, text in session.kept:
            if number > seq:
                socket.send(text)
        session.socket = socket
        session.dispatch("RESUMED", {})
        return session

    def _to_all(self, payload: Json) -> None:
        for session in self.sessions.values():
            if session.socket is not None:
                session.socket.send(json.dumps(payload))


def _text(op: int, *, data: Any) -> str:
    return json.dumps({"op": op, "d": data, "s": None, "t": None})
