"""An edited desk is compared with what is stored, topic by topic."""

from dataclasses import replace

import pytest

from bot.cli.desk import report
from bot.pipeline.desk_changes import desk_changes
from bot.service import Service
from feeds.clock import SteppedClock
from feeds.desks.desk import Desk
from storage import dropped, subscriptions, topics
from storage.subscriptions import Mode, Terms
from tests.bot.pipeline.news import News
from tests.builders import NOW

TALKS = "Seoul and Washington hold visa working group talks"
KIT = "KIT Desk opens at the US Embassy in Seoul"


@pytest.fixture
def news(service: Service, clock: SteppedClock) -> News:
    return News(service, clock)


async def lines(service: Service, desk: Desk, *, samples: int = 5, most: int = 100) -> list[str]:
    found = await desk_changes(service.database, desk, now=NOW, most=most)
    return list(report(found, desk, samples))


async def test_the_same_desk_changes_nothing_whatever_own_terms_found(service: Service, news: News, desk: Desk) -> None:
    async with service.database.write() as tx:
        await topics.add_term(tx, service.who.workspace, "our-plant", "weather", by="u", now=NOW)
    await news.arrive(TALKS, "Weather in Seoul")
    head, unchanged = await lines(service, desk)
    assert head == f"{desk.id}, version {desk.version}: 2 entries stored since 2025-08-29"
    assert unchanged == f"unchanged: {', '.join(desk.topics)}"


async def test_what_a_topic_gains_and_loses_is_shown_with_samples(service: Service, news: News, desk: Desk) -> None:
    await news.arrive(TALKS, KIT)
    talks, kit = desk.topics["visa-talks"], desk.topics["kit-desk"]
    swapped = {"visa-talks": replace(talks, rule=kit.rule), "kit-desk": replace(kit, rule=talks.rule)}
    told = await lines(service, replace(desk, topics=swapped))
    topic = told.index("visa-talks: 1 stored, 1 now: 1 more, 1 less")
    assert told[topic + 1].startswith(f"  + 2025-09-28 herald: {KIT} https://news.example/2 [+")
    assert told[topic + 2] == f"  - 2025-09-28 herald: {TALKS} https://news.example/1"
    assert len(await lines(service, replace(desk, topics=swapped), samples=0)) < len(told)


async def test_a_topic_that_the_desk_no_longer_has_loses_all(service: Service, news: News, desk: Desk) -> None:
    await news.arrive(TALKS)
    others = {slug: topic for slug, topic in desk.topics.items() if slug != "visa-talks"}
    assert "visa-talks (the desk no longer has it): 1 stored, 0 now: 0 more, 1 less" in await lines(
        service, replace(desk, topics=others)
    )


async def test_subscriptions_that_would_bring_nothing_and_those_that_would_go_on_are_counted(
    service: Service, desk: Desk
) -> None:
    others = {slug: topic for slug, topic in desk.topics.items() if slug != "kit-desk"}
    terms = Terms(Mode.INSTANT, "UTC", "en")
    async with service.database.write() as tx:
        await subscriptions.add(tx, service.who.destination, "kit-desk", terms, next_due_at=None, now=NOW)
    ends = "kit-desk: the desk no longer has it; 1 subscription would bring nothing any more, and be told so"
    assert (await lines(service, replace(desk, topics=others)))[-1] == ends
    assert "subscription" not in " ".join(await lines(service, desk))
    async with service.database.write() as tx:
        await dropped.note(tx, others, NOW)
    assert (await lines(service, desk))[-1] == (
        "kit-desk: the desk has it again; 1 subscription would go on, and be told so"
    )


async def test_work_is_bounded_and_that_is_said(service: Service, news: News, desk: Desk) -> None:
    await news.arrive(TALKS, KIT)
    told = await lines(service, desk, most=1)
    assert told[1] == "More is stored of that time; only the newest was looked at."
    assert ": 1 entries" in told[0]
