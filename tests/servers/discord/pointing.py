"""Points discord.py at a loopback Discord, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import yarl


class Reachable(Protocol):
    """A loopback Discord in this process or another."""

    @property
    def api(self) -> str:
        """Where REST is."""

    @property
    def socket(self) -> str:
        """Where the gateway is."""


@contextmanager
def pointed_at(discord: Reachable) -> Iterator[None]:
    """Let every client of discord.py in this process speak with `discord`."""
    # Here, so that a loopback Discord in its own process starts without discord.py: that is half of its start.
    from discord.gateway import DiscordWebSocket  # noqa: PLC0415
    from discord.http import Route  # noqa: PLC0415

    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = discord.api, yarl.URL(discord.socket)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
