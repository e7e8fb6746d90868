"""Whose turn it is to be polled, and who polls it: feeds are due, claimed by lease, and given back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, and_, func, select, update

from storage.engine.database import Tx
from storage.feed_rows import feed_state
from storage.schema import feeds
from storage.schema.feeds import LEASED
from storage.turn.snapshot import FeedState

LIVE = and_(feeds.c.paused_at.is_(None), feeds.c.ended_at.is_(None))
PER_SERVER = 4
"""Feeds of one server that are polled at the same time: the one that is asked, and a few that wait for it. So few that
all have their turn within the deadline of a poll, though each is asked until its time is over."""

_AT_REST = and_(feeds.c.paused_at.is_(None), feeds.c.ended_at.is_(None), feeds.c.lease_until.is_(None))


async def next_due(tx: Tx, *, but: Collection[int] = ()) -> datetime | None:
    """Return when the next feed is due, in the past where one waits; None: none is polled.

    One that somebody is polling is due when the lease is over, unless the caller is polling it still: `but`.
    """
    resting = await tx.scalar(select(feeds.c.next_poll_at).where(_AT_REST).order_by(feeds.c.next_poll_at).limit(1))
    leased = select(feeds.c.lease_until).where(LIVE, feeds.c.lease_until.is_not(None), feeds.c.id.not_in(list(but)))
    abandoned = await tx.scalar(leased.order_by(feeds.c.lease_until).limit(1))
    return min((moment for moment in (resting, abandoned) if moment is not None), default=None)


async def count_due(tx: Tx, now: datetime) -> int:
    """Count the feeds that wait to be polled, those that someone is polling left out."""
    due = select(func.count()).select_from(feeds).where(_AT_REST, feeds.c.next_poll_at <= now)
    return int(await tx.scalar(due) or 0)


async def claim_due(
    tx: Tx,
    now: datetime,
    limit: int,
    owner: str,
    lease_until: datetime,
    *,
    per_server: int = PER_SERVER,
    but: Collection[int] = (),
) -> list[FeedState]:
    """Take up to `limit` feeds that are due, longest due first, also from owners whose lease ran out.

    They are the caller's until `lease_until`; `apply` or `release` gives them back. Two processes never get the same.

    Args:
        tx: a write.
        now: UTC.
        limit: how many.
        owner: who takes them.
        lease_until: until when.
        per_server: of one server no more are taken than make so many with those that are taken already. They are asked
            one after the other, and those of a server that hangs would soon hold every place.
        but: what the caller is polling still: where the clock has jumped, the leases may be over.

    """
    abandoned = select(feeds.c.id).where(LIVE, feeds.c.lease_until <= now, feeds.c.id.not_in(list(but)))
    abandoned = abandoned.order_by(feeds.c.lease_until, feeds.c.id)
    # Said again of the row itself: PostgreSQL asks that once more of one that another process has claimed meanwhile.
    due = select(feeds.c.id).where(_AT_REST, feeds.c.next_poll_at <= now, feeds.c.id.in_(_in_turn(now, per_server)))
    due = due.order_by(feeds.c.next_poll_at, feeds.c.id)  # of one moment in the order in which they were added
    claimed: list[int] = []
    for wanted in (abandoned, due):
        if len(claimed) < limit:
            found = wanted.limit(limit - len(claimed)).with_for_update(skip_locked=True)
            claimed += (await tx.scalars(found)).all()
    if not claimed:
        return []
    taken = update(feeds).where(feeds.c.id.in_(claimed)).values(lease_owner=owner, lease_until=lease_until)
    states = {row.id: feed_state(row) for row in await tx.execute(taken.returning(feeds))}
    return [states[feed] for feed in claimed]


def _in_turn(now: datetime, per_server: int) -> Select[int]:
    """Return the feeds that are due and whose server has places left."""
    place = func.row_number().over(partition_by=feeds.c.server, order_by=(feeds.c.next_poll_at, feeds.c.id))
    due = (
        select(feeds.c.id, feeds.c.server, place.label("place")).where(_AT_REST, feeds.c.next_poll_at <= now).subquery()
    )
    leased = select(feeds.c.server, func.count().label("feeds")).where(LEASED, feeds.c.lease_until > now)
    busy = leased.group_by(feeds.c.server).subquery()
    return (
        select(due.c.id)
        .outerjoin(busy, busy.c.server == due.c.server)
        .where(due.c.place + func.coalesce(busy.c.feeds, 0) <= per_server)
    )


async def release(tx: Tx, feed: int) -> None:
    """Give a claimed feed back unpolled."""
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(lease_owner=None, lease_until=None))


async def release_all(tx: Tx, owner: str) -> int:
    """Give back all that `owner` holds: at its end, or at its next start after it was killed. Return how many."""
    freed = update(feeds).where(feeds.c.lease_until.is_not(None), feeds.c.lease_owner == owner)
    return (await tx.execute(freed.values(lease_owner=None, lease_until=None))).rowcount
