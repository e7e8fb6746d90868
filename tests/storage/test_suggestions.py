"""What people find not relevant waits until an admin has dealt with it."""

from datetime import timedelta

from storage import suggestions
from storage.suggestions import Cause
from tests.storage.world import NOON, World

CAUSES = (Cause("our-plant", ("공장 OR plant",), ("공장",)), Cause("kit-desk", ("+10 the desk (KIT)",), ("KIT",)))


async def say(world: World, story: int, person: str, *, minutes: int = 0, workspace: int | None = None) -> bool:
    async with world.database.write() as tx:
        return await suggestions.add(
            tx,
            workspace or world.workspace.id,
            story,
            person=person,
            title=f"Story {story}",
            url="https://news.example/1",
            causes=CAUSES,
            now=NOON + timedelta(minutes=minutes),
        )


async def waiting(world: World) -> list[tuple[str, int]]:
    async with world.database.read() as tx:
        return [(one.title, one.people) for one in await suggestions.waiting(tx, world.workspace.id)]


async def test_a_story_waits_once_with_the_number_of_people_and_the_causes(world: World) -> None:
    assert await say(world, 1, "u1")
    assert await say(world, 2, "u1", minutes=1)
    assert await say(world, 1, "u2", minutes=2)
    assert not await say(world, 1, "u1", minutes=3)
    assert await waiting(world) == [("Story 2", 1), ("Story 1", 2)]
    async with world.database.read() as tx:
        (_, first) = await suggestions.waiting(tx, world.workspace.id)
    assert (first.causes, first.created_at) == (CAUSES, NOON)


async def test_settling_takes_a_story_off_for_everyone_who_said_it(world: World) -> None:
    await say(world, 1, "u1")
    await say(world, 1, "u2")
    async with world.database.write() as tx:
        (one,) = await suggestions.waiting(tx, world.workspace.id)
        assert await suggestions.settle(tx, 999, one.id, NOON) is None
        assert await suggestions.settle(tx, world.workspace.id, one.id, NOON) == "Story 1"
        assert await suggestions.settle(tx, world.workspace.id, one.id, NOON) is None
    assert await waiting(world) == []


async def test_what_was_dealt_with_is_forgotten_in_batches_and_what_waits_is_kept(world: World) -> None:
    for story in (1, 2, 3, 4):
        await say(world, story, "u1")
    async with world.database.write() as tx:
        waits, late, *early = await suggestions.waiting(tx, world.workspace.id)
        for one in early:
            await suggestions.settle(tx, world.workspace.id, one.id, NOON)
        await suggestions.settle(tx, world.workspace.id, late.id, NOON + timedelta(days=2))
        cut = NOON + timedelta(days=1)
        assert [await suggestions.forget_settled(tx, cut, 1) for _ in range(3)] == [1, 1, 0]
    assert await waiting(world) == [(waits.title, 1)]
    assert not await say(world, late.story, "u1")
    assert await say(world, early[0].story, "u1")
