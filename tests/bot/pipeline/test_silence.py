"""A feed that answers and has nothing new, against its own rhythm, is told of once, and again when it has."""

import asyncio
from datetime import datetime, timedelta

from aiohttp import web

from bot.cards.card import CardKind
from bot.pipeline.outcome import failed
from bot.pipeline.rhythm import Rhythm
from storage import feeds
from tests.bot.pipeline.polled import Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.builders import NOW, a_feed
from tests.servers.feedserver import FeedServer, page, status

HOUR = timedelta(hours=1)


async def live(polled: Polled, server: FeedServer, name: str, *, hours: int = 14 * 24) -> None:
    """Follow a feed whose document shows that it had something new in each hour of two weeks."""
    start = polled.clock.now()
    past = [item(f"Report {name} {n}", n, start - n * HOUR) for n in range(1, hours)]
    server.answer(f"/{name}", page(rss(*past), etag='"past"'))
    await polled.follow(name)
    await polled.round(timedelta())


async def hours_until(polled: Polled, face: RememberingFace, posts: int, *, most: int = 48) -> int:
    for passed in range(most):
        if len(face.posts) >= posts:
            return passed
        await polled.round(HOUR)
    raise AssertionError(face.titles())


async def test_a_feed_that_falls_silent_is_told_once_and_again_when_it_has_news(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    await live(polled, server, "herald")
    waited = await hours_until(polled, face, 1)
    assert 6 <= waited <= 12
    for _ in range(24):
        await polled.round(HOUR)
    (card,) = face.posts.values()
    assert (card.kind, card.title) == (CardKind.NOTICE, "The feed herald has fallen silent")
    assert [action.command for action in card.actions] == ["feed health herald", "feed pause herald"]
    silent = await polled.state()
    assert (silent.silent_since, silent.failures) == (NOW, 0)
    server.answer("/herald", page(rss(item("Weather at last", 5000, polled.clock.now()), OLD)))
    await polled.round(HOUR)
    assert face.titles()[1:] == ["The feed herald has something new again"]
    assert (await polled.state()).silent_since is None


async def test_where_all_fall_silent_that_is_one_notice_and_one_when_it_is_over(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    names = ("herald", "times", "post")
    for name in names:
        await live(polled, server, name)
    for _ in range(30):
        await polled.round(HOUR)
    assert face.titles() == ["No feed has anything new"]
    for name in names:
        server.answer(f"/{name}", page(rss(item("Weather at last", 5000, polled.clock.now()), OLD)))
    await polled.round(HOUR)
    assert face.titles() == ["No feed has anything new", "Feeds have something new again"]


async def test_after_a_silence_of_all_each_feed_comes_back_at_its_own_pace(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    for name in ("herald", "times"):
        await live(polled, server, name)
    for _ in range(30):
        await polled.round(HOUR)
    both = ["No feed has anything new", "Feeds have something new again"]
    for hours in range(5):
        news = item(f"Weather number {hours}", 5000 + hours, polled.clock.now())
        server.answer("/herald", page(rss(news, OLD)))
        await polled.round(HOUR)
        assert face.titles() == both
    assert (await polled.state("times")).silent_since is None
    for hours in range(5, 16):
        news = item(f"Weather number {hours}", 5000 + hours, polled.clock.now())
        server.answer("/herald", page(rss(news, OLD)))
        await polled.round(HOUR)
    assert face.titles() == [*both, "The feed times has fallen silent"]


async def test_a_feed_that_answers_late_is_not_silent_once_a_silence_of_all_has_ended(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    news, unchanged = asyncio.Event(), status(304)

    async def late(request: web.BaseRequest) -> web.StreamResponse:
        await news.wait()
        return await unchanged(request)

    async with FeedServer() as other:  # one server is asked for one feed at a time
        await live(polled, server, "times")
        await live(Polled(polled.service, other, polled.clock), other, "herald")
        for _ in range(30):
            await polled.round(HOUR)
        other.answer("/herald", late)
        server.answer("/times", page(rss(item("Weather at last", 5000, polled.clock.now()), OLD)))
        async with asyncio.timeout(30):
            both = asyncio.create_task(polled.round(HOUR))
            while (await polled.state("times")).silent_since:  # noqa: ASYNC110 - nothing tells when it is stored
                await asyncio.sleep(0.01)
            news.set()
            await both
    assert face.titles() == ["No feed has anything new", "Feeds have something new again"]


async def test_days_in_which_nobody_asked_are_no_silence_of_all(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    for name in ("herald", "times"):
        await live(polled, server, name)
    away = 3 * 24 * HOUR
    news = item("Weather at last", 5000, polled.clock.now() + away)
    server.answer("/times", page(rss(news, OLD)))
    await polled.round(away)
    await polled.round(HOUR)
    assert face.titles() == ["The feed herald has fallen silent"]


async def test_a_feed_that_fell_silent_by_itself_is_told_to_be_well_also_after_a_lull_of_all(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    for name in ("herald", "times"):
        await live(polled, server, name)
    start, until = polled.clock.now(), (await polled.state()).quiet_after
    assert until is not None
    hours = (until - start) // HOUR

    async def news(name: str, number: int) -> None:
        server.answer(f"/{name}", page(rss(item(f"Weather number {number}", number, polled.clock.now()), OLD)))
        await polled.round(HOUR)

    for hour in range(1, hours):
        await news("times", 5000 + hour)
    for _ in range(3):  # in the first of which herald falls silent
        await polled.round(HOUR)
    await news("times", 6000)
    await news("herald", 7000)
    assert face.titles() == ["The feed herald has fallen silent", "The feed herald has something new again"]


async def test_a_feed_that_brings_what_another_brought_first_is_not_silent(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    for name in ("herald", "times"):
        await live(polled, server, name)
    for n in range(24):
        both = page(rss(item(f"Weather number {n}", 6000 + n, polled.clock.now()), OLD))
        server.answer("/herald", both)
        server.answer("/times", both)
        await polled.round(HOUR)
    assert face.titles() == []
    for name in ("herald", "times"):
        assert (await polled.state(name)).brought_at == polled.clock.now()


async def test_a_feed_of_which_little_is_known_is_never_silent(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/herald", page(rss(OLD)))
    await polled.follow()
    for _ in range(40):
        await polled.round(timedelta(days=1))
    assert face.titles() == []
    assert (await polled.state()).quiet_after is None


async def test_what_is_known_of_a_feed_outlives_a_restart_and_what_it_brings_moves_its_patience(
    polled: Polled, server: FeedServer
) -> None:
    await live(polled, server, "herald")
    state = await polled.state()
    assert state.quiet_after is not None
    assert Rhythm.read(state.rhythm).patience() == state.quiet_after - state.brought_at  # type: ignore[operator]
    async with polled.service.database.read() as tx:
        assert await feeds.last_news(tx, None) == feeds.LastNews(polled.clock.now(), 1)


def test_a_poll_that_failed_says_nothing_of_silence() -> None:
    feed = a_feed(brought_at=NOW - 99 * HOUR, quiet_after=NOW - HOUR)
    assert not failed(feed, _later(NOW), HOUR, "timeout", "No answer.", gone=False).silent


def _later(when: datetime) -> datetime:
    return when + HOUR
