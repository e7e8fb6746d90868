"""All that Discord is to offer of ours, and who answers it: slash commands, and commands on messages."""

from dataclasses import dataclass

import discord
from discord import app_commands

from bot.commands.registry import commands
from bot.faces.discord.answering.conversation import Conversation
from bot.faces.discord.commands.declare import Answer, Complete, declare
from bot.faces.discord.commands.message_commands import Chosen, menus, track_by, why_by
from bot.faces.discord.commands.translate import OwnTranslator
from bot.faces.discord.places.places import PLATFORM
from bot.locale.catalogue import Catalogue
from feeds.desks.desk import Desk


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers."""

    command: Answer
    complete: Complete
    why: Chosen
    track: Chosen


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to command."""

    desk: Desk
    catalogue: Catalogue
    answers: Answers

    async def put_into(self, tree: app_commands.CommandTree[discord.Client]) -> None:
        """Add everything to a tree that is empty, in all languages."""
        await tree.set_translator(OwnTranslator())
        declared = [command.on(PLATFORM) for command in commands() if command.is_on(PLATFORM)]
        answers = self.answers
        for group in declare(declared, self.desk, self.catalogue, answer=answers.command, complete=answers.complete):
            tree.add_command(group)
        for menu in menus(self.catalogue, why=answers.why, track=answers.track):
            tree.add_command(menu)


def answered_by(conversation: Conversation) -> Answers:
    """Return a conversation as who answers."""
    return Answers(conversation.command, conversation.complete, why_by(conversation), track_by(conversation))


async def _nobody(*_: object) -> list[app_commands.Choice[str]]:
    return []


UNANSWERED = Answers(_nobody, _nobody, _nobody, _nobody)
"""For a tree that is only registered, or compared: nobody is listening."""
