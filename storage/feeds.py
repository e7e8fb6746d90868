"""Feeds: what is polled, when next, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, delete, func, insert, select, update

from feeds.feed import FeedSpec
from storage.engine.database import Tx
from storage.engine.errors import StorageError, StorageProblem
from storage.engine.types import moment
from storage.feed_claims import LIVE, claim_due, count_due, next_due, release, release_all
from storage.feed_outcome import LastNews, apply, end_common_silence, last_news, last_ok
from storage.feed_rows import feed_state, new_row, registered, spec_columns
from storage.schema import feeds
from storage.turn.snapshot import FeedState

__all__ = [
    "FeedCounts",
    "LastNews",
    "add",
    "answered",
    "apply",
    "by_slug",
    "change",
    "claim_due",
    "count_due",
    "counts",
    "end_common_silence",
    "get",
    "last_news",
    "last_ok",
    "let_go",
    "listing",
    "next_due",
    "pause",
    "register",
    "release",
    "release_all",
    "remove",
    "resume",
]


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


async def answered(tx: Tx, feed: int, now: datetime) -> None:
    """Note that an admin or the operator did something about a feed: nobody else needs to be told."""
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(answered_at=now))


async def let_go(tx: Tx, feed: int) -> None:
    """The question what to do with a feed's held entries is answered."""
    await tx.execute(update(feeds).where(feeds.c.id == feed).values(held_since=None))


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


async def counts(tx: Tx) -> FeedCounts:
    """Count the feeds by how they are."""

    def tally(*conditions: Any) -> Any:  # noqa: ANN401 - SQL conditions
        return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)

    row = (
        await tx.execute(
            select(
                func.count(),
                tally(LIVE),
                tally(LIVE, feeds.c.failures > 0),
                tally(LIVE, feeds.c.asked_at.is_(None)),
                tally(feeds.c.paused_at.is_not(None), feeds.c.ended_at.is_(None)),
                tally(feeds.c.ended_at.is_not(None)),
            ).select_from(feeds)
        )
    ).one()
    return FeedCounts(*(int(count) for count in row))
