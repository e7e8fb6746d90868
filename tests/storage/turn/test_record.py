"""A turn reads what it may know, and writes all that was decided at once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from feeds.entry import Entry, Refile
from feeds.facts.fact import Fact
from feeds.feed import Tier
from feeds.stories.grouping import lookup_keys
from feeds.stories.story import Change
from storage import entries, facts, feeds, outbox, posts, stories, subscriptions, workspaces
from storage.engine.errors import StorageError
from storage.search import index
from storage.turn.intents import Alert, Development, EntryIntent, Intents, Notice, StoryIntent
from storage.turn.record import record, snapshot
from storage.turn.snapshot import Snapshot
from tests.storage.world import DESK, NOON, World, entry, match, spec

HOUR = timedelta(hours=1)


async def look(world: World, *made: Entry, feed: int = 0, **changes: Any) -> Snapshot:
    """Take the snapshot that the pipeline would for these entries."""
    asked: dict[str, Any] = {
        "feed": feed or world.feed.id,
        "keys": {key.digest() for one in made for key in one.keys},
        "story_keys": {key for one in made for key in lookup_keys(one)},
        "refile_publishers": {one.publisher for one in made},
        "since": NOON - HOUR,
        "topics": {"visa-talks"},
        "now": world.now,
    }
    async with world.database.turn(DESK) as tx:
        return await snapshot(tx, **(asked | changes))


async def test_an_entry_is_known_again_by_any_of_its_keys_and_all_it_ever_said(world: World) -> None:
    first = entry("Talks to open", key="a")
    ids = (await world.record(entries=(EntryIntent(first),))).entries
    again = replace(first, title="Talks open", summary="")
    await world.record(entries=(EntryIntent(again, revises=ids[0]),))
    seen = await look(world, first)
    assert set(seen.known) == {key.digest() for key in first.keys}
    (known,) = set(seen.known.values())
    assert (known.id, known.feed, known.title, known.url, known.published) == (
        ids[0],
        world.feed.id,
        "Talks open",
        first.url,
        NOON,
    )
    assert known.contents == {first.content_digest(), again.content_digest()}


async def test_a_story_is_found_by_the_link_or_the_title_of_a_report(world: World) -> None:
    report = entry("Seoul and Washington open visa talks", key="a")
    story = await world.open_story(report, entry("Another report of the same talks"))
    other = await world.open_story(entry("Something else altogether happened"))
    same_link = entry("Quite another title for it", key="a")
    same_title = entry("Seoul and Washington open visa talks")
    for found_by in (same_link, same_title):
        seen = await look(world, found_by, refile_publishers=(), keys=())
        assert [one.id for one in seen.stories] == [story]
    (known,) = seen.stories
    assert [member.title for member in known.members] == [report.title, "Another report of the same talks"]
    assert known.members[0].tier is Tier.WIRE
    assert (known.topics, known.revision, known.version, known.told) == (frozenset({"visa-talks"}), 1, 1, True)
    recent = await look(world, entry("No lead at all to any of these"))
    assert [one.id for one in recent.stories] == [story, other]  # the publisher's, where a re-file may look for them
    late = await look(world, entry("No lead at all to any of these"), since=NOON + HOUR)
    assert late.stories == ()


async def test_the_story_of_a_known_entry_is_always_there(world: World) -> None:
    report = entry("Talks", key="a", published=NOON - 100 * HOUR)
    story = await world.open_story(report)
    seen = await look(world, report, story_keys=())
    assert [one.id for one in seen.stories] == [story]


async def test_scopes_never_meet(world: World) -> None:
    async with world.database.write() as tx:
        private = await feeds.add(tx, spec("private"), world.workspace.id, NOON)
    report = entry("Seoul and Washington open visa talks", key="a")
    await world.open_story(report)
    hidden = await look(world, report, feed=private.id)
    assert (dict(hidden.known), hidden.stories) == ({}, ())
    intent = StoryIntent(None, frozenset(), 1, 1, told=False, entries=(EntryIntent(report, change=Change.NEW),))
    made = await world.record(Intents(world.update(feed=private.id), stories=(intent,)))
    assert [one.id for one in (await look(world, report, feed=private.id)).stories] == list(made.stories)
    assert made.stories[0] not in [one.id for one in (await look(world, report)).stories]


async def test_who_hears_at_once_are_active_subscribers_of_the_topics_at_hand(world: World) -> None:
    every = await world.subscribe(None)
    one = await world.subscribe("visa-talks")
    of_story = await world.subscribe("b1-esta")
    await world.subscribe("kit-desk")
    paused = await world.subscribe("visa-talks", to=await world.add_channel())
    reader, gone = await world.add_channel(), await world.add_channel()
    await world.subscribe(None, to=gone)
    report = entry("Talks on B-1", key="a")
    await world.open_story(report, topics=["b1-esta"], tell=[gone])
    async with world.database.write() as tx:
        await subscriptions.pause(tx, paused.id, NOON + HOUR)
        daily = subscriptions.Terms(subscriptions.Mode.DAILY, "UTC", "en")
        await subscriptions.add(tx, reader.id, "visa-talks", daily, next_due_at=NOON, now=NOON)
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.gone(tx, delivery, reason="gone", now=NOON)
    seen = await look(world, report)
    assert [one.subscription for one in seen.instant] == [every.id, one.id, of_story.id]
    assert [one.topic for one in seen.instant] == [None, "visa-talks", "b1-esta"]
    world.now = NOON + HOUR
    assert paused.id in [one.subscription for one in (await look(world, report)).instant]


async def test_of_a_private_feed_only_its_workspace_hears(world: World) -> None:
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="slack", external="T1", name="Team", locale="en", now=NOON)
        private = await feeds.add(tx, spec("private"), other.id, NOON)
    await world.subscribe(None)
    theirs = await world.subscribe(None, to=await world.add_channel(workspace=other.id))
    assert [one.subscription for one in (await look(world, feed=private.id)).instant] == [theirs.id]
    assert len((await look(world)).instant) == 2


async def test_a_feed_that_was_removed_meanwhile_is_said_so(world: World) -> None:
    with pytest.raises(StorageError, match="was removed while it was being read"):
        await look(world, feed=999)
    with pytest.raises(StorageError, match="was removed while it was being read"):
        await world.record(Intents(world.update(feed=999), entries=(EntryIntent(entry()),)))


async def test_all_of_a_new_entry_is_stored(world: World) -> None:
    report = entry("Talks", published=NOON - HOUR, refile=Refile("2nd LD", 3), lang="ko")
    made = await world.record(
        entries=(EntryIntent(report, (match("b1-esta"), match()), reason="matched", silent="baseline"),)
    )
    async with world.database.read() as tx:
        stored = await entries.get(tx, made.entries[0])
        found = await entries.matches_of(tx, made.entries[0])
    assert stored is not None
    assert (stored.title, stored.summary, stored.url, stored.lang) == ("Talks", "Talks, in short.", report.url, "ko")
    assert (stored.published, stored.updated, stored.first_seen) == (NOON - HOUR, NOON - HOUR, NOON)
    assert (stored.refile, stored.tier, stored.publisher) == (Refile("2nd LD", 3), Tier.WIRE, "wire")
    assert (stored.matched, stored.reason, stored.silent, stored.story) == (True, "matched", "baseline", None)
    assert [(one.match, one.desk_version) for one in found] == [(match("b1-esta"), "v1"), (match(), "v1")]


async def test_ids_come_back_in_the_order_of_the_intents(world: World) -> None:
    loose = tuple(EntryIntent(entry(f"Loose {n}")) for n in range(3))
    pairs = [tuple(EntryIntent(entry(f"{story} {n}")) for n in range(2)) for story in "ab"]
    intents = tuple(StoryIntent(None, frozenset(), 1, 1, told=False, entries=pair) for pair in pairs)
    made = await world.record(entries=loose, stories=intents)
    async with world.database.read() as tx:
        titles = [one.title for number in made.entries if (one := await entries.get(tx, number))]
        shown = await stories.views(tx, made.stories)
    assert titles == ["Loose 0", "Loose 1", "Loose 2", "a 0", "a 1", "b 0", "b 1"]
    assert [view.title for view in shown] == ["a 0", "b 0"]


async def test_a_revision_keeps_what_was_said_before(world: World) -> None:
    first = entry("Talks may open", key="a", refile=Refile("URGENT", 0))
    await world.open_story(first)
    async with world.database.read() as tx:
        (number,) = [one.id for one in await entries.recent(tx, scopes={0}, limit=5)]
    second = replace(
        first,
        keys=entry(key="b").keys,
        title="Talks open on work permits",
        summary="",
        url="https://wire.example/b",
        published=NOON + HOUR,
        refile=Refile("LEAD", 1),
    )
    fact = Fact("meeting", "Talks open.", {"date": "2025-09-30", "who": ("Jung", "Kim")})
    revision = EntryIntent(
        second, (match("new-visa"),), (fact,), revises=number, change=Change.REVISION, reason="re-file (LEAD)"
    )
    await world.record(entries=(revision,))
    async with world.database.read() as tx:
        stored = await entries.get(tx, number)
        (before,) = await entries.wordings_of(tx, number)
        found = await entries.matches_of(tx, number)
        stated = await facts.latest(tx, "meeting", scopes={0}, limit=5)
        by_old_word = await index.search(tx, "may", scopes={0}, limit=5)
        by_new_word = await index.search(tx, "permit", scopes={0}, limit=5)
    assert stored is not None
    assert (stored.title, stored.url, stored.refile) == (second.title, second.url, Refile("LEAD", 1))
    assert (stored.published, stored.updated, stored.change) == (NOON, NOON + HOUR, Change.REVISION)
    assert (before.title, before.url, before.refile) == (first.title, first.url, Refile("URGENT", 0))
    assert (before.change, before.reason, before.replaced_at) == (Change.NEW, "new", NOON)
    assert [one.match.topic for one in found] == ["new-visa"]
    assert [one.fact.sentence for one in stated] == ["Talks open."]
    assert (by_old_word, [one.entry for one in by_new_word]) == ([], [number])
    known = (await look(world, second)).known
    assert {one.id for one in known.values()} == {number}


async def test_the_flash_and_its_re_files_may_come_in_one_poll(world: World) -> None:
    flash, lead, final = (entry(title, key=title) for title in ("Flash", "Lead", "Final"))
    intent = StoryIntent(
        None,
        frozenset({"visa-talks"}),
        1,
        1,
        told=True,
        entries=(
            EntryIntent(flash, (match(),), ref=-7, change=Change.NEW),
            EntryIntent(lead, (match(),), revises=-7, change=Change.REVISION),
            EntryIntent(final, (match(),), revises=-7, change=Change.REVISION),
        ),
    )
    made = await world.record(stories=(intent,))
    assert len(set(made.entries)) == 1
    async with world.database.read() as tx:
        (view,) = await stories.views(tx, made.stories)
        wordings = await entries.wordings_of(tx, made.entries[0])
    assert [member.title for member in view.members] == ["Final"]
    assert [one.title for one in wordings] == ["Flash", "Lead"]
    seen = await look(world, entry(key="Lead"), refile_publishers=())
    assert [one.id for one in seen.stories] == list(made.stories)


async def test_a_story_that_changed_wants_its_posts_to_show_it(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    await world.grow(story, entry(), version=2)
    async with world.database.read() as tx:
        (post,) = await posts.of_story(tx, story)
        (stale,) = await posts.stale(tx, NOON, platforms=["discord"], limit=9)
    assert (post.wanted, post.shown, stale.id) == (2, 1, post.id)


async def test_a_development_is_told_once_and_stored_with_what_brought_it(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    official = entry("Joint statement", publisher="state")
    alert = Alert(world.channel.id, 2)
    change = Development(2, "official-text", "first official text", 0)
    for _ in range(2):
        made = await world.grow(story, official, version=2, revision=2, developments=(change,), alerts=(alert, alert))
    async with world.database.read() as tx:
        (view,) = await stories.views(tx, [story])
    assert made.outbox == ()
    assert [one.revision for one in await world.claim()] == [2]
    assert [(one.revision, one.kind) for one in view.developments][:1] == [(2, "official-text")]
    assert view.developments[0].entry in [member.entry for member in view.members]


async def test_a_notice_goes_once_to_each_destination_that_hears_notices(world: World) -> None:
    await world.add_channel()
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="slack", external="T1", name="Team", locale="en", now=NOON)
    await world.add_channel(workspace=other.id, notices=True)
    mine = Notice("feed-17", "20250905T120000Z", {"feed": "wire", "failures": 3}, world.workspace.id)
    network = Notice("network", "start", {})
    assert len((await world.record(notices=(mine, network))).outbox) == 3
    assert (await world.record(notices=(mine, network))).outbox == ()
    (first,) = await world.claim()
    assert first.key == "notice:feed-17:20250905T120000Z"
    assert first.payload == {
        "subject": "feed-17",
        "episode": "20250905T120000Z",
        "data": {"feed": "wire", "failures": 3},
    }


async def test_nobody_hears_that_a_feed_is_well_who_did_not_hear_that_it_failed(world: World) -> None:
    well = Notice("feed-17", "e1:well", {}, follows="e1")
    assert (await world.record(notices=(well,))).outbox == ()
    await world.record(notices=(Notice("feed-17", "e1", {}),))
    await world.add_channel(notices=True)  # came later
    assert len((await world.record(notices=(well,))).outbox) == 1


async def test_a_turn_that_fails_halfway_leaves_nothing(world: World) -> None:
    intent = StoryIntent(None, frozenset({"x"}), 1, 1, told=True, entries=(EntryIntent(entry()),))
    broken = StoryIntent(None, frozenset(), 1, 1, told=True, entries=(EntryIntent(entry(), revises=-1),))
    with pytest.raises(KeyError):
        await world.record(stories=(intent, broken))
    async with world.database.read() as tx:
        assert await entries.recent(tx, scopes={0}, limit=5) == []
        assert await stories.latest(tx, scopes={0}, limit=5) == []


async def test_a_large_feed_is_written_in_a_few_statements(world: World) -> None:
    """One executemany a table: a thousand entries take a second, not a thousand round trips."""
    intents = Intents(world.update(), entries=tuple(EntryIntent(entry(), (match(),)) for _ in range(1000)))
    statements = 0
    async with world.database.turn(DESK) as tx:

        def count(*_: object) -> None:
            nonlocal statements
            statements += 1

        event.listen(tx.sync_connection, "before_cursor_execute", count)
        made = await record(tx, intents, desk_version="v1", now=NOON)
        event.remove(tx.sync_connection, "before_cursor_execute", count)
    assert len(set(made.entries)) == 1000
    assert statements < 30


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(st.text(max_size=40), min_size=1, max_size=6))
async def test_any_text_is_stored_and_known_again(world: World, titles: list[str]) -> None:
    reports = [entry(title or "-") for title in titles]
    made = await world.record(entries=tuple(EntryIntent(report) for report in reports))
    seen = await look(world, *reports)
    for report, number in zip(reports, made.entries, strict=True):
        assert {seen.known[key.digest()].id for key in report.keys} == {number}
