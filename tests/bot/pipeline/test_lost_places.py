"""A place that is lost pauses its subscriptions, and those in charge hear of it once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from bot.faces.face import Address, Gone, InDoubt, Outcome, Posting, Refused
from feeds.desks.desk import Desk
from storage import destinations
from storage.destinations import Destination
from storage.schema import outbox as outbox_table
from tests.bot.pipeline.channels import ChannelFace, Channels

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DELETED = Gone("Unknown Channel")
FORBIDDEN = Refused("Missing Permissions", ("send_messages",))


@pytest.fixture
def discord() -> ChannelFace:
    return ChannelFace("discord")


@pytest.fixture
def terminal() -> ChannelFace:
    return ChannelFace("terminal")


@pytest.fixture
async def channels(tmp_path: Path, desk: Desk, discord: ChannelFace, terminal: ChannelFace) -> AsyncIterator[Channels]:
    opened = await Channels.open(tmp_path, desk, discord, terminal)
    yield opened
    await opened.close()


class Meanwhile(asyncio.Event):
    """Has something happen while a channel is posted to."""

    def __init__(self, what: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._what = what

    async def wait(self) -> Literal[True]:
        await self._what()
        return True


async def heard(channels: Channels, by: Destination) -> list[dict[str, Any]]:
    """Return what a place was told about places."""
    wanted = outbox_table.select().where(outbox_table.c.destination == by.id, outbox_table.c.key.like("%destination-%"))
    async with channels.database.read() as tx:
        return [row.payload["data"] for row in await tx.execute(wanted.order_by(outbox_table.c.id))]


async def lose(channels: Channels, place: Destination, *outcomes: Outcome) -> None:
    channels.faces["discord"].answers[place.external] += [(outcome, False) for outcome in outcomes]
    await channels.say(place)
    await channels.deliver()


async def test_a_place_that_is_gone_is_told_once_where_its_server_hears_notices(channels: Channels) -> None:
    admins = await channels.channel("admins", notices=True)
    operator = await channels.terminal()
    news = await channels.channel("news")
    await lose(channels, news, DELETED)
    await channels.say(news)
    await channels.deliver(HOUR)
    assert await heard(channels, admins) == [{"kind": "place-gone", "place": "news", "reason": "Unknown Channel"}]
    assert await heard(channels, operator) == []


@pytest.mark.parametrize("answer", [DELETED, FORBIDDEN])
async def test_a_place_that_had_another_id_by_the_time_it_was_said_to_be_gone_or_shut_is_posted_to_there(
    channels: Channels, discord: ChannelFace, answer: Outcome
) -> None:
    """Slack gives a private channel that is shared another id, and says the former one is not found."""
    admins = await channels.channel("admins", notices=True)
    news = await channels.channel("news")

    async def move() -> None:
        async with channels.database.write() as tx:
            await destinations.moved(tx, news.id, "shared")

    discord.slow["news"] = Meanwhile(move)
    await lose(channels, news, answer)
    await channels.deliver()
    assert len(discord.said["shared"]) == 1
    assert await heard(channels, admins) == []


class Unread(ChannelFace):
    """A platform whose channels may not be read."""

    async def find(self, to: Address, posting: Posting) -> Refused:  # type: ignore[override]
        del to, posting
        return Refused("missing_scope", ("reinstall",))


async def test_where_a_post_in_doubt_may_not_be_looked_for_those_in_charge_hear_of_it_and_it_is_not_said_again(
    tmp_path: Path, desk: Desk
) -> None:
    face = Unread("discord")
    channels = await Channels.open(tmp_path, desk, face)
    admins = await channels.channel("admins", notices=True)
    news = await channels.channel("news")
    await lose(channels, news, InDoubt("no answer"))
    for _ in range(3):
        await channels.deliver(HOUR)
    (told,) = await heard(channels, admins)
    assert (told["kind"], told["missing"]) == ("place-refused", "reinstall")
    assert face.said["news"] == []
    await channels.close()


async def test_of_the_very_place_that_hears_notices_the_operator_is_told(channels: Channels) -> None:
    admins = await channels.channel("admins", notices=True)
    operator = await channels.terminal()
    await lose(channels, admins, DELETED)
    (told,) = await heard(channels, operator)
    assert (told["place"], told["workspace"]) == ("admins", "Guild")


async def test_where_the_place_that_hears_notices_refuses_too_the_operator_is_told(channels: Channels) -> None:
    admins = await channels.channel("admins", notices=True)
    operator = await channels.terminal()
    news = await channels.channel("news")
    await lose(channels, admins, FORBIDDEN)
    await lose(channels, news, FORBIDDEN)
    assert [told["place"] for told in await heard(channels, operator)] == ["admins", "news"]


async def test_where_the_operators_channel_refuses_too_the_terminal_is_told(channels: Channels) -> None:
    terminal = await channels.terminal()
    ours, news = await channels.channel("ours"), await channels.channel("news")
    async with channels.database.write() as tx:
        await destinations.set_for_operator(tx, ours.id, hears=True)
    await lose(channels, ours, FORBIDDEN)
    await lose(channels, news, FORBIDDEN)
    assert [told["place"] for told in await heard(channels, terminal)] == ["ours", "news"]


async def test_nobody_is_told_of_a_person_who_closed_their_direct_messages(channels: Channels) -> None:
    operator = await channels.terminal()
    await lose(channels, await channels.channel("@1", kind="direct"), DELETED)
    assert await heard(channels, operator) == []


async def test_a_refusal_is_told_once_with_what_is_missing_until_it_works_again(
    channels: Channels, discord: ChannelFace
) -> None:
    admins = await channels.channel("admins", notices=True)
    news = await channels.channel("news")
    await lose(channels, news, FORBIDDEN, FORBIDDEN, FORBIDDEN)
    await channels.deliver(HOUR)
    await channels.deliver(HOUR)
    refused = {
        "kind": "place-refused",
        "place": "news",
        "reason": "Missing Permissions",
        "missing": "send_messages",
    }
    assert await heard(channels, admins) == [refused]
    await channels.deliver(HOUR)
    assert len(discord.said["news"]) == 1
    await lose(channels, news, FORBIDDEN)
    assert await heard(channels, admins) == [refused, refused]


async def test_what_was_refused_is_tried_after_a_quarter_of_an_hour_and_then_hourly(
    channels: Channels, discord: ChannelFace
) -> None:
    news = await channels.channel("news")
    await lose(channels, news, *[FORBIDDEN] * 9)
    tries = []
    for quarter in range(1, 14):
        left = len(discord.answers["news"])
        await channels.deliver(15 * MINUTE)
        if len(discord.answers["news"]) < left:
            tries.append(quarter)
    assert tries == [1, 5, 9, 13]


async def test_a_place_that_refuses_for_seven_days_is_given_up_and_that_is_told(channels: Channels) -> None:
    admins = await channels.channel("admins", notices=True)
    news = await channels.channel("news")
    await lose(channels, news, FORBIDDEN, FORBIDDEN, FORBIDDEN)
    await channels.deliver(6 * DAY)
    await channels.deliver(DAY)
    assert [told["kind"] for told in await heard(channels, admins)] == ["place-refused", "place-given-up"]
    async with channels.database.read() as tx:
        given_up = await destinations.get(tx, news.id)
    assert given_up is not None
    assert given_up.gone


async def test_a_place_that_is_back_is_posted_to_again(channels: Channels, discord: ChannelFace) -> None:
    news = await channels.channel("news")
    await lose(channels, news, DELETED)
    await channels.channel("news")
    await channels.say(news)
    await channels.deliver()
    assert len(discord.said["news"]) == 1
