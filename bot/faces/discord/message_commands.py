"""Commands that are chosen on a message: "Why was this posted?" and "Track this"."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
from discord import app_commands

from bot.cards.clean import clean_line, clean_url
from bot.faces.discord.conversation import Conversation
from bot.faces.discord.translate import localised
from bot.faces.pressed import Press, read_pressed
from bot.locale.catalogue import Catalogue

Interaction = discord.Interaction[discord.Client]
Chosen = Callable[[Interaction, discord.Message], Awaitable[object]]

_LINK = re.compile(r"https?://[^\s<>()\[\]\"']+")
_STORY_LINES = ("why ", "story ")
_WORDS = 60
"""Characters of a message's first line that a watch term begins with; whoever tracks it shortens it further."""


def why_by(conversation: Conversation) -> Chosen:
    """Return what asks a conversation why a message was posted."""

    async def why(interaction: Interaction, message: discord.Message) -> None:
        await conversation.why(interaction, _why(message))

    return why


def track_by(conversation: Conversation) -> Chosen:
    """Return what has a conversation track a message's words."""

    async def track(interaction: Interaction, message: discord.Message) -> None:
        await conversation.track(interaction, _words(message))

    return track


def menus(catalogue: Catalogue, *, why: Chosen, track: Chosen) -> list[app_commands.ContextMenu]:
    """Return the two commands to add to the tree, answered by two functions."""

    async def ask_why(interaction: Interaction, message: discord.Message) -> None:
        await why(interaction, message)

    async def track_this(interaction: Interaction, message: discord.Message) -> None:
        await track(interaction, message)

    why_menu = app_commands.ContextMenu(name=localised(catalogue, "chats.why-menu"), callback=ask_why)
    track_menu = app_commands.ContextMenu(name=localised(catalogue, "chats.track-menu"), callback=track_this)
    for menu in (why_menu, track_menu):
        menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    track_menu.default_permissions = discord.Permissions(manage_guild=True)
    return [why_menu, track_menu]


def _why(message: discord.Message) -> str | None:
    """Return the line that asks about a message: about our own post by its buttons, else about its first link."""
    for item in _components(message.components):
        custom_id = getattr(item, "custom_id", None)
        read = read_pressed(custom_id) if isinstance(custom_id, str) else None
        if isinstance(read, Press) and read.line.startswith(_STORY_LINES):
            return f"why {read.line.split()[1]}"
    return next((f"why {url}" for url in _links(message)), None)


def _links(message: discord.Message) -> Iterator[str]:
    texts = [message.content, *(embed.url or "" for embed in message.embeds), *_texts(message)]
    for text in texts:
        for found in _LINK.findall(text):
            if url := clean_url(found):
                yield url


def _words(message: discord.Message) -> str:
    """Return the beginning of a message as words to watch for, without the quotes that would end a phrase."""
    texts = (message.content, *(embed.title or "" for embed in message.embeds), *_texts(message))
    first = next((line for text in texts for line in text.splitlines() if line.strip()), "")
    return clean_line(_LINK.sub("", first).replace('"', " ").lstrip("#*-> "), _WORDS).rstrip("…")


def _texts(message: discord.Message) -> Iterator[str]:
    for item in _components(message.components):
        if isinstance(item, discord.TextDisplay):
            yield item.content


def _components(components: Any) -> Iterator[Any]:  # noqa: ANN401 - discord.py has no common type for them
    """Return components and those within them, in order."""
    for one in components:
        yield one
        yield from _components(getattr(one, "children", ()))
