"""Registering the commands with Discord, only when they have changed: it is rate-limited, and takes seconds."""

import hashlib
import json

import discord
import structlog
from discord import app_commands

from bot.faces.discord.places import PLATFORM
from feeds.clock import Clock
from storage import registrations
from storage.database import Database

log = structlog.get_logger(__name__)


async def sync(
    tree: app_commands.CommandTree[discord.Client], application: int, database: Database, clock: Clock, *, force: bool
) -> bool:
    """Register the tree's commands, and return whether that was needed.

    Args:
        tree: with its translator set.
        application: the id of the application.
        database: remembers what was registered last.
        clock: tells when.
        force: register them even if they are the same.

    Raises:
        discord.HTTPException: Discord refused them.

    """
    digest = await _digest(tree)
    async with database.read() as tx:
        known = await registrations.digest(tx, PLATFORM, str(application))
    if known == digest and not force:
        return False
    registered = await tree.sync()
    async with database.write() as tx:
        await registrations.note(tx, PLATFORM, str(application), digest, clock.now())
    log.info("commands registered", application=application, commands=[one.name for one in registered])
    return True


async def _digest(tree: app_commands.CommandTree[discord.Client]) -> str:
    """Return a digest of what would be registered, translations included."""
    translator = tree.translator
    payloads = [
        await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree)
        for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message)
        for one in tree.get_commands(type=kind)
    ]
    return hashlib.sha256(json.dumps(payloads, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
