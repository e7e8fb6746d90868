"""Managers are named once, in one workspace, and go with it."""

from datetime import timedelta

from storage import managers, workspaces
from storage.managers import Manager
from tests.storage.world import NOON, World

HOUR = timedelta(hours=1)


async def test_a_person_is_named_once_and_no_more_when_that_is_ended(world: World) -> None:
    here = world.workspace.id
    async with world.database.write() as tx:
        assert await managers.put(tx, here, "U1", named_by="U9", now=NOON)
        assert not await managers.put(tx, here, "U1", named_by="U8", now=NOON + HOUR)
        assert await managers.put(tx, here, "U0", named_by="U8", now=NOON + HOUR)
        assert await managers.listing(tx, here) == [Manager("U1", "U9", NOON), Manager("U0", "U8", NOON + HOUR)]
        assert await managers.is_one(tx, here, "U1")
        assert await managers.remove(tx, here, "U1")
        assert not await managers.remove(tx, here, "U1")
        assert not await managers.is_one(tx, here, "U1")


async def test_who_is_named_in_one_workspace_is_nobody_in_another_and_goes_with_it(world: World) -> None:
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="slack", external="T2", name="", locale="en", now=NOON)
        await managers.put(tx, other.id, "U1", named_by="U9", now=NOON)
        assert not await managers.is_one(tx, world.workspace.id, "U1")
        await workspaces.remove(tx, other.id)
        assert await managers.listing(tx, other.id) == []
