"""Commands by which admins set topics and watch terms."""

from bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
"""In the order that help shows them."""
