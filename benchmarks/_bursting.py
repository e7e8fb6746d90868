"""What the bursts have in common: much to find and much to be told, what is seen meanwhile, and what is said of it."""

import asyncio
import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks._library import generate, prepare
from benchmarks._waiting import LIMIT_MS, Waits, percentile
from benchmarks.deliver import fill
from bot.config.settings import Settings
from bot.service import Service
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from storage.engine.database import Database

CHANNELS = 500
STORIES = 10
PEOPLE = 50
"""Who ask: one person may ask 30 times a minute."""
ENTRIES = 100_000
LAG_MS = 250.0
"""How late the loop may be at the 99th percentile: an answer to a command has three seconds."""


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
    """The state of the loopback platform at the end."""

    @property
    def refused(self) -> dict[str, int]:
        """How many requests were too many, by route."""
        return {route: number for route, number in self.server["counts"].items() if route.endswith(" 429")}


def settings_of(path: Path) -> Settings:
    """Return the settings of the bot that bursts."""
    return Settings.model_validate({"database_url": f"sqlite:///{path}", "desk_feeds": False})


async def make(path: Path, entries: int, *, platform: str, kind: str, places: Mapping[str, Mapping[str, str]]) -> None:
    """Make a database with much to find in it, and all that is to be told; see `deliver.fill`."""
    desk, now = shipped_desk("korea_us_visa"), SystemClock().now()
    database = await Database.open(f"sqlite:///{path}")
    await database.upgrade()
    await prepare(database, desk, now)
    await asyncio.to_thread(generate, path, entries, list(desk.topics), now - timedelta(days=400))
    await fill(database, platform=platform, kind=kind, places=places, stories=STORIES, now=now)
    await database.close()


async def tell_all(bot: Service, seen: Seen) -> None:
    """Tell all that is due, and note how long it takes, and how late the loop is meanwhile."""
    gc.collect()
    gc.freeze()  # as `bot.run` does
    watch = asyncio.create_task(_lag(seen.lags))
    began = time.monotonic()
    while await bot.deliverer.look():
        pass
    seen.took = time.monotonic() - began
    watch.cancel()
    await asyncio.gather(watch, return_exceptions=True)


def count(posts: Sequence[int]) -> int:
    """Return how many posts channels have, if each has all of its own; else 0."""
    return sum(posts) if set(posts) == {STORIES} else 0


def report(seen: Seen, *, name: str, within: float) -> bool:
    """Print what was seen; tell whether all bars were held."""
    malformed = seen.server["violations"]
    rate = seen.told / seen.took
    print(f"{name}: {seen.told} alerts in {seen.took:.1f} s (at most {within:.0f}): {rate:.1f} a second")
    lag_ms = percentile(sorted(seen.lags), 0.99)
    print(f"{name}: the loop was late by {lag_ms:.0f} ms at the 99th percentile, {max(seen.lags):.0f} ms at most")
    for kind, waits in (*sorted(seen.waits.by_kind.items()), ("all", seen.waits.all)):
        waits.sort()
        middle, late = percentile(waits, 0.5), percentile(waits, 0.99)
        print(
            f"{name}: {kind:10} {len(waits):4} answers, p50 {middle:4.0f} ms, p99 {late:4.0f} ms, max {waits[-1]:.0f}"
        )
    print(f"{name}: {len(seen.waits.unanswered)} unanswered or put off {seen.waits.unanswered[:3]}")
    refused = seen.refused
    print(f"{name}: {sum(refused.values())} requests were too many {refused or ''}, {len(malformed)} malformed")
    quick = percentile(seen.waits.all, 0.99) <= LIMIT_MS and lag_ms <= LAG_MS and not seen.waits.unanswered
    return seen.took <= within and seen.told == CHANNELS * STORIES and quick and not malformed


async def _lag(found: list[float]) -> None:
    """Note how late the loop wakes a sleeper, in milliseconds, again and again."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.02)
        found.append((time.monotonic() - began - 0.02) * 1000)
