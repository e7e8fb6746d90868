"""`topics`: what one can follow."""

from bot.cards.card import Card
from bot.cards.topics import topics_card
from bot.commands.call import Call
from bot.commands.command import Command, Values
from storage import subscriptions


async def answer(call: Call, values: Values) -> Card:
    """Return the desk's topics; those followed here are marked."""
    del values
    async with call.database.read() as tx:
        listing = await subscriptions.listing(tx, destination=call.who.destination)
    return topics_card(call.desk, call.voice, followed=frozenset(one.topic for one in listing))


COMMAND = Command(name="topics", handler=answer, repeatable=True, examples=("topics",))
