"""Where the bot is a guest, in servers and conversations that it is no member of; and its direct messages."""

import pytest

from storage import workspaces
from tests.bot.faces.discord.talking import Talk, button, buttons, colour, private
from tests.servers.discord import NotOffered, Permission, said

_ERROR = 0xC0392B


async def _known(talk: Talk) -> set[str]:
    async with talk.database.read() as tx:
        return {one.external for one in await workspaces.listing(tx, platform="discord")}


def _elsewhere(talk: Talk, *, permissions: int = 0) -> tuple[int, int, int]:
    """A server without the bot, a channel in it, and a member who installed the bot for themselves."""
    guild = talk.discord.places.add_guild("Elsewhere", joined=False)
    channel = talk.discord.places.add_channel(guild, "general")
    return guild, channel, talk.discord.places.add_member(guild, "bora", permissions=permissions)


async def test_in_a_server_without_the_bot_the_asker_alone_sees_the_answer_and_the_server_stays_unknown(
    talk: Talk,
) -> None:
    guild, channel, guest = _elsewhere(talk)
    async with talk.listening():
        shown = await talk.command("visa latest", by=guest, channel=channel, installed="user")
        pressed = await talk.press(shown, "Status", by=guest)
    assert [private(shown), private(pressed)] == [True, True]
    assert "status" in said(pressed).lower()
    assert talk.discord.places.messages(channel) == []
    assert str(guild) not in await _known(talk)
    assert f"@{guest}" in await _known(talk)


async def test_between_people_the_asker_alone_sees_the_answer(talk: Talk) -> None:
    group = talk.discord.places.add_group("Lunch", talk.reader, talk.admin)
    async with talk.listening():
        shown = await talk.command("visa status", by=talk.reader, channel=group, installed="user")
    assert private(shown)
    assert talk.discord.places.messages(group) == []


async def test_in_a_server_with_the_bot_everyone_sees_it_also_where_the_asker_installed_it(talk: Talk) -> None:
    async with talk.listening():
        shown = await talk.command("visa latest", by=talk.reader, installed="user")
        subscribed = await talk.command("visa subscribe", {"topic": "all"}, installed="user")
    assert not private(shown)
    assert not private(subscribed)
    assert len(await talk.following()) == 1


async def test_a_guest_may_set_nothing_up_whatever_they_are_there(talk: Talk) -> None:
    _, channel, owner = _elsewhere(talk, permissions=int(Permission.ADMINISTRATOR))
    group = talk.discord.places.add_group("Lunch", talk.reader, talk.admin)
    async with talk.listening():
        for by, where in ((owner, channel), (talk.reader, group)):
            refused = await talk.command("visa subscribe", {"topic": "all"}, by=by, channel=where, installed="user")
            assert private(refused)
            assert colour(refused) == _ERROR
        with pytest.raises(NotOffered):
            talk.discord.people.command(owner, channel, "visa-admin settings", installed="user")
    assert await talk.following(f"@{owner}") == []


async def test_in_their_own_direct_messages_people_subscribe_and_see_the_answer_there(talk: Talk) -> None:
    direct = talk.discord.places.direct(talk.reader)
    async with talk.listening():
        shown = await talk.command("visa subscribe", {"topic": "visa-talks"}, by=talk.reader, channel=direct)
    assert not private(shown)
    assert [one.topic for one in await talk.following(f"@{talk.reader}")] == ["visa-talks"]
    assert await talk.following() == []


async def test_in_their_own_direct_messages_people_set_nothing_up(talk: Talk) -> None:
    """A stranger must not make the bot poll feeds, nor watch for words: neither typed nor by a button or a message."""
    direct = talk.discord.places.direct(talk.reader)
    written = talk.discord.places.write(direct, talk.reader, "Battery plant")
    async with talk.listening():
        with pytest.raises(NotOffered):
            talk.discord.people.command(talk.reader, direct, "visa-admin feed list")
        tracked = talk.discord.people.message_command(talk.reader, written, "Track this")
        refused = await talk.discord.people.shown(tracked)
    assert colour(refused) == _ERROR
    assert "term add" in said(refused)


async def test_the_operator_is_the_operator_in_direct_messages_too(talk: Talk) -> None:
    direct = talk.discord.places.direct(talk.operator)
    written = talk.discord.places.write(direct, talk.operator, "Battery plant")
    async with talk.listening():
        opened = talk.discord.people.message_command(talk.operator, written, "Track this")
        assert (await talk.discord.people.answer(opened)).type == 9  # a form


async def test_a_blocked_server_is_told_so_and_nothing_else_until_it_is_unblocked(talk: Talk) -> None:
    guild = talk.discord.places.add_guild("Elsewhere")
    channel = talk.discord.places.add_channel(guild, "general")
    admin = talk.discord.places.add_member(guild, "bora", permissions=Permission.MANAGE_GUILD)
    async with talk.listening():
        await talk.command("visa subscribe", {"topic": "all"}, by=admin, channel=channel)
        asked = await talk.command("visa-admin block", {"workspace": "Elsewhere"}, by=talk.operator)
        yes = [one["label"] for one in buttons(asked) if ":confirm " in one["custom_id"]]
        blocked = await talk.press(asked, yes[0], by=talk.operator) if yes else asked
        assert "Elsewhere" in said(blocked)
        assert colour(blocked) != _ERROR
        refused = await talk.command("visa status", by=admin, channel=channel)
        assert private(refused)
        assert colour(refused) == _ERROR
        await talk.command("visa-admin unblock", {"workspace": "Elsewhere"}, by=talk.operator)
        answered = await talk.command("visa status", by=admin, channel=channel)
        assert button(answered, "Latest")
    assert len(await talk.following(str(guild))) == 1


async def test_only_the_operator_blocks(talk: Talk) -> None:
    talk.discord.places.add_guild("Elsewhere")
    async with talk.listening():
        refused = await talk.command("visa-admin block", {"workspace": "Elsewhere"}, by=talk.admin)
    assert colour(refused) == _ERROR
