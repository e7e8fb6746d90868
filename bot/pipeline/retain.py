"""Retention: what is no longer needed is removed, a little at a time."""

from dataclasses import dataclass

import structlog

from feeds.clock import Clock
from storage import retention
from storage.database import Database

BATCH = 500
"""Rows looked at in one transaction: short enough that a poll waiting for its turn does not notice."""

OUTBOX_DAYS = 30
"""Told rows are kept this long to answer `why`, and so that a late repetition of an alert is still recognised."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Retainer:
    """Removes what is past its time."""

    database: Database
    clock: Clock
    keep_days: int
    keep_unmatched_days: int

    async def look(self) -> int:
        """Remove what is due, batch by batch, and return how many rows went."""
        removed = 0
        cursor: retention.Cursor | None = retention.Cursor()
        while cursor is not None:
            async with self.database.write() as tx:
                swept = await retention.sweep(
                    tx,
                    self.clock.now(),
                    unmatched_days=self.keep_unmatched_days,
                    matched_days=self.keep_days,
                    outbox_days=OUTBOX_DAYS,
                    batch=BATCH,
                    start=cursor,
                )
            removed += swept.entries + swept.stories + swept.outbox
            cursor = swept.again
        if removed:
            log.info("removed what is past its time", rows=removed)
        return removed
