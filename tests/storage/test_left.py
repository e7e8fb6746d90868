"""A workspace that the bot left is told nothing and polls nothing, and goes on as it was when the bot is back."""

from datetime import timedelta

from storage import destinations, feeds, outbox, workspaces
from storage.destinations import Destination
from tests.storage.world import NOON, World, spec

HOUR = timedelta(hours=1)
LATER = NOON + HOUR


async def leave(world: World) -> None:
    async with world.database.write() as tx:
        assert await workspaces.leave(tx, world.workspace.id, NOON)


async def rejoin(world: World) -> None:
    async with world.database.write() as tx:
        assert await workspaces.rejoin(tx, world.workspace.id, LATER)


async def channel(world: World) -> Destination:
    async with world.database.read() as tx:
        found = await destinations.get(tx, world.channel.id)
    assert found is not None
    return found


async def due(world: World) -> bool:
    async with world.database.read() as tx:
        return await outbox.has_due(tx, LATER, platforms=["discord"])


async def test_leaving_and_coming_back_each_happen_once(world: World) -> None:
    async with world.database.write() as tx:
        assert not await workspaces.rejoin(tx, world.workspace.id, NOON)
    await leave(world)
    async with world.database.write() as tx:
        assert not await workspaces.leave(tx, world.workspace.id, LATER)
        left = await workspaces.get(tx, world.workspace.id)
        assert left is not None
        assert left.left_at == NOON
        assert await workspaces.left_before(tx, NOON) == []
        assert await workspaces.left_before(tx, LATER) == [left]
    await rejoin(world)
    async with world.database.read() as tx:
        assert await workspaces.get(tx, world.workspace.id) == world.workspace
        assert await workspaces.left_before(tx, LATER) == []


async def test_a_left_workspace_is_told_nothing_and_what_it_missed_is_not_told_later(world: World) -> None:
    await world.subscribe()
    await world.open_story()
    assert await due(world)
    await leave(world)
    assert (await channel(world)).gone
    assert not await due(world)
    await world.open_story()
    await rejoin(world)
    assert not await due(world)
    assert not (await channel(world)).gone
    await world.open_story()
    assert await due(world)


async def test_a_post_that_was_being_sent_when_the_bot_left_is_not_sent_again_when_it_is_back(world: World) -> None:
    await world.open_story()
    (_,) = await world.claim()
    await leave(world)
    await rejoin(world)
    world.now = NOON + 24 * HOUR
    assert await world.claim() == []


async def test_a_place_made_or_seen_in_a_left_workspace_is_left_too(world: World) -> None:
    await leave(world)
    assert (await world.add_channel(external="channel-1")).gone
    assert (await world.add_channel(external="new")).gone
    await rejoin(world)
    assert not (await channel(world)).gone


async def test_a_channel_that_was_gone_before_stays_gone_when_the_bot_is_back(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.gone(tx, delivery, reason="deleted", now=NOON)
    await leave(world)
    await rejoin(world)
    assert (await channel(world)).gone


async def test_a_blocked_workspace_stays_blocked_when_the_bot_is_back_and_a_left_one_left_when_unblocked(
    world: World,
) -> None:
    async with world.database.write() as tx:
        await workspaces.block(tx, world.workspace.id, NOON)
    await leave(world)
    await rejoin(world)
    assert (await channel(world)).gone
    await leave(world)
    async with world.database.write() as tx:
        await workspaces.unblock(tx, world.workspace.id, LATER)
    assert (await channel(world)).gone
    await rejoin(world)
    assert not (await channel(world)).gone


async def test_the_private_feeds_of_a_left_workspace_are_not_polled_but_those_an_admin_paused_stay_so(
    world: World,
) -> None:
    async with world.database.write() as tx:
        await feeds.add(tx, spec("mine"), world.workspace.id, NOON)
        paused = await feeds.add(tx, spec("paused"), world.workspace.id, NOON)
        await feeds.pause(tx, paused.id, NOON)
    await leave(world)
    async with world.database.write() as tx:
        asked = await feeds.claim_due(tx, LATER, 9, "me", LATER + HOUR)
        assert [feed.spec.id for feed in asked] == ["wire"]
    await rejoin(world)
    async with world.database.write() as tx:
        asked = await feeds.claim_due(tx, LATER, 9, "me", LATER + HOUR)
        assert [feed.spec.id for feed in asked] == ["mine"]


async def test_workspaces_are_listed_by_platform(world: World) -> None:
    async with world.database.write() as tx:
        team = await workspaces.put(tx, platform="slack", external="T1", name="Team", locale="en", now=NOON)
        assert await workspaces.listing(tx, platform="slack") == [team]
        assert await workspaces.listing(tx) == [world.workspace, team]
