"""Digests: what happened since the last one, for subscriptions that do not want each alert."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.cards.digest import Standing
from bot.pipeline.periods import next_due, period_of
from feeds.clock import Clock
from storage import stories, subscriptions
from storage.database import Database, Tx
from storage.outbox_rows import NewRow, put
from storage.stories import StoryView
from storage.subscriptions import Mode, Subscription

SHARED = 0
"""The scope of shared feeds."""

NINE = time(9)
"""When a daily or weekly digest comes where nobody said."""

AT_ONCE = 100
"""Digests written in one transaction, so that others get their turn."""


@dataclass(frozen=True, slots=True)
class Digester:
    """Writes the digests that are due into the outbox."""

    database: Database
    clock: Clock

    async def look(self) -> int:
        """Write what is due, and return how many subscriptions were looked after."""
        written = 0
        while True:
            now = self.clock.now()
            async with self.database.read() as tx:
                if not await subscriptions.due(tx, now, limit=1):
                    return written
            async with self.database.write() as tx:
                due = await subscriptions.due(tx, now, limit=AT_ONCE, lock=True)
                for subscription in due:
                    await self._write(tx, subscription, now)
            written += len(due)

    async def _write(self, tx: Tx, subscription: Subscription, now: datetime) -> None:
        """One subscription: its digest, where there is anything to tell, and when the next one is due.

        After a long downtime one digest covers all that was missed: it reaches back to the last one.
        """
        terms = subscription.terms
        if terms.mode is Mode.INSTANT or subscription.next_due_at is None:
            return
        since = subscription.digested_at or subscription.created_at
        topics = None if subscription.topic is None else {subscription.topic}
        changed = await stories.changed_since(tx, topics, since, scopes={SHARED})
        if changed:
            period = period_of(terms.mode, terms.timezone, subscription.next_due_at)
            payload = {
                "topic": subscription.topic,
                "since": since.isoformat(),
                "items": [{"story": story.id, "standing": standing(story, since)} for story in changed],
            }
            key = f"digest:{subscription.id}:{period}"
            await put(tx, [NewRow(subscription.destination, key, "digest", now, payload=payload)])
        coming = next_due(terms.mode, terms.at or NINE, terms.weekday or 0, terms.timezone, now)
        await subscriptions.advance(tx, subscription.id, digested_at=now, next_due_at=coming)


def standing(story: StoryView, since: datetime) -> Standing:
    """Tell what a story is to one who last read a digest at `since`."""
    return Standing.NEW if story.opened >= since else Standing.DEVELOPING
