"""The id of a button, in which everything stands that it does, within Discord's limit."""

from bot.faces.discord.limits import CUSTOM_ID
from bot.faces.pressed import Ask, Page, Press, pressed
from bot.faces.utf16 import size


def custom_id(what: Press | Page | Ask) -> str | None:
    """Return what to put on a button; None: the line does not fit, and must be stored under a code.

    Raises:
        ValueError: see `bot.faces.pressed.pressed`.
    """
    built = pressed(what)
    return built if size(built) <= CUSTOM_ID else None
