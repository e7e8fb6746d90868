"""A loopback Slack with one workspace, one channel and one person in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.servers.slack import NO_LIMITS, LoopbackSlack


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Ids of what there is."""

    server: LoopbackSlack
    team: str
    channel: str
    mina: str


def furnish(server: LoopbackSlack) -> Newsroom:
    """Make the workspace."""
    team = server.places.add_team("Newsroom")
    channel = server.places.add_channel(team, "news")
    return Newsroom(server, team, channel, server.places.add_person(team, "mina", channels=[channel]))


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    """Without rate limits."""
    async with LoopbackSlack(limits=NO_LIMITS) as server:
        yield furnish(server)


@pytest.fixture
async def limited() -> AsyncIterator[Newsroom]:
    """With Slack's rate limits."""
    async with LoopbackSlack() as server:
        yield furnish(server)
