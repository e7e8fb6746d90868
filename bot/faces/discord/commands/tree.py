"""The command tree, whose failures are answered."""

import discord
import structlog
from discord import app_commands

from bot.faces.discord.answering.conversation import Conversation

Interaction = discord.Interaction[discord.Client]

log = structlog.get_logger(__name__)


class Tree(app_commands.CommandTree[discord.Client]):
    """Answers commands that are not known any more, and such as discord.py cannot read."""

    def __init__(self, client: discord.Client, conversation: Conversation) -> None:
        """Take the client, and who answers."""
        super().__init__(client)
        self._conversation = conversation

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the person that it did not work, and log why."""
        old = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        log.warning("discord command failed", error=str(error), old=old, exc_info=None if old else error)
        await self._conversation.failed(interaction)
