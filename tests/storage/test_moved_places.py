"""A place whose id the platform has changed is the same place, with all that is followed in it."""

from storage import destinations, subscriptions
from tests.storage.world import World


async def _external(world: World, number: int) -> str:
    async with world.database.read() as tx:
        found = await destinations.get(tx, number)
    assert found is not None
    return found.external


async def test_a_place_has_the_other_id_and_is_known_by_it(world: World) -> None:
    async with world.database.write() as tx:
        assert await destinations.moved(tx, world.channel.id, "channel-1b")
        assert not await destinations.moved(tx, world.channel.id, "channel-1b")
    assert await _external(world, world.channel.id) == "channel-1b"
    async with world.database.read() as tx:
        assert await destinations.by_external(tx, world.workspace.id, "channel-1") is None


async def test_who_asked_under_the_new_id_first_makes_way_unless_something_is_followed_there(world: World) -> None:
    empty = await world.add_channel(external="channel-2")
    async with world.database.write() as tx:
        assert await destinations.moved(tx, world.channel.id, "channel-2")
    assert await _external(world, world.channel.id) == "channel-2"
    assert await _external(world, empty.id) == "channel-1"
    full = await world.add_channel(external="channel-3")
    await world.subscribe("visa-talks", to=full)
    async with world.database.write() as tx:
        assert not await destinations.moved(tx, world.channel.id, "channel-3")
        assert await subscriptions.listing(tx, destination=full.id)
    assert await _external(world, full.id) == "channel-3"
