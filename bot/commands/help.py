"""`help [command]`: all commands, or one in full."""

from collections.abc import Sequence

from bot.cards.card import Card
from bot.cards.help import command_help_card, help_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values


def help_command(others: Sequence[Command]) -> Command:
    """Return the command that explains the others, and itself."""

    async def answer(call: Call, values: Values) -> Card:
        asked = [command for command in commands if command.name == values.get("command")]
        if asked:
            return command_help_card(asked[0].on(call.who.platform), call.voice, call.desk)
        here = call.who.platform
        offered = [command.on(here) for command in commands if not command.hidden and command.is_on(here)]
        return help_card(offered, call.who.permission, call.voice, call.desk)

    own = Command(
        name="help",
        handler=answer,
        repeatable=True,
        options=(Option("command", OptionKind.COMMAND),),
        private=True,
        examples=("help", "help subscribe"),
    )
    commands = (*others, own)
    return own
