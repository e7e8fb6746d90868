"""Commands that are chosen on a message: "Why was this posted?" and "Track this"."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
from discord import app_commands

from bot.faces import on_message
from bot.faces.discord.answering.conversation import Conversation
from bot.faces.discord.commands.translate import localised
from bot.locale.catalogue import Catalogue

Interaction = discord.Interaction[discord.Client]
Chosen = Callable[[Interaction, discord.Message], Awaitable[object]]


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
    """Return the line that asks about a message: see `on_message.question`."""
    ids = (getattr(item, "custom_id", None) for item in _components(message.components))
    addresses = (embed.url or "" for embed in message.embeds)
    return on_message.question((one for one in ids if isinstance(one, str)), (*_texts(message), *addresses))


def _words(message: discord.Message) -> str:
    """Return the beginning of a message as words to watch for."""
    texts = (*_texts(message), *(embed.title or "" for embed in message.embeds))
    lines = (line for text in texts for line in text.splitlines())
    return on_message.words_to_watch(on_message.without_links(line) for line in lines)


def _texts(message: discord.Message) -> Iterator[str]:
    yield message.content
    for item in _components(message.components):
        if isinstance(item, discord.TextDisplay):
            yield item.content


def _components(components: Any) -> Iterator[Any]:  # noqa: ANN401 - discord.py has no common type for them
    """Return components and those within them, in order."""
    for one in components:
        yield one
        yield from _components(getattr(one, "children", ()))
