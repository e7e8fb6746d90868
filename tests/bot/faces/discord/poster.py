"""A face that posts on a loopback Discord, and a server that answers whatever a test wants."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
from aiohttp import web

from bot.faces.discord.posting.face import DiscordFace
from bot.faces.discord.posting.transport import Pace, trace
from bot.faces.face import Address
from bot.locale.catalogue import load_catalogue
from tests.bot.faces.scripted import Answer, Script, named, serving
from tests.servers.discord import TOKEN, pointed_at
from tests.servers.discord.pointing import Reachable
from tests.servers.discord.reading import read_body
from tests.servers.discord.recorded import violations

CATALOGUE = load_catalogue()


@asynccontextmanager
async def posting_at(server: Reachable, pace: Pace | None = None) -> AsyncIterator[DiscordFace]:
    """Log a client in that never connects to the gateway, and post by it."""
    with pointed_at(server):
        rest = discord.Client(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            http_trace=trace(pace or Pace(10_000, 1_000)),
            max_ratelimit_timeout=30.0,
        )
        try:
            await rest.login(TOKEN)
            yield DiscordFace(rest, CATALOGUE)
        finally:
            await rest.close()


def place(guild: int, channel: int | str, kind: str = "text", **options: Any) -> Address:
    """Return where to post."""
    return Address(1, str(guild), str(channel), kind, **options)


@dataclass
class Scripted(Script):
    """A server that lets a bot log in, and answers everything else as it was told."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    """What Discord would not have taken."""

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def socket(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        user = {"id": "7", "username": "visabot", "discriminator": "0", "avatar": None, "bot": True}
        if request.path.endswith("/users/@me"):
            return as_json(user)
        if request.path.endswith("/applications/@me"):
            about = {"id": "7", "name": "visabot", "icon": None, "description": "", "verify_key": "", "flags": 0}
            return as_json(about | {"owner": user, "bot_public": True, "bot_require_code_grant": False})
        path = request.path.removeprefix("/api/v10")
        self.asked.append((request.method, path))
        self.violations += violations(request.method, path, request.query, *await read_body(request))
        return await super().handle(request)


@asynccontextmanager
async def scripted(*, judged: bool = True) -> AsyncIterator[Scripted]:
    """Run the server. Whatever it answers, what the bot asked must be right; `judged` is False where no bot asks."""
    server = Scripted()
    async with serving(server):
        yield server
        assert not judged or server.violations == []


def as_json(body: Any, status: int = 200, **headers: str) -> web.Response:
    """Return an answer as Discord gives it: the library wants the bare media type."""
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers=headers | {"Content-Type": "application/json"}
    )


def refuses(status: int, code: int = 0, **headers: str) -> Answer:
    """Answer with an error of Discord's."""
    body: dict[str, Any] = {"message": f"error {code}", "code": code}
    if status == 429:
        body |= {"retry_after": float(headers["Retry-After"]), "global": False}
    return lambda _: as_json(body, status, **named(headers))


def is_no_json(status: int, **headers: str) -> Answer:
    """Answer as what stands before Discord does."""
    return lambda _: web.Response(text="error code: 1015", status=status, headers=named(headers))
