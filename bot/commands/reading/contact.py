"""`contact`: where to ask, officially."""

from bot.cards.card import Card
from bot.cards.contact import contact_card
from bot.commands.call import Call
from bot.commands.command import Command, Values


async def answer(call: Call, values: Values) -> Card:
    """Return the official numbers and desks. The answer to "can I go?", which is never yes or no."""
    del values
    return contact_card(call.voice, call.desk)


COMMAND = Command(name="contact", handler=answer, repeatable=True, examples=("contact",))
