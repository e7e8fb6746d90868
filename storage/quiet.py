"""Quiet hours: alerts that are decided while a subscription is quiet, until they are told.

They are no outbox rows yet: a destination's rows go strictly in order, and one that waits for the morning would hold
back the urgent development behind it. A subscription that ends takes what it held with it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from storage.engine.database import Tx
from storage.engine.statements import batches, upsert, write
from storage.outbox_rows import NewRow, put
from storage.quiet_hours import QuietHours, quiet_hours
from storage.schema import outbox, quiet_alerts, subscriptions
from storage.turn.intents import Hold


@dataclass(frozen=True, slots=True)
class Held:
    """One alert that waits for the end of quiet hours."""

    subscription: int
    destination: int
    story: int
    revision: int
    held_at: datetime
    until_at: datetime
    quiet: QuietHours | None
    """Of the subscription, as they are now."""


async def hold(tx: Tx, holds: Sequence[tuple[int, Hold]], now: datetime) -> None:
    """Hold alerts, each with its story."""
    rows = [
        {
            "subscription": one.subscription,
            "story": story,
            "revision": one.revision,
            "destination": one.destination,
            "held_at": now,
            "until_at": one.until,
        }
        for story, one in holds
    ]
    await write(tx, upsert(tx.dialect, quiet_alerts).on_conflict_do_nothing(), rows)


async def settle(tx: Tx, told: Collection[tuple[int, int]]) -> None:
    """Forget what is held of stories that are told now: destination and story of each."""
    stories = {story for _, story in told}
    for batch in batches(sorted(stories)):
        held = await tx.execute(
            select(quiet_alerts.c.destination, quiet_alerts.c.story).where(quiet_alerts.c.story.in_(batch))
        )
        for destination, story in {(row.destination, row.story) for row in held} & set(told):
            await _forget(tx, destination, [story])


async def due(tx: Tx, now: datetime) -> list[Held]:
    """Return what is held until now or earlier, by destination and in the order in which it was decided."""
    hours = (subscriptions.c.quiet_from, subscriptions.c.quiet_to, subscriptions.c.quiet_timezone)
    wanted = (
        select(quiet_alerts, *hours)
        .join(subscriptions, subscriptions.c.id == quiet_alerts.c.subscription)
        .where(quiet_alerts.c.until_at <= now)
        .order_by(quiet_alerts.c.destination, quiet_alerts.c.held_at, quiet_alerts.c.story, quiet_alerts.c.revision)
    )
    return [
        Held(
            subscription=row.subscription,
            destination=row.destination,
            story=row.story,
            revision=row.revision,
            held_at=row.held_at,
            until_at=row.until_at,
            quiet=quiet_hours(row),
        )
        for row in await tx.execute(wanted)
    ]


async def of_story(tx: Tx, destination: int, story: int) -> datetime | None:
    """Return until when an alert of a story is held in a destination; None: none is."""
    held = select(func.min(quiet_alerts.c.until_at))
    found: datetime | None = await tx.scalar(
        held.where(quiet_alerts.c.destination == destination, quiet_alerts.c.story == story)
    )
    return found


async def put_off(tx: Tx, subscription: int, until: datetime) -> None:
    """Hold everything of a subscription until another moment: its quiet hours changed."""
    later = update(quiet_alerts).where(quiet_alerts.c.subscription == subscription)
    await tx.execute(later.values(until_at=until))


async def drop(tx: Tx, subscription: int) -> None:
    """Forget what a subscription holds: it is paused."""
    await tx.execute(delete(quiet_alerts).where(quiet_alerts.c.subscription == subscription))


async def tell(tx: Tx, destination: int, revisions: Sequence[tuple[int, int]], now: datetime) -> int | None:
    """Write held alerts of one destination into the outbox: one as it is, more as one row of kind "backlog".

    Args:
        tx: a write.
        destination: where.
        revisions: story and revision of each, in the order in which they were decided.
        now: UTC.

    Returns:
        The row that will be sent; None: all was told before, or the destination is gone.

    """
    newest = dict(sorted(revisions))
    ordered = list(dict.fromkeys(story for story, _ in revisions))
    since = await tx.scalar(select(func.min(quiet_alerts.c.held_at)).where(quiet_alerts.c.destination == destination))
    await _forget(tx, destination, ordered)
    rows = [
        NewRow(destination, f"alert:{story}:{newest[story]}", "alert", now, story=story, revision=newest[story])
        for story in ordered
    ]
    made = await put(tx, rows)
    if len(made) <= 1:
        return made[0] if made else None
    one_row = update(outbox).where(outbox.c.id.in_(made))
    told = await tx.scalars(
        one_row.values(state="told", settled_at=now, reason="told at the end of quiet hours").returning(outbox.c.story)
    )
    left = set(told.all())
    payload = {
        "stories": [story for story in ordered if story in left],
        "since": (since or now).isoformat(),
        "quiet": True,
    }
    flushed = await put(tx, [NewRow(destination, f"quiet:{max(made)}", "backlog", now, payload=payload)])
    return flushed[0] if flushed else None


async def _forget(tx: Tx, destination: int, stories: Sequence[int]) -> None:
    for batch in batches(list(stories)):
        gone = delete(quiet_alerts).where(quiet_alerts.c.destination == destination, quiet_alerts.c.story.in_(batch))
        await tx.execute(gone)
