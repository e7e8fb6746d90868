"""What no admin answers goes to the operator."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.commands.command import Permission
from bot.pipeline.escalate import AFTER, Escalator
from feeds.feed import FeedSpec
from storage import feeds, workspaces
from storage.engine.database import Tx
from storage.schema import outbox
from storage.turn.intents import FeedUpdate, News
from storage.turn.snapshot import FeedState
from tests.bot.pipeline.polled import QUARTER, Polled
from tests.bot.pipeline.remembering import RememberingFace
from tests.bot.pipeline.rss import OLD, item, rss
from tests.builders import NOW
from tests.places import a_place
from tests.servers.feedserver import FeedServer, page, status

HOUR = timedelta(hours=1)
TOLD = "Nobody has answered in Guild: the feed mine"
TROUBLES: dict[str, dict[str, Any]] = {
    "failing": {"ok": False, "problem": "timeout", "detail": "No answer."},
    "ended": {"ok": False, "problem": "gone", "detail": "Gone.", "ended": True},
    "silent": {"silent": True},
    "held": {"held": True},
}


class Guild:
    """A workspace with a feed of its own, on a platform that this process does not serve."""

    def __init__(self, polled: Polled, workspace: int) -> None:
        self.polled = polled
        self.workspace = workspace
        self.escalator = Escalator(polled.service.database, polled.clock)

    async def feed(self) -> FeedState:
        async with self.polled.service.database.read() as tx:
            found = await feeds.by_slug(tx, "mine", self.workspace)
        assert found is not None
        return found

    async def poll(self, **outcome: Any) -> None:
        feed = await self.feed()
        values: dict[str, Any] = {"asked_at": NOW, "next_poll_at": NOW + 99 * AFTER, "ok": True} | outcome
        async with self.polled.service.database.write() as tx:
            await feeds.apply(tx, FeedUpdate(feed.id, **values))

    async def after(self, passed: timedelta) -> None:
        self.polled.clock.move_to(NOW + passed)
        await self.escalator.look()
        await self.polled.service.deliverer.look()


@pytest.fixture
async def guild(polled: Polled, server: FeedServer) -> Guild:
    async with polled.service.database.write() as tx:
        its = await workspaces.put(tx, platform="discord", external="g", name="Guild", locale="en", now=NOW)
        spec = FeedSpec("mine", server.url("/mine"), "mine", every=QUARTER)
        await feeds.add(tx, spec, its.id, NOW)
    return Guild(polled, its.id)


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_each_trouble_that_nobody_answers_for_a_day_is_told_once(
    guild: Guild, face: RememberingFace, server: FeedServer, trouble: str
) -> None:
    await guild.polled.follow("herald")
    server.answer("/herald", page(rss(OLD)))
    await guild.poll(news=News(b"", NOW))
    await guild.poll(**TROUBLES[trouble])
    await guild.polled.round(HOUR)  # the network is well: another feed answers
    await guild.after(AFTER - HOUR)
    assert face.titles() == []
    for hours in (1, 2, 50):
        await guild.after(AFTER + hours * HOUR)
    assert face.titles() == [TOLD]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_what_an_admin_did_something_about_is_not_the_operators(
    guild: Guild, face: RememberingFace, trouble: str
) -> None:
    await guild.poll(news=News(b"", NOW))
    await guild.poll(**TROUBLES[trouble])
    guild.polled.clock.move_to(NOW + HOUR)
    service = guild.polled.service
    admin = replace(service.who, workspace=guild.workspace, permission=Permission.ADMIN)
    for line in ("feed pause mine", "feed resume mine"):
        await service.dispatcher.answer(admin, line)
    assert (await guild.feed()).answered_at == NOW + HOUR
    if trouble == "ended":
        assert (await guild.feed()).ended_at is None
    await guild.after(3 * AFTER)
    assert face.titles() == []


async def test_feeds_that_fail_since_no_feed_answers_are_no_reason_to_tell_of_each(
    guild: Guild, face: RememberingFace
) -> None:
    await guild.poll(**TROUBLES["failing"])
    await guild.after(3 * AFTER)
    assert face.titles() == []


async def test_feeds_that_are_silent_since_all_are_no_reason_to_tell_of_each_before_another_has_news(
    guild: Guild, face: RememberingFace, server: FeedServer
) -> None:
    await guild.polled.follow("herald")
    server.answer("/herald", page(rss(OLD)))
    await guild.polled.round(timedelta())
    await guild.poll(news=News(b"", NOW + HOUR))
    await guild.poll(asked_at=NOW + HOUR, **TROUBLES["silent"])
    await guild.after(2 * AFTER)
    assert face.titles() == []
    server.answer("/herald", page(rss(item("Weather at last", 5, guild.polled.clock.now()), OLD)))
    await guild.polled.round()
    await guild.after(3 * AFTER)
    assert face.titles() == [TOLD]


async def test_a_private_feed_that_fails_alone_is_told_as_itself_where_shared_feeds_answer(
    guild: Guild, server: FeedServer
) -> None:
    server.answer("/mine", status(500))
    server.answer("/herald", page(rss(OLD)))
    await guild.polled.follow("herald")
    async with guild.polled.service.database.write() as tx:
        place = await a_place(tx, guild.workspace, "c", NOW, name="ops", notices=True)
    for _ in range(8):
        await guild.polled.round(HOUR)
    async with guild.polled.service.database.read() as tx:
        keys = await told_in(tx, place.id)
    assert [key.partition(":")[2].partition(":")[0] for key in keys] == [f"feed-{(await guild.feed()).id}"]


async def told_in(tx: Tx, place: int) -> list[str]:
    return list(await tx.scalars(select(outbox.c.key).where(outbox.c.destination == place)))


async def test_the_operator_hears_in_the_place_of_their_choice_too(guild: Guild, face: RememberingFace) -> None:
    service = guild.polled.service
    async with service.database.write() as tx:
        channel = await a_place(tx, guild.workspace, "dm", NOW, kind="direct")
    there = replace(service.who, workspace=guild.workspace, destination=channel.id)
    shown = await service.dispatcher.answer(there, "operator here:yes")
    assert [line.text for line in shown.sections[0].lines][:2] == ["Terminal (terminal)", "dm (discord)"]
    await guild.poll(news=News(b"", NOW))
    await guild.poll(held=True)
    await guild.after(2 * AFTER)
    assert face.titles() == [TOLD]
    async with service.database.read() as tx:
        assert len(await told_in(tx, channel.id)) == 1
    shown = await service.dispatcher.answer(there, "operator here:no")
    assert [line.text for line in shown.sections[0].lines][:1] == ["Terminal (terminal)"]
