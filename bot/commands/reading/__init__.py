"""Commands that tell: a story, why, contacts, about, and what is stored of a person."""

from bot.commands.command import Command
from bot.commands.reading import about, contact, forget_me, story, why

COMMANDS: tuple[Command, ...] = (story.COMMAND, why.COMMAND, contact.COMMAND, about.COMMAND, forget_me.COMMAND)
"""In the order that help shows them."""
