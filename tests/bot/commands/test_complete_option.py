"""What a form offers of an option while one types into it, from what the database knows."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from bot.cards.card import CardKind
from bot.commands.choice import LONGEST_NAME, MOST, Choice
from bot.commands.command import Permission
from feeds.clock import SteppedClock
from feeds.feed import FeedSpec, Tier
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import feeds, workspaces
from storage.engine.database import Database
from storage.topics import own_key
from storage.turn import record
from storage.turn.intents import EntryIntent, Intents, StoryIntent
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, NOW
from tests.builders import an_entry, an_update
from tests.places import a_place

ADMIN, MANAGER, EVERYONE = Permission.ADMIN, Permission.MANAGER, Permission.EVERYONE


async def _offered(desk: Desk, command: str, option: str, typed: str = "", **who: Any) -> list[Choice]:
    given = who.pop("given", {})
    declared = next(one for one in desk.dispatcher.commands if one.name == command)
    return await desk.dispatcher.complete_option(desk.who(**who), declared, option, typed, given)


async def _values(desk: Desk, command: str, option: str, typed: str = "", **who: Any) -> list[object]:
    return [one.value for one in await _offered(desk, command, option, typed, **who)]


async def _texts(desk: Desk, line: str, **who: Any) -> list[str]:
    return [one.text for one in await desk.dispatcher.complete(desk.who(**who), line)]


async def _place(desk: Desk, external: str, name: str, kind: str = "channel", workspace: int | None = None) -> int:
    async with desk.database.write() as tx:
        place = await a_place(tx, workspace or desk.who().workspace, external, NOW, kind=kind, name=name)
    return place.id


async def test_a_feed_is_offered_by_its_name_its_middle_or_its_publisher(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await feeds.add(tx, FeedSpec("zeta-wire", "https://zeta.example/rss", "zeta", Tier.WIRE), None, NOW)
        own = FeedSpec("ours-herald", "https://ours.example/rss", "herald")
        await feeds.add(tx, own, desk.who().workspace, NOW)
    assert await _values(desk, "feed health", "feed") == ["herald-en", "ours-herald", "yonhap-en", "zeta-wire"]
    assert await _values(desk, "feed health", "feed", "HER") == ["herald-en", "ours-herald"]
    assert await _values(desk, "feed health", "feed", "-en") == ["herald-en", "yonhap-en"]
    assert await _values(desk, "feed health", "feed", "연합", locale="ko") == ["yonhap-en"]
    assert (await _offered(desk, "feed health", "feed", "yon"))[0].name == "yonhap-en — Yonhap"
    assert await _texts(desk, "feed health ze") == ["zeta-wire"]
    assert await _values(desk, "feed health", "feed", "%") == []


async def test_an_admin_is_offered_to_change_the_workspaces_own_feeds_and_the_operator_all(desk: Desk) -> None:
    await desk.ask("feed add https://mine.example/rss name:mine", permission=ADMIN)
    assert await _values(desk, "feed pause", "feed", permission=ADMIN) == ["mine"]
    assert await _values(desk, "feed pause", "feed") == ["herald-en", "mine", "yonhap-en"]
    assert await _values(desk, "feed add", "name", "m") == [], "a new name is nobody's yet"


async def test_another_workspaces_feeds_places_and_stories_are_not_offered(desk: Desk) -> None:
    async with desk.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g", name="Guild", locale="en", now=NOW)
        await feeds.add(tx, FeedSpec("theirs", "https://theirs.example/rss", "theirs"), other.id, NOW)
        await record.record(tx, _found(1, own_key(other.id, "plant"), 77), desk_version="1", now=NOW)
        await record.record(tx, _found(1, own_key(desk.who().workspace, "plant"), 78), desk_version="1", now=NOW)
    await _place(desk, "C1", "theirs", workspace=other.id)
    assert await _values(desk, "feed health", "feed", "theirs") == []
    assert await _values(desk, "subscriptions", "channel", "theirs") == []
    assert await _values(desk, "story", "story", "4") == [], "theirs, though its number is typed"
    await desk.ask("topic add plant Plant")
    assert await _values(desk, "story", "story", "plant") == ["5"]


def _found(feed: int, topic: str, number: int) -> Intents:
    entry = an_entry(f"A plant opens {number}", n=number, publisher="herald", published=NOW)
    match = Match(topic, (Evidence("plant", "title", 2, 7),))
    intent = EntryIntent(entry, (match,), ref=-1, change=Change.NEW, reason="new")
    story = StoryIntent(None, frozenset({topic}), 1, 1, told=True, entries=(intent,))
    return Intents(an_update(feed=feed, asked_at=NOW), (), (story,))


async def test_the_newest_stories_are_offered_by_number_and_title(desk: Desk) -> None:
    offered = await _offered(desk, "story", "story")
    assert [one.value for one in offered] == ["3", "2", "1"]
    assert offered[0].name == "3 — Workers return from Georgia"
    assert await _values(desk, "story", "story", "워킹그룹2차") == ["2"]
    assert await _values(desk, "story", "story", "s1") == ["1"]
    assert await _values(desk, "why", "story", "nothing of it") == []
    assert await _texts(desk, "mute geo") == ["3"]
    assert {one.about for one in await desk.dispatcher.complete(desk.who(), "mute geo")} == {
        "Workers return from Georgia"
    }


async def test_an_old_story_is_offered_when_its_number_is_typed_and_a_name_fits_every_platform(desk: Desk) -> None:
    for number in range(120):
        entry = an_entry(f"Report {number} " + "long " * 40, n=100 + number, published=NOW + timedelta(minutes=number))
        intent = EntryIntent(entry, (Match("visa-talks", ()),), ref=-1, change=Change.NEW, reason="new")
        story = StoryIntent(None, frozenset({"visa-talks"}), 1, 1, told=True, entries=(intent,))
        async with desk.database.write() as tx:
            await record.record(tx, Intents(an_update(feed=1), (), (story,)), desk_version="1", now=NOW)
    assert await _values(desk, "story", "story", "1") == ["1", *(str(n) for n in range(123, 99, -1))]
    offered = await _offered(desk, "story", "story")
    assert len(offered) == MOST
    assert all(LONGEST_NAME - 10 < len(one.name) <= LONGEST_NAME for one in offered)


async def test_places_are_offered_to_admins_by_name_and_others_only_where_they_are(desk: Desk) -> None:
    await _place(desk, "C1", "general")
    await _place(desk, "C2", "#news")
    await _place(desk, "C3", "two words")
    await _place(desk, "D1", "direct with kim", kind="direct")
    assert await _values(desk, "subscribe", "channel", permission=ADMIN) == ["C2", "C1", "terminal", "C3"]
    assert await _values(desk, "subscribe", "channel", "#gen", permission=ADMIN) == ["C1"]
    assert await _values(desk, "subscribe", "channel", permission=MANAGER) == ["terminal"]
    assert await _texts(desk, "unsubscribe all channel:#new") == ["#news"]
    assert await _texts(desk, "subscriptions tw") == ["<#C3>"]
    assert (await desk.card("subscriptions <#C3>")).kind is CardKind.SUBSCRIPTION, "what is offered is taken"


async def test_what_is_followed_or_muted_in_the_place_is_offered_to_end_it(desk: Desk) -> None:
    await _place(desk, "C1", "general")
    await desk.ask("subscribe georgia-raid")
    await desk.ask("subscribe kit-desk channel:#general")
    await desk.ask("mute s2")
    assert await _values(desk, "unsubscribe", "topic") == ["all", "georgia-raid"]
    assert await _values(desk, "unsubscribe", "topic", given={"channel": "C1"}) == ["all", "kit-desk"]
    # Who may not change other places is not told what they follow.
    assert await _values(desk, "pause", "topic", given={"channel": "C1"}, permission=MANAGER) == ["all", "georgia-raid"]
    assert await _values(desk, "unmute", "story") == ["2"]
    assert await _texts(desk, "unsubscribe channel:#general ki") == ["kit-desk"]


async def test_own_topics_and_terms_are_offered_where_they_are_changed(desk: Desk) -> None:
    await desk.ask("topic add our-plant Our plant")
    await desk.ask("term add kit-desk shipyard")
    assert await _values(desk, "topic remove", "topic") == ["our-plant"]
    assert (await _values(desk, "term add", "topic"))[-1] == "our-plant"
    assert await _values(desk, "term remove", "id", "ship") == [1]
    assert (await _offered(desk, "term edit", "id"))[0].name == "1 — kit-desk: shipyard"


@pytest.mark.parametrize(
    ("command", "option", "typed", "expected"),
    [
        ("subscribe", "weekday", "fr", [("friday", "Friday")]),
        ("subscribe", "mode", "w", [("weekly", "weekly")]),
        ("subscribe", "empty", "y", [(True, "yes")]),
        ("subscribe", "timezone", "seo", [("Asia/Seoul", "Asia/Seoul")]),
        ("subscribe", "topic", "al", [("all", "all — All topics")]),
        ("help", "command", "term l", [("term list", "term list — ")]),
        ("latest", "count", "1", []),
        ("latest", "nonsense", "1", []),
    ],
)
async def test_words_to_choose_from_are_offered_with_the_value_behind_them(
    command: str, option: str, typed: str, expected: list[tuple[object, str]], desk: Desk
) -> None:
    offered = await _offered(desk, command, option, typed)
    assert [one.value for one in offered] == [value for value, _ in expected]
    assert all(one.name.startswith(name) for one, (_, name) in zip(offered, expected, strict=True))


async def test_choices_are_shown_in_the_readers_language(desk: Desk) -> None:
    (monday,) = await _offered(desk, "subscribe", "weekday", "월", locale="ko")
    assert (monday.name, monday.value) == ("월요일", "monday")


async def test_who_may_not_use_a_command_is_offered_nothing_of_it(desk: Desk) -> None:
    assert await _offered(desk, "feed health", "feed", permission=MANAGER) == []
    assert await _offered(desk, "subscribe", "topic", permission=EVERYONE) == []
    assert await _texts(desk, "feed health he", permission=MANAGER) == []
    assert await _texts(desk, "limi", permission=ADMIN) == []


@pytest.mark.parametrize("line", ["feed add", "term add", "limits nonsense", "subscribe", "quiet 25:99"])
async def test_typed_all_the_same_it_is_refused_before_the_line_is_judged(line: str, desk: Desk) -> None:
    refused = await desk.card(line, permission=EVERYONE)
    assert refused.title.startswith("You may not use ")


async def test_where_the_database_fails_nothing_is_offered(desk: Desk, tmp_path: object) -> None:
    broken = await Database.open(f"sqlite:///{tmp_path}/empty.sqlite3", durable=False)
    dispatcher = type(desk.dispatcher)(
        database=broken, desk=DESK, clock=SteppedClock(NOW), catalogue=desk.dispatcher._catalogue
    )
    lost = dataclasses.replace(desk, dispatcher=dispatcher)
    assert await _offered(lost, "story", "story") == []
    assert await _texts(lost, "story ") == []
    await broken.close()
