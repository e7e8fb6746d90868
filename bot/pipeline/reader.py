"""Reading entries: match them against all topics and extract their facts, without holding the event loop."""

import asyncio
from collections.abc import Sequence

from bot.pipeline.reading import Reading
from feeds.desks.desk import Desk
from feeds.entry import Entry
from feeds.facts.extract import Extractor
from feeds.feed import Tier
from feeds.topics.matcher import TopicMatcher

LONG = 2_000
"""Characters of a body whose facts are extracted in a thread: 20,000 take 67 ms (benchmarks/facts.py)."""


class Reader:
    """What a desk finds in an entry. The same for live entries, replays and `visabot analyze`."""

    def __init__(self, desk: Desk) -> None:
        """Compile the desk's topics."""
        self._topics = TopicMatcher(desk)
        self._facts = Extractor(desk)
        self.version = desk.version
        """The desk's version: stored with every match."""

    def read_one(self, entry: Entry, tier: Tier, *, facts_always: bool = False) -> Reading:
        """Return what one entry says. Facts are taken of entries that matched, or of all where `facts_always`."""
        matches = self._topics.match(entry, tier)
        return Reading(entry, matches, self._facts.extract(entry) if matches or facts_always else ())

    async def read(self, entries: Sequence[Entry], tier: Tier) -> list[Reading]:
        """Return what the entries say, in their order."""
        readings = []
        for entry in entries:
            if len(entry.text) > LONG:
                readings.append(await asyncio.to_thread(self.read_one, entry, tier))
            else:
                readings.append(self.read_one(entry, tier))
            # Others get their turn after each entry: one takes up to 3 ms (DESIGN 5.5).
            await asyncio.sleep(0)
        return readings
