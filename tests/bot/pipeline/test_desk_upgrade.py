"""A version of the desk that lacks a topic: who followed it is told once, and again when the topic is back."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.cards.plain import plain
from bot.service import Service, open_service
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from storage import subscriptions
from storage.schema import destinations as places
from storage.subscriptions import Mode, Terms
from tests.bot.pipeline.news import News
from tests.bot.pipeline.remembering import RememberingFace
from tests.builders import NOW
from tests.places import a_place

DAY = timedelta(days=1)
KIT = "KIT Desk opens at the US Embassy in Seoul"
TERMS = Terms(Mode.INSTANT, "Asia/Seoul", "en")

Run = Callable[[Desk], AbstractAsyncContextManager[Service]]


@pytest.fixture
def run(service: Service, clock: SteppedClock, face: RememberingFace) -> Run:
    """Start the bot again with another version of its desk, a day later, on the database of the one before."""

    def start(desk: Desk) -> AbstractAsyncContextManager[Service]:
        clock.move_to(clock.now() + DAY)
        return open_service(
            service.settings, desk, {"terminal": face}, clock, durable=False, catalogue=service.catalogue
        )

    return start


@pytest.fixture
def without(desk: Desk) -> Desk:
    """A later version that has no KIT Desk."""
    return replace(desk, version="later", topics={slug: one for slug, one in desk.topics.items() if slug != "kit-desk"})


@pytest.fixture
async def followed(service: Service) -> int:
    """A subscription to the topic in the terminal, and in the channel beside it, whose number this is."""
    async with service.database.write() as tx:
        beside = await a_place(tx, service.who.workspace, "beside", NOW, locale="ko", timezone="Asia/Seoul")
        await subscriptions.remove(tx, service.who.destination, None)
        await subscriptions.add(tx, service.who.destination, "kit-desk", TERMS, next_due_at=None, now=NOW)
        korean = replace(TERMS, locale="ko")
        await subscriptions.add(tx, beside.id, "kit-desk", korean, next_due_at=None, now=NOW)
    return beside.id


@pytest.mark.usefixtures("followed")
async def test_every_place_that_followed_it_is_told_once_with_a_button_that_ends_it(
    run: Run, without: Desk, face: RememberingFace
) -> None:
    for _ in range(2):
        async with run(without) as bot:
            await bot.deliverer.look()
    assert sorted(face.titles()) == [
        "A topic that is followed here no longer exists",
        "여기에서 구독하는 주제 1개가 없어졌습니다",
    ]
    english, korean = sorted(face.posts.values(), key=lambda card: card.lang)
    assert "[!] KIT Desk (kit-desk)" in plain(english)
    assert [(one.label, one.command) for one in korean.actions] == [
        ("키트 데스크 구독 취소", "unsubscribe kit-desk"),
        ("주제 목록", "topics"),
    ]


@pytest.mark.usefixtures("followed")
async def test_nothing_comes_of_it_until_a_later_version_has_it_again_which_is_told_too(
    run: Run, without: Desk, desk: Desk, face: RememberingFace, clock: SteppedClock
) -> None:
    async with run(without) as bot:
        await bot.deliverer.look()
        await News(bot, clock).arrive(KIT)
        await bot.deliverer.look()
    assert len(face.posts) == 2
    async with run(replace(desk, version="later still")) as bot:
        await bot.deliverer.look()
        news = News(bot, clock)
        news.count = 1
        await news.arrive("Second KIT Desk opens at the US Embassy in Busan")
        await bot.deliverer.look()
    told = face.titles()[2:]
    assert sorted(told) == [
        "A topic that is followed here exists again",
        "Second KIT Desk opens at the US Embassy in Busan",
        "Second KIT Desk opens at the US Embassy in Busan",
        "여기에서 구독하는 주제 1개가 다시 생겼습니다",
    ]


async def test_who_unsubscribed_before_it_was_told_hears_nothing_of_it(
    run: Run, without: Desk, face: RememberingFace, followed: int
) -> None:
    async with run(without) as bot:
        assert "not followed here any more" in plain(await bot.dispatcher.answer(bot.who, "unsubscribe kit-desk"))
        async with bot.database.write() as tx:
            await subscriptions.remove(tx, followed, "kit-desk")
        await bot.deliverer.look()
    assert face.titles() == []


async def test_of_a_place_where_nothing_can_be_posted_the_one_is_told_that_hears_of_the_bot(
    run: Run, without: Desk, face: RememberingFace, service: Service, followed: int
) -> None:
    async with service.database.write() as tx:
        await subscriptions.remove(tx, service.who.destination, "kit-desk")
        await tx.execute(update(places).where(places.c.id == followed).values(state="gone"))
    async with run(without) as bot:
        await bot.deliverer.look()
    assert face.titles() == ["A topic that beside follows no longer exists"]
    (card,) = face.posts.values()
    assert card.actions[0].command == "unsubscribe kit-desk channel:beside"
