"""Workspaces, destinations and subscriptions: made once, changed, listed, removed whole."""

from datetime import time, timedelta

from storage import destinations, feeds, outbox, posts, subscriptions, workspaces
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Terms
from tests.storage.world import NOON, World, spec

HOUR = timedelta(hours=1)
DAILY = Terms(Mode.DAILY, "Asia/Seoul", "ko", at=time(9, 30), quiet=QuietHours(time(22), time(7), "America/New_York"))
WEEKLY = Terms(Mode.WEEKLY, "UTC", "en", at=time(8), weekday=0)
INSTANT = Terms(Mode.INSTANT, "UTC", "en")


async def test_a_workspace_is_made_once_and_keeps_the_language_it_chose(world: World) -> None:
    async with world.database.write() as tx:
        await workspaces.set_locale(tx, world.workspace.id, "ko")
        again = await workspaces.put(
            tx, platform="discord", external="guild-1", name="New name", locale="en", now=NOON + HOUR
        )
        assert (again.id, again.name, again.locale, again.created_at) == (world.workspace.id, "New name", "ko", NOON)
        assert await workspaces.by_external(tx, "discord", "guild-1") == again
        assert await workspaces.by_external(tx, "slack", "guild-1") is None
        assert await workspaces.get(tx, again.id) == again
        assert await workspaces.listing(tx) == [again]


async def test_a_removed_workspace_takes_all_that_is_its_own_and_nothing_shared(world: World) -> None:
    await world.subscribe()
    story = await world.open_story()
    await world.deliver()
    async with world.database.write() as tx:
        private = await feeds.add(tx, spec("private"), world.workspace.id, NOON)
        await workspaces.remove(tx, world.workspace.id)
        assert await destinations.get(tx, world.channel.id) is None
        assert await posts.of_story(tx, story) == []
        assert await subscriptions.listing(tx, destination=world.channel.id) == []
        assert await feeds.get(tx, private.id) is None
        assert await feeds.get(tx, world.feed.id) is not None
        assert await outbox.counts(tx) == outbox.OutboxCounts(0, 0, None)


async def test_a_destination_is_made_once_and_brought_up_to_date(world: World) -> None:
    async with world.database.write() as tx:
        again = await destinations.put(
            tx,
            workspace=world.workspace.id,
            external="channel-1",
            kind="forum",
            name="visa-news",
            locale="en",
            timezone="UTC",
            now=NOON + HOUR,
        )
        assert (again.id, again.kind, again.name, again.locale) == (world.channel.id, "forum", "visa-news", "en")
        assert (again.platform, again.workspace_external, again.notices) == ("discord", "guild-1", True)
        await destinations.set_notices(tx, again.id, notices=False)
        quiet = await destinations.by_external(tx, world.workspace.id, "channel-1")
        assert quiet is not None
        assert not quiet.notices
        assert await destinations.listing(tx, world.workspace.id) == [quiet]
        assert await destinations.by_external(tx, world.workspace.id, "elsewhere") is None


async def test_a_subscription_keeps_its_terms(world: World) -> None:
    async with world.database.write() as tx:
        made = await subscriptions.add(tx, world.channel.id, "kit-desk", DAILY, next_due_at=NOON, now=NOON)
        assert (made.topic, made.terms, made.next_due_at, made.digested_at) == ("kit-desk", DAILY, NOON, None)
        assert await subscriptions.get(tx, made.id) == made
        assert await subscriptions.get(tx, 999) is None


async def test_subscribing_again_changes_the_terms_and_ends_a_pause(world: World) -> None:
    async with world.database.write() as tx:
        first = await subscriptions.add(tx, world.channel.id, None, DAILY, next_due_at=NOON, now=NOON)
        await subscriptions.pause(tx, first.id, NOON + HOUR)
        again = await subscriptions.add(tx, world.channel.id, None, WEEKLY, next_due_at=NOON + HOUR, now=NOON + HOUR)
        assert (again.id, again.topic, again.terms, again.created_at) == (first.id, None, WEEKLY, NOON)
        assert again.paused_until is None
        assert await subscriptions.listing(tx, destination=world.channel.id) == [again]


async def test_subscriptions_are_listed_by_destination_and_by_workspace(world: World) -> None:
    other = await world.add_channel()
    async with world.database.write() as tx:
        mine = await subscriptions.add(tx, world.channel.id, "kit-desk", INSTANT, next_due_at=None, now=NOON)
        theirs = await subscriptions.add(tx, other.id, None, DAILY, next_due_at=NOON, now=NOON)
        assert await subscriptions.listing(tx, destination=other.id) == [theirs]
        assert await subscriptions.listing(tx, workspace=world.workspace.id) == [mine, theirs]
        assert await subscriptions.listing(tx, workspace=999) == []


async def test_unsubscribing_ends_one(world: World) -> None:
    async with world.database.write() as tx:
        for topic in (None, "kit-desk", "visa-talks"):
            await subscriptions.add(tx, world.channel.id, topic, INSTANT, next_due_at=None, now=NOON)
        assert await subscriptions.remove(tx, world.channel.id, None)
        assert not await subscriptions.remove(tx, world.channel.id, None)
        assert [one.topic for one in await subscriptions.listing(tx, destination=world.channel.id)] == [
            "kit-desk",
            "visa-talks",
        ]


async def test_a_digest_is_due_once_a_period_longest_due_first(world: World) -> None:
    async with world.database.write() as tx:
        assert await subscriptions.next_due(tx) is None
        later = await subscriptions.add(tx, world.channel.id, "a", DAILY, next_due_at=NOON, now=NOON)
        first = await subscriptions.add(tx, world.channel.id, "b", DAILY, next_due_at=NOON - HOUR, now=NOON)
        await subscriptions.add(tx, world.channel.id, "c", INSTANT, next_due_at=None, now=NOON)
        assert await subscriptions.next_due(tx) == NOON - HOUR
        assert await subscriptions.due(tx, NOON, 9, lock=True) == [first, later]
        assert await subscriptions.due(tx, NOON, 1) == [first]
        await subscriptions.advance(tx, first.id, digested_at=NOON, next_due_at=NOON + 23 * HOUR)
        assert await subscriptions.due(tx, NOON, 9) == [later]
        moved = await subscriptions.get(tx, first.id)
        assert moved is not None
        assert (moved.digested_at, moved.next_due_at) == (NOON, NOON + 23 * HOUR)


async def test_whether_digests_are_due_can_be_read_without_writing(world: World) -> None:
    async with world.database.read() as tx:
        assert await subscriptions.due(tx, NOON, 1) == []


async def test_what_admins_chose_goes_before_what_the_platform_says_but_in_direct_messages(world: World) -> None:
    direct = await _place(world, "dm-1", "direct")
    daily = await world.subscribe()
    async with world.database.write() as tx:
        await workspaces.choose(tx, world.workspace.id, language="en", timezone="America/New_York")
    for external, kind, wanted in (
        ("channel-1", "channel", ("en", "America/New_York")),
        ("new", "channel", ("en", "America/New_York")),
        ("dm-1", "direct", ("ko", "UTC")),
    ):
        place = await _place(world, external, kind)
        assert (place.locale, place.timezone) == wanted
    async with world.database.read() as tx:
        chosen = await workspaces.get(tx, world.workspace.id)
        assert chosen is not None
        assert (chosen.language, chosen.timezone) == ("en", "America/New_York")
        again = await subscriptions.get(tx, daily.id)
        assert again is not None
        assert (again.terms.locale, again.terms.timezone) == ("en", "Asia/Seoul")
        assert (await destinations.get(tx, direct.id)) == direct


async def test_in_a_blocked_workspace_nothing_is_said_until_it_is_unblocked(world: World) -> None:
    await world.subscribe()
    await world.open_story()
    async with world.database.write() as tx:
        assert await outbox.has_due(tx, NOON + HOUR, platforms=["discord"])
        assert await workspaces.block(tx, world.workspace.id, NOON)
        assert not await workspaces.block(tx, world.workspace.id, NOON)
    assert (await _place(world, "channel-1", "channel")).gone
    assert (await _place(world, "new", "channel")).gone
    async with world.database.write() as tx:
        assert not await outbox.has_due(tx, NOON + HOUR, platforms=["discord"])
        assert await workspaces.unblock(tx, world.workspace.id, NOON)
        assert not await workspaces.unblock(tx, world.workspace.id, NOON)
        assert not await outbox.has_due(tx, NOON + HOUR, platforms=["discord"])
    assert not (await _place(world, "channel-1", "channel")).gone


async def _place(world: World, external: str, kind: str) -> destinations.Destination:
    async with world.database.write() as tx:
        return await destinations.put(
            tx,
            workspace=world.workspace.id,
            external=external,
            kind=kind,
            name=external,
            locale="ko",
            timezone="UTC",
            now=NOON,
        )


async def test_who_hears_of_a_lost_place_is_another_of_its_workspace_else_the_operator(world: World) -> None:
    lost = await world.add_channel()
    async with world.database.write() as tx:
        here = await workspaces.put(tx, platform="terminal", external="local", name="Here", locale="en", now=NOON)
        other = await workspaces.put(tx, platform="discord", external="guild-2", name="Other", locale="en", now=NOON)
    operator = await world.add_channel(workspace=here.id, notices=True)
    await world.add_channel(workspace=other.id, notices=True)
    async with world.database.write() as tx:
        first = await destinations.hearer_of(tx, lost)
        of_itself = await destinations.hearer_of(tx, world.channel)
        await destinations.set_notices(tx, world.channel.id, notices=False)
        without = await destinations.hearer_of(tx, lost)
        nobody = await destinations.hearer_of(tx, operator)
    assert first is not None
    assert of_itself is not None
    assert without is not None
    assert (first.id, of_itself.id, without.id, nobody) == (world.channel.id, operator.id, operator.id, None)


async def test_how_a_place_is_posted_to_can_be_chosen(world: World) -> None:
    async with world.database.write() as tx:
        await destinations.set_posting_options(tx, world.channel.id, mention="role-1", publish=True)
        chosen = await destinations.get(tx, world.channel.id)
    assert chosen is not None
    assert (world.channel.mention, world.channel.publish) == (None, False)
    assert (chosen.mention, chosen.publish) == ("role-1", True)
    assert (await world.add_channel(external="channel-1")).mention == "role-1", "it stays chosen"
