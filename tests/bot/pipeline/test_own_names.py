"""Posts name a workspace's own topics as it calls them, and never show what is another workspace's."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.service import Service
from feeds.clock import SteppedClock
from storage import desks, subscriptions, topics, workspaces
from storage.destinations import Destination
from storage.subscriptions import Mode, Terms
from tests.bot.pipeline.news import News
from tests.bot.pipeline.remembering import RememberingFace
from tests.builders import NOW
from tests.places import a_place

PLANT = "Pyeongtaek plant hires two hundred workers"
TALKS = "Pyeongtaek: Seoul and Washington hold visa working group talks"
OURS = {"en": "Our plant", "ko": "우리 공장"}
NINE = datetime(2025, 9, 29, 0, tzinfo=UTC)


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


@pytest.fixture
async def rival(service: Service) -> Destination:
    """A Korean workspace beside the English one: both have a topic "our-plant" and the same term; it has more."""
    mine = service.who.workspace
    async with service.database.write() as tx:
        theirs = await workspaces.put(tx, platform="terminal", external="two", name="Two", locale="ko", now=NOW)
        place = await a_place(tx, theirs.id, "elsewhere", NOW, locale="ko", timezone="Asia/Seoul")
        await topics.add(tx, mine, "our-plant", name=OURS, about={}, now=NOW)
        await topics.add(tx, theirs.id, "our-plant", name={"ko": "경쟁사 공장"}, about={}, now=NOW)
        await topics.add(tx, theirs.id, "secret", name={"ko": "비밀 계획"}, about={}, now=NOW)
        for workspace, topic in ((mine, "our-plant"), (theirs.id, "our-plant"), (theirs.id, "secret")):
            await topics.add_term(tx, workspace, topic, "pyeongtaek", by="u", now=NOW)
        terms = Terms(Mode.INSTANT, "Asia/Seoul", "ko")
        await subscriptions.add(tx, place.id, None, terms, next_due_at=None, now=NOW)
    return place


def by_language(face: RememberingFace) -> dict[str, Card]:
    """Return the last post of each of the two places."""
    return {card.lang: card for card in face.posts.values()}


def everything(card: Card) -> str:
    """Return all that a card says, its picture and its buttons included."""
    alt = card.picture.alt + card.picture.svg if card.picture else ""
    return plain(card) + alt + "".join(f"{one.label} {one.command}" for one in card.actions)


def is_apart(cards: dict[str, Card]) -> bool:
    """Tell whether neither place sees anything of the other's topics, nor a key."""
    english, korean = everything(cards["en"]), everything(cards["ko"])
    theirs = ("경쟁사", "비밀", "secret", "/our-plant")
    return not any(word in english for word in theirs) and not any(
        word in korean for word in ("Our plant", "우리 공장", "/our-plant", "/secret")
    )


@pytest.mark.usefixtures("rival")
async def test_an_alert_and_its_edits_name_own_topics_in_the_readers_language(
    news: News, face: RememberingFace, service: Service
) -> None:
    await news.arrive(PLANT)
    await news.deliver()
    cards = by_language(face)
    assert cards["en"].footer == ("Our plant",)
    assert cards["ko"].footer == ("경쟁사 공장 · 비밀 계획",)
    assert is_apart(cards)
    async with service.database.write() as tx:
        await topics.rename(tx, service.who.workspace, "our-plant", {"en": "Ellabell plant"})
    await news.arrive(PLANT, publisher="times")
    await news.deliver(timedelta(minutes=1))
    assert len(face.edits) == 2
    assert by_language(face)["en"].footer == ("Ellabell plant",)
    assert is_apart(by_language(face))


@pytest.mark.usefixtures("rival")
async def test_own_names_stand_behind_the_desks(news: News, face: RememberingFace) -> None:
    await news.arrive(TALKS)
    await news.deliver()
    english = by_language(face)["en"].footer[0]
    assert english.startswith("Visa talks")
    assert english.endswith(" · Our plant")
    assert is_apart(by_language(face))


async def test_a_digest_of_an_own_topic_is_named_after_it_as_its_picture_is(
    news: News, face: RememberingFace, service: Service, clock: SteppedClock, rival: Destination
) -> None:
    async with service.database.write() as tx:
        for place, language in ((service.who.destination, "en"), (rival.id, "ko")):
            await subscriptions.remove(tx, place, None)
            terms = Terms(Mode.DAILY, "Asia/Seoul", language, at=time(9))
            await subscriptions.add(tx, place, "our-plant", terms, next_due_at=NINE, now=NOW)
    await news.arrive(PLANT)
    clock.move_to(NINE)
    await service.digester.look()
    await service.deliverer.look()
    cards = by_language(face)
    assert {card.kind for card in cards.values()} == {CardKind.DIGEST}
    assert cards["en"].title == "Digest of Our plant: 1 story"
    assert "경쟁사 공장" in cards["ko"].title
    assert cards["en"].picture is not None
    assert "Our plant" in cards["en"].picture.alt
    assert is_apart(cards)


@pytest.mark.usefixtures("rival")
async def test_what_is_told_in_one_go_is_summed_up_by_own_names(news: News, face: RememberingFace) -> None:
    await news.arrive(*(f"Pyeongtaek plant number {n} opens gate {n * 7}" for n in range(12)))
    await news.deliver(timedelta(hours=3))
    cards = by_language(face)
    assert {card.kind for card in cards.values()} == {CardKind.BACKLOG}
    assert "and 2 more stories: Our plant 2" in plain(cards["en"])
    assert "경쟁사 공장 2" in plain(cards["ko"])
    assert "비밀 계획 2" in plain(cards["ko"])
    assert is_apart(cards)


async def test_a_topic_that_the_desk_has_no_longer_keeps_its_name(
    news: News, face: RememberingFace, service: Service
) -> None:
    """Not its slug: a version of the desk that ran here knows what it was called."""
    topic = next(iter(service.desk.topics.values()))
    before = replace(service.desk, version="0", topics={"once": replace(topic, id="once", name={"en": "Once here"})})
    async with service.database.write() as tx:
        await desks.note(tx, before, NOW - timedelta(days=1))
        await topics.add_term(tx, service.who.workspace, "once", "pyeongtaek", by="u", now=NOW)
    await news.arrive(PLANT)
    await news.deliver()
    assert by_language(face)["en"].footer == ("Once here",)
