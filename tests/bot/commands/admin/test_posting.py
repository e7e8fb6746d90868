"""How posts come in a channel: whom they mention, whether others see them, and a test post."""

from dataclasses import dataclass, replace

import pytest

from bot.cards.card import Card
from bot.cards.plain import plain
from bot.commands.call import Who
from bot.commands.command import Permission
from storage import destinations, outbox, workspaces
from storage.destinations import Destination
from tests.bot.commands.conftest import Desk
from tests.bot.invented import NOW
from tests.places import a_place

SERVER = "112233445566778899"
ROLE = "123456789012345678"
GROUP = "S0614TZR7"


@dataclass(frozen=True)
class Server:
    """A server on Discord, and its admin in its news channel."""

    desk: Desk
    news: int
    announcements: int
    admin: Who

    async def ask(self, line: str) -> str:
        return plain(await self.card(line))

    async def card(self, line: str) -> Card:
        return await self.desk.dispatcher.answer(self.admin, line)

    async def place(self, number: int) -> Destination:
        async with self.desk.database.read() as tx:
            found = await destinations.get(tx, number)
        assert found is not None
        return found


@pytest.fixture
async def server(desk: Desk) -> Server:
    async with desk.database.write() as tx:
        its = await workspaces.put(tx, platform="discord", external=SERVER, name="Guild", locale="en", now=NOW)
        news, announcements = [
            await a_place(tx, its.id, str(number), NOW, kind=kind, name=kind)
            for number, kind in enumerate(("text", "announcement"), start=1)
        ]
    who = Who("discord", its.id, news.id, "7", "en", "UTC", Permission.ADMIN)
    return Server(desk, news.id, announcements.id, who)


@pytest.mark.parametrize("written", [ROLE, f"<@&{ROLE}>"])
async def test_a_role_is_mentioned_until_nobody_is(server: Server, written: str) -> None:
    assert "Nobody is mentioned" in await server.ask("posting")
    assert ROLE in await server.ask(f"posting mention:{written}")
    assert (await server.place(server.news)).mention == ROLE
    assert ROLE in await server.ask("posting")
    assert "Nobody is mentioned" in await server.ask("posting no-mention")
    assert (await server.place(server.news)).mention is None


async def test_a_change_is_in_the_audit_and_can_be_undone(server: Server) -> None:
    await server.ask(f"posting mention:{ROLE}")
    changed = await server.card("posting no-mention:yes")
    assert "posting" in await server.ask("audit")
    (undo,) = changed.actions
    await server.ask(undo.command)
    assert (await server.place(server.news)).mention == ROLE


async def test_everyone_is_never_mentioned(server: Server) -> None:
    assert "never mentions @everyone" in await server.ask(f"posting mention:{SERVER}")
    assert "is no role" in await server.ask("posting mention:@everyone")
    assert (await server.place(server.news)).mention is None


async def test_a_role_and_nobody_at_once_change_nothing(server: Server) -> None:
    await server.ask(f"posting mention:{ROLE} no-mention:yes")
    assert (await server.place(server.news)).mention is None


async def test_only_posts_in_announcement_channels_can_be_published(server: Server) -> None:
    assert "no announcement channel" in await server.ask("posting publish:yes")
    assert not (await server.place(server.news)).publish
    assert "Posts are published" in await server.ask("posting publish:yes channel:#announcement")
    assert (await server.place(server.announcements)).publish
    assert "Posts are not published" in await server.ask("posting publish:no channel:#announcement")


async def test_a_test_post_is_due_at_once_and_says_what_it_is(server: Server) -> None:
    assert "on its way" in await server.ask("posting test:yes")
    async with server.desk.database.write() as tx:
        (due,) = await outbox.claim(tx, NOW, platforms=["discord"], owner="me", lease_until=NOW, limit=9)
    assert (due.kind, due.destination.id, due.payload["data"]) == ("notice", server.news, {"kind": "test"})


@pytest.fixture
async def team(desk: Desk) -> Server:
    """A workspace on Slack, its channel, and the direct messages of its admin."""
    async with desk.database.write() as tx:
        its = await workspaces.put(tx, platform="slack", external="T1", name="Team", locale="en", now=NOW)
        news, direct = [
            await a_place(tx, its.id, external, NOW, kind=kind, name=name)
            for external, kind, name in (("C1", "channel", "news"), ("@U1", "direct", "DM"))
        ]
    who = Who("slack", its.id, news.id, "U1", "en", "UTC", Permission.ADMIN)
    return Server(desk, news.id, direct.id, who)


@pytest.mark.parametrize("written", [GROUP, f"<!subteam^{GROUP}>", f"<!subteam^{GROUP}|@visa-team>"])
async def test_on_slack_a_user_group_is_mentioned_until_nobody_is(team: Server, written: str) -> None:
    assert f"this user group, digests and edits nobody: {GROUP}" in await team.ask(f"posting mention:{written}")
    assert (await team.place(team.news)).mention == GROUP
    changed = await team.card("posting no-mention:yes")
    assert (await team.place(team.news)).mention is None
    await team.ask(changed.actions[0].command)
    assert (await team.place(team.news)).mention == GROUP


@pytest.mark.parametrize("word", ["<!channel>", "<!here|here>", "@visa-team", "<@U012AB3CD>", "SETTINGS"])
async def test_on_slack_nobody_else_is_mentioned(team: Server, word: str) -> None:
    assert "no user group" in await team.ask(f"posting mention:{word}")
    assert (await team.place(team.news)).mention is None


async def test_on_slack_developments_are_shown_in_the_channel_where_that_is_asked_for(team: Server) -> None:
    assert "in the thread of their story only" in await team.ask("posting")
    changed = await team.card("posting broadcast:yes")
    assert "shown in the channel too" in plain(changed)
    assert (await team.place(team.news)).publish
    await team.ask(changed.actions[0].command)
    assert not (await team.place(team.news)).publish


async def test_direct_messages_have_no_user_groups(team: Server) -> None:
    direct = replace(team, admin=replace(team.admin, destination=team.announcements))
    assert "have no user groups" in await direct.ask(f"posting mention:{GROUP}")


async def test_each_platform_has_the_options_of_what_it_has(server: Server, team: Server) -> None:
    for place, there, elsewhere in ((server, "publish", "broadcast"), (team, "broadcast", "publish")):
        (command,) = [one for one in place.desk.dispatcher.commands_on(place.admin.platform) if one.name == "posting"]
        assert there in {option.name for option in command.options}
        assert elsewhere not in {option.name for option in command.options}
        await place.ask(f"posting {elsewhere}:yes")
        assert not (await place.place(place.news)).publish
        assert there in await place.ask("help posting")
        assert elsewhere not in await place.ask("help posting")


async def test_where_there_are_channels_there_is_such_a_command_and_only_for_admins(desk: Desk, server: Server) -> None:
    assert "is no command" in await desk.ask("posting")
    assert "/visa-admin posting" not in await desk.ask("help")
    assert "/visa-admin posting" in await server.ask("help")
    here, there = ([one.name for one in desk.dispatcher.commands_on(on)] for on in ("terminal", "discord"))
    assert set(there) - set(here) == {"posting"}
    for who, offered in ((desk.who(), False), (server.admin, True)):
        found = [one.text.strip() for one in await desk.dispatcher.complete(who, "post")]
        assert ("posting" in found) is offered
    manager = replace(server.admin, permission=Permission.MANAGER)
    assert "admin" in plain(await desk.dispatcher.answer(manager, "posting"))
