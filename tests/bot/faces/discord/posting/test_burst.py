"""A burst under Discord's own limits: every channel gets all of its posts, and people are answered meanwhile.

How fast, and with five thousand posts, is measured by `benchmarks/burst_discord.py`.
"""

import asyncio

from bot.faces.discord.posting.face import DiscordFace
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from storage import outbox, workspaces
from storage.outbox import NewRow
from tests.bot.faces.discord.talking import Talk
from tests.bot.invented import DESK, NOW
from tests.places import a_place
from tests.servers.discord.limits import Limits

CHANNELS, EACH = 20, 4
POSTED = "POST /channels/{channel_id}/messages"


async def _due(talk: Talk, channels: list[int]) -> None:
    """Have something to tell in each of the channels."""
    async with talk.database.write() as tx:
        its = await workspaces.put(
            tx, platform="discord", external=str(talk.guild), name="Newsroom", locale="en", now=NOW
        )
        for channel in channels:
            place = await a_place(tx, its.id, str(channel), NOW, kind="text", name=f"c{channel}")
            rows = [
                NewRow(place.id, f"notice:{n}:{place.id}", "notice", NOW, payload={"data": {"kind": "network"}})
                for n in range(EACH)
            ]
            await outbox.put(tx, rows)


async def test_people_are_answered_while_every_channel_gets_its_posts(talk: Talk) -> None:
    discord = talk.discord
    channels = [discord.places.add_channel(talk.guild, f"c{number}") for number in range(CHANNELS)]
    await _due(talk, channels)
    answering = talk.answering()
    writer = Writer(database=talk.database, desk=DESK, catalogue=talk.catalogue, clock=answering.clock)
    async with talk.listening() as listener:
        discord.limiter.limits = Limits()
        faces = {"discord": DiscordFace(listener, talk.catalogue)}
        deliverer = Deliverer(database=talk.database, faces=faces, writer=writer, clock=answering.clock, owner="test")
        delivering = asyncio.create_task(deliverer.look())
        await discord.until(lambda: discord.traffic.of(POSTED) > 0)
        answered = 0
        while not delivering.done():
            await talk.command("visa status", by=talk.reader)
            answered += discord.traffic.of(POSTED, "200") < CHANNELS * EACH
        assert await delivering == CHANNELS * EACH
    assert answered
    assert [len(discord.places.messages(channel)) for channel in channels] == [EACH] * CHANNELS
    assert not [route for route, result in discord.traffic.counts if result == "429"]
