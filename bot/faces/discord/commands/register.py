"""Registering the commands by hand, without listening."""

import discord
from discord import app_commands

from bot.faces.discord.chat import DiscordSettings
from bot.faces.discord.commands.offer import UNANSWERED, Offer
from bot.faces.discord.commands.sync import payloads, register
from bot.faces.discord.setup.reaching import ErrandError, logged_in
from bot.locale.catalogue import load_catalogue
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.engine.database import Database


async def register_anew(settings: DiscordSettings, desk: Desk, database: Database | None, clock: Clock) -> list[str]:
    """Register all commands, changed or not, and return their names.

    Args:
        settings: with the token.
        desk: it names the commands.
        database: remembers that they are registered; None: there is none yet.
        clock: tells when.

    Raises:
        ErrandError: Discord refused the token or the commands, or cannot be reached.

    """
    async with logged_in(settings) as client:
        tree = await unanswered_tree(client, desk)
        try:
            await register(tree, client.application_id or 0, database, clock)
        except (discord.Forbidden, discord.NotFound) as error:
            text = f"Discord did not take the commands: {error.text}"
            raise ErrandError(text) from error
        return [one["name"] for one in await payloads(tree)]


async def unanswered_tree(client: discord.Client, desk: Desk) -> app_commands.CommandTree[discord.Client]:
    """Return a tree with everything that Discord is to offer; nobody answers."""
    tree: app_commands.CommandTree[discord.Client] = app_commands.CommandTree(client)
    await Offer(desk, load_catalogue(), UNANSWERED).put_into(tree)
    return tree
