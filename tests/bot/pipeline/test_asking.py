"""When a polled feed is asked again, and where: what servers wish is kept from one poll to the next."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.cards.card import CardKind
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.servers.feedserver import FeedServer, Reply, page, redirect, status

HOUR = timedelta(hours=1)
EXPIRES = {"Date": "Sun, 28 Sep 2025 11:59:00 GMT", "Expires": "Sun, 28 Sep 2025 13:59:00 GMT"}


@pytest.mark.parametrize(
    ("answer", "wish"),
    [
        (status(429, retry_after="10800"), 3 * HOUR),
        (status(503, retry_after="10800"), 3 * HOUR),
        (page(rss(OLD), headers={"Cache-Control": "max-age=7200"}), 2 * HOUR),
        (page(rss(OLD), headers=EXPIRES), 2 * HOUR),
        (page(rss("<ttl>30</ttl>", OLD)), 2 * QUARTER),
        (page(rss("<ttl>1440</ttl>", OLD)), HOUR),
        (page(rss("<ttl>5</ttl>", OLD)), QUARTER),
        (page(rss(OLD)), QUARTER),
    ],
)
async def test_a_feed_is_left_alone_for_as_long_as_its_server_wishes(
    polled: Polled, server: FeedServer, answer: Reply, wish: timedelta
) -> None:
    server.answer("/herald", answer)
    await polled.follow()
    await polled.round(timedelta())
    await polled.round(wish - timedelta(minutes=1))
    assert len(server.requests) == 1
    await polled.round(timedelta(minutes=1))
    assert len(server.requests) == 2


async def test_a_feed_that_keeps_failing_is_asked_ever_more_seldom(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", status(500))
    await polled.follow()
    asked: list[datetime] = []
    for _ in range(24):
        before = len(server.requests)
        await polled.round(HOUR)
        asked += [polled.clock.now()] * (len(server.requests) - before)
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert gaps[:2] == [HOUR, HOUR]
    assert all(3 * HOUR <= gap <= 6 * HOUR for gap in gaps[5:])
    assert len(asked) < 15


async def test_a_feed_that_has_ended_is_told_once_and_never_asked_again(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/herald", page(rss(OLD)), status(410), page(rss(item(TALKS, 2), OLD)))
    await polled.follow()
    for _ in range(30):
        await polled.round(6 * HOUR)
    assert len(server.requests) == 2
    assert [card.kind for card in face.posts.values()] == [CardKind.NOTICE]
    assert (await polled.state()).problem == "gone"


async def test_a_feed_that_has_moved_for_good_is_asked_at_its_new_address_once_that_has_repeated(
    polled: Polled, server: FeedServer
) -> None:
    server.answer("/herald", redirect("/moved", 301))
    server.answer("/moved", page(rss(OLD), etag='"1"'))
    await polled.follow()
    for hours in (0, 1, 1, 22):
        await polled.round(timedelta(hours=hours))
        assert [seen.path for seen in server.requests[-2:]] == ["/herald", "/moved"]
    await polled.round()
    assert [seen.path for seen in server.requests[-2:]] == ["/moved", "/moved"]
    assert (await polled.state()).moved


async def test_a_gateway_that_sends_everybody_away_for_an_hour_is_not_learnt(
    polled: Polled, server: FeedServer
) -> None:
    away = redirect("/gateway", 301)
    server.answer("/herald", page(rss(OLD)), *[away] * 9, page(rss(OLD)))
    server.answer("/gateway", page(rss(OLD)))
    await polled.follow()
    for _ in range(12):
        await polled.round(timedelta(hours=2))
    assert server.requests[-1].path == "/herald"
    assert not (await polled.state()).moved


async def test_a_learnt_address_that_is_gone_leads_back_to_the_feeds_own(polled: Polled, server: FeedServer) -> None:
    server.answer("/herald", *[redirect("/moved", 301)] * 3, page(rss(item(TALKS, 2), OLD)))
    server.answer("/moved", *[page(rss(OLD))] * 4, status(410))
    await polled.follow()
    for _ in range(5):
        await polled.round(timedelta(hours=13))
    state = await polled.state()
    assert (state.moved, state.ended_at, server.requests[-1].path) == (False, None, "/moved")
    await polled.round(HOUR)
    assert (server.requests[-1].path, (await polled.state()).failures) == ("/herald", 0)
