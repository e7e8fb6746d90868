"""A clock that was days ahead and is right again: nothing waits for the days that were never there."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.service import Service
from feeds.clock import SteppedClock
from storage import destinations, feeds, outbox, subscriptions
from storage.outbox_rows import NewRow
from storage.subscriptions import Mode, Terms
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.builders import NOW
from tests.servers.feedserver import FeedServer, page, status

AHEAD = timedelta(days=5)
HOUR = timedelta(hours=1)


class SetClock(SteppedClock):
    """A clock that somebody sets, also back."""

    def set(self, when: datetime) -> None:
        self._now = when


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


async def test_what_comes_after_the_clock_is_right_again_is_polled_and_told_at_once(
    polled: Polled, server: FeedServer, face: RememberingFace, clock: SetClock
) -> None:
    server.answer("/herald", page(rss(OLD)), page(rss(OLD)), page(rss(item(TALKS, 2, NOW + HOUR), OLD)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round(AHEAD)
    clock.set(NOW + HOUR)
    await polled.round(timedelta())
    assert len(server.requests) == 2
    assert await polled.service.put_clock_right() > 0
    await polled.round(timedelta())
    assert len(server.requests) == 3
    assert face.titles() == [TALKS]
    state = await polled.state()
    assert (state.ok_at, state.next_poll_at) == (clock.now(), clock.now() + QUARTER)
    assert await polled.service.put_clock_right() == 0


async def test_a_feed_that_failed_under_the_wrong_clock_fails_since_now(
    polled: Polled, server: FeedServer, clock: SetClock
) -> None:
    server.answer("/herald", status(500))
    await polled.follow()
    clock.move_to(NOW + AHEAD)
    await polled.round(timedelta())
    clock.set(NOW)
    await polled.service.put_clock_right()
    assert (await polled.state()).failing_since == NOW


async def test_a_clock_that_is_right_leaves_everything_as_it_is(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", status(429, retry_after="86400"))
    await polled.follow()
    await polled.round(timedelta())
    before = await polled.state()
    assert before.next_poll_at >= NOW + timedelta(days=1)
    assert await polled.service.put_clock_right() == 0
    assert await polled.state() == before


async def test_what_was_to_be_said_days_later_is_said_now(
    service: Service, face: RememberingFace, clock: SetClock
) -> None:
    clock.set(NOW + AHEAD)
    place = service.local.destination
    async with service.database.write() as tx:
        row = NewRow(place, "notice:test:1", "notice", clock.now(), payload={"data": {"kind": "test"}})
        await outbox.put(tx, [row])
        claimed = await outbox.claim(
            tx, clock.now(), platforms=["terminal"], owner="me", lease_until=clock.now() + HOUR, limit=1
        )
        await outbox.retry(tx, claimed[0], until=clock.now() + HOUR, reason="wait")
    clock.set(NOW)
    await service.deliverer.look()
    assert face.titles() == []
    assert await service.put_clock_right() == 2
    await service.deliverer.look()
    assert len(face.titles()) == 1
    async with service.database.read() as tx:
        found = await destinations.get(tx, place)
    assert found is not None
    assert found.next_try_at is None


@pytest.mark.parametrize(
    ("mode", "terms", "due"),
    [
        (Mode.HOURLY, {}, NOW + HOUR),
        (Mode.DAILY, {}, NOW + 21 * HOUR),
        (Mode.WEEKLY, {"weekday": 2}, NOW + timedelta(days=2, hours=21)),
    ],
)
async def test_a_digest_is_due_when_it_would_have_been(
    service: Service, mode: Mode, terms: dict[str, Any], due: datetime
) -> None:
    agreed = Terms(mode, "UTC", "en", **terms)
    ahead = NOW + 3 * AHEAD
    async with service.database.write() as tx:
        one = await subscriptions.add(
            tx, service.local.destination, "visa-talks", agreed, next_due_at=ahead + HOUR, now=NOW
        )
        await subscriptions.advance(tx, one.id, digested_at=ahead, next_due_at=ahead + HOUR)
    await service.put_clock_right()
    async with service.database.read() as tx:
        right = await subscriptions.get(tx, one.id)
    assert right is not None
    assert (right.next_due_at, right.digested_at) == (due, NOW)


async def test_a_lease_that_a_dead_process_took_under_the_wrong_clock_ends(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", page(rss(OLD)))
    await polled.follow()
    async with polled.service.database.write() as tx:
        await feeds.claim_due(tx, NOW, 9, "dead", NOW + AHEAD)
    await polled.round(QUARTER)
    assert server.requests == []
    await polled.service.put_clock_right()
    await polled.round(QUARTER)
    assert len(server.requests) == 1
