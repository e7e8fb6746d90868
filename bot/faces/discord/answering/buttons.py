"""Buttons that go on working after a restart: what one does stands in its own id, nothing is remembered."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.faces.discord.answering.conversation import Conversation
from bot.faces.pressed import OURS, Ask, Page, Press, read_pressed

Interaction = discord.Interaction[discord.Client]


def button_of(conversation: Conversation) -> type[ui.DynamicItem[ui.Button[Any]]]:
    """Return the class to register with a client: its buttons are answered by `conversation`."""

    class OwnButton(ui.DynamicItem[ui.Button[Any]], template=OURS):
        """One press of one of our buttons."""

        @classmethod
        async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Self:  # noqa: ARG003 - the library's
            """Return the button that was pressed."""
            return cls(ui.Button(custom_id=match.string))

        async def callback(self, interaction: Interaction) -> None:
            """Do what the button says."""
            match read_pressed(self.custom_id):
                case Press() as press:
                    await conversation.press(interaction, press)
                case Page() as page:
                    await conversation.turn(interaction, page)
                case Ask() as ask:
                    await conversation.open(interaction, ask)
                case None:  # of another version of the bot
                    await conversation.failed(interaction)

    return OwnButton
