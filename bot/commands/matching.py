"""The desk's topics, compiled when a command first needs them: most runs of `visabot ask` never do."""

import asyncio

from feeds.desks.desk import Desk
from feeds.topics.matcher import TopicMatcher


class DeskMatcher:
    """Gives the matcher of a desk's topics. Compiling takes some tenths of a second: it is done once, in a thread."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk; nothing is compiled yet."""
        self._desk = desk
        self._matcher: TopicMatcher | None = None
        self._compiling = asyncio.Lock()

    async def get(self) -> TopicMatcher:
        """Return the matcher."""
        async with self._compiling:
            if self._matcher is None:
                self._matcher = await asyncio.to_thread(TopicMatcher, self._desk)
            return self._matcher
