"""Asking for a feed once, outside of polling: before it is added, or to look at it."""

import asyncio

from bot.cards.preview import UNNAMED
from feeds.clock import Clock
from feeds.feed import FeedSpec
from feeds.fetch.details import FetchDetail
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.result import Fetched, FetchError, FetchProblem, FetchRequest
from feeds.parse.document import Document, ParseError, ParseJob
from feeds.parse.workers import ParserPool

PATIENCE = 20.0
"""Seconds in all, waiting for one's turn at the origin included: a person is waiting for the answer."""


class FeedProbe:
    """Fetches and reads an address through the running bot's own fetcher and parser: guarded, bounded, in its turn."""

    def __init__(self, fetcher: Fetcher, parser: ParserPool, clock: Clock) -> None:
        """Take what polling uses, too."""
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock

    async def __call__(self, url: str) -> Document | FetchError | ParseError:
        """Return the feed at `url`, which may be empty, or why there is none."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._read(url)
        except TimeoutError:
            return FetchError(FetchProblem.TIMEOUT, FetchDetail.NOT_ANSWERED_IN_TIME.format(seconds=f"{PATIENCE:.0f}"))

    async def _read(self, url: str) -> Document | FetchError | ParseError:
        result = await self._fetcher.fetch(FetchRequest(url))
        if isinstance(result, FetchError):
            return result
        if not isinstance(result, Fetched):  # we sent no validators: a server that says "not modified" is wrong
            return FetchError(FetchProblem.STATUS, str(FetchDetail.NEVER_CHANGED))
        spec = FeedSpec(UNNAMED, url, UNNAMED, empty_ok=True)
        return await self._parser.parse(ParseJob(result.body, result.headers, spec, self._clock.now()))
