"""What the tests of fetching share: a server, and fetchers that may ask it."""

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from ipaddress import ip_network
from random import Random
from typing import Protocol

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from feeds.clock import SteppedClock, SystemClock
from feeds.fetch.fetcher import Fetcher
from feeds.fetch.limits import Limits
from tests.servers.feedserver import FeedServer

NOW = datetime(2025, 9, 30, 12, tzinfo=UTC)


class Names(AbstractResolver):
    """A resolver that answers from a table; of several answers for a name, each time the next."""

    def __init__(self, **answers: list[str]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self._answers.get(host.partition(".")[0])
        if not answers:
            raise OSError(socket.EAI_NONAME, "no such name")
        address = answers.pop(0) if len(answers) > 1 else answers[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        return


class OpenFetcher(Protocol):
    async def __call__(
        self, limits: Limits | None = None, *, allow: tuple[str, ...] = ..., names: Names | None = None
    ) -> Fetcher: ...


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as server:
        yield server


@pytest.fixture
async def open_fetcher(server: FeedServer) -> AsyncIterator[OpenFetcher]:
    """Open a fetcher that may ask 127.0.0.1 only; it is closed before the server."""
    del server
    async with AsyncExitStack() as stack:

        async def opened(
            limits: Limits | None = None, *, allow: tuple[str, ...] = ("127.0.0.1/32",), names: Names | None = None
        ) -> Fetcher:
            fetcher = Fetcher(
                limits=limits or Limits(),
                allow=[ip_network(network) for network in allow],
                contact="desk@example.org",
                version="1.2.3",
                clock=SystemClock() if names else SteppedClock(NOW),  # names are no loopback: there is a pause
                random=Random(1),
                resolver=names,
            )
            return await stack.enter_async_context(fetcher)

        yield opened


@pytest.fixture
async def fetcher(open_fetcher: OpenFetcher) -> Fetcher:
    return await open_fetcher()
