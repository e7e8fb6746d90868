"""Of a workspace that is removed, no row of any table is left, and what others share stays as it was."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, insert, select, text

from feeds.facts.fact import Fact
from feeds.stories.story import Change
from storage import audit, feeds, held, managers, mutes, suggestions, topics, traces, workspaces
from storage.audit import AuditLine
from storage.held import Held, HeldKind
from storage.schema import entries, matches, metadata, stories, story_topics
from storage.suggestions import Cause
from storage.topics import own_key
from storage.turn.intents import Alert, Development, EntryIntent, Hold, Intents, StoryIntent
from tests.storage.world import NOON, World, entry, match, spec

HOUR = timedelta(hours=1)
OF_NO_WORKSPACE = {"installation", "desks", "heartbeats", "registrations", "revisions", "installations", "oauth_states"}
"""Tables in which no row names a workspace; a revision goes with its entry by its foreign key. An installation
names the platform's own: its token goes at once when the app is removed, long before the workspace."""


async def contents(world: World) -> dict[str, list[str]]:
    """Return every row of every table, but the counter of changes."""
    rows: dict[str, list[str]] = {}
    async with world.database.read() as tx:
        for table in metadata.sorted_tables:
            if table.name != "term_changes":
                column = "rowid" if table.name == "entry_words" and tx.dialect.name == "sqlite" else "*"
                found = await tx.execute(text(f"SELECT {column} FROM {table.name}"))  # noqa: S608 - our own tables
                rows[table.name] = sorted(repr(tuple(row)) for row in found)
    return rows


async def settle_in(world: World) -> int:
    """Have another workspace use all there is, with a feed, a topic and a term of its own; return it."""
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="guild-2", name="Other", locale="en", now=NOON)
        private = await feeds.add(tx, spec("mine"), other.id, NOON)
        await topics.add(tx, other.id, "plant", name={"en": "Plant"}, about={"en": "Ours"}, now=NOON)
        await topics.add_term(tx, other.id, "plant", "plant", by="7", now=NOON)
        await managers.put(tx, other.id, "8", named_by="7", now=NOON)
        await audit.note(tx, AuditLine(NOON, other.id, "7", "term.add", "plant"))
    channel = await world.add_channel(external="of-other", workspace=other.id)
    subscription = await world.subscribe(to=channel)
    own = own_key(other.id, "plant")
    opened = StoryIntent(
        story=None,
        topics=frozenset({"visa-talks", own}),
        revision=1,
        version=1,
        told=True,
        entries=(EntryIntent(entry(), (match(own),), (Fact("figure", "317 were held."),), change=Change.NEW),),
        developments=(Development(1, "figure", "another number", 0),),
        alerts=(Alert(channel.id, 1),),
    )
    holds = (Hold(subscription.id, channel.id, 1, NOON + HOUR),)
    held_back = replace(
        opened, entries=(EntryIntent(entry(), change=Change.NEW),), developments=(), alerts=(), holds=holds
    )
    unmatched = (EntryIntent(entry(), facts=(Fact("bill", "A bill."),)), EntryIntent(entry()))
    brought = await world.record(Intents(world.update(feed=private.id), unmatched, (opened, held_back)))
    await world.deliver()
    async with world.database.write() as tx:
        await mutes.put(tx, channel.id, brought.stories[0], by="discord:7", now=NOON)
        await held.put(tx, Held("code", HeldKind.UNDO, channel.id, "7", ("x",), NOON + HOUR), NOON)
        cause = Cause("plant", ("plant",), ("plant",))
        await suggestions.add(
            tx, other.id, brought.stories[0], person="7", title="T", url="https://x.example", causes=[cause], now=NOON
        )
        # Its term also finds a shared entry.
        shared = await tx.scalar(select(func.min(entries.c.id)))
        evidence = {"desk_version": "v1", "evidence": [], "reasons": []}
        await tx.execute(insert(matches).values(entry=shared, topic=own, **evidence))
        one = (await tx.execute(select(stories).order_by(stories.c.id))).first()
        assert one is not None
        dated = {"scope": 0, "newest_at": one.newest_at, "since_at": NOON}
        await tx.execute(insert(story_topics).values(story=one.id, topic=own, **dated))
    return other.id


async def sweep(world: World, workspace: int, *, limit: int) -> int:
    """Remove all traces, so many at a time, then the workspace; return how many steps that took."""
    steps = 0
    while True:
        async with world.database.read() as tx:
            found = await traces.find(tx, workspace, limit)
        if not len(found):
            break
        assert len(found) <= limit
        async with world.database.write() as tx:
            await traces.remove(tx, found)
        steps += 1
    async with world.database.write() as tx:
        await workspaces.remove(tx, workspace)
    return steps


async def test_nothing_of_a_removed_workspace_is_left_in_any_table_and_all_else_stays(world: World) -> None:
    await world.subscribe()
    await world.open_story()
    await world.deliver()
    before = await contents(world)
    other = await settle_in(world)
    during = await contents(world)
    assert {name for name in before if len(during[name]) == len(before[name])} == OF_NO_WORKSPACE
    assert (
        await sweep(world, other, limit=2) == 2 + 1 + 1 + 1 + 1 + 1
    )  # entries, stories, facts, audit, topics, matches
    assert await contents(world) == before


async def test_a_workspace_is_closed_once_the_bot_has_been_away_long_enough(world: World) -> None:
    async with world.database.write() as tx:
        await topics.add_term(tx, world.workspace.id, "plant", "plant", by="7", now=NOON)
        assert not await traces.close(tx, world.workspace.id, NOON + HOUR)
        await workspaces.leave(tx, world.workspace.id, NOON)
        assert not await traces.close(tx, world.workspace.id, NOON)
        assert await traces.closed(tx) == []
        changes = await topics.last_change(tx)
        assert await traces.close(tx, world.workspace.id, NOON + HOUR)
        assert await traces.closed(tx) == [world.workspace.id]
        assert await topics.terms(tx) == []
        assert await topics.last_change(tx) > changes


async def test_a_bot_that_comes_back_to_a_closed_workspace_makes_a_new_one(world: World) -> None:
    async with world.database.write() as tx:
        await workspaces.leave(tx, world.workspace.id, NOON)
        await traces.close(tx, world.workspace.id, NOON + HOUR)
        again = await workspaces.put(tx, platform="discord", external="guild-1", name="Guild", locale="en", now=NOON)
        assert again.id != world.workspace.id
        await workspaces.remove(tx, world.workspace.id)
        assert await workspaces.listing(tx) == [again]
