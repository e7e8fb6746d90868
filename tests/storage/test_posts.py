"""Posts are edited until they show what is wanted, and no more often."""

from datetime import timedelta

from storage import outbox, posts
from storage.posts import StalePost
from tests.storage.world import NOON, World

MINUTE = timedelta(minutes=1)


async def stale(world: World, *, limit: int = 9, platform: str = "discord") -> list[StalePost]:
    async with world.database.read() as tx:
        return await posts.stale(tx, world.now, platforms=[platform], limit=limit)


async def test_a_post_is_stale_until_it_shows_the_wanted_version(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    assert await stale(world) == []
    await world.grow(story, version=3)
    (post,) = await stale(world)
    assert (post.story, post.wanted, post.shown, post.destination.id) == (story, 3, 1, world.channel.id)
    async with world.database.write() as tx:
        await posts.shown(tx, post, version=2)
    assert [one.shown for one in await stale(world)] == [2]
    async with world.database.write() as tx:
        await posts.shown(tx, post, version=3)
        await posts.shown(tx, post, version=1)  # a slower edit that comes last
        (now,) = await posts.of_story(tx, story)
    assert await stale(world) == []
    assert now.shown == 3


async def test_an_edit_that_failed_waits_alone(world: World) -> None:
    first, second = await world.open_story(), await world.open_story()
    await world.deliver()
    await world.deliver()
    for story in (first, second):
        await world.grow(story, version=2)
    (post,) = [one for one in await stale(world) if one.story == first]
    async with world.database.write() as tx:
        await posts.later(tx, post, until=NOON + MINUTE, reason="500")
    assert [one.story for one in await stale(world)] == [second]
    world.now = NOON + MINUTE
    assert {one.story for one in await stale(world)} == {first, second}
    assert len(await stale(world, limit=1)) == 1


async def test_a_post_that_ended_is_not_edited_and_makes_way_for_the_next_alert(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, version=2)
    (post,) = await stale(world)
    async with world.database.write() as tx:
        assert await posts.messages(tx, {(world.channel.id, story)}) == {(world.channel.id, story): post.message}
        await posts.ended(tx, post, reason="message was deleted")
        assert await posts.messages(tx, {(world.channel.id, story)}) == {}
        await outbox.put(tx, [outbox.NewRow(world.channel.id, f"alert:{story}:2", "alert", NOON, story, 2)])
    assert await stale(world) == []
    (delivery,) = await world.deliver(shown=2)
    async with world.database.read() as tx:
        (now,) = await posts.of_story(tx, story)
    assert (now.message, now.ended, now.shown) == (f"message-{delivery.id}", False, 2)


async def test_what_is_due_to_be_said_goes_before_edits(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, version=2)
    await world.open_story()
    assert await stale(world) == []
    await world.deliver()
    assert [one.story for one in await stale(world)] == [story]


async def test_posts_of_other_platforms_and_waiting_destinations_are_left(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, version=2)
    assert await stale(world, platform="slack") == []
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.retry(tx, delivery, until=NOON + MINUTE, reason="rate limited")
        await outbox.dropped(tx, delivery, reason="test", now=NOON)
    assert await stale(world) == []
    world.now = NOON + MINUTE
    assert len(await stale(world)) == 1


async def test_a_post_that_is_being_edited_is_not_given_out_again(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, version=2)
    (post,) = await stale(world)
    async with world.database.read() as tx:
        assert await posts.stale(tx, world.now, platforms=["discord"], limit=9, but=[post.id]) == []
