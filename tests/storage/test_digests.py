"""What digests are made of: the moments that made a story news."""

from datetime import timedelta

from storage import digests
from storage.digests import Report
from storage.turn.intents import Development, EntryIntent, StoryIntent
from tests.storage.world import NOON, World, entry, match

HOUR = timedelta(hours=1)


async def test_a_history_has_since_when_a_story_has_each_topic_report_and_development(world: World) -> None:
    first, second = entry(), entry(publisher="times")
    story = await world.open_story(first)
    world.now = NOON + HOUR
    grown = StoryIntent(
        story,
        frozenset({"visa-talks", "kit-desk"}),
        revision=2,
        version=2,
        told=True,
        entries=(EntryIntent(second, (match("kit-desk"),)),),
        developments=(Development(2, "figure", "another number", 0),),
    )
    await world.record(stories=(grown,))
    async with world.database.read() as tx:
        (history,) = await digests.histories(tx, NOON, scopes={0})
        assert (history.id, history.opened, history.revised, history.revision) == (story, NOON, NOON + HOUR, 2)
        assert history.topics == {"visa-talks": NOON, "kit-desk": NOON + HOUR}
        assert set(history.reports) == {
            Report("wire", official=False, joined=NOON),
            Report("times", official=False, joined=NOON + HOUR),
        }
        assert history.developments == (NOON + HOUR,)
        assert await digests.histories(tx, NOON + 2 * HOUR, scopes={0}) == []
        assert await digests.histories(tx, NOON, scopes={7}) == []
        assert await digests.topics_of(tx, [story]) == {story: {"visa-talks", "kit-desk"}}


async def test_a_story_that_nobody_was_told_of_is_in_no_digest(world: World) -> None:
    await world.open_story(told=False, tell=[])
    async with world.database.read() as tx:
        assert await digests.histories(tx, NOON, scopes={0}) == []


async def test_an_entry_that_came_into_a_story_by_a_new_wording_joined_it_then(world: World) -> None:
    early = entry(key="early")
    (number,) = (await world.record(entries=(EntryIntent(early),))).entries
    story = await world.open_story()
    world.now = NOON + HOUR
    revised = EntryIntent(entry(key="early", publisher="times"), (match(),), revises=number)
    await world.record(stories=(StoryIntent(story, frozenset({"visa-talks"}), 1, 2, told=True, entries=(revised,)),))
    world.now = NOON + 2 * HOUR
    await world.record(stories=(StoryIntent(story, frozenset({"visa-talks"}), 1, 3, told=True, entries=(revised,)),))
    async with world.database.read() as tx:
        (history,) = await digests.histories(tx, NOON, scopes={0})
        assert sorted(report.joined for report in history.reports) == [NOON, NOON + HOUR]


async def test_what_was_alerted_in_a_place_is_known_by_its_newest_revision(world: World) -> None:
    other = await world.add_channel()
    story, unheard = await world.open_story(tell=[world.channel, other]), await world.open_story(tell=[])
    await world.deliver()
    async with world.database.read() as tx:
        assert await digests.alerted(tx, world.channel.id, [story, unheard]) == {story: 1}
