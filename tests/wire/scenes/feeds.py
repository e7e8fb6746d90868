"""Commands of feeds: one of the wire's again, under an address of its own."""

from bot.cards.plain import plain
from storage import feeds as stored
from storage.turn.intents import FeedUpdate
from tests.wire.conversation import Conversation
from tests.wire.scene import Scene


async def own_feed(c: Conversation) -> None:
    """A feed is looked at, added, read, paused, resumed and removed."""
    address = c.wire.feeds()["yna"]
    mine = f"{address}?mine=1"
    for line, language in ((f"feed preview {mine}", "en"), (f"피드 미리보기 {mine}", "ko")):
        assert mine in await c.ask(line, language)
    assert "yna" in await c.refused(f"feed add {address}")
    for language, add, pause, resume, health, listed, remove in (
        ("en", "feed add", "feed pause", "feed resume", "feed health", "feed list", "feed remove"),
        ("ko", "피드 추가", "피드 중지", "피드 재개", "피드 진단", "피드 목록", "피드 삭제"),
    ):
        named = "name:mine publisher:Mine" if language == "en" else "이름:mine 매체:Mine"
        assert "mine" in await c.ask(f"{add} {mine} {named}", language)
        assert mine in await c.ask(listed, language)
        await c.ask(f"{pause} mine", language)
        assert await paused(c) is True
        await c.ask(f"{resume} mine", language)
        assert await paused(c) is False
        assert mine in await c.ask(f"{health} mine", language)
        asked = await c.card(f"{remove} mine", language)
        assert asked.kind == "confirm"
        assert await paused(c) is False
        removed = await c.press(asked, locale=language)
        assert "mine" in plain(removed)
        assert await paused(c) is None
        assert mine not in await c.ask(listed, language)


async def paused(c: Conversation) -> bool | None:
    """Return whether the feed is paused; None: there is none."""
    async with c.service.database.read() as tx:
        feed = await stored.by_slug(tx, "mine", c.service.local.workspace)
    return None if feed is None else feed.paused_at is not None


async def held_feed(c: Conversation) -> None:
    """What all items of a feed looked new for is told, or left untold; nobody answers twice."""
    feed = "yna"
    for language, tell, skip in (("en", "feed tell", "feed skip"), ("ko", "피드 전달", "피드 넘기기")):
        for command in (tell, skip):
            assert feed in await c.refused(f"{command} {feed}", language)
            await held(c, feed)
            assert feed in await c.ask(f"{command} {feed}", language)


async def held(c: Conversation, slug: str) -> None:
    """Have the feed's items look as if they all had changed identity."""
    async with c.service.database.write() as tx:
        feed = await stored.by_slug(tx, slug)
        assert feed is not None
        now = c.service.clock.now()
        update = FeedUpdate(feed.id, asked_at=now, next_poll_at=feed.next_poll_at, ok=True, held=True)
        await stored.apply(tx, update)


SCENES = (
    Scene(("feed tell", "feed skip"), held_feed),
    Scene(
        ("feed preview", "feed add", "feed list", "feed health", "feed pause", "feed resume", "feed remove", "confirm"),
        own_feed,
    ),
)
