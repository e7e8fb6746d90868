"""Commands by which admins and the operator set feeds and settings, export, import and look back."""

from bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
"""In the order that help shows them."""
