"""Commands by which a channel follows: subscriptions, pauses, quiet hours, mutes."""

from bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
"""In the order that help shows them."""
