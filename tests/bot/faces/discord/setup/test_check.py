"""`visabot discord check` asks Discord whether everything is as it should be."""

import socket

import pytest

from bot.faces.discord.chat import DiscordSettings
from bot.faces.discord.commands.register import register_anew
from bot.faces.discord.setup.check import Findings, check
from bot.faces.discord.setup.check_report import report
from bot.faces.discord.setup.reaching import ErrandError
from feeds.clock import SteppedClock
from storage import destinations, subscriptions, workspaces
from storage.subscriptions import Mode, Terms
from tests.bot.faces.discord.poster import refuses, scripted
from tests.bot.faces.discord.talking import Talk
from tests.bot.invented import DESK, NOW
from tests.places import a_place
from tests.servers.discord import TOKEN, Permission

ATTACH_OR_READ = int(Permission.ATTACH_FILES | Permission.READ_MESSAGE_HISTORY)


@pytest.fixture
async def registered(talk: Talk) -> Talk:
    """The commands are registered."""
    await register_anew(talk.settings(), DESK, talk.database, SteppedClock(NOW))
    return talk


async def _follow(talk: Talk, channel: int, kind: str = "text", *, server: int = 0, name: str = "news") -> int:
    guild = str(server or talk.guild)
    async with talk.database.write() as tx:
        its = await workspaces.put(tx, platform="discord", external=guild, name="Newsroom", locale="en", now=NOW)
        place = await a_place(tx, its.id, str(channel), NOW, kind=kind, name=name)
        await subscriptions.add(tx, place.id, None, Terms(Mode.INSTANT, "UTC", "en"), next_due_at=None, now=NOW)
        return place.id


async def _checked(talk: Talk) -> Findings:
    return await check(talk.settings(), DESK, talk.database)


async def _told(talk: Talk) -> str:
    return "\n".join(report(await _checked(talk)))


async def test_who_the_bot_is_and_where_and_that_all_is_well(registered: Talk) -> None:
    registered.discord.places.add_guild("Elsewhere")
    await _follow(registered, registered.channel)
    findings = await _checked(registered)
    assert findings.problems == 0
    told = "\n".join(report(findings))
    assert f"application {registered.discord.world.bot['id']}" in told
    assert "registered and current (visa, visa-admin, Why was this posted?, Track this)" in told
    assert f"Newsroom ({registered.guild})\n    #news: all is well" in told
    assert "Elsewhere" in told
    assert told.count("nothing is followed there") == 1
    assert registered.everyone_sees() == []


async def test_what_is_missing_in_a_channel_has_discords_name_and_its_reason(registered: Talk) -> None:
    await _follow(registered, registered.channel)
    registered.discord.places.deny(registered.channel, ATTACH_OR_READ)
    told = await _told(registered)
    assert "! #news: the bot's role lacks Attach Files there, needed to show the picture of a digest" in told
    assert "lacks Read Message History" in told
    assert (await _checked(registered)).problems == 2


async def test_threads_are_looked_at_too_and_what_was_deleted_is_told(registered: Talk) -> None:
    places = registered.discord.places
    thread = places.add_thread(registered.channel, "talks")
    locked = places.add_thread(registered.channel, "locked")
    places.archive(locked, locked=True)
    gone = places.add_channel(registered.guild, "gone")
    places.delete_channel(gone)
    await _follow(registered, thread, "thread", name="talks")
    await _follow(registered, locked, "thread", name="locked")
    await _follow(registered, gone, name="gone")
    assert "#talks: all is well" in await _told(registered)
    assert "! #locked: the thread is locked" in await _told(registered)
    assert "! #gone: it was deleted" in await _told(registered)
    places.deny(registered.channel, int(Permission.SEND_MESSAGES_IN_THREADS))
    assert "! #talks: the bot's role lacks Send Messages in Threads there" in await _told(registered)


async def test_a_role_that_calls_nobody_is_told(registered: Talk) -> None:
    place = await _follow(registered, registered.channel)
    for role, says in (
        (registered.discord.places.add_role(registered.guild, "visa-watch"), "mention @visa-watch, which nobody"),
        (12345, "was deleted: choose another"),
        (registered.discord.places.add_role(registered.guild, "called", mentionable=True), "all is well"),
    ):
        async with registered.database.write() as tx:
            await destinations.set_posting_options(tx, place, mention=str(role), publish=False)
        assert says in await _told(registered)


async def test_a_server_that_lost_the_bot_unnoticed_is_told_and_one_that_removed_it_is_not(registered: Talk) -> None:
    other = registered.discord.places.add_guild("Other")
    await _follow(registered, registered.discord.places.add_channel(other, "news"), server=other)
    registered.discord.places.remove_bot(other)
    assert f"({other}): the bot is not in it any more" in await _told(registered)
    async with registered.database.write() as tx:
        its = await workspaces.by_external(tx, "discord", str(other))
        assert its is not None
        await workspaces.leave(tx, its.id, NOW)
    assert (await _checked(registered)).problems == 0


async def test_direct_messages_are_counted_for_they_cannot_be_tried(registered: Talk) -> None:
    async with registered.listening():
        here = registered.discord.places.direct(registered.reader)
        await registered.command("visa subscribe", {"topic": "all"}, by=registered.reader, channel=here)
    assert "Direct messages that follow something: 1." in await _told(registered)


async def test_commands_that_are_not_there_or_of_another_release_are_told(talk: Talk) -> None:
    assert "! visa is not registered" in await _told(talk)
    await register_anew(talk.settings(), DESK, talk.database, SteppedClock(NOW))
    stored = talk.discord.world.store.table("commands")
    visa = next(one for one in stored.values() if one["name"] == "visa")
    visa["options"] = [one for one in visa["options"] if one["name"] != "latest"]
    talk.discord.world.store.put("commands", "7", visa | {"id": "7", "name": "visas"})
    told = await _told(talk)
    assert "! visa is registered as it was" in told
    assert "! visas is registered, but is no command of this release" in told
    assert "visa-admin" not in told


async def test_translations_of_another_release_are_told(registered: Talk) -> None:
    stored = registered.discord.world.store.table("commands")
    next(one for one in stored.values() if one["name"] == "visa")["description_localizations"]["ko"] = "옛 설명"
    assert (await _checked(registered)).commands_wrong == ("visa is registered as it was",)


async def test_before_the_first_start_the_token_and_the_servers_are_told(talk: Talk) -> None:
    told = "\n".join(report(await check(talk.settings(), DESK, None)))
    assert "Newsroom" in told
    assert "nothing is followed there" in told


async def test_a_wrong_token_and_an_unreachable_discord_are_told_with_what_to_do(talk: Talk) -> None:
    with pytest.raises(ErrandError, match="refuses the token: copy it again"):
        await check(talk.settings(token="wrong"), DESK, talk.database)  # noqa: S106 - none
    with socket.socket() as nobody:  # holds a port on which nothing listens
        nobody.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/v10"
        with pytest.raises(ErrandError, match="cannot be reached at the address in VISABOT_DISCORD_API"):
            await check(talk.settings(api=nowhere), DESK, talk.database)


async def test_a_discord_that_shuts_the_address_out_or_is_not_well_is_told(talk: Talk) -> None:
    for status, says in ((403, "Discord refuses \\(403"), (521, "Discord is not well \\(521")):
        async with scripted() as server:
            server.answers = [refuses(status)]
            settings = DiscordSettings(TOKEN, api=server.api, gateway=server.socket)
            with pytest.raises(ErrandError, match=says):
                await check(settings, DESK, talk.database)
