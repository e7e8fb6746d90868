"""A face that posts on a loopback Slack, and a server that answers whatever a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from bot.cards.card import Action, Card, CardKind, Line, Section, Source
from bot.faces.face import Address, Posting
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.transport import Pace
from bot.faces.slack.workspaces.clients import OneClient, session, web_client
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.locale.catalogue import load_catalogue

CATALOGUE = load_catalogue()
TEAM = "T0000000001"
ALERT = Card(
    CardKind.ALERT,
    "Round two of the visa talks is set",
    "en",
    url="https://news.example/1",
    sections=(Section("", (Line("They meet in May", (Source("Yonhap", "https://y.example/1"),)),)),),
    actions=(Action("Why", "why s1"), Action("Mute", "mute s1")),
)


@asynccontextmanager
async def posting_at(
    api: str, token: str, *, pace: Pace | None = None, refused: RefusedTokens | None = None
) -> AsyncIterator[SlackFace]:
    """Give a face that posts with this token. Nobody listens."""
    async with session() as made:
        clients = OneClient(web_client(token, made, api))
        free = Pace(10_000, 1_000, workspace_rate=10_000, workspace_burst=1_000)
        yield SlackFace(clients, CATALOGUE, pace=pace or free, refused=refused)


def place(team: str, channel: str, kind: str = "channel", **options: Any) -> Address:
    """Return where to post."""
    return Address(1, team, channel, kind, **options)


def a_post(number: int = 1, card: Card = ALERT, **more: Any) -> Posting:
    """Return something to post that is due since a moment ago."""
    return Posting(card, f"t-{number}", more.pop("since", datetime.now(UTC) - timedelta(minutes=1)), **more)


Answer = Callable[[web.Request], Any]


@dataclass
class Scripted:
    """A server that says whose a token is, and answers everything else as it was told."""

    answers: list[Answer] = field(default_factory=list)
    """Of the next requests; the last one stays."""
    asked: list[str] = field(default_factory=list)
    """The methods."""
    said: list[Any] = field(default_factory=list)
    """What was to be posted."""
    port: int = 0

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.removeprefix("/api/")
        if method == "auth.test":
            return as_json({"ok": True, "team_id": TEAM, "team": "Newsroom", "user_id": "U1", "bot_id": "B1"})
        self.asked.append(method)
        body = await request.read()
        if method == "chat.postMessage":
            self.said.append(json.loads(body))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        made = answer(request)
        response: web.StreamResponse = await made if asyncio.iscoroutine(made) else made
        return response


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    """Run the server."""
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
    finally:
        await runner.cleanup()


def as_json(body: Any, status: int = 200, **headers: str) -> web.Response:
    """Return an answer as Slack gives it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response(body, status=status, headers=named)


def answers(**fields: Any) -> Answer:
    """Answer well."""
    return lambda _: as_json({"ok": True, **fields})


def refuses(error: str, status: int = 200, **headers: str) -> Answer:
    """Answer with a word of Slack's."""
    return lambda _: as_json({"ok": False, "error": error}, status, **headers)


def is_no_json(status: int, text: str = "<html>away</html>", **headers: str) -> Answer:
    """Answer as what stands before Slack does."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(text=text, status=status, headers=named, content_type="text/html")


def is_broken_json(_: web.Request) -> web.Response:
    """Answer with what cannot be read."""
    return web.Response(text='{"ok": tr', content_type="application/json")


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
    await response.write(json.dumps({"ok": True})[:-1].encode())
    assert request.transport is not None
    request.transport.close()
    return response
