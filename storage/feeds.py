"""Feeds: what is polled, when next, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, or_, select, update

from feeds.feed import FeedSpec
from storage.engine.database import Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.types import moment
from storage.feed_rows import feed_state, new_row, registered, spec_columns
from storage.schema import feeds
from storage.turn.intents import FeedUpdate
from storage.turn.snapshot import FeedState

_AT_REST = and_(feeds.c.paused_at.is_(None), feeds.c.ended_at.is_(None), feeds.c.lease_until.is_(None))
_LIVE = and_(feeds.c.paused_at.is_(None), feeds.c.ended_at.is_(None))


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """How the feeds are, all workspaces together."""

    all: int
    polled: int
    """Neither paused nor ended."""
    failing: int
    """Of the polled: the last answer was not good."""
    waiting: int
    """Of the polled: never asked yet."""
    paused: int
    ended: int


async def register(tx: Tx, specs: Sequence[FeedSpec], now: datetime) -> None:
    """Make the shared feeds of the desk those of `specs`, by slug; what was learnt of each is kept.

    A feed that the desk switches off, or no longer has, is paused, unless an admin resumed it. A feed whose address
    changed in the desk starts afresh with its validators, not with its baseline.
    """
    rows = await tx.execute(select(feeds).where(feeds.c.scope == 0))
    stored = {row.slug: row for row in rows}
    new = [spec for spec in specs if spec.id not in stored]
    if new:
        await tx.execute(insert(feeds), [new_row(spec, None, "desk", now) for spec in new])
    for spec in specs:
        if spec.id in stored:
            changes = registered(stored[spec.id], spec, now)
            await tx.execute(update(feeds).where(feeds.c.id == stored[spec.id].id).values(**changes))
    kept = {spec.id for spec in specs}
    for row in stored.values():
        if row.slug not in kept and row.origin == "desk" and row.paused_at is None and row.resumed_at is None:
            retired = {"paused_at": now, "paused_by": "desk"}
            await tx.execute(update(feeds).where(feeds.c.id == row.id).values(**retired))


async def add(tx: Tx, spec: FeedSpec, workspace: int | None, now: datetime) -> FeedState:
    """Add a feed that is not the desk's: shared (workspace None) or private. Due at once.

    Raises StorageError where the slug is taken in that scope.
    """
    if await by_slug(tx, spec.id, workspace) is not None:
        raise StorageError(StorageProblem.CONFLICT, f'there is a feed "{spec.id}" already: choose another name')
    row = await tx.execute(insert(feeds).values(**new_row(spec, workspace, "added", now)).returning(feeds))
    return feed_state(row.one())


async def change(tx: Tx, feed: int, spec: FeedSpec) -> None:
    """Say anew what an added feed is; its address stays, and what was learnt of it."""
    said = {name: value for name, value in spec_columns(spec).items() if name not in {"url", "switched_on"}}
    await tx.execute(update(feeds).where(feeds.c.id == feed, feeds.c.origin == "added").values(**said))


async def remove(tx: Tx, feed: int) -> bool:
    """Remove a feed that was added; its entries stay. False: there is none, or it is the desk's: that can be paused."""
    done = await tx.execute(delete(feeds).where(feeds.c.id == feed, feeds.c.origin == "added"))
    return done.rowcount == 1


async def pause(tx: Tx, feed: int, now: datetime) -> None:
    """Stop polling a feed until an admin resumes it."""
    paused = {"paused_at": func.coalesce(feeds.c.paused_at, moment(now)), "paused_by": "admin", "resumed_at": None}
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(**paused))


async def resume(tx: Tx, feed: int, now: datetime) -> None:
    """Poll a feed again, at once, also one that the desk switched off or that ended."""
    resumed = {"paused_at": None, "paused_by": None, "ended_at": None, "resumed_at": now, "next_poll_at": now}
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(**resumed))


async def listing(tx: Tx, workspace: int | None) -> list[FeedState]:
    """Return the shared feeds and, where a workspace is given, its private ones, by slug."""
    scopes = {0, workspace or 0}
    rows = await tx.execute(select(feeds).where(feeds.c.scope.in_(scopes)).order_by(feeds.c.slug))
    return [feed_state(row) for row in rows]


async def get(tx: Tx, feed: int) -> FeedState | None:
    """Return one feed."""
    row = (await tx.execute(select(feeds).where(feeds.c.id == feed))).one_or_none()
    return feed_state(row) if row else None


async def by_slug(tx: Tx, slug: str, workspace: int | None = None) -> FeedState | None:
    """Return the shared feed (workspace None) or the workspace's private one of that name."""
    found = select(feeds).where(feeds.c.scope == (workspace or 0), feeds.c.slug == slug)
    row = (await tx.execute(found)).one_or_none()
    return feed_state(row) if row else None


async def next_due(tx: Tx) -> datetime | None:
    """Return when the next feed is due, in the past where one waits; None: none is polled."""
    resting = await tx.scalar(select(feeds.c.next_poll_at).where(_AT_REST).order_by(feeds.c.next_poll_at).limit(1))
    leased = await tx.scalar(
        select(feeds.c.lease_until)
        .where(_LIVE, feeds.c.lease_until.is_not(None))
        .order_by(feeds.c.lease_until)
        .limit(1)
    )
    return min((moment for moment in (resting, leased) if moment is not None), default=None)


async def count_due(tx: Tx, now: datetime) -> int:
    """Count the feeds that wait to be polled, those that someone is polling left out."""
    due = select(func.count()).select_from(feeds).where(_AT_REST, feeds.c.next_poll_at <= now)
    return int(await tx.scalar(due) or 0)


async def claim_due(tx: Tx, now: datetime, limit: int, owner: str, lease_until: datetime) -> list[FeedState]:
    """Take up to `limit` feeds that are due, longest due first, also from owners whose lease ran out.

    They are the caller's until `lease_until`; `apply` or `release` gives them back. Two processes never get the same.
    """
    abandoned = select(feeds.c.id).where(_LIVE, feeds.c.lease_until <= now).order_by(feeds.c.lease_until)
    due = select(feeds.c.id).where(_AT_REST, feeds.c.next_poll_at <= now).order_by(feeds.c.next_poll_at)
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


async def release(tx: Tx, feed: int) -> None:
    """Give a claimed feed back unpolled."""
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(lease_owner=None, lease_until=None))


async def release_all(tx: Tx, owner: str) -> int:
    """Give back all that `owner` holds: at its end, or at its next start after it was killed. Return how many."""
    freed = update(feeds).where(feeds.c.lease_until.is_not(None), feeds.c.lease_owner == owner)
    return (await tx.execute(freed.values(lease_owner=None, lease_until=None))).rowcount


async def apply(tx: Tx, change: FeedUpdate) -> None:
    """Store the outcome of a poll and give the feed back. A feed that was removed meanwhile is passed over."""
    values: dict[str, Any] = {
        "asked_at": change.asked_at,
        "next_poll_at": change.next_poll_at,
        "lease_owner": None,
        "lease_until": None,
        "problem": change.problem,
        "detail": change.detail,
    }
    if change.ok:
        values |= {"ok_at": change.asked_at, "failures": 0, "failing_since": None}
    else:
        values |= {
            "failures": feeds.c.failures + 1,
            "failing_since": func.coalesce(feeds.c.failing_since, moment(change.asked_at)),
        }
    if change.validators is not None:
        values |= {"etag": change.validators.etag, "last_modified": change.validators.last_modified}
    if change.body_digest is not None:
        values |= {"body_digest": change.body_digest, "parsed_at": change.asked_at}
    if change.newest_at is not None:
        older = or_(feeds.c.newest_at.is_(None), feeds.c.newest_at < change.newest_at)
        values["newest_at"] = case((older, moment(change.newest_at)), else_=feeds.c.newest_at)
    if change.baseline:
        values["baseline_at"] = func.coalesce(feeds.c.baseline_at, moment(change.asked_at))
    if change.ended:
        values["ended_at"] = change.asked_at
    if change.moved_to is not None:
        values["moved_to"] = change.moved_to
    await tx.execute(update(feeds).where(feeds.c.id == change.feed).values(**values))


async def last_ok(tx: Tx, workspace: int | None) -> datetime | None:
    """Return when any feed of the workspace (None: any shared one) last answered well."""
    newest: datetime | None = await tx.scalar(
        select(feeds.c.ok_at)
        .where(feeds.c.scope == (workspace or 0), feeds.c.ok_at.is_not(None))
        .order_by(feeds.c.ok_at.desc())
        .limit(1)
    )
    return newest


async def counts(tx: Tx) -> FeedCounts:
    """Count the feeds by how they are."""

    def tally(*conditions: Any) -> Any:  # noqa: ANN401 - SQL conditions
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

    row = (
        await tx.execute(
            select(
                func.count(),
                tally(_LIVE),
                tally(_LIVE, feeds.c.failures > 0),
                tally(_LIVE, feeds.c.asked_at.is_(None)),
                tally(feeds.c.paused_at.is_not(None), feeds.c.ended_at.is_(None)),
                tally(feeds.c.ended_at.is_not(None)),
            ).select_from(feeds)
        )
    ).one()
    return FeedCounts(*(int(count) for count in row))
