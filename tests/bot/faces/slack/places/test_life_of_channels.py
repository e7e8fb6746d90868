"""What becomes of channels is followed, by the events of a Slack on loopback."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import outbox
from tests.bot.faces.slack.newsroom import NOON
from tests.bot.faces.slack.room import HOUR, Room, followed_room


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    async with followed_room(Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))) as opened:
        yield opened


async def test_an_invitation_brings_a_channel_back_that_was_given_up_or_refused(room: Room) -> None:
    server = room.news.server
    given_up, refused = (
        server.places.add_channel(room.news.team, name, private=True, bot=False) for name in ("one", "two")
    )
    for channel in (given_up, refused):
        await room.follow(channel)
    place = await room.place(refused)
    async with room.news.database.write() as tx:
        await outbox.end(tx, (await room.place(given_up)).id, reason="channel_not_found", now=NOON)
        await outbox.put(tx, [outbox.NewRow(place.id, "notice:x:1", "notice", NOON)])
        (row,) = await outbox.claim(tx, NOON, platforms=["slack"], owner="me", lease_until=NOON + HOUR, limit=1)
        await outbox.refused(tx, row, until=NOON + HOUR, reason="not_in_channel", now=NOON)
    for channel in (given_up, refused):
        server.places.invite_bot(channel)
    await room.living.settled()
    assert not (await room.place(given_up)).gone
    assert (await room.place(given_up)).name == "one"
    async with room.news.database.read() as tx:
        assert await outbox.has_due(tx, NOON, platforms=["slack"])


async def test_a_channel_that_is_renamed_is_called_so(room: Room) -> None:
    server = room.news.server
    public = server.places.add_channel(room.news.team, "one")
    private = server.places.add_channel(room.news.team, "board", private=True)
    unknown = server.places.add_channel(room.news.team, "other")
    for channel in (public, private):
        await room.follow(channel)
    for channel in (public, private, unknown):
        server.places.rename_channel(channel, "visa-news")
    await room.living.settled()
    assert [((await room.place(one)).name, (await room.place(one)).kind) for one in (public, private)] == [
        ("visa-news", "channel"),
        ("visa-news", "private"),
    ]
    assert await room.news.place(unknown) is None


LOSSES = ("kick_bot", "archive", "delete_channel")


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("loss", LOSSES)
async def test_a_lost_channel_is_told_once_where_the_workspace_hears_about_the_bot(
    room: Room, loss: str, *, private: bool
) -> None:
    server = room.news.server
    hears = server.places.add_channel(room.news.team, "ops")
    lost = server.places.add_channel(room.news.team, "news", private=private)
    await room.follow(hears, notices=True)
    await room.follow(lost)
    getattr(server.places, loss)(lost)
    await room.living.settled()
    room.news.clock.move_to(NOON + HOUR)
    server.delivery.repeat(2)
    await room.living.settled()
    assert (await room.place(lost)).gone
    kind = "place-archived" if loss == "archive" else "place-gone"
    named = {"place": "", "channel": lost} if private else {"place": "news"}  # who reads it may not be in it
    assert await room.notices() == [(hears, {"kind": kind, **named})]


async def test_losing_what_nobody_subscribed_is_told_to_nobody(room: Room) -> None:
    server = room.news.server
    await room.follow(server.places.add_channel(room.news.team, "ops"), notices=True)
    for loss in LOSSES:
        getattr(server.places, loss)(server.places.add_channel(room.news.team, loss.replace("_", "-")))
    await room.living.settled()
    assert await room.notices() == []


async def test_an_archived_public_channel_goes_on_when_it_is_opened_and_a_private_one_when_the_bot_is_invited(
    room: Room,
) -> None:
    server = room.news.server
    public = server.places.add_channel(room.news.team, "news")
    private = server.places.add_channel(room.news.team, "board", private=True)
    deleted = server.places.add_channel(room.news.team, "gone")
    for channel in (public, private, deleted):
        await room.follow(channel)
        server.places.archive(channel)
    await room.living.settled()
    for channel in (public, private):
        server.places.unarchive(channel)
    await room.living.settled()
    assert [(await room.place(one)).gone for one in (public, private, deleted)] == [False, True, True]
    server.places.invite_bot(private)
    await room.living.settled()
    assert not (await room.place(private)).gone


async def test_a_private_channel_that_is_shared_goes_on_under_its_other_id(room: Room) -> None:
    """Slack, "channel_id_changed": nothing can be posted under the former id any more."""
    server = room.news.server
    board = server.places.add_channel(room.news.team, "board", private=True)
    await room.follow(board)
    before = await room.place(board)
    shared = server.places.share(board)
    await room.living.settled()
    after = await room.place(shared)
    assert (after.id, after.kind, after.name, after.gone) == (before.id, "shared", "board", False)
    assert await room.news.place(board) is None
    server.delivery.repeat(1)
    await room.living.settled()
    assert (await room.place(shared)).id == before.id
    assert await room.notices() == []


async def test_a_channel_that_was_lost_because_it_is_shared_comes_back(room: Room) -> None:
    server = room.news.server
    board = server.places.add_channel(room.news.team, "board", private=True)
    await room.follow(board)
    async with room.news.database.write() as tx:
        await outbox.end(tx, (await room.place(board)).id, reason="channel_not_found", now=NOON)
    shared = server.places.share(board)
    await room.living.settled()
    assert not (await room.place(shared)).gone


async def test_an_unknown_channel_that_is_shared_stays_unknown(room: Room) -> None:
    server = room.news.server
    shared = server.places.share(server.places.add_channel(room.news.team, "board", private=True))
    await room.living.settled()
    assert await room.news.place(shared) is None
