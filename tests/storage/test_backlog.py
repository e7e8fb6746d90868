"""A backlog becomes one digest, only when it is old or long; and what it tells counts as told."""

from datetime import timedelta

from storage import outbox
from storage.outbox import Backlog
from tests.storage.world import NOON, World

HOURS = timedelta(hours=2)
SECOND = timedelta(seconds=1)


async def look(world: World) -> list[Backlog]:
    async with world.database.read() as tx:
        return await outbox.backlog(tx, world.now, older_than=HOURS, more_than=20)


async def collapse(world: World, backlog: Backlog) -> int | None:
    async with world.database.write() as tx:
        return await outbox.collapse(tx, backlog, world.now)


async def test_rows_that_waited_for_two_hours_are_one_backlog(world: World) -> None:
    stories = [await world.open_story(), await world.open_story()]
    world.now = NOON + HOURS
    assert await look(world) == []
    world.now += SECOND
    (found,) = await look(world)
    assert (found.destination.id, list(found.stories), found.oldest_due_at) == (world.channel.id, stories, NOON)


async def test_over_twenty_rows_are_a_backlog_however_new(world: World) -> None:
    for _ in range(20):
        await world.open_story()
    assert await look(world) == []
    await world.open_story()
    (found,) = await look(world)
    assert len(found.rows) == 21


async def test_one_old_row_is_told_as_what_it_is(world: World) -> None:
    await world.open_story()
    world.now = NOON + 2 * HOURS
    assert await look(world) == []


async def test_a_collapsed_backlog_is_one_row_and_its_rows_are_told(world: World) -> None:
    stories = [await world.open_story() for _ in range(3)]
    world.now = NOON + 2 * HOURS
    (found,) = await look(world)
    row = await collapse(world, found)
    (delivery,) = await world.claim()
    assert (delivery.id, delivery.kind) == (row, "backlog")
    assert delivery.payload == {"stories": stories, "since": NOON.isoformat()}
    async with world.database.write() as tx:
        await outbox.sent(tx, delivery, message="m", shown=0, now=world.now)
        assert await outbox.counts(tx) == outbox.OutboxCounts(0, 0, None)
    assert await world.claim() == []
    assert await collapse(world, found) is None  # it was collapsed already
    assert await world.claim() == []


async def test_digests_and_earlier_backlogs_are_folded_in_and_each_story_is_told_once(world: World) -> None:
    first, second, third = [await world.open_story() for _ in range(3)]
    payload = {"items": [{"story": third, "standing": "new"}, {"story": first, "standing": "new"}], "topic": None}
    async with world.database.write() as tx:
        await outbox.put(tx, [outbox.NewRow(world.channel.id, "digest:1:2025-09-05", "digest", NOON, payload=payload)])
    world.now = NOON + 2 * HOURS
    (found,) = await look(world)
    await collapse(world, found)
    later = await world.open_story()
    world.now += 2 * HOURS
    (found,) = await look(world)
    assert found.stories == (first, second, third, later)


async def test_what_may_have_been_said_and_what_is_no_story_go_their_own_way(world: World) -> None:
    await world.open_story()
    (doubtful,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.doubt(tx, doubtful, until=NOON, reason="lost")
        await outbox.put(tx, [outbox.NewRow(world.channel.id, "notice:network:start", "notice", NOON)])
    one, another = await world.open_story(), await world.open_story()
    world.now = NOON + 2 * HOURS
    (found,) = await look(world)
    assert found.stories == (one, another)
    await collapse(world, found)
    told = []
    while claimed := await world.deliver():
        told += [delivery.kind for delivery in claimed]
    assert told == ["alert", "notice", "backlog"]


async def test_a_row_that_went_out_meanwhile_is_not_told_again(world: World) -> None:
    await world.open_story()
    rest = [await world.open_story(), await world.open_story()]
    world.now = NOON + 2 * HOURS
    (found,) = await look(world)
    await world.deliver()
    await collapse(world, found)
    (delivery,) = await world.claim()
    assert delivery.payload["stories"] == rest


async def test_a_destination_that_cannot_be_posted_to_is_collapsed_when_it_can(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    await world.open_story()
    async with world.database.write() as tx:
        await outbox.retry(tx, delivery, until=NOON + 3 * HOURS, reason="server error")
    world.now = NOON + 2 * HOURS
    assert await look(world) == []
    world.now = NOON + 3 * HOURS
    assert len(await look(world)) == 1
