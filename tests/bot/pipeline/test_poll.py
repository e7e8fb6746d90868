"""Polling real feeds on loopback, through the whole way."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.pipeline.sighting import SHIFT_ITEMS
from bot.service import Service
from feeds.feed import FeedSpec
from storage import entries, feeds
from storage.turn.record import Recorded, record
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.servers.feedserver import FeedServer, hang, page, status


async def test_the_first_poll_is_silent_and_what_comes_after_is_told_once(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    first = rss(item("Korea, US launch visa working group", 1), OLD)
    second = rss(item(TALKS, 2, polled.clock.now() + QUARTER), item("Korea, US launch visa working group", 1), OLD)
    server.answer("/herald", page(first), page(second))
    await polled.follow()
    await polled.round(timedelta())
    assert face.titles() == []
    await polled.round()
    await polled.round()
    await polled.round()
    assert face.titles() == [TALKS]


async def test_validators_are_kept_and_sent_again(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", page(rss(OLD), etag='"one"', last_modified="Sun, 28 Sep 2025 11:00:00 GMT"))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    again = server.requests[-1].headers
    assert (again["If-None-Match"], again["If-Modified-Since"]) == ('"one"', "Sun, 28 Sep 2025 11:00:00 GMT")
    assert (await polled.state()).failures == 0


async def test_two_feeds_that_bring_one_headline_make_one_post_that_is_edited(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    for name in ("herald", "times"):
        server.answer(f"/{name}", page(rss(OLD)), page(rss(item(TALKS, 2 if name == "herald" else 3), OLD)))
        await polled.follow(name)
    await polled.round(timedelta())
    await polled.round()
    assert face.titles() == [TALKS]
    (card,) = face.posts.values()
    sources = {source.publisher for section in card.sections for line in section.lines for source in line.sources}
    assert sources == {"herald", "times"}
    assert len(face.edits) <= 1


async def test_a_failing_feed_keeps_its_reason_and_the_others_go_on(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/herald", status(500))
    server.answer("/times", page(rss(OLD)), page(rss(item(TALKS, 2), OLD)))
    await polled.follow("herald")
    await polled.follow("times")
    await polled.round(timedelta())
    await polled.round()
    broken = await polled.state("herald")
    assert (broken.problem, broken.failures >= 1) == ("server", True)
    assert "500" in str(broken.detail)
    assert face.titles() == [TALKS]


async def test_a_feed_that_is_no_feed_says_so_and_loses_nothing(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    challenge = page(b"<html><body>Just a moment...</body></html>", content_type="text/html")
    server.answer("/herald", page(rss(OLD)), challenge, page(rss(item(TALKS, 2), OLD)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    assert (await polled.state()).problem == "not-a-feed"
    await polled.round(timedelta(hours=1))
    assert (await polled.state()).problem is None
    assert face.titles() == [TALKS]


async def test_a_feed_that_fails_for_long_is_told_once_and_again_when_it_is_well(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    failing = [status(503)] * 5
    server.answer("/times", page(rss(OLD)))
    server.answer("/herald", page(rss(OLD)), *failing, page(rss(OLD)))
    await polled.follow("herald")
    await polled.follow("times")
    for _ in range(60):
        await polled.round(timedelta(minutes=30))
    kinds = [card.kind for card in face.posts.values()]
    assert kinds == ["notice", "notice"]
    assert (await polled.state()).failures == 0


async def test_all_feeds_failing_is_told_as_one(polled: Polled, server: FeedServer, face: RememberingFace) -> None:
    for name in ("herald", "times", "post"):
        server.answer(f"/{name}", page(rss(OLD)), status(500))
        await polled.follow(name)
    for _ in range(12):
        await polled.round(timedelta(minutes=30))
    assert [card.kind for card in face.posts.values()] == ["notice"]


def asked(server: FeedServer, times: int) -> bool:
    return len(server.requests) >= times


async def test_a_feed_that_hangs_holds_only_its_own_place(
    polled: Polled, server: FeedServer, face: RememberingFace, service: Service
) -> None:
    server.answer("/times", page(rss(OLD)), page(rss(item(TALKS, 2), OLD)))
    await polled.follow("times")
    async with FeedServer("127.0.0.2") as slow:
        slow.answer("/herald", hang())
        async with service.database.write() as tx:
            spec = FeedSpec("herald", slow.url("/herald"), "herald", every=QUARTER)
            await feeds.add(tx, spec, None, polled.clock.now())
        for polls in (1, 2):
            await service.poller.look()
            async with asyncio.timeout(10):
                while (await polled.state("times")).asked_at != polled.clock.now():
                    await server.until(partial(asked, server, polls))
            polled.clock.move_to(polled.clock.now() + QUARTER)
        await service.deliverer.look()
        assert slow.running == 1
        assert face.titles() == [TALKS]
        await service.poller.stop()
    assert (await polled.state("herald")).failures == 0


async def test_a_feed_whose_items_all_change_identity_is_not_told_anew(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    """A redesign gives every item another address; none of them is dated after what the feed had before."""
    hours = [polled.clock.now() - timedelta(hours=n) for n in range(SHIFT_ITEMS)]
    before = [item(f"Visa working group, part {n} of the series", n, when) for n, when in enumerate(hours)]
    after = [item(f"Part {n} of the working group series on visas", n + 100, when) for n, when in enumerate(hours)]
    fresh = item(TALKS, 200, polled.clock.now() + 2 * QUARTER)
    server.answer("/herald", page(rss(*before)), page(rss(*after)), page(rss(fresh, *after)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    assert [card.kind for card in face.posts.values()] == ["notice"]  # it asks: see test_held
    await polled.round()
    assert face.titles()[1:] == [TALKS]


async def test_a_feed_that_is_well_again_and_brings_news_is_told_to_be_well(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/times", page(rss(OLD)))
    server.answer("/herald", page(rss(OLD)), *[status(503)] * 5, page(rss(item(TALKS, 2), OLD)))
    await polled.follow("herald")
    await polled.follow("times")
    for _ in range(60):
        await polled.round(timedelta(minutes=30))
    assert sorted(card.kind for card in face.posts.values()) == ["alert", "notice", "notice"]


async def test_what_could_not_be_recorded_is_read_again_and_told(
    polled: Polled, server: FeedServer, face: RememberingFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a feed said and that it was read are stored together, so that the same document counts as unread."""
    fails = [RuntimeError("the power failed")]

    async def failing_once(*args: Any, **named: Any) -> Recorded:
        if args[1].stories and fails:
            raise fails.pop()
        return await record(*args, **named)

    monkeypatch.setattr("bot.pipeline.poll.record", failing_once)
    server.answer("/herald", page(rss(OLD), etag='"1"'), page(rss(item(TALKS, 2), OLD), etag='"2"'))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    assert (fails, face.titles()) == ([], [])
    await polled.round(timedelta(hours=1))
    assert face.titles() == [TALKS]


async def test_why_an_entry_was_told_or_not_is_stored_with_it(polled: Polled, server: FeedServer) -> None:
    first = item("Korea, US launch visa working group", 1)
    again = item(f"(LEAD) {TALKS} today", 3, polled.clock.now() + QUARTER)
    server.answer("/herald", page(rss(first, OLD)), page(rss(item(f"(URGENT) {TALKS}", 2), again, first, OLD)))
    await polled.follow()
    await polled.round(timedelta())
    await polled.round()
    async with polled.service.database.read() as tx:
        stored = {one.title: one for one in await entries.recent(tx, scopes={0}, limit=9)}
    assert {title: one.silent for title, one in stored.items()} == {
        "Weather in Seoul": "baseline",
        "Korea, US launch visa working group": "baseline",
        f"{TALKS} today": None,
    }
    assert stored["Korea, US launch visa working group"].reason == "no known story has its link or title"
    assert "re-file (LEAD)" in str(stored[f"{TALKS} today"].reason)
