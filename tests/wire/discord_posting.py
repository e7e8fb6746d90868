"""A face that posts to a loopback Discord at an address; nobody listens."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import aiohttp
import discord
from discord.http import Route

from bot.faces.discord.client import options
from bot.faces.discord.posting.face import DiscordFace
from bot.faces.discord.posting.transport import Pace, trace
from bot.locale.catalogue import load_catalogue
from tests.servers.discord import TOKEN
from tests.servers.discord.api import PREFIX
from tests.wire.stepping import reachable
from tests.wire.wire_time import FASTER


@asynccontextmanager
async def posting_to_discord(address: str) -> AsyncIterator[DiscordFace]:
    """Give it, logged in."""
    rest = discord.Client(**options(trace(Pace(rate=45.0 * FASTER, burst=3 * FASTER))))
    with _speaking_with(address):
        await _log_in(rest, address)
        try:
            yield DiscordFace(rest, load_catalogue())
        finally:
            await rest.close()


async def _log_in(rest: discord.Client, address: str) -> None:
    """Log in, however often it takes."""
    while rest.user is None:
        await reachable(address)
        with suppress(aiohttp.ClientError, OSError, discord.HTTPException):
            await rest.login(TOKEN)


@contextmanager
def _speaking_with(address: str) -> Iterator[None]:
    """Let the library reach the loopback Discord."""
    before, Route.BASE = Route.BASE, address + PREFIX
    try:
        yield
    finally:
        Route.BASE = before
