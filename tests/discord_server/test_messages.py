"""Messages, threads, forums and permissions through the real discord.py."""

import discord
import pytest

from tests.discord_server.bot import running, text_channel
from tests.discord_server.conftest import Newsroom
from tests.servers.discord import Kind, Permission


async def test_the_same_nonce_makes_one_message(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)
        first = await channel.send("once", nonce="alert:7:1")
        again = await channel.send("once", nonce="alert:7:1")
        other = await channel.send("twice", nonce="alert:7:2")
    assert first.id == again.id != other.id
    assert newsroom.server.places.texts(newsroom.channel) == ["once", "twice"]


async def test_a_nonce_is_forgotten_after_minutes(newsroom: Newsroom) -> None:
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)
        await channel.send("once", nonce="n")
        for row in newsroom.server.world.store.table("nonces").values():
            row["at"] -= 301
        await channel.send("once", nonce="n")
    assert newsroom.server.places.texts(newsroom.channel) == ["once", "once"]


async def test_history_is_read_in_pages_in_both_directions(newsroom: Newsroom) -> None:
    ids = [newsroom.server.places.write(newsroom.channel, newsroom.mina, str(n)) for n in range(120)]
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)
        newest = [message.id async for message in channel.history(limit=None)]
        assert newest == ids[::-1]
        after = [message.id async for message in channel.history(after=discord.Object(ids[9]), limit=105)]
        assert after == ids[10:115]
        around = [message.id async for message in channel.history(around=discord.Object(ids[50]), limit=10)]
        assert ids[50] in around
        assert len(around) == 10


async def test_a_post_in_a_forum_has_its_tags_and_can_be_read_back(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    forum = places.add_channel(newsroom.guild, "stories", kind=Kind.FORUM, tags=["visa", "talks"], require_tag=True)
    async with running(newsroom.server) as bot:
        channel = bot.get_channel(forum)
        assert isinstance(channel, discord.ForumChannel)
        with pytest.raises(discord.HTTPException) as refused:
            await channel.create_thread(name="a story", content="text")
        assert refused.value.code == 40067
        made = await channel.create_thread(name="a story", content="text", applied_tags=channel.available_tags[:1])
        assert made.thread.id == made.message.id
        assert [post["name"] for post in places.posts(forum)] == ["a story"]
        assert places.posts(forum)[0]["applied_tags"] == [str(channel.available_tags[0].id)]
        assert [message.content async for message in made.thread.history()] == ["text"]
        assert [thread.id for thread in await channel.guild.active_threads()] == [made.thread.id]
        await made.thread.edit(archived=True)
        assert [thread.id async for thread in channel.archived_threads()] == [made.thread.id]


async def test_a_message_reopens_an_archived_thread_but_an_edit_is_refused(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    async with running(newsroom.server) as bot:
        start = await text_channel(bot, newsroom.channel).send("start")
        thread = await start.create_thread(name="thread")
        reply = await thread.send("reply")
        places.archive(thread.id)
        with pytest.raises(discord.HTTPException) as refused:
            await reply.edit(content="changed")
        assert refused.value.code == 50083
        await thread.send("again")
        assert places.channel(thread.id)["thread_metadata"]["archived"] is False
        places.archive(thread.id, locked=True)
        with pytest.raises(discord.HTTPException) as refused:
            await thread.send("locked")
        assert refused.value.code == 160005
        assert places.texts(thread.id) == ["reply", "again"]


async def test_what_may_not_be_done_is_refused_as_discord_does(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    codes: list[tuple[int, int]] = []
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)

        async def refused() -> None:
            with pytest.raises(discord.HTTPException) as caught:
                await channel.send("text")
            codes.append((caught.value.status, caught.value.code))

        places.deny(newsroom.channel, Permission.SEND_MESSAGES)
        await refused()
        places.deny(newsroom.channel, Permission.VIEW_CHANNEL)
        await refused()
        places.deny(newsroom.channel, 0)
        await channel.send("text")
        places.delete_channel(newsroom.channel)
        await refused()
    assert codes == [(403, 50013), (403, 50001), (404, 10003)]


async def test_only_the_mention_that_is_allowed_notifies(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    desk = places.add_role(newsroom.guild, "desk", mentionable=True)
    other = places.add_role(newsroom.guild, "other", mentionable=True)
    async with running(newsroom.server) as bot:
        allowed = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(desk)])
        text = f"<@&{desk}> <@&{other}> <@{newsroom.mina}> @everyone"
        await text_channel(bot, newsroom.channel).send(text, allowed_mentions=allowed)
    sent = places.messages(newsroom.channel)[0]
    assert (sent["mention_roles"], sent["mentions"], sent["mention_everyone"]) == ([str(desk)], [], False)


async def test_a_bot_that_is_removed_and_added_again_hears_of_both(newsroom: Newsroom) -> None:
    places = newsroom.server.places
    async with running(newsroom.server) as bot:
        channel = text_channel(bot, newsroom.channel)
        places.remove_bot(newsroom.guild)
        await newsroom.server.until(lambda: not bot.guilds)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("text")
        assert refused.value.code == 50001
        places.add_bot(newsroom.guild)
        await newsroom.server.until(lambda: len(bot.guilds) == 1)
        await text_channel(bot, newsroom.channel).send("back")


async def test_an_announcement_is_crossposted_once(newsroom: Newsroom) -> None:
    board = newsroom.server.places.add_channel(newsroom.guild, "board", kind=Kind.ANNOUNCEMENT)
    async with running(newsroom.server) as bot:
        message = await text_channel(bot, board).send("news")
        await message.publish()
        with pytest.raises(discord.HTTPException) as refused:
            await message.publish()
    assert refused.value.code == 40033
