"""What people do, and what comes back through the real discord.py."""

import discord
import pytest

from tests.discord_server.bot import REPLY, running, text_channel
from tests.discord_server.conftest import Newsroom
from tests.servers.discord import Attached, Callback, NotOffered, Permission


async def test_a_bot_logs_in_registers_its_commands_and_answers_one(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom.server) as bot:
        assert [guild.name for guild in bot.guilds] == ["Newsroom"]
        asked = people.command(newsroom.mina, newsroom.channel, "visa status", {"topic": "b1"}, locale="ko")
        answer = await people.answer(asked)
        assert answer.type == Callback.MESSAGE
        assert answer.private
        assert await people.text(asked) == "b1 3 ko"
        assert newsroom.server.places.messages(newsroom.channel) == []  # a private answer is in no channel


async def test_an_autocomplete_brings_choices(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom.server):
        asked = people.autocomplete(newsroom.mina, newsroom.channel, "visa status", "topic", "in")
        assert await people.choices(asked) == [{"name": "in!", "value": "in"}]


async def test_a_deferred_answer_thinks_and_then_takes_the_place_of_the_thinking(newsroom: Newsroom) -> None:
    people, places = newsroom.server.people, newsroom.server.places
    async with running(newsroom.server) as bot:
        asked = people.command(newsroom.mina, newsroom.channel, "visa slow")
        assert (await people.answer(asked)).type == Callback.DEFERRED_MESSAGE
        with pytest.raises(TimeoutError):
            await people.shown(asked, within=0.05)
        bot.gate.set()
        assert await people.text(asked) == "done"
        await newsroom.server.until(lambda: len(people.replies(asked)) == 2)
        assert places.texts(newsroom.channel) == ["done", "and more"]


async def test_a_button_changes_its_message_and_a_select_answers_privately(newsroom: Newsroom) -> None:
    people, places = newsroom.server.people, newsroom.server.places
    async with running(newsroom.server) as bot:
        bot.gate.set()
        asked = people.command(newsroom.mina, newsroom.channel, "visa slow")
        await newsroom.server.until(lambda: len(people.replies(asked)) == 2)
        message = int(places.messages(newsroom.channel)[-1]["id"])
        await people.answer(people.press(newsroom.mina, message, REPLY))
        assert places.texts(newsroom.channel)[-1] == "pressed"
        picked = people.select(newsroom.mina, message, "bot:pick", ["Two"])
        assert await people.text(picked) == "picked Two"


async def test_a_modal_is_filled_in_and_sent(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom.server):
        asked = people.command(newsroom.mina, newsroom.channel, "visa form")
        assert (await people.answer(asked)).type == Callback.MODAL
        with pytest.raises(NotOffered, match="must be filled in"):
            people.submit(asked, {})
        assert await people.text(people.submit(asked, {"term": "E-4"})) == "term E-4"


async def test_a_message_command_gets_the_message(newsroom: Newsroom) -> None:
    people, places = newsroom.server.people, newsroom.server.places
    async with running(newsroom.server):
        message = places.write(newsroom.channel, newsroom.mina, "a headline")
        asked = people.message_command(newsroom.mina, message, "Why")
        assert await people.text(asked) == "because of a headline"


async def test_an_answer_that_comes_too_late_is_to_an_unknown_interaction(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom.server) as bot:
        asked = people.command(newsroom.mina, newsroom.channel, "visa silent")
        newsroom.server.world.store.table("interactions")[str(asked)]["at"] -= 60.5
        bot.gate.set()
        callback = "POST /interactions/{interaction_id}/{interaction_token}/callback"
        await newsroom.server.until(lambda: newsroom.server.traffic.of(callback, "404") == 1)


async def test_what_discord_would_not_offer_cannot_be_used(newsroom: Newsroom) -> None:
    people, places = newsroom.server.people, newsroom.server.places
    async with running(newsroom.server) as bot:
        with pytest.raises(NotOffered, match="needs topic"):
            people.command(newsroom.mina, newsroom.channel, "visa status")
        with pytest.raises(NotOffered, match="allows 1 to 5"):
            people.command(newsroom.mina, newsroom.channel, "visa status", {"topic": "b1", "count": 9})
        with pytest.raises(NotOffered, match="no command"):
            people.command(newsroom.mina, newsroom.channel, "weather")
        sent = await text_channel(bot, newsroom.channel).send("plain")
        with pytest.raises(NotOffered, match="has no x"):
            people.press(newsroom.mina, sent.id, "x")
        command = bot.tree.get_command("visa")
        assert command is not None
        command.default_permissions = discord.Permissions(manage_guild=True)
        await bot.tree.sync()
        with pytest.raises(NotOffered, match="needs permissions"):
            people.command(newsroom.mina, newsroom.channel, "visa form")
        chief = places.add_member(newsroom.guild, "chief", permissions=Permission.MANAGE_GUILD)
        assert (await people.answer(people.command(chief, newsroom.channel, "visa form"))).type == Callback.MODAL


async def test_an_option_takes_a_file_and_gets_it_from_where_it_is_told(newsroom: Newsroom) -> None:
    people = newsroom.server.people
    async with running(newsroom.server):
        asked = people.command(newsroom.mina, newsroom.channel, "visa file", {"file": Attached("a.txt", b"abc")})
        assert await people.text(asked) == "a.txt: abc"
        asked = people.command(newsroom.mina, newsroom.channel, "visa file", {"file": Attached("a.txt", None)})
        assert await people.text(asked) == "a.txt is gone"
        with pytest.raises(NotOffered, match="wants attachment"):
            people.command(newsroom.mina, newsroom.channel, "visa file", {"file": "abc"})
