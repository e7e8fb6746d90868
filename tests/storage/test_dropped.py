"""A topic that the desk drops leaves subscriptions behind: they are marked, told of once, and bring nothing."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import update

from storage import dropped, subscriptions, topics, workspaces
from storage.dropped import Affected, Ahead, Noted
from storage.schema import destinations as places
from storage.subscriptions import Mode, Terms
from tests.storage.world import NOON, World

KEPT = ("visa-talks",)
HOUR = timedelta(hours=1)


async def note(world: World, desk_topics: Sequence[str] = KEPT) -> Noted:
    async with world.database.write() as tx:
        return await dropped.note(tx, desk_topics, world.now)


async def marked(world: World) -> list[str | None]:
    async with world.database.read() as tx:
        listing = await subscriptions.listing(tx, workspace=world.workspace.id)
    return [one.topic for one in listing if one.dropped_at == world.now]


async def own_topic(world: World, slug: str, *, workspace: int | None = None) -> None:
    async with world.database.write() as tx:
        name = {"en": slug.title()}
        await topics.add(tx, workspace or world.workspace.id, slug, name=name, about={}, now=world.now)


async def test_what_no_desk_and_no_workspace_has_is_marked_and_returned_once(world: World) -> None:
    await own_topic(world, "our-plant")
    for topic in (None, "visa-talks", "our-plant", "kit-desk", "b1-esta"):
        await world.subscribe(topic)
    found = await note(world)
    place = world.channel
    assert found == Noted(gone=(Affected(place.id, place.name, place.external, ("b1-esta", "kit-desk"), (place.id,)),))
    assert await marked(world) == ["b1-esta", "kit-desk"]
    assert await note(world) == Noted()


async def test_another_workspaces_own_topic_of_that_slug_is_not_this_ones(world: World) -> None:
    async with world.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g2", name="Two", locale="ko", now=NOON)
    await own_topic(world, "our-plant", workspace=other.id)
    await world.subscribe("our-plant")
    assert [one.topics for one in (await note(world)).gone] == [("our-plant",)]


async def test_a_topic_that_is_back_is_followed_again_once_and_dropped_anew_it_is_told_anew(world: World) -> None:
    await world.subscribe("kit-desk")
    await note(world)
    back = await note(world, [*KEPT, "kit-desk"])
    assert [one.topics for one in back.back] == [("kit-desk",)]
    assert back.gone == ()
    assert await note(world, [*KEPT, "kit-desk"]) == Noted()
    assert await marked(world) == []
    assert [one.topics for one in (await note(world)).gone] == [("kit-desk",)]


async def test_what_is_told_of_is_only_what_still_stands_when_it_is_told(world: World) -> None:
    for topic in ("kit-desk", "b1-esta", "visa-talks"):
        await world.subscribe(topic)
    await note(world)
    asked = ("kit-desk", "b1-esta", "visa-talks", "never-followed")
    async with world.database.write() as tx:
        await subscriptions.remove(tx, world.channel.id, "b1-esta")
        assert await dropped.standing(tx, world.channel.id, asked, dropped=True) == ["kit-desk"]
        assert await dropped.standing(tx, world.channel.id, asked, dropped=False) == ["visa-talks"]


async def test_an_own_topic_of_that_slug_takes_the_subscription_over_at_once(world: World) -> None:
    await world.subscribe("kit-desk")
    await note(world)
    await own_topic(world, "kit-desk")
    assert await marked(world) == []
    assert await note(world) == Noted()


async def test_where_nothing_can_be_posted_those_who_hear_of_the_bot_are_told(world: World) -> None:
    quiet = await world.add_channel()
    await world.subscribe("kit-desk", to=quiet)
    async with world.database.write() as tx:
        await tx.execute(update(places).where(places.c.id == quiet.id).values(state="gone"))
    (one,) = (await note(world)).gone
    assert (one.destination, one.told) == (quiet.id, (world.channel.id,))


async def test_no_digest_is_due_of_it_and_no_alert(world: World) -> None:
    terms = Terms(Mode.HOURLY, "UTC", "en", empty=True)
    async with world.database.write() as tx:
        await subscriptions.add(tx, world.channel.id, "kit-desk", terms, next_due_at=NOON, now=NOON)
        assert len(await subscriptions.due(tx, NOON, 5)) == 1
        await dropped.note(tx, KEPT, NOON)
        assert await subscriptions.due(tx, NOON + HOUR, 5) == []
        assert await subscriptions.next_due(tx) is None
        await dropped.note(tx, ["kit-desk"], NOON)
        assert len(await subscriptions.due(tx, NOON + HOUR, 5)) == 1


async def test_changing_another_subscription_does_not_bring_it_back(world: World) -> None:
    """A place's language is changed by writing all its subscriptions anew."""
    await world.subscribe("kit-desk")
    await note(world)
    await world.subscribe("kit-desk")
    assert await marked(world) == ["kit-desk"]


async def test_they_are_counted_before_a_desk_runs_and_named_as_it_called_them(world: World) -> None:
    other = await world.add_channel()
    for place in (world.channel, other):
        await world.subscribe("kit-desk", to=place)
    await world.subscribe("visa-talks")
    async with world.database.read() as tx:
        assert await dropped.ahead(tx, KEPT) == Ahead(gone={"kit-desk": 2}, back={})
        assert await dropped.of_workspace(tx, world.workspace.id) == {}
    await note(world)
    async with world.database.write() as tx:
        assert await dropped.ahead(tx, KEPT) == Ahead({}, {})
        assert await dropped.ahead(tx, [*KEPT, "kit-desk"]) == Ahead({}, back={"kit-desk": 2})
        assert await dropped.of_workspace(tx, world.workspace.id) == {"kit-desk": {}}
        assert await dropped.of_workspace(tx, 999) == {}
