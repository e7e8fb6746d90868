"""What Slack answered, kept for a few minutes: rights and names are not asked for at every command."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from feeds.clock import Clock

FOR = timedelta(minutes=5)
AGAIN = timedelta(seconds=10)
"""After this long it is asked anew where somebody would be refused for what is kept."""
MOST = 5_000
"""Answers; the oldest is forgotten then."""

T = TypeVar("T")


class Kept(Generic[T]):
    """Answers by what was asked about, in a workspace."""

    def __init__(self, clock: Clock, *, most: int = MOST) -> None:
        """Nothing is kept yet."""
        self._clock = clock
        self._most = most
        self._known: dict[tuple[str, str], tuple[datetime, T]] = {}

    async def get(self, team: str, what: str, ask: Callable[[], Awaitable[T]], *, within: timedelta = FOR) -> T:
        """Return the answer that is kept, or ask. An error is not kept; it is passed on where there is no answer yet.

        Args:
            team: Slack's id of the workspace.
            what: what it is about, there.
            ask: asks.
            within: how old the answer may be; at most `FOR`.

        """
        key, now = (team, what), self._clock.now()
        kept = self._known.get(key)
        age = now - kept[0] if kept is not None else FOR
        if kept is not None and timedelta() <= age < within:
            return kept[1]
        try:
            answer = await ask()
        except Exception:
            if kept is not None and timedelta() <= age < FOR:
                return kept[1]
            raise
        self._known.pop(key, None)
        if len(self._known) >= self._most:
            self._known.pop(next(iter(self._known)))
        self._known[key] = (now, answer)
        return answer

    def forget(self, team: str, what: str) -> None:
        """Something has changed: ask again."""
        self._known.pop((team, what), None)
