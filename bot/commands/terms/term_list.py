"""`term list [topic]`: the workspace's own terms, with the numbers to name them by."""

from bot.cards.card import Card
from bot.cards.terms import terms_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Permission, Values
from storage import topics


async def answer(call: Call, values: Values) -> Card:
    """Return the terms of a topic, or of all."""
    topic = str(values["topic"]) if "topic" in values else None
    async with call.database.read() as tx:
        terms = await topics.terms(tx, call.who.workspace)
    wanted = [term for term in terms if topic in {None, term.topic}]
    return terms_card(wanted, call.voice, call.desk, topic=topic, name_of=call.topic_name)


COMMAND = Command(
    name="term list",
    handler=answer,
    repeatable=True,
    options=(Option("topic", OptionKind.TOPIC),),
    permission=Permission.ADMIN,
    private=True,
    admin=True,
    examples=("term list", "term list {topic}"),
)
