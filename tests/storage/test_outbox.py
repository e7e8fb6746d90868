"""The outbox says each thing once, in order, and knows what may have been said."""

from datetime import timedelta

from storage import destinations, outbox, posts, subscriptions
from tests.storage.world import NOON, World

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


async def test_an_alert_is_claimed_with_all_it_takes_to_send_it(world: World) -> None:
    story = await world.open_story()
    (delivery,) = await world.claim()
    assert (delivery.key, delivery.kind, delivery.story, delivery.revision) == (f"alert:{story}:1", "alert", story, 1)
    assert delivery.destination.external == "channel-1"
    assert delivery.destination.workspace_external == "guild-1"
    assert delivery.destination.timezone == "Asia/Seoul"
    assert (delivery.attempts, delivery.in_doubt, delivery.due_at) == (1, False, NOON)


async def test_a_claimed_row_is_nobody_elses(world: World) -> None:
    await world.open_story()
    assert len(await world.claim()) == 1
    assert await world.claim(owner="another") == []


async def test_the_same_alert_is_written_once(world: World) -> None:
    story = await world.open_story()
    rows = [outbox.NewRow(world.channel.id, f"alert:{story}:1", "alert", NOON, story, 1)]
    async with world.database.write() as tx:
        assert await outbox.put(tx, rows) == []
    assert len(await world.deliver()) == 1
    async with world.database.write() as tx:
        assert await outbox.put(tx, rows) == []
    assert await world.claim() == []


async def test_of_each_destination_only_the_first_row_is_in_flight(world: World) -> None:
    other = await world.add_channel()
    first = await world.open_story(tell=[world.channel, other])
    second = await world.open_story(tell=[world.channel, other])
    claimed = await world.claim()
    assert {(one.destination.id, one.story) for one in claimed} == {(world.channel.id, first), (other.id, first)}
    async with world.database.write() as tx:
        await outbox.sent(tx, claimed[0], message="m", shown=1, now=NOON)
    (next_one,) = await world.claim()
    assert (next_one.destination.id, next_one.story) == (claimed[0].destination.id, second)


async def test_a_row_that_must_wait_keeps_its_destination_waiting_and_no_other(world: World) -> None:
    other = await world.add_channel()
    await world.open_story(tell=[world.channel])
    (delivery,) = await world.claim()
    await world.open_story(tell=[world.channel, other])
    async with world.database.write() as tx:
        await outbox.retry(tx, delivery, until=NOON + MINUTE, reason="rate limited")
    assert [one.destination.id for one in await world.claim()] == [other.id]
    world.now = NOON + MINUTE
    (again,) = await world.claim()
    assert (again.id, again.token, again.attempts, again.in_doubt) == (delivery.id, delivery.token, 2, False)


async def test_a_row_whose_answer_was_lost_stays_in_doubt_until_it_is_known(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.doubt(tx, delivery, until=NOON + MINUTE, reason="connection reset")
    world.now = NOON + MINUTE
    (again,) = await world.claim()
    assert again.in_doubt
    async with world.database.write() as tx:
        await outbox.retry(tx, again, until=NOON + 2 * MINUTE, reason="cannot look: rate limited")
    world.now = NOON + 2 * MINUTE
    assert [one.in_doubt for one in await world.claim()] == [True]


async def test_a_row_whose_sender_died_comes_back_in_doubt_when_its_lease_is_over(world: World) -> None:
    await world.open_story()
    await world.claim(lease=MINUTE)
    assert await world.claim() == []
    world.now = NOON + MINUTE
    assert [one.in_doubt for one in await world.claim()] == [True]


async def test_a_process_that_starts_again_need_not_wait_for_its_own_leases(world: World) -> None:
    await world.open_story()
    await world.claim(owner="me")
    async with world.database.write() as tx:
        assert await outbox.recover(tx, "someone else", until=NOON) == 0
        assert await outbox.recover(tx, "me", until=NOON + SECOND) == 1
    assert await world.claim() == []
    world.now = NOON + SECOND
    assert [one.in_doubt for one in await world.claim()] == [True]


async def test_who_lost_the_lease_cannot_put_the_row_back(world: World) -> None:
    await world.open_story()
    (late,) = await world.claim(lease=MINUTE)
    world.now = NOON + MINUTE
    (current,) = await world.claim(owner="another")
    async with world.database.write() as tx:
        await outbox.retry(tx, late, until=world.now, reason="late")
    assert await world.claim() == []
    async with world.database.write() as tx:
        await outbox.sent(tx, current, message="m", shown=1, now=world.now)
        assert await outbox.counts(tx) == outbox.OutboxCounts(0, 0, None)


async def test_what_goes_to_another_platform_waits(world: World) -> None:
    await world.open_story()
    async with world.database.write() as tx:
        assert not await outbox.has_due(tx, NOON, platforms=["slack"])
        lease = NOON + MINUTE
        assert await outbox.claim(tx, NOON, platforms=["slack"], owner="me", lease_until=lease, limit=9) == []


async def test_looking_whether_anything_is_due_needs_no_write(world: World) -> None:
    async with world.database.read() as tx:
        assert not await outbox.has_due(tx, NOON, platforms=["discord"])
        assert await outbox.next_due(tx, platforms=["discord"]) is None
    await world.open_story()
    async with world.database.read() as tx:
        assert not await outbox.has_due(tx, NOON - MINUTE, platforms=["discord"])
        assert await outbox.has_due(tx, NOON, platforms=["discord"])
        assert await outbox.next_due(tx, platforms=["discord"]) == NOON


async def test_a_sent_alert_makes_the_post_that_is_wanted_as_the_story_is_by_then(world: World) -> None:
    story = await world.open_story()
    (delivery,) = await world.claim()
    await world.grow(story, version=3)
    async with world.database.write() as tx:
        await outbox.sent(tx, delivery, message="m-1", shown=1, now=NOON)
        (post,) = await posts.of_story(tx, story)
    assert (post.message, post.wanted, post.shown) == ("m-1", 3, 1)


async def test_the_alert_of_a_development_leaves_the_post_as_it_is(world: World) -> None:
    story = await world.open_story()
    await world.deliver()
    async with world.database.write() as tx:
        again = outbox.NewRow(world.channel.id, f"alert:{story}:2", "alert", NOON, story, 2)
        await outbox.put(tx, [again])
    (delivery,) = await world.deliver(shown=2)
    async with world.database.read() as tx:
        (post,) = await posts.of_story(tx, story)
    assert delivery.revision == 2
    assert (post.message, post.shown) == (f"message-{delivery.id - 1}", 1)


async def test_a_destination_that_is_gone_ends_its_rows_and_posts_and_keeps_its_subscriptions(world: World) -> None:
    await world.subscribe()
    posted = await world.open_story()
    await world.deliver()
    await world.open_story()
    await world.open_story()
    (delivery,) = await world.claim()
    await world.grow(posted, version=2)
    async with world.database.write() as tx:
        await outbox.gone(tx, delivery, reason="channel_not_found", now=NOON)
        assert await outbox.counts(tx) == outbox.OutboxCounts(0, 0, None)
        assert await posts.stale(tx, NOON, platforms=["discord"], limit=9) == []
        assert len(await subscriptions.listing(tx, destination=world.channel.id)) == 1
        channel = await destinations.get(tx, world.channel.id)
        new = outbox.NewRow(world.channel.id, "alert:9:1", "alert", NOON)
        assert await outbox.put(tx, [new]) == []
    assert channel is not None
    assert (channel.gone, channel.reason) == (True, "channel_not_found")


async def test_a_destination_that_is_set_up_again_is_back(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.gone(tx, delivery, reason="archived", now=NOON)
    back = await world.add_channel(external="channel-1")
    assert (back.id, back.gone, back.notices) == (world.channel.id, False, True)
    await world.open_story()
    assert len(await world.claim()) == 1


async def test_a_dropped_row_makes_way_for_the_next(world: World) -> None:
    await world.open_story()
    second = await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.dropped(tx, delivery, reason="its story is gone", now=NOON)
    assert [one.story for one in await world.claim()] == [second]


async def test_tokens_fit_discords_nonce_and_differ_between_databases(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    mark, _, number = delivery.token.rpartition("-")
    assert len(mark) == 10
    assert mark.isalnum()
    assert int(number, 16) == delivery.id
    assert len(f"{mark}-{2**52:x}") <= 25


async def test_where_we_were_refused_it_is_tried_at_once_when_we_may(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        assert not await outbox.try_now(tx, world.channel.id, NOON)
        await outbox.refused(tx, delivery, until=NOON + 60 * MINUTE, reason="no permission", now=NOON)
    assert await world.claim() == []
    async with world.database.write() as tx:
        assert await outbox.try_now(tx, world.channel.id, NOON)
        assert not await outbox.try_now(tx, world.channel.id, NOON)
    (again,) = await world.claim()
    assert again.id == delivery.id


async def test_a_wait_that_is_no_refusal_is_not_cut_short(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    async with world.database.write() as tx:
        await outbox.retry(tx, delivery, until=NOON + MINUTE, reason="rate limited")
        assert not await outbox.try_now(tx, world.channel.id, NOON)
    assert await world.claim() == []


async def test_a_refusal_is_new_once_and_over_when_something_was_said(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    hour = 60 * MINUTE
    async with world.database.write() as tx:
        assert await outbox.refused(tx, delivery, until=NOON + hour, reason="no permission", now=NOON)
    world.now += hour
    (delivery,) = await world.claim()
    assert delivery.destination.refused_at == NOON
    async with world.database.write() as tx:
        assert not await outbox.refused(tx, delivery, until=NOON + 2 * hour, reason="still none", now=NOON + hour)
    world.now += hour
    (delivery,) = await world.deliver()
    async with world.database.read() as tx:
        works = await destinations.get(tx, delivery.destination.id)
    assert works is not None
    assert works.refused_at is None


async def test_a_row_that_its_sender_still_sends_is_not_claimed_again_when_its_lease_is_over(world: World) -> None:
    await world.open_story()
    (delivery,) = await world.claim()
    world.now += 3 * MINUTE
    async with world.database.write() as tx:
        until = world.now + MINUTE
        assert not await outbox.has_due(tx, world.now, platforms=["discord"], but=[delivery.id])
        ours = await outbox.claim(
            tx, world.now, platforms=["discord"], owner="me", lease_until=until, limit=5, but=[delivery.id]
        )
        assert ours == []
    (again,) = await world.claim()
    assert (again.id, again.in_doubt) == (delivery.id, True)
