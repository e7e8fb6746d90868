"""Commands that tell."""

from bot.cards.card import Card, Line
from bot.cards.plain import plain
from bot.locale.voice import Voice
from storage import entries, stories
from tests.wire.conversation import Conversation, numbers
from tests.wire.scene import Scene

TOPIC = "georgia-raid"


async def status(c: Conversation) -> None:
    """Every line has a source and a date; the newest story of each topic is there."""
    for line, language in (("/visa status", "en"), ("/visa 현황", "ko")):
        card = await c.card(line, language)
        sourceless = [one.text for one in statements(card) if not one.sources]
        undated = [one.text for one in statements(card) if not all(source.when for source in one.sources)]
        assert (sourceless, undated) == ([], [])
        assert (await c.story()).id in numbers(plain(card))
        assert card.picture is not None
    newest = await newest_of(c, TOPIC)
    for line, language in ((f"status {TOPIC}", "en"), ("현황 주제:조지아 구금 사태와 그 이후", "ko")):
        assert newest[0] in numbers(await c.ask(line, language))


def statements(card: Card) -> list[Line]:
    """Return all lines of a card."""
    return [line for section in card.sections for line in section.lines]


async def newest_of(c: Conversation, topic: str) -> list[int]:
    """Return the three newest stories of a topic, newest first."""
    async with c.service.database.read() as tx:
        return [story.id for story in await stories.latest(tx, scopes=(0,), topics=[topic], limit=3)]


async def latest(c: Conversation) -> None:
    """The newest stories of a topic, as many as asked for, dated."""
    newest = await newest_of(c, TOPIC)
    english = await c.ask(f"latest {TOPIC} 3")
    assert numbers(english) == newest
    assert "2025" in english
    assert numbers(await c.ask("최신 조지아 구금 사태와 그 이후 개수:2", "ko")) == newest[:2]


async def search(c: Conversation) -> None:
    """Words are found in both languages, stories before what has no topic, the latter marked."""
    for line, language, none in (("search 비자", "en", "[no topic]"), ("검색 비자", "ko", "[주제 밖]")):
        found = await c.card(line, language)
        text = plain(found)
        assert "비자" in text.partition("\n")[2]
        assert numbers(text)
        assert none not in text or text.rindex(f"[s{numbers(text)[-1]}]") < text.index(none)
        assert all(source.when and source.url for one in statements(found) for source in one.sources)
    assert "Hyundai" in await c.ask("search hyundai raid")


async def topics(c: Conversation) -> None:
    """All topics of the desk, by name and id; all are followed."""
    for line, language, followed in (("topics", "en", "[followed]"), ("주제", "ko", "[구독 중]")):
        text = await c.ask(line, language)
        for topic in c.service.desk.topics.values():
            assert f"{followed} {topic.name[language]}" in text
            assert f"({topic.id})" in text


async def feeds(c: Conversation) -> None:
    """Every feed of the wire, and when it was last asked."""
    for line, language in (("feeds", "en"), ("피드", "ko")):
        text = await c.ask(line, language)
        for source, address in c.wire.feeds().items():
            assert f"- {source}" in text
            assert address in text


async def story(c: Conversation) -> None:
    """All sources of a story that several told, and who was first; by number and by the link of a report."""
    told = await c.story(reports=2)
    for line, language in ((f"story s{told.id}", "en"), (f"소식 {told.members[-1].url}", "ko")):
        text = await c.ask(line, language)
        assert f"s{told.id} ·" in text
        for member in told.members:
            assert member.title in text
            assert member.url in text
    first = told.members[0]
    assert f"first: {first.publisher}" in await c.ask(f"story {told.id}") or first.publisher == "chosun"


async def why(c: Conversation) -> None:
    """Of a story all stages; of a link that no topic matched that it was seen; of an unknown one that it was not."""
    told = await c.story(reports=2)
    for line, language, stages in (
        (f"why {told.url}", "en", ["Seen", "Topics", "Story", "Here"]),
        (f"이유 {told.id}", "ko", ["수집", "주제", "소식", "이곳"]),
    ):
        card = await c.card(line, language)
        assert [section.title for section in card.sections] == stages
    async with c.service.database.read() as tx:
        stray = next(one for one in await entries.recent(tx, scopes=(0,), limit=50) if not one.matched)
    text = await c.ask(f"why {stray.url}")
    assert "First seen in the feed" in text
    assert "points; 10 are needed" in text
    assert (await c.card("why https://www.yna.co.kr/never")).title == "This link was never seen"


async def contact(c: Conversation) -> None:
    """Every contact of the desk with its source and date."""
    for line, language in (("contact", "en"), ("문의처", "ko")):
        card = await c.card(line, language)
        for one in c.service.desk.contacts:
            assert one.name[language] in plain(card)
        assert all(source.when for line in card.sections[1].lines for source in line.sources)


async def about(c: Conversation) -> None:
    """What it is, its version and what it is not."""
    for line, language in (("about", "en"), ("소개", "ko")):
        text = await c.ask(line, language)
        assert c.service.desk.about[language] in text
        assert c.service.desk.disclaimer[language] in text


async def help_(c: Conversation) -> None:
    """All commands that are offered, and one in full."""
    for line, language in (("help", "en"), ("도움말", "ko")):
        voice = Voice(language, "UTC", c.service.catalogue)
        text = await c.ask(line, language)
        for command in c.vocabulary.offered():
            assert voice.say(f"command.{command.key}.name") in text
    assert "daily" in await c.ask("help subscribe")
    assert "매일" in await c.ask("도움말 구독", "ko")


async def forget_me(c: Conversation) -> None:
    """It asks first; after a yes the person's name is gone from the changes."""
    await c.ask(f"mute {(await c.story()).id}")
    await c.ask(f"unmute {(await c.story()).id}")
    assert "(operator, " in await c.ask("audit")
    for line, language in (("forget-me", "en"), ("내정보삭제", "ko")):
        await c.sure(line, language)
    assert "(operator, " not in await c.ask("audit"), "whoever it was is forgotten"


SCENES = (
    Scene(("status",), status),
    Scene(("latest",), latest),
    Scene(("search",), search),
    Scene(("topics",), topics),
    Scene(("feeds",), feeds),
    Scene(("story",), story),
    Scene(("why",), why),
    Scene(("contact",), contact),
    Scene(("about",), about),
    Scene(("help",), help_),
    Scene(("forget-me", "confirm"), forget_me),
)
