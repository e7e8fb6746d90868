"""What a clock that was ahead left behind: moments in the future, at which things would come due, or never.

Where the clock was wrong by days and is right again, everything that was put off then is put off for days, and what was
noted then makes all that comes seem old. Whoever calls this has reason to look: a start, or a clock that went back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, or_, select, update

from storage.engine.database import Tx
from storage.engine.types import moment
from storage.schema import SENDING, WAITING, destinations, feeds, heartbeats, outbox, posts, quiet_alerts, subscriptions
from storage.subscriptions import Mode, Subscription, from_row

SLACK = timedelta(minutes=5)
"""Clocks are set right by seconds all the time."""
LONGEST_WAIT = timedelta(days=1)
"""Nothing that is tried again waits for longer: `feeds.fetch.politeness.LONGEST_WISH`, and what platforms ask for."""
LONGEST_QUIET = timedelta(hours=26)
"""Quiet hours end within a day, also one in which the clocks change twice."""
LONGEST_PERIODS = {Mode.HOURLY: timedelta(days=2), Mode.DAILY: timedelta(days=2), Mode.WEEKLY: timedelta(days=8)}
"""A digest is due within its period, or when a night of quiet hours after it ends."""
LONGEST_LEASE = timedelta(minutes=10)

_NOTED = ("asked_at", "ok_at", "parsed_at", "failing_since", "newest_at", "held_since", "answered_at", "moving_since")


async def put_right(tx: Tx, now: datetime, *, owner: str) -> int:
    """Have what waits for a moment that is too far ahead wait for now, and forget what was noted in the future.

    Leases of `owner` stay: their work is under way. Return how many rows were wrong.
    """
    await tx.execute(delete(heartbeats).where(heartbeats.c.at > now + SLACK))  # they would look fresh for days
    return await _feeds(tx, now, owner) + await _deliveries(tx, now, owner)


async def digests_ahead(tx: Tx, now: datetime, *, limit: int) -> list[Subscription]:
    """Return subscriptions whose next digest is due later than their mode has it."""
    late = or_(
        *(
            and_(subscriptions.c.mode == mode.value, subscriptions.c.next_due_at > now + period)
            for mode, period in LONGEST_PERIODS.items()
        )
    )
    noted = and_(subscriptions.c.mode != Mode.INSTANT.value, subscriptions.c.digested_at > now + SLACK)
    wanted = select(subscriptions).where(subscriptions.c.next_due_at.is_not(None), or_(late, noted))
    return [from_row(row) for row in await tx.execute(wanted.order_by(subscriptions.c.id).limit(limit))]


async def put_digest_right(tx: Tx, one: Subscription, *, next_due_at: datetime, now: datetime) -> None:
    """Have a digest be due when it is due; what it tells begins now where it was noted to begin later."""
    digested = min(one.digested_at, now) if one.digested_at is not None else None
    right = update(subscriptions).where(subscriptions.c.id == one.id)
    await tx.execute(right.values(next_due_at=next_due_at, digested_at=digested))


async def _feeds(tx: Tx, now: datetime, owner: str) -> int:
    asked_later = feeds.c.asked_at > now + SLACK
    put_off = and_(feeds.c.every <= LONGEST_WAIT.total_seconds(), feeds.c.next_poll_at > now + LONGEST_WAIT + SLACK)
    far = or_(asked_later, put_off)
    past: dict[str, Any] = {name: case((feeds.c[name] > now, moment(now)), else_=feeds.c[name]) for name in _NOTED}
    # The hours of a rhythm that lie in the future would make every hour until then a silence.
    ahead = feeds.c.brought_at > now
    for name, then in (("brought_at", moment(now)), ("rhythm", None), ("quiet_after", None), ("silent_since", None)):
        past[name] = case((ahead, then), else_=feeds.c[name])
    wrong = (await tx.execute(update(feeds).where(far).values(next_poll_at=now, **past))).rowcount
    lease = update(feeds).where(feeds.c.lease_until > now + LONGEST_LEASE, feeds.c.lease_owner != owner)
    return wrong + (await tx.execute(lease.values(lease_until=now))).rowcount


async def _deliveries(tx: Tx, now: datetime, owner: str) -> int:
    wait = now + LONGEST_WAIT + SLACK
    at_once = {"try_at": now, "due_at": case((outbox.c.due_at > now, moment(now)), else_=outbox.c.due_at)}
    leased = and_(SENDING, outbox.c.lease_until > now + LONGEST_LEASE, outbox.c.lease_owner != owner)
    wrong: Sequence[tuple[Any, ColumnElement[bool], dict[str, Any]]] = (
        (outbox, and_(WAITING, or_(outbox.c.try_at > wait, outbox.c.due_at > now + SLACK)), at_once),
        (outbox, leased, {"lease_until": now}),
        (outbox, outbox.c.publish_at > wait, {"publish_at": now}),
        (posts, posts.c.try_at > wait, {"try_at": now}),
        (destinations, destinations.c.next_try_at > wait, {"next_try_at": None}),
        (destinations, destinations.c.refused_at > now + SLACK, {"refused_at": now}),
        (quiet_alerts, quiet_alerts.c.until_at > now + LONGEST_QUIET, {"until_at": now}),
    )
    rows = 0
    for table, condition, values in wrong:
        rows += (await tx.execute(update(table).where(condition).values(**values))).rowcount
    return rows
