"""A face that posts on a loopback Slack, and a server that answers whatever a test wants."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.faces.face import Address
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.transport import Pace
from bot.faces.slack.workspaces.clients import OneClient, session, web_client
from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.locale.catalogue import load_catalogue
from tests.bot.faces.scripted import Answer, Script, named, serving

CATALOGUE = load_catalogue()
TEAM = "T0000000001"


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


@dataclass
class Scripted(Script):
    """A server that says whose a token is, and answers everything else as it was told."""

    asked: list[str] = field(default_factory=list)
    """The methods."""
    said: list[Any] = field(default_factory=list)
    """What was to be posted or edited."""

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.removeprefix("/api/")
        if method == "auth.test":
            return as_json({"ok": True, "team_id": TEAM, "team": "Newsroom", "user_id": "U1", "bot_id": "B1"})
        self.asked.append(method)
        body = await request.read()
        if method in {"chat.postMessage", "chat.update"}:
            self.said.append(json.loads(body))
        return await super().handle(request)


@asynccontextmanager
async def scripted() -> AsyncIterator[Scripted]:
    """Run the server."""
    server = Scripted()
    async with serving(server):
        yield server


def as_json(body: Any, status: int = 200, **headers: str) -> web.Response:
    """Return an answer as Slack gives it."""
    return web.json_response(body, status=status, headers=named(headers))


def answers(**fields: Any) -> Answer:
    """Answer well."""
    return lambda _: as_json({"ok": True, **fields})


def refuses(error: str, status: int = 200, **headers: str) -> Answer:
    """Answer with a word of Slack's."""
    return lambda _: as_json({"ok": False, "error": error}, status, **headers)


def is_no_json(status: int, text: str = "<html>away</html>", **headers: str) -> Answer:
    """Answer as what stands before Slack does."""
    return lambda _: web.Response(text=text, status=status, headers=named(headers), content_type="text/html")


def is_broken_json(_: web.Request) -> web.Response:
    """Answer with what cannot be read."""
    return web.Response(text='{"ok": tr', content_type="application/json")
