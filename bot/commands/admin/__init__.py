"""Commands by which admins and the operator set feeds and settings, export, import and look back."""

from bot.commands.admin import (
    audit,
    exchange,
    feed_add,
    feed_held,
    feed_look,
    feed_pause,
    feed_remove,
    managers,
    operator,
    operator_place,
    posting,
    settings,
)
from bot.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    feed_add.COMMAND,
    feed_remove.COMMAND,
    feed_pause.PAUSE,
    feed_pause.RESUME,
    feed_held.TELL,
    feed_held.SKIP,
    feed_look.LIST,
    feed_look.HEALTH,
    feed_look.PREVIEW,
    settings.COMMAND,
    posting.COMMAND,
    managers.ADD,
    managers.REMOVE,
    managers.LIST,
    exchange.EXPORT,
    exchange.IMPORT,
    exchange.RESTORE,
    audit.COMMAND,
    operator.LIMITS,
    operator.BLOCK,
    operator.UNBLOCK,
    operator_place.COMMAND,
)
"""In the order that help shows them."""
