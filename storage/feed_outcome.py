"""What a poll leaves in its feed's row, and what all feeds of a workspace say together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, update

from storage.engine.database import Tx
from storage.engine.types import UtcDateTime, moment
from storage.feed_claims import LIVE
from storage.feed_rows import server_of
from storage.schema import feeds
from storage.turn.intents import FeedUpdate


@dataclass(frozen=True, slots=True)
class LastNews:
    """When feeds that are read together last had something new."""

    at: datetime | None
    """The last of any of them."""
    feeds: int
    """How many of them ever had."""


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
    values |= _went_well(change) if change.ok else _failed(change)
    if change.validators is not None:
        values |= {"etag": change.validators.etag, "last_modified": change.validators.last_modified}
    if change.body_digest is not None:
        ttl = None if change.ttl is None else int(change.ttl.total_seconds())
        values |= {"body_digest": change.body_digest, "parsed_at": change.asked_at, "ttl": ttl}
    if change.newest_at is not None:
        older = or_(feeds.c.newest_at.is_(None), feeds.c.newest_at < change.newest_at)
        values["newest_at"] = case((older, moment(change.newest_at)), else_=feeds.c.newest_at)
    if change.baseline:
        values["baseline_at"] = func.coalesce(feeds.c.baseline_at, moment(change.asked_at))
    if change.ended:
        values["ended_at"] = change.asked_at
    if change.held:
        values["held_since"] = func.coalesce(feeds.c.held_since, moment(change.asked_at))
    await tx.execute(update(feeds).where(feeds.c.id == change.feed).values(**values))
    if change.back_home:
        home = await tx.scalar(select(feeds.c.url).where(feeds.c.id == change.feed))
        afresh = dict.fromkeys(("moved_to", "etag", "last_modified", "body_digest")) | {"server": server_of(home or "")}
        await tx.execute(update(feeds).where(feeds.c.id == change.feed).values(**afresh))


async def last_ok(tx: Tx, workspace: int | None) -> datetime | None:
    """Return when any feed that the workspace reads, its own or shared (None: any shared one), last answered well."""
    newest: list[datetime] = []
    for scope in {0, workspace or 0}:
        answered = select(feeds.c.ok_at).where(feeds.c.scope == scope, feeds.c.ok_at.is_not(None))
        newest += await tx.scalars(answered.order_by(feeds.c.ok_at.desc()).limit(1))
    return max(newest, default=None)


async def last_news(tx: Tx, workspace: int | None) -> LastNews:
    """Return when the feeds that the workspace reads (None: the shared ones) last had something new."""
    its = (feeds.c.scope.in_({0, workspace or 0}), feeds.c.brought_at.is_not(None), LIVE)
    row = (await tx.execute(select(func.max(feeds.c.brought_at), func.count()).where(*its))).one()
    return LastNews(row[0], int(row[1]))


async def end_common_silence(tx: Tx, workspace: int | None, since: datetime, now: datetime) -> bool:
    """The first news since `since` of all feeds that the workspace reads: their common silence is none of a feed's own.

    Where one of them fell silent against its rhythm in that time, all that waited then may have nothing new for as much
    longer, and are silent no more. The others come back at their own pace. Return whether that was so.
    """
    read = feeds.c.scope.in_({0, workspace or 0})
    fell = select(feeds.c.id).where(read, feeds.c.silent_since.is_not(None), feeds.c.quiet_after > since).limit(1)
    if await tx.scalar(fell) is None:
        return False
    waited = select(feeds.c.id, feeds.c.quiet_after).where(read, feeds.c.quiet_after > since)
    gone = now - since
    later = [{"number": row.id, "until": row.quiet_after + gone} for row in await tx.execute(waited)]
    each = update(feeds).where(feeds.c.id == bindparam("number"))
    until = bindparam("until", type_=UtcDateTime())
    await tx.execute(each.values(quiet_after=until, silent_since=None), later)
    return True


def _went_well(change: FeedUpdate) -> dict[str, Any]:
    moving = change.moving
    values: dict[str, Any] = {
        "ok_at": change.asked_at,
        "failures": 0,
        "failing_since": None,
        "moving_to": moving.to if moving else None,
        "moving_since": moving.since if moving else None,
        "moving_times": moving.times if moving else 0,
    }
    if change.moved_to is not None:
        values |= {"moved_to": change.moved_to, "server": server_of(change.moved_to)}
    if change.news is not None:
        values |= {
            "brought_at": change.asked_at,
            "rhythm": change.news.rhythm,
            "quiet_after": change.news.quiet_after,
            "silent_since": None,
        }
    elif change.silent:
        values["silent_since"] = feeds.c.brought_at
    return values


def _failed(change: FeedUpdate) -> dict[str, Any]:
    return {
        "failures": feeds.c.failures + 1,
        "failing_since": func.coalesce(feeds.c.failing_since, moment(change.asked_at)),
    }
