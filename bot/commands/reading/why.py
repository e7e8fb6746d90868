"""`why <link or story>`: stage by stage, why something was told here or not."""

from bot.cards.card import Card
from bot.cards.why import WhyView, never_seen_card, why_card
from bot.commands.call import Call
from bot.commands.command import Command, Option, OptionKind, Values
from bot.commands.reading.finding import Sought, find
from bot.commands.reading.hosts import likely_feeds
from bot.commands.reading.story import unknown
from bot.commands.reading.topics import topic_findings
from bot.commands.reading.visible import seen_slugs
from bot.commands.reading.waiting import waits_until
from storage import entries, feeds, mutes, quiet, subscriptions, told
from storage.engine.database import Tx
from storage.entries import StoredEntry
from storage.subscriptions import Mode


async def answer(call: Call, values: Values) -> Card:
    """Return whether it was seen, what matched or not, which story it joined, and what this place was told."""
    word = str(values["story"])
    async with call.database.read() as tx:
        sought = await find(tx, call, word)
        if sought.entry is None:
            if word.isdecimal():
                return unknown(call, word).card(call.voice)
            listing = await feeds.listing(tx, call.who.workspace)
            return never_seen_card(word, likely_feeds(word, listing), call.voice, call.desk)
        view = await _view(tx, call, sought, sought.entry)
    return why_card(view, call.voice, call.desk, call.clock.now())


async def _view(tx: Tx, call: Call, sought: Sought, entry: StoredEntry) -> WhyView:
    here = call.who.destination
    feed = await feeds.get(tx, entry.feed) if entry.feed is not None else None
    listing = await subscriptions.listing(tx, destination=here)
    story = sought.story
    muted = story is not None and (here, story.id) in await mutes.muted(tx, [story.id])
    digests = [one.id for one in listing if one.terms.mode is not Mode.INSTANT]
    return WhyView(
        entry=entry,
        feed=feed.spec.id if feed else None,
        wordings=len(await entries.wordings_of(tx, entry.id)),
        topics=await topic_findings(tx, call, entry),
        story=story,
        story_topics={slug: call.topic_name(slug) for slug in seen_slugs(call, story.topics)} if story else {},
        subscriptions={one: call.topic_name(one.topic) for one in listing},
        muted=muted,
        held_until=await quiet.of_story(tx, here, story.id) if story else None,
        waits_until=await waits_until(tx, call, story.id, listing) if story and not muted else None,
        told=await told.of_story(tx, destination=here, story=story.id, revision=story.revision, subscriptions=digests)
        if story
        else (),
    )


COMMAND = Command(
    name="why",
    handler=answer,
    repeatable=True,
    options=(Option("story", OptionKind.STORY, required=True),),
    examples=("why 1",),
)
