"""Polls that are recorded while something else is measured."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks._words import vocabulary
from feeds.entry import DatedBy, Entry, Key, KeyKind
from feeds.stories.grouping import lookup_keys
from feeds.stories.story import Change
from feeds.terms.match import Evidence, Match
from storage.engine.database import Database
from storage.turn import record
from storage.turn.intents import EntryIntent, FeedUpdate, Intents, StoryIntent

POLL_EVERY = 0.1
"""Seconds from one recorded poll to the next, each of twenty new entries."""


class Polls:
    """Records one poll after the other, as the poller does, until it is stopped."""

    def __init__(self, database: Database, topics: Sequence[str]) -> None:
        """Take where to record, and the desk's topics."""
        self._database = database
        self._topics = topics
        self._random = Random(1)
        self._words = vocabulary()
        self.recorded = 0
        """Polls so far."""

    async def run(self) -> None:
        """Record for ever."""
        while True:
            await self._poll()
            self.recorded += 1
            await asyncio.sleep(POLL_EVERY)

    async def _poll(self) -> None:
        now = datetime.now(UTC)
        new = [self._entry(number, now) for number in range(20)]
        update = FeedUpdate(1, asked_at=now, next_poll_at=now, ok=True)
        keys = {key.digest() for entry in new for key in entry.keys}
        leads = {key for entry in new for key in lookup_keys(entry)}
        async with self._database.turn("bench") as tx:
            await record.snapshot(
                tx,
                feed=1,
                keys=keys,
                story_keys=leads,
                refile_publishers=set(),
                since=now - timedelta(days=2),
                topics=set(self._topics),
                now=now,
            )
            topic = self._topics[0]
            told = EntryIntent(new[0], (Match(topic, (Evidence("visa", "title", 0, 4),)),), change=Change.NEW, ref=-1)
            story = StoryIntent(None, frozenset({topic}), 1, 1, told=True, entries=(told,))
            others = tuple(EntryIntent(entry, ref=-2 - n) for n, entry in enumerate(new[1:]))
            await record.record(tx, Intents(update, others, (story,)), desk_version="1", now=now)

    def _entry(self, number: int, now: datetime) -> Entry:
        link = f"https://new.example/{self.recorded}/{number}"
        return Entry(
            keys=(Key(KeyKind.URL, link),),
            title=" ".join(self._words.draw(self._random, 9)),
            summary=" ".join(self._words.draw(self._random, 30)),
            url=link,
            published=now,
            dated_by=DatedBy.PUBLISHED,
            lang="ko",
            publisher="paper0",
        )
