"""Commands that tell: a story, why, contacts, about."""

from bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
"""In the order that help shows them."""
