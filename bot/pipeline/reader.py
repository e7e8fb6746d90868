"""Reading entries: match them against all topics and extract their facts, without holding the event loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.pipeline.reading import Reading
from bot.pipeline.terms import OwnTerms
from feeds.desks.desk import Desk
from feeds.entry import Entry
from feeds.facts.extract import Extractor
from feeds.feed import Tier
from feeds.topics.matcher import TopicMatcher

LONG = 2_000
"""Characters of a body whose facts are extracted in a thread: 20,000 take 67 ms (benchmarks/facts.py)."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a desk looks for, made ready. It takes some tenths of a second, and never changes."""

    version: str
    """The desk's."""
    topics: TopicMatcher
    facts: Extractor

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """Compile a desk."""
        return cls(desk.version, TopicMatcher(desk), Extractor(desk))


class Reader:
    """What a desk finds in an entry. The same for live entries, replays and `visabot analyze`."""

    def __init__(self, desk: Compiled, own: OwnTerms | None = None) -> None:
        """Read as `desk` says. `own`: the workspaces' own terms; None: the desk's topics alone are asked."""
        self._own = own
        self._topics = desk.topics
        self._facts = desk.facts
        self.version = desk.version
        """The desk's version: stored with every match."""

    def read_one(self, entry: Entry, tier: Tier, *, facts_always: bool = False) -> Reading:
        """Return what one entry says. Facts are taken of entries that matched, or of all where `facts_always`."""
        matches = self._topics.match(entry, tier)
        return Reading(entry, matches, self._facts.extract(entry) if matches or facts_always else ())

    async def read(self, entries: Sequence[Entry], tier: Tier, workspace: int | None = None) -> list[Reading]:
        """Return what the entries say, in their order.

        Facts are those of entries that the desk's topics matched: what a workspace's own terms found is its own, and
        must not come to others by the facts of a shared story.

        Args:
            entries: what one feed brought.
            tier: of its publisher.
            workspace: the one whose private feed it is; None: a shared feed.

        """
        if entries and self._own is not None:
            await self._own.refresh()
        readings = []
        for entry in entries:
            if len(entry.text) > LONG:
                reading = await asyncio.to_thread(self.read_one, entry, tier)
            else:
                reading = self.read_one(entry, tier)
            if self._own is not None:
                reading = replace(reading, matches=(*reading.matches, *self._own.match(entry, tier, workspace)))
            readings.append(reading)
            # Others get their turn after each entry: one takes up to 3 ms (promise 5).
            await asyncio.sleep(0)
        return readings
