"""The pace of what is posted: one message a second in a channel, and 300 a minute in a workspace, with short bursts.

That is what Slack takes, about ("Rate limits": one a second, several hundred a minute).
Who would wait long is told how long instead of being kept: the deliverer's places are for those that can be served.
What Slack itself puts off (429, `Retry-After`) is not asked for again before its time.
"""

import asyncio
from dataclasses import dataclass

RATE = 1.0
"""Messages a second in a channel."""

BURST = 2
"""Messages that may go to a channel at once after a pause: Slack tolerates short bursts, and says no more of them."""

WORKSPACE_RATE = 5.0
"""Messages a second in a workspace: "several hundred" a minute are 300 at least."""

WORKSPACE_BURST = 20
"""Messages that may go to a workspace at once after a pause."""

PATIENCE = 1.2
"""Seconds that one is kept waiting: over the second in which the deliverer sees who comes back, so that a workspace's
turns do not lapse; and so short that ten busy workspaces do not fill the deliverer's 64 places with who waits."""

_REMEMBERED = 10_000
"""Channels, workspaces and methods of which the pace is known; those that may go on anyway are forgotten then."""


@dataclass(slots=True)
class _Lane:
    full_at: float = 0.0
    """When the bucket is full again, on the loop's clock."""
    shut_until: float = 0.0
    """Until when Slack wants to hear nothing of it."""
    told: float = 0.0
    """The latest time that somebody was told to come back at."""

    def free_at(self, rate: float, burst: int) -> float:
        """Return when one more may pass."""
        return max(self.full_at - (burst - 1) / rate, self.shut_until)


class Pace:
    """A token bucket for each channel and each workspace, on the loop's clock, and what Slack has put off."""

    def __init__(
        self,
        rate: float = RATE,
        burst: int = BURST,
        patience: float = PATIENCE,
        *,
        workspace_rate: float = WORKSPACE_RATE,
        workspace_burst: int = WORKSPACE_BURST,
    ) -> None:
        """Let so many messages pass a second, and so many at once; keep nobody over `patience` seconds."""
        self._channel = rate, burst
        self._workspace = workspace_rate, workspace_burst
        self._patience = patience
        self._lanes: dict[str, _Lane] = {}

    async def turn(self, channel: str, workspace: str) -> float:
        """Wait until one more message may go to a channel, and return 0; else the seconds to come back after."""
        now, one, every = asyncio.get_running_loop().time(), self._lane(channel), self._lane(workspace)
        every_at = every.free_at(*self._workspace)
        at = max(one.free_at(*self._channel), every_at, now)
        if at - now > self._patience:
            if every_at < at:
                return at - now
            # One after the other: a workspace has many channels, and all would be back at the same moment.
            every.told = max(at, every.told + 1 / self._workspace[0])
            return every.told - now
        one.full_at = max(one.full_at, at) + 1 / self._channel[0]
        every.full_at = max(every.full_at, at) + 1 / self._workspace[0]
        if at > now:
            await asyncio.sleep(at - now)
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
