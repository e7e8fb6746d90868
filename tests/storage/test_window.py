"""The entries of the last days come page by page, what was stored last first, with their topics."""

from datetime import timedelta

from storage import window
from storage.turn.intents import EntryIntent
from tests.storage.world import NOON, World, entry, match


async def test_pages_go_back_in_time_and_end_where_the_window_does(world: World) -> None:
    for age in (9, 3, 2, 1):
        world.now = NOON - timedelta(days=age)
        await world.record(entries=(EntryIntent(entry(f"Report {age}"), (match("kit-desk"),), ref=-1),))
    since = NOON - timedelta(days=3)
    async with world.database.read() as tx:
        first = await window.page(tx, scopes=(0,), since=since, limit=2)
        rest = await window.page(tx, scopes=(0,), since=since, before=first[-1].id, limit=2)
        none = await window.page(tx, scopes=(0,), since=since, before=rest[-1].id, limit=2)
        newest = await window.newest_seen(tx, scopes=(0,))
        others = await window.page(tx, scopes=(7,), since=since), await window.newest_seen(tx, scopes=(7,))
    assert [one.title for one in first] == ["Report 1", "Report 2"]
    assert [(one.title, one.topics) for one in rest] == [("Report 3", frozenset({"kit-desk"}))]
    assert none == []
    assert newest == NOON - timedelta(days=1)
    assert others == ([], None)
