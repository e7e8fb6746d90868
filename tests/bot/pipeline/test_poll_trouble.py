"""Polling what is odd, slow or broken: nothing is told anew for it, and nothing is held up."""

import asyncio
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from bot.pipeline.decide import decide
from bot.pipeline.poll import PollReport
from bot.pipeline.retain import OUTBOX_DAYS
from bot.pipeline.sighting import SHIFT_ITEMS
from bot.service import Service
from storage.turn.intents import Intents
from storage.turn.record import Recorded
from storage.turn.snapshot import Snapshot
from tests.bot.pipeline.polled import TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.servers.feedserver import FeedServer, page, status


async def test_validators_that_change_while_the_body_does_not_are_kept(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", page(rss(OLD), etag='"one"'), page(rss(OLD), etag='"two"'))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    await polled.round()
    assert server.requests[-1].headers["If-None-Match"] == '"two"'


async def test_a_failure_that_cannot_be_stored_is_heard_of_and_made_up_for(
    polled: Polled, server: FeedServer, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str | None] = []
    told = asyncio.Event()

    def hear(report: PollReport) -> None:
        heard.append(report.problem)
        told.set()

    monkeypatch.setattr(service.poller, "_heard", hear)

    async def locked(*_: Any, **__: Any) -> Recorded:
        msg = "database is locked"
        raise RuntimeError(msg)

    server.answer("/herald", page(rss(OLD)))
    await polled.follow()
    with monkeypatch.context() as broken:
        broken.setattr("bot.pipeline.poll.record", locked)
        await service.poller.look()
        async with asyncio.timeout(10):
            await told.wait()
    await polled.round()
    assert heard == ["internal", None]
    assert (await polled.state()).ok_at == polled.clock.now()


async def test_grouping_that_takes_long_does_not_hold_the_loop(
    polled: Polled, server: FeedServer, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 5. Each of hundreds of re-files is compared with all others of its wire, which takes seconds."""

    def slow(*args: Any) -> Intents:
        until = monotonic() + 1
        while monotonic() < until:
            pass
        return decide(*args)

    monkeypatch.setattr("bot.pipeline.poll.decide", slow)
    server.answer("/herald", page(rss(OLD)), page(rss(item(TALKS, 2), OLD)))
    await polled.follow()
    longest, last = 0.0, monotonic()
    poll = asyncio.create_task(polled.round(timedelta()))
    while not poll.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, monotonic() - last), monotonic()
    assert longest < 0.7
    await polled.round()
    assert face.titles() == [TALKS]


async def test_a_feed_that_fails_for_a_season_is_told_once(
    polled: Polled, server: FeedServer, face: RememberingFace, service: Service
) -> None:
    """Retention removes what was told; a feed that still fails must not be told of again for that."""
    server.answer("/times", page(rss(OLD)))
    server.answer("/herald", page(rss(OLD)), status(503))
    await polled.follow("herald")
    await polled.follow("times")
    for _ in range(6):
        await polled.round(timedelta(hours=1))
    for _ in range(3):
        await polled.round(timedelta(days=OUTBOX_DAYS))
        await service.retainer.look()
    await polled.round(timedelta(days=1))
    assert [card.kind for card in face.posts.values()] == ["notice"]


async def test_an_outage_is_over_when_a_feed_answers_that_rested_all_the_while(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/herald", page(rss(OLD)), status(503))
    server.answer("/times", page(rss(OLD), headers={"Cache-Control": "max-age=21600"}))
    await polled.follow("herald")
    await polled.follow("times")
    for _ in range(7):
        await polled.round(timedelta(hours=1))
    assert face.titles()[:2] == ["No feed can be reached: no network?", "Feeds can be reached again"]


async def test_an_item_of_long_ago_does_not_bring_up_all_stories_since(
    polled: Polled, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[int] = []

    def counting(seen: Snapshot, *args: Any) -> Intents:
        looked_at.append(len(seen.stories))
        return decide(seen, *args)

    monkeypatch.setattr("bot.pipeline.poll.decide", counting)
    now = polled.clock.now()
    month = [item(f"Visa working group, report {n} of the month", n, now - timedelta(days=10 + n)) for n in range(9)]
    ancient = item("Visa working group, a report of old", 99, now - timedelta(days=900))
    server.answer("/herald", page(rss(*month)), page(rss(ancient, *month)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    assert looked_at == [0, 0]


async def test_a_feed_without_dates_whose_links_all_change_is_not_told_anew(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    def undated(host: str, *titles: str) -> bytes:
        items = (f"<item><title>{one}</title><link>https://{host}/{n}/x</link></item>" for n, one in enumerate(titles))
        return rss(*items)

    titles = [f"Visa working group talks, part {number} of the series" for number in range(SHIFT_ITEMS)]
    moved = undated("times.example", *titles)
    server.answer("/herald", page(undated("herald.example", *titles)), page(moved))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round(timedelta(days=3))
    assert [card.kind for card in face.posts.values()] == ["notice"]  # it asks: see test_held


async def test_a_feed_without_dates_whose_items_are_all_new_is_told(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    def undated(first: int) -> bytes:
        numbers = range(first, first + SHIFT_ITEMS)
        link = "https://herald.example"
        title = "Visa working group talks, report"
        return rss(*(f"<item><title>{title} {n}</title><link>{link}/{n}/x</link></item>" for n in numbers))

    server.answer("/herald", page(undated(0)), page(undated(100)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round(timedelta(days=3))
    assert len(face.titles()) == SHIFT_ITEMS
