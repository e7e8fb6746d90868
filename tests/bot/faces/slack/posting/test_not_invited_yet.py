"""What is due in a private channel, subscribed before the bot was invited, comes once it is."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.faces.slack.posting.face import SlackFace
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from storage import outbox
from storage.outbox import NewRow
from tests.bot import shipped
from tests.bot.faces.slack.newsroom import NOON
from tests.bot.faces.slack.room import HOUR, Room, followed_room, hear_as_operator
from tests.bot.invented import DESK


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    async with followed_room(Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))) as opened:
        yield opened


@pytest.fixture
async def deliverer(room: Room) -> AsyncIterator[Deliverer]:
    news, catalogue = room.news, shipped.catalogue()
    writer = Writer(database=news.database, desk=DESK, catalogue=catalogue, clock=news.clock)
    faces = {"slack": SlackFace(news.tokens, catalogue)}
    made = Deliverer(database=news.database, faces=faces, writer=writer, clock=news.clock, owner="test")
    yield made
    await made.stop()


async def subscribed(room: Room) -> str:
    """Have a private channel registered in which the bot is not, with an alert due there, and return it."""
    server = room.news.server
    channel = server.places.add_channel(room.news.team, "board", private=True, bot=False)
    asker = server.places.channel(channel)["creator"]
    who = await room.news.people.who(room.news.team, asker, channel, "privategroup")
    async with room.news.database.write() as tx:
        await outbox.put(tx, [NewRow(who.destination, "alert:1:1", "alert", NOON, story=1, revision=1)])
    return channel


async def test_an_alert_is_held_until_the_bot_is_invited_and_posted_once(room: Room, deliverer: Deliverer) -> None:
    channel = await subscribed(room)
    await deliverer.look()
    place = await room.place(channel)
    assert (place.gone, place.refused_at) == (False, NOON)
    room.news.server.places.invite_bot(channel)
    await room.living.settled()
    for _ in range(2):
        await deliverer.look()
        assert len(room.news.said(channel)) == 1
        room.news.clock.move_to(room.news.clock.now() + HOUR)
    assert (await room.place(channel)).refused_at is None


async def test_whoever_hears_of_it_is_told_to_invite_it_and_not_an_id_for_a_name(
    room: Room, deliverer: Deliverer
) -> None:
    await hear_as_operator(room)
    await subscribed(room)
    await deliverer.look()
    ((heard, told),) = await room.notices()
    assert heard == "local"
    assert (told["kind"], told["missing"], told["place"]) == ("place-refused", "invite", "")
