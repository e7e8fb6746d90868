"""Facts, the audit and heartbeats are kept and come back newest first."""

from datetime import timedelta

from feeds.facts.fact import Fact
from storage import audit, facts, heartbeats
from storage.turn.intents import EntryIntent
from tests.storage.world import NOON, World, entry, match

HOUR = timedelta(hours=1)


async def test_facts_come_newest_first_with_their_source(world: World) -> None:
    old = entry(published=NOON - HOUR)
    new = entry(published=NOON, publisher="yonhap")
    figure = Fact("figure", "317 Koreans were held.", {"value": 317, "unit": None})
    more = Fact("figure", "475 people were held.", {"value": 475}, background=True)
    await world.record(
        entries=(EntryIntent(new, (match(),), (figure,)), EntryIntent(old, (match(),), (more, Fact("bill", "x"))))
    )
    async with world.database.read() as tx:
        first, second = await facts.latest(tx, "figure", scopes={0, 7}, limit=5)
        assert [one.id for one in await facts.latest(tx, "figure", scopes={0}, limit=5, background=True)] == [second.id]
        assert await facts.latest(tx, "figure", scopes={7}, limit=5) == []
    assert first.fact == figure
    assert (first.publisher, first.url, first.published, first.story) == ("yonhap", new.url, NOON, None)
    assert (second.fact, second.published) == (more, NOON - HOUR)


async def test_facts_of_a_story_come_in_the_order_of_their_reports(world: World) -> None:
    story = await world.open_story()
    late = entry(published=NOON + HOUR)
    early = entry(published=NOON - HOUR)
    await world.grow(
        story,
        version=2,
        entries=tuple(EntryIntent(one, (match(),), (Fact("meeting", one.title),)) for one in (late, early)),
    )
    async with world.database.read() as tx:
        assert [one.fact.sentence for one in await facts.of_story(tx, story)] == [early.title, late.title]


async def test_each_workspace_sees_its_own_changes_newest_first(world: World) -> None:
    lines = [
        audit.AuditLine(NOON, world.workspace.id, "u1", "feed.add", "wire", {"url": "https://wire.example/rss"}),
        audit.AuditLine(NOON + HOUR, world.workspace.id, "u2", "feed.pause", "wire"),
        audit.AuditLine(NOON, None, "operator", "db.upgrade", "0003"),
    ]
    async with world.database.write() as tx:
        for line in lines:
            await audit.note(tx, line)
        assert await audit.latest(tx, workspace=world.workspace.id, limit=9) == [lines[1], lines[0]]
        assert await audit.latest(tx, workspace=world.workspace.id, limit=1) == [lines[1]]
        assert await audit.latest(tx, workspace=None, limit=9) == [lines[2]]


async def test_the_last_beat_of_each_job_is_kept(world: World) -> None:
    async with world.database.write() as tx:
        await heartbeats.beat(tx, "poll", NOON, {"feeds": 18})
        await heartbeats.beat(tx, "deliver", NOON)
        await heartbeats.beat(tx, "poll", NOON + HOUR)
        assert await heartbeats.listing(tx) == [
            heartbeats.Heartbeat("deliver", NOON, {}),
            heartbeats.Heartbeat("poll", NOON + HOUR, {}),
        ]
