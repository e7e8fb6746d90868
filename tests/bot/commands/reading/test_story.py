"""`story` shows everything of one story, and nothing that another workspace's terms alone found."""

from datetime import timedelta

from bot.cards.card import CardKind
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import feeds, topics
from storage.turn import record
from storage.turn.intents import Development, EntryIntent, Intents, StoryIntent
from tests.bot.commands.conftest import Desk
from tests.bot.invented import HOUR, NOW
from tests.builders import an_entry, an_update


async def _grow(desk: Desk) -> None:
    """The first story gets an official text, and its first report a new wording."""
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        match = Match("visa-talks", (Evidence("visa", "title", 0, 4),))
        official = an_entry("Readout of the first round", n=21, publisher="mofa", published=NOW - HOUR)
        reworded = an_entry("(LEAD) Seoul and Washington set visa group", n=1, published=NOW - 2 * HOUR)
        entries = (
            EntryIntent(
                official, (match,), ref=-21, change=Change.DEVELOPMENT, reason="same link; first official text"
            ),
            EntryIntent(reworded, (match,), revises=2, change=Change.REVISION, reason="re-file (LEAD) of entry 2"),
        )
        grown = StoryIntent(
            1,
            frozenset({"visa-talks"}),
            2,
            2,
            told=True,
            entries=entries,
            developments=(Development(2, "official-text", "same link; first official text", 0),),
        )
        update = an_update(feed=feed, asked_at=NOW)
        await record.record(tx, Intents(update, (), (grown,)), desk_version="1", now=NOW - timedelta(minutes=5))


async def test_it_names_all_sources_the_first_the_topics_and_that_it_was_not_told_here(desk: Desk) -> None:
    await _grow(desk)
    shown = await desk.ask("story 1")
    assert shown.startswith("s1 · Seoul and Washington set visa group\n")
    assert "2 publishers · first: Yonhap 08:00 KST" in shown
    assert "Readout of the first round (Foreign Ministry, 29 Jan 2026 10:00 KST)" in shown
    assert "Topics: Visa talks" in shown
    assert "Not told here" in shown


async def test_it_shows_what_a_report_said_before_and_how_the_story_developed(desk: Desk) -> None:
    await _grow(desk)
    shown = await desk.ask("story s1")
    assert "Sent again as (LEAD)" in shown
    assert "Until 29 Jan 2026 10:55 KST: “Seoul and Washington set visa working group”" in shown
    assert "Developments:\n- 29 Jan 2026 10:55 KST: the same link; the first official text on it (Foreign" in shown
    korean = await desk.ask("소식 s1", locale="ko")
    assert "같은 링크; 첫 공식 발표" in korean


async def test_a_report_s_link_finds_its_story(desk: Desk) -> None:
    assert (await desk.card("story https://www.news.example/2?utm_source=x")).kind is CardKind.STORY
    lost = await desk.card("story https://news.example/404")
    assert (lost.kind, lost.actions[0].command) == (CardKind.ERROR, "why https://news.example/404")


async def test_a_story_that_only_another_workspace_s_terms_found_is_none_here(desk: Desk) -> None:
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        for number, key in ((31, topics.own_key(99, "visa-talks")), (32, topics.own_key(desk.who().workspace, "mine"))):
            match = Match(key, (Evidence("hidden", "title", 0, 6),))
            entry = an_entry(f"Hidden report number {number}", n=number, published=NOW)
            intent = EntryIntent(entry, (match,), ref=-1, change=Change.NEW, reason="new")
            story = StoryIntent(None, frozenset({key}), 1, 1, told=False, entries=(intent,))
            update = an_update(feed=feed, asked_at=NOW)
            await record.record(tx, Intents(update, (), (story,)), desk_version="1", now=NOW)
        await topics.add(tx, desk.who().workspace, "mine", name={"en": "Mine"}, about={"en": ""}, now=NOW)
    assert (await desk.card("story 4")).title == "There is no story s4"
    assert "Hidden report number 32" in await desk.ask("story 5")
    latest = await desk.ask("latest")
    assert "number 32" in latest
    assert "number 31" not in latest
    status = await desk.ask("status")
    assert "Mine:\n- [s5] Hidden report number 32" in status
    assert "number 31" not in status
    found = await desk.ask("search hidden")
    assert "- [no topic] Hidden report number 31" in found
    assert "- [s5] Hidden report number 32" in found
    assert "In no story" in await desk.ask("why https://news.example/31")
