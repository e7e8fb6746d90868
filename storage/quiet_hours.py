"""Quiet hours as they were agreed: from when to when, by whose clock."""

from dataclasses import dataclass
from datetime import time

from storage.engine.types import AnyRow


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of every day in which nothing is told. What would be told then is held until their end."""

    begin: time
    """Local time."""
    end: time
    """Local time; where it is earlier, of the next day. The same as `begin`: no hours at all."""
    timezone: str
    """IANA. Their own: a digest of the same subscription may come by another clock."""


def quiet_hours(row: AnyRow) -> QuietHours | None:
    """Return the quiet hours in a row of subscriptions; None: it has none."""
    if row.quiet_from is None or row.quiet_to is None or row.quiet_timezone is None:
        return None
    return QuietHours(row.quiet_from, row.quiet_to, row.quiet_timezone)
