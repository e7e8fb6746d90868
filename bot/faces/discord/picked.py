"""What someone picked of a command's options, as the dispatcher takes it: ids of channels and roles, texts of files."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import aiohttp
import discord
import structlog
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Who
from bot.commands.command import Value, Values
from bot.faces.discord.person import People
from bot.locale.voice import Voice

FILE_LIMIT = 2_000_000
"""Bytes of a file that is read; its characters are counted by the option it is for."""

FETCHED_WITHIN = 20.0
"""Seconds. The library would wait for five minutes."""

Interaction = discord.Interaction[discord.Client]

log = structlog.get_logger(__name__)


class Why(Enum):
    """Why a file could not be read."""

    TOO_BIG = "too big"
    NOT_TEXT = "not text"
    NOT_THERE = "not there"
    """Discord does not give it: it is gone, or Discord is not well."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read."""

    name: str
    why: Why

    def card(self, voice: Voice) -> Card:
        """Return what is wrong with it, and what to do."""
        match self.why:
            case Why.TOO_BIG:
                what = voice.say("discord.file-too-big", name=self.name)
                todo = voice.say("discord.file-smaller", kilobytes=FILE_LIMIT // 1000)
            case Why.NOT_TEXT:
                what, todo = voice.say("discord.file-no-text", name=self.name), voice.say("discord.file-utf8")
            case Why.NOT_THERE:
                what, todo = voice.say("discord.file-not-there", name=self.name), voice.say("discord.file-again")
        return error_card(what, voice, todo=todo)


async def picked_values(
    interaction: Interaction, people: People, who: Who, picked: Mapping[str, Any]
) -> Values | Unreadable:
    """Return the values by option. A channel that is named becomes known, for its name and whether one can post."""
    values: dict[str, Value] = {}
    for name, value in picked.items():
        match value:
            case discord.Attachment():
                text = await _text(value)
                if isinstance(text, Unreadable):
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


async def _text(file: discord.Attachment) -> str | Unreadable:
    if file.size > FILE_LIMIT:
        return Unreadable(file.filename, Why.TOO_BIG)
    try:
        async with asyncio.timeout(FETCHED_WITHIN):
            content = await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
        log.warning("file not fetched", error=repr(error), bytes=file.size)
        return Unreadable(file.filename, Why.NOT_THERE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable(file.filename, Why.NOT_TEXT)
