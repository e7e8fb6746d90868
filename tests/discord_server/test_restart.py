"""A loopback Discord in a process of its own."""

from pathlib import Path

import aiohttp
import pytest

from tests.discord_server.bot import running, text_channel
from tests.servers.discord import DiscordProcess
from tests.servers.store import Store


async def test_what_was_acknowledged_is_there_after_sigkill(tmp_path: Path) -> None:
    async with DiscordProcess(tmp_path / "discord.jsonl", "--no-limits") as server:
        guild = await server.call("places.add_guild", "Newsroom")
        channel = await server.call("places.add_channel", guild, "news")
        mina = await server.call("places.add_member", guild, "mina")
        port = server.port
        async with running(server) as bot:
            sent = [(await text_channel(bot, channel).send(str(number), nonce=number)).id for number in range(20)]
            await server.kill()
            with pytest.raises(aiohttp.ClientError):
                await text_channel(bot, channel).send("nobody there")
            await server.start()
            assert server.port == port
            again = await text_channel(bot, channel).send("19", nonce=19)
            assert again.id == sent[-1]  # the nonce is remembered, too
            messages = await server.call("places.messages", channel)
            assert [int(message["id"]) for message in messages] == sent
        async with running(server):
            asked = await server.call("people.command", mina, channel, "visa status", {"topic": "b1"})
            assert await server.call("people.text", asked) == "b1 3 en-US"
        state = await server.state()
        assert state["violations"] == []
        assert state["counts"]["PUT /applications/{application_id}/commands 200"] == 1


def test_a_line_that_was_torn_is_as_if_it_had_not_been(tmp_path: Path) -> None:
    store = Store(tmp_path / "journal")
    store.put("messages", "1", {"id": "1"})
    store.commit()
    store.put("messages", "2", {"id": "2"})
    store.commit()
    store.close()
    whole = (tmp_path / "journal").read_bytes()
    (tmp_path / "journal").write_bytes(whole[:-5])
    assert list(Store(tmp_path / "journal").table("messages")) == ["1"]
