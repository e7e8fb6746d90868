"""A private feed is its workspace's own, from the poll to what others are answered."""

from datetime import timedelta

from bot.cards.plain import plain
from feeds.feed import FeedSpec
from storage import feeds, stories, workspaces
from tests.bot.pipeline.polled import QUARTER, TALKS, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.servers.feedserver import FeedServer, page

INSIDE = "Leaked draft: visa working group talks moved to Busan"


async def follow_privately(polled: Polled, name: str) -> int:
    """Have another workspace follow a feed of its own; return the workspace."""
    spec = FeedSpec(name, polled.server.url(f"/{name}"), name, lang="en", every=QUARTER)
    now = polled.clock.now()
    async with polled.service.database.write() as tx:
        other = await workspaces.put(tx, platform="slack", external="T1", name="Team", locale="en", now=now)
        await feeds.add(tx, spec, other.id, now)
    return other.id


async def test_what_a_private_feed_brings_is_told_and_shown_to_no_other_workspace(
    polled: Polled, server: FeedServer, face: RememberingFace
) -> None:
    server.answer("/inside", page(rss(OLD)), page(rss(item(INSIDE, 2), OLD)))
    other = await follow_privately(polled, "inside")
    await polled.round(timedelta())
    await polled.round()
    async with polled.service.database.read() as tx:
        assert [view.title for view in await stories.latest(tx, scopes={other}, limit=9)] == [INSIDE]
    assert face.titles() == []
    for line in ("status", "status visa-talks", "latest", "search Busan"):
        said = plain(await polled.service.dispatcher.answer(polled.service.who, line))
        assert "Leaked" not in said, line


async def test_a_story_that_a_shared_feed_knows_is_a_private_feeds_own_as_well(
    polled: Polled, server: FeedServer
) -> None:
    for name in ("herald", "inside"):
        server.answer(f"/{name}", page(rss(OLD)), page(rss(item(TALKS, 2), OLD)))
    await polled.follow("herald")
    await polled.round(timedelta())
    await polled.round()
    other = await follow_privately(polled, "inside")
    await polled.round(timedelta())
    await polled.round()
    async with polled.service.database.read() as tx:
        shared, own = [await stories.latest(tx, scopes={scope}, limit=9) for scope in (0, other)]
    assert [(view.title, len(view.members)) for view in (*shared, *own)] == [(TALKS, 1), (TALKS, 1)]
