"""Where the app was let in is kept once for each workspace, and who began to install it comes back once."""

from dataclasses import replace
from datetime import timedelta

from storage import installations
from storage.installations import OPEN_STATES, Installation
from tests.storage.world import NOON, World

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SEALED = ("sealed-1", "sealed-2", "sealed-9")
ONE = Installation("T1", "Newsroom", "U1", "B1", ("chat:write", "commands"), SEALED[0], NOON)


async def test_an_installation_takes_the_place_of_an_earlier_one_in_its_workspace(world: World) -> None:
    again = replace(ONE, name="News", scopes=(), token=SEALED[1], at=NOON + HOUR)
    other = replace(ONE, external="T0", at=NOON + 2 * HOUR)
    async with world.database.write() as tx:
        for one in (ONE, other, again):
            await installations.put(tx, "slack", one)
    async with world.database.read() as tx:
        assert await installations.get(tx, "slack", "T1") == again
        assert await installations.get(tx, "slack", "T9") is None
        assert await installations.get(tx, "discord", "T1") is None
        assert await installations.listing(tx, "slack") == [again, other]


async def test_an_installation_has_the_newest_name_of_its_workspace(world: World) -> None:
    async with world.database.write() as tx:
        await installations.put(tx, "slack", ONE)
        await installations.rename(tx, "slack", "T1", "Visa desk")
        await installations.rename(tx, "slack", "T2", "Nobody's")
        assert await installations.listing(tx, "slack") == [replace(ONE, name="Visa desk")]


async def test_an_installation_is_removed_once(world: World) -> None:
    async with world.database.write() as tx:
        await installations.put(tx, "slack", ONE)
        assert not await installations.remove(tx, "slack", "T2")
        assert await installations.remove(tx, "slack", "T1")
        assert not await installations.remove(tx, "slack", "T1")
        assert await installations.get(tx, "slack", "T1") is None


async def test_another_seal_is_not_put_on_a_newer_token(world: World) -> None:
    newer = replace(ONE, token=SEALED[1])
    async with world.database.write() as tx:
        await installations.put(tx, "slack", newer)
        await installations.seal_again(tx, "slack", ONE, SEALED[2])
        assert await installations.get(tx, "slack", "T1") == newer
        await installations.seal_again(tx, "slack", newer, SEALED[2])
        assert await installations.get(tx, "slack", "T1") == replace(ONE, token=SEALED[2])


def test_a_token_is_not_in_what_is_shown_of_an_installation() -> None:
    assert "sealed" not in repr(ONE)


async def test_who_began_to_install_comes_back_once_and_in_time(world: World) -> None:
    async with world.database.write() as tx:
        await installations.begin(tx, "a", NOON + HOUR, NOON)
        await installations.begin(tx, "b", NOON + HOUR, NOON)
        assert not await installations.finish(tx, "c", NOON)
        assert await installations.finish(tx, "a", NOON + HOUR)
        assert not await installations.finish(tx, "a", NOON + HOUR)
        assert not await installations.finish(tx, "b", NOON + HOUR + SECOND)


async def test_the_oldest_beginning_makes_room_where_too_many_are_under_way(world: World) -> None:
    async with world.database.write() as tx:
        for n in range(OPEN_STATES + 1):
            await installations.begin(tx, f"{n}", NOON + HOUR + n * SECOND, NOON)
        assert not await installations.finish(tx, "0", NOON)
        assert await installations.finish(tx, "1", NOON)
        assert await installations.finish(tx, f"{OPEN_STATES}", NOON)
