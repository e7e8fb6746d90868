"""On Slack people's direct messages are places of the workspace: what they follow there is theirs alone."""

from dataclasses import dataclass

import pytest

from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.command import Permission
from storage import audit, subscriptions, workspaces
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.places import a_place

MINA, ADMIN = "U0MINA", "U0ADMIN"


@dataclass(frozen=True)
class Team:
    """A workspace: its admin in a channel, and the same and another person directly."""

    desk: Desk
    admin: Who
    alone: Who
    mina: Who

    async def ask(self, who: Who, line: str) -> str:
        return plain(await self.desk.dispatcher.answer(who, line))

    async def followed(self, who: Who) -> list[str | None]:
        async with self.desk.database.read() as tx:
            return [one.topic for one in await subscriptions.listing(tx, destination=who.destination)]


@pytest.fixture
async def team(desk: Desk) -> Team:
    async with desk.database.write() as tx:
        its = await workspaces.put(tx, platform="slack", external="T1", name="Newsroom", locale="en", now=NOW)
        news, own, other = [
            await a_place(tx, its.id, external, NOW, kind=kind, name=name)
            for external, kind, name in (
                ("C1", "channel", "news"),
                (f"@{ADMIN}", "direct", "DM"),
                (f"@{MINA}", "direct", "DM"),
            )
        ]
    return Team(
        desk,
        Who("slack", its.id, news.id, ADMIN, "en", "UTC", Permission.ADMIN),
        Who("slack", its.id, own.id, ADMIN, "en", "UTC", Permission.ADMIN),
        Who("slack", its.id, other.id, MINA, "en", "UTC", Permission.MANAGER),
    )


async def test_an_admin_does_not_see_what_somebody_follows_directly(team: Team) -> None:
    assert "followed here" in await team.ask(team.mina, "subscribe visa-talks")
    assert "DM" not in await team.ask(team.admin, "subscriptions")
    assert "visa-talks" not in await team.ask(team.alone, "subscriptions")
    assert "DM" not in await team.ask(team.admin, "subscriptions channel:#nowhere")


@pytest.mark.parametrize("channel", [f"@{MINA}", f"<#@{MINA}>"])
@pytest.mark.parametrize("line", ["subscribe all", "unsubscribe visa-talks", "pause visa-talks", "posting test:yes"])
async def test_an_admin_changes_nothing_there(team: Team, line: str, channel: str) -> None:
    await team.ask(team.mina, "subscribe visa-talks")
    shown = await team.ask(team.admin, f"{line} channel:{channel}")
    assert "There is no channel" in shown, shown
    assert await team.followed(team.mina) == ["visa-talks"]


async def test_an_admin_goes_on_with_their_own_direct_messages(team: Team) -> None:
    assert "followed here" in await team.ask(team.alone, "subscribe all")
    assert "All topics" in await team.ask(team.alone, "subscriptions")


async def test_what_somebody_follows_directly_is_in_no_audit(team: Team) -> None:
    await team.ask(team.mina, "subscribe visa-talks")
    await team.ask(team.mina, "mute 1")
    await team.ask(team.admin, "subscribe all")
    async with team.desk.database.read() as tx:
        lines = await audit.latest(tx, workspace=team.admin.workspace, limit=9)
    assert [(line.actor, line.action) for line in lines] == [(ADMIN, "follow.add")]


async def test_a_topic_that_comes_back_is_followed_there_again(team: Team) -> None:
    await team.ask(team.admin, "topic add our-plant Our plant")
    await team.ask(team.mina, "subscribe our-plant")
    asked = await team.desk.dispatcher.answer(team.admin, "topic remove our-plant")
    gone = await team.desk.dispatcher.answer(team.admin, asked.actions[0].command)
    assert await team.followed(team.mina) == []
    await team.desk.dispatcher.answer(team.admin, gone.actions[0].command)
    assert await team.followed(team.mina) == ["our-plant"]
