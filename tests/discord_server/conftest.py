"""A loopback Discord with one guild, one channel and one person in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.servers.discord import NO_LIMITS, LoopbackDiscord


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Ids of what there is."""

    server: LoopbackDiscord
    guild: int
    channel: int
    mina: int


def furnish(server: LoopbackDiscord) -> Newsroom:
    """Make the guild."""
    guild = server.places.add_guild("Newsroom")
    return Newsroom(server, guild, server.places.add_channel(guild, "news"), server.places.add_member(guild, "mina"))


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    """Without rate limits, and for a busy machine."""
    async with LoopbackDiscord(limits=NO_LIMITS, answer_within=60.0) as server:
        yield furnish(server)


@pytest.fixture
async def limited() -> AsyncIterator[Newsroom]:
    """With Discord's rate limits."""
    async with LoopbackDiscord() as server:
        yield furnish(server)
