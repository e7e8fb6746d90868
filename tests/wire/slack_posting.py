"""A face that posts to the workspaces of a loopback Slack at an address; nobody listens."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp

from bot.faces.slack.clients import Installed, installed_by, session, web_client
from bot.faces.slack.face import SlackFace
from bot.faces.slack.transport import RATE, Pace
from bot.locale.catalogue import load_catalogue
from tests.wire.slack_server import FASTER


@asynccontextmanager
async def posting_to_slack(address: str, tokens: Mapping[str, str]) -> AsyncIterator[SlackFace]:
    """Give it, with the app's tokens by workspace."""
    async with session() as made:
        yield SlackFace(Workspaces(tokens, made, address), load_catalogue(), pace=Pace(rate=RATE * FASTER))


class Workspaces:
    """Several workspaces by their tokens."""

    def __init__(self, tokens: Mapping[str, str], made: aiohttp.ClientSession, address: str) -> None:
        self._clients = {team: web_client(token, made, f"{address}/api/") for team, token in tokens.items()}
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
        """Use a token no more."""
        self._clients.pop(team, None)
        self._known.pop(team, None)
