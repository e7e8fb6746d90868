"""People say what is not relevant; nothing changes by itself."""

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import feeds, topics, workspaces
from storage.topics import WatchTerm
from storage.turn import record
from storage.turn.intents import EntryIntent, Intents, StoryIntent
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.builders import an_entry, an_update


async def terms(desk: Desk) -> list[WatchTerm]:
    async with desk.database.read() as tx:
        return await topics.terms(tx)


async def test_what_is_not_relevant_waits_for_the_admins_with_its_cause_and_changes_nothing(desk: Desk) -> None:
    thanks = await desk.ask("not-relevant 2", permission=Permission.EVERYONE)
    assert "비자 워킹그룹 2차 회의 30일 개최" in thanks
    assert "said so before" in await desk.ask("not-relevant 2", permission=Permission.EVERYONE)
    shown = await desk.card("suggestions")
    assert "- [1] 비자 워킹그룹 2차 회의 30일 개최" in plain(shown)
    assert "story s2, said by 1 person, first on 29 Jan 2026" in plain(shown)
    assert "Visa talks found: visa" in plain(shown)
    settled = await desk.press(shown, "Done with 1")
    assert settled.title == "Taken off the list"
    assert "Nothing waits." in await desk.ask("suggestions")
    assert (await desk.card("suggestions 1")).title == "No suggestion 1 waits"
    assert await terms(desk) == []


@pytest.mark.parametrize(
    "word", ["2", "s2", "#2", "S2", "https://news.example/2", "https://news.example/2?utm_source=x"]
)
async def test_a_story_is_named_by_its_number_or_the_link_of_a_report(desk: Desk, word: str) -> None:
    assert "비자 워킹그룹 2차 회의 30일 개최" in await desk.ask(f"not-relevant {word}")
    assert "story s2," in await desk.ask("suggestions")


async def test_what_only_another_workspace_sees_can_neither_be_named_nor_its_cause_be_read(desk: Desk) -> None:
    async with desk.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g", name="g", locale="en", now=NOW)
        feed = (await feeds.listing(tx, None))[0].id
        stories = []
        for n, keys in ((60, {f"{other.id}/secret"}), (61, {f"{other.id}/secret", "kit-desk"})):
            entry = an_entry(f"Secret {n}", n=n, publisher="herald", published=NOW)
            matches = tuple(Match(key, (Evidence("secret", "title", 0, 6),), ("secret",)) for key in sorted(keys))
            intent = EntryIntent(entry, matches, ref=-n, change=Change.NEW, reason="new")
            stories.append(StoryIntent(None, frozenset(keys), 1, 1, told=True, entries=(intent,)))
        await record.record(tx, Intents(an_update(feed=feed), (), tuple(stories)), desk_version="1", now=NOW)
    for word in ("4", "https://news.example/60"):
        assert (await desk.card(f"not-relevant {word}")).kind is CardKind.ERROR
    assert "noted as not relevant" in await desk.ask("not-relevant 5")
    shown = await desk.ask("suggestions")
    assert "KIT Desk found by secret: secret" in shown
    assert "/secret" not in shown
    assert shown.count(" found by ") == 1


async def test_a_story_that_is_not_there_cannot_be_complained_about(desk: Desk) -> None:
    missing = await desk.card("not-relevant s999")
    assert missing.title == (await desk.card("story s999")).title
    assert (await desk.card("not-relevant https://news.example/nowhere")).kind is CardKind.ERROR
    assert (await desk.card("not-relevant nonsense")).kind is CardKind.ERROR
