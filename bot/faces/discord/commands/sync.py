"""Registering the commands with Discord, only when they have changed: it is rate-limited, and takes seconds."""

import hashlib
import json
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.faces.discord.places.places import PLATFORM
from feeds.clock import Clock
from storage import registrations
from storage.engine.database import Database

log = structlog.get_logger(__name__)


async def sync(
    tree: app_commands.CommandTree[discord.Client], application: int, database: Database, clock: Clock
) -> bool:
    """Register the tree's commands if they have changed, and return whether they have.

    Args:
        tree: with its translator set.
        application: the id of the application.
        database: remembers what was registered last.
        clock: tells when.

    Raises:
        discord.HTTPException: Discord refused them.

    """
    async with database.read() as tx:
        known = await registrations.digest(tx, PLATFORM, str(application))
    if known == await digest_of(tree):
        return False
    await register(tree, application, database, clock)
    return True


async def register(
    tree: app_commands.CommandTree[discord.Client], application: int, database: Database | None, clock: Clock
) -> None:
    """Register the tree's commands, changed or not.

    Args:
        tree: as for `sync`.
        application: as for `sync`.
        database: None: nobody remembers it, so that the next start registers them once more.
        clock: tells when.

    Raises:
        discord.HTTPException: Discord refused them.

    """
    registered = await tree.sync()
    if database is not None:
        async with database.write() as tx:
            await registrations.note(tx, PLATFORM, str(application), await digest_of(tree), clock.now())
    log.info("commands registered", application=application, commands=[one.name for one in registered])


async def digest_of(tree: app_commands.CommandTree[discord.Client]) -> str:
    """Return a digest of what would be registered, translations included."""
    return hashlib.sha256(json.dumps(await payloads(tree), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


async def payloads(tree: app_commands.CommandTree[discord.Client]) -> list[dict[str, Any]]:
    """Return what would be registered, translations included."""
    translator = tree.translator
    return [
        await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree)
        for kind in (discord.AppCommandType.chat_input, discord.AppCommandType.message)
        for one in tree.get_commands(type=kind)
    ]
