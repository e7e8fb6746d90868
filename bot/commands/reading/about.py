"""`about`: what this bot is."""

from bot import __version__
from bot.cards.about import about_card
from bot.cards.card import Card
from bot.commands.call import Call
from bot.commands.command import Command, Values


async def answer(call: Call, values: Values) -> Card:
    """Return what visabot does and does not, its version and the desk's."""
    del values
    return about_card(call.voice, call.desk, version=__version__)


COMMAND = Command(name="about", handler=answer, repeatable=True, examples=("about",))
