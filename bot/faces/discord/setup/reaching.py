"""A client for one errand from the command line: logged in, never connected. What goes wrong is told in a sentence."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import aiohttp
import discord

from bot.faces.discord.chat import DiscordSettings, addresses
from bot.faces.discord.client import options
from bot.faces.discord.posting.transport import Pace, trace

LOGIN_WITHIN = 60.0
"""Seconds. The library tries five times where Discord is not well, which takes half of it."""
_SERVER_ERROR = 500


class ErrandError(Exception):
    """It could not be done: why, and what to do."""


@asynccontextmanager
async def logged_in(settings: DiscordSettings) -> AsyncIterator[discord.Client]:
    """Give a client for REST alone.

    Raises:
        ErrandError: also for what fails within the block.

    """
    with addresses(settings), _told(settings):
        async with discord.Client(**options(trace(Pace()))) as client:
            async with asyncio.timeout(LOGIN_WITHIN):
                await client.login(settings.token)
            yield client


@contextmanager
def _told(settings: DiscordSettings) -> Iterator[None]:
    try:
        yield
    except discord.LoginFailure as error:
        text = "Discord refuses the token: copy it again from the developer portal, page Bot (Reset Token)"
        raise ErrandError(text) from error
    except discord.RateLimited as error:
        text = f"Discord takes no more requests for {error.retry_after:.0f} seconds: try again after that"
        raise ErrandError(text) from error
    except discord.HTTPException as error:
        raise ErrandError(_of_answer(error)) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        where = "at the address in VISABOT_DISCORD_API" if settings.api else "from here"
        why = str(error) or "no answer in time"
        text = f"Discord cannot be reached {where} ({why}): check the network, and try again"
        raise ErrandError(text) from error


def _of_answer(error: discord.HTTPException) -> str:
    said = error.text or error.response.reason or "no reason given"
    if error.status >= _SERVER_ERROR:
        return f"Discord is not well ({error.status} {said}): try again in a few minutes"
    return f"Discord refuses ({error.status}, code {error.code}): {said}"
