"""Commands by which admins set topics and watch terms, and by which people say what is not relevant."""

from bot.commands.command import Command
from bot.commands.terms import (
    not_relevant,
    suggestions,
    term_add,
    term_edit,
    term_list,
    term_remove,
    term_test,
    topic_add,
    topic_list,
    topic_remove,
    topic_rename,
    topic_restore,
)

COMMANDS: tuple[Command, ...] = (
    not_relevant.COMMAND,
    term_add.COMMAND,
    term_edit.COMMAND,
    term_remove.COMMAND,
    term_list.COMMAND,
    term_test.COMMAND,
    topic_add.COMMAND,
    topic_remove.COMMAND,
    topic_rename.COMMAND,
    topic_restore.COMMAND,
    topic_list.COMMAND,
    suggestions.COMMAND,
)
"""In the order that help shows them."""
