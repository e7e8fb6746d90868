"""A face that posts to the workspaces of a loopback Slack at an address, and a listener beside it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import aiohttp

from bot.faces.slack.chat import SlackChat, SlackSettings
from bot.faces.slack.posting.face import SlackFace
from bot.faces.slack.posting.transport import RATE, WORKSPACE_RATE, Pace
from bot.faces.slack.workspaces.clients import Installed, installed_by, session, web_client
from bot.locale.catalogue import load_catalogue
from tests.servers.slack import APP_TOKEN
from tests.wire.wire_time import FASTER


class OnSlack(NamedTuple):
    """What posts, and what listens; they do not need each other."""

    face: SlackFace
    chat: SlackChat


@asynccontextmanager
async def on_slack(address: str, tokens: Mapping[str, str]) -> AsyncIterator[OnSlack]:
    """Give both, with the app's tokens by workspace; nobody listens yet."""
    api, catalogue = f"{address}/api/", load_catalogue()
    async with session() as made:
        clients = Workspaces(tokens, made, api)
        face = SlackFace(clients, catalogue, pace=Pace(RATE * FASTER, workspace_rate=WORKSPACE_RATE * FASTER))
        yield OnSlack(face, SlackChat(SlackSettings(app_token=APP_TOKEN, api=api), catalogue, clients, made))


class Workspaces:
    """Several workspaces by their tokens, as an installation store would know them."""

    def __init__(self, tokens: Mapping[str, str], made: aiohttp.ClientSession, api: str) -> None:
        self._clients = {team: web_client(token, made, api) for team, token in tokens.items()}
        self._known: dict[str, Installed] = {}

    async def of(self, team: str) -> Installed | None:
        """Return one of them; Slack is asked once whose its token is."""
        if team not in self._known and team in self._clients:
            self._known[team] = await installed_by(self._clients[team])
        return self._known.get(team)

    async def every(self) -> list[Installed]:
        """Return all of them."""
        found = [await self.of(team) for team in self._clients]
        return [one for one in found if one is not None]

    async def teams(self) -> frozenset[str]:
        """Return the ids of all of them."""
        return frozenset(self._clients)

    async def renamed(self, team: str, name: str) -> None:
        """No name is kept."""

    async def forget(self, team: str) -> None:
        """Let a token go."""
        self._clients.pop(team, None)
        self._known.pop(team, None)
