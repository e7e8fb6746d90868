"""What becomes of workspaces and of the app's tokens is followed, by the events of a Slack on loopback."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.faces.slack.workspaces.refused_tokens import RefusedTokens
from bot.pipeline.retain import LEFT_DAYS, Retainer
from tests.bot.faces.slack.newsroom import NOON
from tests.bot.faces.slack.room import Room, followed_room, hear_as_operator
from tests.servers.slack import Fault
from tests.servers.slack.errors import Word
from tests.servers.slack.installing import end


@pytest.fixture
async def room(tmp_path: Path, filled: Path) -> AsyncIterator[Room]:
    async with followed_room(Path(shutil.copy(filled, tmp_path / "visabot.sqlite3"))) as opened:
        yield opened


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
    await hear_as_operator(room)
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
    end(room.news.server.world, room.news.team, Word.ACCOUNT_INACTIVE)  # if it were asked, the app would be gone
    await room.life.heard(room.news.team, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    assert not await room.has_left()


async def test_a_token_that_a_post_is_refused_with_ends_the_workspace(room: Room) -> None:
    await hear_as_operator(room)
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
