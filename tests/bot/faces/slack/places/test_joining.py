"""Who subscribes a channel has the bot there, or is told how to let it in."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cards.card import Card, CardKind
from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.dispatch import Dispatcher
from bot.faces.slack.places.joining import Joiner
from bot.locale.voice import Voice
from storage.engine.database import Database
from tests.bot import shipped
from tests.bot.faces.slack.newsroom import Newsroom, newsroom
from tests.bot.faces.slack.talking import Talk
from tests.bot.invented import DESK
from tests.servers.slack import Fault, said

CATALOGUE = shipped.catalogue()
VOICE = Voice("en", "UTC", CATALOGUE)
INVITE = "/invite @visabot"


@dataclass
class Room:
    """A newsroom, and who answers there."""

    news: Newsroom
    dispatcher: Dispatcher
    joiner: Joiner
    admin: str

    def channel(self, name: str, *, private: bool = False, bot: bool = False) -> str:
        return self.news.server.places.add_channel(self.news.team, name, private=private, bot=bot)

    async def ask(self, channel: str, line: str, *, name: str = "") -> Card:
        """Answer a line as the face does."""
        return await self.answer(await self.news.people.who(self.news.team, self.admin, channel, name), line)

    async def answer(self, who: Who, line: str) -> Card:
        form = await self.dispatcher.begin(who, line)
        card = await self.dispatcher.answer(who, line)
        return await self.joiner.after(who, form.command, form.given, card, VOICE) if form is not None else card

    def is_in(self, channel: str) -> bool:
        bot = self.news.server.places.bot(self.news.team)
        return self.news.server.world.is_member(channel, bot)


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    database = await Database.open(f"sqlite:///{mine}", durable=False)
    async with newsroom(database) as news:
        dispatcher = Dispatcher(database=database, desk=DESK, clock=news.clock, catalogue=CATALOGUE)
        joiner = Joiner(news.places, news.tokens, news.channels)
        yield Room(news, dispatcher, joiner, news.server.places.add_person(news.team, "boss", rank="admin"))
    await database.close()


async def test_the_bot_goes_into_a_public_channel_that_is_subscribed(room: Room) -> None:
    channel = room.channel("news")
    card = await room.ask(channel, "subscribe visa-talks")
    assert card.kind is CardKind.SUBSCRIPTION
    assert INVITE not in plain(card)
    assert room.is_in(channel)


async def test_it_goes_into_another_channel_that_is_named(room: Room) -> None:
    here, there = room.channel("here"), room.channel("there")
    who = await room.news.people.who(room.news.team, room.admin, here)
    await room.news.people.channel(who, there)
    await room.answer(who, "subscribe visa-talks channel:#there")
    assert (room.is_in(here), room.is_in(there)) == (False, True)


async def test_a_private_channel_tells_how_to_invite_it(room: Room) -> None:
    channel = room.channel("board", private=True)
    card = await room.ask(channel, "subscribe visa-talks", name="privategroup")
    assert card.kind is CardKind.SUBSCRIPTION
    assert f"cannot post here yet: type {INVITE}" in plain(card)
    assert channel not in plain(card), "its id tells nobody anything, and its name is not known"


async def test_a_private_channel_where_it_was_invited_a_moment_ago_tells_nothing(room: Room) -> None:
    channel = room.channel("board", private=True)
    await room.ask(channel, "status", name="privategroup")  # what is known of the channel is kept
    room.news.server.places.invite_bot(channel)
    assert INVITE not in plain(await room.ask(channel, "subscribe visa-talks", name="privategroup"))
    place = await room.news.place(channel)
    assert place is not None
    assert place.name == "board"


async def test_without_the_scope_to_join_it_tells_how_to_invite_it(room: Room) -> None:
    room.news.server.places.grant(room.news.team, ["chat:write", "channels:read", "users:read"])
    channel = room.channel("news")
    assert INVITE in plain(await room.ask(channel, "subscribe visa-talks"))
    assert not room.is_in(channel)
    elsewhere = await room.news.people.who(room.news.team, room.admin, room.channel("here"))
    assert f"cannot post in news yet: type there {INVITE}" in plain(
        await room.answer(elsewhere, "subscribe all channel:#news")
    )


async def test_where_it_is_in_and_in_direct_messages_nothing_is_asked_of_slack(room: Room) -> None:
    channel = room.channel("news", bot=True)
    direct = room.news.server.places.direct(room.admin)
    for place in (channel, direct):
        assert INVITE not in plain(await room.ask(place, "subscribe visa-talks"))
    assert room.news.asked("conversations.join") == 0
    assert room.news.asked("conversations.info") == 1


@pytest.mark.parametrize("line", ["status", "subscribe no-such-topic", "unsubscribe visa-talks"])
async def test_what_subscribes_nothing_makes_it_go_nowhere(room: Room, line: str) -> None:
    channel = room.channel("news")
    assert INVITE not in plain(await room.ask(channel, line))
    assert not room.is_in(channel)


async def test_where_slack_does_not_answer_the_subscription_stands_and_is_told_as_it_is(room: Room) -> None:
    channel = room.channel("news")
    who = await room.news.people.who(room.news.team, room.admin, channel)
    room.news.channels.forget(room.news.team, channel)
    room.news.server.faults.next("conversations.info", Fault.BROKEN)
    card = await room.answer(who, "subscribe visa-talks")
    assert card.kind is CardKind.SUBSCRIPTION
    assert INVITE not in plain(card)


async def test_whoever_types_the_command_has_it_so(talk: Talk) -> None:
    public, private = (
        talk.slack.places.add_channel(talk.team, name, private=closed, members=[talk.admin], bot=False)
        for name, closed in (("visa", False), ("board", True))
    )
    async with talk.listening():
        assert INVITE not in said(await talk.command("subscribe visa-talks daily", channel=public))
        assert INVITE in said(await talk.command("subscribe visa-talks daily", channel=private))
    assert talk.slack.world.is_member(public, talk.slack.places.bot(talk.team))
    assert len(await talk.following()) == 2
