"""`feeds`: which feeds are read, and why the others are not."""

from bot.cards.card import Card
from bot.cards.feeds import feeds_card
from bot.commands.call import Call
from bot.commands.command import Command, Values
from storage import feeds


async def answer(call: Call, values: Values) -> Card:
    """Return the health of every feed that this workspace reads."""
    del values
    async with call.database.read() as tx:
        listing = await feeds.listing(tx, call.who.workspace)
    return feeds_card(listing, call.voice, call.desk, call.clock.now())


COMMAND = Command(name="feeds", handler=answer, repeatable=True, examples=("feeds",))
