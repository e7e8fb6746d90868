"""What is offered while one types comes in a few steps, and only from where the reader may look."""

from datetime import timedelta

from storage import feeds, offers
from storage.offers import Headline, NamedFeed
from tests.storage.test_plans import listening, walks
from tests.storage.world import NOON, World, entry, spec

HOUR = timedelta(hours=1)


async def test_feeds_whose_name_begins_so_come_before_those_that_have_it_inside(world: World) -> None:
    async with world.database.write() as tx:
        for slug in ("a-wire", "wire-en", "other"):
            await feeds.add(tx, spec(slug), None, NOON)
        await feeds.add(tx, spec("wire-of-theirs"), world.workspace.id, NOON)
    async with world.database.read() as tx:
        found = await offers.named_feeds(tx, "wire", scopes={0}, publishers=(), limit=9)
        assert [one.slug for one in found] == ["wire", "wire-en", "a-wire"]
        assert await offers.named_feeds(tx, "_", scopes={0}, publishers=(), limit=9) == []
        everyone = await offers.named_feeds(tx, "", scopes={0, world.workspace.id}, publishers=(), limit=2)
        assert everyone == [NamedFeed("a-wire", "wire"), NamedFeed("other", "wire")]
        mine = await offers.named_feeds(tx, "theirs", scopes={world.workspace.id}, publishers=["wire"], limit=9)
        assert [one.slug for one in mine] == ["wire-of-theirs"]


async def test_a_headline_is_the_first_reports_of_a_seen_topic(world: World) -> None:
    late = entry("Late report", published=NOON + HOUR)
    one = await world.open_story(late, entry("First report", published=NOON))
    other = await world.open_story(entry("Elsewhere"), topics=["9/plant"])
    async with world.database.read() as tx:
        found = await offers.newest_headlines(tx, scopes={0}, topics=["visa-talks"], limit=5)
        assert found == [Headline(one, "First report")]
        assert await offers.headlines(tx, [other, 999]) == [Headline(other, "Elsewhere")]
        assert await offers.is_seen(tx, one, scopes={0}, topics=["visa-talks"])
        assert not await offers.is_seen(tx, other, scopes={0}, topics=["visa-talks"])
        assert not await offers.is_seen(tx, one, scopes={9}, topics=["visa-talks"])


async def test_no_table_is_walked_through_while_one_types(world: World) -> None:
    for _ in range(3):
        await world.open_story()
    async with world.database.write() as tx:
        with listening(tx) as asked:
            await offers.newest_headlines(tx, scopes={0, 7}, topics=["visa-talks", "7/plant"], limit=25)
            await offers.is_seen(tx, 1, scopes={0, 7}, topics=["visa-talks"])
        assert asked
        assert await walks(tx, asked) == []
