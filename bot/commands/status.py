"""`status [topic]`: where the talks stand."""

from bot.cards.card import Card
from bot.cards.status import StatusView, status_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from storage import feeds, stories

STORIES_A_TOPIC = 2
STORIES_OF_ONE = 5
"""Newest stories shown of each topic, and of the one that was asked for."""


async def answer(call: Call, values: Values) -> Card:
    """Return the newest stories by topic, with the feeds' health; background where there are none."""
    topic = str(values["topic"]) if "topic" in values else None
    topics = [topic] if topic else list(call.desk.topics)
    per_topic = STORIES_OF_ONE if topic else STORIES_A_TOPIC
    async with call.database.read() as tx:
        by_topic = await stories.newest_by_topic(tx, topics, per_topic, scopes=(0, call.who.workspace))
        listing = await feeds.listing(tx, call.who.workspace)
    view = StatusView({one: by_topic.get(one, ()) for one in topics}, listing)
    return status_card(view, call.voice, call.desk, call.clock.now(), topic=topic)


COMMAND = Command(
    name="status",
    handler=answer,
    options=(Option("topic", OptionKind.TOPIC),),
    examples=("status", "status {topic}"),
)
