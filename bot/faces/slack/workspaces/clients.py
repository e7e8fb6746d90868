"""Reaching Slack: one session for all requests, and a client for each workspace that the app is installed in.

The SDK's own retry handlers are off: what Slack may have done must not be done again by itself.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TOTAL, CONNECT = 25.0, 10.0
"""Seconds that a request may take in all, and to connect. A look for a post, of several requests, has 30."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A workspace that the app is installed in, and how to call there."""

    team: str
    """Slack's id of the workspace ("T…")."""
    name: str
    user: str
    """Slack's id of the bot as a member ("U…")."""
    bot: str
    """Slack's id of the bot as the author of messages ("B…")."""
    client: AsyncWebClient = field(repr=False)


class Clients(Protocol):
    """Knows the workspaces that the app is installed in."""

    async def of(self, team: str) -> Installed | None:
        """Return one workspace; None: the app is not installed there, or not any more.

        Raises what a request to Slack raises, where it has to be asked.
        """
        ...

    async def every(self) -> Sequence[Installed]:
        """Return all of them that can be called. Raises like `of`."""
        ...

    async def teams(self) -> frozenset[str]:
        """Return Slack's ids of all of them, those too that cannot be called just now. Raises like `of`."""
        ...

    async def renamed(self, team: str, name: str) -> None:
        """Note the new name of a workspace."""
        ...

    async def forget(self, team: str) -> None:
        """Let the token of a workspace go: the app was removed there."""
        ...


class OneClient:
    """The one workspace of a token from the settings. Slack is asked once whose it is."""

    def __init__(self, client: AsyncWebClient) -> None:
        """Take a client that has the token (`web_client`)."""
        self._client = client
        self._installed: Installed | None = None
        self._asking = asyncio.Lock()

    async def of(self, team: str) -> Installed | None:
        """Return the workspace, if it is that one."""
        installed = await self._own()
        return installed if installed.team == team else None

    async def every(self) -> Sequence[Installed]:
        """Return the workspace."""
        return (await self._own(),)

    async def teams(self) -> frozenset[str]:
        """Return the workspace's id."""
        return frozenset({(await self._own()).team})

    async def renamed(self, team: str, name: str) -> None:
        """Do nothing: Slack is asked at the next start."""

    async def forget(self, team: str) -> None:
        """Do nothing: the token is the operator's to take away."""

    async def _own(self) -> Installed:
        async with self._asking:
            if self._installed is None:
                self._installed = await installed_by(self._client)
            return self._installed


async def installed_by(client: AsyncWebClient) -> Installed:
    """Ask Slack whose a client's token is. Raises what a request to Slack raises."""
    told = await client.auth_test()
    # A token for a whole organisation belongs to no workspace of it.
    team = told.get("team_id") or told.get("enterprise_id") or ""
    return Installed(team, told.get("team") or team, told.get("user_id") or "", told.get("bot_id") or "", client)


def web_client(token: str | None, session: aiohttp.ClientSession, api: str | None = None) -> AsyncWebClient:
    """Return a client that tries everything once. `api` is another address than Slack's: tests, proxies."""
    return AsyncWebClient(token, base_url=api or AsyncWebClient.BASE_URL, session=session, retry_handlers=[])


@asynccontextmanager
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Give what all clients send by."""
    timeout = aiohttp.ClientTimeout(total=TOTAL, connect=CONNECT)
    async with aiohttp.ClientSession(timeout=timeout) as made:
        yield made
