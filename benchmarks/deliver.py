"""How fast does the outbox empty? 5,000 alerts in 500 channels, on durable SQLite, by a face that answers at once.

Discord takes 50 messages a second: the bar leaves room for everything else that goes on.

python -m benchmarks.deliver
"""

import asyncio
import gc
import itertools
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.cards.card import Card
from bot.faces.face import Absent, Address, Found, Outcome, Posting, Sent, Unknown
from bot.locale.catalogue import load_catalogue
from bot.pipeline.deliver import Deliverer
from bot.pipeline.write import Writer
from feeds.clock import SystemClock
from feeds.desks.loader import shipped_desk
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.feed import FeedSpec, Tier
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage import feeds, workspaces
from storage.engine.database import Database
from storage.turn.intents import Alert, EntryIntent, FeedUpdate, Intents, StoryIntent
from storage.turn.record import record
from tests.places import a_place

CHANNELS = 500
STORIES = 10
BAR = 60.0
"""Deliveries a second."""


class InstantFace:
    """Answers at once."""

    platform = "discord"

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._numbers = itertools.count(1)

    async def send(self, to: Address, posting: Posting) -> Outcome:  # noqa: ARG002 - the protocol's
        """Take a post."""
        return Sent(str(next(self._numbers)))

    async def edit(self, to: Address, message: str, card: Card, version: int) -> Outcome:  # noqa: ARG002 - the protocol's
        """Take an edit."""
        return Sent(message)

    async def find(self, to: Address, posting: Posting) -> Found | Absent | Unknown:  # noqa: ARG002 - the protocol's
        """Never asked: no answer is lost."""
        return Absent()


async def fill(
    database: Database,
    *,
    platform: str,
    kind: str,
    places: Mapping[str, Mapping[str, str]],
    stories: int,
    now: datetime,
) -> None:
    """Make servers or workspaces, and stories of which each of their channels is to be alerted.

    Args:
        database: Upgraded.
        platform: Of all.
        kind: Of the channels.
        places: Names of channels by ids, by the server's id.
        stories: How many.
        now: UTC.
    """
    topic = "visa-talks"
    there = []
    async with database.write() as tx:
        for server, channels in places.items():
            its = await workspaces.put(tx, platform=platform, external=server, name="Newsroom", locale="en", now=now)
            there += [
                await a_place(tx, its.id, channel, now, kind=kind, name=name, timezone="Asia/Seoul")
                for channel, name in channels.items()
            ]
        await feeds.register(tx, [FeedSpec("wire", "https://wire.example/rss", "wire", Tier.WIRE)], now)
        feed = next(one for one in await feeds.listing(tx, None) if one.spec.id == "wire")
    for number in range(stories):
        title = f"Round {number} of the visa talks is set, and two sides name who will go"
        entry = Entry(
            keys=(Key(KeyKind.URL, f"https://wire.example/{number}"),),
            title=title,
            summary=f"{title}, in short.",
            url=f"https://wire.example/{number}",
            published=now,
            dated_by=DatedBy.PUBLISHED,
            lang="en",
            publisher="wire",
        )
        match = Match(topic, (Evidence("talks", "title", 0, 6),), ("visa 3", "talks 2"))
        story = StoryIntent(
            story=None,
            topics=frozenset({topic}),
            revision=1,
            version=1,
            told=True,
            entries=(EntryIntent(entry, (match,), change=Change.NEW, reason="new"),),
            alerts=tuple(Alert(place.id, 1) for place in there),
        )
        update = FeedUpdate(feed.id, asked_at=now, next_poll_at=now + timedelta(minutes=15), ok=True)
        async with database.turn("desk") as tx:
            await record(tx, Intents(update, stories=(story,)), desk_version="1", now=now)


async def deliver_all(folder: Path) -> tuple[int, float, float]:
    """Return how many rows were delivered, in how many seconds, and the seconds of CPU they took."""
    database = await Database.open(f"sqlite:///{folder / 'bench.sqlite3'}")
    await database.upgrade()
    clock = SystemClock()
    names = {str(number): f"c{number}" for number in range(CHANNELS)}
    await fill(database, platform="discord", kind="text", places={"1": names}, stories=STORIES, now=clock.now())
    writer = Writer(database=database, desk=shipped_desk("korea_us_visa"), catalogue=load_catalogue(), clock=clock)
    deliverer = Deliverer(
        database=database, faces={"discord": InstantFace()}, writer=writer, clock=clock, owner="benchmark"
    )
    gc.collect()
    gc.freeze()  # as `bot.run` does
    began, cpu = time.monotonic(), time.process_time()
    told = 0
    while more := await deliverer.look():
        told += more
    took, cpu = time.monotonic() - began, time.process_time() - cpu
    await database.close()
    return told, took, cpu


def main() -> int:
    """Measure, print, and fail where the bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        told, took, cpu = asyncio.run(deliver_all(Path(folder)))
    print(f"deliver: {told} alerts in {took:.1f} s: {told / took:.0f} a second (at least {BAR:.0f})")
    print(f"deliver: {cpu / told * 1000:.1f} ms of CPU each")
    return 0 if told == CHANNELS * STORIES and told / took >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
