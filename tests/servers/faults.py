"""What goes wrong on purpose, by a seed: too many requests, server errors, lost answers, outages, slowness."""

import re
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """One way in which a request fails."""

    NONE = "none"
    TOO_MANY = "too_many"
    """429 although the bucket is not empty: a limit that nobody told of."""
    BROKEN = "broken"
    """5xx, nothing done."""
    BROKEN_AFTER = "broken_after"
    """504, but it was done."""
    LOST_BEFORE = "lost_before"
    """The connection is torn, nothing done."""
    LOST_AFTER = "lost_after"
    """The connection is torn, but it was done."""
    SLOW = "slow"
    """It is done, and the answer takes `slowness` seconds."""
    DOWN = "down"
    """503 from the edge: an outage."""


@dataclass
class Faults:
    """Shares of the requests that fail; 0.05 is one in twenty. Set them at any time."""

    seed: int = 0
    too_many: float = 0.0
    broken: float = 0.0
    broken_after: float = 0.0
    lost_before: float = 0.0
    lost_after: float = 0.0
    slow: float = 0.0
    slowness: float = 1.0
    """Seconds that a slow answer takes."""
    event_delay: float = 0.0
    """Events come up to so many seconds late: after the answers that they belong to."""
    down: bool = False
    """Whether there is an outage: every request is answered with 503."""
    only: str = ""
    """A regular expression; only routes that it finds fail by chance."""
    scripted: deque[tuple[str, Fault]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def next(self, route: str, *faults: str) -> None:
        """Let the next requests whose route the regular expression `route` finds fail so, one after the other."""
        self.scripted.extend((route, Fault(fault)) for fault in faults)

    def roll(self, route: str) -> Fault:
        """Say how a request fails."""
        for number, (pattern, fault) in enumerate(self.scripted):
            if re.search(pattern, route):
                del self.scripted[number]
                return fault
        if self.down:
            return Fault.DOWN
        if self.only and not re.search(self.only, route):
            return Fault.NONE
        drawn = self.random.random()
        for fault in (
            Fault.TOO_MANY,
            Fault.BROKEN,
            Fault.BROKEN_AFTER,
            Fault.LOST_BEFORE,
            Fault.LOST_AFTER,
            Fault.SLOW,
        ):
            drawn -= getattr(self, fault)
            if drawn < 0:
                return fault
        return Fault.NONE
