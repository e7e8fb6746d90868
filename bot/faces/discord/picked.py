"""What someone picked of a command's options, as the dispatcher takes it: ids of channels and roles, texts of files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.cards.card import Card
from bot.cards.error import error_card
from bot.commands.call import Who
from bot.commands.command import Value, Values
from bot.faces.discord.person import People
from bot.locale.voice import Voice

FILE_LIMIT = 1_000_000
"""Bytes of a file that is read; its characters are counted by the option it is for."""

Interaction = discord.Interaction[discord.Client]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no text."""

    name: str
    too_big: bool

    def card(self, voice: Voice) -> Card:
        """Return what is wrong with it, and what to do."""
        if self.too_big:
            what = voice.say("discord.file-too-big", name=self.name)
            return error_card(what, voice, todo=voice.say("discord.file-smaller", kilobytes=FILE_LIMIT // 1000))
        what = voice.say("discord.file-no-text", name=self.name)
        return error_card(what, voice, todo=voice.say("discord.file-utf8"))


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
        return Unreadable(file.filename, too_big=True)
    try:
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable(file.filename, too_big=False)
