"""Keeping the bot reached by HTTP, and opening what it knows of the workspaces that installed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.faces.slack.listening.http import served
from bot.faces.slack.workspaces.clients import web_client
from bot.faces.slack.workspaces.installations import Installations
from bot.faces.slack.workspaces.oauth import OAuthSettings, Pages
from bot.faces.slack.workspaces.secret_keys import SecretKeys
from feeds.clock import SystemClock
from storage.engine.database import Database

PAUSES = 1.0, 60.0
"""Seconds before the next try to listen; twice as long after each failure."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Install:
    """What it takes that workspaces install the app by themselves."""

    oauth: OAuthSettings
    keys: tuple[str, ...] = field(repr=False)
    """Of the seals of their tokens, as `bot.config.values.secret_keys` returns them."""
    database_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Installing:
    """Leads people through the installation."""

    flow: AsyncOAuthFlow
    pages: Pages


@asynccontextmanager
async def open_installations(
    settings: Install, session: aiohttp.ClientSession, api: str | None = None
) -> AsyncIterator[Installations]:
    """Give the workspaces that have installed the app; the database is that of the bot, opened a second time.

    A face must know them before the bot has opened its own. Little is read by it, and written when somebody installs.
    """
    database = await Database.open(settings.database_url)
    keys = SecretKeys(settings.keys)
    try:
        yield Installations(database, keys, SystemClock(), lambda token: web_client(token, session, api))
    finally:
        await database.close()


async def serve(
    host: str,
    port: int,
    *,
    app: AsyncApp | None,
    installing: Installing | None,
    pauses: tuple[float, float] = PAUSES,
) -> None:
    """Be reached by HTTP until cancelled. Where the port is not to be had, it is tried again."""
    pause, longest = pauses
    flow, pages = (installing.flow, installing.pages) if installing else (None, None)
    while True:
        try:
            async with served(host, port, app=app, flow=flow, pages=pages):
                await asyncio.Event().wait()
        except OSError as error:
            log.error("not reached by http", host=host, port=port, reason=error.strerror, seconds=pause)  # noqa: TRY400 - no trace helps
        await asyncio.sleep(pause)
        pause = min(2 * pause, longest)
