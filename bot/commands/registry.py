"""All commands. Adding one is its file, a line here, and its strings: see docs/how-to-add-a-command.md."""

from bot.commands import (
    admin,
    asking,
    feeds,
    following,
    latest,
    reading,
    search,
    status,
    terms,
    topics,
)
from bot.commands.command import Command
from bot.commands.help import help_command


def commands() -> tuple[Command, ...]:
    """Return every command, in the order that help shows them."""
    others = (
        status.COMMAND,
        latest.COMMAND,
        search.COMMAND,
        topics.COMMAND,
        feeds.COMMAND,
        *reading.COMMANDS,
        *following.COMMANDS,
        *terms.COMMANDS,
        *admin.COMMANDS,
        *asking.COMMANDS,
    )
    return (*others, help_command(others))
