"""Registering the commands by hand, without listening."""

import aiohttp
import discord
from discord import app_commands

from bot.commands.command import Command
from bot.commands.registry import commands
from bot.faces.discord.chat import DiscordSettings, addresses
from bot.faces.discord.client import options
from bot.faces.discord.declare import declare
from bot.faces.discord.message_commands import menus
from bot.faces.discord.places import PLATFORM
from bot.faces.discord.sync import sync
from bot.faces.discord.translate import OwnTranslator
from bot.faces.discord.transport import Pace, trace
from bot.locale.catalogue import load_catalogue
from feeds.clock import Clock
from feeds.desks.desk import Desk
from storage.database import Database


class RegisterError(Exception):
    """The commands could not be registered: why, and what to do."""


async def register_anew(settings: DiscordSettings, desk: Desk, database: Database, clock: Clock) -> list[str]:
    """Register all commands, changed or not, and return their names.

    Raises:
        RegisterError: Discord refused the token or the commands, or cannot be reached.

    """
    with addresses(settings):
        async with discord.Client(**options(trace(Pace()))) as client:
            try:
                await client.login(settings.token)
                tree = await _tree(client, desk)
                await sync(tree, client.application_id or 0, database, clock, force=True)
            except discord.LoginFailure as error:
                message = "Discord refused the token: copy it again from the developer portal, page Bot"
                raise RegisterError(message) from error
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                message = f"Discord did not take the commands: {error}"
                raise RegisterError(message) from error
            return [one.name for kind in _KINDS for one in tree.get_commands(type=kind)]


_KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message)


async def _tree(client: discord.Client, desk: Desk) -> app_commands.CommandTree[discord.Client]:
    tree: app_commands.CommandTree[discord.Client] = app_commands.CommandTree(client)
    await tree.set_translator(OwnTranslator())
    catalogue = load_catalogue()
    declared: list[Command] = [command for command in commands() if command.is_on(PLATFORM)]
    for group in declare(declared, desk, catalogue, answer=_nobody, complete=_nobody):
        tree.add_command(group)
    for menu in menus(catalogue, why=_nobody, track=_nobody):
        tree.add_command(menu)
    return tree


async def _nobody(*_: object) -> list[app_commands.Choice[str]]:
    """Answer nothing: nobody is listening."""
    return []
