"""Feeds keep what was learnt of them, and are polled by one process at a time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from feeds.feed import Agent, FeedSpec, Tier, Validators
from storage import feeds
from storage.engine.errors import StorageError
from storage.turn.snapshot import FeedState
from tests.storage.world import NOON, World, spec

MINUTE = timedelta(minutes=1)


async def register(world: World, *specs: FeedSpec, now: datetime = NOON) -> dict[str, FeedState]:
    async with world.database.write() as tx:
        await feeds.register(tx, specs, now)
        return {feed.spec.id: feed for feed in await feeds.listing(tx, None)}


async def claim(world: World, now: datetime, *, limit: int = 9, owner: str = "me") -> list[str]:
    async with world.database.write() as tx:
        claimed = await feeds.claim_due(tx, now, limit, owner, now + MINUTE)
    return [feed.spec.id for feed in claimed]


async def apply(world: World, **changes: Any) -> FeedState:
    async with world.database.write() as tx:
        await feeds.apply(tx, replace(world.update(), **changes))
        feed = await feeds.get(tx, world.feed.id)
    assert feed is not None
    return feed


async def test_everything_that_the_desk_says_of_a_feed_comes_back(world: World) -> None:
    full = FeedSpec(
        "mofa",
        "https://mofa.example/rss",
        "mofa",
        Tier.OFFICIAL,
        lang="ko",
        every=timedelta(minutes=7),
        empty_ok=True,
        agent=Agent.BROWSER,
        keep_cookies=True,
        encoding="euc-kr",
        timezone="Asia/Seoul",
        note="flips its encoding",
    )
    stored = await register(world, spec(), full)
    assert stored["mofa"].spec == full
    assert (stored["mofa"].workspace, stored["mofa"].scope, stored["mofa"].next_poll_at) == (None, 0, NOON)


async def test_registering_again_keeps_what_was_learnt(world: World) -> None:
    learnt = await apply(
        world, validators=Validators('"v1"', "Fri, 05 Sep 2025"), body_digest=b"d" * 16, baseline=True, newest_at=NOON
    )
    stored = await register(world, spec(every=timedelta(hours=1)))
    assert stored["wire"] == replace(learnt, spec=spec(every=timedelta(hours=1)))


async def test_a_feed_whose_address_changed_in_the_desk_is_asked_afresh_but_not_silently(world: World) -> None:
    await apply(
        world, validators=Validators('"v1"'), body_digest=b"d" * 16, baseline=True, moved_to="https://old.example/2"
    )
    moved = (await register(world, spec(url="https://wire.example/new"), now=NOON + MINUTE))["wire"]
    assert moved.spec.url == "https://wire.example/new"
    assert (moved.validators, moved.body_digest, moved.next_poll_at) == (Validators(), None, NOON + MINUTE)
    assert moved.baseline_at == NOON


async def test_what_the_desk_switches_off_or_drops_is_paused_until_it_is_back(world: World) -> None:
    stored = await register(world, spec(), spec("off", on=False))
    assert (stored["off"].paused_at, stored["wire"].paused_at) == (NOON, None)
    stored = await register(world, spec("off"))
    assert (stored["off"].paused_at, stored["wire"].paused_at) == (None, NOON)
    assert (await register(world, spec(), spec("off")))["wire"].paused_at is None


async def test_what_an_admin_paused_or_resumed_stays_so_whatever_the_desk_says(world: World) -> None:
    stored = await register(world, spec(), spec("off", on=False))
    async with world.database.write() as tx:
        await feeds.pause(tx, stored["wire"].id, NOON)
        await feeds.resume(tx, stored["off"].id, NOON)
    for specs in ([spec(), spec("off", on=False)], [spec()]):
        stored = await register(world, *specs)
        assert (stored["wire"].paused_at, stored["off"].paused_at) == (NOON, None)


async def test_a_private_feed_is_its_workspaces_own(world: World) -> None:
    async with world.database.write() as tx:
        private = await feeds.add(tx, spec("wire"), world.workspace.id, NOON)
        assert private.scope == world.workspace.id
        assert [feed.id for feed in await feeds.listing(tx, None)] == [world.feed.id]
        assert {feed.id for feed in await feeds.listing(tx, world.workspace.id)} == {world.feed.id, private.id}
        assert await feeds.by_slug(tx, "wire", world.workspace.id) == private
        with pytest.raises(StorageError, match='there is a feed "wire" already'):
            await feeds.add(tx, spec("wire"), world.workspace.id, NOON)


async def test_a_feed_that_a_person_added_can_be_removed_and_the_desks_cannot(world: World) -> None:
    async with world.database.write() as tx:
        added = await feeds.add(tx, spec("added"), None, NOON)
    await register(world, spec())
    async with world.database.write() as tx:
        kept = await feeds.get(tx, added.id)
        assert kept is not None
        assert kept.paused_at is None
        assert await feeds.remove(tx, added.id)
        assert not await feeds.remove(tx, world.feed.id)
        assert [feed.spec.id for feed in await feeds.listing(tx, None)] == ["wire"]


async def test_due_feeds_are_claimed_longest_due_first_and_once(world: World) -> None:
    await register(world, spec(), spec("b"), spec("c"))
    await apply(world, next_poll_at=NOON - MINUTE)
    assert await claim(world, NOON, limit=2) == ["wire", "b"]
    assert await claim(world, NOON, owner="another") == ["c"]
    assert await claim(world, NOON) == []


async def test_feeds_that_are_not_due_or_paused_or_ended_are_not_claimed(world: World) -> None:
    stored = await register(world, spec(), spec("paused", on=False), spec("later"), spec("ended"))
    async with world.database.write() as tx:
        await feeds.apply(tx, world.update(feed=stored["later"].id, next_poll_at=NOON + MINUTE))
        await feeds.apply(tx, world.update(feed=stored["ended"].id, next_poll_at=NOON, ended=True))
        assert await feeds.count_due(tx, NOON) == 1
    assert await claim(world, NOON) == ["wire"]


async def test_a_feed_whose_poller_died_is_claimed_again_when_its_lease_is_over(world: World) -> None:
    assert await claim(world, NOON) == ["wire"]
    async with world.database.read() as tx:
        assert await feeds.next_due(tx) == NOON + MINUTE
        assert await feeds.count_due(tx, NOON) == 0
    assert await claim(world, NOON + MINUTE, owner="another") == ["wire"]


async def test_a_feed_that_is_given_back_is_due_as_before(world: World) -> None:
    async with world.database.write() as tx:
        (feed,) = await feeds.claim_due(tx, NOON, 1, "me", NOON + MINUTE)
        await feeds.release(tx, feed.id)
        assert await feeds.next_due(tx) == NOON
        await feeds.claim_due(tx, NOON, 1, "me", NOON + MINUTE)
        assert await feeds.release_all(tx, "someone else") == 0
        assert await feeds.release_all(tx, "me") == 1
    assert await claim(world, NOON) == ["wire"]


async def test_no_feed_is_due_where_none_is_polled(world: World) -> None:
    await register(world)
    async with world.database.read() as tx:
        assert await feeds.next_due(tx) is None


async def test_failures_are_counted_from_the_first_and_cleared_by_a_good_answer(world: World) -> None:
    for minutes in (0, 1, 2):
        failing = await apply(
            world, asked_at=NOON + minutes * MINUTE, ok=False, problem="timeout", detail="no answer in 30 s"
        )
        assert (failing.failures, failing.failing_since) == (minutes + 1, NOON)
        assert (failing.problem, failing.detail, failing.ok_at) == ("timeout", "no answer in 30 s", None)
    well = await apply(world, asked_at=NOON + 3 * MINUTE)
    assert (well.failures, well.failing_since, well.problem, well.detail) == (0, None, None, None)
    assert well.ok_at == well.asked_at == NOON + 3 * MINUTE


async def test_what_an_update_leaves_out_stays_and_the_newest_date_never_falls(world: World) -> None:
    await apply(world, validators=Validators('"v1"'), body_digest=b"d" * 16, newest_at=NOON, baseline=True)
    later = await apply(world, asked_at=NOON + MINUTE, newest_at=NOON - MINUTE, baseline=True)
    assert (later.validators.etag, later.body_digest, later.newest_at) == ('"v1"', b"d" * 16, NOON)
    assert later.baseline_at == NOON
    assert (await apply(world, newest_at=NOON + MINUTE)).newest_at == NOON + MINUTE
    moved = await apply(world, moved_to="https://wire.example/moved", ended=True)
    assert (moved.spec.url, moved.ended_at) == ("https://wire.example/moved", NOON)


async def test_the_last_good_answer_is_told_by_workspace(world: World) -> None:
    async with world.database.write() as tx:
        assert await feeds.last_ok(tx, None) is None
        private = await feeds.add(tx, spec("private"), world.workspace.id, NOON)
        await feeds.apply(tx, world.update())
        await feeds.apply(tx, replace(world.update(feed=private.id), asked_at=NOON + MINUTE))
        assert await feeds.last_ok(tx, None) == NOON
        assert await feeds.last_ok(tx, world.workspace.id) == NOON + MINUTE


async def test_feeds_are_counted_by_how_they_are(world: World) -> None:
    stored = await register(world, spec(), spec("failing"), spec("fresh"), spec("off", on=False), spec("ended"))
    async with world.database.write() as tx:
        await feeds.apply(tx, world.update())
        await feeds.apply(tx, world.update(feed=stored["failing"].id, ok=False))
        await feeds.apply(tx, world.update(feed=stored["ended"].id, ended=True))
        assert await feeds.counts(tx) == feeds.FeedCounts(all=5, polled=3, failing=1, waiting=1, paused=1, ended=1)
