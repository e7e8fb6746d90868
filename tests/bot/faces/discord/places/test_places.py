"""Places are registered as they are seen, and written only when they are new or have changed."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from discord import ChannelType

from bot.faces.discord.places.places import Places
from feeds.clock import SteppedClock
from storage import workspaces
from storage.engine.database import Database
from tests.bot.faces.stored import due, give_up, refuse, stored

NOON = datetime(2025, 9, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = ChannelType.text


@pytest.fixture
def places(database: Database) -> Places:
    return Places(database, "UTC", SteppedClock(NOON))


async def test_a_server_and_its_channel_are_known_by_discords_ids(places: Places, database: Database) -> None:
    server = await places.server(11, "Guild", "ko")
    channel = await stored(database, await places.channel(server, 22, TEXT, "visa-news", "ko"))
    assert (channel.workspace, channel.workspace_external, channel.external) == (server, "11", "22")
    assert (channel.platform, channel.name, channel.locale, channel.timezone) == ("discord", "visa-news", "ko", "UTC")


async def test_a_person_has_a_workspace_and_a_destination_of_their_own_without_a_name(
    places: Places, database: Database
) -> None:
    workspace, destination = await places.direct(77, "en")
    direct = await stored(database, destination)
    assert (direct.workspace, direct.workspace_external) == (workspace, "@77")
    assert (direct.external, direct.kind, direct.name) == ("@77", "direct", "DM")


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (ChannelType.text, "text"),
        (ChannelType.voice, "text"),
        (ChannelType.news, "announcement"),
        (ChannelType.public_thread, "thread"),
        (ChannelType.private_thread, "thread"),
        (ChannelType.news_thread, "thread"),
        (ChannelType.forum, "forum"),
        (ChannelType.media, "forum"),
    ],
)
async def test_each_kind_of_channel_has_our_word(
    places: Places, database: Database, kind: ChannelType, word: str
) -> None:
    server = await places.server(11, "Guild", "en")
    assert (await stored(database, await places.channel(server, 22, kind, "x", "en"))).kind == word


async def test_what_is_seen_again_unchanged_is_not_written(places: Places, database: Database) -> None:
    async def look() -> tuple[int, int, tuple[int, int]]:
        server = await places.server(11, "Guild", "ko")
        channel = await places.channel(server, 22, TEXT, "visa-news", "ko", can_post=True)
        return server, channel, await places.direct(77, "ko")

    first = await look()
    async with database.write(), asyncio.timeout(30):  # who wants to write now waits in vain
        assert await look() == first


async def test_a_blocked_or_left_server_is_not_written_however_often_it_is_seen(
    places: Places, database: Database
) -> None:
    server = await places.server(11, "Guild", "ko")
    channel = await places.channel(server, 22, TEXT, "visa-news", "ko")
    async with database.write() as tx:
        await workspaces.leave(tx, server, NOON)
    async with database.write(), asyncio.timeout(30):
        assert await places.server(11, "Guild", "ko") == server
        assert await places.channel(server, 22, TEXT, "renamed", "ko", can_post=True) == channel
    assert (await stored(database, channel)).gone


async def test_two_who_see_a_place_at_once_make_one(places: Places, database: Database) -> None:
    servers = await asyncio.gather(*(places.server(11, "Guild", "ko") for _ in range(5)))
    assert len(set(servers)) == 1
    channels = await asyncio.gather(*(places.channel(servers[0], 22, TEXT, "news", "ko") for _ in range(5)))
    assert len(set(channels)) == 1
    people = await asyncio.gather(*(places.direct(77, "ko") for _ in range(5)))
    assert len(set(people)) == 1
    async with database.read() as tx:
        assert len(await workspaces.listing(tx)) == 2


async def test_another_name_kind_or_language_is_written(places: Places, database: Database) -> None:
    server = await places.server(11, "Guild", "en")
    channel = await places.channel(server, 22, TEXT, "news", "en")
    assert await places.server(11, "New name", "ko") == server
    assert await places.channel(server, 22, ChannelType.news, "visa-news", "ko") == channel
    async with database.read() as tx:
        its = await workspaces.get(tx, server)
    assert its is not None
    assert (its.name, its.locale) == ("New name", "ko")
    seen = await stored(database, channel)
    assert (seen.kind, seen.name, seen.locale) == ("announcement", "visa-news", "ko")


async def test_the_language_and_zone_that_admins_chose_stay(places: Places, database: Database) -> None:
    server = await places.server(11, "Guild", "en")
    channel = await places.channel(server, 22, TEXT, "news", "en")
    async with database.write() as tx:
        await workspaces.choose(tx, server, language="ko", timezone="Asia/Seoul")
    async with database.write(), asyncio.timeout(30):
        await places.channel(server, 22, TEXT, "news", "en")
    await places.channel(server, 22, TEXT, "renamed", "en")
    seen = await stored(database, channel)
    assert (seen.name, seen.locale, seen.timezone) == ("renamed", "ko", "Asia/Seoul")


@pytest.mark.parametrize(("can_post", "gone"), [(None, True), (False, True), (True, False)])
async def test_a_channel_that_was_given_up_is_back_only_where_the_bot_may_post(
    places: Places, database: Database, *, can_post: bool | None, gone: bool
) -> None:
    server = await places.server(11, "Guild", "en")
    channel = await places.channel(server, 22, TEXT, "news", "en")
    await give_up(database, channel, NOON)
    assert await places.channel(server, 22, TEXT, "renamed", "en", can_post=can_post) == channel
    assert (await stored(database, channel)).gone is gone


async def test_direct_messages_that_were_given_up_are_back_when_the_person_writes_again(
    places: Places, database: Database
) -> None:
    _, direct = await places.direct(77, "en")
    await give_up(database, direct, NOON)
    await places.direct(77, "en", can_post=False)
    assert (await stored(database, direct)).gone
    await places.direct(77, "en")
    assert not (await stored(database, direct)).gone


async def test_where_posting_was_refused_it_is_tried_at_once_when_it_is_seen_to_be_allowed(
    places: Places, database: Database
) -> None:
    server = await places.server(11, "Guild", "en")
    channel = await places.channel(server, 22, TEXT, "news", "en")
    await refuse(database, channel, "discord", NOON)
    for can_post in (None, False):
        await places.channel(server, 22, TEXT, "news", "en", can_post=can_post)
        assert not await due(database, "discord", NOON)
    await places.channel(server, 22, TEXT, "news", "en", can_post=True)
    assert await due(database, "discord", NOON)
    async with database.write(), asyncio.timeout(30):
        await places.channel(server, 22, TEXT, "news", "en", can_post=True)


async def test_a_channel_that_is_renamed_while_posting_is_refused_is_still_tried_as_soon_as_it_is_allowed(
    places: Places, database: Database
) -> None:
    server = await places.server(11, "Guild", "en")
    channel = await places.channel(server, 22, TEXT, "news", "en")
    await refuse(database, channel, "discord", NOON)
    await places.channel(server, 22, TEXT, "renamed", "en", can_post=False)
    assert not await due(database, "discord", NOON)
    await places.channel(server, 22, TEXT, "renamed", "en", can_post=True)
    assert await due(database, "discord", NOON)
