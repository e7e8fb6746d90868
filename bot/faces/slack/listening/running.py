"""What is being answered just now: kept, so that none of it is lost, and ended with the listener."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

GRACE = 5.0
"""Seconds that answers may take to be finished when the bot ends."""


class Running:
    """Tasks that nobody waits for."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Let work run beside everything else; it does not raise. Nobody need wait for the task that is returned."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Let what runs come to its end, for a little while."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
