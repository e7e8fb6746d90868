"""`topic list`: the desk's topics and the workspace's own, with how many terms it gave each."""

from collections import Counter

from bot.cards.card import Card
from bot.cards.own_topics import own_topics_card
from bot.commands.call import Call
from bot.commands.command import Command, Permission, Values
from storage import topics


async def answer(call: Call, values: Values) -> Card:
    """Return all topics."""
    del values
    async with call.database.read() as tx:
        terms = Counter(term.topic for term in await topics.terms(tx, call.who.workspace))
    return own_topics_card(call.own_topics, terms, call.voice, call.desk)


COMMAND = Command(
    name="topic list",
    handler=answer,
    repeatable=True,
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("topic list",),
)
