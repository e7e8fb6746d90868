"""Commands of topics and watch terms, and of what people find not relevant."""

from bot.cards.plain import plain
from storage import topics as stored
from tests.wire.conversation import Conversation
from tests.wire.scene import Scene


async def own_topic(c: Conversation) -> None:
    """A topic of one's own, with terms, from its making to its end, which asks first and can be undone."""
    await c.ask("topic add our-plant Our plant")
    added = await c.ask("term add our-plant 현대차")
    assert "New to Our plant: " in added
    number = (await terms(c))["현대차"]
    assert f"[{number}] 현대차" in await c.ask("term list our-plant")
    await c.ask(f"키워드 수정 {number} 현대차 OR 현대자동차", "ko")
    assert list(await terms(c)) == ["현대차 OR 현대자동차"]
    number = next(iter((await terms(c)).values()))
    await c.ask(f"term edit {number} LG에너지솔루션")
    await c.ask("키워드 추가 our-plant 엔솔", "ko")
    assert "엔솔" in await c.ask("키워드 목록 our-plant", "ko")
    await c.ask("topic rename our-plant Ellabell plant")
    assert "Ellabell plant (our-plant)\n  2 terms of this workspace" in await c.ask("topic list")
    await c.ask("주제 변경 our-plant 조지아 공장", "ko")
    assert "조지아 공장" in await c.ask("주제 목록", "ko")
    gone = await c.sure("주제 삭제 조지아 공장", "ko")
    assert await terms(c) == {}
    await c.press(gone, locale="ko")
    assert set(await terms(c)) == {"LG에너지솔루션", "엔솔"}
    await c.sure(f"term remove {(await terms(c))['엔솔']}")
    await c.sure(f"키워드 삭제 {(await terms(c))['LG에너지솔루션']}", "ko")
    assert await terms(c) == {}
    await c.sure("topic remove our-plant")
    await c.ask("주제 추가 our-plant 우리 공장", "ko")
    await c.sure("topic remove our-plant")
    assert "(our-plant)" not in await c.ask("topic list")


async def terms(c: Conversation) -> dict[str, int]:
    """Return the workspace's terms with their numbers."""
    async with c.service.database.read() as tx:
        return {one.expression: one.id for one in await stored.terms(tx, c.service.local.workspace)}


async def term_test(c: Conversation) -> None:
    """비자 is counted by day, shown in samples, and found inside 소비자, which can then be left out."""
    text = await c.ask("term test 비자")
    assert "entries were looked at" in text
    assert "Matches a day:" in text
    assert "「비자」" in text
    assert "inside 소비자: " in text
    korean = await c.ask("키워드 시험 주제:georgia-raid 기간:7 비자 not 소비자", "ko")
    assert "- 소비자: " not in korean
    assert "「비자」" in korean
    assert "▲" in await c.refused("term test (비자")


async def not_relevant(c: Conversation) -> None:
    """A hint becomes a suggestion with the terms that caused the match; it is taken off the list."""
    for hint, listed, found, story, language in (
        ("not-relevant {}", "suggestions", " found", await c.story(reports=2), "en"),
        ("관련없음 s{}", "의견", "걸린 말", await c.story(), "ko"),
    ):
        assert story.title in await c.ask(hint.format(story.id), language)
        waiting = await c.card(listed, language)
        assert story.title in plain(waiting)
        assert found in plain(waiting)
        await c.press(waiting, locale=language)
        assert story.title not in await c.ask(listed, language)


SCENES = (
    Scene(
        (
            "topic add",
            "topic list",
            "topic rename",
            "topic remove",
            "term add",
            "term edit",
            "term list",
            "term remove",
            "confirm",
            "undo",
        ),
        own_topic,
    ),
    Scene(("term test",), term_test),
    Scene(("not-relevant", "suggestions"), not_relevant),
)
