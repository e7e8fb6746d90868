"""A face that posts on a loopback Discord, and a server that answers whatever a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from aiohttp import web

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.faces.discord.posting.face import DiscordFace
from bot.faces.discord.posting.transport import Pace, trace
from bot.faces.face import Address, Posting
from bot.locale.catalogue import load_catalogue
from tests.servers.discord import TOKEN, pointed_at
from tests.servers.discord.pointing import Reachable
from tests.servers.discord.reading import read_body
from tests.servers.discord.recorded import violations

CATALOGUE = load_catalogue()
ALERT = Card(
    CardKind.ALERT,
    "Round two of the visa talks is set",
    "en",
    url="https://news.example/1",
    sections=(Section("", (Line("They meet in May", (Source("Yonhap", "https://y.example/1"),)),)),),
    actions=(Action("Why", "why s1"), Action("Mute", "mute s1")),
)


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


def a_post(number: int = 1, card: Card = ALERT, **more: Any) -> Posting:
    """Return something to post that is due since a moment ago."""
    return Posting(card, f"t-{number}", more.pop("since", datetime.now(UTC) - timedelta(minutes=1)), **more)


Answer = Callable[[web.Request], Any]


@dataclass
class Scripted:
    """A server that lets a bot log in, and answers everything else as it was told."""

    answers: list[Answer] = field(default_factory=list)
    """Of the next requests; the last one stays."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    """What Discord would not have taken."""
    port: int = 0

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
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        made = answer(request)
        response: web.StreamResponse = await made if asyncio.iscoroutine(made) else made
        return response


@asynccontextmanager
async def scripted(*, judged: bool = True) -> AsyncIterator[Scripted]:
    """Run the server. Whatever it answers, what the bot asked must be right; `judged` is False where no bot asks."""
    server = Scripted()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
        assert not judged or server.violations == []
    finally:
        await runner.cleanup()


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
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: as_json(body, status, **named)


def is_no_json(status: int, **headers: str) -> Answer:
    """Answer as what stands before Discord does."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(text="error code: 1015", status=status, headers=named)


def hangs_up(request: web.Request) -> web.Response:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


def tears(request: web.Request) -> web.Response:
    """Reset the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def stops_halfway(request: web.Request) -> web.StreamResponse:
    """Begin an answer and hang up."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"id": ')
    assert request.transport is not None
    request.transport.close()
    return response
