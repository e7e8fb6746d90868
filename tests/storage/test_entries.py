"""Entries are listed newest first and counted from a moment on."""

from datetime import timedelta

from feeds.feed import FeedSpec
from storage import entries, feeds
from storage.turn.intents import EntryIntent, Intents
from tests.storage.world import NOON, World, entry, match

HOUR = timedelta(hours=1)


async def test_recent_ones_come_newest_first(world: World) -> None:
    made = await world.record(entries=tuple(EntryIntent(entry()) for _ in range(3)))
    async with world.database.read() as tx:
        assert [one.id for one in await entries.recent(tx, scopes={0}, limit=2)] == list(made.entries[:0:-1])
        assert await entries.recent(tx, scopes={7}, limit=2) == []


async def test_matched_ones_come_by_date_whatever_was_stored_when(world: World) -> None:
    made = await world.record(
        entries=(
            EntryIntent(entry(published=NOON), (match(),)),
            EntryIntent(entry(published=NOON - HOUR), (match(),)),
            EntryIntent(entry(published=NOON + HOUR)),
        )
    )
    async with world.database.read() as tx:
        found = await entries.recent(tx, scopes={0, 7}, limit=5, matched=True)
    assert [one.id for one in found] == list(made.entries[:2])


async def test_entries_stay_when_their_feed_is_removed(world: World) -> None:
    async with world.database.write() as tx:
        other = await feeds.add(tx, FeedSpec("other", "https://other.example/rss", "other"), None, NOON)
    report = entry()
    made = await world.record(Intents(world.update(feed=other.id), entries=(EntryIntent(report),)))
    async with world.database.write() as tx:
        await feeds.remove(tx, other.id)
        kept = await entries.get(tx, made.entries[0])
        known = await entries.by_keys(tx, scope=0, keys=[report.keys[0].digest()])
    assert kept is not None
    assert kept.feed is None
    assert [one.feed for one in known.values()] == [0]


async def test_thousands_of_keys_are_asked_for_at_once(world: World) -> None:
    reports = [entry() for _ in range(30)]
    await world.record(entries=tuple(EntryIntent(report) for report in reports))
    strangers = [entry().keys[0].digest() for _ in range(12_000)]
    async with world.database.read() as tx:
        found = await entries.by_keys(tx, scope=0, keys=[*strangers, *(one.keys[0].digest() for one in reports)])
    assert len(found) == 30


async def test_an_entry_that_is_not_there_is_none(world: World) -> None:
    async with world.database.read() as tx:
        assert await entries.get(tx, 999) is None
        assert await entries.matches_of(tx, 999) == []
