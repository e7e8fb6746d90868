"""Ids as Slack gives them: a letter for the kind and capitals; messages are named by their time."""

from collections.abc import Callable, Iterable

from tests.servers.store import Store

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 8


class Ids:
    """Ids that are never given twice, not even by a server that was killed in between."""

    def __init__(self, store: Store, now: Callable[[], float], stamps: Iterable[str]) -> None:
        self._store, self._now = store, now
        self._last = max((micros(stamp) for stamp in stamps), default=0)

    def next(self, letter: str) -> str:
        """Return an id: `C00000001A` for a channel, for example."""
        number = self._store.table("counters").get("ids", {"number": 0})["number"] + 1
        self._store.put("counters", "ids", {"number": number})
        text = ""
        rest = number
        for _ in range(_WIDTH):
            rest, digit = divmod(rest, len(_DIGITS))
            text = _DIGITS[digit] + text
        return f"{letter}0{text}"

    def stamp(self) -> str:
        """Return the time of a new message, later than that of any before."""
        self._last = max(self._last + 1, int(self._now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def micros(stamp: str) -> int:
    """Return a message's time as a number, in microseconds. It may be given with fewer digits, or none.

    Raises:
        ValueError: It is no time of a message.
    """
    seconds, _, fraction = stamp.partition(".")
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)
