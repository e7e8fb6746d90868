"""Permanent redirects: believed only when they repeat (promise 10).

A gateway that asks for a login, a site that is being rebuilt and a mistake of an hour answer 301, too. Whoever believes
the first one loses the feed's true address for good.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

TIMES = 3
"""Polls in a row that must be sent to the same place."""
DURING = timedelta(days=1)
"""And for so long: mistakes are put right within a working day. A judgement of ours; no standard names a figure."""


@dataclass(frozen=True, slots=True)
class Moving:
    """Where a feed's server sends us permanently, and is not believed yet."""

    to: str
    """The address with its login: a secret, for the feed's record only."""
    since: datetime
    times: int
    """Polls in a row."""


def seen_moving(before: Moving | None, to: str | None, now: datetime) -> Moving | None:
    """Return what is known after a good answer that came from `to` by permanent redirects alone; None: by none.

    Any other way to the feed in between, also to a third place, begins the count anew.
    """
    if to is None:
        return None
    if before is None or before.to != to or before.since > now:
        return Moving(to, now, 1)
    return Moving(to, before.since, before.times + 1)


def is_believed(moving: Moving, now: datetime) -> bool:
    """Tell whether it has repeated often and long enough to take the new address for the feed's own."""
    return moving.times >= TIMES and now - moving.since >= DURING
