"""Who brings the bot in is greeted, by the events of a Slack on loopback."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.faces.slack.setup.scopes import EVENTS
from storage import workspaces
from tests.bot.faces.slack.newsroom import NOON
from tests.bot.faces.slack.room import Room, followed_room
from tests.servers.slack import Fault


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    async with followed_room(Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))) as opened:
        yield opened


def test_what_is_followed_is_what_the_manifest_asks_for(room: Room) -> None:
    others = {"app_home_opened", "app_mention", "message.im"}
    assert room.life.events == set(EVENTS) - others


async def test_who_first_invites_the_bot_is_greeted_once_in_their_language(room: Room) -> None:
    server = room.news.server
    mina = server.places.add_person(room.news.team, locale="ko-KR")
    for name in ("one", "two"):
        server.places.invite_bot(server.places.add_channel(room.news.team, name, bot=False), by=mina)
    await room.living.settled()
    server.delivery.repeat(2)
    await room.living.settled()
    (greeting,) = room.news.said(server.places.direct(mina))
    assert "안녕하십니까" in greeting
    assert "/invite @visabot" in greeting
    assert (await room.place(f"@{mina}")).locale == "ko"


async def test_where_the_bot_is_known_already_nobody_is_greeted(room: Room) -> None:
    server = room.news.server
    mina = server.places.add_person(room.news.team)
    channel = server.places.add_channel(room.news.team, bot=False)
    await room.follow(channel)
    server.places.invite_bot(channel, by=mina)
    await room.living.settled()
    assert room.news.said(server.places.direct(mina)) == []


async def test_other_members_that_come_in_are_no_matter(room: Room) -> None:
    server = room.news.server
    channel = server.places.add_channel(room.news.team)
    server.places.join(channel, server.places.add_person(room.news.team))
    await room.living.settled()
    assert await room.news.workspace() is None


async def test_who_installs_the_app_is_greeted_and_who_does_so_again_goes_on(room: Room) -> None:
    server = room.news.server
    mina = server.places.add_person(room.news.team)
    for _ in range(2):
        await room.life.installed(room.news.team, mina)
    assert len(room.news.said(server.places.direct(mina))) == 1
    await room.life.heard(room.news.team, {"type": "app_uninstalled"})
    its = await room.news.workspace()
    assert its is not None
    async with room.news.database.write() as tx:
        await workspaces.leave(tx, its.id, NOON)
    await room.life.installed(room.news.team, mina)
    assert not await room.has_left()
    assert len(room.news.said(server.places.direct(mina))) == 1


async def test_a_greeting_that_slack_does_not_take_is_no_trouble(room: Room) -> None:
    server = room.news.server
    mina = server.places.add_person(room.news.team)
    server.faults.next("conversations.open", Fault.BROKEN)
    await room.life.installed(room.news.team, mina)
    assert room.news.said(server.places.direct(mina)) == []
    await room.life.installed(room.news.team, mina)
    assert len(room.news.said(server.places.direct(mina))) == 1
