"""A burst on Discord: 5,000 alerts to 500 channels of a loopback Discord that keeps its limits, within 130 seconds.

Its limits are 5 messages in 5 seconds a channel and 50 requests a second in all. None of its refusals may be for the
second: who is wrong too often is shut out. Meanwhile people use slash commands, and 99 of 100 are answered within a
second: the whole bot runs, on a database of 100,000 entries. It wants the machine for itself.

python -m benchmarks.burst [--entries N]
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks._asking import LIMIT_MS, Waits, ask_once, keep_asking, percentile
from benchmarks._library import generate, prepare
from benchmarks.deliver import fill
from bot.config.settings import Settings
from bot.faces.chat import Answering
from bot.faces.discord.chat import DiscordSettings, open_chat
from bot.locale.catalogue import load_catalogue
from bot.service import open_service
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from storage.engine.database import Database
from tests.servers.discord import TOKEN, DiscordProcess

CHANNELS = 500
NAMES = [f"c{number}" for number in range(CHANNELS)]
STORIES = 10
PEOPLE = 50
"""Who ask: one person may ask 30 times a minute."""
ENTRIES = 100_000
WITHIN = 130.0
"""Seconds."""
LAG_MS = 250.0
"""How late the loop may be at the 99th percentile: an answer to a command has three seconds."""
REGISTERED = "PUT /applications/{application_id}/commands 200"


@dataclass
class Seen:
    """What came of a burst."""

    told: int = 0
    """Posts, if each channel has all of its own."""
    took: float = 0.0
    """Seconds."""
    lags: list[float] = field(default_factory=list)
    """How late the loop woke a sleeper, in milliseconds."""
    waits: Waits = field(default_factory=Waits)
    server: dict[str, Any] = field(default_factory=dict)
    """The state of the loopback Discord at the end."""


async def lag(found: list[float]) -> None:
    """Note how late the loop wakes a sleeper, in milliseconds, again and again."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.02)
        found.append((time.monotonic() - began - 0.02) * 1000)


async def make(path: Path, entries: int, server: str, channels: Mapping[str, str]) -> None:
    """Make a database with much to find in it, and all that is to be told."""
    desk, now = shipped_desk("korea_us_visa"), SystemClock().now()
    database = await Database.open(f"sqlite:///{path}")
    await database.upgrade()
    await prepare(database, desk, now)
    await asyncio.to_thread(generate, path, entries, list(desk.topics), now - timedelta(days=400))
    await fill(database, platform="discord", server=server, channels=channels, stories=STORIES, now=now)
    await database.close()


async def burst(server: DiscordProcess, path: Path, entries: int) -> Seen:
    """Fill a database, and let the bot tell it all while people ask."""
    guild = await server.call("places.add_guild", "Newsroom")
    names = {int(await server.call("places.add_channel", guild, name)): name for name in NAMES}
    channels = list(names)
    people = [int(await server.call("places.add_member", guild, f"reader{number}")) for number in range(PEOPLE)]
    await make(path, entries, str(guild), {str(channel): name for channel, name in names.items()})
    seen, catalogue = Seen(), load_catalogue()
    settings = Settings.model_validate({"database_url": f"sqlite:///{path}", "desk_feeds": False})
    discord = DiscordSettings(TOKEN, api=server.api, gateway=server.socket)
    async with (
        open_chat(discord, catalogue) as chat,
        open_service(settings, shipped_desk("korea_us_visa"), {"discord": chat.face}, SystemClock()) as bot,
    ):
        answering = Answering(bot.dispatcher, bot.database, bot.desk, catalogue, bot.clock)
        listening = asyncio.create_task(chat.run(answering))
        while not (await server.state())["counts"].get(REGISTERED):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
        await ask_once(server, people, channels)
        gc.collect()
        gc.freeze()  # as `bot.run` does
        enough = asyncio.Event()
        watch = asyncio.create_task(lag(seen.lags))
        asking = asyncio.create_task(keep_asking(server, people, channels, seen.waits, enough))
        began = time.monotonic()
        while await bot.deliverer.look():
            pass
        seen.took = time.monotonic() - began
        enough.set()
        await asking
        for task in (watch, listening):
            task.cancel()
        await asyncio.gather(watch, listening, return_exceptions=True)
    there = [await server.call("places.messages", channel) for channel in channels]
    posts = [sum("interaction_metadata" not in message for message in messages) for messages in there]
    seen.told = sum(posts) if set(posts) == {STORIES} else 0
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
    refused = {route: number for route, number in seen.server["counts"].items() if route.endswith(" 429")}
    malformed = seen.server["violations"]
    print(
        f"burst: {seen.told} alerts in {seen.took:.1f} s (at most {WITHIN:.0f}): {seen.told / seen.took:.1f} a second"
    )
    lag_ms = percentile(sorted(seen.lags), 0.99)
    print(f"burst: the loop was late by {lag_ms:.0f} ms at the 99th percentile, {max(seen.lags):.0f} ms at most")
    for kind, waits in (*sorted(seen.waits.by_kind.items()), ("all", seen.waits.all)):
        waits.sort()
        middle, late = percentile(waits, 0.5), percentile(waits, 0.99)
        print(f"burst: {kind:10} {len(waits):4} answers, p50 {middle:4.0f} ms, p99 {late:4.0f} ms, max {waits[-1]:.0f}")
    print(f"burst: {len(seen.waits.unanswered)} unanswered or put off {seen.waits.unanswered[:3]}")
    print(f"burst: {sum(refused.values())} requests were too many {refused or ''}, {len(malformed)} malformed")
    quick = percentile(seen.waits.all, 0.99) <= LIMIT_MS and lag_ms <= LAG_MS and not seen.waits.unanswered
    held = seen.took <= WITHIN and seen.told == CHANNELS * STORIES and quick
    return 0 if held and not refused and not malformed else 1


if __name__ == "__main__":
    sys.exit(main())
