"""A burst on Discord: 5,000 alerts to 500 channels of a loopback Discord that keeps its limits, within 130 seconds.

Its limits are 5 messages in 5 seconds a channel and 50 requests a second in all. None of its refusals may be for the
second: who is wrong too often is shut out.

python -m benchmarks.burst
"""

import asyncio
import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import discord

from benchmarks.deliver import fill
from bot.faces.discord.face import DiscordFace
from bot.faces.discord.transport import Pace, trace
from bot.locale.catalogue import load_catalogue
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from storage.database import Database
from tests.servers.discord import TOKEN, DiscordProcess, pointed_at

CHANNELS = 500
STORIES = 10
WITHIN = 130.0
"""Seconds."""
LAG_MS = 250.0
"""How late the loop may be at the 99th percentile: an answer to a command has three seconds."""


async def lag(found: list[float]) -> None:
    """Note how late the loop wakes a sleeper, in milliseconds, again and again."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.02)
        found.append((time.monotonic() - began - 0.02) * 1000)


async def burst(folder: Path, lags: list[float]) -> tuple[int, float, dict[str, Any]]:
    """Return how many posts there are, after how many seconds, and what the loopback Discord saw."""
    catalogue, clock = load_catalogue(), SystemClock()
    async with DiscordProcess(folder / "discord.jsonl") as server:
        guild = await server.call("places.add_guild", "Newsroom")
        channels = [str(await server.call("places.add_channel", guild, f"c{number}")) for number in range(CHANNELS)]
        database = await Database.open(f"sqlite:///{folder / 'bench.sqlite3'}")
        await database.upgrade()
        await fill(database, platform="discord", channels=channels, stories=STORIES, now=clock.now())
        writer = Writer(database=database, desk=shipped_desk("korea_us_visa"), catalogue=catalogue, clock=clock)
        with pointed_at(server):
            nobody = discord.AllowedMentions.none()
            rest = discord.Client(
                intents=discord.Intents(guilds=True),
                allowed_mentions=nobody,
                max_messages=None,
                http_trace=trace(Pace()),
                max_ratelimit_timeout=30.0,
            )
            await rest.login(TOKEN)
            faces = {"discord": DiscordFace(rest, catalogue)}
            deliverer = Deliverer(database=database, faces=faces, writer=writer, clock=clock, owner="benchmark")
            gc.collect()
            gc.freeze()  # as `bot.run` does
            watch = asyncio.create_task(lag(lags))
            began = time.monotonic()
            while await deliverer.look():
                pass
            took = time.monotonic() - began
            watch.cancel()
            await rest.close()
        await database.close()
        there = [len(await server.call("places.messages", int(channel))) for channel in channels]
        return sum(there) if set(there) == {STORIES} else 0, took, await server.state()


def main() -> int:
    """Measure, print, and fail where the bar is missed."""
    lags: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        told, took, seen = asyncio.run(burst(Path(folder), lags))
    refused = sum(number for route, number in seen["counts"].items() if route.endswith(" 429"))
    late = sorted(lags)[int(len(lags) * 0.99)]
    print(f"burst: {told} alerts in {took:.1f} s (at most {WITHIN:.0f}): {told / took:.1f} a second")
    print(f"burst: the loop was late by {late:.0f} ms at the 99th percentile, {max(lags):.0f} ms at most")
    print(f"burst: {refused} requests were too many, {len(seen['violations'])} malformed")
    held = took <= WITHIN and told == CHANNELS * STORIES and late <= LAG_MS
    return 0 if held and not refused and not seen["violations"] else 1


if __name__ == "__main__":
    sys.exit(main())
