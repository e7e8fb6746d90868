"""Retention: what is no longer needed is removed, a little at a time."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from feeds.clock import Clock
from storage import retention, traces, workspaces
from storage.engine.database import Database

BATCH = 500
"""Rows looked at in one transaction: short enough that a poll waiting for its turn does not notice."""

OUTBOX_DAYS = 30
"""Told rows are kept this long to answer `why`, and so that a late repetition of an alert is still recognised."""

SUGGESTION_DAYS = 90
"""What an admin has dealt with is kept this long, so that who said it is not counted anew the next day. It names a
person: no longer than that."""

LEFT_DAYS = 30
"""A workspace that the bot left is kept this long: bots are removed by mistake, and invited again."""

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
                    suggestion_days=SUGGESTION_DAYS,
                    batch=BATCH,
                    start=cursor,
                )
            removed += swept.entries + swept.stories + swept.outbox + swept.suggestions
            cursor = swept.again
        removed += await self._remove_left()
        if removed:
            log.info("removed what is past its time", rows=removed)
        return removed

    async def _remove_left(self) -> int:
        """Close the workspaces left long ago, remove those closed at an earlier look, and return how many rows went.

        A poll that runs meanwhile may still find something by a closed one's terms: at the next look it does not.
        """
        async with self.database.read() as tx:
            closed = await traces.closed(tx)
            past = self.clock.now() - timedelta(days=LEFT_DAYS)
            doomed = [one for one in await workspaces.left_before(tx, past) if one.id not in closed]
        removed = 0
        for workspace in closed:
            while True:
                async with self.database.read() as tx:
                    found = await traces.find(tx, workspace, BATCH)
                if not len(found):
                    break
                async with self.database.write() as tx:
                    await traces.remove(tx, found)
                removed += len(found)
            async with self.database.write() as tx:
                await workspaces.remove(tx, workspace)
            removed += 1
            log.info("removed a workspace that was left", workspace=workspace)
        for one in doomed:
            async with self.database.write() as tx:
                await traces.close(tx, one.id, past)
        return removed
