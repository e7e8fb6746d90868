"""The pace of what is posted: about one message a second in a channel, with short bursts (Slack, "Rate limits").

Who would wait long is told how long instead of being kept: the deliverer's places are for those that can be served.
What Slack itself puts off (429, `Retry-After`) is not asked for again before its time.
"""

import asyncio
from dataclasses import dataclass

RATE = 1.0
"""Messages a second in a channel."""

BURST = 2
"""Messages that may go to a channel at once after a pause: Slack tolerates short bursts, and says no more of them."""

PATIENCE = 2.0
"""Seconds that one is kept waiting."""

_REMEMBERED = 10_000
"""Channels and methods of which the pace is known; those that may go on anyway are forgotten then."""


@dataclass(slots=True)
class _Lane:
    full_at: float = 0.0
    """When the bucket is full again, on the loop's clock."""
    shut_until: float = 0.0
    """Until when Slack wants to hear nothing of it."""


class Pace:
    """A token bucket for each channel, on the loop's clock, and what Slack has put off."""

    def __init__(self, rate: float = RATE, burst: int = BURST, patience: float = PATIENCE) -> None:
        """Let `rate` messages pass a second in a channel, and `burst` at once; keep nobody over `patience` seconds."""
        self._rate = rate
        self._burst = burst
        self._patience = patience
        self._lanes: dict[str, _Lane] = {}

    async def turn(self, channel: str) -> float:
        """Wait until one more message may go to a channel, and return 0; else the seconds to come back after."""
        now, lane = asyncio.get_running_loop().time(), self._lane(channel)
        wait = max(lane.full_at - (self._burst - 1) / self._rate, lane.shut_until) - now
        if wait > self._patience:
            return wait
        lane.full_at = max(lane.full_at, lane.shut_until, now) + 1 / self._rate
        if wait > 0:
            await asyncio.sleep(wait)
        return 0.0

    def shut(self, lane: str, seconds: float) -> None:
        """Slack has put off a channel, or whatever else bears this name."""
        until = asyncio.get_running_loop().time() + seconds
        known = self._lane(lane)
        known.shut_until = max(known.shut_until, until)

    def left(self, lane: str) -> float:
        """Return for how many seconds yet Slack wants to hear nothing of it."""
        known = self._lanes.get(lane)
        return max(0.0, known.shut_until - asyncio.get_running_loop().time()) if known else 0.0

    def _lane(self, name: str) -> _Lane:
        if name not in self._lanes and len(self._lanes) >= _REMEMBERED:
            now = asyncio.get_running_loop().time()
            self._lanes = {
                known: lane for known, lane in self._lanes.items() if max(lane.full_at, lane.shut_until) > now
            }
        return self._lanes.setdefault(name, _Lane())
