"""Commands by which a channel follows: subscriptions, pauses, quiet hours, mutes."""

from bot.commands.command import Command
from bot.commands.following import mute, pause, quiet, subscribe, subscriptions, unsubscribe

COMMANDS: tuple[Command, ...] = (
    subscribe.COMMAND,
    unsubscribe.COMMAND,
    subscriptions.COMMAND,
    pause.PAUSE,
    pause.RESUME,
    quiet.COMMAND,
    mute.MUTE,
    mute.UNMUTE,
)
"""In the order that help shows them."""
