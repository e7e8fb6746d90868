"""A workspace on a loopback Slack, with a database, and everyone who knows about places and people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.faces.slack.places.channels import Channels
from bot.faces.slack.places.directs import Directs
from bot.faces.slack.places.kept import Kept
from bot.faces.slack.places.person import People
from bot.faces.slack.places.places import Places
from bot.faces.slack.workspaces.clients import Installed, installed_by, session, web_client
from feeds.clock import SteppedClock
from storage import destinations, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.workspaces import Workspace
from tests.servers.slack import NO_LIMITS, LoopbackSlack

NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)


@dataclass
class Tokens:
    """The workspaces of a loopback Slack that the app is installed in, as an installation store knows them."""

    server: LoopbackSlack
    session: aiohttp.ClientSession
    gone: set[str] = field(default_factory=set)
    """Workspaces that are not in the store."""
    forgotten: set[str] = field(default_factory=set)
    """Tokens that were let go."""
    known: dict[str, Installed] = field(default_factory=dict)

    async def of(self, team: str) -> Installed | None:
        """Return one workspace."""
        if team in self.gone or team not in self.server.world.store.table("installs"):
            return None
        if self.server.places.token(team) in self.forgotten:
            return None
        if team not in self.known:
            token = self.server.places.token(team)
            self.known[team] = await installed_by(web_client(token, self.session, self.server.api))
        return self.known[team]

    async def every(self) -> list[Installed]:
        """Return all of them."""
        found = [await self.of(team) for team in list(self.server.world.store.table("installs"))]
        return [one for one in found if one is not None]

    async def teams(self) -> frozenset[str]:
        """Return the ids of all of them."""
        return frozenset(one.team for one in await self.every())

    async def renamed(self, team: str, name: str) -> None:
        """Do nothing: Slack is asked."""

    async def forget(self, team: str) -> None:
        """Let a workspace's token go."""
        if team in self.server.world.store.table("installs"):
            self.forgotten.add(self.server.places.token(team))


@dataclass
class Newsroom:
    """What a test looks at."""

    server: LoopbackSlack
    team: str
    database: Database
    clock: SteppedClock
    tokens: Tokens
    places: Places
    channels: Channels
    directs: Directs
    people: People

    async def installed(self) -> Installed:
        """Return the workspace, with a client."""
        found = await self.tokens.of(self.team)
        assert found is not None
        return found

    async def place(self, external: str, team: str = "") -> Destination | None:
        """Return what is stored of a place."""
        its = await self.workspace(team)
        async with self.database.read() as tx:
            return await destinations.by_external(tx, its.id, external) if its else None

    async def workspace(self, team: str = "") -> Workspace | None:
        """Return what is stored of the workspace."""
        async with self.database.read() as tx:
            return await workspaces.by_external(tx, "slack", team or self.team)

    def said(self, channel: str) -> list[str]:
        """Return what stands in a channel."""
        return self.server.places.texts(channel)

    def asked(self, method: str) -> int:
        """Return how often a method was called."""
        return self.server.traffic.of(method)


@asynccontextmanager
async def newsroom(database: Database, **limits: Any) -> AsyncIterator[Newsroom]:
    """Open it."""
    clock = SteppedClock(NOON)
    async with LoopbackSlack(limits=limits.get("limits", NO_LIMITS)) as server, session() as made:
        team = server.places.add_team()
        tokens = Tokens(server, made)
        places, directs, channels = Places(database, "UTC", clock), Directs(), Channels(clock)
        people = People(places, tokens, directs, channels, Kept(clock), "UTC", frozenset({"UOPERATOR"}))
        yield Newsroom(server, team, database, clock, tokens, places, channels, directs, people)
