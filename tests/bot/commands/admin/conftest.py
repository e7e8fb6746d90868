"""The desk of the commands' tests, with a probe that really fetches and parses from a server on loopback."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from ipaddress import ip_network
from random import Random

import pytest

from bot.commands.dispatch import Dispatcher
from bot.commands.limits import Limits
from bot.locale.catalogue import Catalogue
from bot.probe import FeedProbe
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.limits import Limits as FetchLimits
from feeds.parse.workers import ParserPool
from tests.bot.commands.conftest import Desk
from tests.bot.invented import DESK, words_of_the_desk
from tests.servers.feedserver import FeedServer


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as server:
        yield server


@pytest.fixture
async def probing(desk: Desk, catalogue: Catalogue) -> AsyncIterator[Callable[..., Desk]]:
    """The desk, in the running bot."""
    allowed = [ip_network("127.0.0.1/32")]
    fetching = Fetcher(
        limits=FetchLimits(), allow=allowed, contact="x@example.org", version="1", clock=desk.clock, random=Random(1)
    )
    async with fetching as fetcher, ParserPool(workers=1) as parser:

        def made(limits: Limits | None = None) -> Desk:
            dispatcher = Dispatcher(
                database=desk.database,
                desk=DESK,
                clock=desk.clock,
                catalogue=catalogue,
                vocabulary=words_of_the_desk(),
                limits=limits,
                probe=FeedProbe(fetcher, parser, desk.clock),
            )
            return replace(desk, dispatcher=dispatcher)

        yield made
