"""Alerts held in quiet hours, and mutes: kept, told together, dropped by who does not want them."""

from dataclasses import replace
from datetime import time, timedelta

from storage import mutes, quiet, subscriptions
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Subscription, Terms
from storage.turn.intents import Alert, EntryIntent, Hold, StoryIntent
from tests.storage.world import NOON, World, entry, match

HOUR = timedelta(hours=1)
EVENING = QuietHours(time(20), time(7), "America/New_York")
NIGHT = Terms(
    Mode.INSTANT,
    "Asia/Seoul",
    "ko",
    quiet=EVENING,
    official_only=True,
    min_publishers=3,
    urgent=True,
)


async def follow(world: World, topic: str | None = None) -> Subscription:
    async with world.database.write() as tx:
        return await subscriptions.add(tx, world.channel.id, topic, NIGHT, next_due_at=None, now=NOON)


async def hold(world: World, *holders: Subscription, until: timedelta = HOUR) -> int:
    """Record a story whose alert is held for each of these, and return it."""
    holds = tuple(Hold(one.id, one.destination, 1, NOON + until) for one in holders)
    opened = StoryIntent(None, frozenset({"visa-talks"}), 1, 1, told=True, entries=(EntryIntent(entry(), (match(),)),))
    return (await world.record(stories=(replace(opened, holds=holds),))).stories[0]


async def test_a_held_alert_is_due_when_the_quiet_hours_end_with_the_terms_of_that_time(world: World) -> None:
    one = await follow(world)
    story = await hold(world, one)
    async with world.database.write() as tx:
        assert await quiet.due(tx, NOON) == []
        (held,) = await quiet.due(tx, NOON + HOUR)
        assert (held.subscription, held.destination, held.story, held.revision) == (one.id, world.channel.id, story, 1)
        assert (held.held_at, held.until_at, held.quiet) == (NOON, NOON + HOUR, NIGHT.quiet)
        await quiet.put_off(tx, one.id, NOON + 2 * HOUR)
        assert await quiet.due(tx, NOON + HOUR) == []
        assert await quiet.of_story(tx, world.channel.id, story) == NOON + 2 * HOUR


async def test_many_held_alerts_are_told_as_one_row_and_count_as_told(world: World) -> None:
    one, other = await follow(world), await follow(world, "visa-talks")
    first, second = await hold(world, one, other), await hold(world, one)
    async with world.database.write() as tx:
        row = await quiet.tell(tx, world.channel.id, [(first, 1), (second, 1), (first, 1)], NOON + HOUR)
        assert row is not None
        assert await quiet.due(tx, NOON + 9 * HOUR) == []
    world.now = NOON + HOUR
    (delivery,) = await world.claim()
    assert (delivery.kind, delivery.payload["stories"], delivery.payload["quiet"]) == ("backlog", [first, second], True)
    async with world.database.write() as tx:
        assert await quiet.tell(tx, world.channel.id, [(first, 1)], NOON + HOUR) is None


async def test_one_held_alert_is_told_as_what_it_is(world: World) -> None:
    story = await hold(world, await follow(world))
    async with world.database.write() as tx:
        assert await quiet.tell(tx, world.channel.id, [(story, 1)], NOON) is not None
    (delivery,) = await world.claim()
    assert (delivery.kind, delivery.story, delivery.key) == ("alert", story, f"alert:{story}:1")


async def test_what_is_told_now_is_not_held_any_more(world: World) -> None:
    one = await follow(world)
    story, other = await hold(world, one), await hold(world, one)
    await world.grow(story, version=2, revision=2, alerts=(Alert(world.channel.id, 2),))
    async with world.database.read() as tx:
        assert [held.story for held in await quiet.due(tx, NOON + HOUR)] == [other]


async def test_unsubscribing_pausing_and_muting_drop_what_is_held(world: World) -> None:
    one, other = await follow(world), await follow(world, "visa-talks")
    story = await hold(world, one, other)
    async with world.database.write() as tx:
        await subscriptions.pause(tx, one.id, NOON + HOUR)
        assert [held.subscription for held in await quiet.due(tx, NOON + HOUR)] == [other.id]
        await subscriptions.remove(tx, world.channel.id, "visa-talks")
        assert await quiet.due(tx, NOON + HOUR) == []
    story = await hold(world, one)
    async with world.database.write() as tx:
        await mutes.put(tx, world.channel.id, story, by="discord:1", now=NOON)
        assert await quiet.of_story(tx, world.channel.id, story) is None


async def test_a_change_of_terms_has_what_is_held_looked_at_again(world: World) -> None:
    story = await hold(world, await follow(world))
    async with world.database.write() as tx:
        await subscriptions.add(tx, world.channel.id, None, replace(NIGHT, quiet=None), next_due_at=None, now=NOON)
        (held,) = await quiet.due(tx, NOON)
        assert (held.story, held.quiet) == (story, None)


async def test_a_subscription_keeps_its_conditions(world: World) -> None:
    assert (await follow(world)).terms == NIGHT


async def test_a_mute_is_of_one_place_and_one_story_until_it_is_ended(world: World) -> None:
    first, second = await world.open_story(), await world.open_story()
    other = await world.add_channel()
    async with world.database.write() as tx:
        await mutes.put(tx, world.channel.id, first, by="discord:1", now=NOON)
        await mutes.put(tx, world.channel.id, second, by="discord:1", now=NOON + HOUR)
        await mutes.put(tx, world.channel.id, second, by="discord:2", now=NOON + 2 * HOUR)
        assert await mutes.of_destination(tx, world.channel.id) == [second, first]
        assert await mutes.of_destination(tx, other.id) == []
        assert await mutes.muted(tx, [first]) == {(world.channel.id, first)}
        assert await mutes.remove(tx, world.channel.id, first)
        assert not await mutes.remove(tx, world.channel.id, first)
        assert await mutes.of_destination(tx, world.channel.id) == [second]
