"""Digests: what happened since the last one, for who does not want each alert; and the ends of quiet hours."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.pipeline.digest_window import Later, Window, standing, window_of
from bot.pipeline.quiet import flush
from feeds.clock import Clock
from storage import destinations, digests, mutes, quiet, subscriptions
from storage.digests import History
from storage.engine.database import Database, Tx
from storage.outbox_rows import NewRow, put
from storage.subscriptions import Subscription

SHARED = 0
"""The scope of shared feeds."""

AT_ONCE = 100
"""Digests written in one transaction, so that others get their turn."""


@dataclass(frozen=True, slots=True)
class Digester:
    """Writes into the outbox the digests that are due, and what was held in quiet hours that are over."""

    database: Database
    clock: Clock
    desk: str

    async def look(self) -> int:
        """Write what is due, and return how many subscriptions were looked after."""
        await self._flush()
        written = 0
        while True:
            now = self.clock.now()
            async with self.database.read() as tx:
                if not await subscriptions.due(tx, now, limit=1):
                    return written
            # A turn: what a poll records at this moment is either before this digest, or after it and in the next one.
            async with self.database.turn(self.desk) as tx:
                now = self.clock.now()
                due = await subscriptions.due(tx, now, limit=AT_ONCE, lock=True)
                await self._write_all(tx, due, now)
            written += len(due)

    async def _flush(self) -> None:
        async with self.database.read() as tx:
            if not await quiet.due(tx, self.clock.now()):
                return
        async with self.database.turn(self.desk) as tx:
            await flush(tx, self.clock.now())

    async def _write_all(self, tx: Tx, due: Sequence[Subscription], now: datetime) -> None:
        """Write digests from one reading of the news: many are due at nine."""
        windows: list[tuple[Subscription, Window]] = []
        for one in due:
            window = window_of(one, now)
            if isinstance(window, Later):
                await subscriptions.put_off(tx, one.id, window.next_due_at)
            else:
                windows.append((one, window))
        if not windows:
            return
        workspaces = {one.id: await _workspace(tx, one) for one, _ in windows}
        earliest = min(window.since for _, window in windows)
        news = await digests.histories(tx, earliest, scopes={SHARED, *workspaces.values()})
        for one, window in windows:
            await self._write(tx, one, workspaces[one.id], window, news)
            await asyncio.sleep(0)

    async def _write(self, tx: Tx, one: Subscription, workspace: int, window: Window, news: Sequence[History]) -> None:
        """One subscription: its digest, where there is anything to tell, and when the next one is due."""
        items = await _items(tx, one, workspace, window, news)
        if items or (one.terms.empty and not window.last):
            payload = {"topic": one.topic, "since": window.since.isoformat(), "items": items}
            key = f"digest:{one.id}:{window.period}"
            row = NewRow(one.destination, key, "digest", window.until, payload=payload)
            if not await put(tx, [row]):
                # There was one for this period, before its time was changed: the next digest tells this.
                await subscriptions.put_off(tx, one.id, window.next_due_at)
                return
        await subscriptions.advance(tx, one.id, digested_at=window.until, next_due_at=window.next_due_at)


async def _items(
    tx: Tx, one: Subscription, workspace: int, window: Window, news: Sequence[History]
) -> list[dict[str, Any]]:
    seen = [story for story in news if story.scope in {SHARED, workspace}]
    inside = [story for story in seen if standing(story, one, workspace, window, {}) is not None]
    if not inside:
        return []
    muted = set(await mutes.of_destination(tx, one.destination))
    alerted = await digests.alerted(tx, one.destination, [story.id for story in inside])
    marks = [(story.id, standing(story, one, workspace, window, alerted)) for story in inside if story.id not in muted]
    return [{"story": story, "standing": mark.value} for story, mark in marks if mark is not None]


async def _workspace(tx: Tx, one: Subscription) -> int:
    destination = await destinations.get(tx, one.destination)
    assert destination is not None, "a subscription goes with its destination"  # noqa: S101 - a foreign key
    return destination.workspace
