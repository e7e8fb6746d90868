"""The real listener where only its life is looked at: nobody talks to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from bot.faces.discord.answering.conversation import Conversation
from bot.faces.discord.client import Listener, options
from bot.faces.discord.places.life import Life
from bot.faces.discord.posting.transport import Pace, trace
from tests.bot.faces.discord.ending import ended
from tests.servers.discord import TOKEN, LoopbackDiscord


class Living(Listener):
    """Tells when it is settled, and what failed."""

    def __init__(self, life: Life) -> None:
        # The library waits so many seconds for servers that are slow to be told at the start.
        more: dict[str, Any] = options(trace(Pace())) | {"guild_ready_timeout": 0.1}
        super().__init__(cast("Conversation", None), life, offer=None, **more)
        self.settled = asyncio.Event()
        self.failed: list[str] = []

    async def on_ready(self) -> None:
        await super().on_ready()
        self.settled.set()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        if not self.is_closed():  # what was under way at the end is cut off, as it is by a kill
            self.failed.append(event_method)
        await super().on_error(event_method, *args, **kwargs)


@asynccontextmanager
async def alive(life: Life, server: LoopbackDiscord) -> AsyncIterator[Living]:
    """Connect, give the client once it is ready, and close it. Nothing that it was told may have failed."""
    client = Living(life)
    running = asyncio.create_task(client.start(TOKEN))
    try:
        await asyncio.wait_for(client.settled.wait(), 30)
        yield client
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
        await ended()
    assert server.gateway.identified
    assert client.failed == []
