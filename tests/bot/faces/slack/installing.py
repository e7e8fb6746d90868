"""An app that people install by themselves on a loopback Slack: its database, its server, and a browser."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.faces.slack.listening.http import served
from bot.faces.slack.workspaces.clients import session, web_client
from bot.faces.slack.workspaces.installations import Installations
from bot.faces.slack.workspaces.oauth import OAuthSettings, Pages, States, oauth_flow
from bot.faces.slack.workspaces.secret_keys import SecretKeys
from feeds.clock import SteppedClock
from storage.engine.database import Database
from tests.bot import shipped
from tests.migrated import migrated
from tests.servers.slack import NO_LIMITS, LoopbackSlack
from tests.servers.slack.world import CLIENT_ID, CLIENT_SECRET

NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)
KEY = "A" * 43 + "="
OTHER_KEY = "B" * 42 + "A="
COOKIE = "slack-app-oauth-state"


@dataclass
class Browser:
    """Somebody's: with the one cookie that matters, which the SDK marks as for https only."""

    http: aiohttp.ClientSession
    address: str
    language: str = "en"
    cookie: str = ""

    async def get(self, url: str) -> tuple[int, str]:
        """Open an address of the app's, and return the status and the page, or where it leads."""
        headers = {"Cookie": f"{COOKIE}={self.cookie}", "Accept-Language": self.language}
        async with self.http.get(url, headers=headers, allow_redirects=False) as response:
            if COOKIE in response.cookies:
                self.cookie = response.cookies[COOKIE].value
            return response.status, response.headers.get("Location") or await response.text()

    async def begin(self) -> str:
        """Begin to install, and return the address of Slack's page."""
        status, location = await self.get(f"{self.address}/slack/install")
        assert status == 302
        return location

    async def allow(self, page: str) -> str:
        """Press "Allow" on Slack's page, and return where that leads."""
        async with self.http.get(page, allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            return response.headers["Location"]


@dataclass
class Installing:
    """What a test looks at."""

    server: LoopbackSlack
    database: Database
    clock: SteppedClock
    store: Installations
    browser: Browser
    welcomed: list[tuple[str, str | None]] = field(default_factory=list)


@asynccontextmanager
async def installing(path: Path, *keys: str) -> AsyncIterator[Installing]:
    """Give an app that nobody has installed yet; the address is the one that Slack knows."""
    clock, welcomed = SteppedClock(NOON), list[tuple[str, str | None]]()
    async with AsyncExitStack() as stack:
        database = await Database.open(f"sqlite:///{migrated(path)}", durable=False)
        stack.push_async_callback(database.close)
        server = await stack.enter_async_context(LoopbackSlack(limits=NO_LIMITS))
        requests = await stack.enter_async_context(session())
        http = await stack.enter_async_context(aiohttp.ClientSession())
        store = Installations(
            database, SecretKeys(keys or (KEY,)), clock, lambda token: web_client(token, requests, server.api)
        )

        async def welcome(team: str, person: str | None) -> None:
            welcomed.append((team, person))

        pages = Pages(shipped.catalogue(), "visa", "http://public.example", welcome)
        settings = OAuthSettings(CLIENT_ID, CLIENT_SECRET, "http://public.example", server.api)
        flow = oauth_flow(settings, store, States(database, clock), requests, pages)
        port = await stack.enter_async_context(served("127.0.0.1", 0, flow=flow, pages=pages))
        yield Installing(server, database, clock, store, Browser(http, f"http://127.0.0.1:{port}"), welcomed)


def at(browser: Browser, location: str) -> str:
    """Return an address at the public one as it is reached from here."""
    return re.sub(r"^http://public\.example", browser.address, location)
