"""How fast is the loopback Discord? It must not be what other measurements and the replays wait for.

It takes posts as large as an alert, checks them and its answers against Discord's description, and keeps them in its
journal: at least 300 a second.

python -m benchmarks.loopback
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.discord import TOKEN, DiscordProcess

POSTS = 3000
AT_ONCE = 16
BAR = 300.0
"""Requests a second."""


def alert(number: int) -> dict[str, Any]:
    """Return a post as the bot makes it."""
    text = [
        {"type": 10, "content": f"**Round {number}**: a line of a report, with a [source](https://wire.example)"}
    ] * 4
    labels = ("Sources", "Why?", "Mute story", "Not relevant")
    buttons = [{"type": 2, "style": 2, "label": one, "custom_id": f"v1:p:t{number}:{one}"} for one in labels]
    inside = [*text, {"type": 1, "components": buttons}]
    container = {"type": 17, "accent_color": 0xD9822B, "components": inside}
    nobody: dict[str, Any] = {"parse": []}
    return {
        "flags": 1 << 15,
        "components": [container],
        "nonce": f"t{number}",
        "enforce_nonce": True,
        "allowed_mentions": nobody,
    }


async def measure(folder: Path) -> float:
    """Return how many posts a second are taken."""
    async with DiscordProcess(folder / "discord.jsonl", "--no-limits") as server:
        guild = await server.call("places.add_guild", "Newsroom")
        channels = [await server.call("places.add_channel", guild, f"c{number}") for number in range(AT_ONCE)]
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:

            async def post(channel: int, first: int, count: int) -> None:
                for number in range(first, first + count):
                    url = f"{server.api}/channels/{channel}/messages"
                    async with session.post(url, json=alert(number)) as answer:
                        answer.raise_for_status()
                        await answer.read()

            async def everywhere(count: int) -> None:
                async with asyncio.TaskGroup() as group:
                    for place, channel in enumerate(channels):
                        group.create_task(post(int(channel), place * POSTS, count))

            await everywhere(2)  # the checks are compiled
            began = time.monotonic()
            await everywhere(POSTS // AT_ONCE)
            return POSTS / (time.monotonic() - began)


def main() -> int:
    """Measure, print, and fail where the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        rate = asyncio.run(measure(Path(folder)))
    print(f"loopback: {rate:.0f} posts a second (at least {BAR:.0f})")
    return 0 if rate >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
