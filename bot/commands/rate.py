"""How many commands one person may use a minute."""

from collections import deque
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
_KEPT = 10_000
"""People remembered at a time; beyond, those who have been quiet for a minute are forgotten."""


class Rate:
    """Counts what people asked within the last minute, in this process."""

    def __init__(self, a_minute: int) -> None:
        """Allow so many commands a minute."""
        self._a_minute = a_minute
        self._asked: dict[tuple[str, int, str], deque[datetime]] = {}

    def wait(self, who: tuple[str, int, str], now: datetime) -> timedelta | None:
        """Count a command, and return None; or, where it is one too many, how long to wait.

        Args:
            who: platform, workspace and person.
            now: UTC. What is refused is not counted, so that waiting always helps.
        """
        if len(self._asked) >= _KEPT:
            self._asked = {one: asked for one, asked in self._asked.items() if now - asked[-1] < MINUTE}
        asked = self._asked.setdefault(who, deque())
        while asked and now - asked[0] >= MINUTE:
            asked.popleft()
        if len(asked) >= self._a_minute:
            return MINUTE - (now - asked[0])
        asked.append(now)
        return None
