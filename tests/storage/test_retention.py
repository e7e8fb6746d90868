"""What is old goes, in bounded batches; what a feed may bring again, or a story still needs, stays."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from feeds.entry import Entry
from feeds.facts.fact import Fact
from storage import entries, facts, feeds, outbox, retention, stories, suggestions
from storage.retention import Cursor, Swept
from storage.schema import entries as table
from storage.search import index
from storage.turn.intents import EntryIntent, Intents
from tests.storage.world import NOON, World, entry, match

DAY = timedelta(days=1)


async def sweep(world: World, *, batch: int = 1000, **days: int) -> Swept:
    """Sweep to the end, in writes of their own, and return the sum."""
    asked = {"unmatched_days": 30, "matched_days": 400, "outbox_days": 90, "suggestion_days": 90} | days
    total = Swept(0, 0, 0, 0, Cursor())
    while total.again is not None:
        async with world.database.write() as tx:
            one = await retention.sweep(tx, world.now, **asked, batch=batch, start=total.again)
        assert one.entries + one.outbox <= 2 * batch + 100
        total = Swept(
            total.entries + one.entries,
            total.stories + one.stories,
            total.outbox + one.outbox,
            total.suggestions + one.suggestions,
            one.again,
        )
    return total


async def poll(world: World, days: int, *reports: Entry, seen: Sequence[int] = (), **changes: Any) -> Sequence[int]:
    """Let the feed bring another body on a day, that holds new entries and those seen before."""
    world.now = NOON + days * DAY
    update = world.update(body_digest=bytes([days % 256]) * 16, seen=tuple(seen))
    wanted = tuple(EntryIntent(report, **changes) for report in reports)
    return (await world.record(Intents(update, entries=wanted))).entries


async def there(world: World, ids: Sequence[int]) -> list[int]:
    async with world.database.read() as tx:
        return [number for number in ids if await entries.get(tx, number)]


async def test_an_old_unmatched_entry_that_left_its_feed_goes_with_its_keys_and_words(world: World) -> None:
    report = entry("A gone visa report")
    ids = await poll(world, 0, report)
    await poll(world, 1, entry())
    await poll(world, 60, entry())
    assert (await sweep(world)).entries == 1 + 1  # that of day 1 went as well
    async with world.database.read() as tx:
        assert await entries.get(tx, ids[0]) is None
        assert await entries.by_keys(tx, scope=0, keys=[key.digest() for key in report.keys]) == {}
        assert await index.search(tx, "gone", scopes={0}, limit=5) == []


async def test_an_old_entry_that_its_feed_still_holds_stays(world: World) -> None:
    held, dropped = await poll(world, 0, entry(), entry())
    for days in range(10, 100, 10):
        await poll(world, days, seen=[held])
    await sweep(world)
    assert await there(world, [held, dropped]) == [held]


async def test_a_feed_that_did_not_change_for_a_year_keeps_all_it_holds(world: World) -> None:
    ids = await poll(world, 0, entry(), entry())
    world.now = NOON + 365 * DAY
    await world.record()  # 304: the body is as it was
    assert (await sweep(world)).entries == 0
    assert await there(world, ids) == list(ids)


async def test_entries_of_a_feed_that_is_gone_or_ended_go_by_age_alone(world: World) -> None:
    ids = await poll(world, 0, entry())
    world.now = NOON + 60 * DAY
    async with world.database.write() as tx:
        await feeds.apply(tx, world.update(ended=True))
    assert (await sweep(world)).entries == 1
    assert await there(world, ids) == []


async def test_a_young_entry_stays_and_a_matched_one_longer(world: World) -> None:
    (unmatched,), (matched,) = await poll(world, 0, entry()), await poll(world, 0, entry(), matches=(match(),))
    await poll(world, 60)
    await sweep(world, unmatched_days=61)
    assert await there(world, [unmatched, matched]) == [unmatched, matched]
    await sweep(world)
    assert await there(world, [unmatched, matched]) == [matched]
    await poll(world, 500)
    await sweep(world)
    assert await there(world, [matched]) == []


async def test_a_sweep_looks_past_what_stays_and_ends(world: World) -> None:
    kept = await poll(world, 0, *(entry() for _ in range(7)), matches=(match(),))
    gone = await poll(world, 0, *(entry() for _ in range(7)))
    await poll(world, 60)
    assert (await sweep(world, batch=3)).entries == 7
    assert await there(world, [*kept, *gone]) == list(kept)


async def old_story(world: World, **changes: Any) -> int:
    fact = Fact("meeting", "They met.")
    report = EntryIntent(entry(), (match(),), (fact,))
    story = await world.open_story(**changes)
    await world.grow(story, version=1, entries=(report,))
    await poll(world, 600, entry())
    return story


async def test_an_old_story_goes_whole_and_its_facts_stay(world: World) -> None:
    story = await old_story(world, tell=[])
    swept = await sweep(world)
    assert (swept.entries, swept.stories) == (2, 1)
    async with world.database.read() as tx:
        assert await stories.views(tx, [story]) == []
        (fact,) = await facts.latest(tx, "meeting", scopes={0}, limit=5)
    assert (fact.entry, fact.story, fact.publisher) == (None, None, "wire")


async def test_a_story_that_waits_to_be_told_stays(world: World) -> None:
    story = await old_story(world)
    assert (await sweep(world)).stories == 0
    world.now = NOON
    await world.deliver()
    world.now = NOON + 600 * DAY
    async with world.database.write() as tx:
        assert (await outbox.counts(tx)).waiting == 0
    assert (await sweep(world)).stories == 1
    async with world.database.read() as tx:
        assert await stories.views(tx, [story]) == []


async def test_a_story_whose_post_is_to_be_edited_stays(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, version=2)
    await poll(world, 600)
    assert (await sweep(world)).stories == 0


async def test_a_story_that_changed_lately_stays_however_old_its_reports(world: World) -> None:
    story = await old_story(world, tell=[])
    await world.grow(story, version=2)
    assert (await sweep(world)).stories == 0


async def test_a_story_with_a_report_that_a_feed_still_holds_stays_whole(world: World) -> None:
    story = await world.open_story(entry(), entry(), tell=[])
    async with world.database.read() as tx:
        (view,) = await stories.views(tx, [story])
    await poll(world, 600, seen=[view.members[0].entry])
    assert (await sweep(world)).stories == 0
    assert len(await there(world, [member.entry for member in view.members])) == 2
    await poll(world, 700)
    assert (await sweep(world)).stories == 1


async def test_old_stories_go_over_several_batches(world: World) -> None:
    for _ in range(5):
        await world.open_story(tell=[])
    await poll(world, 600)
    assert (await sweep(world, batch=20)).stories == 5  # one story a batch


async def test_settled_rows_go_but_not_of_a_story_that_still_changes(world: World) -> None:
    quiet, lively = await world.open_story(), await world.open_story()
    await world.deliver()
    await world.deliver()
    world.now = NOON + 100 * DAY
    await world.grow(lively, version=2)
    waiting = await world.open_story()
    assert (await sweep(world)).outbox == 1
    async with world.database.write() as tx:
        rows = [
            outbox.NewRow(world.channel.id, f"alert:{story}:1", "alert", NOON) for story in (quiet, lively, waiting)
        ]
        assert len(await outbox.put(tx, rows)) == 1


async def test_being_seen_is_noted_once_a_week_not_once_a_poll(world: World) -> None:
    (number,) = await poll(world, 0, entry())
    noted = []
    for days in (3, 8, 10, 16):
        await poll(world, days, seen=[number])
        async with world.database.read() as tx:
            noted.append(await tx.scalar(select(table.c.seen_at).where(table.c.id == number)))
    assert noted == [NOON, NOON + 8 * DAY, NOON + 8 * DAY, NOON + 16 * DAY]


async def test_a_suggestion_goes_some_time_after_it_was_dealt_with(world: World) -> None:
    async with world.database.write() as tx:
        for story in (1, 2):
            values: dict[str, Any] = {"person": "u1", "title": "Story", "url": "", "causes": (), "now": NOON}
            await suggestions.add(tx, world.workspace.id, story, **values)
        first = (await suggestions.waiting(tx, world.workspace.id))[0]
        await suggestions.settle(tx, world.workspace.id, first.id, NOON)
    world.now = NOON + 90 * DAY
    assert (await sweep(world)).suggestions == 0
    world.now += DAY
    assert (await sweep(world)).suggestions == 1
    assert (await sweep(world, suggestion_days=0)).suggestions == 0
