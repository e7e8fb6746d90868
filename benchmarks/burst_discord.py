"""A burst on Discord: 5,000 alerts to 500 channels of a loopback Discord that keeps its limits, within 130 seconds.

Its limits are 5 messages in 5 seconds a channel and 50 requests a second in all. None of its refusals may be for the
second: who is wrong too often is shut out. Meanwhile people use slash commands, and 99 of 100 are answered within a
second: the whole bot runs, on a database of 100,000 entries. It wants the machine for itself.

python -m benchmarks.burst_discord [--entries N]
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks._asking_discord import ask_once, keep_asking
from benchmarks._bursting import CHANNELS, ENTRIES, PEOPLE, Seen, count, make, report, settings_of, tell_all
from bot.faces.chat import Answering
from bot.faces.discord.chat import DiscordSettings, open_chat
from bot.locale.catalogue import load_catalogue
from bot.service import open_service
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from tests.servers.discord import TOKEN, DiscordProcess

NAMES = [f"c{number}" for number in range(CHANNELS)]
WITHIN = 130.0
"""Seconds."""
REGISTERED = "PUT /applications/{application_id}/commands 200"


async def burst(server: DiscordProcess, path: Path, entries: int) -> Seen:
    """Fill a database, and let the bot tell it all while people ask."""
    guild = await server.call("places.add_guild", "Newsroom")
    names = {int(await server.call("places.add_channel", guild, name)): name for name in NAMES}
    channels = list(names)
    people = [int(await server.call("places.add_member", guild, f"reader{number}")) for number in range(PEOPLE)]
    places = {str(guild): {str(channel): name for channel, name in names.items()}}
    await make(path, entries, platform="discord", kind="text", places=places)
    seen, catalogue = Seen(), load_catalogue()
    discord = DiscordSettings(TOKEN, api=server.api, gateway=server.socket)
    async with (
        open_chat(discord, catalogue) as chat,
        open_service(settings_of(path), shipped_desk("korea_us_visa"), {"discord": chat.face}, SystemClock()) as bot,
    ):
        answering = Answering(bot.dispatcher, bot.database, bot.desk, catalogue, bot.clock)
        listening = asyncio.create_task(chat.run(answering))
        while not (await server.state())["counts"].get(REGISTERED):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
        await ask_once(server, people, channels)
        enough = asyncio.Event()
        asking = asyncio.create_task(keep_asking(server, people, channels, seen.waits, enough))
        await tell_all(bot, seen)
        enough.set()
        await asking
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    there = [await server.call("places.messages", channel) for channel in channels]
    seen.told = count([sum("interaction_metadata" not in message for message in messages) for messages in there])
    seen.server = await server.state()
    return seen


async def measure(folder: Path, entries: int) -> Seen:
    """Measure in a folder that is empty."""
    async with DiscordProcess(folder / "discord.jsonl") as server:
        return await burst(server, folder / "bench.sqlite3", entries)


def main() -> int:
    """Measure, print, and fail where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=ENTRIES, help="how many to generate")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(measure(Path(folder), given.entries))
    held = report(seen, name="burst on Discord", within=WITHIN)
    return 0 if held and not seen.refused else 1


if __name__ == "__main__":
    sys.exit(main())
