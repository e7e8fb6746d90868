"""What feeds are known by beside their entries: on both engines, as bot.pipeline asks for it."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from feeds.fetch.moving import Moving
from storage import clock_back, destinations, feeds, workspaces
from storage.turn.intents import FeedUpdate, News, Notice
from storage.turn.record import tell
from storage.turn.snapshot import FeedState
from storage.unanswered import unanswered
from tests.storage.world import NOON, World, spec

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def poll(world: World, feed: FeedState, at: datetime = NOON, **outcome: Any) -> FeedState:
    values: dict[str, Any] = {"asked_at": at, "next_poll_at": at + HOUR, "ok": True} | outcome
    async with world.database.write() as tx:
        await feeds.apply(tx, FeedUpdate(feed.id, **values))
        after = await feeds.get(tx, feed.id)
    assert after is not None
    return after


async def added(world: World, slug: str, url: str = "", *, workspace: int | None = None) -> FeedState:
    async with world.database.write() as tx:
        return await feeds.add(tx, spec(slug, url=url or f"https://{slug}.example/rss"), workspace, NOON)


async def test_news_a_wish_and_where_it_moves_come_back_and_failing_leaves_them(world: World) -> None:
    moving = Moving("https://new.example/rss", NOON, 2)
    news = News(b"\x00\x01rhythm", NOON + DAY)
    known = await poll(world, world.feed, news=news, moving=moving, ttl=HOUR, body_digest=b"d" * 16)
    assert (known.rhythm, known.quiet_after, known.brought_at) == (news.rhythm, news.quiet_after, NOON)
    assert (known.moving, known.ttl, known.moved) == (moving, HOUR, False)
    failed = await poll(world, world.feed, NOON + HOUR, ok=False, problem="timeout")
    assert (failed.moving, failed.ttl, failed.quiet_after) == (moving, HOUR, NOON + DAY)
    moved = await poll(world, world.feed, NOON + HOUR, moved_to=moving.to)
    assert (moved.spec.url, moved.moved, moved.moving) == (moving.to, True, None)
    home = await poll(world, world.feed, NOON + 2 * HOUR, ok=False, problem="gone", back_home=True)
    assert (home.spec.url, home.moved, home.ended_at) == (world.feed.spec.url, False, None)


async def test_silence_lasts_until_there_is_news(world: World) -> None:
    await poll(world, world.feed, news=News(b"", NOON + HOUR))
    silent = await poll(world, world.feed, NOON + 2 * HOUR, silent=True)
    assert silent.silent_since == NOON
    assert (await poll(world, world.feed, NOON + 3 * HOUR, silent=True)).silent_since == NOON
    assert (await poll(world, world.feed, NOON + 4 * HOUR, news=News(b"", None))).silent_since is None


async def test_the_last_news_is_that_of_all_feeds_a_workspace_reads(world: World) -> None:
    own = await added(world, "own", workspace=world.workspace.id)
    await poll(world, world.feed, news=News(b"", None))
    await poll(world, own, NOON + HOUR, news=News(b"", None))
    async with world.database.read() as tx:
        assert await feeds.last_news(tx, None) == feeds.LastNews(NOON, 1)
        assert await feeds.last_news(tx, world.workspace.id) == feeds.LastNews(NOON + HOUR, 2)
        assert await feeds.last_ok(tx, world.workspace.id) == NOON + HOUR


async def test_a_common_silence_is_added_to_the_patience_of_all_that_waited_in_it(world: World) -> None:
    long_ago, other = await added(world, "long-ago"), await added(world, "other")
    await poll(world, long_ago, NOON - 9 * DAY, news=News(b"", NOON - 5 * DAY))
    await poll(world, world.feed, news=News(b"", NOON + 8 * HOUR))
    await poll(world, other, NOON - HOUR, news=News(b"", NOON + 2 * DAY))
    async with world.database.write() as tx:
        assert not await feeds.end_common_silence(tx, None, NOON, NOON + DAY)
    await poll(world, world.feed, NOON + 9 * HOUR, silent=True)
    await poll(world, long_ago, NOON + 9 * HOUR, silent=True)
    async with world.database.write() as tx:
        assert await feeds.end_common_silence(tx, None, NOON, NOON + DAY)
        after = {feed.spec.id: feed for feed in await feeds.listing(tx, None)}
    assert (after["wire"].quiet_after, after["wire"].silent_since) == (NOON + DAY + 8 * HOUR, None)
    assert after["other"].quiet_after == NOON + 3 * DAY
    assert (after["long-ago"].quiet_after, after["long-ago"].silent_since) == (NOON - 5 * DAY, NOON - 9 * DAY)


async def test_few_feeds_of_one_server_are_claimed_at_a_time_and_no_others_wait_for_them(world: World) -> None:
    for number in range(6):
        await added(world, f"slow-{number}", f"https://slow.example/{number}")
    await added(world, "quick")

    async def claim(now: datetime) -> set[str]:
        async with world.database.write() as tx:
            taken = await feeds.claim_due(tx, now, 99, "me", now + HOUR, per_server=2)
        return {feed.spec.id for feed in taken}

    first = await claim(NOON)
    assert (first >= {"wire", "quick"}, len(first)) == (True, 4)
    assert await claim(NOON) == set()
    async with world.database.write() as tx:
        slow = next(feed for feed in await feeds.listing(tx, None) if feed.spec.id in first - {"wire", "quick"})
        await feeds.apply(tx, FeedUpdate(slow.id, asked_at=NOON, next_poll_at=NOON + HOUR, ok=True))
    assert len(await claim(NOON)) == 1


async def test_no_feed_is_claimed_twice_by_processes_that_claim_at_the_same_time(world: World) -> None:
    async with world.database.write() as tx:
        await feeds.register(tx, [spec(f"f{n}", url=f"https://s{n}.example/") for n in range(300)], NOON)
    claimed: list[int] = []

    async def claim_all(owner: str) -> None:
        while True:
            async with world.database.write() as tx:
                some = await feeds.claim_due(tx, NOON, 2, owner, NOON + HOUR)
            if not some:
                return
            claimed.extend(feed.id for feed in some)

    await asyncio.gather(*(claim_all(f"process {number}") for number in range(6)))
    assert sorted(claimed) == sorted(set(claimed))


async def test_who_polls_a_feed_still_does_not_take_it_when_the_lease_is_over(world: World) -> None:
    later = NOON + DAY
    async with world.database.write() as tx:
        await feeds.claim_due(tx, NOON, 9, "me", NOON + MINUTE)
        assert await feeds.claim_due(tx, later, 9, "me", later + MINUTE, but=[world.feed.id]) == []
        assert await feeds.next_due(tx, but=[world.feed.id]) is None
        assert len(await feeds.claim_due(tx, later, 9, "me", later + MINUTE)) == 1


async def test_what_a_clock_that_was_ahead_noted_of_a_feed_is_put_right(world: World) -> None:
    ahead = NOON + 5 * DAY
    await poll(world, world.feed, ahead, news=News(b"future", ahead + DAY), newest_at=ahead)
    async with world.database.write() as tx:
        assert await clock_back.put_right(tx, NOON, owner="me") == 1
        right = await feeds.get(tx, world.feed.id)
        assert await clock_back.put_right(tx, NOON, owner="me") == 0
    assert right is not None
    moments = {right.asked_at, right.ok_at, right.next_poll_at, right.newest_at, right.brought_at}
    assert moments == {NOON}
    assert (right.rhythm, right.quiet_after) == (None, None)


async def test_only_private_feeds_that_nobody_answered_for_are_unanswered(world: World) -> None:
    own = await added(world, "own", workspace=world.workspace.id)
    answered = await added(world, "answered", workspace=world.workspace.id)
    for feed in (world.feed, own, answered):
        await poll(world, feed, held=True)
    async with world.database.write() as tx:
        await feeds.answered(tx, answered.id, NOON + HOUR)
        found = await unanswered(tx, NOON + DAY, after=DAY)
        assert await unanswered(tx, NOON + DAY - MINUTE, after=DAY) == []
        await workspaces.block(tx, world.workspace.id, NOON)
        assert await unanswered(tx, NOON + DAY, after=DAY) == []
    assert [(one.slug, one.workspace_name, one.trouble, one.since) for one in found] == [("own", "Guild", "held", NOON)]


async def test_the_operators_places_hear_what_is_theirs_and_what_concerns_everybody(world: World) -> None:
    place = await world.add_channel()
    notices = [
        Notice("feed-1", "for-operator", {}, operator=True),
        Notice("feed-1", "for-all", {}),
        Notice("feed-1", "for-guild", {}, workspace=world.workspace.id),
    ]
    async with world.database.write() as tx:
        assert await tell(tx, notices, NOON) == 2  # the channel that hears notices: of all and of its own
        await destinations.set_for_operator(tx, place.id, hears=True)
        assert await tell(tx, notices, NOON) == 2
        assert [one.id for one in await destinations.for_operator(tx)] == [place.id]
        assert await tell(tx, notices, NOON) == 0


async def test_of_the_terminals_places_only_the_one_that_hears_notices_is_the_operators(world: World) -> None:
    async with world.database.write() as tx:
        terminal = await workspaces.put(tx, platform="terminal", external="local", name="T", locale="en", now=NOON)
        for name, notices in (("terminal", True), ("other", False)):
            await destinations.put(
                tx,
                workspace=terminal.id,
                external=name,
                kind="terminal",
                name=name,
                locale="en",
                timezone="UTC",
                notices=notices,
                now=NOON,
            )
    async with world.database.read() as tx:
        assert [one.external for one in await destinations.for_operator(tx)] == ["terminal"]
