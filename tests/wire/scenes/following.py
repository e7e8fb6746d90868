"""Commands by which a channel follows."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.cards.plain import plain
from storage import mutes, subscriptions
from storage.subscriptions import Mode, Subscription
from tests.wire.conversation import Conversation
from tests.wire.scene import Scene

TOPIC = "georgia-raid"
SEOUL = ZoneInfo("Asia/Seoul")


async def followed(c: Conversation, topic: str | None = None) -> Subscription | None:
    """Return what is followed of a topic; None: of all."""
    async with c.service.database.read() as tx:
        known = await subscriptions.listing(tx, destination=c.service.local.destination)
    return next((one for one in known if one.topic == topic), None)


async def subscribe(c: Conversation) -> None:
    """A digest agreed for eight in the morning comes then; another command makes it weekly, and ends it."""
    text = await c.ask(f"subscribe {TOPIC} daily at:08:00 timezone:Asia/Seoul")
    assert "A digest every day at 08:00 (Asia/Seoul)" in text
    here = c.clock.now().astimezone(SEOUL)
    eight = (here + timedelta(days=here.hour >= 8)).replace(hour=8, minute=0)
    assert f"Next: {eight.day} {eight:%b %Y} 08:00 KST" in await c.ask("subscriptions")
    told = len(c.told())
    await c.move_to(eight - timedelta(minutes=1))
    assert digests(c, told) == []
    await c.move_to(eight + timedelta(minutes=1))
    told_then = digests(c, told)
    assert len(told_then) == 1
    digest = told_then[0]
    lines = [line for section in digest["sections"] for line in section["lines"]]
    assert lines
    assert all(source["at"] and source["url"] for line in lines for source in line["sources"])
    await c.ask("구독 조지아 구금 사태와 그 이후 매주 금요일 18:00", "ko")
    assert "매주 금요일 18:00에 모아서 전합니다(Asia/Seoul)" in await c.ask("구독목록", "ko")
    weekly = await followed(c, TOPIC)
    assert weekly is not None
    assert (weekly.terms.mode, weekly.terms.weekday) == (Mode.WEEKLY, 4)
    await c.ask(f"unsubscribe {TOPIC}")
    assert await followed(c, TOPIC) is None
    ended = await c.sure("구독취소 전체", "ko")
    assert await followed(c) is None
    await c.press(ended, locale="ko")
    assert await followed(c) is not None


def digests(c: Conversation, after: int) -> list[dict[str, Any]]:
    """Return the digests that were posted after so many posts."""
    return [card for card in c.told()[after:] if card["kind"] == "digest"]


async def pause(c: Conversation) -> None:
    """Nothing is told until tomorrow; resuming ends it before."""
    midnight = (c.clock.now().astimezone(SEOUL) + timedelta(days=1)).replace(hour=0, minute=0)
    for stop, go_on, language in (("pause until:tomorrow", "resume", "en"), ("일시중지 까지:내일", "재개", "ko")):
        await c.ask(stop, language)
        paused = await followed(c)
        assert paused is not None
        assert paused.paused_until == midnight
        await c.ask(go_on, language)
        resumed = await followed(c)
        assert resumed is not None
        assert resumed.paused_until is None or resumed.paused_until <= c.clock.now()


async def quiet(c: Conversation) -> None:
    """Quiet hours are set and shown, and lifted; undoing that sets them again."""
    text = await c.ask("quiet 22:00 07:00 Asia/Seoul urgent")
    assert "Quiet from 22:00 to 07:00 (Asia/Seoul), but for urgent developments" in text
    assert "22:00" in await c.ask("subscriptions")
    lifted = await c.card("방해금지 끄기", "ko")
    assert "22:00" not in await c.ask("subscriptions")
    await c.press(lifted, locale="ko")
    assert "22:00" in await c.ask("subscriptions")
    await c.ask("방해금지 시작:23:00 끝:06:30 시간대:Seoul", "ko")
    assert "23:00" in await c.ask("구독목록", "ko")
    await c.ask("quiet off")


async def mute(c: Conversation) -> None:
    """One story is told no more, by its number or a link, until it is unmuted."""
    story = await c.story(reports=2)
    for off, on, language in ((f"mute s{story.id}", f"unmute {story.url}", "en"), ("알림끄기", "알림켜기", "ko")):
        card = await c.card(off if language == "en" else f"{off} {story.members[-1].url}", language)
        assert story.title in plain(card)
        assert await muted(c) == {story.id}
        await c.ask(on if language == "en" else f"{on} s{story.id}", language)
        assert await muted(c) == set()


async def muted(c: Conversation) -> set[int]:
    """Return the stories that are muted at the terminal."""
    async with c.service.database.read() as tx:
        return set(await mutes.of_destination(tx, c.service.local.destination))


SCENES = (
    Scene(("subscribe", "subscriptions", "unsubscribe", "undo"), subscribe),
    Scene(("pause", "resume"), pause),
    Scene(("quiet",), quiet),
    Scene(("mute", "unmute"), mute),
)
