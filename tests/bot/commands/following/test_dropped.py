"""A topic that the desk has no longer: it is shown as such, can be ended, and nothing tries to bring it back."""

from dataclasses import replace

import pytest

from bot.commands.command import Permission
from feeds.desks.desk import Topic
from feeds.desks.rules import Rule
from storage import desks, dropped, subscriptions, topics
from storage.subscriptions import Mode, Terms
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, NOW

OLD = Topic("old-round", {"en": "Old round", "ko": "지난 협의"}, {"en": "Over.", "ko": "끝났습니다."}, Rule(()))
FORMER = replace(DESK, version="0", topics={**DESK.topics, OLD.id: OLD})


@pytest.fixture(autouse=True)
async def _dropped(desk: Desk) -> None:
    """A subscription of a time when the desk had the topic, beside one that stands."""
    async with desk.database.write() as tx:
        await desks.note(tx, FORMER, NOW)
        terms = Terms(Mode.DAILY, "Asia/Seoul", "en")
        await subscriptions.add(tx, desk.who().destination, OLD.id, terms, next_due_at=NOW, now=NOW)
        await dropped.note(tx, DESK.topics, NOW)
    await desk.ask("subscribe visa-talks")


async def test_what_is_followed_shows_that_it_no_longer_exists_with_a_button_for_those_who_may(desk: Desk) -> None:
    shown = await desk.ask("subscriptions")
    assert "- [!] Old round (old-round)\n  This topic no longer exists, and nothing comes of it\n- Visa talks" in shown
    assert "Next:" not in shown
    assert "- [!] 지난 협의(old-round)\n  없어진 주제입니다." in await desk.ask("구독목록", locale="ko")
    card = await desk.card("subscriptions")
    assert [one.command for one in card.actions] == ["unsubscribe old-round", "topics"]
    anyone = await desk.card("subscriptions", permission=Permission.EVERYONE)
    assert [one.command for one in anyone.actions] == ["topics"]


@pytest.mark.parametrize("word", ["old-round", "Old round", "지난 협의"])
async def test_it_can_be_ended_by_its_id_and_its_names_and_that_is_not_undone(desk: Desk, word: str) -> None:
    await desk.ask("subscribe all")
    ended = await desk.card(f"unsubscribe {word}")
    assert ended.title == "Old round: not followed here any more"
    assert ended.sections == (), "all topics are followed, but not this one with them"
    assert [one.label for one in ended.actions] == ["Subscriptions"]
    assert [one.topic for one in await desk.subscriptions()] == [None, "visa-talks"]


async def test_it_is_known_only_where_one_of_what_is_followed_is_asked_for(desk: Desk) -> None:
    assert "There is no topic" in await desk.ask("subscribe old-round")
    assert "There is no topic" in await desk.ask("latest old-round")
    assert "unsubscribe old-round" not in await desk.ask("subscribe old-rund")
    assert "old-round" in await desk.ask("unsubscribe old-rund"), "what was meant is named"
    assert "There is no topic" in await desk.ask("unsubscribe never-was")


async def test_it_is_offered_where_it_can_be_ended(desk: Desk) -> None:
    ending = next(one for one in desk.dispatcher.commands if one.name == "unsubscribe")
    (choice,) = await desk.dispatcher.complete_option(desk.who(locale="ko"), ending, "topic", "지난", {})
    assert (choice.value, choice.name) == ("old-round", "old-round — 지난 협의")
    assert "old-round" in [one.text for one in await desk.dispatcher.complete(desk.who(), "unsubscribe o")]
    assert "old-round" not in [one.text for one in await desk.dispatcher.complete(desk.who(), "subscribe o")]


async def test_undoing_brings_back_what_can_be_followed(desk: Desk) -> None:
    ended = await desk.press(await desk.card("unsubscribe all"), "Yes, do it")
    assert await desk.subscriptions() == []
    await desk.press(ended, "Undo")
    assert [one.topic for one in await desk.subscriptions()] == ["visa-talks"]


async def test_quiet_hours_of_another_zone_can_be_undone_beside_it(desk: Desk) -> None:
    quiet = await desk.card("quiet 22:00 07:00 America/New_York")
    await desk.press(quiet, "Undo")
    assert [one.terms.quiet for one in await desk.subscriptions()] == [None, None]


async def test_a_pause_of_all_and_its_undoing_take_it_along(desk: Desk) -> None:
    paused = await desk.card("pause")
    undone = await desk.press(paused, "Undo")
    assert undone.title == "Undone"
    assert all(one.paused_until is None or one.paused_until <= NOW for one in await desk.subscriptions())


async def test_an_export_leaves_it_and_the_terms_on_it_out_and_an_exact_import_alone(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await topics.add_term(tx, desk.who().workspace, OLD.id, "비자", by="u", now=NOW)
    exported = await desk.ask("export")
    assert OLD.id not in exported
    assert "visa-talks" in exported
    line = "import {format: 1, terms: [{topic: kit-desk, expression: 비자}]}"
    done = await desk.press(await desk.card(line), "Yes, do it")
    undone = await desk.press(done, "Undo")
    assert undone.title == "The file is read in"
    assert [one.topic for one in await desk.subscriptions()] == [OLD.id, "visa-talks"]
    assert "비자" in await desk.ask("term list"), "what cannot be written cannot be taken for gone"


async def test_why_says_that_nothing_comes_of_it(desk: Desk) -> None:
    assert "- Old round · daily\n  The topic no longer exists\n" in await desk.ask("why s1")


async def test_all_topics_are_shown_as_one_types_them(desk: Desk) -> None:
    await desk.ask("subscribe all")
    assert "- 모든 주제(전체)\n" in await desk.ask("구독목록", locale="ko")
