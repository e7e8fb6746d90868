"""Snowflakes: ids that grow with time (Discord's documentation, "API Reference: Snowflakes")."""

from collections.abc import Callable
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000
"""The first second of 2015, in milliseconds of Unix time."""


class Snowflakes:
    """Gives out ids, each greater than all before, that tell when they were made."""

    def __init__(self, now: Callable[[], float], *, after: int = 0) -> None:
        self._now = now
        self._last = after

    def next(self) -> str:
        """Return a new id, in the form the API uses: a string."""
        self._last = max(self._last + 1, (int(self._now() * 1000) - EPOCH_MS) << 22)
        return str(self._last)


def stamp(at: float) -> str:
    """Return the Unix time `at` as the API writes times."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


def made_at(snowflake: str) -> float:
    """Return the Unix time at which an id was made."""
    return ((int(snowflake) >> 22) + EPOCH_MS) / 1000
