"""What is to be passed on is a second step of what was said, in no order with the rest."""

from datetime import timedelta

from storage import outbox, publishing
from storage.publishing import Unpublished
from tests.storage.world import NOON, World

MINUTE = timedelta(minutes=1)


async def _sent(world: World, *, publish: bool) -> str:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        message = f"m{delivery.id}"
        await outbox.sent(tx, delivery, message=message, shown=1, now=NOON, publish=publish)
    return message


async def _due(world: World, platform: str = "discord") -> list[Unpublished]:
    async with world.database.read() as tx:
        return await publishing.due(tx, world.now, platforms=[platform], limit=9)


async def test_only_what_is_to_be_passed_on_is_due_and_only_until_it_is(world: World) -> None:
    platform = world.channel.platform
    await _sent(world, publish=False)
    assert await _due(world, platform) == []
    await _sent(world, publish=True)
    (one,) = await _due(world, platform)
    assert (one.destination.id, one.sent_at) == (world.channel.id, NOON)
    assert await _due(world, "elsewhere") == []
    async with world.database.write() as tx:
        await publishing.done(tx, one)
    assert await _due(world, platform) == []


async def test_what_failed_waits_and_nothing_waits_for_it(world: World) -> None:
    await _sent(world, publish=True)
    (one,) = await _due(world, world.channel.platform)
    async with world.database.write() as tx:
        await publishing.later(tx, one, until=NOON + MINUTE)
    assert await _due(world, world.channel.platform) == []
    await world.open_story()
    assert len(await world.claim()) == 1
    world.now = NOON + MINUTE
    assert await _due(world, world.channel.platform) == [one]


async def test_a_message_that_was_said_earlier_can_be_wanted_and_no_other_is(world: World) -> None:
    await _sent(world, publish=False)
    second = await _sent(world, publish=False)
    async with world.database.write() as tx:
        await publishing.want(tx, world.channel.id, second, NOON)
        await publishing.want(tx, world.channel.id, "unknown", NOON)
    assert [one.message for one in await _due(world, world.channel.platform)] == [second]


async def test_where_the_place_is_gone_nothing_is_passed_on(world: World) -> None:
    await _sent(world, publish=True)
    async with world.database.write() as tx:
        await outbox.end(tx, world.channel.id, reason="deleted", now=NOON)
    assert await _due(world, world.channel.platform) == []
