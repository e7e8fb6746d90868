"""Stories are shown newest first, by topic, page by page, with all their reports."""

from datetime import timedelta

from storage import stories
from tests.storage.world import NOON, World, entry

HOUR = timedelta(hours=1)


async def test_a_view_holds_the_first_reports_headline_and_all_reports_by_date(world: World) -> None:
    late = entry("Late report", published=NOON + HOUR, publisher="yonhap")
    first = entry("First report", published=NOON - HOUR)
    number = await world.open_story(late, first, topics=["visa-talks", "b1-esta"])
    async with world.database.read() as tx:
        (view,) = await stories.views(tx, [number])
    assert (view.title, view.url, view.publisher) == ("First report", first.url, "wire")
    assert [member.title for member in view.members] == ["First report", "Late report"]
    assert (view.newest, view.opened, view.revised) == (NOON + HOUR, NOON, NOON)
    assert (view.topics, view.revision, view.version) == (frozenset({"visa-talks", "b1-esta"}), 1, 1)


async def test_views_come_in_the_order_asked_for_without_those_that_are_gone(world: World) -> None:
    one, another = await world.open_story(), await world.open_story()
    async with world.database.read() as tx:
        assert [view.id for view in await stories.views(tx, [another, 999, one])] == [another, one]
        assert await stories.views(tx, []) == []


async def test_the_latest_are_those_with_the_newest_report_page_by_page(world: World) -> None:
    dates = [NOON, NOON + 2 * HOUR, NOON + HOUR, NOON + HOUR, NOON - HOUR]
    ids = [await world.open_story(entry(published=date)) for date in dates]
    wanted = [ids[1], ids[3], ids[2], ids[0], ids[4]]
    for topics in (None, ["visa-talks"], ["visa-talks", "b1-esta"]):
        async with world.database.read() as tx:
            seen: list[int] = []
            before = None
            while page := await stories.latest(tx, scopes={0, 7}, topics=topics, limit=2, before=before):
                seen += [view.id for view in page]
                before = (page[-1].newest, page[-1].id)
        assert seen == wanted


async def test_a_new_report_moves_its_story_up_and_an_old_one_does_not(world: World) -> None:
    one, another = await world.open_story(entry(published=NOON)), await world.open_story(entry(published=NOON + HOUR))
    await world.grow(another, entry(published=NOON - HOUR), version=2)
    async with world.database.read() as tx:
        assert [view.id for view in await stories.latest(tx, scopes={0}, limit=5)] == [another, one]
    await world.grow(one, entry(published=NOON + 2 * HOUR), version=2)
    async with world.database.read() as tx:
        latest = await stories.latest(tx, scopes={0}, topics=["visa-talks"], limit=5)
    assert [view.id for view in latest] == [one, another]


async def test_other_scopes_and_topics_are_not_among_them(world: World) -> None:
    shared = await world.open_story(topics=["b1-esta"])
    async with world.database.read() as tx:
        assert await stories.latest(tx, scopes={7}, limit=5) == []
        assert await stories.latest(tx, scopes={0}, topics=["visa-talks"], limit=5) == []
        assert [view.id for view in await stories.latest(tx, scopes={0}, topics=["b1-esta"], limit=5)] == [shared]


async def test_each_topic_has_its_newest(world: World) -> None:
    both = await world.open_story(entry(published=NOON), topics=["visa-talks", "b1-esta"])
    newer = await world.open_story(entry(published=NOON + HOUR), topics=["visa-talks"])
    async with world.database.read() as tx:
        found = await stories.newest_by_topic(tx, ["visa-talks", "b1-esta", "kit-desk"], 1, scopes={0})
        more = await stories.newest_by_topic(tx, ["visa-talks"], 5, scopes={0})
    assert {topic: [view.id for view in views] for topic, views in found.items()} == {
        "visa-talks": [newer],
        "b1-esta": [both],
        "kit-desk": [],
    }
    assert [view.id for view in more["visa-talks"]] == [newer, both]


async def test_topics_of_a_story_may_change(world: World) -> None:
    story = await world.open_story(topics=["visa-talks"])
    await world.grow(story, version=2, topics=frozenset({"kit-desk"}))
    async with world.database.read() as tx:
        assert await stories.latest(tx, scopes={0}, topics=["visa-talks"], limit=5) == []
        assert len(await stories.latest(tx, scopes={0}, topics=["kit-desk"], limit=5)) == 1
