"""`status [topic]`: where the talks stand."""

from dataclasses import replace

from bot.cards.card import Card
from bot.cards.coverage import coverage_picture, first_moment
from bot.cards.reports import newest_first
from bot.cards.status import StatusView, status_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.reading.visible import seen_keys, seen_slugs
from storage import feeds, stories
from storage.coverage import by_hour
from storage.stories import StoryView

STORIES_A_TOPIC = 2
STORIES_OF_ONE = 5
"""Newest stories shown of each topic, and of the one that was asked for."""


async def answer(call: Call, values: Values) -> Card:
    """Return the newest stories by topic, with the feeds' health; background where there are none."""
    topic = str(values["topic"]) if "topic" in values else None
    names = {topic: call.topic_name(topic)} if topic else {one: call.topic_name(one) for one in _topics(call)}
    per_topic = STORIES_OF_ONE if topic else STORIES_A_TOPIC
    async with call.database.read() as tx:
        keys = seen_keys(call, topic)
        by_key = await stories.newest_by_topic(tx, keys, per_topic, scopes=(0, call.who.workspace))
        listing = await feeds.listing(tx, call.who.workspace)
        since = first_moment(call.clock.now(), call.voice.timezone)
        hours = await by_hour(tx, keys, since, scopes=(0, call.who.workspace))
    by_slug: dict[str, dict[int, StoryView]] = {name: {} for name in names}
    for key, newest in by_key.items():
        for slug in seen_slugs(call, [key]):
            by_slug[slug] |= {story.id: story for story in newest}
    shown = {slug: newest_first(some.values())[:per_topic] for slug, some in by_slug.items()}
    subject = names[topic] if topic else call.voice.pick(call.desk.name)
    now = call.clock.now()
    card = status_card(StatusView(shown, listing, names), call.voice, call.desk, now, subject=subject)
    return replace(card, picture=coverage_picture(hours, subject, call.voice, now))


def _topics(call: Call) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*call.desk.topics, *call.own_topics)))


COMMAND = Command(
    name="status",
    handler=answer,
    repeatable=True,
    options=(Option("topic", OptionKind.TOPIC),),
    examples=("status", "status {topic}"),
)
