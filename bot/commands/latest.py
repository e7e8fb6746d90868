"""`latest [topic] [count]`: the newest stories."""

from bot.cards.card import Card
from bot.cards.stories import latest_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.reading.visible import seen_keys
from storage import stories

COUNT = 10
MOST = 20
"""A card of twenty stories still fits every platform."""


async def answer(call: Call, values: Values) -> Card:
    """Return the newest stories of a topic, or of all that this workspace sees."""
    topic = str(values["topic"]) if "topic" in values else None
    async with call.database.read() as tx:
        found = await stories.latest(
            tx,
            scopes=(0, call.who.workspace),
            topics=seen_keys(call, topic),
            limit=int(values.get("count", COUNT)),
        )
    subject = call.topic_name(topic) if topic else call.voice.pick(call.desk.name)
    return latest_card(found, call.voice, call.desk, call.clock.now(), subject=subject)


COMMAND = Command(
    name="latest",
    handler=answer,
    repeatable=True,
    options=(Option("topic", OptionKind.TOPIC), Option("count", OptionKind.INTEGER, minimum=1, maximum=MOST)),
    examples=("latest", "latest {topic} 5"),
)
