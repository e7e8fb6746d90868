"""What becomes of servers and channels is followed, by the events of a Discord on loopback."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from discord import ChannelType

from bot.faces.discord.places.life import Life
from bot.faces.discord.places.places import Places
from feeds.clock import SteppedClock
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from storage.engine.database import Database
from storage.workspaces import Workspace
from tests.bot import shipped
from tests.bot.faces.discord.living import alive
from tests.servers.discord import LoopbackDiscord, Permission, pointed_at
from tests.servers.discord.synced import guild_create

POSTING = int(Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES)
ALL = POSTING | int(Permission.ATTACH_FILES | Permission.READ_MESSAGE_HISTORY)
HOUR = timedelta(hours=1)


@dataclass
class Room:
    """A Discord, a database, and what connects them."""

    server: LoopbackDiscord
    database: Database
    clock: SteppedClock
    life: Life
    places: Places

    async def workspace(self, guild: int) -> Workspace | None:
        async with self.database.read() as tx:
            return await workspaces.by_external(tx, "discord", str(guild))

    async def follow(self, guild: int, channel: int, name: str = "news") -> int:
        """Have a channel of a server registered, as if somebody had subscribed it."""
        workspace = await self.places.server(guild, "Newsroom", "en")
        return await self.places.channel(workspace, channel, ChannelType.text, name, "en")

    async def place(self, number: int) -> Destination:
        async with self.database.read() as tx:
            found = await destinations.get(tx, number)
        assert found is not None
        return found

    async def refuse(self, number: int) -> None:
        """Have Discord refuse a post there, so that it waits for an hour."""
        now = self.clock.now()
        async with self.database.write() as tx:
            await outbox.put(tx, [outbox.NewRow(number, "notice:x:1", "notice", now)])
            (delivery,) = await outbox.claim(
                tx, now, platforms=["discord"], owner="me", lease_until=now + HOUR, limit=1
            )
            await outbox.refused(tx, delivery, until=now + HOUR, reason="no permission", now=now)

    def general(self, guild: int) -> int:
        """Return the channel that a server has from the beginning."""
        return int(self.server.world.store.table("guilds")[str(guild)]["system_channel_id"])

    async def has_left(self, guild: int) -> bool:
        one = await self.workspace(guild)
        return one is not None and one.left_at is not None

    async def is_in(self, guild: int) -> bool:
        one = await self.workspace(guild)
        return one is not None and one.left_at is None

    async def is_gone(self, number: int) -> bool:
        return (await self.place(number)).gone

    async def is_named(self, number: int, name: str) -> bool:
        return (await self.place(number)).name == name

    async def speaks(self, number: int, locale: str) -> bool:
        return (await self.place(number)).locale == locale

    async def due(self) -> bool:
        async with self.database.read() as tx:
            return await outbox.has_due(tx, self.clock.now(), platforms=["discord"])

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something holds in the database."""
        async with asyncio.timeout(30):
            while not await condition():  # noqa: ASYNC110 - a database tells nobody
                await asyncio.sleep(0.01)


@pytest.fixture
async def room(database: Database) -> AsyncIterator[Room]:
    clock = SteppedClock(datetime.now(UTC))
    places = Places(database, "UTC", clock)
    life = Life(places, database, shipped.catalogue(), shipped.korea_us_visa(), clock)
    async with LoopbackDiscord() as server:
        with pointed_at(server):
            yield Room(server, database, clock, life, places)


async def test_a_server_that_adds_the_bot_is_recorded_and_greeted_once_in_its_language(room: Room) -> None:
    async with alive(room.life, room.server):
        guild = room.server.places.add_guild(permissions=ALL, locale="ko")
        general = room.general(guild)
        await room.server.until(lambda: bool(room.server.places.texts(general)))
    one = await room.workspace(guild)
    assert one is not None
    assert (one.name, one.locale, one.left_at) == ("Newsroom", "ko", None)
    async with alive(room.life, room.server):
        pass
    (greeting,) = room.server.places.texts(general)
    assert "/visa 구독" in greeting
    assert "없는 권한" not in greeting


async def test_a_server_that_added_the_bot_while_it_was_not_listening_is_greeted_when_it_listens(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    async with alive(room.life, room.server):
        await room.server.until(lambda: bool(room.server.places.texts(room.general(guild))))
    assert await room.workspace(guild) is not None


async def test_a_server_that_has_had_the_bot_for_long_is_not_greeted_by_a_new_database(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    room.clock.move_to(room.clock.now() + timedelta(days=2))
    async with alive(room.life, room.server):
        pass
    assert room.server.places.texts(room.general(guild)) == []


async def test_a_server_that_removes_the_bot_is_left_and_goes_on_when_it_adds_it_again(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    news = await room.follow(guild, room.general(guild))
    async with alive(room.life, room.server):
        room.server.places.remove_bot(guild)
        await room.until(lambda: room.has_left(guild))
        assert (await room.place(news)).gone
        room.server.places.add_bot(guild, permissions=ALL)
        await room.until(lambda: room.is_in(guild))
    assert not (await room.place(news)).gone


async def test_what_happened_while_the_bot_did_not_listen_is_made_up_for_when_it_is_ready(room: Room) -> None:
    stays, goes = (room.server.places.add_guild(permissions=ALL) for _ in range(2))
    for guild in (stays, goes):
        await room.follow(guild, room.general(guild))
    person, _ = await room.places.direct(77, "en")
    room.server.places.remove_bot(goes)
    async with alive(room.life, room.server):
        assert await room.has_left(goes)
        assert await room.is_in(stays)
    async with room.database.read() as tx:
        direct = await workspaces.get(tx, person)
    assert direct is not None
    assert direct.left_at is None
    room.server.places.add_bot(goes, permissions=ALL)
    async with alive(room.life, room.server):
        assert await room.is_in(goes)


async def test_a_server_that_cannot_be_reached_at_the_start_is_not_left(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    await room.follow(guild, room.general(guild))
    unreachable: Any = SimpleNamespace(id=guild, unavailable=True)  # what discord.py knows of one in an outage
    await room.life.ready([unreachable])
    assert await room.is_in(guild)


async def test_a_server_that_is_back_from_an_outage_is_brought_up_to_date(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    news = await room.follow(guild, room.general(guild))
    world = room.server.world
    async with alive(room.life, room.server):
        world.tell("GUILD_DELETE", {"id": str(guild), "unavailable": True}, guild=str(guild), intents=1)
        world.channel(str(room.general(guild)))["name"] = "visa-news"
        world.tell("GUILD_CREATE", guild_create(world, str(guild)), guild=str(guild), intents=1)
        await room.until(lambda: room.is_named(news, "visa-news"))
        assert await room.is_in(guild)


async def test_a_renamed_channel_has_its_new_name_and_one_that_nobody_uses_stays_unknown(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    general, other = room.general(guild), room.server.places.add_channel(guild, "other")
    news = await room.follow(guild, general)
    async with alive(room.life, room.server):
        room.server.places.rename_channel(other, "another")
        room.server.places.rename_channel(general, "visa-news")
        await room.until(lambda: room.is_named(news, "visa-news"))
    async with room.database.read() as tx:
        assert len(await destinations.listing(tx, (await room.place(news)).workspace)) == 1


async def test_a_deleted_channel_or_thread_is_gone(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    channel = room.server.places.add_channel(guild)
    thread = room.server.places.add_thread(room.general(guild))
    followed = [await room.follow(guild, one) for one in (channel, thread)]
    async with alive(room.life, room.server):
        for one in (channel, thread):
            room.server.places.delete_channel(one)
        for number in followed:
            await room.until(partial(room.is_gone, number))


@pytest.mark.parametrize("way", ["role", "channel"])
async def test_where_posting_was_refused_it_goes_on_as_soon_as_it_is_allowed(room: Room, way: str) -> None:
    everyone = int(Permission.VIEW_CHANNEL)
    guild = room.server.places.add_guild(everyone=everyone, permissions=0)
    general = room.general(guild)
    news = await room.follow(guild, general)
    await room.refuse(news)
    async with alive(room.life, room.server):
        assert not await room.due()
        if way == "role":
            room.server.places.set_bot_permissions(guild, POSTING)
        else:
            room.server.places.overwrite(general, allow=POSTING)
        await room.until(room.due)


async def test_a_right_that_was_given_while_the_bot_did_not_listen_counts_when_it_is_ready(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    news = await room.follow(guild, room.general(guild))
    await room.refuse(news)
    async with alive(room.life, room.server):
        assert await room.due()


async def test_a_server_that_changes_its_language_is_spoken_to_in_it_in_all_its_channels(room: Room) -> None:
    guild = room.server.places.add_guild(permissions=ALL)
    news = await room.follow(guild, room.general(guild))
    async with alive(room.life, room.server):
        room.server.world.tell(
            "GUILD_UPDATE",
            room.server.world.guild(str(guild)) | {"name": "뉴스룸", "preferred_locale": "ko"},
            guild=str(guild),
            intents=1,
        )
        await room.until(lambda: room.speaks(news, "ko"))
    one = await room.workspace(guild)
    assert one is not None
    assert (one.name, one.locale) == ("뉴스룸", "ko")
