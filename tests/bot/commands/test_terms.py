"""Admins set watch terms and topics."""

import asyncio
import re
from datetime import timedelta

import pytest

from bot.cards.card import CardKind
from bot.cards.plain import plain
from bot.commands.command import Permission
from bot.commands.dispatch import Dispatcher
from bot.commands.limits import Limits
from bot.locale.catalogue import Catalogue
from bot.trial import try_term
from feeds.entry import Entry
from feeds.terms.parser import parse
from storage import audit, feeds, topics, workspaces
from storage.topics import WatchTerm
from storage.turn import record
from storage.turn.intents import EntryIntent, Intents
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, HOUR, NOW
from tests.builders import an_entry, an_update

NEWS = (
    *(f"소비자 물가 {n}" for n in range(6)),
    "비자금 수사",
    "비자를 받은 기술자",
    "Ellabell plant hires",
    "Ellabell plant opens",
)


async def store(desk: Desk, *titles: str) -> None:
    """Have entries about no topic arrive, an hour apart from each other."""
    entries: list[Entry] = [
        an_entry(title, n=100 + n, publisher="herald", published=NOW - n * HOUR) for n, title in enumerate(titles)
    ]
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        intents = tuple(EntryIntent(entry, ref=-n) for n, entry in enumerate(entries, start=1))
        await record.record(tx, Intents(an_update(feed=feed), intents), desk_version="1", now=NOW)


async def terms(desk: Desk) -> list[WatchTerm]:
    async with desk.database.read() as tx:
        return await topics.terms(tx)


async def actions(desk: Desk) -> list[tuple[str, str]]:
    async with desk.database.read() as tx:
        lines = await audit.latest(tx, workspace=desk.who().workspace, limit=10)
    return [(line.action, line.actor) for line in reversed(lines)]


async def test_trying_a_term_shows_counts_a_day_samples_and_the_longer_words_and_saves_nothing(desk: Desk) -> None:
    await store(desk, *NEWS)
    shown = await desk.ask("/visa-admin term test 비자")
    assert "14 entries were looked at" in shown
    assert "It would have matched 9 of them (64%)." in shown
    assert "About no topic yet: 8." in shown
    assert "29 Jan: 9" in shown
    assert "- inside 소비자: 6\n- inside 비자금: 1\n" in shown
    assert "- 「비자」를 받은 기술자 (The Herald, 29 Jan 2026 04:00 KST)" in shown
    assert "as in: not 소비자" in shown
    assert await terms(desk) == []


async def test_exceptions_are_tried_the_same_way_in_both_languages(desk: Desk) -> None:
    await store(desk, *NEWS)
    assert "It would have matched 2 of them" in await desk.ask("term test 비자 not 소비자, 비자금")
    assert "그중 2건(14%)이 걸립니다." in await desk.ask("키워드 시험 비자 not 소비자, 비자금", locale="ko")


async def test_ten_samples_are_spread_over_all_hits(desk: Desk) -> None:
    await store(desk, *(f"Plant news number {n}" for n in range(40)))
    shown = await desk.ask("term test plant")
    assert [int(n) for n in re.findall(r"「Plant」 news number (\d+)", shown)] == [0, 4, 9, 13, 17, 22, 26, 30, 35, 39]


async def test_a_hit_in_the_summary_is_shown_with_what_stands_around_it(desk: Desk) -> None:
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        entry = an_entry("Nothing here", n=50, summary="A long way from the Ellabell plant.", published=NOW)
        await record.record(tx, Intents(an_update(feed=feed), (EntryIntent(entry, ref=-1),)), desk_version="1", now=NOW)
    assert "  A long way from the 「Ellabell」 plant." in await desk.ask("term test ellabell")


async def test_a_trial_for_a_topic_says_what_is_new_to_it_and_what_is_nearly_the_same(desk: Desk) -> None:
    await store(desk, *NEWS)
    await desk.ask("term add kit-desk ellabell hires")
    assert "New to KIT Desk: 1." in await desk.ask("term test topic:kit-desk ellabell")
    await desk.ask("term add kit-desk plant")
    shown = await desk.card("term test topic:kit-desk ellabell")
    assert "New to KIT Desk: 0." in plain(shown)
    assert "Nearly the same as term 2, with 100% of the hits in common: plant" in plain(shown)
    assert "as term 1" not in plain(shown)
    added = await desk.press(shown, "Add to KIT Desk")
    assert added.title == "Term 3 added to KIT Desk: ellabell"
    assert "New to Visa talks: 2." in await desk.ask("term test topic:visa-talks days:7 ellabell")
    assert "New to Visa talks: 0." in await desk.ask("term test topic:visa-talks working")


async def test_of_few_entries_no_term_is_called_broad(desk: Desk) -> None:
    await store(desk, *NEWS)
    assert "added to KIT Desk" in await desk.ask("term add kit-desk 소비자")


async def test_only_entries_of_the_last_days_are_looked_at(desk: Desk) -> None:
    await store(desk, *NEWS)
    later = NOW + timedelta(days=3)
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        entry = EntryIntent(an_entry("Ellabell again", n=60, published=later), ref=-1)
        await record.record(tx, Intents(an_update(feed=feed), (entry,)), desk_version="1", now=later)
    desk.clock.move_to(later)
    assert "15 entries were looked at" in await desk.ask("term test ellabell")
    assert "1 entry was looked at" in await desk.ask("term test days:2 ellabell")


async def test_where_nothing_came_for_long_the_days_end_with_what_came_last(desk: Desk) -> None:
    """As in the replay of a month of last year."""
    await store(desk, *NEWS)
    desk.clock.move_to(NOW + timedelta(days=300))
    assert "14 entries were looked at, stored from 27 Jan 2026 to 29 Jan 2026." in await desk.ask(
        "term test days:2 비자"
    )


async def test_work_is_bounded_and_that_it_was_cut_is_said(desk: Desk) -> None:
    await store(desk, *NEWS)
    found = await try_term(
        desk.database, parse("ellabell"), scopes=(0,), covers=lambda _: False, others={}, zone="UTC", now=NOW, most=5
    )
    assert (found.looked, found.cut, found.hits) == (5, True, 2)


@pytest.mark.parametrize(
    ("line", "what", "where", "todo"),
    [
        ("term add kit-desk visa or korea", "column 6", "visa ▲or korea", "Write OR in capitals"),
        ("term test -card", "column 1", "▲-card", "Add what must be there"),
        ('term add kit-desk "visa', "column 1", '▲"visa', ""),
        ("term edit 1 (visa", "column", "▲", ""),
    ],
)
async def test_what_cannot_be_read_is_refused_with_the_place_and_a_hint(
    desk: Desk, line: str, what: str, where: str, todo: str
) -> None:
    await desk.ask("term add kit-desk plant")
    card = await desk.card(line)
    assert card.kind is CardKind.ERROR
    assert what in card.title
    assert where in plain(card)
    assert todo in plain(card)
    assert len(await terms(desk)) == 1


async def test_a_term_is_added_listed_edited_and_removed_and_each_can_be_undone(desk: Desk) -> None:
    await store(desk, *NEWS)
    added = await desk.card("/visa-admin term add kit-desk  hires   OR opens")
    assert added.title == "Term 1 added to KIT Desk: hires OR opens"
    assert "New to KIT Desk: 2." in plain(added)
    assert "- [1] hires OR opens\n  added on 29 Jan 2026" in await desk.ask("term list kit-desk")
    edited = await desk.card("term edit 1 (opens)")
    assert "Before: hires OR opens" in plain(edited)
    assert "Read as: opens" in plain(edited)
    await desk.press(edited, "Undo")
    assert [one.expression for one in await terms(desk)] == ["hires OR opens"]
    question = await desk.card("term remove 1")
    assert question.kind is CardKind.CONFIRM
    assert "hires OR opens" in plain(question)
    assert len(await terms(desk)) == 1
    removed = await desk.press(question, "Yes, do it")
    assert await terms(desk) == []
    await desk.press(removed, "Undo")
    assert [(one.topic, one.expression) for one in await terms(desk)] == [("kit-desk", "hires OR opens")]
    await desk.press(added, "Undo")
    assert (await desk.card("term remove 1")).title == "There is no term 1 here"
    assert await actions(desk) == [
        (action, "local") for action in ("term.add", "term.edit", "term.edit", "term.remove", "term.add")
    ]


async def test_a_term_that_matches_nothing_is_added_with_a_warning(desk: Desk) -> None:
    await store(desk, *NEWS)
    assert "It would have matched none of them." in await desk.ask("term add kit-desk quantum")
    assert len(await terms(desk)) == 1


async def test_a_term_that_matches_too_much_is_asked_about_first(desk: Desk) -> None:
    await store(desk, *NEWS, *(f"Weather of day {n}" for n in range(90)))
    question = await desk.card("term add kit-desk 소비자")
    assert question.kind is CardKind.CONFIRM
    assert "over 5% of everything" in plain(question)
    assert await terms(desk) == []
    await desk.press(question, "Yes, do it")
    assert [one.expression for one in await terms(desk)] == ["소비자"]
    broader = await desk.card("term edit 1 소비자 OR plant")
    assert broader.kind is CardKind.CONFIRM
    await desk.press(broader, "Yes, do it")
    assert [one.expression for one in await terms(desk)] == ["소비자 OR plant"]


@pytest.mark.parametrize(
    "twin", ["(plant OR hires) -strike", "-Strike (HIRES OR plant)", "(hires OR plant) AND -strike"]
)
async def test_what_says_the_same_in_other_words_is_not_added_twice(desk: Desk, twin: str) -> None:
    await desk.ask("term add kit-desk (plant OR hires) -strike")
    card = await desk.card(f"term add kit-desk {twin}")
    assert card.title == "Term 1 of KIT Desk says the same already"
    await desk.ask("term add kit-desk other")
    assert (await desk.card(f"term edit 2 {twin}")).title == "Term 1 of KIT Desk says the same already"
    assert "added to Visa talks" in await desk.ask(f"term add visa-talks {twin}")


async def test_another_workspaces_terms_are_neither_seen_nor_touched(desk: Desk) -> None:
    async with desk.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g", name="g", locale="en", now=NOW)
        term = await topics.add_term(tx, other.id, "kit-desk", "secret", by="u", now=NOW)
    assert "secret" not in await desk.ask("term list")
    for line in (f"term edit {term.id} mine", f"term remove {term.id}"):
        assert (await desk.card(line)).title == f"There is no term {term.id} here"
    assert [one.expression for one in await terms(desk)] == ["secret"]


async def test_there_is_a_limit_of_terms_and_of_topics(desk: Desk) -> None:
    async with desk.database.write() as tx:
        for n in range(500):
            await topics.add_term(tx, desk.who().workspace, "kit-desk", f"word{n}", by="u", now=NOW)
        for n in range(20):
            await topics.add(tx, desk.who().workspace, f"topic-{n}", name={"en": f"T{n}"}, about={}, now=NOW)
    assert "No room for another watch term: a workspace may have 500" in await desk.ask("term add kit-desk onemore")
    assert "No room for another topic: a workspace may have 20" in await desk.ask("topic add one-more One more")
    assert len(await terms(desk)) == 500


async def test_of_terms_that_are_added_at_once_no_more_get_in_than_there_is_room_for(
    desk: Desk, catalogue: Catalogue
) -> None:
    one = Dispatcher(database=desk.database, desk=DESK, clock=desk.clock, catalogue=catalogue, limits=Limits(terms=1))
    lines = [f"term add kit-desk word{n}" for n in range(4)]
    cards = await asyncio.gather(*(one.answer(desk.who(), line) for line in lines))
    assert sorted(card.kind for card in cards) == [CardKind.ERROR] * 3 + [CardKind.TERMS]
    assert len(await terms(desk)) == 1


async def test_an_own_topic_is_added_given_terms_renamed_and_removed_and_removing_can_be_undone(desk: Desk) -> None:
    added = await desk.card("topic add our-plant Our plant")
    assert added.title == "Topic added: Our plant (our-plant)"
    assert "term add our-plant" in plain(added)
    await desk.ask("term add our-plant ellabell")
    await desk.ask("term add Our plant 엘라벨 OR 공장")
    assert "- Our plant (our-plant)\n  2 terms of this workspace" in await desk.ask("topic list")
    renamed = await desk.card("topic rename our-plant Ellabell plant")
    assert renamed.title == "Our plant is now called Ellabell plant (our-plant)"
    question = await desk.card("topic remove our-plant")
    assert "2 terms go with it." in plain(question)
    removed = await desk.press(question, "Yes, do it")
    assert await terms(desk) == []
    assert "None yet." in await desk.ask("topic list")
    await desk.press(removed, "Undo")
    assert sorted(one.expression for one in await terms(desk)) == ["ellabell", "엘라벨 OR 공장"]
    assert "- Ellabell plant (our-plant)\n  2 terms of this workspace" in await desk.ask("topic list")


@pytest.mark.parametrize("undone", ["topic rename our-plant Ellabell", "topic remove our-plant"])
async def test_undoing_brings_a_topics_texts_back_in_every_language(desk: Desk, undone: str) -> None:
    name, about = {"en": "Our plant", "ko": "우리 공장"}, {"ko": "우리 공장 소식"}
    async with desk.database.write() as tx:
        await topics.add(tx, desk.who().workspace, "our-plant", name=name, about=about, now=NOW)
    changed = await desk.card(undone)
    if changed.kind is CardKind.CONFIRM:
        changed = await desk.press(changed, "Yes, do it")
    back = await desk.press(changed, "Undo")
    async with desk.database.read() as tx:
        (topic,) = await topics.listing(tx, desk.who().workspace)
    assert (topic.slug, topic.name, topic.about) == ("our-plant", name, about)
    again = await desk.press(back, "Undo")
    assert "Ellabell" in again.title if "rename" in undone else "removed" in again.title


@pytest.mark.parametrize(
    "texts",
    ["", "x", "[]", "{}", '{"name": {}}', '{"name": {"xx": "A"}}', '{"name": {"en": 1}}', '{"names": {"en": "A"}}'],
)
async def test_what_names_no_topic_restores_none(desk: Desk, texts: str) -> None:
    assert (await desk.card(f"topic restore our-plant {texts}")).kind is CardKind.ERROR
    assert (await desk.card('topic restore visa-talks {"name": {"en": "Mine"}}')).kind is CardKind.ERROR
    async with desk.database.read() as tx:
        assert await topics.listing(tx, desk.who().workspace) == []


async def test_a_removed_topic_ends_its_subscriptions_and_undo_brings_them_back(desk: Desk) -> None:
    await desk.ask("topic add our-plant Our plant")
    await desk.ask("subscribe our-plant daily 18:00")
    await desk.ask("subscribe visa-talks")
    question = await desk.card("topic remove our-plant")
    assert "1 subscription ends with it." in plain(question)
    removed = await desk.press(question, "Yes, do it")
    assert "1 subscription ends with it." in plain(removed)
    assert [one.topic for one in await desk.subscriptions()] == ["visa-talks"]
    await desk.press(removed, "Undo")
    assert [(one.topic, str(one.terms.mode)) for one in await desk.subscriptions()] == [
        ("our-plant", "daily"),
        ("visa-talks", "instant"),
    ]


@pytest.mark.parametrize("slug", ["x", "Über", "our plant", "-plant", "a/b", "a" * 41])
async def test_a_short_name_that_cannot_be_typed_everywhere_is_refused(desk: Desk, slug: str) -> None:
    card = await desk.card(f'topic add "{slug}" Name')
    assert card.kind is CardKind.ERROR
    async with desk.database.read() as tx:
        assert await topics.listing(tx, desk.who().workspace) == []


@pytest.mark.parametrize("slug", ["visa-talks", "visatalks", "all", "our-plant"])
async def test_a_short_name_that_means_something_already_is_refused(desk: Desk, slug: str) -> None:
    await desk.ask("topic add our-plant Our plant")
    assert (await desk.card(f"topic add {slug} Name")).title == f"There is a topic “{slug}” already"


async def test_topics_of_the_desk_are_neither_renamed_nor_removed(desk: Desk) -> None:
    for line in ("topic rename kit-desk Mine", "topic remove kit-desk"):
        assert (await desk.card(line)).title.startswith("KIT Desk comes with the desk")


@pytest.mark.parametrize(
    "line",
    [
        "term add kit-desk x", "term edit 1 x", "term remove 1", "term list", "term test x", "topic add xx X",
        "topic remove kit-desk", "topic rename kit-desk X", "topic list", "suggestions",
    ],
)  # fmt: skip
async def test_only_admins_may(desk: Desk, line: str) -> None:
    refused = await desk.card(line, permission=Permission.MANAGER)
    assert refused.kind is CardKind.ERROR
    assert await terms(desk) == []
