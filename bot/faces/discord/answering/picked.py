"""What someone picked of a command's options, as the dispatcher takes it: ids of channels and roles, texts of files."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
import structlog
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Who
from bot.commands.command import Value, Values
from bot.faces.discord.places.person import People
from bot.faces.text_files import FETCHED_WITHIN, FILE_LIMIT, text_in, too_big
from bot.locale.voice import Voice

Interaction = discord.Interaction[discord.Client]

log = structlog.get_logger(__name__)


async def picked_values(
    interaction: Interaction, people: People, who: Who, picked: Mapping[str, Any], voice: Voice
) -> Values | Card:
    """Return the values by option; where a file cannot be read, a card that says so.

    A channel that is named becomes known, for its name and whether one can post.
    """
    values: dict[str, Value] = {}
    for name, value in picked.items():
        match value:
            case discord.Attachment():
                text = await _text(value, voice)
                if isinstance(text, Card):
                    return text
                values[name] = text
            case AppCommandChannel() | AppCommandThread():
                await people.channel(interaction, who, value)
                values[name] = str(value.id)
            case discord.Role():
                values[name] = str(value.id)
            case _:
                values[name] = value
    return values


async def _text(file: discord.Attachment, voice: Voice) -> str | Card:
    if file.size > FILE_LIMIT:
        return too_big(file.filename, voice)
    try:
        async with asyncio.timeout(FETCHED_WITHIN):  # the library would wait for five minutes
            content = await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        # It is gone, or Discord is not well.
        log.warning("file not fetched", error=repr(error), bytes=file.size)
        what = voice.say("discord.file-not-there", name=file.filename)
        return error_card(what, voice, todo=voice.say("discord.file-again"))
    return text_in(file.filename, content, voice)
