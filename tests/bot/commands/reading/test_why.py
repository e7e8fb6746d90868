"""`why` goes through the stages, and each stage says what it found."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.cards.card import CardKind
from bot.commands.dispatch import Dispatcher
from bot.locale.catalogue import Catalogue
from feeds.clock import SteppedClock
from feeds.desks.rules import Concept, Kind, Part, Rule, Signal
from feeds.stories.story import Change
from storage import feeds, mutes, subscriptions, topics
from storage.outbox_rows import NewRow, put
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Terms
from storage.turn import record
from storage.turn.intents import EntryIntent, Intents, StoryIntent
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, NOW
from tests.builders import an_entry, an_update

NIGHT = QuietHours(time(22), time(7), "Europe/Berlin")


async def _follow(
    desk: Desk,
    topic: str | None,
    *,
    due: datetime | None = None,
    since: datetime = NOW - timedelta(days=1),
    **changes: Any,
) -> int:
    terms = Terms(Mode.INSTANT, "Asia/Seoul", "en")
    async with desk.database.write() as tx:
        one = await subscriptions.add(
            tx,
            desk.who().destination,
            topic,
            replace(terms, **changes),
            next_due_at=due,
            now=since,
        )
    return one.id


@pytest.fixture
def ruled(desk: Desk, catalogue: Catalogue) -> Desk:
    """The same desk, with rules: the raid by two concepts together, the desk by one."""
    concepts = {
        "workers": Concept("workers", Kind.WHO, {"en": "the workers", "ko": "근로자"}, ("workers",)),
        "raid": Concept("raid", Kind.ACT, {"en": "a raid", "ko": "단속"}, ("raid",)),
        "return": Concept("return", Kind.ACT, {"en": "a return", "ko": "귀국"}, ("return",)),
    }
    one = Signal((Part(("workers",)), Part(("return",))), (), 12)
    other = Signal((Part(("workers",)), Part(("raid",))), (), 10)
    rules = {"georgia-raid": Rule((one,)), "visa-talks": Rule((other,)), "kit-desk": Rule(())}
    ruled = {id_: replace(topic, rule=rules[id_]) for id_, topic in DESK.topics.items()}
    invented = replace(DESK, concepts=concepts, topics=ruled)
    dispatcher = Dispatcher(database=desk.database, desk=invented, clock=SteppedClock(NOW), catalogue=catalogue)
    return replace(desk, dispatcher=dispatcher)


async def test_a_link_that_was_never_seen_is_said_to_be_so_with_the_feeds_that_might_have_it(desk: Desk) -> None:
    card = await desk.card("why https://www.yonhap.example/nowhere")
    assert card.title == "This link was never seen"
    assert card.sections[1].lines[0].text == "yonhap-en"
    assert "No feed of that site is read." in await desk.ask("why https://other.example/x")


async def test_it_says_by_which_feed_and_when_it_was_seen_and_how_it_was_dated(desk: Desk) -> None:
    shown = await desk.ask("why https://news.example/3")
    assert "First seen in the feed herald-en (Yonhap, 29 Jan 2026 11:00 KST)" in shown
    assert "Dated 29 Jan 2026 10:00 KST, by its publisher" in shown


async def test_it_says_which_topics_matched_by_what_and_what_the_others_lacked(ruled: Desk) -> None:
    card = await ruled.card("why 3")
    matched, missed, *_ = card.sections[1].lines
    assert matched.mark == "Georgia raid"
    assert matched.details[1:] == ("12 points; 10 are needed", "+12 the workers (workers), a return (return)")
    assert missed.text == "Not Visa talks"
    assert missed.details == ("0 points; 10 are needed", "+10 if there were also: a raid")


async def test_the_places_that_matched_are_marked_in_the_title(desk: Desk) -> None:
    line = (await desk.card("why 1")).sections[1].lines[0]
    assert [line.text[start:end] for start, end in line.highlights] == ["Seou"]
    assert "“Seou”" in line.details


async def test_it_says_how_near_the_workspace_s_own_terms_came(desk: Desk) -> None:
    async with desk.database.write() as tx:
        await topics.add_term(tx, desk.who().workspace, "kit-desk", '"group" quantum', by="p", now=NOW)
    assert "Not KIT Desk, by this workspace's own terms\n  no quantum" in await desk.ask("why 1")


async def test_it_says_which_story_it_joined_and_that_nothing_is_followed_here(desk: Desk) -> None:
    shown = await desk.ask("why 1")
    assert "- [s1] Part of: Seoul and Washington set visa working group" in shown
    assert "The story was told to those who follow its topics" in shown
    assert "Nothing is followed here" in shown
    assert "So nothing of it was to be said here" in shown


@pytest.mark.parametrize(
    ("topic", "changes", "words"),
    [
        ("visa-talks", {}, "Follows this story"),
        (None, {}, "Follows this story"),
        ("kit-desk", {}, "The story is about another topic"),
        (None, {"official_only": True}, "Wants official sources only; none reported it yet"),
        (None, {"min_publishers": 3}, "Wants 3 publishers or more; 1 reported it so far"),
        (None, {"quiet": NIGHT}, "Quiet from 22:00 to 07:00 (Europe/Berlin)."),
        (
            None,
            {"quiet": NIGHT, "urgent": True},
            "(Europe/Berlin). Developments pass.",
        ),
    ],
)
async def test_it_says_of_each_subscription_whether_it_asks_for_the_story(
    topic: str | None, changes: dict[str, Any], words: str, desk: Desk
) -> None:
    await _follow(desk, topic, **changes)
    assert words in await desk.ask("why 1")


async def test_pauses_and_mutes_are_named(desk: Desk) -> None:
    number = await _follow(desk, None)
    async with desk.database.write() as tx:
        await subscriptions.pause(tx, number, NOW + timedelta(days=1))
        await mutes.put(tx, desk.who().destination, 1, by="p", now=NOW)
    shown = await desk.ask("why 1")
    assert "Paused until 30 Jan 2026 11:00 KST" in shown
    assert "The story is muted here" in shown


async def test_what_the_outbox_has_for_this_place_is_told(desk: Desk) -> None:
    here = desk.who().destination
    digests = await _follow(desk, None, mode=Mode.DAILY)
    async with desk.database.write() as tx:
        rows = [
            NewRow(here, "alert:1:1", "alert", NOW, story=1, revision=1),
            NewRow(here, f"digest:{digests}:2026-01-29", "digest", NOW, payload={"items": [{"story": 2}]}),
        ]
        await put(tx, rows)
    waiting = "Due 29 Jan 2026 11:00 KST, not sent yet"
    assert waiting in await desk.ask("why 1")
    assert waiting in await desk.ask("why 2")
    assert waiting not in await desk.ask("why 3")


async def test_what_is_about_no_topic_and_what_is_no_story_are_answered_too(desk: Desk) -> None:
    assert "In no story: it is about no topic that is followed here" in await desk.ask("why https://news.example/9")
    assert (await desk.card("why 404")).kind is CardKind.ERROR


async def test_before_its_digest_a_story_is_said_to_wait_for_it(desk: Desk) -> None:
    nine = NOW + timedelta(hours=22)
    await _follow(desk, None, mode=Mode.DAILY, due=nine)
    shown = await desk.ask("why 1")
    assert "Waits for the digest of 30 Jan 2026 09:00 KST" in shown
    assert "So nothing of it was to be said here" not in shown
    assert "2026년 1월 30일 09:00 KST 모아보기에 실릴 예정" in await desk.ask("why 1", locale="ko")


async def test_a_digest_that_quiet_hours_put_off_is_waited_for_until_their_end(desk: Desk) -> None:
    await _follow(desk, None, mode=Mode.DAILY, due=NOW + timedelta(hours=20), quiet=NIGHT)
    assert "Waits for the digest of 30 Jan 2026 15:00 KST" in await desk.ask("why 1")


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": Mode.INSTANT},
        {"mode": Mode.DAILY, "min_publishers": 3},
        {"mode": Mode.DAILY, "topic": "kit-desk"},
        {"mode": Mode.DAILY, "since": NOW + timedelta(seconds=1)},
    ],
)
async def test_a_story_that_no_digest_here_will_tell_waits_for_none(changes: dict[str, Any], desk: Desk) -> None:
    await _follow(desk, **({"topic": None, "due": NOW + timedelta(hours=22)} | changes))
    shown = await desk.ask("why 1")
    assert "Waits for" not in shown
    assert "So nothing of it was to be said here" in shown


async def test_what_is_muted_or_paused_or_alerted_waits_for_no_digest(desk: Desk) -> None:
    here, due = desk.who().destination, NOW + timedelta(hours=22)
    number = await _follow(desk, None, mode=Mode.DAILY, due=due)
    async with desk.database.write() as tx:
        await mutes.put(tx, here, 1, by="p", now=NOW)
        await put(tx, [NewRow(here, "alert:2:1", "alert", NOW, story=2, revision=1)])
    assert "Waits for" not in await desk.ask("why 1")
    assert "Waits for" not in await desk.ask("why 2")
    assert "Waits for" in await desk.ask("why 3")
    async with desk.database.write() as tx:
        await subscriptions.pause(tx, number, NOW + timedelta(hours=1))
    assert "Waits for" not in await desk.ask("why 3")


async def test_that_nobody_was_told_is_said_once(desk: Desk) -> None:
    entry = an_entry("Old talks on visas", n=21, publisher="yonhap", published=NOW)
    quiet = EntryIntent(entry, ref=-1, change=Change.NEW, reason="new", silent="baseline")
    story = StoryIntent(None, frozenset({"visa-talks"}), 1, 1, told=False, entries=(quiet,))
    async with desk.database.write() as tx:
        feed = (await feeds.listing(tx, None))[0].id
        intents = Intents(an_update(feed=feed, asked_at=NOW), (), (story,))
        await record.record(tx, intents, desk_version="1", now=NOW)
    assert (await desk.ask("why 4")).count("Nobody was told") == 1
