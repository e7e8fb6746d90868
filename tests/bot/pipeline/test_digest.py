"""Digests and quiet hours on a real database: what reaches the channel."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

import bot.cards.digest
import bot.pipeline.write
from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.pipeline.periods import next_due
from bot.service import Service
from feeds.clock import SteppedClock
from storage import mutes, quiet, stories, subscriptions, topics, workspaces
from storage.quiet_hours import QuietHours
from storage.subscriptions import Mode, Subscription, Terms
from tests.bot.pipeline.news import News, headline
from tests.bot.pipeline.remembering import RememberingFace

HOUR = timedelta(hours=1)
SEOUL = "Asia/Seoul"  # it is 21:00 there
DAILY = Terms(Mode.DAILY, SEOUL, "en", at=time(9))
INSTANT = Terms(Mode.INSTANT, SEOUL, "en")
NIGHT = QuietHours(time(20), time(7), SEOUL)
EVENING = Terms(Mode.INSTANT, SEOUL, "en", quiet=NIGHT)
URGENT = Terms(Mode.INSTANT, SEOUL, "en", quiet=NIGHT, urgent=True)
SEVEN = datetime(2025, 9, 28, 22, tzinfo=UTC)
NINE = datetime(2025, 9, 29, 0, tzinfo=UTC)

FLASH = "(URGENT) Visa working group talks: 300 workers return"
LEAD = "(LEAD) Visa working group talks: 317 workers return"


class Channel:
    """The terminal's place, and what is subscribed there."""

    def __init__(self, service: Service, clock: SteppedClock) -> None:
        self.service = service
        self.clock = clock
        self.id = service.who.destination

    async def follow(self, terms: Terms, topic: str | None = None) -> Subscription:
        now = self.clock.now()
        due = None
        if terms.mode is not Mode.INSTANT:
            due = next_due(terms.mode, terms.at or time(9), terms.weekday or 0, terms.timezone, now)
        async with self.service.database.write() as tx:
            return await subscriptions.add(tx, self.id, topic, terms, next_due_at=due, now=now)

    async def story(self) -> int:
        async with self.service.database.read() as tx:
            return (await stories.latest(tx, scopes={0}, limit=1))[0].id

    async def at(self, moment: datetime) -> None:
        """Look for what is due at that moment."""
        self.clock.move_to(moment)
        await self.service.digester.look()
        await self.service.deliverer.look()


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


@pytest.fixture
def channel(service: Service, clock: SteppedClock) -> Channel:
    return Channel(service, clock)


def told(card: Card) -> list[str]:
    """Return the lines of a digest's or backlog's stories, with their marks."""
    return [f"[{line.mark}] {line.text}".removeprefix("[] ") for part in card.sections[1:] for line in part.lines]


async def test_a_digest_tells_what_happened_since_the_last_one_and_never_again(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(DAILY)
    await news.arrive(headline(0))
    await channel.at(NINE)
    await channel.at(NINE + HOUR)
    await news.arrive(headline(1))
    await channel.at(NINE + 24 * HOUR)
    await channel.at(NINE + 48 * HOUR)
    assert [told(card) for card in face.posts.values()] == [[f"[new] {headline(0)}"], [f"[new] {headline(1)}"]]


async def test_a_second_digest_of_one_day_is_left_to_the_next_day(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    """Its time was changed after the first one of the day: what it would have told is not lost."""
    await channel.follow(DAILY)
    await news.arrive(headline(0))
    await channel.at(NINE)
    await channel.follow(Terms(Mode.DAILY, SEOUL, "en", at=time(18)))
    await news.arrive(headline(1))
    await channel.at(NINE + 9 * HOUR)
    assert len(face.posts) == 1
    await channel.at(NINE + 33 * HOUR)
    assert [told(card) for card in face.posts.values()] == [[f"[new] {headline(0)}"], [f"[new] {headline(1)}"]]


async def test_a_digest_with_nothing_new_comes_only_where_asked_for(channel: Channel, face: RememberingFace) -> None:
    await channel.follow(DAILY)
    await channel.at(NINE)
    assert face.titles() == []
    await channel.follow(Terms(Mode.DAILY, SEOUL, "en", at=time(9), empty=True))
    await channel.at(NINE + 24 * HOUR)
    (card,) = face.posts.values()
    assert card.title.endswith(": nothing new")


async def test_a_digest_marks_what_the_place_was_alerted_of_and_what_developed(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(DAILY)
    await news.arrive(FLASH, publisher="yonhap")
    await channel.at(NINE)
    await channel.follow(INSTANT, "visa-talks")
    await channel.at(NINE + HOUR)
    await news.arrive(headline(0))
    await channel.at(NINE + 2 * HOUR)
    async with channel.service.database.write() as tx:
        await subscriptions.remove(tx, channel.id, "visa-talks")
    await news.arrive(LEAD, publisher="yonhap")
    await channel.at(NINE + 24 * HOUR)
    *_, digest = face.posts.values()
    assert told(digest) == [
        "[developing] Visa working group talks: 317 workers return",
        f"[already alerted] {headline(0)}",
    ]


async def test_a_digest_leaves_out_what_is_muted(channel: Channel, news: News, face: RememberingFace) -> None:
    await channel.follow(DAILY)
    await news.arrive(headline(0))
    async with channel.service.database.write() as tx:
        await mutes.put(tx, channel.id, await channel.story(), by="me", now=channel.clock.now())
    await channel.at(NINE)
    assert face.titles() == []


async def test_a_long_digest_sums_up_its_tail(channel: Channel, news: News, face: RememberingFace) -> None:
    await channel.follow(DAILY)
    for number in range(12):
        await news.arrive(headline(number))
        news.clock.move_to(news.clock.now() + timedelta(minutes=1))
    await channel.at(NINE)
    (card,) = face.posts.values()
    assert card.title.endswith("12 stories")
    assert told(card)[:2] == [f"[new] {headline(11)}", f"[new] {headline(10)}"]
    assert told(card)[10].startswith("and 2 more stories: ")
    assert len(told(card)) == 11


async def test_what_another_workspaces_terms_found_is_in_no_digest_and_no_post_of_this_one(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    now = channel.clock.now()
    async with channel.service.database.write() as tx:
        other = await workspaces.put(tx, platform="discord", external="g2", name="Two", locale="en", now=now)
        for workspace, word in ((other.id, "pyeongtaek"), (channel.service.who.workspace, "gumi")):
            await topics.add_term(tx, workspace, f"{word}-plant", word, by="u1", now=now)
    await channel.follow(DAILY)
    await news.arrive("Pyeongtaek hires two hundred", "Gumi hires one hundred")
    await channel.at(NINE)
    (digest,) = face.posts.values()
    assert told(digest) == ["[new] Gumi hires one hundred"]
    await channel.follow(INSTANT)
    await channel.at(NINE + HOUR)
    await news.arrive("Pyeongtaek lets go of ninety", "Pyeongtaek and Gumi merge into a large plant")
    await channel.at(NINE + 2 * HOUR)
    *_, alert = face.posts.values()
    assert face.titles()[1:] == ["Pyeongtaek and Gumi merge into a large plant"]
    assert "gumi-plant" in plain(alert)
    assert "pyeongtaek-plant" not in plain(alert)


async def test_what_comes_in_quiet_hours_is_told_in_one_post_at_their_end(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(EVENING)
    await news.arrive(headline(0))
    await channel.at(SEVEN - 2 * HOUR)
    await news.arrive(headline(1))
    await channel.at(SEVEN - timedelta(seconds=1))
    assert face.titles() == []
    await channel.at(SEVEN)
    await channel.at(SEVEN + HOUR)
    (card,) = face.posts.values()
    assert (card.kind, card.title) == (CardKind.BACKLOG, "While it was quiet here: 2 stories")
    assert sorted(told(card)) == [headline(0), headline(1)]
    await news.arrive(headline(2))
    await channel.at(SEVEN + 2 * HOUR)
    assert face.titles()[1:] == [headline(2)]


async def test_one_story_held_is_told_as_itself_and_goes_on_being_edited(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(EVENING)
    await news.arrive(headline(0))
    await channel.at(SEVEN)
    assert [card.kind for card in face.posts.values()] == [CardKind.ALERT]
    await news.arrive(headline(0), publisher="times")
    await channel.at(SEVEN + HOUR)
    assert len(face.edits) == 1


async def test_an_urgent_development_passes_and_takes_what_was_held_of_its_story_with_it(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(URGENT)
    await news.arrive(FLASH, publisher="yonhap")
    await channel.at(SEVEN - 9 * HOUR)
    assert face.titles() == []
    await news.arrive(LEAD, publisher="yonhap")
    await channel.at(SEVEN - 8 * HOUR)
    assert face.titles() == ["Visa working group talks: 317 workers return"]
    await channel.at(SEVEN)
    assert len(face.posts) == 1


async def test_what_is_held_does_not_hold_back_a_digest_of_the_same_place(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(EVENING)
    await channel.follow(Terms(Mode.HOURLY, SEOUL, "en"), "visa-talks")
    await news.arrive(headline(0))
    await channel.at(SEVEN - 8 * HOUR)
    assert [card.kind for card in face.posts.values()] == [CardKind.DIGEST]
    pictures = [card.picture for card in face.posts.values()]
    assert all(picture and "reports a day about" in picture.alt for picture in pictures)


@pytest.mark.parametrize("end", ["unsubscribe", "pause", "mute"])
async def test_what_is_held_is_dropped_by_who_does_not_want_it_any_more(
    channel: Channel, news: News, face: RememberingFace, end: str
) -> None:
    followed = await channel.follow(EVENING)
    await news.arrive(headline(0))
    story = await channel.story()
    async with channel.service.database.write() as tx:
        assert await quiet.of_story(tx, channel.id, story) == SEVEN
        if end == "unsubscribe":
            await subscriptions.remove(tx, channel.id, None)
        elif end == "pause":
            await subscriptions.pause(tx, followed.id, SEVEN - HOUR)
        else:
            await mutes.put(tx, channel.id, story, by="me", now=channel.clock.now())
        assert await quiet.of_story(tx, channel.id, story) is None
    await channel.at(SEVEN)
    assert face.titles() == []


async def test_quiet_hours_that_are_ended_let_out_what_was_held(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    await channel.follow(EVENING)
    await news.arrive(headline(0))
    await channel.follow(replace(EVENING, quiet=replace(NIGHT, timezone="Europe/London")))
    await channel.at(channel.clock.now() + timedelta(minutes=1))
    assert face.titles() == [headline(0)]


async def test_a_paused_subscription_is_told_nothing_of_its_pause(
    channel: Channel, news: News, face: RememberingFace
) -> None:
    followed = await channel.follow(DAILY)
    async with channel.service.database.write() as tx:
        await subscriptions.pause(tx, followed.id, NINE + HOUR)
    await news.arrive(headline(0))
    await channel.at(NINE)
    await channel.at(NINE + 2 * HOUR)
    await news.arrive(headline(1))
    await channel.at(NINE + 24 * HOUR)
    assert [told(card) for card in face.posts.values()] == [[f"[new] {headline(1)}"]]


@pytest.mark.parametrize("seed", range(4))
async def test_over_changes_and_downtimes_each_story_is_told_once(
    channel: Channel, news: News, face: RememberingFace, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as the property of test_digest_window, with the database in between."""
    for module in (bot.cards.digest, bot.pipeline.write):
        monkeypatch.setattr(module, "STORIES_SHOWN", 99)  # none is only counted
    random = Random(seed)
    zones = ["America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", SEOUL]
    count = 0
    for _ in range(30):
        news.clock.move_to(news.clock.now() + random.choice([timedelta(), HOUR / 4, 5 * HOUR, 30 * HOUR]))
        match random.choice(["news", "news", "look", "change"]):
            case "news":
                await news.arrive(headline(count))
                await channel.service.deliverer.look()
                count += 1
            case "look":
                await channel.at(news.clock.now())
            case _:
                hours = random.choice([None, (time(22), time(7)), (time(0, 30), time(2, 15))])
                quiet_hours = hours and QuietHours(*hours, random.choice(zones))
                terms = Terms(random.choice(list(Mode)), random.choice(zones), "en", time(2, 30), 0, quiet_hours)
                await channel.follow(terms)
    for _ in range(30):
        await channel.at(news.clock.now() + 9 * HOUR)
    lines: list[str] = []
    for card in face.posts.values():
        shown = [card.title] if card.kind is CardKind.ALERT else told(card)
        lines += [line.removeprefix("[new] ") for line in shown if not line.startswith("[already alerted]")]
    assert sorted(lines) == sorted(headline(number) for number in range(count))
    assert count > 8
