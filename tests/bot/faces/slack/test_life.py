"""What becomes of workspaces and channels is followed, by the events of a Slack on loopback."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.faces.slack.greeting import Greeter
from bot.faces.slack.life import Life
from bot.faces.slack.refused_tokens import RefusedTokens
from bot.faces.slack.scopes import EVENTS
from bot.locale.catalogue import load_catalogue
from bot.pipeline.retain import LEFT_DAYS, Retainer
from storage import destinations, outbox, workspaces
from storage.database import Database
from storage.destinations import Destination
from tests.bot.faces.slack.living import Living, alive
from tests.bot.faces.slack.newsroom import NOON, Newsroom, newsroom
from tests.bot.invented import DESK
from tests.servers.slack import Fault
from tests.servers.slack.errors import Word
from tests.servers.slack.installing import end

HOUR = timedelta(hours=1)


@dataclass
class Room:
    """A workspace, and who follows what becomes of it."""

    news: Newsroom
    life: Life
    living: Living

    async def follow(self, channel: str, *, notices: bool = False) -> None:
        """Have a channel registered, as if somebody had subscribed it."""
        name = self.news.server.places.channel(channel)["name"]
        who = await self.news.people.who(
            self.news.team, self.news.server.places.channel(channel)["creator"], channel, name
        )
        if notices:
            async with self.news.database.write() as tx:
                await destinations.set_notices(tx, who.destination, notices=True)

    async def place(self, channel: str) -> Destination:
        found = await self.news.place(channel)
        assert found is not None
        return found

    async def notices(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what is to be told, and where."""
        async with self.news.database.write() as tx:
            due = await outbox.claim(
                tx,
                self.news.clock.now() + HOUR,
                platforms=["slack", "terminal"],
                owner="me",
                lease_until=NOON,
                limit=99,
            )
        return [(one.destination.external, one.payload["data"]) for one in due]

    async def has_left(self) -> bool:
        its = await self.news.workspace()
        assert its is not None
        return its.left_at is not None


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    mine = Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))
    database = await Database.open(f"sqlite:///{mine}", durable=False)
    async with newsroom(database) as news:
        greeter = Greeter(load_catalogue(), DESK, news.directs)
        life = Life(news.people, greeter)
        async with alive(life, news.server) as living:
            yield Room(news, life, living)
    await database.close()


async def operator(room: Room) -> None:
    """Have an operator's terminal hear notices."""
    async with room.news.database.write() as tx:
        local = await workspaces.put(tx, platform="terminal", external="local", name="local", locale="en", now=NOON)
        await destinations.put(
            tx,
            workspace=local.id,
            external="local",
            kind="terminal",
            name="terminal",
            locale="en",
            timezone="UTC",
            now=NOON,
            notices=True,
        )


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
    assert await room.notices() == [(hears, {"kind": kind, "place": "news"})]


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
        bot = server.places.bot(room.news.team)
        server.world.store.drop("members", f"{channel}:{bot}")
        server.places.unarchive(channel)
    await room.living.settled()
    assert [(await room.place(one)).gone for one in (public, private, deleted)] == [False, True, True]
    server.places.invite_bot(private)
    await room.living.settled()
    assert not (await room.place(private)).gone


async def test_a_workspace_that_is_renamed_is_called_so_and_stays_so(room: Room) -> None:
    server = room.news.server
    channel = server.places.add_channel(room.news.team)
    await room.follow(channel)
    server.places.rename_team(room.news.team, "Visa desk")
    await room.living.settled()
    await room.follow(channel)  # the client still has the old name
    its = await room.news.workspace()
    assert its is not None
    assert its.name == "Visa desk"


@pytest.mark.parametrize("how", ["uninstall", "revoke"])
async def test_an_app_that_is_removed_says_nothing_more_and_tells_the_operator_once(room: Room, how: str) -> None:
    server = room.news.server
    await operator(room)
    await room.follow(server.places.add_channel(room.news.team), notices=True)
    getattr(server.places, how)(room.news.team)
    await room.living.settled()
    server.delivery.repeat(2)
    await room.living.settled()
    assert await room.has_left()
    (told,) = await room.notices()
    assert told[0] == "local"
    assert (told[1]["kind"], told[1]["place"]) == ("workspace-lost", "Newsroom")


async def test_word_of_a_removal_that_comes_after_the_app_was_installed_again_removes_nothing(room: Room) -> None:
    server = room.news.server
    channel = server.places.add_channel(room.news.team)
    await room.follow(channel)
    await room.life.heard(room.news.team, {"type": "app_uninstalled"})
    await room.life.heard(room.news.team, {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}})
    assert not await room.has_left()
    server.faults.next("auth.test", Fault.DOWN)  # it cannot be checked: then it is believed
    await room.life.heard(room.news.team, {"type": "app_uninstalled"})
    assert await room.has_left()


async def test_revoked_tokens_of_persons_are_no_matter(room: Room) -> None:
    await room.follow(room.news.server.places.add_channel(room.news.team))
    room.news.server.places.uninstall(room.news.team)
    await room.life.heard(room.news.team, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    its = await room.news.workspace()
    assert its is not None


async def test_a_token_that_a_post_is_refused_with_ends_the_workspace(room: Room) -> None:
    await operator(room)
    await room.follow(room.news.server.places.add_channel(room.news.team))
    end(room.news.server.world, room.news.team, Word.ACCOUNT_INACTIVE)  # no event tells of it
    refused = RefusedTokens()
    watching = asyncio.create_task(room.life.watch(refused))
    for _ in range(3):
        refused.note(room.news.team, "account_inactive")
    refused.note("T0000000099", "account_inactive")  # never heard of
    async with asyncio.timeout(10):
        while not await room.has_left():  # noqa: ASYNC110 - what the database holds tells nobody
            await asyncio.sleep(0.01)
    assert [told["reason"] for _, told in await room.notices()] == ["account_inactive"]
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_a_refusal_of_a_token_that_is_none_any_more_ends_nothing(room: Room) -> None:
    await room.follow(room.news.server.places.add_channel(room.news.team))
    refused = RefusedTokens()
    watching = asyncio.create_task(room.life.watch(refused))
    refused.note(room.news.team, "token_revoked")
    await room.news.server.until(lambda: room.news.asked("auth.test") > 1)
    await room.living.settled()
    assert not await room.has_left()
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_the_token_of_an_app_that_is_removed_is_let_go_at_once(room: Room) -> None:
    room.news.server.places.uninstall(room.news.team)
    await room.living.settled()
    assert room.news.tokens.forgotten == {room.news.server.places.token(room.news.team)}


async def test_at_the_start_what_is_installed_goes_on_and_what_is_not_is_left(room: Room) -> None:
    channel = room.news.server.places.add_channel(room.news.team)
    await room.follow(channel)
    await room.life.ready()
    assert not await room.has_left()
    room.news.tokens.gone.add(room.news.team)
    await room.life.ready()
    assert await room.has_left()
    assert (await room.place(channel)).gone
    room.news.tokens.gone.clear()
    await room.life.ready()
    assert not await room.has_left()
    assert not (await room.place(channel)).gone


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


async def test_a_workspace_that_the_app_left_is_removed_after_thirty_days(room: Room) -> None:
    await room.follow(room.news.server.places.add_channel(room.news.team))
    room.news.server.places.uninstall(room.news.team)
    await room.living.settled()
    retainer = Retainer(room.news.database, room.news.clock, keep_days=400, keep_unmatched_days=60)
    room.news.clock.move_to(NOON + timedelta(days=LEFT_DAYS - 1))
    await retainer.look()
    assert await room.news.workspace() is not None
    room.news.clock.move_to(NOON + timedelta(days=LEFT_DAYS + 1))
    await retainer.look()
    assert await room.news.workspace() is None
