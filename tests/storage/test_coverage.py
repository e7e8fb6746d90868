"""Reports are counted by the hour of their dates, once each, for those who may see them."""

from datetime import timedelta

from storage.coverage import by_hour
from tests.storage.world import NOON, World, entry

HOUR = timedelta(hours=1)


async def test_reports_are_counted_by_the_hour_once_each_however_many_topics_they_have(world: World) -> None:
    minute = timedelta(minutes=59)
    await world.open_story(entry(published=NOON), entry(published=NOON + minute), topics=["visa-talks", "b1-esta"])
    await world.open_story(entry(published=NOON - 3 * HOUR), topics=["b1-esta"])
    await world.open_story(entry(published=NOON), topics=["7/kit-desk"])
    async with world.database.read() as tx:
        counted = await by_hour(tx, ["visa-talks", "b1-esta"], NOON - 24 * HOUR, scopes=(0, world.workspace.id))
        talks = await by_hour(tx, ["visa-talks"], NOON - 24 * HOUR, scopes=(0,))
        elsewhere = await by_hour(tx, ["visa-talks"], NOON - 24 * HOUR, scopes=(99,))
    assert counted == {NOON: 2, NOON - 3 * HOUR: 1}
    assert talks == {NOON: 2}
    assert elsewhere == {}


async def test_what_is_older_is_left_out(world: World) -> None:
    await world.open_story(entry(published=NOON - 9 * HOUR), entry(published=NOON))
    async with world.database.read() as tx:
        assert await by_hour(tx, ["visa-talks"], NOON - HOUR, scopes=(0,)) == {NOON: 1}
